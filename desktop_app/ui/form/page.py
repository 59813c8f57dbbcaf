"""The page of a section with single fields."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop_app.app.pack_words import first_sentence
from desktop_app.core.changes import Changes
from desktop_app.core.pack import Section
from desktop_app.core.summary import ruled_out, sections_of
from desktop_app.i18n import _, translate
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import QuietButton
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.page import Page
from desktop_app.ui.datum_target import read_target
from desktop_app.ui.form.field_list import FieldList
from desktop_app.ui.form.onward import Onward


class FormPage(QWidget):
    """One section with layout `form`; without a section, the first of them."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None, *, section: str = "") -> None:
        super().__init__(parent)
        forms = [one.id for one in sections_of(bridge.model) if one.layout == "form"]
        self._bridge = bridge
        self.section = section or next(iter(forms), "")
        self.list = FieldList(bridge, self.section)
        self.onward = self.list.end = Onward()
        self.add_button = QuietButton(_("添加项目"), "plus")
        self._empty = EmptyState(
            "sheet", _("这里的项目按需添加；企业没有的不用填。"), _("添加项目")
        )
        self._page = Page("")
        self._page.add_action(self.add_button)
        self._page.body.addWidget(self._empty)
        self._page.body.addWidget(self.list)
        self._page.body.addWidget(self.onward)
        self._page.body.addStretch(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)
        self.add_button.clicked.connect(lambda: self.list.pick(self.add_button))
        self._empty.acted.connect(lambda: self.list.pick(self._empty.button))
        self.list.emptied.connect(self._show_state)
        bridge.changed.connect(self.refresh)
        self.refresh(None)

    def refresh(self, changes: Changes | None) -> None:
        """Show what an edit changed; None: everything."""
        section = self._bridge.model.sections.get(self.section)
        if section is not None:
            self._page.set_title(translate(section.title), self._hint(section))
            self.setAccessibleName(translate(section.title))
        self.list.refresh(changes)
        self._show_state(not self.list.fields)

    def _hint(self, section: Section) -> str:
        """What to know before filling in; of a table that is not for the enterprise, why not."""
        evaluation = self._bridge.evaluation
        if not ruled_out(evaluation, section.id):
            return translate(section.hint)
        about = evaluation.tables[section.id].assessment.completeness
        return _("这张表不适用于本企业，不用填。{why}").format(why=first_sentence(about))

    def begin(self) -> None:
        """Put the cursor where one begins to fill in."""
        if self.list.fields:
            self.list.begin()
        else:
            self._empty.button.setFocus(Qt.FocusReason.TabFocusReason)

    def reveal(self, target: str) -> bool:
        """Go to the field of an item or datum key; False when it is not here."""
        found = read_target(target)
        if found is None or not self.list.focus(found.item):
            return False
        areas: list[QScrollArea] = list(self._page.findChildren(QScrollArea))
        for area in areas:
            area.ensureWidgetVisible(self.list.fields[found.item])
        return True

    def _show_state(self, empty: bool) -> None:
        self._empty.setVisible(empty)
        # The way on stands below the last field, not at the end of a tall window.
        self._page.body.setStretch(self._page.body.count() - 1, 0 if empty else 1)
        self.list.setVisible(not empty)
        listed = any(item.listed for item in self.list.items)
        self.add_button.setVisible(listed and not empty)
        self.add_button.setEnabled(bool(self.list.unlisted()))
