"""The ways a screen is looked at: scheme, density of the display, size, font size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize

from desktop_app.ui.screens import SIZE
from desktop_app.ui.theme import LARGEST_FACTOR, Mode


@dataclass(frozen=True, slots=True)
class Dress:
    """A look of the window; its pictures lie in `<language>/<name>/`.

    `size` is in points, `density` in pixels per point, `factor` the font size of the settings. With
    `doubled` every text stands twice, so that what is too narrow for a longer text shows.
    """

    name: str
    mode: Mode = Mode.LIGHT
    density: float = 1
    size: QSize = SIZE
    factor: float = 1.0
    doubled: bool = False


_FOUR_K: Final = QSize(1920, 1080)

EVERY: Final = (
    Dress("light-100"),
    Dress("dark-100", Mode.DARK),
    Dress("light-200", density=2),
    Dress("dark-200", Mode.DARK, density=2),
    Dress("4k", density=2, size=_FOUR_K),
    Dress("largest", factor=LARGEST_FACTOR),
)
"""What is drawn unless something else is asked for, in both languages."""
ON_REQUEST: Final = (
    Dress("small", size=QSize(1024, 700)),
    Dress("4k-dark", Mode.DARK, density=2, size=_FOUR_K),
    Dress("largest-dark", Mode.DARK, factor=LARGEST_FACTOR),
    Dress("light-125", density=1.25),
    Dress("light-150", density=1.5),
    Dress("light-175", density=1.75),
    Dress("dark-150", Mode.DARK, density=1.5),
    Dress("doubled", doubled=True),
    Dress("doubled-largest", factor=LARGEST_FACTOR, doubled=True),
)
"""What is drawn when it is named."""


def chosen(names: Iterable[str]) -> tuple[Dress, ...]:
    """The dresses of these names, the usual ones without any; KeyError names an unknown one."""
    known = {one.name: one for one in (*EVERY, *ON_REQUEST)}
    return tuple(known[name] for name in names) or EVERY
