"""What is handed out for Linux: a Debian package, and a folder packed into one file."""

from __future__ import annotations

import hashlib
import shutil
import tarfile
from pathlib import Path
from typing import Final

from installer.contents import release_toml
from installer.icon import SIZES
from installer.icon import main as draw_icons
from installer.shared_objects import needed
from installer.steps import DIST, NOTICE, PROGRAM, ROOT, WORK, folder_size, run, step, version

LINUX: Final = ROOT / "installer" / "linux"
INSTALLED: Final = f"opt/{PROGRAM}"
_SCRIPTS: Final = ("preinst", "postinst", "prerm", "postrm")
_COMPRESSION: Final = 9


def filled(text: str, frozen: Path) -> str:
    """A template with version, size and C library of this build put in."""
    values = {
        "VERSION": version(),
        "SIZE": str(folder_size(frozen) // 1024),
        "GLIBC": str(needed(frozen, "GLIBC_2.")),
    }
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def deb(frozen: Path) -> Path:
    """The Debian package: program in /opt, menu entry, file types, icons."""
    tree = WORK / "deb"
    with step("deb"):
        shutil.rmtree(tree, ignore_errors=True)
        shutil.copytree(frozen, tree / INSTALLED, symlinks=True)
        _menu(tree / "usr" / "share")
        documents = tree / "usr" / "share" / "doc" / PROGRAM
        documents.mkdir(parents=True)
        shutil.copy(ROOT / "CHANGELOG.md", documents)
        (documents / "copyright").symlink_to(f"/{INSTALLED}/{NOTICE}")
        (tree / "usr" / "bin").mkdir(parents=True)
        (tree / "usr" / "bin" / PROGRAM).symlink_to(f"/{INSTALLED}/{PROGRAM}")
        control = tree / "DEBIAN"
        control.mkdir()
        for name in ("control", *_SCRIPTS):
            text = (LINUX / "debian" / name).read_text(encoding="utf-8")
            (control / name).write_text(filled(text, frozen), encoding="utf-8")
            (control / name).chmod(0o755 if name in _SCRIPTS else 0o644)
        _plain_modes(tree)
        (control / "md5sums").write_text(_sums(tree), encoding="utf-8")
        target = DIST / f"{PROGRAM}_{version()}_amd64.deb"
        DIST.mkdir(parents=True, exist_ok=True)
        options = ["--root-owner-group", "-Zxz", f"-z{_COMPRESSION}"]
        run(["dpkg-deb", *options, "--build", tree, target])
        shutil.rmtree(tree)
    return target


def tarball(frozen: Path) -> Path:
    """The program as a folder to unpack anywhere."""
    tree = WORK / "tarball" / f"{PROGRAM}-{version()}"
    with step("tar.xz"):
        shutil.rmtree(tree.parent, ignore_errors=True)
        shutil.copytree(frozen, tree, symlinks=True)
        share = tree / "share"
        share.mkdir()
        for name in ("near-zero.desktop", "near-zero.xml"):
            shutil.copy(LINUX / name, share)
        icons = WORK / "icon"
        draw_icons(icons)
        shutil.copy(icons / "near-zero-256.png", share / "near-zero.png")
        words = (LINUX / "安装说明.txt").read_text(encoding="utf-8")
        (tree / "安装说明.txt").write_text(filled(words, frozen), encoding="utf-8")
        shutil.copy(LINUX / "添加到开始菜单.sh", tree)
        (tree / "添加到开始菜单.sh").chmod(0o755)
        (tree / "release.toml").write_text(release_toml("linux"), encoding="utf-8")
        _plain_modes(tree)
        DIST.mkdir(parents=True, exist_ok=True)
        target = DIST / f"{PROGRAM}-{version()}-linux-x86_64.tar.xz"
        with tarfile.open(target, "w:xz", preset=_COMPRESSION) as packed:
            # First in the file, so that what it is can be told without unpacking it.
            packed.add(tree / "release.toml", f"{tree.name}/release.toml", filter=_ownerless)
            for path in sorted(tree.rglob("*")):
                if path.name != "release.toml" or path.parent != tree:
                    place = f"{tree.name}/{path.relative_to(tree).as_posix()}"
                    packed.add(path, place, recursive=False, filter=_ownerless)
        shutil.rmtree(tree.parent)
    return target


def _menu(share: Path) -> None:
    applications, types = share / "applications", share / "mime" / "packages"
    for folder, name in ((applications, "near-zero.desktop"), (types, "near-zero.xml")):
        folder.mkdir(parents=True)
        shutil.copy(LINUX / name, folder)
    icons = WORK / "icon"
    draw_icons(icons)
    for size in SIZES:
        place = share / "icons" / "hicolor" / f"{size}x{size}" / "apps"
        place.mkdir(parents=True)
        shutil.copy(icons / f"near-zero-{size}.png", place / "near-zero.png")
    scalable = share / "icons" / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True)
    shutil.copy(ROOT / "resources" / "icons" / "near-zero.svg", scalable)


def _sums(tree: Path) -> str:
    """What `dpkg --verify` compares the installed files with."""
    plain = (path for path in sorted(tree.rglob("*")) if path.is_file() and not path.is_symlink())
    inside = [path for path in plain if "DEBIAN" not in path.relative_to(tree).parts]
    digests = (hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest() for path in inside)
    return "".join(
        f"{digest}  {path.relative_to(tree).as_posix()}\n"
        for digest, path in zip(digests, inside, strict=True)
    )


def _plain_modes(tree: Path) -> None:
    """Everybody may read, nobody but the owner may write: what is inside is read-only for users."""
    for path in tree.rglob("*"):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)


def _ownerless(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    return member
