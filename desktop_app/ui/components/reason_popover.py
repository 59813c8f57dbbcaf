"""Asks for a reason, mostly why something does not apply, without stopping anything else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, PrimaryButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.line_edit import LineEdit
from desktop_app.ui.components.popover import Popover


class ReasonPopover(Popover):
    """A reason in the user's words, or one of `suggestions`; an empty reason is not accepted.

    Signals:
        given(str): the reason, trimmed; the popover closes itself.
    """

    given = Signal(str)

    def __init__(
        self,
        anchor: QWidget,
        suggestions: Sequence[str] = (),
        title: str = "",
        reason: str = "",
        *,
        example: str = "",
        button: str = "",
    ) -> None:
        heading = title or _("为什么不适用？")
        super().__init__(anchor, heading)
        self.body.addWidget(label(heading, "strong"))
        self.body.addWidget(label(_("理由会写进报告。"), "caption"))
        self._reason = LineEdit(reason)
        self._reason.setAccessibleName(heading)
        self._reason.setPlaceholderText(example or _("例如：本企业没有该工序"))
        self._reason.setMinimumWidth(theme.current().px(360))
        self._reason.textChanged.connect(self._check)
        self._reason.returnPressed.connect(self._give)
        self.body.addWidget(self._reason)
        offered = QVBoxLayout()
        offered.setSpacing(0)
        for suggestion in suggestions:
            offer = BareButton(suggestion, "arrow-right")
            offer.clicked.connect(lambda _on, text=suggestion: self._reason.setText(text))
            offered.addWidget(offer, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(offered)
        self._confirm = PrimaryButton(button or _("确定不适用"))
        self._confirm.clicked.connect(self._give)
        cancel = QuietButton(_("取消"))
        cancel.clicked.connect(self._cancel)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._confirm)
        self.body.addLayout(row)
        self._check()

    def _text(self) -> str:
        return self._reason.text().strip()

    def _check(self) -> None:
        self._confirm.setEnabled(bool(self._text()))

    def _cancel(self) -> None:
        self.close_up()

    def _give(self) -> None:
        reason = self._text()
        if reason:
            self.close_up()
            self.given.emit(reason)
