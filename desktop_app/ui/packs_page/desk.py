"""What the views of the page 规则包 work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.core.pack import Pack
from desktop_app.core.problems import Problem
from desktop_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from desktop_app.app.workspace import Workspace
    from desktop_app.ui.bridge import Bridge
    from desktop_app.ui.components.toast import ToastStack


def _nothing() -> None:
    """What happens after a change where nobody asked to be told."""


def _at_once(
    verb: Callable[[], tuple[Problem, ...]], _then: Callable[[], object]
) -> tuple[Problem, ...]:
    """Where nothing waits, an edit is made or not."""
    return verb()


@dataclass(frozen=True, slots=True)
class Desk:
    """Library, packs, the open case, and ways to work and tell.

    `changed` is to be called after installed packs or confirmations changed: the window reads the
    packs anew and judges the open case again. `show_pack` goes to a pack by its id, `show_numbers`
    to the numbers of one. `keep` makes an edit of the library that waits when it cannot be
    written; what is to follow it then is its second argument.
    """

    workspace: Workspace
    tasks: Tasks
    toasts: ToastStack | None = None
    bridge: Bridge | None = None
    changed: Callable[[], None] = _nothing
    keep: Callable[
        [Callable[[], tuple[Problem, ...]], Callable[[], object]], tuple[Problem, ...]
    ] = _at_once
    show_pack: Callable[[str], None] = field(default=lambda _pack_id: None)
    show_numbers: Callable[[str], None] = field(default=lambda _pack_id: None)


@dataclass(frozen=True, slots=True)
class PackView:
    """One view of a pack: its key, its title, and how it is made when it is first looked at."""

    key: str
    title: str
    make: Callable[[Desk, Pack], QWidget]


@dataclass(frozen=True, slots=True)
class LibraryView:
    """One view of all packs together."""

    key: str
    title: str
    make: Callable[[Desk], QWidget]
