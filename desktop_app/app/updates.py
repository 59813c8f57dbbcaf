"""A file that may be a version of this program: recognised by what it holds, checked, compared.

Nothing is unpacked and nothing is run. What the file says of itself stands at its beginning; its
digest is compared with the `.sha256` beside it, and a `.sig` beside it tells who vouches for it.
"""

from __future__ import annotations

import hashlib
import lzma
import re
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Final

from desktop_app.app.about import VERSION
from desktop_app.app.pack_files import Signed
from desktop_app.app.paths import APP_NAME, Paths
from desktop_app.core.problems import Problem, problem
from desktop_app.packs.publishers import trusted
from desktop_app.packs.signing import fingerprint, signature_of, signer_of

DIGEST: Final = ".sha256"
SIGNATURE: Final = ".sig"
_SUFFIXES: Final = frozenset({".deb", ".exe", ".xz", ".zip"})
_PIECE: Final = 1024 * 1024
_SMALL: Final = 64 * 1024
_EXE_HEAD: Final = 4 * 1024 * 1024
_VERSION: Final = re.compile(r"\d{1,5}(\.\d{1,5}){1,3}")
_DIGEST_LINE: Final = re.compile(r"^([0-9a-f]{64})\b", re.IGNORECASE)
_CONTROL: Final = re.compile(r"^(Package|Version): (\S+)$", re.MULTILINE)
_UNREADABLE: Final = (
    OSError,
    EOFError,
    ValueError,
    KeyError,
    lzma.LZMAError,
    tarfile.TarError,
    zipfile.BadZipFile,
    RuntimeError,  # a compression that zipfile does not know
)

Go = Callable[[float], object]
"""Told how much of the file is read, from 0 to 1; raises to stop."""


class Form(StrEnum):
    """What kind of file a version is handed out as."""

    PACKAGE = "package"
    SETUP = "setup"
    FOLDER = "folder"


class Standing(StrEnum):
    """A version against that of the running program."""

    NEWER = "newer"
    SAME = "same"
    OLDER = "older"


class Match(StrEnum):
    """A file against the digest beside it."""

    RIGHT = "right"
    WRONG = "wrong"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Release:
    """A version of the program in a file.

    Attributes:
        path: the file.
        version: as it says of itself.
        system: linux or win32, as sys.platform names them.
        form: what kind of file it is.
        size: of the file, in bytes.
        digest: its SHA-256 in hex.
        match: whether that is what the file beside it says.
        signed: who vouches for it.
    """

    path: Path
    version: str
    system: str
    form: Form
    size: int
    digest: str
    match: Match
    signed: Signed

    @property
    def standing(self) -> Standing:
        """Against the running program."""
        mine, other = _numbers(VERSION), _numbers(self.version)
        if mine == other:
            return Standing.SAME
        return Standing.NEWER if other > mine else Standing.OLDER

    @property
    def fits(self) -> bool:
        """Whether it is for the system this runs on."""
        return self.system == sys.platform

    @property
    def may_be_used(self) -> bool:
        """Whether nothing speaks against installing it here."""
        return self.fits and self.match is not Match.WRONG


def may_be_release(path: Path) -> bool:
    """Whether a file is worth looking into; goes by its name only."""
    return path.suffix.lower() in _SUFFIXES


def is_release(path: Path) -> bool:
    """Whether a file says of itself that it is a version of this program."""
    try:
        return may_be_release(path) and _said(path) is not None
    except _UNREADABLE:
        return False


def read_release(paths: Paths, path: Path, go: Go = lambda _share: None) -> Release | Problem:
    """What a file is; read once, from beginning to end.

    Problems: `update.unreadable`, `update.not_ours`, `update.bad_signature`.
    """
    try:
        said = _said(path)
        if said is None:
            return problem("update.not_ours", path.name)
        version, system, form = said
        size = path.stat().st_size
        digest = _digest(path, size, go)
        match = _match(path, digest)
    except _UNREADABLE as error:
        return problem("update.unreadable", path.name, detail=str(error)[:200])
    signed = _signed(paths, path, digest)
    if isinstance(signed, Problem):
        return signed
    return Release(path, version, system, form, size, digest, match, signed)


def sign_release(path: Path, pem: bytes) -> Problem | None:
    """Put a signature beside a file with the private key in `pem`.

    Problems: `pack_file.bad_key`, `update.unreadable`.
    """
    try:
        digest = _digest(path, path.stat().st_size, lambda _share: None)
        made = signature_of(pem, digest.encode("ascii"), path.name)
        if isinstance(made, Problem):
            return made
        beside(path, SIGNATURE).write_bytes(made)
    except OSError as error:
        return problem("update.unreadable", path.name, detail=error)
    return None


def beside(path: Path, suffix: str) -> Path:
    """The file beside a release that tells of it."""
    return path.with_name(path.name + suffix)


