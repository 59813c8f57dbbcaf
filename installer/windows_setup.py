"""What is handed out for Windows: an installer, and a portable folder packed into one file."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from installer.icon import ICO, PANEL
from installer.steps import DIST, NOTICE, PROGRAM, ROOT, folder_size, run, step, version
from installer.windows_python import ICON_FOLDER
from installer.windows_tree import LAST, windows_tree

SCRIPT: Final = ROOT / "installer" / "windows" / "setup.nsi"
_MARKER: Final = "portable.toml"
_README: Final = ROOT / "installer" / "windows" / "便携版说明.txt"


def setup(*, quick: bool = False, official: Path | None = None) -> tuple[Path, Path, int]:
    """The installer, the portable folder, and the size of the program when it is installed."""
    tree = windows_tree(official)
    size = folder_size(tree)
    return installer(tree, quick=quick), portable(tree), size


def installer(tree: Path, *, quick: bool) -> Path:
    """The NSIS installer of a program folder."""
    DIST.mkdir(parents=True, exist_ok=True)
    target = DIST / f"{PROGRAM}-{version()}-windows-x64-setup.exe"
    values = {
        "VERSION": version(),
        "TARGET": str(target),
        "TREE": str(tree),
        "ICON": str(ICON_FOLDER / ICO),
        "PANEL": str(ICON_FOLDER / PANEL),
        "NOTICE": str(tree / NOTICE),
        "KILOBYTES": str(folder_size(tree) // 1024),
    }
    options = [f"-D{name}={value}" for name, value in values.items()]
    with step("NSIS 安装程序"):
        quickly = ["-DQUICK"] if quick else []
        run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *options, *quickly, SCRIPT])
    return target


def portable(tree: Path) -> Path:
    """The program as a folder for a USB stick: it keeps library and settings in itself."""
    target = DIST / f"{PROGRAM}-{version()}-windows-x64-portable.zip"
    top = f"{PROGRAM}-{version()}-portable"
    with (
        step("便携版 zip"),
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed,
    ):
        # First in the file, so that what it is can be told without unpacking it.
        packed.write(tree / "release.toml", f"{top}/release.toml")
        packed.writestr(f"{top}/{_MARKER}", "")
        packed.write(_README, f"{top}/{_README.name}")
        for path in sorted(tree.rglob("*")):
            if path.is_file() and path.name not in {LAST, "release.toml"}:
                packed.write(path, f"{top}/{path.relative_to(tree).as_posix()}")
    return target
