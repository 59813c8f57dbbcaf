"""A popover to pick things from a long grouped list by searching: what one adds to a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.reading import is_read_as
from desktop_app.ui.theme import Type

_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing to pick: key, name, the group it stands under, and more words to find it by."""

    key: str
    name: str
    group: str = ""
    words: str = ""


Unlisted = Callable[[str], Pick | None]
"""What somebody who typed this may pick although it is not in the list."""


def nothing_else(_typed: str) -> Pick | None:
    """Only what is in the list can be picked."""
    return None


class _Picks(QListWidget):
    """As high as is comfortable; lower where the window has no room for that."""

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(360), theme.current().px(320))


class ItemPicker(Popover):
    """Picks one thing after the other; Enter takes the marked one, Esc closes.

    `nothing` is what the list says when no name or word holds what was typed, `unlisted` what may
    be picked although it is not in the list: it comes before what only contains what was typed.

    Signals:
        picked(str): the key of what was picked; it leaves the list.
    """

    picked = Signal(str)

    def __init__(
        self,
        anchor: QWidget,
        title: str,
        picks: Iterable[Pick],
        placeholder: str = "",
        nothing: str = "",
        unlisted: Unlisted = nothing_else,
    ) -> None:
        super().__init__(anchor, title)
        self._picks = list(picks)
        self.search = SearchField(placeholder or _("按名称查找"))
        self.search.textChanged.connect(self._show)
        self.search.installEventFilter(self)
        self.list = _Picks()
        self.list.setAccessibleName(title)
        self.list.setMinimumSize(theme.current().px(360), theme.current().px(140))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        self.list.setWordWrap(True)
        self._nothing = nothing or _("没有找到。换个说法试试。")
        self._unlisted = unlisted
        self.body.addWidget(label(title, "strong"))
        self.body.addWidget(self.search)
        self.body.addWidget(self.list)
        self._show("")

    def _show(self, text: str) -> None:
        wanted = text.strip().casefold()
        shown = [
            pick
            for pick in self._picks
            if wanted in f"{pick.name} {pick.group} {pick.words}".casefold()
        ]
        # A name that holds the words comes before a hint that does; groups stay in their order.
        named = [pick for pick in shown if wanted and wanted in pick.name.casefold()]
        self._fill([*self._typed_out(text), *(named or shown or self._read_as(wanted))])

    def _typed_out(self, text: str) -> list[Pick]:
        """What was typed in full and is not in the list."""
        found = self._unlisted(text)
        listed = found is not None and any(pick.key == found.key for pick in self._picks)
        return [] if found is None or listed else [found]

    def _read_as(self, typed: str) -> list[Pick]:
        """What is read as typed: by its name, or else by another word it is known by."""
        named = [pick for pick in self._picks if is_read_as(pick.name, typed)]
        others = [one for one in self._picks if is_read_as(one.words, typed) and one not in named]
        return [*named, *others]

    def _fill(self, picks: Sequence[Pick]) -> None:
        self.list.clear()
        group = ""
        for pick in picks:
            if pick.group and pick.group != group:
                self._say(pick.group, bold=True)
            group = pick.group
            entry = QListWidgetItem(pick.name)
            entry.setData(_KEY, pick.key)
            entry.setToolTip(pick.name)
            self.list.addItem(entry)
        if not picks:
            self._say(self._nothing)
        self._step(1, start=-1)

    def _say(self, text: str, *, bold: bool = False) -> None:
        """A line that is read and cannot be picked."""
        line = QListWidgetItem(text)
        line.setFlags(Qt.ItemFlag.NoItemFlags)
        line.setFont(theme.current().font(Type.SMALL, bold=bold))
        line.setForeground(theme.current().colour("muted"))
        self.list.addItem(line)

    def _step(self, step: int, start: int | None = None) -> None:
        row = (self.list.currentRow() if start is None else start) + step
        while 0 <= row < self.list.count():
            if self.list.item(row).data(_KEY):
                self.list.setCurrentRow(row)
                return
            row += step

    def _take(self, entry: QListWidgetItem | None) -> None:
        key = entry.data(_KEY) if entry is not None else None
        if not key:
            return
        row = self.list.currentRow()
        self._picks = [pick for pick in self._picks if pick.key != key]
        self._show(self.search.text())
        self._step(1, start=row - 2)
        self.picked.emit(str(key))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows and Enter work the list while the words are typed."""
        typing = watched is self.search and not self.search.composing
        if typing and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)  # noqa: S101 - that is what a key press is
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)
