"""Names of cells: what a pack calls a figure, in the letters a spreadsheet allows."""

from __future__ import annotations

import re
from typing import Final

_OTHER: Final = re.compile(r"[^\w]+")
_LIKE_A_CELL: Final = re.compile(r"(?:[A-Za-z]{1,3}[0-9]+|[RrCc]|[Rr][0-9]*[Cc][0-9]*)")
_LONGEST: Final = 200


def cell_name(name: str) -> str:
    """The defined name of a figure: `energy.total` as energy_total, `a[DA001]` as a_DA001."""
    plain = _OTHER.sub("_", name).strip("_")[:_LONGEST] or "_"
    if not (plain[0].isalpha() or plain[0] == "_"):
        plain = f"_{plain}"
    return f"{plain}_" if _LIKE_A_CELL.fullmatch(plain) else plain
