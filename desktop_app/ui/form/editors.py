"""The editors of single fields, one per kind of item, behind one interface and one registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.core.data import Datum, State
from desktop_app.core.numbers import exact_text
from desktop_app.core.pack import Item, ItemKind, Scale
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.answer_edit import choices_of, units_of
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.choice_edit import ChoiceEdit
from desktop_app.ui.components.line_edit import LineEdit
from desktop_app.ui.components.number_edit import NumberEdit
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.components.select import Select
from desktop_app.ui.ledger.cells import figure_text, in_unit

Commit = Callable[[str, str], None]

_FRAME: Final = 20
"""Pixels at the ends of a line that its text does not have."""
_CARDS: Final = 6
"""Up to so many options stand as cards one below the other."""


class Editor(Protocol):
    """What a form asks of an editor: a widget, showing a datum or a refused text, committing."""

    @property
    def widget(self) -> QWidget:
        """What stands in the form."""

    @property
    def wide(self) -> bool:
        """Whether it takes all the width there is."""

    def show(self, datum: Datum | None) -> None:
        """Show what is stored."""

    def show_text(self, text: str, unit: str) -> None:
        """Show a text that could not be read, as it was typed."""


class AmountEditor:
    """A figure with its unit."""

    wide = False

    def __init__(self, bridge: Bridge, item: Item, commit: Commit) -> None:
        self._bridge, self._item, self._commit_it = bridge, item, commit
        self._datum: Datum | None = None
        self._units = {show_unit(unit): unit for unit in reversed(units_of(bridge, item))}
        self.widget = NumberEdit(translate(item.name), list(reversed(self._units)))
        self.widget.converts = True
        self.widget.committed.connect(self._commit)
        self.widget.unit_chosen.connect(self._choose_unit)

    def _commit(self, text: str, unit: str) -> None:
        if unit in self._units:
            self._bridge.choose_unit(self._item.key, self._units[unit])
        self._commit_it(text, unit)

    def _choose_unit(self, unit: str) -> None:
        """Show what is stored in another unit; it stays what it was."""
        self._bridge.choose_unit(self._item.key, self._units[unit])
        self.show(self._datum)

    def show(self, datum: Datum | None) -> None:
        """The figure with its thousands separated: exactly as typed, or in the unit chosen."""
        self._datum = datum
        chosen = self._bridge.units.get(self._item.key, "")
        chosen = chosen if chosen in self._units.values() else ""
        if datum is None or datum.value is None:
            self.widget.set_value("", show_unit(chosen))
            self.widget.set_estimated(False)
            return
        unit = chosen or datum.unit
        value = in_unit(datum.value, datum.unit or self._item.unit, unit)
        if value is None or unit == datum.unit:
            self.widget.set_value(exact_text(datum.value), show_unit(datum.unit))
        else:
            self.widget.set_value(figure_text(value), show_unit(unit))
        self.widget.set_estimated(datum.state is State.ESTIMATED)

    def show_text(self, text: str, unit: str) -> None:
        """The text as typed."""
        self.widget.set_estimated(False)
        self.widget.set_value(text, unit)


class ChoiceEditor:
    """Options as cards; options that are levels carry the sign of the level."""

    wide = True

    def __init__(self, bridge: Bridge, item: Item, commit: Commit) -> None:
        scale = scale_of(bridge, item)
        name = translate(item.name)
        self.widget = ChoiceEdit(choices_of(item, scale), name, with_na=False)
        self.widget.chosen.connect(lambda key: commit(key, ""))

    def show(self, datum: Datum | None) -> None:
        """The option chosen, if any."""
        self.widget.choose(datum.text if datum is not None else "")

    def show_text(self, text: str, unit: str) -> None:
        """An option the pack does not know is none."""
        self.widget.choose("")


class MenuEditor:
    """Many options in a drop-down list, where cards would fill the page."""

    wide = False

    def __init__(self, item: Item, commit: Commit) -> None:
        options = [(option.id, translate(option.text)) for option in item.options]
        self.widget = Select(options, translate(item.name), _("请选择"))
        self.widget.chosen.connect(lambda key: commit(key, ""))

    def show(self, datum: Datum | None) -> None:
        """The option chosen, if any."""
        self.widget.choose(datum.text if datum is not None else "")

    def show_text(self, text: str, unit: str) -> None:
        """An option the pack does not know is none."""
        self.widget.choose("")


class YesNoEditor:
    """Yes or no, side by side."""

    wide = False

    def __init__(self, bridge: Bridge, item: Item, commit: Commit) -> None:
        self._control = SegmentedControl([("yes", _("是")), ("no", _("否"))], translate(item.name))
        self._control.changed.connect(lambda key: commit(key, ""))
        # A field row stretches its editor; the segments keep their own width inside.
        self.widget = QWidget()
        self.widget.setFocusProxy(self._control)
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._control, 0, Qt.AlignmentFlag.AlignLeft)

    def show(self, datum: Datum | None) -> None:
        """The answer, if any."""
        if datum is not None and datum.text in ("yes", "no"):
            self._control.choose(datum.text)
        else:
            self._control.clear()

    def show_text(self, text: str, unit: str) -> None:
        """Anything but yes and no is no answer."""
        self._control.clear()


class LineEditor:
    """A line of text or a date; leaving it and Enter commit, Esc brings back what was stored."""

    def __init__(self, item: Item, commit: Commit, placeholder: str = "") -> None:
        self.wide = not placeholder
        self.widget = CommittingLine()
        self.widget.setAccessibleName(translate(item.name))
        self.widget.setPlaceholderText(placeholder)
        self.widget.committed = lambda text: commit(text, "")

    def show(self, datum: Datum | None) -> None:
        """The text stored."""
        self.widget.set_stored(datum.text if datum is not None else "")

    def show_text(self, text: str, unit: str) -> None:
        """The text as typed."""
        self.widget.set_stored(text)


class CommittingLine(LineEdit):
    """A line that says once when another text was left in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.committed: Callable[[str], None] = _nobody
        self._stored = ""
        self.editingFinished.connect(self._finish)
        self.late.connect(self._finish)

    def set_stored(self, text: str) -> None:
        """Show a stored text."""
        if self.text() != text:
            self.setText(text)
            if not self.hasFocus():
                self.setCursorPosition(0)  # or a long text would show its end
        self._stored = self.text()  # in one line: merely visiting it is no edit
        self._tell()

    def _tell(self) -> None:
        """Say by the tip what the line has no room for."""
        room = self.contentsRect().width() - theme.current().px(_FRAME)
        fits = self.fontMetrics().horizontalAdvance(self._stored) <= room
        self.setToolTip("" if fits else self._stored)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer words fit into another width."""
        super().resizeEvent(event)
        self._tell()

    @property
    def settled(self) -> bool:
        """Whether the text is the stored one."""
        return self.text() == self._stored

    def _finish(self) -> None:
        if not self.settled:
            self._stored = self.text()
            self.committed(self._stored)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Bring back the stored text on Esc."""
        if event.key() == Qt.Key.Key_Escape and not self.settled:
            self.setText(self._stored)
            return
        super().keyPressEvent(event)


