"""Writes down how firm every entry of the rule packs is (python3 dev.py ledger).

One file per pack below tests/data/confidence: a line per entry with the digest of what it says,
its confidence and its source. A test holds the files to the packs, so a number or a confidence
that moves in a pack moves in the ledger too, where whoever reviews the change sees it by itself.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from desktop_app.core.entries import entries
from desktop_app.core.pack import Pack
from desktop_app.packs.read import pack_folders, read_library

ROOT: Final = Path(__file__).resolve().parents[1]
LEDGER: Final = ROOT / "tests" / "data" / "confidence"
_HEAD: Final = "# Written by python3 dev.py ledger: entry = digest, confidence, source.\n"


def lines_of(pack: Pack) -> str:
    """The ledger of one pack: TOML, a line per entry, in the order of paths."""
    found = sorted(entries(pack), key=lambda entry: entry.path)
    told = [(one.path, [one.digest, one.cited.confidence.word, one.cited.source]) for one in found]
    return _HEAD + "".join(f"{_quoted(path)} = {_quoted(said)}\n" for path, said in told)


def _quoted(value: object) -> str:
    """A text or list of texts in TOML, which writes them as JSON does."""
    return json.dumps(value, ensure_ascii=False)


def ledger() -> Mapping[str, str]:
    """The ledger of every pack in forms/, by file name."""
    packs = read_library(pack_folders(ROOT / "forms")).packs
    return {f"{name}.toml": lines_of(pack) for name, pack in sorted(packs.items())}


def main() -> int:
    """Bring the ledger up to date and say which packs it changed for."""
    LEDGER.mkdir(parents=True, exist_ok=True)
    now = ledger()
    for gone in {path.name for path in LEDGER.glob("*.toml")} - now.keys():
        (LEDGER / gone).unlink()
        print(gone)
    for name, text in now.items():
        path = LEDGER / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
