"""What the page 企业库 works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.ui.components.toast import ToastStack
from desktop_app.ui.enterprises.work import LibraryWork
from desktop_app.ui.frame import Memory


@dataclass(frozen=True, slots=True)
class Desk:
    """The work on the library, and the ways out of the page.

    `open_case` opens a case on a page, `open_session` shows one that is open already; `new` begins
    a new enterprise. `let_go` closes the open case if it is among these, before they are put away.
    """

    work: LibraryWork
    toasts: ToastStack
    memory: Memory
    open_case: Callable[[str, str], None]
    open_session: Callable[[object], None]
    new: Callable[[], None]
    let_go: Callable[[list[str]], None]
