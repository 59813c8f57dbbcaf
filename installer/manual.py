"""Draws the pictures of the manual anew and prints it (python3 dev.py manual).

The pictures are of the real window with the demonstration case, so they show what there is. Each
is reduced to 256 colours: they are part of the program and of its installers.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from PIL import Image

from desktop_app.app.catalog import Catalog
from desktop_app.app.manual import write_manual, write_quick_start
from desktop_app.app.paths import find_paths
from desktop_app.app.session import CaseSession
from desktop_app.app.showcase import fresh_showcase
from desktop_app.core.problems import Problem
from installer.manual_pictures import draw_pictures

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "out" / "manual"
PICTURE = re.compile(r"\]\(pictures/([a-z_]+)\.png\)")


def wanted(folder: Path) -> list[str]:
    """The pictures that the chapters show, each once, in their order of use."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md")))
    return list(dict.fromkeys(name for text in texts for name in PICTURE.findall(text)))


def draw(folder: Path) -> list[Path]:
    """Draw every picture the chapters of `folder` show.

    Raises:
        SystemExit: the demonstration case cannot be opened.
    """
    scratch = Path(tempfile.gettempdir()) / "near-zero"  # seen in a picture: always the same
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    paths = find_paths(scratch)
    session = fresh_showcase(paths, Catalog(paths), scratch)
    if not isinstance(session, CaseSession):
        raise SystemExit("\n".join(one.sentence() for one in session))
    made = draw_pictures(paths, session, wanted(folder), folder / "pictures")
    session.library.close()
    shutil.rmtree(scratch, ignore_errors=True)
    for path in made:
        _reduce(path)
    return made


def _reduce(path: Path) -> None:
    with Image.open(path) as picture:
        reduced = picture.convert("RGB").quantize(
            256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
    reduced.save(path, optimize=True)


def main() -> int:
    """Draw, then print; 1 when a PDF cannot be written."""
    for path in draw(ROOT / "resources" / "manual"):
        print(path.relative_to(ROOT))
    OUT.mkdir(parents=True, exist_ok=True)
    today = date.today().isoformat()  # noqa: DTZ011 - the day of whoever makes it
    for make, name in ((write_manual, "用户手册.pdf"), (write_quick_start, "快速上手.pdf")):
        made = make(find_paths(), OUT / name, today)
        if isinstance(made, Problem):
            print(made.sentence())
            return 1
        print(f"out/manual/{name}：{made.pages} 页")
    return 0


if __name__ == "__main__":
    sys.exit(main())
