"""Search everything (Ctrl+K): data items, results, sections, pages, commands and cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop_app.core.evidence_texts import KIND_WORDS
from desktop_app.core.result import Kind
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.assess.readings import row_name
from desktop_app.ui.case_pages import ASSESS, EVIDENCE, READINESS, page_entries
from desktop_app.ui.components.drawing import ground, tinted
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.icons import draw_icon
from desktop_app.ui.manual.explained import explain
from desktop_app.ui.reading import folded, is_nearly, is_read_as, learn
from desktop_app.ui.theme import Type

if TYPE_CHECKING:
    from desktop_app.ui.bridge import Bridge
    from desktop_app.ui.main_window import MainWindow

_WIDTH: Final = 560
_ROW: Final = 34
_MOST: Final = 60
_SHOWN: Final = 12
_ENTRY: Final = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found: icon, words, what it is, more words to find it by, its deed."""

    icon: str
    text: str
    kind: str
    run: Callable[[], object]
    words: str = ""


def entries(window: MainWindow) -> Iterator[Entry]:
    """Everything that can be found in a window now, the most wanted kinds first."""
    yield from _pages(window)
    if window.bridge is not None:
        yield from _of_case(window, window.bridge)
    yield from _commands(window)
    yield from _cases(window)


def _pages(window: MainWindow) -> Iterator[Entry]:
    for page in page_entries():
        if page.source is None or window.bridge is not None:
            keys = window.page_keys(page.id)
            yield Entry(page.icon, page.text, _("页面"), _call(window.jump, page.id), keys)


def _of_case(window: MainWindow, bridge: Bridge) -> Iterator[Entry]:
    model = bridge.model
    for part in model.sections.values():
        run = _call(window.jump, part.id)
        yield Entry("sheet", translate(part.title), _("填报部分"), run)
    for item in model.items.values():
        section = model.sections.get(item.section)
        where = translate(section.title) if section is not None else ""
        run = _call(window.jump, item.key)
        yield Entry("pencil", translate(item.name), where, run, f"{item.key} {item.group}")
    for one in bridge.case.evidence:
        run = _call(window.jump, f"{EVIDENCE}:{one.id}")
        words = f"{one.file} {one.issuer} {translate(KIND_WORDS[one.kind.value])}"
        yield Entry("paperclip", f"{one.label}  {one.title}", _("佐证"), run, words)
    kinds = {
        Kind.INDICATOR: (_("指标"), ASSESS),
        Kind.QUANTITY: (_("计算结果"), ASSESS),
        Kind.GATE: (_("门槛"), READINESS),
    }
    for result in bridge.evaluation.results.values():
        if result.kind in kinds:
            # The page is named: an indicator may share its id with the item that answers it.
            kind, page = kinds[result.kind]
            run = partial(_show_result, window, page, result.id)
            name = row_name(bridge.evaluation, result)
            yield Entry("gauge", name, kind, run, f"{result.no} {result.id}")


def _show_result(window: MainWindow, page: str, result_id: str) -> None:
    """Show a result in its list; one that is in none is explained by its trace."""
    from desktop_app.ui.trace_view import open_trace

    bridge = window.bridge
    if not window.jump(f"{page}:{result_id}") and bridge is not None:
        open_trace(window.header.search, bridge, result_id)


def _commands(window: MainWindow) -> Iterator[Entry]:
    for action in window.all_commands():
        if action.isEnabled():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            text = action.text().replace("&", "")
            yield Entry("keyboard", text, keys or _("命令"), action.trigger)


def _cases(window: MainWindow) -> Iterator[Entry]:
    cases = window.workspace.cases() if window.workspace is not None else ()
    for case in cases:
        year = _("{year} 年").format(year=case.year)
        run = _call(window.open_case, case.id)
        yield Entry("factory", case.enterprise, year, run, str(case.year))


def _in_manual(window: MainWindow, typed: str) -> Iterator[Entry]:
    """Whatever was typed can be looked up in the manual, too."""
    if typed:
        words = _("在手册里查找“{text}”").format(text=typed)
        run = partial(_look_up, window, typed)
        yield Entry("circle-question-mark", words, _("手册"), run)


def _look_up(window: MainWindow, typed: str) -> None:
    from desktop_app.ui.manual.window import open_manual

    open_manual(window).look_up(typed)


def _call(run: Callable[[str], object], target: str) -> Callable[[], object]:
    return lambda: run(target)


def find(listed: Sequence[Entry], typed: str) -> list[Entry]:
    """The entries that hold every word typed, or are read so by pinyin.

    Those that begin with the first word come first, then those named so, those read so, and those
    that have the words elsewhere; among alike ones the shorter first.
    """
    words = folded(typed).split()
    found = [entry for entry in listed if all(_holds(entry, word) for word in words)]
    return sorted(found, key=lambda entry: _rank(entry, words)) if words else found


