"""Writes the coverage table of the rule packs into README (python3 dev.py coverage).

The table stands between two markers, so that everything else of README is left alone.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from desktop_app.app.coverage_words import markdown
from desktop_app.core.coverage import coverage
from desktop_app.packs.read import pack_folders, read_library

ROOT: Final = Path(__file__).resolve().parents[1]
README: Final = ROOT / "README.md"
OPENING: Final = "<!-- coverage: python3 dev.py coverage -->\n"
CLOSING: Final = "<!-- end of coverage -->\n"


def table() -> str:
    """The table of the packs in forms/, as Markdown."""
    return markdown(coverage(read_library(pack_folders(ROOT / "forms")).packs))


def renewed(readme: str) -> str:
    """README with the table as it is now; ValueError when the markers are not there."""
    before, opening, rest = readme.partition(OPENING)
    _old, closing, after = rest.partition(CLOSING)
    if not opening or not closing:
        raise ValueError(OPENING)
    return f"{before}{opening}\n{table()}\n{closing}{after}"


def main() -> int:
    """Bring README up to date."""
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
