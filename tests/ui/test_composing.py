"""Chinese input: what is being composed is no text, moves nothing on, and comes in when entered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.components.item_picker import ItemPicker, Pick
from desktop_app.ui.components.line_edit import LineEdit
from desktop_app.ui.components.note_popover import NotePopover
from desktop_app.ui.components.number_edit import NumberEdit
from desktop_app.ui.components.pick_field import PickField
from desktop_app.ui.components.reason_popover import ReasonPopover
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.form.editors import CommittingLine
from desktop_app.ui.ledger.delegate import CellEditor
from desktop_app.ui.ledger.page import LedgerPage
from tests.ui.driving import children, composed, press, typed_by_input_method
from tests.ui.opened import open_bridge

Key = Qt.Key
LEAVING: Final = (Key.Key_Return, Key.Key_Enter, Key.Key_Tab, Key.Key_Down, Key.Key_Escape)


@dataclass
class Tried:
    """A field, what it is in, and everything it has said so far."""

    field: QLineEdit
    holder: QWidget
    said: list[object]


def _number(holder: QWidget, said: list[object]) -> QLineEdit:
    made = NumberEdit("煤", ["t"], holder)
    made.committed.connect(lambda text, _unit: said.append(text))
    return made


def _line(holder: QWidget, said: list[object]) -> QLineEdit:
    made = CommittingLine(holder)
    made.committed = said.append
    return made


def _search(holder: QWidget, said: list[object]) -> QLineEdit:
    made = SearchField("查找", holder)
    made.searched.connect(said.append)
    return made


def _picker(holder: QWidget, said: list[object]) -> QLineEdit:
    made = ItemPicker(holder, "行业", [Pick("a", "水泥制造"), Pick("b", "炼钢")])
    made.picked.connect(said.append)
    made.open()
    return made.search


def _pick(holder: QWidget, said: list[object]) -> QLineEdit:
    made = PickField("行业", "请选择", parent=holder)
    made.set_picks([Pick("a", "水泥制造"), Pick("b", "炼钢")])
    made.picked.connect(said.append)
    made.show()
    return made.open().search


def _reason(holder: QWidget, said: list[object]) -> QLineEdit:
    made = ReasonPopover(holder)
    made.given.connect(said.append)
    made.open()
    return children(made, LineEdit)[0]


FIELDS: Final[dict[str, tuple[Callable[[QWidget, list[object]], QLineEdit], object]]] = {
    "number": (_number, "未检出"),
    "line": (_line, "未检出"),
    "search": (_search, "未检出"),
    "picker": (_picker, None),
    "pick field": (_pick, None),
    "reason": (_reason, "未检出"),
}


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(700, 500)
    other = QPushButton("别处", made)
    other.move(0, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.parametrize("name", FIELDS)
def test_nothing_is_taken_or_left_while_composing(qtbot: QtBot, holder: QWidget, name: str) -> None:
    make, told = FIELDS[name]
    said: list[object] = []
    field = make(holder, said)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    composed(field, "wei'jian'chu")
    for key in LEAVING:
        press(field, key)
    assert field.hasFocus()
    assert field.isVisible()
    assert field.text() == ""
    assert [one for one in said if one] == []
    typed_by_input_method(field, "未检出")
    assert field.text() == "未检出"
    press(field, Key.Key_Return)
    if told is not None:
        qtbot.waitUntil(lambda: told in said)


def test_text_entered_after_the_line_was_left_is_kept(qtbot: QtBot, holder: QWidget) -> None:
    for make in (_number, _line):
        said: list[object] = []
        field = make(holder, said)
        field.show()
        field.setFocus()
        composed(field, "zhi'xie")
        children(holder, QPushButton)[0].setFocus()
        assert [one for one in said if one] == []
        typed_by_input_method(field, "纸屑")
        assert said[-1] == "纸屑"
        field.hide()


def test_a_note_is_composed_line_by_line(qtbot: QtBot, holder: QWidget) -> None:
    given: list[str] = []
    made = NotePopover(holder, "停产")
    made.given.connect(given.append)
    made.open()
    edit = children(made, QPlainTextEdit)[0]
    composed(edit, "jian'xiu")
    assert edit.toPlainText() == "停产"
    typed_by_input_method(edit, "检修")
    assert sorted(edit.toPlainText()) == sorted("停产检修")
    assert given == []


def test_a_cell_is_composed_in_place(qtbot: QtBot, tmp_path: Path) -> None:
    page = LedgerPage(open_bridge(tmp_path), section="energy")
    qtbot.addWidget(page)
    page.show()
    page.model.add(["energy.raw_coal", "energy.electricity"])
    page.reveal("energy.raw_coal@2023-01")
    qtbot.waitUntil(page.view.hasFocus)
    here = page.view.currentIndex()
    composed(page.view, "wei'jian'chu")
    (editor,) = (one for one in children(page.view, CellEditor) if one.isVisible())
    composed(editor, "wei'jian'chu")
    for key in LEAVING:
        press(editor, key)
    assert page.view.currentIndex() == here
    assert editor.isVisible()
    assert here.data() != "未检出"
    typed_by_input_method(editor, "未检出")
    press(editor, Key.Key_Return)
    assert page.view.currentIndex() != here
    assert not editor.isVisible()