def _numbers(version: str) -> tuple[int, ...]:
    found = [int(one) for one in version.split(".")]
    while found and found[-1] == 0:
        found.pop()
    return tuple(found)


def _digest(path: Path, size: int, go: Go) -> str:
    summed, read = hashlib.sha256(), 0
    with path.open("rb") as file:
        while data := file.read(_PIECE):
            summed.update(data)
            read += len(data)
            go(min(read / max(size, 1), 1.0))
    return summed.hexdigest()


def _match(path: Path, digest: str) -> Match:
    note = beside(path, DIGEST)
    if not note.is_file():
        return Match.NONE
    with note.open("rb") as file:
        stated = _DIGEST_LINE.match(file.read(_SMALL).decode("utf-8", "replace").strip())
    return Match.RIGHT if stated and stated[1].lower() == digest else Match.WRONG


def _signed(paths: Paths, path: Path, digest: str) -> Signed | Problem:
    note = beside(path, SIGNATURE)
    try:
        with note.open("rb") as file:
            data = file.read(_SMALL)
    except OSError:
        return Signed()
    key = signer_of(data, digest.encode("ascii"), path.name)
    if isinstance(key, Problem):
        return problem("update.bad_signature", path.name)
    known = trusted(paths.publishers).get(key)
    return Signed(known.name if known else "", fingerprint(key), known is not None)


def _said(path: Path) -> tuple[str, str, Form] | None:
    """Version, system and form as the file itself says; None for anything else."""
    with path.open("rb") as file:
        head = file.read(8)
    if head == b"!<arch>\n":
        return _of_package(path)
    if head[:2] == b"MZ":
        return _of_setup(path)
    if head[:6] == b"\xfd7zXZ\0":
        return _of_folder(_first_of_tar(path))
    if head[:4] == b"PK\x03\x04":
        return _of_folder(_first_of_zip(path))
    return None


def _of_package(path: Path) -> tuple[str, str, Form] | None:
    """A Debian package: an ar archive whose second member holds the control file."""
    with path.open("rb") as file:
        file.seek(8)
        for _member in range(3):
            row = file.read(60)
            if len(row) < 60:
                return None
            name, size = row[:16].decode("ascii", "replace").strip(" /"), int(row[48:58])
            if name == "control.tar.xz" and size <= _PIECE:
                return _of_control(file.read(size))
            file.seek(size + size % 2, 1)
    return None


def _of_control(data: bytes) -> tuple[str, str, Form] | None:
    with tarfile.open(fileobj=BytesIO(data), mode="r:xz") as packed:
        for _step in range(20):
            member = packed.next()
            # A member of any size would be unpacked to get past it.
            if member is None or member.size > _PIECE:
                return None
            if member.name.removeprefix("./") == "control" and member.size <= _SMALL:
                file = packed.extractfile(member)
                text = file.read().decode("utf-8", "replace") if file else ""
                said = dict(_CONTROL.findall(text))
                ours = said.get("Package") == APP_NAME
                return _checked(said.get("Version", ""), "linux", Form.PACKAGE) if ours else None
    return None


def _of_setup(path: Path) -> tuple[str, str, Form] | None:
    """A Windows program: what its version resource says."""
    with path.open("rb") as file:
        head = file.read(_EXE_HEAD)
    if _resource(head, "ProductName") != APP_NAME:
        return None
    return _checked(_resource(head, "ProductVersion"), "win32", Form.SETUP)


def _resource(head: bytes, name: str) -> str:
    """A text of the version resource: its name, padding to four bytes, then the text."""
    key = f"{name}\0".encode("utf-16-le")
    place = head.find(key)
    if place < 0:
        return ""
    words = head[place + len(key) : place + len(key) + 128].decode("utf-16-le", "replace")
    return words.lstrip("\0").partition("\0")[0]


def _first_of_tar(path: Path) -> bytes:
    with tarfile.open(path, mode="r:xz") as packed:
        member = packed.next()
        file = packed.extractfile(member) if member and _is_release(member.name) else None
        return file.read(_SMALL) if file else b""


def _first_of_zip(path: Path) -> bytes:
    with zipfile.ZipFile(path) as packed:
        first = next(iter(packed.infolist()), None)
        if first is None or not _is_release(first.filename):
            return b""
        with packed.open(first) as file:
            return file.read(_SMALL)


def _is_release(name: str) -> bool:
    return name.count("/") == 1 and name.endswith("/release.toml")


def _of_folder(data: bytes) -> tuple[str, str, Form] | None:
    said = tomllib.loads(data.decode("utf-8"))
    if said.get("program") != APP_NAME:
        return None
    systems = {"linux": "linux", "windows": "win32"}
    return _checked(str(said.get("version")), systems.get(str(said.get("system")), ""), Form.FOLDER)


def _checked(version: str, system: str, form: Form) -> tuple[str, str, Form] | None:
    return (version, system, form) if _VERSION.fullmatch(version) and system else None
