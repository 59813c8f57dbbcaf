"""The look of the window as data: colour tokens, sizes and type of one theme, and its switching.

Widgets name tokens and ask `current()` for colours and sizes while they paint, so one switch of
scheme or font size re-colours everything. The tokens themselves are the shared table of window
and report; what is derived from them (hover, tint, outline) is derived here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app.charts.palette import PALETTES
from desktop_app.ui.fonts import window_font
from desktop_app.ui.stylesheet import stylesheet

SMALLEST_FACTOR: Final = 0.9
LARGEST_FACTOR: Final = 1.5
_PROPERTY: Final = "near_zero_theme"


class Mode(StrEnum):
    """What the user chose: follow the system, or always light, or always dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Type(StrEnum):
    """The type sizes of the window, in points at factor 1."""

    BODY = "body"
    SMALL = "small"
    SECTION = "section"
    TITLE = "title"
    FIGURE = "figure"


_POINTS: Final[Mapping[Type, float]] = {
    Type.BODY: 10,
    Type.SMALL: 9,
    Type.SECTION: 12,
    Type.TITLE: 16,
    Type.FIGURE: 28,
}
_BOLD: Final = frozenset({Type.SECTION, Type.TITLE, Type.FIGURE})

_ASKED: Final[Mapping[Mode, Qt.ColorScheme]] = {
    Mode.SYSTEM: Qt.ColorScheme.Unknown,
    Mode.LIGHT: Qt.ColorScheme.Light,
    Mode.DARK: Qt.ColorScheme.Dark,
}

# Derived token: (colour laid over, ground, share of the upper colour).
_BLENDS: Final[Mapping[str, tuple[str, str, float]]] = {
    "hover": ("text", "surface", 0.05),
    "pressed": ("text", "surface", 0.10),
    "hover_bg": ("text", "bg", 0.05),
    "tint": ("accent", "surface", 0.12),
    "selection": ("accent", "surface", 0.28),
    "accent_hover": ("text", "accent", 0.14),
    "accent_pressed": ("text", "accent", 0.26),
    # Edges of things one can operate reach 3:1 (WCAG 1.4.11); hairlines need not.
    "outline": ("muted", "surface", 0.74),
    "disabled": ("muted", "surface", 0.55),
    "track": ("border", "surface", 0.75),
    # The wheel and the keys scroll, too: the handle need not stand out like a control.
    "scroll": ("muted", "bg", 0.42),
    "level_1_tint": ("level_1", "surface", 0.10),
    "level_2_tint": ("level_2", "surface", 0.10),
    "level_3_tint": ("level_3", "surface", 0.10),
    "level_below_tint": ("level_below", "surface", 0.10),
    "shadow": ("text", "text", 1.0),
}


@lru_cache(maxsize=4)
def tokens(scheme: str) -> Mapping[str, str]:
    """Every token of a scheme, the shared ones and the derived ones, as `#rrggbb`."""
    base = dict(PALETTES[scheme])
    derived = {
        name: blend(base[upper], base[ground], share)
        for name, (upper, ground, share) in _BLENDS.items()
    }
    derived["shadow"] = "#000000"
    # What is chosen stands out of its track: in the dark that is the lighter of the two.
    derived["thumb"] = blend(base["text"], base["surface"], 0.18 if scheme == "dark" else 0)
    return base | derived


def blend(upper: str, ground: str, share: float) -> str:
    """The colour seen when `upper` covers `ground` with opacity `share` (0 to 1)."""
    pairs = zip(_channels(upper), _channels(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours after WCAG 2.1, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = (channel / 255 for channel in _channels(colour))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True, slots=True)
class Theme:
    """One scheme (`light` or `dark`) at one font-size factor (0.9 to 1.5)."""

    scheme: str = "light"
    factor: float = 1.0

    def hex(self, token: str) -> str:
        """A token as `#rrggbb`; an unknown token is a bug and raises KeyError."""
        return tokens(self.scheme)[token]

    def colour(self, token: str, opacity: float = 1.0) -> QColor:
        """A token as a colour, `opacity` from 0 to 1."""
        colour = QColor(self.hex(token))
        colour.setAlphaF(opacity)
        return colour

    def px(self, pixels: float) -> int:
        """A length of the design, in device-independent pixels, grown with the font size."""
        return round(pixels * self.factor)

    def points(self, kind: Type) -> float:
        """The point size of a kind of text."""
        return _POINTS[kind] * self.factor

    def font(self, kind: Type = Type.BODY, *, bold: bool | None = None) -> QFont:
        """The font of a kind of text; section, title and figure are bold unless told otherwise."""
        return window_font(self.points(kind), bold=kind in _BOLD if bold is None else bold)

    def palette(self) -> QPalette:
        """The Qt palette, for the parts that no style sheet reaches."""
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.colour(token))
        for role in (
            QPalette.ColorRole.Text,
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("disabled"))
        return palette


_ROLES: Final[Mapping[QPalette.ColorRole, str]] = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "bg",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "level_below",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "outline",
    QPalette.ColorRole.Shadow: "border",
}


def current() -> Theme:
    """The theme of the running application; the light one before any was applied."""
    application = QCoreApplication.instance()
    found = application.property(_PROPERTY) if application is not None else None
    return found if isinstance(found, Theme) else Theme()


def is_theme_change(event: QEvent) -> bool:
    """Whether a widget's change event means that colours or sizes may be others now."""
    return event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


class ThemeControl(QObject):
    """Applies the theme to the application and follows the system when asked to.

    Signals:
        changed(Theme): after the application wears another theme.
    """

    changed = Signal(object)

    def __init__(self, application: QApplication, *, follow_system: bool = True) -> None:
        super().__init__(application)
        self._application = application
        self._mode = Mode.SYSTEM if follow_system else Mode.LIGHT
        self._factor = 1.0
        self._styled = False
        self._hints = application.styleHints()
        self._hints.colorSchemeChanged.connect(self._system_changed)

    @property
    def mode(self) -> Mode:
        """What the user chose."""
        return self._mode

    def apply(self, mode: Mode | None = None, factor: float | None = None) -> Theme:
        """Wear a mode and a font-size factor; what is not given stays as it was.

        A factor outside 0.9 to 1.5 is brought to the nearer end. Returns the theme now worn.
        """
        if mode is not None and mode is not self._mode:
            self._mode = mode
            # Title bars and file dialogs belong to the system, which must be asked.
            self._hints.setColorScheme(_ASKED[mode])
        if factor is not None:
            self._factor = min(LARGEST_FACTOR, max(SMALLEST_FACTOR, factor))
        theme = Theme(self._scheme(), self._factor)
        if theme != self._application.property(_PROPERTY):
            self._wear(theme)
        return theme

    def _scheme(self) -> str:
        if self._mode is not Mode.SYSTEM:
            return self._mode.value
        return "dark" if self._hints.colorScheme() is Qt.ColorScheme.Dark else "light"

    def _system_changed(self) -> None:
        if self._mode is Mode.SYSTEM:
            self.apply()

    def _wear(self, theme: Theme) -> None:
        self._application.setProperty(_PROPERTY, theme)
        if not self._styled:
            self._application.setStyle("Fusion")
            self._styled = True
        self._application.setFont(theme.font())
        self._application.setPalette(theme.palette())
        self._application.setStyleSheet(stylesheet(theme.hex, theme.px, theme.factor))
        self.changed.emit(theme)
