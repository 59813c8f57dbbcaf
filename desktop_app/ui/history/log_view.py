"""修改记录: the edits of the case by day, searched and filtered, and what each of them changed."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.app.case_comparison import Side
from desktop_app.app.change_words import ChangeLine
from desktop_app.app.clock import moment as moment_text
from desktop_app.app.history import edit_name, put_back, read_wanted, words_of
from desktop_app.app.log_words import edit_label, how_word, what_word, who_word
from desktop_app.core.log import DATUM, LINK, Edit, What
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, ngettext
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.row_table import RowTable
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.components.select import Select
from desktop_app.ui.components.short_label import ShortLabel
from desktop_app.ui.history.change_table import ChangeModel, ChangeTable
from desktop_app.ui.history.desk import HistoryDesk
from desktop_app.ui.history.log_model import LABEL, PAGE, WIDTHS, Day, LogModel
from desktop_app.ui.history.naming import MomentPopover

_ANY = "*"
_ROW = 28


class LogView(QWidget):
    """The list above, the changes of the edit gone to below."""

    def __init__(self, desk: HistoryDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.search = SearchField(_("步骤、数据项"))
        self.who = Select(name=_("谁改的"))
        self.how = Select(name=_("怎样改的"))
        self.what = Select(name=_("改的是什么"))
        self.count = label("", "caption")
        self.model = LogModel(desk.session, self)
        self.table = RowTable(self.model, _("修改记录"), WIDTHS, _ROW)
        self.table.let_grow(LABEL)
        self.about = ShortLabel("strong")
        self.changes = ChangeModel(self)
        self.change_table = ChangeTable(self.changes, _("这次修改的内容"))
        self.jump_button = QuietButton(_("跳到这一处"), "arrow-right")
        self.back_button = QuietButton(_("放回原来的值"), "rotate-ccw")
        self.moment_button = QuietButton(_("在此存档…"), "flag")
        self.compare_button = QuietButton(_("与现在比较"), "history")
        self._arrange()
        self._wire()
        self.refresh()

    def _arrange(self) -> None:
        worn = theme.current()
        filters = QHBoxLayout()
        filters.setSpacing(worn.px(8))
        self.search.setFixedWidth(worn.px(220))
        for widget in (self.search, self.who, self.how, self.what):
            filters.addWidget(widget)
        filters.addStretch(1)
        filters.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn.px(10))
        column.addLayout(filters)
        column.addWidget(self.table, 5)
        column.addWidget(self._below(), 4)
        for part in (self.table, self.card):
            # By their shares alone: the list matters more than what it would like to be.
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def _below(self) -> QFrame:
        worn = theme.current()
        self.card = QFrame()
        self.card.setProperty("role", "card")
        buttons = QHBoxLayout()
        buttons.setSpacing(worn.px(8))
        buttons.addWidget(self.about, 1)
        for button in (
            self.jump_button,
            self.back_button,
            self.moment_button,
            self.compare_button,
        ):
            buttons.addWidget(button)
        column = QVBoxLayout(self.card)
        pad = worn.px(12)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(worn.px(8))
        column.addLayout(buttons)
        column.addWidget(self.change_table, 1)
        return self.card

    def _wire(self) -> None:
        self.search.searched.connect(lambda _text: self._filter())
        for select in (self.who, self.how, self.what):
            select.chosen.connect(lambda _key: self._filter())
        self.model.rowsInserted.connect(lambda _parent, first, _last: self._span(first))
        self.model.modelReset.connect(lambda: self._span(0))
        self.table.selectionModel().currentRowChanged.connect(self._gone_to)
        self.change_table.wanted.connect(self._desk.bridge.jump)
        self.change_table.selectionModel().currentRowChanged.connect(lambda *_at: self._offer())
        self.jump_button.clicked.connect(self._jump)
        self.back_button.clicked.connect(self._put_back)
        self.moment_button.clicked.connect(self._keep)
        self.compare_button.clicked.connect(self._compare)

    # --- the list -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the log anew; the edit gone to stays, or the newest one is."""
        session = self._desk.session
        case, history = session.case_id, session.library.history
        people = session.library.attempt(lambda _one: history.people(case))
        ways = session.library.attempt(lambda _one: history.ways(case))
        if not isinstance(people, Problem) and not isinstance(ways, Problem):
            _offer(self.who, _("所有人"), [(f"={who}", who_word(who)) for who in people])
            _offer(self.how, _("所有方式"), [(how, how_word(how)) for how in ways])
        _offer(self.what, _("所有内容"), [(what.value, what_word(what)) for what in What])
        self._filter()

    def _filter(self) -> None:
        session = self._desk.session
        who, how, what = (select.key for select in (self.who, self.how, self.what))
        wanted = read_wanted(
            session,
            self.search.text(),
            who.removeprefix("=") if who.startswith("=") else None,
            "" if how == _ANY else how,
            None if what in ("", _ANY) else What(what),
        )
        kept = self.edit
        self.model.show_edits(wanted)
        found = session.library.attempt(lambda one: one.history.count(session.case_id, wanted))
        count = 0 if isinstance(found, Problem) else found
        told = ngettext("{count} 次修改", "{count} 次修改", count)
        self.count.setText(told.format(count=count))
        row = self.model.row_of(kept.position) if kept is not None else -1
        first = next((at for at in range(len(self.model.rows)) if self.model.edit(at)), -1)
        self._go_to(row if row >= 0 else first)

    def _go_to(self, row: int) -> None:
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
        else:
            self._gone_to(QModelIndex(), QModelIndex())

    def _span(self, first: int) -> None:
        """Let the heads of days take the whole width."""
        for row in range(first, len(self.model.rows)):
            if isinstance(self.model.rows[row], Day):
                self.table.setSpan(row, 0, 1, self.model.columnCount())

    @property
    def edit(self) -> Edit | None:
        """The edit gone to."""
        return self.model.edit(self.table.currentIndex().row())

    # --- what it changed ------------------------------------------------------------------------

    def _gone_to(self, _now: QModelIndex, _before: QModelIndex) -> None:
        edit = self.edit
        if edit is None:
            self.about.show_text(_("没有符合条件的修改。") if not self.model.rows else "")
            self.changes.show_lines(())
        else:
            who, at = who_word(edit.who), moment_text(edit.at)
            words = _("{step}　{who}　{moment}")
            self.about.show_text(words.format(step=edit_label(edit), who=who, moment=at))
            self.changes.show_first(self._lines(edit, 0), edit.changes, self._read_on)
            if self.changes.lines:
                self.change_table.selectRow(0)
        self._offer()

    def _lines(self, edit: Edit, skip: int) -> list[ChangeLine]:
        session = self._desk.session
        steps = session.library.attempt(lambda one: one.history.changes(edit.position, skip, PAGE))
        return [] if isinstance(steps, Problem) else words_of(session).lines(steps)

    def _read_on(self, skip: int) -> list[ChangeLine]:
        edit = self.edit
        return self._lines(edit, skip) if edit is not None else []

    def _offer(self) -> None:
        line, edit = self.change_table.line, self.edit
        self.jump_button.setEnabled(line is not None and bool(line.target))
        # An empty cell is put back by clearing it; a link or a record is more than one place.
        can = line is not None and line.step.kind != LINK
        empty = line is not None and line.step.old is None and line.step.kind != DATUM
        self.back_button.setEnabled(can and not empty)
        self.back_button.setToolTip(line.old if line is not None else "")
        for button in (self.moment_button, self.compare_button):
            button.setEnabled(edit is not None)

    # --- deeds ----------------------------------------------------------------------------------

    def _jump(self) -> None:
        line = self.change_table.line
        if line is not None:
            self._desk.bridge.jump(line.target)

    def _put_back(self) -> None:
        line = self.change_table.line
        if line is not None:
            words = _("已放回“{name}”：{value}").format(name=line.name, value=line.old)
            self._desk.bring(words, put_back, line.step.place, line.step.old)

    def _keep(self) -> None:
        edit = self.edit
        if edit is not None:
            popover = MomentPopover(self._desk, self.moment_button, position=edit.position)
            popover.open()

    def _compare(self) -> None:
        edit = self.edit
        if edit is not None:
            side = Side(self._desk.session.case_id, edit.position, edit_name(edit))
            self._desk.compare(side, None)

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _offer(select: Select, every: str, options: list[tuple[str, str]]) -> None:
    select.set_options([(_ANY, every), *options])
    if not select.key:
        select.choose(_ANY)
