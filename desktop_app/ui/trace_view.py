"""The trace of a result 计算过程: opens beside any 为什么, leads back to every input."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QHeaderView, QLabel, QWidget

from desktop_app.app.log_words import origin_word
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.result import Kind, Status, Trace
from desktop_app.core.trace import build_trace
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, format_number, translate
from desktop_app.ui import theme
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import BareButton, QuietButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.components.trace_tree import TraceNode, TraceTree
from desktop_app.ui.manual.explained import explain
from desktop_app.ui.movers_list import MoversList
from desktop_app.ui.result_words import ConfirmLink, confidence_word, confirm_link, state_of

_DEPTH: Final = 8
_WIDTH: Final = 720
_TREE_HEIGHT: Final = 230
_ROOMY: Final = 680
_MOST, _FEW = 4, 2
_LINE: Final = 28
_VALUE, _FORMULA, _SOURCE = 1, 3, 4
_INDENT: Final = "    "


def trace_node(trace: Trace) -> TraceNode:
    """A node of a trace in the words of the window."""
    return TraceNode(
        label=label_text(trace),
        value=value_text(trace),
        unit=show_unit(trace.unit) if trace.value is not None else "",
        formula=trace.formula,
        source=" ".join(part for part in (trace.source, trace.clause) if part),
        confidence=confidence_word(trace.confidence) if _rests_on_document(trace) else "",
        to_verify=trace.confidence.to_verify and trace.status not in (Status.BLANK, Status.NA),
        estimated=trace.status is Status.ESTIMATED,
        note=trace.note,
        jump=trace.jump,
        children=tuple(trace_node(child) for child in trace.children),
    )


def label_text(trace: Trace) -> str:
    """The name of a node; a rounding step says what it rounds."""
    name = translate(trace.label)
    return _("修约：{name}").format(name=name) if trace.kind == "rounding" else name


def value_text(trace: Trace) -> str:
    """The value of a node as shown: figure, answer, level, or the word for having none."""
    if trace.value is not None and trace.kind != "step":
        return format_number(trace.value)
    answers = {
        "yes": _("是"),
        "no": _("否"),
        "passed": _("通过"),
        "failed": _("未通过"),
        "open": _("待确认"),
    }
    if trace.text:
        return answers.get(trace.text, translate(trace.text))
    if trace.kind == "step":
        return ""
    return "—" if trace.status is Status.GIVEN else state_of(trace.status)[1]


def _rests_on_document(trace: Trace) -> bool:
    return trace.kind in ("parameter", "result") and trace.status not in (Status.BLANK, Status.NA)


def trace_text(trace: Trace, depth: int = 0) -> str:
    """The whole trace as indented text, for the clipboard."""
    pad = _INDENT * depth
    unit = show_unit(trace.unit) if trace.value is not None else ""
    value = value_text(trace)
    head = f"{pad}{label_text(trace)}"
    lines = [f"{head} = {value} {unit}".rstrip() if value else head]
    said = [
        _("{name}：{value}").format(name=name, value=text) for name, text in facts(trace) if text
    ]
    lines += [f"{pad}{_INDENT}{line}" for line in said]
    lines += [trace_text(child, depth + 1) for child in trace.children]
    return "\n".join(lines)


def facts(trace: Trace) -> tuple[tuple[str, str], ...]:
    """What is said about one node below the tree: (name, text), empty texts included."""
    worked = trace.worked if trace.worked != trace.formula else ""
    firm = confidence_word(trace.confidence) if _rests_on_document(trace) else ""
    # A row of a table has no formula of its own: its requirements stand there.
    required = trace.kind == "result" and not trace.worked
    return (
        (_("各级要求") if required else _("公式"), trace.formula),
        (_("代入"), worked),
        (_("来源"), " ".join(part for part in (trace.source, trace.clause) if part)),
        (_("把握程度"), firm),
        (_("核实"), trace.checked.told if trace.checked else ""),
        (_("录入方式"), origin_words(trace.origin)),
        (_("说明"), translate(trace.note)),
    )


def origin_words(origin: str) -> str:
    """How an input came in, in words; "" for what is no input."""
    return _("、").join(origin_word(one) for one in origin.split("+") if one)


def rounding_remark() -> str:
    """What every trace says about rounding."""
    return _("判定用未修约的数；这里的数只为阅读而缩短。")


class TraceView(Popover):
    """The trace of one result in a panel beside the control that asked.

    Enter on an input leads to where it is filled in; Ctrl+C copies the whole trace as text.
    """

    def __init__(self, anchor: QWidget, bridge: Bridge, result_id: str) -> None:
        super().__init__(anchor, _("计算过程"))
        explain(self, "why")
        self._bridge = bridge
        evaluation = bridge.evaluation
        self.trace = build_trace(evaluation, result_id, _DEPTH)
        self.tree = TraceTree()
        self.tree.jumped.connect(self._jump)
        self.movers = MoversList()
        self._values: list[tuple[QLabel, QLabel]] = []
        self.jump_button = QuietButton(_("去填写"), "arrow-right")
        self.copy_button = BareButton(_("复制"), "copy")
        self.check_button = BareButton("", "check")
        self._arrange(evaluation)
        self._show()

    def _arrange(self, evaluation: Evaluation) -> None:
        worn = theme.current()
        room = self.anchor.window()
        self.setFixedWidth(min(worn.px(_WIDTH), room.width() - worn.px(16)))
        heading = label(_heading(evaluation, self.trace), "section", wrap=True)
        self.tree.setFixedHeight(min(worn.px(_TREE_HEIGHT), max(worn.px(120), room.height() // 3)))
        self.body.addWidget(heading)
        self.body.addWidget(self.tree)
        self.body.addLayout(self._fact_grid())
        roomy = room.height() >= worn.px(_ROOMY)
        self.movers.show_movers(evaluation, self.trace.id, _MOST if roomy else _FEW)
        self.movers.opened.connect(self._jump)
        self.body.addWidget(self.movers)
        self.body.addWidget(label(rounding_remark(), "caption", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addWidget(self.check_button)
        row.addStretch(1)
        row.addWidget(self.jump_button)
        close = QuietButton(_("关闭"))
        close.clicked.connect(self._close)
        row.addWidget(close)
        self.body.addLayout(row)
        self.copy_button.setToolTip(_("复制整个计算过程为文字（Ctrl+C）"))
        self.copy_button.clicked.connect(self.copy)
        self.check_button.clicked.connect(self._go_to_confirm)
        self.jump_button.clicked.connect(lambda: self._jump(self._current().jump))
        action = QAction(_("复制计算过程"), self)
        action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(self.copy)
        self.addAction(action)

    def _fact_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for line, (name, _text) in enumerate(facts(self.trace)):
            heading, text = label(name, "caption"), label("", wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(heading, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, line, 1)
            self._values.append((heading, text))
        return grid

    def _show(self) -> None:
        room = self.tree.height() // theme.current().px(_LINE) - 1
        self.tree.set_nodes((trace_node(self.trace),), opened_levels(self.trace, room))
        header = self.tree.header()
        for column in (_FORMULA, _SOURCE):
            self.tree.setColumnHidden(column, True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        selection = self.tree.selectionModel()
        selection.currentChanged.connect(lambda new, _old: self._show_facts(self._at(new)))
        first = self.tree.model().index(0, 0)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        selection.setCurrentIndex(first, flag | QItemSelectionModel.SelectionFlag.Rows)
        self._show_facts(self.trace)

    def _at(self, index: QModelIndex) -> Trace:
        """The node of the core trace at a line of the tree."""
        path: list[int] = []
        while index.isValid():
            path.append(index.row())
            index = index.parent()
        found = self.trace
        for row in reversed(path[:-1]):
            found = found.children[row]
        return found

    def _current(self) -> Trace:
        return self._at(self.tree.currentIndex())

    def _show_facts(self, trace: Trace) -> None:
        for (heading, text), (name, words) in zip(self._values, facts(trace), strict=True):
            heading.setText(name)
            text.setText(words)
            heading.setVisible(bool(words))
            text.setVisible(bool(words))
        self.jump_button.setVisible(bool(trace.jump))
        link = self._confirm_link(trace)
        self.check_button.setVisible(link is not None)
        self.check_button.set_text(link.text if link is not None else "")
        self._fit()

    def _confirm_link(self, trace: Trace) -> ConfirmLink | None:
        """The way to where the number of a node is confirmed against its document."""
        if not trace.source or not _rests_on_document(trace):
            return None
        return confirm_link(self._bridge.model, trace.id)

    def _go_to_confirm(self) -> None:
        link = self._confirm_link(self._current())
        if link is not None:
            self._jump(link.target)

    def _fit(self) -> None:
        """Take the height the facts need now, and stay inside the window."""
        self.setFixedHeight(self.body.totalHeightForWidth(self.width()))
        if self.isVisible():
            self._place()

    def _close(self) -> None:
        self.close_up()

    def copy(self) -> None:
        """Put the whole trace on the clipboard as text."""
        said = (trace_text(self.trace), self.movers.words, rounding_remark())
        text = "\n".join(filter(None, said))
        QGuiApplication.clipboard().setText(text)
        self.copy_button.set_text(_("已复制"))

    def _jump(self, target: str) -> None:
        if target:
            self.close_up(give_focus_back=False)
            self._bridge.jump(target)


def opened_levels(trace: Trace, room: int) -> int:
    """How many levels to open: what fits into `room` lines, and never less than two."""
    lines, level, depth = 1, trace.children, 0
    while level and (depth < 2 or lines + len(level) <= room):
        lines += len(level)
        level = tuple(child for node in level for child in node.children)
        depth += 1
    return depth


def _heading(evaluation: Evaluation, trace: Trace) -> str:
    result = evaluation.results.get(trace.id)
    name = translate(trace.label)
    if result is not None and result.kind is Kind.READINESS:
        grade = f"{result.level} {translate(result.level_name)}"
        return _("{name}：{value}").format(name=name, value=grade)
    unit = show_unit(trace.unit) if trace.value is not None else ""
    value = f"{value_text(trace)} {unit}".strip()
    return _("{name}：{value}").format(name=name, value=value) if value else name


def open_trace(anchor: QWidget, bridge: Bridge, result_id: str) -> TraceView:
    """Show why a result is what it is, beside `anchor`."""
    view = TraceView(anchor, bridge, result_id)
    view.closed.connect(view.deleteLater)
    view.open()
    return view
