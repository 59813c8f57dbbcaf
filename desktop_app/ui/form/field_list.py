"""The fields of a section, or of one record in it: grouped, with listed items added on demand."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop_app.core.changes import Changes
from desktop_app.core.data import Key, Period
from desktop_app.core.pack import Item
from desktop_app.i18n import _, translate
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.field_row import FORM_SPACING
from desktop_app.ui.components.item_picker import ItemPicker, Pick
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.section_header import SectionHeader
from desktop_app.ui.form.field import ItemField


class FieldList(QWidget):
    """Fields one below the other, under the headings of their groups.

    `end` is where Enter leads from the last field.

    Signals:
        emptied(bool): whether there is no field to show now.
    """

    emptied = Signal(bool)

    def __init__(
        self, bridge: Bridge, section: str, *, quiet: bool = False, parent: QWidget | None = None
    ) -> None:
        """`quiet` keeps the headings of groups below those of the page."""
        super().__init__(parent)
        self._bridge = bridge
        self._section = section
        self._quiet = quiet
        self._record = ""
        self.fields: dict[str, ItemField] = {}
        self.end: QWidget | None = None
        self._holder = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._holder)
        self._column.addStretch(1)

    @property
    def items(self) -> Sequence[Item]:
        """All items of the section, in the order of the pack."""
        items = self._bridge.model.items.values()
        return tuple(item for item in items if item.section == self._section)

    def unlisted(self) -> Sequence[Item]:
        """The items that could be added."""
        return tuple(item for item in self.items if item.key not in self.fields)

    def show_record(self, record: str) -> None:
        """Show the fields of another record."""
        self._record = record
        self._build()

    def refresh(self, changes: Changes | None) -> None:
        """Show what an edit changed; None: everything."""
        edited = frozenset() if changes is None else changes.items
        wanted = [item for item in self.items if self._belongs(item, edited)]
        # Fields are made anew only where the pack asks for others: their focus would be lost.
        if [field.item for field in self.fields.values()] != wanted:
            self._build()
            return
        touched = self.fields.keys() if changes is None else changes.items & self.fields.keys()
        for key in list(touched):
            self.fields[key].refresh()
        for field in self.fields.values() if changes is not None and changes.evidence else ():
            field.count_evidence()

    def _belongs(self, item: Item, edited: Collection[str] = ()) -> bool:
        name = _listed_name(item.key, self._record)
        if not item.listed or name in self._bridge.listed:
            return True
        held = Key(item.key, Period(self._bridge.case.year), self._record)
        if held in self._bridge.case.data or held in self._bridge.pending:
            return True
        if self._bridge.asks(item, self._record):
            return True
        shown = self.fields.get(item.key)
        if shown is not None and shown.key == held and (item.key in edited or _has_focus(shown)):
            # Emptying a field must not take it from under the cursor.
            self._bridge.listed.add(name)
            return True
        return False

    def _build(self) -> None:
        focused = next((key for key, field in self.fields.items() if _has_focus(field)), "")
        wanted = [item for item in self.items if self._belongs(item)]
        self._replace_holder()
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(FORM_SPACING)
        self.fields = {}
        group = ""
        for item in wanted:
            if item.group and item.group != group:
                column.addWidget(self._heading(translate(item.group)))
            group = item.group
            field = ItemField(self._bridge, item, self._record)
            field.removal_requested.connect(self.remove)
            self.fields[item.key] = field
            column.addWidget(field)
        self.emptied.emit(not self.fields)
        # Shown now, not with the next event, so that a field can take the focus at once.
        self._holder.show()
        if focused in self.fields:
            self.fields[focused].editor.setFocus()

    def _replace_holder(self) -> None:
        old, self._holder = self._holder, QWidget()
        self._column.replaceWidget(old, self._holder)
        old.hide()
        old.deleteLater()

    def _heading(self, text: str) -> QWidget:
        return label(text, "strong") if self._quiet else SectionHeader(text)

    def add(self, key: str) -> None:
        """Put a listed item on the form and go to it."""
        self._bridge.listed.add(_listed_name(key, self._record))
        if key not in self.fields:
            self._build()

    def remove(self, key: str) -> None:
        """Take a listed item off the form together with its answer; one undo step."""
        field = self.fields.pop(key)
        self._bridge.listed.discard(_listed_name(key, self._record))
        name = translate(field.item.name)
        self._bridge.clear([field.key], _("移除 {name}").format(name=name))
        self._build()

    def focus(self, key: str) -> bool:
        """Put the cursor into the field of an item, adding it first; False when it is not here."""
        if not any(item.key == key for item in self.items):
            return False
        self.add(key)
        self.fields[key].editor.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def begin(self) -> None:
        """Put the cursor into the first field that is not filled in, or else into the first."""
        fields = [field for field in self.fields.values() if field.editor.isEnabled()]
        data = self._bridge.case.data
        for field in [one for one in fields if one.key not in data] or fields:
            field.editor.setFocus(Qt.FocusReason.TabFocusReason)
            return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the next field by Enter, back by Shift+Enter, once what was typed is taken."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (enter and self._go_on(-1 if back else 1)):
            super().keyPressEvent(event)

    def _go_on(self, step: int) -> bool:
        fields = [field for field in self.fields.values() if field.editor.isEnabled()]
        here = [at for at, field in enumerate(fields) if _has_focus(field.editor)]
        if not here or fields[here[0]].problem or here[0] + step < 0:
            return False
        stops = [*(field.editor for field in fields), *([self.end] if self.end else [])]
        if here[0] + step >= len(stops):
            return False
        stops[here[0] + step].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def pick(self, anchor: QWidget) -> None:
        """Let the user search for items to add, one after the other."""
        picks = [
            Pick(item.key, translate(item.name), translate(item.group), translate(item.hint))
            for item in self.unlisted()
        ]
        picker = ItemPicker(anchor, _("添加项目"), picks)
        picker.picked.connect(self.add)
        picker.closed.connect(picker.deleteLater)
        picker.open()


def _listed_name(key: str, record: str) -> str:
    return f"{key}[{record}]" if record else key


def _has_focus(field: QWidget) -> bool:
    focus: QWidget | None = QApplication.focusWidget()
    return focus is not None and (focus is field or field.isAncestorOf(focus))