def _nobody(_text: str) -> None:
    """Whoever is told when nobody listens yet."""


def scale_of(bridge: Bridge, item: Item) -> Scale | None:
    """The scale whose levels the options of an item are, None for other options."""
    ids = {option.id for option in item.options}
    known = (
        scale
        for scale in bridge.model.scales.values()
        if ids and ids <= {level.id for level in (*scale.levels, scale.below)}
    )
    return next(known, None)


def _date_editor(_bridge: Bridge, item: Item, commit: Commit) -> Editor:
    return LineEditor(item, commit, "2023-06-30")


def _choice_editor(bridge: Bridge, item: Item, commit: Commit) -> Editor:
    if len(item.options) > _CARDS and scale_of(bridge, item) is None:
        return MenuEditor(item, commit)
    return ChoiceEditor(bridge, item, commit)


EDITORS: Final[Mapping[ItemKind, Callable[[Bridge, Item, Commit], Editor]]] = {
    ItemKind.AMOUNT: AmountEditor,
    ItemKind.CHOICE: _choice_editor,
    ItemKind.YESNO: YesNoEditor,
    ItemKind.TEXT: lambda _bridge, item, commit: LineEditor(item, commit),
    ItemKind.DATE: _date_editor,
}
"""The one place that says how a kind of item is asked."""
