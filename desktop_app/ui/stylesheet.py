"""The one style sheet of the window, generated from tokens and the font-size factor.

Written in a small notation so that it reads like a style sheet: `$token` is a colour, `12u` a
length in design pixels and `10pt` a type size, both grown with the font-size factor.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_TEXT: Final = """
QToolTip { background: $text; color: $surface; border: 0; padding: 4u 8u; font-size: 9pt; }
QLabel[role="title"] { font-size: 16pt; font-weight: 700; }
QLabel[role="section"] { font-size: 12pt; font-weight: 700; }
QLabel[role="figure"] { font-size: 28pt; font-weight: 700; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="better"] { color: $level_1; font-weight: 700; }
QLabel[role="worse"] { color: $level_below; font-weight: 700; }
QLabel[role="caption"] { color: $muted; font-size: 9pt; }
QLabel[role="problem"] { color: $level_below; font-size: 9pt; }
QLabel[role="key"] { background: $bg; border: 1px solid $border; border-radius: 4u;
    padding: 1u 6u; font-size: 9pt; }
QLabel:disabled { color: $disabled; }
"""

_SURFACES: Final = """
QMainWindow, QDialog { background: $bg; }
QScrollArea, QScrollArea > QWidget > QWidget[role="canvas"] { background: transparent; border: 0; }
QScrollArea[role="stop"] { border: 2px solid transparent; border-radius: 6u; }
QScrollArea[role="stop"]:focus { border-color: $accent; }
QFrame[role="card"] { background: $surface; border: 1px solid $border; border-radius: 6u; }
QFrame[role="rule"] { background: $border; border: 0; min-height: 1px; max-height: 1px; }
QFrame[role="rail"] { background: $bg; border: 0; border-right: 1px solid $border; }
QFrame[role="header"] { background: $surface; border: 0; border-bottom: 1px solid $border; }
QFrame[role="panel"] { background: $surface; border: 0; border-left: 1px solid $border; }
QFrame[role="notice"] {
    background: $surface; border: 0; border-bottom: 1px solid $border;
}
QFrame[role="status"] { background: $surface; border: 0; border-top: 1px solid $border; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
"""

_BUTTONS: Final = """
QPushButton { background: $surface; color: $text; border: 1px solid $outline; border-radius: 6u;
    padding: 0 12u; min-height: 30u; outline: 0; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:disabled { color: $disabled; border-color: $border; }
QPushButton[kind="primary"], QPushButton:default { background: $accent; color: $on_accent;
    border-color: $accent; font-weight: 700; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="primary"]:disabled, QPushButton:default:disabled { background: $track;
    color: $disabled; border-color: $track; }
QPushButton[kind="bare"] { background: transparent; border-color: transparent; padding: 0 8u; }
QPushButton[kind="bare"]:hover { background: $hover; }
QPushButton[kind="bare"]:pressed, QPushButton[kind="bare"]:checked { background: $pressed; }
QPushButton[kind="bare"]:disabled { color: $disabled; }
QPushButton[kind="icon"] { background: transparent; border-color: transparent; padding: 0;
    min-width: 30u; max-width: 30u; }
QPushButton[kind="icon"]:hover { background: $hover; }
QPushButton[kind="icon"]:pressed, QPushButton[kind="icon"]:checked { background: $pressed; }
QPushButton[kind="segment"] { background: transparent; color: $muted; padding: 0 12u;
    border: 1px solid transparent; border-radius: 5u; min-height: 24u; }
QPushButton[kind="segment"]:hover { color: $text; }
QPushButton[kind="segment"]:checked { background: $thumb; color: $text; border-color: $border; }
QPushButton[kind="chip"] { color: $muted; font-size: 9pt; padding: 0 10u; min-height: 24u;
    border-color: $border; border-radius: 12u; }
QPushButton[kind="chip"]:hover { color: $text; border-color: $outline; }
QPushButton[kind="chip"]:checked { background: $tint; color: $text; border-color: $accent; }
QPushButton[kind="clear"] { background: transparent; color: $muted; font-size: 9pt; border: 0;
    padding: 0 6u; min-height: 26u; }
QPushButton[kind="clear"]:hover { color: $text; }
QPushButton[kind="search"] { background: $bg; color: $muted; border-color: $border;
    font-size: 9pt; text-align: left; padding: 0 10u; min-height: 28u; }
QPushButton[kind="search"]:hover { border-color: $outline; color: $text; }
QPushButton[kind="pick"] { text-align: left; padding: 0 9u; }
QPushButton[kind="pick"][empty="true"] { color: $muted; }
QPushButton[kind="rail"] { min-height: 0; padding: 0; border: 0; }
QPushButton[kind="link"] { background: transparent; border: 0; padding: 0; min-height: 0; }
QPushButton[kind="unit"] { background: transparent; border: 0; color: $muted; font-size: 9pt;
    padding: 0 4u; min-height: 22u; border-radius: 4u; }
QPushButton[kind="unit"]:hover { background: $hover; }
"""

_FIELDS: Final = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: $surface;
    color: $text; border: 1px solid $outline; border-radius: 6u; padding: 1px 9px;
    selection-background-color: $selection; selection-color: $text;
    placeholder-text-color: $muted; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 28u; }
QPlainTextEdit, QTextEdit { padding: 5px 5px; }
QLineEdit:hover, QComboBox:hover, QPlainTextEdit:hover, QTextEdit:hover,
    QAbstractSpinBox:hover { border-color: $muted; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid $accent;
    padding: 0px 8px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 4px 4px; }
QLineEdit[problem="true"], QPlainTextEdit[problem="true"] { border-color: $level_below; }
QLineEdit:read-only { background: $bg; border-color: $border; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { color: $disabled;
    background: $bg; border-color: $border; }
QLineEdit[kind="cell"], QLineEdit[kind="cell"]:focus, QLineEdit[kind="cell"]:hover {
    border: 0; padding: 0; background: transparent; min-height: 0; }
QLineEdit[estimated="true"] { font-style: italic; }
QComboBox { padding-right: 4u; }
QComboBox:focus { padding-right: 4u; }
QComboBox[kind="bare"] { border-color: transparent; background: transparent; }
QComboBox[kind="bare"]:hover { background: $hover; }
QComboBox[kind="bare"]:focus { border-color: $accent; }
QComboBox::drop-down { border: 0; width: 24u; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $border;
    selection-background-color: $tint; selection-color: $text; outline: 0; padding: 4u;
    border-radius: 0; font-size: 10pt; }
QComboBox QAbstractItemView:focus { border-color: $border; }
QComboBox QAbstractItemView::item { min-height: 28u; padding: 0 8u; border-radius: 4u; }
"""

_VIEWS: Final = """
QTableView, QTreeView, QListView { background: $surface; alternate-background-color: $bg;
    color: $text; border: 1px solid $border; border-radius: 6u; gridline-color: $border;
    selection-background-color: $tint; selection-color: $text; font-size: 9pt; outline: 0; }
QTableView:focus, QTreeView:focus, QListView:focus { border-color: $accent; }
QTableView::item { padding: 0 8u; border: 0; }
QListView::indicator, QTableView::indicator { width: 16u; height: 16u; border: 0; }
QTreeView::item, QListView::item { min-height: 28u; padding: 0 8u; border: 0; }
QTreeView::item:hover, QListView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected {
    background: $tint; color: $text; }
QTreeView::branch { background: transparent; }
QTreeView::branch:selected { background: $tint; }
QHeaderView { background: $surface; border: 0; }
QHeaderView::section { background: $surface; color: $muted; border: 0;
    border-bottom: 1px solid $border; padding: 0 8u; min-height: 30u; font-size: 9pt; }
QHeaderView::section:checked { font-weight: 400; color: $text; }
QTableCornerButton::section { background: $surface; border: 0; }
QTabWidget::pane { border: 0; border-top: 1px solid $border; }
QTabBar::tab { background: transparent; color: $muted; border: 0; padding: 0 12u;
    min-height: 34u; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { background: $tint; }
QMenu { background: $surface; border: 1px solid $border; padding: 4u; }
QMenu::item { padding: 6u 24u 6u 12u; border-radius: 4u; }
QMenu::item:selected { background: $tint; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $border; margin: 4u 8u; }
"""

_SCROLLING: Final = """
QScrollBar:vertical { background: transparent; width: 10u; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10u; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 2u; margin: 2u; }
QScrollBar::handle:vertical { min-height: 32u; }
QScrollBar::handle:horizontal { min-width: 32u; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollArea[role="stop"] { border: 2px solid transparent; border-radius: 6u; }
QScrollArea[role="stop"]:focus { border-color: $accent; }
QProgressBar { background: $track; border: 0; border-radius: 2u; min-height: 6u; max-height: 6u; }
QProgressBar::chunk { background: $accent; border-radius: 2u; }
"""

_SHEET: Final = _TEXT + _SURFACES + _BUTTONS + _FIELDS + _VIEWS + _SCROLLING
_NOTATION: Final = re.compile(r"\$(?P<token>\w+)|(?P<length>\d+)u\b|(?P<points>\d+)pt\b", re.ASCII)


def stylesheet(colour: Callable[[str], str], length: Callable[[float], int], factor: float) -> str:
    """The style sheet with the colours of `colour` and the lengths of `length`.

    `factor` is the font-size factor. A token that `colour` does not know raises its KeyError.
    """

    def written(found: re.Match[str]) -> str:
        if found["token"]:
            return colour(found["token"])
        if found["length"]:
            return f"{length(int(found['length']))}px"
        return f"{int(found['points']) * factor:g}pt"

    return _NOTATION.sub(written, _SHEET)
