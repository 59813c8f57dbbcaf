"""Small files of the forms versions of the program are handed out as, for tests."""

from __future__ import annotations

import io
import lzma
import tarfile
import zipfile
from pathlib import Path


def member(name: str, data: bytes) -> bytes:
    """A member of an ar archive."""
    head = f"{name:<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(data):<10}`\n".encode("ascii")
    return head + data + b"\n" * (len(data) % 2)


def tar_xz(files: dict[str, bytes]) -> bytes:
    """A packed tar archive."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:xz") as packed:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            packed.addfile(info, io.BytesIO(data))
    return made.getvalue()


def deb(path: Path, version: str, package: str = "near-zero") -> Path:
    """A Debian package that says this of itself."""
    control = f"Package: {package}\nVersion: {version}\nArchitecture: amd64\n".encode()
    inside = member("control.tar.xz", tar_xz({"./control": control}))
    path.write_bytes(b"!<arch>\n" + member("debian-binary", b"2.0\n") + inside)
    return path


def folder(path: Path, version: str, system: str, program: str = "near-zero") -> Path:
    """A packed folder, tar.xz or zip by its name."""
    text = f'program = "{program}"\nversion = "{version}"\nsystem = "{system}"\n'.encode()
    name = f"{program}-{version}/release.toml"
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr(name, text)
            packed.writestr(f"{program}-{version}/near-zero.exe", b"MZ")
    else:
        path.write_bytes(tar_xz({name: text, f"{program}-{version}/near-zero": b"\x7fELF"}))
    return path


def setup(path: Path, version: str, product: str = "near-zero") -> Path:
    """A Windows program with a version resource; the rest of it is missing."""

    def text(name: str, value: str) -> bytes:
        key = f"{name}\0".encode("utf-16-le")
        return key + b"\0" * (-len(key) % 4) + f"{value}\0".encode("utf-16-le")

    resource = text("ProductName", product) + text("ProductVersion", version)
    path.write_bytes(b"MZ" + b"\x90" * 3000 + resource + b"\0" * 100)
    return path


def bomb(path: Path) -> Path:
    """A Debian package whose control archive would unpack to gigabytes before the control file."""
    info = tarfile.TarInfo("./big")
    info.size = 8 << 30
    packed = lzma.compress(info.tobuf() + bytes(1 << 20))
    inside = member("control.tar.xz", packed)
    path.write_bytes(b"!<arch>\n" + member("debian-binary", b"2.0\n") + inside)
    return path
