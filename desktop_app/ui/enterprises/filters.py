"""What narrows the list: a search, the places and levels that occur, and three questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.app.arranging import Wanted
from desktop_app.app.enterprise_words import mark_words
from desktop_app.app.enterprises import CaseLine, Standing
from desktop_app.app.limb_words import limb_title
from desktop_app.core.case_summary import MarkState
from desktop_app.core.pack import Limb
from desktop_app.core.problems import Severity
from desktop_app.core.summary import LIMBS
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.chip_bar import Chip, ChipBar
from desktop_app.ui.components.flow import FlowLayout
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.components.select import Select

UNFINISHED: Final = "unfinished"
ERRORS: Final = "errors"
UNJUDGED: Final = "unjudged"
_ALL: Final = "*"
_SEARCH: Final = 200
_WIDTHS: Final = (128, 124, 96, 108, 124)
_LIST: Final = 260
Options = Sequence[tuple[str, str]]


class FilterBar(QWidget):
    """The filters of the list.

    Signals:
        changed(): something else is asked for.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(_("企业、地区、代码、拼音"))
        self.industry = Select((), _("行业"))
        self.region = Select((), _("地区"))
        self.year = Select((), _("年度"))
        self.grade = Select((), _("双近零等级"))
        self.level = Select((), _("级别"))
        self.chips = ChipBar((), _("筛选"))
        self._selects = (self.industry, self.region, self.year, self.grade, self.level)
        self._levels: dict[str, tuple[Limb, str]] = {}
        self._row = FlowLayout(self, spacing=theme.current().px(8))
        for part in (self.search, *self._selects, self.chips):
            self._row.addWidget(part)
        self._size()
        self.search.searched.connect(lambda _text: self.changed.emit())
        for select in self._selects:
            select.chosen.connect(lambda _key: self.changed.emit())
        self.chips.changed.connect(lambda _keys: self.changed.emit())

    def _size(self) -> None:
        """Narrow fields with wide lists, so that all stand in one line of an ordinary window."""
        worn = theme.current()
        self.search.setFixedWidth(worn.px(_SEARCH))
        for select, width in zip(self._selects, _WIDTHS, strict=True):
            select.setFixedWidth(worn.px(width))
            select.view().setMinimumWidth(worn.px(_LIST))
        self.chips.setContentsMargins(0, worn.px(3), 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the widths in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._size()

    @property
    def wanted(self) -> Wanted:
        """What is asked for."""
        on = self.chips.chosen
        return Wanted(
            text=self.search.text().strip(),
            industry=_key(self.industry),
            region=_key(self.region),
            year=int(_key(self.year) or 0),
            grade=_key(self.grade),
            level=self._levels.get(_key(self.level)),
            unfinished=UNFINISHED in on,
            errors=ERRORS in on,
            unjudged=UNJUDGED in on,
        )

    def clear(self) -> None:
        """Ask for everything."""
        self.search.clear()
        for select in self._selects:
            select.choose(_ALL)
        self.chips.choose(frozenset())
        self.changed.emit()

    def offer(self, lines: Sequence[CaseLine]) -> None:
        """Offer what occurs among these lines; what was chosen stays where it still occurs."""
        _offer(self.industry, _("全部行业"), _plain(line.industry for line in lines))
        _offer(self.region, _("全部地区"), _plain(line.region for line in lines))
        years = sorted({str(line.facts.year) for line in lines}, reverse=True)
        _offer(self.year, _("全部年度"), [(one, _("{year} 年").format(year=one)) for one in years])
        grades = {line.shown.grade: line.shown.grade_name for line in lines if line.shown.grade}
        told = [(one, f"{one} {translate(name)}") for one, name in sorted(grades.items())]
        _offer(self.grade, _("全部等级"), told)
        _offer(self.level, _("全部级别"), self._level_options(lines))
        self.chips.set_chips(_chips(lines))

    def _level_options(self, lines: Sequence[CaseLine]) -> Options:
        marks = {
            (limb, mark.level): mark
            for line in lines
            for limb, mark in line.shown.marks.items()
            if mark.state is MarkState.LEVEL
        }
        ordered = sorted(marks, key=lambda key: (LIMBS.index(key[0]), marks[key].place, key[1]))
        self._levels = {f"{limb.value}:{level}": (limb, level) for limb, level in ordered}
        told = []
        for limb, level in ordered:
            words = mark_words(marks[limb, level], limb)
            text = f"{limb_title(limb)}　{words.sign} {words.text}"
            told.append((f"{limb.value}:{level}", text))
        return told


def _key(select: Select) -> str:
    return "" if select.key == _ALL else select.key


def _plain(words: Iterable[str]) -> Options:
    return [(word, word) for word in sorted({word for word in words if word})]


def _offer(select: Select, everything: str, options: Options) -> None:
    chosen = select.key
    select.set_options([(_ALL, everything), *options])
    known = {key for key, _text in options}
    select.choose(chosen if chosen in known else _ALL)


def _chips(lines: Sequence[CaseLine]) -> list[Chip]:
    unjudged = sum(line.standing is not Standing.CURRENT for line in lines)
    unfinished = sum(bool(line.shown.packs) and not line.shown.complete for line in lines)
    errors = sum(bool(line.shown.findings.get(Severity.ERROR)) for line in lines)
    return [
        Chip(UNFINISHED, _("没有填完"), unfinished),
        Chip(ERRORS, _("有错误"), errors),
        Chip(UNJUDGED, _("待判定"), unjudged),
    ]
