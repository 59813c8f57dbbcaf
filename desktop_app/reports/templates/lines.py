"""On which line of a TOML file a key stands, for whoever has to mend it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

_TABLE: Final = re.compile(r"\s*\[(\[?)\s*([A-Za-z0-9_.-]+)\s*\]?\]")
_KEY: Final = re.compile(r"""\s*(?:"([^"]+)"|([A-Za-z0-9_-]+))\s*=""")


def line_of(text: str, path: str) -> int:
    """The line of `chapter[2].parts` or `template.title`, counted from 1; of its table, else 0."""
    wanted, _dot, key = path.partition(".")
    key = key.partition("[")[0]
    counts: Counter[str] = Counter()
    current, of_table = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        head = _TABLE.match(line)
        if head:
            current = head[2]
            if head[1]:
                current = f"{head[2]}[{counts[head[2]]}]"
                counts[head[2]] += 1
            of_table = number if current == wanted else of_table
            continue
        found = _KEY.match(line)
        if found and current == wanted and key and key in (found[1], found[2]):
            return number
        if found and not key and not current and wanted in (found[1], found[2]):
            return number
    return of_table
