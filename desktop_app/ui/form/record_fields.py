"""What describes a record: its name and the fields its kind declares."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.core.data import Record
from desktop_app.core.pack import RecordKind
from desktop_app.i18n import _, translate
from desktop_app.ui.components.field_row import FORM_SPACING, FieldRow
from desktop_app.ui.components.select import Select
from desktop_app.ui.form.editors import CommittingLine


class RecordFields(QWidget):
    """Name and descriptive fields of one record.

    Signals:
        changed(str, dict): name and fields by id, after the user changed one of them.
    """

    changed = Signal(str, object)

    def __init__(self, kind: RecordKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._known: dict[str, str] = {}
        self.name = CommittingLine()
        self.name.committed = lambda _text: self._tell()
        self.editors: dict[str, CommittingLine | Select] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(FORM_SPACING)
        column.addWidget(FieldRow(_("名称"), self.name, dense=True))
        for field in kind.fields:
            title = translate(field.name)
            editor: CommittingLine | Select
            if field.options:
                options = [(option.id, translate(option.text)) for option in field.options]
                editor = Select([("", _("未选")), *options], title, _("请选择"))
                editor.chosen.connect(lambda _key: self._tell())
            else:
                editor = CommittingLine()
                editor.committed = lambda _text: self._tell()
            self.editors[field.id] = editor
            column.addWidget(FieldRow(title, editor, hint=translate(field.hint), dense=True))

    def show_record(self, record: Record) -> None:
        """Show another record, or what became of this one."""
        self._known = dict(record.fields)
        self.name.set_stored(record.name)
        for field_id, editor in self.editors.items():
            value = record.fields.get(field_id, "")
            if isinstance(editor, Select):
                editor.choose(value)
            else:
                editor.set_stored(value)

    def focus_name(self) -> None:
        """Put the cursor into the name, ready to be typed over."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def _tell(self) -> None:
        found = {
            field_id: editor.key if isinstance(editor, Select) else editor.text().strip()
            for field_id, editor in self.editors.items()
        }
        # Fields of another version of the pack are kept.
        fields = {**self._known, **found}
        self.changed.emit(
            self.name.text().strip(), {key: text for key, text in fields.items() if text}
        )
