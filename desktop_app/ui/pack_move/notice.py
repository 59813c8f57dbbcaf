"""The bar above the pages that tells by which versions of packs the open case is judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop_app.core.problems import Problem, Severity
from desktop_app.i18n import _, translate
from desktop_app.ui.components.notice_bar import NoticeBar

_MOST: Final = 2


class PackNotice(NoticeBar):
    """One or two sentences, the way to what would change, and a way to put it aside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("规则包的版本"), _("看看有什么变化…"), parent)

    def show_notices(self, notices: Sequence[Problem], *, newer: bool) -> None:
        """Tell these; `newer` says that the case can be moved. Nothing to tell hides the bar."""
        ordered = sorted(notices, key=lambda one: one.severity is not Severity.WARNING)
        lines = [one.message(translate) for one in ordered[:_MOST]]
        if len(ordered) > _MOST:
            lines.append(_("另有 {count} 个规则包也是这样。").format(count=len(ordered) - _MOST))
        grave = any(one.severity is Severity.WARNING for one in ordered)
        tip = "\n".join(one.told(translate) for one in ordered)
        self.tell(" ".join(lines), tip, grave=grave, offers=newer)
