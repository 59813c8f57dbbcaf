"""The folder for Linux proved: in an odd path, on a full disk, on a stick, on a protected one."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from installer.disks import disk, protect
from installer.steps import PROGRAM, WORK, run, sha256
from installer.transcript import Transcript

PLACE: Final = WORK / "proofs" / "U 盘 便携"
_OFFLINE: Final = ("unshare", "--net")
_TOO_SMALL, _STICK = "size=40m", "size=400m"
_REFUSED: Final = 1


def prove_tarball(told: Transcript, made: Path) -> None:
    """Use what was built as a consultant uses a stick.

    Raises:
        BuildError: something is not as it should be.
    """
    shutil.rmtree(PLACE, ignore_errors=True)
    with disk(PLACE / "满 盘", _TOO_SMALL) as place:
        told.run("解到太小的盘上：tar 说明", _unpacking(made, place), expect=2, quiet=True)
        # tar goes on after the first error: what came later is there, but empty.
        begun = [path.stat().st_size for path in place.glob(f"*/{PROGRAM}")]
        told.check("解了一半的运行不起来", holds=not any(begun))
    with disk(PLACE, _STICK):
        told.run("解开", _unpacking(made, PLACE))
        [folder] = PLACE.iterdir()
        home = PLACE / "home"
        home.mkdir()
        environ = {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": ""}
        program = [*_OFFLINE, str(folder / PROGRAM)]
        told.run("自检（没有网络）", [*program, "selftest"], environ=environ)
        _menu(told, folder, home, environ)
        _portable(told, made, folder, environ)
        left = [str(path.relative_to(home)) for path in home.rglob("*near-zero*")]
        told.check("没有写到用户的文件夹", holds=not left, seen=left)
        _protected(told, program, folder, environ)
    shutil.rmtree(PLACE)


def _unpacking(made: Path, place: Path) -> list[str]:
    return ["tar", "-xf", str(made), "-C", str(place)]


def _menu(told: Transcript, folder: Path, home: Path, environ: dict[str, str]) -> None:
    script = folder / "添加到开始菜单.sh"
    told.run("添加到开始菜单", [script], environ=environ)
    entry = home / ".local/share/applications/near-zero.desktop"
    words = f'Exec="{folder / PROGRAM}" %f'
    told.check("入口指向这里", holds=words in entry.read_text(encoding="utf-8"))
    told.run("从开始菜单移除", [script, "--remove"], environ=environ)
    told.check("入口没有了", holds=not entry.exists())


def _portable(told: Transcript, made: Path, folder: Path, environ: dict[str, str]) -> None:
    program = [*_OFFLINE, str(folder / PROGRAM)]
    (folder / "portable.toml").write_text("", encoding="utf-8")
    told.run("便携：企业库", [*program, "library", "list"], environ=environ)
    library = folder / "数据" / "library.nzl"
    told.check("数据在 U 盘上", holds=library.is_file())
    before = sha256(library)
    told.run("同一版本再解一次", _unpacking(made, folder.parent))
    told.check("企业库没有动", holds=sha256(library) == before)
    kept = library.read_bytes()
    _from_a_newer_version(library)
    newer = sha256(library)
    words = "较新版本用过的企业库：拒绝"
    told.run(words, [*program, "library", "list"], environ=environ, expect=_REFUSED)
    told.check("那个企业库没有动", holds=sha256(library) == newer)
    library.write_bytes(kept)


def _from_a_newer_version(library: Path) -> None:
    """Give a library the revision of a schema that this version does not know."""
    with closing(sqlite3.connect(library)) as opened, opened:
        opened.execute("UPDATE alembic_version SET version_num = '9999'")


def _protected(told: Transcript, program: list[str], folder: Path, environ: dict[str, str]) -> None:
    data = folder / "数据"
    before = {path: sha256(path) for path in data.rglob("*") if path.is_file()}
    protect(PLACE)
    told.run("写保护的 U 盘：可以查看", [*program, "library", "list"], environ=environ)
    told.run("写保护的 U 盘：自检", [*program, "selftest"], environ=environ, quiet=True)
    after = {path: sha256(path) for path in data.rglob("*") if path.is_file()}
    told.check("什么也没有变", holds=after == before)
    run(["mount", "-o", "remount,rw", PLACE])
