"""What the ledgers work with besides the case: memory, background work, and ways to tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.ui.ledger.memory import LedgerMemory
from desktop_app.ui.tasks import Tasks

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.ui.components.toast import ToastStack
    from desktop_app.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class LedgerDesk:
    """What the window lends to the ledgers; `imports` is the file that keeps mappings."""

    memory: LedgerMemory
    tasks: Tasks
    toasts: ToastStack
    imports: Path


def desk_of(window: MainWindow) -> LedgerDesk:
    """The desk in a window."""
    memory = LedgerMemory(window.settings)
    return LedgerDesk(memory, window.tasks, window.toasts, window.paths.imports)
