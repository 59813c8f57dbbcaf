"""How much of the case has evidence: all of it in a sentence, each section with a bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from desktop_app.core.support import Coverage
from desktop_app.i18n import _, format_number, translate
from desktop_app.ui import theme
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.page import TallArea
from desktop_app.ui.components.progress_bar import ThinBar


class CoverageCard(QFrame):
    """Coverage of the given values: by their number, and by what they move."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(_("佐证覆盖"))
        worn = theme.current()
        pad = worn.px(16)
        inner = QWidget()
        inner.setProperty("role", "canvas")
        inner.setMinimumHeight(1)  # its real height follows the width
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, pad // 2, 0)
        column.setSpacing(worn.px(12))
        self.summary = label("", wrap=True)
        column.addWidget(label(_("佐证覆盖"), "strong"))
        column.addWidget(self.summary)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(worn.px(12))
        self._grid.setVerticalSpacing(worn.px(8))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnMinimumWidth(1, worn.px(72))
        column.addLayout(self._grid)
        note = _("长短按对结果的影响计：影响大的值有佐证，占得多。选项和文字只计个数。")
        column.addWidget(label(note, "caption", wrap=True))
        column.addStretch(1)
        area = TallArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(pad, pad, pad // 2, pad)
        outer.addWidget(area)

    def show_coverage(self, whole: Coverage, parts: Sequence[Coverage]) -> None:
        """Show other figures."""
        self.summary.setText(summary_words(whole))
        while self._grid.count():
            gone = self._grid.takeAt(0).widget()
            gone.hide()
            gone.deleteLater()
        for row, part in enumerate(parts):
            bar = ThinBar()
            share = part.share if part.share is not None else _by_count(part)
            bar.set_share(float(share))
            counted = f"{part.supported}/{part.answered}"
            bar.setAccessibleName(f"{translate(part.title)} {counted}")
            self._grid.addWidget(label(translate(part.title), "caption", wrap=True), row, 0)
            self._grid.addWidget(bar, row, 1)
            self._grid.addWidget(label(counted, "caption"), row, 2)


def _by_count(part: Coverage) -> float:
    return part.supported / part.answered if part.answered else 0


def summary_words(whole: Coverage) -> str:
    """All sections in a sentence."""
    if not whole.answered:
        return _("还没有填写任何数据。")
    words = _("填写的 {answered} 个值中 {supported} 个有佐证").format(
        answered=whole.answered, supported=whole.supported
    )
    if whole.share is None:
        return words + _("。")
    share = format_number(100 * whole.share, 0)
    return words + _("，按对结果的影响计为 {share}%。").format(share=share)
