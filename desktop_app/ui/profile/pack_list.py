"""The rule packs of the open case: which are used, which would fit, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.app.catalog import Header
from desktop_app.app.pack_words import first_sentence
from desktop_app.core.pack import Pack
from desktop_app.core.problems import Problem
from desktop_app.i18n import _, run_on, translate
from desktop_app.ui import theme
from desktop_app.ui.answer_edit import problem_sentence
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.check_box import CheckBox
from desktop_app.ui.components.fold import Fold
from desktop_app.ui.components.labels import label

AnyPack = Header | Pack


class PackList(QWidget):
    """One line per pack; packs that always apply cannot be unticked.

    Signals:
        changed(tuple[str, ...]): the industry packs the user wants from now on.
    """

    changed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.boxes: dict[str, CheckBox] = {}
        self._fold: Fold | None = None
        self.note = label("", "problem", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.current().px(12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.note)
        column.addLayout(self._lines)
        self.refresh()

    def refresh(self) -> None:
        """Show the packs of the case as it is now."""
        unfolded = self._fold is not None and self._fold.is_open
        self._fold = None
        while self._lines.count():
            old = self._lines.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        self.boxes = {}
        catalog, industry = self._bridge.session.catalog, self._bridge.case.enterprise.industry
        fitting = {pack.id for pack in catalog.for_industry(industry)} if industry else set()
        used = {pack.id for pack in self._bridge.model.packs}
        packs = self._known()
        near = used | fitting
        offered = [pack for pack in packs if pack.kind == "industry" or pack.id in used]
        others = [pack for pack in offered if pack.id not in near]
        for pack in sorted(packs, key=lambda pack: (pack.id not in used, pack.id)):
            if pack.id in near:
                self._lines.addWidget(self._line(pack, used, fitting))
        if others:
            closed = _("其他行业的规则包（{count}）").format(count=len(others))
            self._fold = Fold(closed, _("收起其他行业的规则包"))
            for pack in others:
                self._fold.inside.addWidget(self._line(pack, used, fitting))
            self._fold.set_open(unfolded)
            self._lines.addWidget(self._fold)
        self.say(_advice(packs, used, fitting, industry))

    def _known(self) -> list[AnyPack]:
        """The packs there are; those of the case in the version it is judged by."""
        found: dict[str, AnyPack] = {head.id: head for head in self._bridge.session.catalog.heads}
        found |= {pack.id: pack for pack in self._bridge.model.packs}
        return [found[pack_id] for pack_id in sorted(found)]

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say why the packs could not be changed."""
        self.say(run_on(problem_sentence(found) for found in problems))

    def say(self, text: str) -> None:
        """Show a remark above the packs; an empty one hides it."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _line(self, pack: AnyPack, used: set[str], fitting: set[str]) -> QWidget:
        made = QWidget()
        box = CheckBox(translate(pack.name))
        box.setChecked(pack.id in used)
        fixed = pack.kind != "industry" and pack.id not in self._bridge.case.packs
        box.setEnabled(not (fixed and pack.id in used))
        box.clicked.connect(self._tell)
        self.boxes[pack.id] = box
        why = label(self._reason(pack, used, fitting), "caption", wrap=True)
        why.setToolTip(translate(pack.summary))
        why.setContentsMargins(theme.current().px(28), 0, 0, 0)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(box)
        column.addWidget(why)
        return made

    def _reason(self, pack: AnyPack, used: set[str], fitting: set[str]) -> str:
        codes = _("、").join(pack.industries)
        if pack.id in fitting:
            reason = _("适用：本企业的行业在 {codes} 之内").format(codes=codes)
        elif pack.kind != "industry" and pack.id in used:
            reason = _("所有企业都用")
        else:
            reason = _("用于行业 {codes}").format(codes=codes) if codes else ""
        version = _("版本 {version}").format(version=pack.version)
        parts = (reason, version, first_sentence(pack.summary))
        return " · ".join(part for part in parts if part)

    def _tell(self) -> None:
        wanted = [pack_id for pack_id, box in self.boxes.items()
                  if box.isChecked() and box.isEnabled()]  # fmt: skip
        # The order of the case stays, what is new goes to the end.
        old = [pack_id for pack_id in self._bridge.case.packs if pack_id in wanted]
        self.changed.emit((*old, *(pack_id for pack_id in wanted if pack_id not in old)))


def _advice(packs: Sequence[AnyPack], used: set[str], fitting: set[str], industry: str) -> str:
    missing = [translate(pack.name) for pack in packs if pack.id in fitting - used]
    if missing and not fitting & used:
        names = _("、").join(missing)
        return _("本企业的行业适用“{names}”，还没有采用；勾选后才按它评价。").format(names=names)
    if industry and not fitting:
        return _("还没有这个行业的规则包：先用通用规则包算能源、碳和污染物，清洁生产等级暂不能评。")
    return ""
