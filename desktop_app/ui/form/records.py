"""The page of repeating records: the list at the left, the fields of one record at the right."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.changes import Changes
from desktop_app.core.data import Record
from desktop_app.core.log import BETWEEN, RECORD, Place
from desktop_app.core.pack import RecordKind
from desktop_app.core.summary import sections_of
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import BareButton, QuietButton
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.section_header import SectionHeader
from desktop_app.ui.datum_target import read_target
from desktop_app.ui.form.field_list import FieldList
from desktop_app.ui.form.onward import Onward
from desktop_app.ui.form.record_fields import RecordFields
from desktop_app.ui.form.record_list import RecordList
from desktop_app.ui.history.subject import HistorySubject

_STEMS: Final = {"outlet": "DA", "product": "CP", "process": "GX"}


class RecordsPage(QWidget):
    """One section with layout `records`; without a section, the first of them."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None, *, section: str = "") -> None:
        super().__init__(parent)
        found = [one.id for one in sections_of(bridge.model) if one.layout == "records"]
        self._bridge = bridge
        self.section = section or next(iter(found), "")
        self.kind = self._kind()
        name = translate(self.kind.name)
        self.side = RecordList(self.kind)
        self.records = self.side.list
        self.about = RecordFields(self.kind)
        self.list = FieldList(bridge, self.section, quiet=True)
        self.onward = self.list.end = Onward()
        self.add_button = QuietButton(_("添加{kind}").format(kind=name), "plus")
        self.remove_button = BareButton(_("删除这个{kind}").format(kind=name), "trash-2")
        again = _("再添加一个同类的{kind}").format(kind=name)
        self.again_button = BareButton(again, "copy")
        self.again_button.setToolTip(_("照抄选出来的各项，名称、编号和数据另填"))
        self.items_button = QuietButton(_("添加项目"), "plus")
        sentence = _("还没有登记{kind}。先登记，再填它的数据。").format(kind=name)
        self._empty = EmptyState("wind", sentence, self.add_button.text())
        self._no_items = label(_("还没有添加项目。点“添加项目”选这里要填的。"), "muted")
        self._page = Page("", wide=True, scrolls=False)
        self._arrange()
        self._wire()
        self.refresh(None)

    def _kind(self) -> RecordKind:
        section = self._bridge.model.sections.get(self.section)
        record = section.record if section is not None else ""
        return self._bridge.model.record_kinds.get(record, RecordKind(record, record))

    def _arrange(self) -> None:
        worn = theme.current()
        self._page.add_action(self.add_button)
        right = QWidget()
        right.setProperty("role", "canvas")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, worn.px(12), 0)
        column.setSpacing(worn.px(12))
        column.addWidget(self.about)
        self._data_head = SectionHeader(_("数据"))
        self._data_head.add_action(self.items_button)
        column.addWidget(self._data_head)
        column.addWidget(self._no_items)
        column.addWidget(self.list)
        column.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(right)
        self._both = QWidget()
        row = QHBoxLayout(self._both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(worn.px(16))
        row.addWidget(self.side)
        row.addWidget(self._area, 1)
        self._page.body.addWidget(self._empty, 1)
        self._page.body.addWidget(self._both, 1)
        self._page.body.addWidget(self.onward)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)

    def _wire(self) -> None:
        self.add_button.clicked.connect(self.add_record)
        self._empty.acted.connect(self.add_record)
        self.remove_button.clicked.connect(self.remove_record)
        self.again_button.clicked.connect(self.add_alike)
        self.items_button.clicked.connect(lambda: self.list.pick(self.items_button))
        self.side.changed.connect(self._show_current)
        self.about.changed.connect(self._store)
        self.list.emptied.connect(self._no_items.setVisible)
        self._bridge.changed.connect(self.refresh)

    # records

    @property
    def current(self) -> Record | None:
        """The record shown."""
        known = self._bridge.case.of_kind(self.kind.id)
        return next((record for record in known if record.id == self.side.current), None)

    def add_record(self) -> None:
        """Add a record with the next free number and go to its name."""
        self._add({})

    def add_alike(self) -> None:
        """Add a record of the same sort: what is chosen from lists, but no text and no figure."""
        record = self.current
        if record is not None:
            chosen = {one.id for one in self.kind.fields if one.options}
            self._add({key: text for key, text in record.fields.items() if key in chosen})

    def _add(self, fields: dict[str, str]) -> None:
        known = self._bridge.case.of_kind(self.kind.id)
        number = next_number({record.id for record in known}, self.kind.id)
        name = _("{kind} {number}").format(kind=translate(self.kind.name), number=len(known) + 1)
        label = _("添加{kind}").format(kind=translate(self.kind.name))
        self._bridge.put_record(Record(self.kind.id, number, name, fields), label)
        self.side.choose(number)
        self.about.focus_name()

    def remove_record(self) -> None:
        """Remove the record shown with all its data; it can be undone."""
        record = self.current
        if record is not None:
            label = _("删除 {name}").format(name=record.name)
            self._bridge.drop_record(record.kind, record.id, label)

    def _store(self, name: str, fields: dict[str, str]) -> None:
        record = self.current
        if record is None:
            return
        changed = replace(record, name=name or record.id, fields=fields)
        label = _("修改 {name}").format(name=changed.name)
        self._bridge.put_record(changed, label)

    def _show_current(self) -> None:
        record = self.current
        # A search that finds none leaves no form to be filled in for nobody.
        self._area.setVisible(record is not None)
        if record is not None:
            self.about.show_record(record)
            self.list.show_record(record.id)

    def history_subject(self, at: QWidget) -> HistorySubject | None:
        """The record shown, as the history asks for it; its data tell of themselves."""
        record = self.current
        if record is None:
            return None
        place = Place(RECORD, BETWEEN.join((record.kind, record.id)))
        anchor = at if self.about.isAncestorOf(at) else self.records
        return HistorySubject((place,), record.name, anchor)

    # contract of pages

    def refresh(self, changes: Changes | None) -> None:
        """Show what an edit changed; None: everything."""
        if changes is None or changes.structural:
            section = self._bridge.model.sections.get(self.section)
            title = translate(section.title) if section is not None else ""
            self._page.set_title(title, translate(section.hint) if section is not None else "")
            self.setAccessibleName(title)
            self.side.fill(self._bridge.case.of_kind(self.kind.id))
            self._show_current()
        else:
            self.list.refresh(changes)
        some = bool(self._bridge.case.of_kind(self.kind.id))
        self._empty.setVisible(not some)
        self._both.setVisible(some)
        self.add_button.setVisible(some)

    def begin(self) -> None:
        """Put the cursor where one begins to fill in."""
        first = self.records if self.records.count() else self._empty.button
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def reveal(self, target: str) -> bool:
        """Go to the field of a datum key, or to a record's items; False when it is not here."""
        found = read_target(target)
        if found is None or not any(item.key == found.item for item in self.list.items):
            return False
        if found.record and not self.side.choose(found.record):
            return False
        if self.current is None:
            return True
        self.list.focus(found.item)
        self._area.ensureWidgetVisible(self.list.fields[found.item])
        return True


def next_number(taken: set[str], kind: str) -> str:
    """The next free number of a record: DA001 for outlets as permits write them, else K001."""
    stem = _STEMS.get(kind, kind[:1].upper())
    count = 1
    while f"{stem}{count:03d}" in taken:
        count += 1
    return f"{stem}{count:03d}"
