"""One row of a form: what is asked, the field, and below it a hint or what is wrong."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.labels import label, set_role
from desktop_app.ui.components.painted import Painted
from desktop_app.ui.components.state_chip import ChipState, StateChip
from desktop_app.ui.icons import draw_icon

#: Between two rows of a form; the line below each field comes on top of it.
FORM_SPACING: Final = 8
LABEL_WIDTH: Final = 200
EDITOR_WIDTH: Final = 320
EDITOR_LEAST: Final = 200
_FIRST: Final = 1000
"""The editor grows before the space behind it does."""


class _Warning(Painted):
    def wanted(self) -> QSize:
        side = theme.current().px(14)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = theme.current().hex("level_below")
        draw_icon(QPainter(self), QRectF(self.rect()), "circle-alert", colour)


class FieldRow(QWidget):
    """A labelled editor. The line below it is always there, so that a problem moves nothing.

    `editor` is any field; `unit` stands behind it, `hint` below it. `wide` lets the editor take
    all the width there is (texts, choices). A `dense` row gives up the line while it is empty.
    """

    def __init__(
        self,
        text: str,
        editor: QWidget,
        *,
        unit: str = "",
        hint: str = "",
        wide: bool = False,
        dense: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint, self._problem, self._reason = hint, "", ""
        self._wide, self._dense = wide, dense
        self._label = label(text, wrap=True)
        self._label.setBuddy(editor)
        self._warning = _Warning()
        self._note = label("", "caption", wrap=True)
        self._chip = StateChip()
        self.trailing = QHBoxLayout()
        if not editor.accessibleName():
            editor.setAccessibleName(text)
        self._arrange(unit)
        self._size()
        self._show_note()
        self._chip.hide()

    def _arrange(self, unit: str) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(self._label, 0, 0, 2, 1, top)
        field = QHBoxLayout()
        field.setSpacing(8)
        field.addWidget(self.editor, _FIRST)
        if unit:
            field.addWidget(label(unit, "caption"))
        field.addWidget(self._chip)
        field.addLayout(self.trailing)
        if not self._wide:
            field.addStretch(1)
        self._grid.addLayout(field, 0, 1)
        note = QHBoxLayout()
        note.setSpacing(4)
        note.addWidget(self._warning, 0, top)
        note.addWidget(self._note, 1)
        self._grid.addLayout(note, 1, 1)
        self._grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _size(self) -> None:
        worn = theme.current()
        self._label.setFixedWidth(worn.px(LABEL_WIDTH))
        self._label.setContentsMargins(0, worn.px(6), 0, 0)
        self._note.setMinimumHeight(0 if self._dense else worn.px(18))
        if not self._wide:
            # A state behind the field takes of its width where the page has no more.
            self.editor.setMinimumWidth(worn.px(EDITOR_LEAST))
            self.editor.setMaximumWidth(worn.px(EDITOR_WIDTH))

    @property
    def problem(self) -> str:
        """What is wrong, as shown; empty when nothing is."""
        return self._problem

    def set_problem(self, text: str | None) -> None:
        """Say below the field what is wrong with it, or that nothing is (None).

        The text typed stays in the field untouched.
        """
        self._problem = text or ""
        set_role(self.editor, "problem", "true" if text else "false")
        self._show_note()

    def set_hint(self, text: str) -> None:
        """Change the hint, shown while there is no problem."""
        self._hint = text
        self._show_note()

    def set_state(self, state: ChipState, reason: str = "") -> None:
        """Show the state behind the field; given and blank show no chip, n.a. its reason."""
        plain = state in (ChipState.GIVEN, ChipState.BLANK)
        self._chip.set_state(state)
        self._chip.setVisible(not plain)
        self._reason = reason if state is ChipState.NA else ""
        self.editor.setEnabled(state is not ChipState.NA)
        self._show_note()

    def add_trailing(self, widget: QWidget) -> None:
        """Put a control behind the field: evidence clip, last year's value, a menu."""
        self.trailing.addWidget(widget)

    def _show_note(self) -> None:
        reason = _("不适用：{reason}").format(reason=self._reason) if self._reason else ""
        text = self._problem or reason or self._hint
        set_role(self._note, "role", "problem" if self._problem else "caption")
        self._note.setText(text)
        self._note.setVisible(bool(text) or not self._dense)
        self._warning.setVisible(bool(self._problem))
        self.editor.setAccessibleDescription(text)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the columns in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._size()
