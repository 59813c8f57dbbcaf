"""Sheets of plants' ledgers: suggested, corrected, remembered, read - in any order of lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange.sheet_map import (
    SheetMap,
    address,
    decided,
    layout_id,
    lines_of,
    read_sheet,
    recalled,
    suggested,
    year_beside,
)
from desktop_app.exchange.table_heads import Target

TARGETS = (
    Target("coal", "原煤", "t"),
    Target("washed", "洗精煤", "t"),
    Target("coke", "焦炭（干全焦）", "t"),
    Target("gas", "天然气", "万m3"),
    Target("diesel", "柴油", "t"),
    Target("power", "电力", "万kWh"),
)
NAMES = {target.key: target.name for target in TARGETS}
KEYS = tuple(NAMES)

LEDGER = (
    ("某厂 2023 年能源台账", "", "", "", ""),
    ("名称", "单位", "2023年1月", "2023年2月", "合计"),
    ("原煤", "吨", "100", "200", "300"),
    ("用电", "万千瓦时", "5", "6", "11"),
    ("二号炉用油", "吨", "7", "8", "15"),
)


def read(grid: tuple[tuple[str, ...], ...], found: SheetMap) -> dict[tuple[str, int], str]:
    cells, _left_out = read_sheet(grid, found, TARGETS, 2023)
    return {(cell.item, cell.month): cell.text for cell in cells}


def test_names_months_and_units_are_suggested() -> None:
    found = suggested(LEDGER, TARGETS, 2023)
    assert found.items == {2: "coal", 3: "power"}
    assert found.months == {2: 1, 3: 2, 4: 0}
    assert found.item_units[2] == "吨"
    assert read(LEDGER, found) == {
        ("coal", 1): "100", ("coal", 2): "200", ("power", 1): "5", ("power", 2): "6",
    }  # fmt: skip


def test_a_correction_counts_and_is_remembered_for_the_next_file() -> None:
    first = suggested(LEDGER, TARGETS, 2023)
    corrected = first.with_item(4, "diesel").with_item(3, "").with_month(3, None)
    assert read(LEDGER, corrected) == {("coal", 1): "100", ("diesel", 1): "7"}
    kept = decided(LEDGER, first, corrected)
    assert kept.items == {"二号炉用油": "diesel", "用电": ""}
    # A year later, in another order, with another line.
    later = tuple(tuple(cell.replace("2023", "2024") for cell in row) for row in LEDGER)
    later = (*later[:2], ("天然气", "万m3", "1", "2", "3"), *reversed(later[2:]))
    again = suggested(later, TARGETS, 2024)
    assert layout_id(later, again) == layout_id(LEDGER, first)
    found = recalled(later, again, kept, KEYS)
    assert found.items == {2: "gas", 3: "diesel", 5: "coal"}
    assert 3 not in found.months
    # A pack that has no diesel leaves the line out.
    assert 3 not in recalled(later, again, kept, ("coal", "gas")).items


def test_one_sheet_a_month_is_that_month() -> None:
    grid = (("品种", "用量"), ("原煤", "100"), ("柴油", "5"))
    assert suggested(grid, TARGETS, 2023, "3月").months == {1: 3}
    assert suggested(grid, TARGETS, 2023, "汇总").months == {1: 0}


def test_two_lines_of_one_item_are_told_and_not_added() -> None:
    grid = (("名称", "1月"), ("原煤", "100"), ("原煤二", "50"))
    found = suggested(grid, TARGETS, 2023).with_item(2, "coal")
    cells, left_out = read_sheet(grid, found, TARGETS, 2023)
    assert [cell.text for cell in cells] == ["100"]
    assert [one.problem.code for one in left_out] == ["paste.repeated"]


def test_another_year_in_the_title_is_told() -> None:
    _cells, left_out = read_sheet(LEDGER, suggested(LEDGER, TARGETS, 2022), TARGETS, 2022)
    assert "paste.title_year" in [one.problem.code for one in left_out]


def test_a_sheet_of_another_year_is_known_by_its_months() -> None:
    assert year_beside(LEDGER, TARGETS, 2020) == 2023
    assert year_beside(LEDGER, TARGETS, 2023) == 0
    plain = (("名称", "单位", "1月", "合计"), ("原煤", "吨", "1", "1"))
    assert year_beside(plain, TARGETS, 2020) == 0
    assert year_beside((), TARGETS, 2020) == 0


def test_addresses() -> None:
    assert [address(0, 0), address(6, 1), address(0, 25), address(9, 26)] == [
        "A1", "B7", "Z1", "AA10",
    ]  # fmt: skip


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[tuple[tuple[str, ...], ...], dict[tuple[str, int], str]]:
    """A ledger of some items and months in any order and direction, and what it says."""
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=2, unique=True))
    months = draw(st.lists(st.integers(1, 12), min_size=2, unique=True))
    told: dict[tuple[str, int], str] = {}
    head = ("名称", *(f"{month}月" for month in months))
    rows = [head]
    for key in keys:
        figures = draw(st.lists(st.integers(0, 10**6), min_size=len(months), max_size=len(months)))
        told |= {(key, month): str(one) for month, one in zip(months, figures, strict=True)}
        rows.append((NAMES[key], *map(str, figures)))
    turned = draw(st.booleans())
    return lines_of(rows, turned=turned), told


@given(ledgers())
def test_any_ledger_is_read_as_it_says(
    ledger: tuple[tuple[tuple[str, ...], ...], dict[tuple[str, int], str]],
) -> None:
    grid, told = ledger
    assert read(grid, suggested(grid, TARGETS, 2023)) == told


@given(ledgers(), st.data())
def test_what_is_corrected_is_what_is_recalled(
    ledger: tuple[tuple[tuple[str, ...], ...], dict[tuple[str, int], str]], data: st.DataObject
) -> None:
    grid, _told = ledger
    first = suggested(grid, TARGETS, 2023)
    after = first
    for line in sorted(first.items):
        after = after.with_item(line, data.draw(st.sampled_from(("", *KEYS))))
    for column in sorted(first.months):
        after = after.with_month(column, data.draw(st.sampled_from((None, *range(1, 13)))))
    kept = decided(grid, first, after)
    again = recalled(grid, first, kept, KEYS)
    assert (again.items, again.months) == (after.items, after.months)


@given(
    st.lists(st.lists(st.text(max_size=6), min_size=3, max_size=3), max_size=6),
    st.text(max_size=4),
)
def test_any_sheet_is_read_or_left_out(rows: list[list[str]], title: str) -> None:
    found = suggested(rows, TARGETS, 2023, title)
    cells, _left_out = read_sheet(rows, found, TARGETS, 2023)
    assert all(cell.text == rows[cell.row][cell.column] for cell in cells)
