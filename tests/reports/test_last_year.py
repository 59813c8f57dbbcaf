"""This year against the last, in core, report and workbook; left out where nothing is known."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl.workbook import Workbook

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.core.data import Datum, Key, Period, State
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.year_change import year_change
from desktop_app.reports.blocks import Table, plain_text
from desktop_app.reports.chapters import last_year
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.last_year_sheet import write_last_year
from desktop_app.reports.workbook.sheet import Sheet

CASES = find_paths().forms / "steel" / "cases"


@pytest.fixture(scope="module")
def years() -> tuple[Evaluation, Evaluation]:
    """The demonstration of 2023, and of 2022."""
    catalog = Catalog(find_paths())

    def judged(name: str) -> Evaluation:
        read = read_case_file(CASES / name, catalog)
        assert read.case is not None
        assert read.model is not None
        return evaluate(read.model, read.case)

    return judged("demo_2023.toml"), judged("demo_2022.toml")


def with_data(evaluation: Evaluation, *data: Datum) -> Evaluation:
    case = evaluation.case
    whole = {**case.data, **{one.key: one for one in data}}
    return evaluate(evaluation.model, replace(case, data=whole))


def test_what_moved_a_figure_is_the_difference_one_datum_makes(
    years: tuple[Evaluation, Evaluation],
) -> None:
    now, last = years
    carbon = next(one for one in year_change(now, last).moved if one.after.id == "carbon.total")
    causes = {one.name: one for one in carbon.causes}
    assert [abs(one.effect) for one in carbon.causes] == sorted(
        (abs(one.effect) for one in carbon.causes), reverse=True
    )
    coke = causes["焦炭（干全焦）"]
    assert (coke.before, coke.after, coke.unit) == (Decimal(446000), Decimal(431000), "t")
    # 15 000 t x 28.447 GJ/t x 0.0295 tC/GJ x 0.93 x 44/12
    assert coke.effect == pytest.approx(Decimal("-42924.389475"))
    grid = next(one for one in carbon.causes if one.parameter)
    assert grid.name.startswith("贵州")
    assert grid.effect > 0


def test_levels_and_answers_that_are_new_are_told(years: tuple[Evaluation, Evaluation]) -> None:
    now, last = years
    key = Key("output.added", Period(2023))
    fuller = with_data(now, Datum(key, State.GIVEN, Decimal(90000), "万元"))
    found = year_change(fuller, last)
    assert "output.added" in found.filled
    assert found.left == ()
    assert "output.added" in year_change(last, fuller).left
    changed = {one.after.id: (one.before.level, one.after.level) for one in found.levels}
    assert changed
    assert all(old != new for old, new in changed.values())


def tables(evaluation: Evaluation, last: Evaluation | None) -> dict[str, list[list[str]]]:
    return {
        block.caption: [[plain_text(cell.text) for cell in row.cells] for row in block.rows]
        for block in last_year.blocks(evaluation, last)
        if isinstance(block, Table)
    }


def test_the_chapter_goes_limb_by_limb(years: tuple[Evaluation, Evaluation]) -> None:
    now, last = years
    found = tables(now, last)
    rows = found["主要结果与上年对照"]
    groups = [row[0] for row in rows if len(row) == 1]
    assert groups[:3] == ["双近零", "清洁生产", "能效"]
    energy = next(row for row in rows if row[0] == "综合能耗（当量值）")
    assert energy[3] == "−15\u2009552.5"
    assert any(caption.startswith("二氧化碳排放总量变化 −29") for caption in found)


def test_without_last_year_nothing_is_said_unless_somebody_typed_it(
    years: tuple[Evaluation, Evaluation],
) -> None:
    now, _last = years
    typed = [key for key in now.case.data if key.item.startswith(("co.last.", "policy.last."))]
    bare = {key: datum for key, datum in now.case.data.items() if key not in typed}
    alone = evaluate(now.model, replace(now.case, data=bare, carried={}))
    assert last_year.blocks(alone, None) == ()
    key = Key("co.last.co2", Period(2023))
    told = with_data(alone, Datum(key, State.GIVEN, Decimal(1800000), "tCO2"))
    rows = tables(told, None)["主要结果与上年对照"]
    assert [row[0] for row in rows] == ["二氧化碳排放总量"]
    assert rows[0][3].startswith("−59")


def test_the_sheet_holds_figures_as_figures(years: tuple[Evaluation, Evaluation]) -> None:
    now, last = years
    book = Workbook()
    look.add_styles(book)
    sheet = Sheet(book, "与上年对照")
    write_last_year(sheet, now, last)
    rows = {row[0].value: row for row in sheet.ws.iter_rows()}
    coke = rows["焦炭（干全焦）"]
    assert (coke[1].value, coke[2].value) == (446000, 431000)
    assert rows["综合能耗（当量值）"][3].value == "−15\u2009552.5"
