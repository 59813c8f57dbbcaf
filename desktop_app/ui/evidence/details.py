"""The chosen document: what it looks like, what is known of it, and what it supports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop_app.app import evidence as verbs
from desktop_app.app.receiving import size_text
from desktop_app.core.evidence import Evidence, EvidenceKind, Subject
from desktop_app.core.evidence_texts import KIND_WORDS
from desktop_app.core.file_kinds import kind_of
from desktop_app.core.log import EVIDENCE, Place
from desktop_app.core.numbers import exact_text
from desktop_app.core.subjects import in_order, subject_name, subject_text
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, run_on, translate
from desktop_app.ui import theme
from desktop_app.ui.answer_edit import problem_sentence
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.buttons import BareButton, IconButton, QuietButton
from desktop_app.ui.components.item_picker import ItemPicker
from desktop_app.ui.components.labels import label, set_role
from desktop_app.ui.components.page import TallArea
from desktop_app.ui.components.select import Select
from desktop_app.ui.evidence.desk import EvidenceDesk
from desktop_app.ui.evidence.picks import subject_picks
from desktop_app.ui.evidence.preview import PreviewBox
from desktop_app.ui.form.editors import CommittingLine
from desktop_app.ui.history.subject import HistorySubject
from desktop_app.ui.link_row import LinkRow

_LABEL: Final = 68


class SubjectRow(LinkRow):
    """One thing a document supports: opening it goes there, the cross unlinks it.

    Signals:
        unlinked(str): the cross was pressed.
    """

    unlinked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cross = IconButton("x", _("取消关联"))
        self.cross.clicked.connect(lambda: self.unlinked.emit(self.target))
        self.behind.addWidget(self.cross)


class EvidenceDetails(QFrame):
    """Edits one document; every change is stored when its field is left."""

    def __init__(self, bridge: Bridge, desk: EvidenceDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(_("佐证详情"))
        self._bridge, self._desk = bridge, desk
        self._id = ""
        self.preview = PreviewBox(desk.tasks, desk.files)
        self.open_button = QuietButton(_("打开"), "external-link")
        self.export_button = QuietButton(_("导出…"), "download")
        self.remove_button = QuietButton(_("移除"), "trash-2")
        self.facts = label("", "caption", wrap=True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lines = {name: CommittingLine() for name in ("title", "dated", "issuer", "note")}
        self.kind = Select(
            [(one.value, translate(KIND_WORDS[one.value])) for one in EvidenceKind], _("种类")
        )
        self.problem = label("", "problem", wrap=True)
        self.link_button = BareButton(_("关联到…"), "plus")
        self.no_links = label(_("还没有关联到数据。"), "caption")
        self.rows: list[SubjectRow] = []
        self._links = QVBoxLayout()
        self._build()
        self._wire()

    def _build(self) -> None:
        worn = theme.current()
        pad = worn.px(16)
        ways = QHBoxLayout()
        ways.setSpacing(worn.px(8))
        for button in (self.open_button, self.export_button, self.remove_button):
            ways.addWidget(button)
        ways.addStretch(1)
        inner = QWidget()
        inner.setProperty("role", "canvas")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, worn.px(4), 0)
        column.setSpacing(worn.px(8))
        column.addLayout(ways)
        column.addLayout(self._fields())
        column.addWidget(self.problem)
        head = QHBoxLayout()
        head.addWidget(label(_("关联"), "strong"), 1)
        head.addWidget(self.link_button)
        column.addLayout(head)
        column.addWidget(self.no_links)
        self._links.setSpacing(0)
        column.addLayout(self._links)
        column.addWidget(self.facts)
        column.addStretch(1)
        area = TallArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        self._area: QScrollArea = area
        outer = QVBoxLayout(self)
        outer.setContentsMargins(pad, pad, pad, pad)
        outer.setSpacing(worn.px(12))
        outer.addWidget(self.preview, 3)
        outer.addWidget(area, 5)
        self.problem.hide()

    def _fields(self) -> QVBoxLayout:
        worn = theme.current()
        fields = QVBoxLayout()
        fields.setSpacing(worn.px(6))
        self.lines["dated"].setPlaceholderText("2023-06-30")
        rows = (
            (_("题名"), self.lines["title"]),
            (_("种类"), self.kind),
            (_("日期"), self.lines["dated"]),
            (_("出具单位"), self.lines["issuer"]),
            (_("备注"), self.lines["note"]),
        )
        for text, field in rows:
            row = QHBoxLayout()
            row.setSpacing(worn.px(8))
            name = label(text)
            name.setFixedWidth(worn.px(_LABEL))
            row.addWidget(name)
            field.setAccessibleName(text)
            name.setBuddy(field)
            row.addWidget(field, 1)
            fields.addLayout(row)
        return fields

    def _wire(self) -> None:
        for name, line in self.lines.items():
            line.committed = self._committer(name)
        self.kind.chosen.connect(lambda key: self._edit("kind", key))
        self.link_button.clicked.connect(self.pick)
        self.open_button.clicked.connect(self.open)
        self.export_button.clicked.connect(self.export)
        self.remove_button.clicked.connect(self.remove)

    def _committer(self, name: str) -> Callable[[str], None]:
        return lambda text: self._edit(name, text)

    # --- showing ------------------------------------------------------------------------------

    @property
    def evidence(self) -> Evidence | None:
        """The document that is shown."""
        return verbs.by_id(self._bridge.session, self._id)

    def show_evidence(self, id_: str) -> None:
        """Show a document as it is now; an unknown id shows none."""
        if id_ != self._id:
            self._say("")
        self._id = id_
        one = self.evidence
        self.setVisible(one is not None)
        self.preview.show_evidence(one)
        if one is None:
            return
        for name, line in self.lines.items():
            line.set_stored(getattr(one, name))
        self.kind.choose(one.kind.value)
        kind = kind_of(one.media)
        self.open_button.setEnabled(kind.opens)
        self.facts.setText(self._facts(one))
        self._show_links(one)

    def _facts(self, one: Evidence) -> str:
        kind = translate(kind_of(one.media).name)
        pages = _("{count} 页").format(count=one.pages) if one.pages else ""
        added = one.added[:10]
        by = _("{who} 于 {day} 添加").format(who=one.who, day=added) if one.who else ""
        whole = (kind, size_text(one.size), pages, by or _("{day} 添加").format(day=added))
        facts = _("，").join(part for part in whole if part)
        return f"{one.file}\n{facts}\nSHA-256 {one.digest[:32]}\u200b{one.digest[32:]}"

    def _show_links(self, one: Evidence) -> None:
        evaluation = self._bridge.evaluation
        subjects = in_order(evaluation, one.subjects)
        while len(self.rows) < len(subjects):
            row = SubjectRow()
            row.opened.connect(self._bridge.jump)
            row.unlinked.connect(self._unlink)
            self.rows.append(row)
            self._links.addWidget(row)
        for place, row in enumerate(self.rows):
            if place < len(subjects):
                subject = subjects[place]
                name = subject_name(evaluation, subject, translate)
                row.show_line(subject_text(subject), name, self._remark(subject))
                row.cross.setAccessibleName(_("取消关联 {name}").format(name=name))
            row.setVisible(place < len(subjects))
        self.no_links.setVisible(not subjects)

    def _remark(self, subject: Subject) -> str:
        key = subject.key
        datum = self._bridge.case.data.get(key) if key is not None else None
        if datum is None or datum.value is None:
            return ""
        return f"{exact_text(datum.value)} {show_unit(datum.unit)}".strip()

    # --- verbs --------------------------------------------------------------------------------

    def _edit(self, name: str, text: str) -> None:
        bridge = self._bridge
        outcome = bridge.tried(verbs.edit, bridge.session, self._id, {name: text})
        wrong = [one for one in outcome.problems if one.code.startswith(("evidence.", "data."))]
        if wrong:
            self._say(run_on(problem_sentence(one) for one in wrong), name)
            return
        self._say("", name)
        bridge.did(outcome)

    def _say(self, text: str, name: str = "") -> None:
        """Say what is wrong with a field; what was typed stays in it."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        for each, line in self.lines.items():
            set_role(line, "problem", "true" if text and each == name else "false")

    def pick(self) -> None:
        """Let the user search for what the document supports."""
        one = self.evidence
        if one is None:
            return
        picks = subject_picks(self._bridge.evaluation, one.subjects)
        by_text = {pick.key: subject for subject, pick in picks.items()}
        words = _("数据项、排放口、指标…")
        picker = ItemPicker(self.link_button, _("关联到"), picks.values(), words)
        picker.picked.connect(lambda text: self._link(by_text[text]))
        picker.closed.connect(picker.deleteLater)
        picker.open()

    def _link(self, subject: Subject) -> None:
        self._bridge.do(verbs.link, [self._id], [subject])

    def _unlink(self, text: str) -> None:
        one = self.evidence
        gone = [each for each in one.subjects if subject_text(each) == text] if one else []
        self._bridge.do(verbs.unlink, self._id, gone)
        self.link_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def history_subject(self, at: QWidget) -> HistorySubject | None:
        """The document shown, as the history asks for it."""
        one = self.evidence
        place = Place(EVIDENCE, self._id)
        return HistorySubject((place,), f"{one.label} {one.title}", at) if one else None

    def open(self) -> None:
        """Open a copy."""
        one = self.evidence
        if one is not None:
            self._desk.open(one)

    def export(self) -> None:
        """Ask where to export to."""
        one = self.evidence
        if one is not None:
            self._desk.export(self, one)

    def remove(self) -> None:
        """Take the document out of the case."""
        one = self.evidence
        if one is not None:
            self._desk.remove(one)

    def rename(self) -> None:
        """Put the cursor into the title."""
        line: QLineEdit = self.lines["title"]
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        line.selectAll()
