"""The folder for Linux proved: unpacked into an odd path, put into the menu, made portable."""

from __future__ import annotations

import shutil
import tarfile
from typing import Final

from installer.steps import DIST, PROGRAM, WORK, BuildError, run, version
from installer.transcript import Transcript

PLACE: Final = WORK / "proofs" / "U 盘 便携"


def prove_tarball(told: Transcript) -> None:
    """Unpack what is in out/dist and use it as a consultant uses a stick.

    Raises:
        BuildError: it is missing, or something is not as it should be.
    """
    made = DIST / f"{PROGRAM}-{version()}-linux-x86_64.tar.xz"
    if not made.exists():
        raise BuildError("还没有压缩包，请先运行：python3 dev.py build tarball")
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    with tarfile.open(made) as packed:
        packed.extractall(PLACE, filter="data")
    [folder] = PLACE.iterdir()
    program, home = folder / PROGRAM, PLACE / "home"
    home.mkdir()
    environ = {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": ""}
    offline = ["unshare", "--net"] if _may_unshare() else []
    told.run("自检（没有网络）", [*offline, program, "selftest"], environ=environ)
    told.run("添加到开始菜单", [folder / "添加到开始菜单.sh"], environ=environ)
    entry = home / ".local/share/applications/near-zero.desktop"
    told.check("入口指向这里", holds=f'Exec="{program}" %f' in entry.read_text(encoding="utf-8"))
    told.run("从开始菜单移除", [folder / "添加到开始菜单.sh", "--remove"], environ=environ)
    told.check("入口没有了", holds=not entry.exists())
    (folder / "portable.toml").write_text("", encoding="utf-8")
    told.run("便携：企业库", [*offline, program, "library", "list"], environ=environ)
    left = [str(path.relative_to(home)) for path in home.rglob("*near-zero*")]
    told.check("没有写到用户的文件夹", holds=not left, seen=left)
    told.check("数据在 U 盘上", holds=(folder / "数据" / "library.nzl").is_file())
    shutil.rmtree(PLACE)


def _may_unshare() -> bool:
    try:
        run(["unshare", "--net", "true"])
    except BuildError:
        return False
    return True
