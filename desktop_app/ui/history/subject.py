"""What a control tells the history about: which places of the case it shows, and where it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _

if TYPE_CHECKING:
    from desktop_app.core.log import Place

PLACE_KEYS: Final = "Ctrl+Shift+H"


def _nothing() -> None:
    """What is done afterwards where nobody asked for anything."""


@dataclass(frozen=True, slots=True)
class HistorySubject:
    """Places whose history somebody wants to see, their title, and the control they hang below.

    `done` is called when the history is closed again.
    """

    places: tuple[Place, ...]
    title: str
    anchor: QWidget
    done: Callable[[], None] = field(default=_nothing)


@runtime_checkable
class TellsHistory(Protocol):
    """A control that shows places of the case."""

    def history_subject(self, at: QWidget) -> HistorySubject | None:
        """What `at`, a control inside it that had the keyboard, shows; None for nothing."""


def holder_of(widget: QWidget | None) -> QWidget | None:
    """The innermost control around a widget that tells of places, the widget itself included."""
    while widget is not None and not isinstance(widget, TellsHistory):
        widget = widget.parentWidget()
    return widget


def history_words() -> str:
    """The command that shows it, as menus say it; the window's own command answers to the keys."""
    return f"{_('历史…')}\t{PLACE_KEYS}"
