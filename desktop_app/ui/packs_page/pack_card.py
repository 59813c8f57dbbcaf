"""One installed pack: what it is, how complete and how firm, and the documents behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.pack import Pack, Source
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import BareButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.row_table import RowTable
from desktop_app.ui.packs_page.confidence_bar import TOKENS, ConfidenceBar
from desktop_app.ui.packs_page.facts import confidence_word, confidences, counts

_ROW = 30
_MOST = 12


class PackCard(QFrame):
    """A pack; the table of sources is made when it is asked for."""

    def __init__(self, pack: Pack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(translate(pack.name))
        self._pack = pack
        self._table: SourceTable | None = None
        self.sources_button = BareButton("", "chevron-down")
        self.sources_button.clicked.connect(self.toggle_sources)
        self._arrange()
        self._name_button()

    def _arrange(self) -> None:
        worn, pack = theme.current(), self._pack
        head = QHBoxLayout()
        head.setSpacing(worn.px(12))
        head.addWidget(label(translate(pack.name), "section"))
        head.addWidget(label(_("版本 {version}").format(version=pack.version), "caption"))
        head.addStretch(1)
        digest = label(f"{pack.id}　{pack.digest[:12]}", "caption")
        digest.setToolTip(_("文件夹内容的 SHA-256：{digest}").format(digest=pack.digest))
        digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head.addWidget(digest)
        self._column = QVBoxLayout(self)
        pad = worn.px(16)
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(worn.px(8))
        self._column.addLayout(head)
        if pack.summary:
            self._column.addWidget(label(translate(pack.summary), wrap=True))
        if pack.completeness:
            words = _("收录情况：{text}").format(text=translate(pack.completeness))
            self._column.addWidget(label(words, "muted", wrap=True))
        self._column.addWidget(label(counts(pack), "caption", wrap=True))
        shares = confidences(pack)
        if shares:
            self._column.addWidget(ConfidenceBar(shares))
        if pack.sources:
            self._column.addWidget(self.sources_button, 0, Qt.AlignmentFlag.AlignLeft)

    def toggle_sources(self) -> None:
        """Show the documents the numbers come from, or put them away."""
        if self._table is None:
            self._table = SourceTable(self._pack.sources)
            self._column.addWidget(self._table)
        else:
            self._table.setVisible(self._table.isHidden())
        self._name_button()

    @property
    def table(self) -> SourceTable | None:
        """The table of sources, once it was asked for."""
        return self._table

    def _name_button(self) -> None:
        is_open = self._table is not None and not self._table.isHidden()
        words = _("收起来源") if is_open else _("查看来源（{count}）")
        self.sources_button.set_text(words.format(count=len(self._pack.sources)))
        self.sources_button.set_icon("chevron-up" if is_open else "chevron-down")


class SourceTable(RowTable):
    """Documents with number, title, dates, firmness and remarks."""

    def __init__(self, sources: tuple[Source, ...], parent: QWidget | None = None) -> None:
        heads = [_("文号"), _("名称"), _("施行日期"), _("把握程度"), _("说明")]
        rows = QStandardItemModel(len(sources), len(heads))
        rows.setHorizontalHeaderLabels(heads)
        for row, source in enumerate(sources):
            for column, item in enumerate(_cells(source)):
                rows.setItem(row, column, item)
        super().__init__(rows, _("来源"), (210, 360, 96, 92), _ROW, parent)
        rows.setParent(self)
        shown = min(len(sources), _MOST)
        self.setFixedHeight(theme.current().px(_ROW) * (shown + 1) + theme.current().px(12))


def _cells(source: Source) -> list[QStandardItem]:
    checked = source.checked
    told = _("核实：{told}").format(told=checked.told) if checked else ""
    note = translate(source.note) or _("；").join(source.evidence)
    from_day = source.effective or source.issued
    texts = (
        source.number,
        translate(source.title),
        from_day.isoformat() if from_day else "",
        confidence_word(source.confidence),
        "　".join(text for text in (told, note) if text),
    )
    made = []
    for text in texts:
        item = QStandardItem(text)
        item.setToolTip(text)
        made.append(item)
    made[3].setForeground(theme.current().colour(TOKENS[source.confidence]))
    return made
