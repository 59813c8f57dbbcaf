"""The colour tokens of window and report: one table, so that both speak the same colours.

Shapes and widgets name tokens, never colours. Every text colour reaches 4.5:1 on `bg` and
`surface`; levels are always accompanied by a sign and a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PALETTES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "light": MappingProxyType(
            {
                "bg": "#F5F7F6",
                "surface": "#FFFFFF",
                "border": "#D5DDD9",
                "text": "#1B2421",
                "muted": "#56645E",
                "accent": "#1B7358",
                "on_accent": "#FFFFFF",
                "level_1": "#1B7358",
                "level_2": "#2B6CB0",
                "level_3": "#96610A",
                "level_below": "#B23A2A",
                "carbon": "#2B5FA8",
                "pollution": "#7A4B9A",
            }
        ),
        "dark": MappingProxyType(
            {
                "bg": "#121715",
                "surface": "#1B2220",
                "border": "#34403B",
                "text": "#E7EDEA",
                "muted": "#A3B1AB",
                "accent": "#55C59E",
                "on_accent": "#0C1512",
                "level_1": "#55C59E",
                "level_2": "#7DB4EC",
                "level_3": "#E0AE55",
                "level_below": "#F0877A",
                "carbon": "#8AB4F0",
                "pollution": "#C9A0E4",
            }
        ),
    }
)
