"""What the views of the page 历史 work with: the open case, jobs in the background, and telling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.app.case_comparison import Side
from desktop_app.app.outcome import Outcome
from desktop_app.app.session import CaseSession
from desktop_app.app.workspace import Workspace
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.toast import ToastAction, ToastStack
from desktop_app.ui.frame import Memory
from desktop_app.ui.tasks import Progress, Tasks

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HistoryDesk:
    """The open case and the ways to work on it.

    `compare` shows two states side by side; the new one is now unless it is given.
    `moments_changed` is to be called after a moment was kept, renamed or removed.
    """

    bridge: Bridge
    workspace: Workspace
    tasks: Tasks
    toasts: ToastStack
    memory: Memory
    compare: Callable[[Side, Side | None], None]
    moments_changed: Callable[[], None]

    @property
    def session(self) -> CaseSession:
        """The open case."""
        return self.bridge.session

    def run(self, owner: QWidget, job: Callable[[], T], done: Callable[[T], object]) -> None:
        """Do a job in the background; a result nobody waits for any more is dropped."""

        def finished(result: T) -> None:
            if isValid(owner):
                done(result)

        def failed(error: Exception) -> None:
            raise error

        def work(_progress: Progress) -> T:
            return job()

        self.tasks.run(work, finished, failed)

    def refuse(self, found: Problem) -> None:
        """Say why something was not done."""
        self.toasts.show(found.told(translate), "problem")

    def bring(self, words: str, verb: Callable[..., Outcome], *given: object) -> None:
        """Do an edit that brings something back, say so in `words`, and offer to take it back."""
        outcome = self.bridge.do(verb, *given)
        if outcome.changes:
            self.toasts.show(words, "done", ToastAction(_("撤销"), self.bridge.undo))
