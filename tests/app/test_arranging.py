"""Narrowing and ordering a list of cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop_app.app.arranging import Arranger, Order, Wanted
from desktop_app.app.enterprise_columns import columns, heat_columns
from desktop_app.app.enterprises import CaseLine, Standing
from desktop_app.app.paths import find_paths
from desktop_app.app.pinyin import pinyin
from desktop_app.core.case_summary import CaseSummary, Figure, Mark, MarkState, Span
from desktop_app.core.data import Enterprise
from desktop_app.core.pack import Limb
from desktop_app.core.problems import Severity
from desktop_app.store.listing import CaseFacts

COLUMNS = {column.id: column for column in columns()}


def line(
    name: str, year: int = 2024, *, tce: str = "", level: str = "", **said: object
) -> CaseLine:
    """A line with a current verdict."""
    facts = CaseFacts(name, name, Enterprise(name), year, (), {}, "2026", 0, "", "")
    marks = {}
    if level:
        place = "123".index(level)
        marks[Limb.CLEAN_PRODUCTION] = Mark(
            MarkState.LEVEL, "", level, level, "●", "level_1", place
        )
    summary = CaseSummary(
        grade=str(said.get("grade", "D0")),
        marks=marks,
        energy=Figure(Decimal(tce) if tce else None, "tce"),
        asked=10,
        answered=int(str(said.get("answered", 10))),
        findings={Severity.ERROR: int(str(said.get("errors", 0)))},
        packs={"general": "1"},
    )
    return CaseLine(facts, str(said.get("region", "")), "", Standing.CURRENT, summary)


def names(found: list[CaseLine]) -> list[str]:
    return [one.enterprise.name for one in found]


def arranged(*lines: CaseLine) -> Arranger:
    return Arranger(lines, pinyin(find_paths()))


def test_names_are_ordered_as_they_are_read_and_years_newest_first() -> None:
    lines = (line("遵义"), line("安顺", 2022), line("安顺 ", 2023), line("毕节"))
    order = Order(COLUMNS["name"])
    found = arranged(*lines).shown(Wanted(), order)
    assert [(one.enterprise.name.strip(), one.facts.year) for one in found] == [
        ("安顺", 2023), ("安顺", 2022), ("毕节", 2024), ("遵义", 2024),
    ]  # fmt: skip


@pytest.mark.parametrize(("backwards", "first"), [(False, ["乙", "丙"]), (True, ["丙", "乙"])])
def test_figures_are_ordered_as_figures_and_blanks_come_last(
    backwards: bool, first: list[str]
) -> None:
    listed = arranged(line("甲"), line("丙", tce="1000"), line("乙", tce="99"))
    found = listed.shown(Wanted(), Order(COLUMNS["tce"], backwards))
    assert names(found) == [*first, "甲"]


def test_levels_are_ordered_from_best_to_worst() -> None:
    listed = arranged(line("a", level="3"), line("b", level="1"), line("c"), line("d", level="2"))
    limb = COLUMNS[Limb.CLEAN_PRODUCTION.value]
    assert names(listed.shown(Wanted(), Order(limb))) == ["b", "d", "a", "c"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(text="钢铁"), ["贵阳钢铁"]),
        (Wanted(text="gygt"), ["贵阳钢铁"]),
        (Wanted(text="zunyi 2023"), ["遵义铝业"]),
        (Wanted(text="ｇｙ 钢"), ["贵阳钢铁"]),
        (Wanted(text="zunyi gangtie"), []),
        (Wanted(year=2023), ["遵义铝业"]),
        (Wanted(region="贵州省"), ["遵义铝业"]),
        (Wanted(grade="D3"), ["遵义铝业"]),
        (Wanted(level=(Limb.CLEAN_PRODUCTION, "2")), ["贵阳钢铁"]),
        (Wanted(level=(Limb.ENERGY, "2")), []),
        (Wanted(unfinished=True), ["贵阳钢铁"]),
        (Wanted(errors=True), ["遵义铝业"]),
        (Wanted(unjudged=True), []),
        (Wanted(), ["贵阳钢铁", "遵义铝业"]),
    ],
)
def test_lines_are_narrowed(wanted: Wanted, found: list[str]) -> None:
    listed = arranged(
        line("贵阳钢铁", level="2", answered=3),
        line("遵义铝业", 2023, region="贵州省", grade="D3", errors=2),
    )
    assert names(listed.shown(wanted)) == found


def test_a_stale_verdict_is_neither_shown_nor_found_nor_ordered_by() -> None:
    stale = replace(line("旧", tce="5", level="1", grade="D5"), standing=Standing.STALE)
    listed = arranged(stale, line("新", tce="1"))
    assert names(listed.shown(Wanted(grade="D5"))) == []
    assert names(listed.shown(Wanted(level=(Limb.CLEAN_PRODUCTION, "1")))) == []
    assert names(listed.shown(Wanted(unjudged=True))) == ["旧"]
    assert names(listed.shown(Wanted(unfinished=True))) == ["旧"]
    assert names(listed.shown(Wanted(), Order(COLUMNS["tce"], backwards=True))) == ["新", "旧"]
    shown: Mapping[str, str] = {
        column.id: column.text(stale) for column in (*columns(), *heat_columns())
    }
    assert "5" not in {shown["tce"], shown["grade"]}
    assert shown["standing"] == "待重新判定"


def test_a_line_judged_anew_is_ordered_by_its_new_verdict() -> None:
    first, second = line("甲", tce="1"), line("乙", tce="2")
    listed = arranged(first, second)
    order = Order(COLUMNS["tce"])
    assert names(listed.shown(Wanted(), order)) == ["甲", "乙"]
    assert first.summary is not None
    energy = Figure(Decimal(3), "tce")
    listed.renew(replace(first, summary=replace(first.summary, energy=energy)))
    assert names(listed.shown(Wanted(), order)) == ["乙", "甲"]


def test_what_is_not_whole_never_looks_whole() -> None:
    nearly = line("甲", answered=9)
    assert nearly.summary is not None
    summary = replace(nearly.summary, asked=1000, answered=999, pollution_axis=Span())
    text = COLUMNS["filled"].text(replace(nearly, summary=summary))
    assert text == "99%"
    assert COLUMNS["p"].text(nearly) == "—"
