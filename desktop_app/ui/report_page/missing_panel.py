"""What a regulator form lacks, beside its preview: each line leads to where it is filled in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_app.app.regulator_forms import FormGaps
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.labels import label
from desktop_app.ui.link_row import LinkList

_WIDTH = 252


class MissingPanel(QScrollArea):
    """For whom the form is, what is missing, and how much only the exported file can take.

    Signals:
        opened(str): a line was opened; carries what to jump to.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("缺项"))
        self.title = label(_("缺项"), "section")
        self.applies = label("", "caption", wrap=True)
        self.by_hand = label("", "caption", wrap=True)
        self.list = LinkList()
        self.list.opened.connect(self.opened)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        for part in (self.title, self.applies, self.list, self.by_hand):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.setWidget(inside)
        self._size()

    def _size(self) -> None:
        """As wide as its lines need, the words above and below them as far in as theirs."""
        worn = theme.current()
        self._column.setContentsMargins(0, 0, worn.px(8), 0)
        self._column.setSpacing(worn.px(8))
        for part in (self.title, self.applies, self.by_hand):
            part.setContentsMargins(worn.px(16), 0, worn.px(8), 0)
        self.setFixedWidth(worn.px(_WIDTH))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the width in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._size()

    def show_gaps(self, gaps: FormGaps) -> None:
        """Show what another form lacks."""
        count = len(gaps.asked)
        title = _("缺项（{count}）").format(count=count) if count else _("没有缺项")
        self.title.setText(title)
        self.applies.setText(_("适用：{who}").format(who=gaps.applies))
        self.list.show_lines([(jump, name, place, "") for jump, name, place in gaps.asked])
        told = _("另有 {count} 栏自评不记录，导出 Word 或工作簿后在斜线格里填写。")
        self.by_hand.setText(told.format(count=gaps.by_hand) if gaps.by_hand else "")
        self.by_hand.setVisible(gaps.by_hand > 0)
