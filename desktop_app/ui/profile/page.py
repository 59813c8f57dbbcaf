"""The enterprise profile 企业档案: who it is, where, which industry, and the packs that follow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.app.paths import find_paths
from desktop_app.app.places import region_name
from desktop_app.app.profile_words import profile_titles
from desktop_app.core.changes import Changes
from desktop_app.core.codes import check_permit, check_uscc, plain_code, profile_text
from desktop_app.core.log import ENTERPRISE, Place
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _, run_on
from desktop_app.ui.answer_edit import problem_sentence
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.field_row import FORM_SPACING, FieldRow
from desktop_app.ui.components.item_picker import Pick
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.pick_field import PickField
from desktop_app.ui.components.section_header import SectionHeader
from desktop_app.ui.form.editors import CommittingLine
from desktop_app.ui.history.subject import HistorySubject
from desktop_app.ui.place_fields import (
    industry_field,
    industry_picks,
    region_field,
    region_picks,
)
from desktop_app.ui.profile.pack_list import PackList

_PICKED: Final = ("region", "industry")
_CODE_LENGTH: Final = {"uscc": 18, "permit": 22}


class ProfilePage(QWidget):
    """Every field is checked while it is typed and stored when it is left."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("企业档案"))
        self._bridge = bridge
        titles = profile_titles()
        self.lines = {name: CommittingLine() for name in titles if name not in _PICKED}
        self.region = region_field()
        self.industry = industry_field()
        self.rows: dict[str, FieldRow] = {}
        self.packs = PackList(bridge)
        self._page = Page(_("企业档案"), _("这里的名称和代码会印在报告上；改动立即保存。"))
        self._arrange()
        self._wire()
        self.refresh(None)

    def _arrange(self) -> None:
        hints = _hints()
        column = QVBoxLayout()
        column.setSpacing(FORM_SPACING)
        for name, title in profile_titles().items():
            editor = self.lines.get(name) or self._picked(name)
            wide = name in ("address", "note")
            self.rows[name] = FieldRow(title, editor, hint=hints.get(name, ""), wide=wide)
            column.addWidget(self.rows[name])
        self._page.body.addWidget(SectionHeader(_("企业")))
        self._page.body.addLayout(column)
        self._page.body.addWidget(SectionHeader(_("规则包"), _("按所属行业选用，决定怎样评价")))
        self._page.body.addWidget(self.packs)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)

    def _picked(self, name: str) -> PickField:
        return self.region if name == "region" else self.industry

    def _wire(self) -> None:
        for name, line in self.lines.items():
            line.committed = partial(self._commit, name)
            line.textChanged.connect(lambda _text, name=name: self._check(name))
            line.editingFinished.connect(partial(self._check, name, finished=True))
        self.region.picked.connect(lambda key: self._store("region", key))
        self.industry.picked.connect(lambda key: self._store("industry", key))
        self.packs.changed.connect(self._use_packs)
        self._bridge.changed.connect(self.refresh)

    def _fill_choices(self) -> None:
        """Offer the regions and industries that are known, and the codes stored already."""
        paths, now = find_paths(), self._bridge.case.enterprise
        places, kinds = region_picks(paths), industry_picks(paths)
        region = _full_code(now.region)
        if region and all(pick.key != region for pick in places):
            name = f"{region_name(paths, region)}　{region}".strip("　")
            places.append(Pick(region, name, words=region))
        if now.industry and all(pick.key != now.industry for pick in kinds):
            kinds.append(Pick(now.industry, now.industry))
        self.region.set_picks(places)
        self.industry.set_picks(kinds)

    # storing

    def _commit(self, name: str, text: str) -> None:
        tidy = profile_text(name, text)
        if tidy == getattr(self._bridge.case.enterprise, name):
            self.lines[name].set_stored(tidy)
        else:
            self._store(name, tidy)

    def _store(self, name: str, text: str) -> None:
        if name == "name" and not text:
            # A case without a name cannot be printed: what was stored stays.
            return
        label = _("修改“{field}”").format(field=self.rows[name].editor.accessibleName())
        self._bridge.set_profile({name: text}, label)

    def _use_packs(self, wanted: Sequence[str]) -> None:
        outcome = self._bridge.set_packs(wanted, _("选用规则包"))
        if outcome.problems:
            self.packs.refresh()
            self.packs.show_problems(outcome.problems)

    def history_subject(self, at: QWidget) -> HistorySubject | None:
        """The field around a control, as the history asks for it."""
        for name, row in self.rows.items():
            if row.isAncestorOf(at):
                place = Place(ENTERPRISE, name)
                return HistorySubject((place,), profile_titles()[name], row.editor)
        return None

    # checking

    def _check(self, name: str, *, finished: bool = False) -> None:
        """Say what is wrong as soon as it can be known: a code still too short is not wrong yet."""
        text = self.lines[name].text()
        found = self._findings(name, text)
        growing = len(plain_code(text)) < _CODE_LENGTH.get(name, 0)
        if growing and not finished and self.lines[name].hasFocus():
            found = [each for each in found if each.code not in _WHEN_WHOLE]
        said = run_on(problem_sentence(each) for each in found)
        self.rows[name].set_problem(said or None)
        if name == "uscc":
            self._check("permit", finished=finished)

    def _findings(self, name: str, text: str) -> list[Problem]:
        if name == "uscc":
            return list(check_uscc(text))
        if name == "permit":
            return list(check_permit(text, self.lines["uscc"].text()))
        if name == "name" and not text.strip():
            return [problem("enterprise.name_missing")]
        return []

    # contract of pages

    def refresh(self, changes: Changes | None) -> None:
        """Show what an edit changed; None: everything."""
        if changes is not None and not (changes.enterprise or changes.packs):
            return
        enterprise = self._bridge.case.enterprise
        for name, line in self.lines.items():
            if changes is None or name in changes.enterprise:
                line.set_stored(getattr(enterprise, name))
                self._check(name, finished=True)
        self._fill_choices()
        self.region.choose(_full_code(enterprise.region))
        self.industry.choose(enterprise.industry)
        self.packs.refresh()

    def reveal(self, target: str) -> bool:
        """Go to a field by its name ("enterprise.uscc"), or to the packs; False for others."""
        name = target.rpartition(".")[2]
        if name == "packs":
            first = next(iter(self.packs.boxes.values()), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if name not in self.rows:
            return False
        self.rows[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


_WHEN_WHOLE: Final = frozenset({"enterprise.uscc_length", "enterprise.permit_shape"})


def _full_code(code: str) -> str:
    """The code by which a region is offered: provinces have two digits, all others six."""
    return code[:2] if code[2:].strip("0") == "" else code


def _hints() -> dict[str, str]:
    return {
        "name": _("营业执照上的全称"),
        "uscc": _("18 位，照营业执照填"),
        "permit": _("18 位信用代码、3 位序号和 1 位标识，照许可证副本填"),
        "industry": _("决定适用哪些规则包；以排污许可证为准"),
        "region": _("决定电网排放因子和地方标准"),
        "contact": _("填报人及电话，会印在报告封面"),
    }
