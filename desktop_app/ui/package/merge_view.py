"""What two copies of a case differ in, and the choices that are asked for: nothing is written here.

The place of the line gone to is told in full below the table: both sides, who and when, and what
was there before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.app.package_words import MergeLine, left_words
from desktop_app.core.merge import Choice, Leaf, Verdict
from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.package.merge_table import MergeModel, MergeTable

ALL: Final = "all"


class MergeView(QWidget):
    """Shows the lines of a merge.

    Signals:
        decided(): a choice was made; `left` says how many are still to be made.
    """

    decided = Signal()

    def __init__(self, lines: Sequence[MergeLine], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = list(lines)
        self._conflicts = [one for one in lines if one.row.verdict is Verdict.CONFLICT]
        self.model = MergeModel(self)
        self.table = MergeTable(self.model)
        self.views = SegmentedControl(self._views(), _("显示"))
        self.search = SearchField(_("按名称、数值或人查找"))
        self.mine_button = QuietButton(_("都用本企业库的"))
        self.theirs_button = QuietButton(_("都用自评包的"))
        self.detail = label("", wrap=True)
        self._arrange()
        self.views.choose(self._views()[0][0])
        self._wire()
        self._show()

    def _views(self) -> list[tuple[str, str]]:
        words = {
            Verdict.CONFLICT: _("需要选择"),
            Verdict.TAKEN: _("采用包里的"),
            Verdict.KEPT: _("保留这里的"),
        }
        counted = [
            (verdict.value, word, sum(one.row.verdict is verdict for one in self._lines))
            for verdict, word in words.items()
        ]
        shown = [(key, f"{word} {count}") for key, word, count in counted if count]
        return [*shown, (ALL, _("全部 {count}").format(count=len(self._lines)))]

    def _arrange(self) -> None:
        worn = theme.current()
        bar = QHBoxLayout()
        bar.setSpacing(worn.px(8))
        bar.addWidget(self.views)
        bar.addWidget(self.search, 1)
        for button in (self.mine_button, self.theirs_button):
            bar.addWidget(button)
            button.setVisible(bool(self._conflicts))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn.px(8))
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        self.detail.setMinimumHeight(worn.px(64))
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table.setToolTip("")
        for button, keys in ((self.mine_button, "1"), (self.theirs_button, "2")):
            button.setToolTip(_("对列出的各行；单独一行按 {key}").format(key=keys))

    def _wire(self) -> None:
        self.views.changed.connect(lambda _key: self._show())
        self.search.searched.connect(lambda _text: self._show())
        self.mine_button.clicked.connect(lambda: self._choose_all(Choice.MINE))
        self.theirs_button.clicked.connect(lambda: self._choose_all(Choice.THEIRS))
        self.model.decided.connect(self._decided)
        self.table.selectionModel().currentChanged.connect(lambda *_at: self._tell())

    @property
    def choices(self) -> Mapping[Leaf, Choice]:
        """What was chosen."""
        return self.model.choices

    @property
    def left(self) -> int:
        """How many conflicts nobody has decided yet."""
        return len(self._conflicts) - len(self.model.choices)

    def left_words(self) -> str:
        """How many choices are left, in words."""
        return left_words(len(self._conflicts), self.left)

    def _shown(self) -> list[MergeLine]:
        key, wanted = self.views.key, self.search.text().strip().casefold()
        return [
            one
            for one in self._lines
            if key in (ALL, one.row.verdict.value) and (not wanted or one.has(wanted))
        ]

    def _show(self) -> None:
        self.model.show_lines(self._shown())
        if self.model.lines:
            self.table.selectRow(0)
        self._tell()

    def _choose_all(self, choice: Choice) -> None:
        self.model.choose(self.model.lines, choice)

    def _decided(self) -> None:
        self._tell()
        self.decided.emit()

    def _tell(self) -> None:
        """Tell the line gone to in full."""
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self.model.lines):
            self.detail.setText("" if self.model.lines else _("没有这样的行。"))
            return
        line = self.model.lines[row]
        sides = (
            (_("本企业库"), line.mine, line.by_mine),
            (_("自评包"), line.theirs, line.by_theirs),
            (_("原来"), line.base, ""),
        )
        told = [
            _("{side}：{text}").format(side=side, text=text) + (f"　{by}" if by else "")
            for side, text, by in sides
        ]
        self.detail.setText("\n".join(told))
