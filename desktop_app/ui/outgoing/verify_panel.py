"""What was found of a file that was verified, beside the preview, in words that claim no more."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton, IconButton, QuietButton
from desktop_app.ui.components.labels import label, rule
from desktop_app.ui.outgoing.checking import Checked

_WIDTH = 320


class VerifyPanel(QScrollArea):
    """One verified file.

    Signals:
        trust_wanted(): the user compared the fingerprint and trusts whoever signed.
        another_wanted(): another file is to be verified.
    """

    trust_wanted = Signal()
    another_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("核对文件"))
        self.checked: Checked | None = None
        self.file = label("", "caption", wrap=True)
        self.verdict = label("", "section", wrap=True)
        self.places, self.origin = label("", wrap=True), label("", "muted", wrap=True)
        self.signature, self.case = label("", wrap=True), label("", wrap=True)
        self.trust_button = QuietButton(_("信任签名人"))
        self.close_button = IconButton("x", _("关闭"))
        self.copy_button = BareButton(_("复制结果"), "copy")
        self.another_button = BareButton(_("核对另一个文件…"), "folder-open")
        self._ruled = [rule(), rule(), rule()]
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        head = QHBoxLayout()
        head.addWidget(label(_("核对文件"), "strong"), 1)
        head.addWidget(self.close_button)
        self._column.addLayout(head)
        first, second, third = self._ruled
        for part in (self.file, self.verdict, self.places, first, self.signature):
            self._column.addWidget(part)
        self._column.addWidget(self.trust_button, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (second, self.case, third, self.origin):
            self._column.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addWidget(self.another_button)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addStretch(1)
        self.setWidget(inside)
        for part in (self.places, self.origin, self.signature, self.case):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button.clicked.connect(self.hide)
        self.copy_button.clicked.connect(self.copy)
        self.trust_button.clicked.connect(self.trust_wanted)
        self.another_button.clicked.connect(self.another_wanted)
        self._size()

    def _size(self) -> None:
        worn = theme.current()
        self._column.setContentsMargins(worn.px(8), 0, worn.px(12), worn.px(8))
        self._column.setSpacing(worn.px(10))
        self.setFixedWidth(worn.px(_WIDTH))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the width in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._size()

    def show_checked(self, checked: Checked) -> None:
        """Show what was found."""
        self.checked = checked
        self.file.setText(checked.found.name)
        self.verdict.setText(checked.verdict())
        self.places.setText("\n".join(checked.places()))
        self.signature.setText(checked.signature())
        self.case.setText("\n".join(checked.case()))
        self.origin.setText("\n".join(checked.origin()))
        self.trust_button.setVisible(checked.trustable)
        shown = (self.signature, self.case, self.origin)
        for line, part in zip(self._ruled, shown, strict=True):
            part.setVisible(bool(part.text()))
            line.setVisible(bool(part.text()))
        self.setAccessibleDescription(checked.text())
        self.verticalScrollBar().setValue(0)
        self.show()

    def copy(self) -> None:
        """Put all of it on the clipboard."""
        if self.checked is not None:
            QGuiApplication.clipboard().setText(self.checked.text())