def find_nearly(listed: Sequence[Entry], typed: str) -> list[Entry]:
    """The entries whose names are nearly what was typed, the shorter first."""
    words = folded(typed).split()
    found = [
        entry
        for entry in listed
        if words and all(_holds(entry, word) or is_nearly(entry.text, word) for word in words)
    ]
    return sorted(found, key=lambda entry: len(entry.text))


def _holds(entry: Entry, word: str) -> bool:
    written = folded(f"{entry.text} {entry.kind} {entry.words}")
    return word in written or is_read_as(entry.text, word)


def _rank(entry: Entry, words: Sequence[str]) -> tuple[bool, bool, bool, int]:
    text = folded(entry.text)
    named = all(word in text for word in words)
    read = named or all(is_read_as(entry.text, word) for word in words)
    return (not text.startswith(words[0]), not named, not read, len(text))


def _remark(found: int, near: int, *, typed: bool) -> str:
    """What to know about the list: how good a fit, and what it leaves out."""
    if not found:
        return _("没有完全相符的，这些最接近。") if near else _("没有找到。换个说法试试。")
    if typed and found > _MOST:
        return _("列出了前 {most} 条，共 {count} 条；再打几个字，或加上年度。").format(
            most=_MOST, count=found
        )
    return _("↑↓ 选择，Enter 前往，Esc 关闭")


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        worn = theme.current()
        return QSize(worn.px(200), worn.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn = theme.current()
        # The style option's members are known to Qt, not to its type information.
        state, rect = option.state, QRectF(option.rect)  # type: ignore[attr-defined]
        entry = index.data(_ENTRY)
        if not isinstance(entry, Entry):
            return
        painter.save()
        area = rect.adjusted(2, 1, -2, -1)
        if state & QStyle.StateFlag.State_Selected:
            ground(painter, area, tinted(worn, "accent", 0.14))
        elif state & QStyle.StateFlag.State_MouseOver:
            ground(painter, area, worn.colour("hover"))
        side = worn.px(16)
        box = QRectF(area.left() + worn.px(10), area.center().y() - side / 2, side, side)
        draw_icon(painter, box, entry.icon, worn.hex("muted"))
        inner = area.adjusted(worn.px(36), 0, -worn.px(12), 0)
        small = worn.font(Type.SMALL)
        painter.setFont(small)
        painter.setPen(worn.colour("muted"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, right, entry.kind)
        room = inner.width() - QFontMetricsF(small).horizontalAdvance(entry.kind) - worn.px(12)
        font = worn.font()
        painter.setFont(font)
        painter.setPen(worn.colour("text"))
        text = QFontMetricsF(font).elidedText(entry.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class SearchPanel(Popover):
    """Type a few characters, move with the arrows, Enter goes there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.header.search, _("搜索"))
        explain(self, "search")
        self._window = window
        self._entries = list(entries(window))
        self.field = SearchField(_("数据项、指标、佐证、页面、命令、企业…"))
        self.field.textChanged.connect(self._show)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(_("搜索结果"))
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._take)
        self._remark = label(" ", "caption")
        worn = theme.current()
        self.body.addWidget(self.field)
        self.body.addWidget(self.list)
        self.body.addWidget(self._remark)
        self.list.setFixedSize(worn.px(_WIDTH), worn.px(_ROW * _SHOWN) + 6)
        self._show("")
        names = [entry.text for entry in self._entries]
        # Of ten thousand names the first letter typed would otherwise wait for all.
        window.tasks.aside(lambda _progress: learn(names))

    def _show(self, text: str) -> None:
        self.list.clear()
        found = find(self._entries, text)
        near = [] if found else find_nearly(self._entries, text)
        listed = (found or near)[:_MOST]
        for entry in (*listed, *_in_manual(self._window, text.strip())):
            item = QListWidgetItem(f"{entry.text} {entry.kind}")
            item.setData(_ENTRY, entry)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._remark.setText(_remark(len(found), len(near), typed=bool(text.strip())))

    def _take(self, item: QListWidgetItem | None) -> None:
        entry = item.data(_ENTRY) if item is not None else None
        if isinstance(entry, Entry):
            self.close_up(give_focus_back=False)
            entry.run()
            self._give_focus()

    def _give_focus(self) -> None:
        """To the page one came to, unless a field of it or a panel above it took the focus."""
        page, now = self._window.page_widget(self._window.page), QApplication.focusWidget()
        if now is None or self._window.rail.isAncestorOf(now):
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        """In the middle of the window's upper part, where the eyes are."""
        self.adjustSize()
        window = self.anchor.window()
        top = self.anchor.mapTo(window, QPoint(0, self.anchor.height())).y()
        self.move((window.width() - self.width()) // 2, max(0, top - theme.current().px(8)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows, page keys and Enter work the list while words are typed."""
        typing = watched is self.field and not self.field.composing
        if typing and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)  # noqa: S101 - that is what a key press is
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: _SHOWN,
                Qt.Key.Key_PageUp: -_SHOWN,
            }
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                last = self.list.count() - 1
                self.list.setCurrentRow(min(last, max(0, self.list.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)
