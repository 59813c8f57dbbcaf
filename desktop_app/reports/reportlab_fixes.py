"""Cures for defects of the one reportlab version they were tried with.

`apply()` must run before the first document; see decisions/0003-reportlab-fixes.md for the why.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import reportlab
from reportlab import rl_config
from reportlab.pdfbase import ttfonts

#: The version whose internals were read; another one needs the fixes to be looked at again.
TESTED_VERSION: Final = "5.1.0"
#: The PDF reference allows at most this many entries in one block of a ToUnicode map.
_BLOCK: Final = 100


def apply() -> None:
    """Put the fixes in place; calling it again changes nothing.

    Raises:
        RuntimeError: reportlab is not the tested version.
    """
    if reportlab.Version != TESTED_VERSION:
        message = f"reportlab {reportlab.Version} found, fixes were tried with {TESTED_VERSION}"
        raise RuntimeError(message)
    ttfonts.makeToUnicodeCMap = to_unicode_map
    # Fonts and pictures as bytes, not as text: that costs more than all the rest of a page.
    rl_config.useA85 = 0


def to_unicode_map(fontname: str, subset: Sequence[int]) -> str:
    """The ToUnicode CMap of a font subset: code in the subset -> UTF-16BE (PDF 32000-1, 9.10.3).

    Characters beyond the basic plane (rare names) become surrogate pairs; reportlab writes their
    bare code point, and a reader then copies two wrong characters.
    """
    entries = [f"<{code:02X}> <{_utf16(point)}>" for code, point in enumerate(subset)]
    blocks = [entries[first : first + _BLOCK] for first in range(0, len(entries), _BLOCK)]
    body = [line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo",
            f"<< /Registry ({fontname})",
            f"/Ordering ({fontname})",
            "/Supplement 0",
            ">> def",
            f"/CMapName /{fontname} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *body,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


def _utf16(point: int) -> str:
    return chr(point).encode("utf-16-be").hex().upper()
