"""An exported workbook, edited and taken back: exactly the edits come in, whatever was moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.example import store_case
from desktop_app.app.ledger_files import read_ledger_book
from desktop_app.app.paths import find_paths
from desktop_app.app.returned_workbooks import (
    ReturnedBook,
    ReturnPlan,
    plan_return,
    read_workbook,
    recognised,
)
from desktop_app.app.session import CaseSession
from desktop_app.core.data import Key, Period, State
from desktop_app.core.entry import Entry
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.problems import Problem
from desktop_app.reports.workbook.notes_sheet import About
from desktop_app.reports.workbook.write import make_workbook
from desktop_app.store.library import Library

CASE = """
[case]
year = 2024
packs = ["general"]
[enterprise]
name = "甲厂"
uscc = "91520100MA6DK3X53B"
region = "520100"
[[record]]
kind = "outlet"
id = "DA001"
name = "锅炉"
fields = { medium = "air", source = "boiler" }
[[data]]
key = "energy.electricity"
value = "100.5"
period = "2024-01"
[[data]]
key = "energy.electricity"
value = "3.2"
unit = "MWh"
period = "2024-02"
[[data]]
key = "energy.raw_coal"
value = "0.1"
period = "2024-03"
state = "estimated"
[[data]]
key = "energy.coke"
state = "n.a."
reason = "不用焦炭"
[[data]]
key = "energy.list_complete"
text = "yes"
[[data]]
key = "air.nox"
record = "DA001"
value = "37.3"
"""
ITEMS = (
    "energy.electricity",
    "energy.raw_coal",
    "energy.coke",
    "energy.gasoline",
    "air.nox",
    "energy.list_complete",
    "energy.raw_coal_rank",
)
Edit = Callable[[Workbook], object]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return Catalog(find_paths(tmp_path_factory.mktemp("user")))


@pytest.fixture(scope="module")
def evaluation(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    path = tmp_path_factory.mktemp("case") / "case.toml"
    path.write_text(CASE, encoding="utf-8")
    read = read_case_file(path, catalog)
    assert read.model is not None
    assert read.case is not None, read.problems
    return evaluate(read.model, read.case)


@pytest.fixture(scope="module")
def whole(evaluation: Evaluation) -> Workbook:
    return make_workbook(evaluation, About("2026-01-01", ""))


@pytest.fixture(scope="module")
def exported(whole: Workbook) -> bytes:
    """A few rows of the sheet of data and what the workbook carries: quick to open."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in ("说明", "数据", "导出时的值"):
        ws, made = whole[name], book.create_sheet(name)
        kept = (row for row in ws.iter_rows(values_only=True) if name != "数据" or _wanted(row))
        for row in kept:
            made.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _wanted(row: tuple[object, ...]) -> bool:
    return row[0] in (*ITEMS, "编号") or (not row[0] and bool(row[2]))


def edited(folder: Path, data: bytes, *edits: Edit) -> ReturnedBook | tuple[Problem, ...]:
    """The workbook after some edits, saved by another program and read back."""
    book = load_workbook(BytesIO(data))
    for edit in edits:
        edit(book)
    target = folder / "改 过.xlsx"
    book.save(target)
    return read_workbook(target)


def plan_of(
    folder: Path, data: bytes, evaluation: Evaluation, *edits: Edit, case: object = None
) -> ReturnPlan:
    book = edited(folder, data, *edits)
    assert isinstance(book, ReturnedBook), book
    plan = plan_return(book, evaluation.case, evaluation.model)
    assert isinstance(plan, ReturnPlan), plan
    return plan


def sheet(book: Workbook) -> Worksheet:
    return book["数据"]


def row_of(ws: Worksheet, item: str, record: str = "") -> int:
    for row in range(1, ws.max_row + 1):
        if (ws[f"A{row}"].value or "", ws[f"B{row}"].value or "") == (item, record):
            return row
    raise AssertionError(item)


def column_of(ws: Worksheet, head: str) -> str:
    row = next(line for line in ws.iter_rows() if line[0].value == "编号")
    return next(cell.column_letter for cell in row if cell.value == head)


def put(item: str, month: int, value: str | int | float | Decimal | None, record: str = "") -> Edit:
    def edit(book: Workbook) -> None:
        ws = sheet(book)
        head = f"{month}月" if month else "全年填报"
        ws[f"{column_of(ws, head)}{row_of(ws, item, record)}"] = value

    return edit


def told(plan: ReturnPlan) -> list[tuple[str, str, str]]:
    return [(str(one.entries[0].key), one.before, one.after) for one in plan.changes]


def codes(plan: ReturnPlan) -> list[str]:
    return [one.problem.code for one in plan.left_out]


def test_the_whole_workbook_unchanged_changes_nothing(
    tmp_path: Path, whole: Workbook, evaluation: Evaluation
) -> None:
    target = tmp_path / "原样.xlsx"
    whole.save(target)
    book = read_workbook(target)
    assert isinstance(book, ReturnedBook)
    assert plan_return(book, evaluation.case, evaluation.model) == ReturnPlan()


def test_each_change_tells_cell_unit_old_and_new(
    tmp_path: Path, exported: bytes, evaluation: Evaluation
) -> None:
    plan = plan_of(
        tmp_path,
        exported,
        evaluation,
        put("energy.electricity", 1, 101),
        put("energy.electricity", 12, 7.25),
        put("energy.raw_coal", 3, None),
        put("air.nox", 0, "未检出", "DA001"),
    )
    assert sorted(told(plan)) == [
        ("air.nox[DA001]@2024", "37.3", "未检出"),
        ("energy.electricity@2024-01", "100.5", "101"),
        ("energy.electricity@2024-12", "", "7.25"),
        ("energy.raw_coal@2024-03", "0.1", ""),
    ]
    first = next(one for one in plan.changes if one.after == "101")
    assert (first.sheet, first.unit, first.clash) == ("数据", "万kWh", False)
    assert first.cell.startswith("E")
    assert codes(plan) == []


def test_rows_sorted_columns_and_rows_inserted_and_the_sheet_renamed(
    tmp_path: Path, exported: bytes, evaluation: Evaluation
) -> None:
    def move(book: Workbook) -> None:
        ws = sheet(book)
        for merged in list(ws.merged_cells.ranges):
            ws.unmerge_cells(str(merged))
        rows = [[cell.value for cell in line] for line in ws.iter_rows(min_row=4)]
        rows.sort(key=lambda row: str(row[0] or ""), reverse=True)
        for number, row in enumerate(rows, 4):
            for at, value in enumerate(row, 1):
                ws.cell(number, at).value = None
                text = isinstance(value, str) and value.startswith("=")
                ws.cell(number, at).value = None if text else value
        ws.insert_rows(6, 2)
        ws.insert_cols(6)
        ws["F3"], ws["F6"] = "我的备注", "看过"
        ws.title = "核对后的数据"

    plan = plan_of(tmp_path, exported, evaluation, put("energy.electricity", 1, 9), move)
    assert told(plan) == [("energy.electricity@2024-01", "100.5", "9")]
    assert plan.changes[0].sheet == "核对后的数据"
    assert codes(plan) == []


def test_a_row_without_an_id_and_a_doubled_row_are_told(
    tmp_path: Path, exported: bytes, evaluation: Evaluation
) -> None:
    def add(book: Workbook) -> None:
        ws = sheet(book)
        row = row_of(ws, "energy.electricity")
        last = ws.max_row
        ws[f"A{last + 1}"] = "energy.electricity"
        ws[f"E{last + 1}"] = 5
        ws[f"C{last + 2}"], ws[f"E{last + 2}"] = "自己加的", 8
        assert row

    plan = plan_of(tmp_path, exported, evaluation, add)
    assert plan.changes == ()
    assert codes(plan) == ["returned.row_twice", "returned.row_without_id"]


def test_deleted_rows_columns_and_sheets(
    tmp_path: Path, exported: bytes, evaluation: Evaluation
) -> None:
    def drop_row(book: Workbook) -> None:
        sheet(book).delete_rows(row_of(sheet(book), "energy.raw_coal"))

    def drop_column(book: Workbook) -> None:
        sheet(book).delete_cols(6)

    plan = plan_of(tmp_path, exported, evaluation, drop_row, drop_column)
    assert plan.changes == ()
    assert codes(plan) == ["returned.column_gone", "returned.rows_gone"]

    def drop_others(book: Workbook) -> None:
        for name in book.sheetnames:
            if name not in ("数据", "导出时的值"):
                del book[name]

    kept = plan_of(tmp_path, exported, evaluation, drop_others, put("energy.electricity", 1, 9))
    assert len(kept.changes) == 1
    gone = plan_of(tmp_path, exported, evaluation, lambda book: book.remove(sheet(book)))
    assert codes(gone) == ["returned.no_data_sheet"]


def test_formulas_count_only_with_a_stored_result(
    tmp_path: Path, exported: bytes, evaluation: Evaluation
) -> None:
    plan = plan_of(tmp_path, exported, evaluation, put("energy.electricity", 1, "=50*2"))
    assert plan.changes == ()
    assert codes(plan) == ["import.formula_empty"]
    book = edited(tmp_path, exported, put("energy.electricity", 1, 100))
    assert isinstance(book, ReturnedBook)
    data = next(one for one in book.sheets if one.name == "数据")
    at = next(number for number, row in enumerate(data.grid) if row[0] == "energy.electricity")
    cached = replace(data, formulas=frozenset({(at, 4)}))
    others = tuple(cached if one is data else one for one in book.sheets)
    plan = plan_return(replace(book, sheets=others), evaluation.case, evaluation.model)  # type: ignore[assignment]
    assert told(plan) == [("energy.electricity@2024-01", "100.5", "100")]
    assert codes(plan) == ["returned.formulas_taken"]


@pytest.mark.parametrize(
    ("item", "month", "value", "code"),
    [
        ("energy.electricity", 1, "大约一百多", "number."),
        ("energy.electricity", 1, -5, "data.negative"),
        ("energy.electricity", 1, "5 t", "data.bad_unit"),
        ("energy.electricity", 1, "#REF!", "number."),
    ],
)
def test_what_cannot_be_read_is_left_out(
    tmp_path: Path,
    exported: bytes,
    evaluation: Evaluation,
    item: str,
    month: int,
    value: str | int,
    code: str,
) -> None:
    plan = plan_of(tmp_path, exported, evaluation, put(item, month, value))
    assert plan.changes == ()
    assert [one.startswith(code) for one in codes(plan)] == [True]


def test_a_changed_unit_leaves_the_row_out_and_a_unit_with_the_figure_counts(
    tmp_path: Path, exported: bytes, evaluation: Evaluation
) -> None:
    def unit(book: Workbook) -> None:
        ws = sheet(book)
        ws[f"D{row_of(ws, 'energy.electricity')}"] = "MWh"

    plan = plan_of(tmp_path, exported, evaluation, unit, put("energy.electricity", 1, 5))
    assert plan.changes == ()
    assert codes(plan) == ["returned.unit_changed"]
    plan = plan_of(tmp_path, exported, evaluation, put("energy.electricity", 1, "5 MWh"))
    assert plan.changes[0].entries[0].text == "5 MWh"


def test_not_applicable_and_the_mark_of_an_estimate(
    tmp_path: Path, exported: bytes, evaluation: Evaluation
) -> None:
    def mark(book: Workbook) -> None:
        ws = sheet(book)
        ws[f"{column_of(ws, '标注')}{row_of(ws, 'energy.electricity')}"] = "估算"
        ws[f"{column_of(ws, '标注')}{row_of(ws, 'energy.raw_coal')}"] = None

    plan = plan_of(tmp_path, exported, evaluation, put("energy.gasoline", 0, "不适用"), mark)
    stored = {str(entry.key): entry for entry in plan.entries(lambda _one: True)}
    assert stored["energy.gasoline@2024"].state is State.NA
    assert stored["energy.gasoline@2024"].reason
    assert stored["energy.electricity@2024-02"].state is State.ESTIMATED
    assert stored["energy.electricity@2024-02"].unit == "MWh"
    assert stored["energy.raw_coal@2024-03"].state is State.GIVEN


def test_answers_come_back_by_their_labels(
    tmp_path: Path, exported: bytes, evaluation: Evaluation
) -> None:
    options = evaluation.model.items["energy.raw_coal_rank"].options
    edits = (
        put("energy.list_complete", 1, "否"),
        put("energy.raw_coal_rank", 1, options[1].text),
        put("energy.raw_coal_rank", 7, "旁注"),
    )
    plan = plan_of(tmp_path, exported, evaluation, *edits)
    stored = {str(one.key): one.text for one in plan.entries(lambda _one: True)}
    assert stored == {
        "energy.list_complete@2024": "no",
        "energy.raw_coal_rank@2024": options[1].id,
    }
    assert {(one.before, one.after) for one in plan.changes} == {
        ("是", "否"),
        ("", options[1].text),
    }
    plan = plan_of(tmp_path, exported, evaluation, put("energy.raw_coal_rank", 1, "不知道"))
    assert codes(plan) == ["data.bad_choice"]


def test_another_cases_workbook_is_refused(
    tmp_path: Path, exported: bytes, evaluation: Evaluation
) -> None:
    book = edited(tmp_path, exported)
    assert isinstance(book, ReturnedBook)
    case = evaluation.case
    owner = replace(case.enterprise, name="乙厂", uscc="")
    for other, code in (
        (replace(case, year=2023), "returned.other_year"),
        (replace(case, enterprise=owner), "returned.other_enterprise"),
    ):
        found = plan_return(book, other, evaluation.model)
        assert isinstance(found, tuple)
        assert [one.code for one in found] == [code]
    renamed = replace(case.enterprise, name="甲厂（集团）")
    # Before codes were tidied they were stored as typed, and so they stand in older workbooks.
    spaced = replace(renamed, uscc=f" {renamed.uscc[:4]}-{renamed.uscc[4:].lower()}")
    for owner_now in (renamed, spaced):
        plan = plan_return(book, replace(case, enterprise=owner_now), evaluation.model)
        assert isinstance(plan, ReturnPlan)
    plan = plan_return(book, replace(case, enterprise=owner), evaluation.model, anyway=True)
    assert isinstance(plan, ReturnPlan)


def test_a_workbook_of_an_older_or_a_newer_version_or_of_nobody(
    tmp_path: Path, exported: bytes, evaluation: Evaluation
) -> None:
    def forget(book: Workbook) -> None:
        del book["导出时的值"]

    older = plan_of(tmp_path, exported, evaluation, forget, put("energy.electricity", 1, 9))
    assert told(older) == [("energy.electricity@2024-01", "100.5", "9")]
    assert codes(older) == ["returned.older"]

    def newer(book: Workbook) -> None:
        book["导出时的值"]["B1"] = "99"

    assert [one.code for one in edited(tmp_path, exported, newer)] == ["returned.newer"]  # type: ignore[union-attr]

    def broken(book: Workbook) -> None:
        book["导出时的值"].delete_rows(2, 5)

    assert [one.code for one in edited(tmp_path, exported, broken)] == ["returned.damaged"]  # type: ignore[union-attr]
    book = Workbook()
    book.active["A1"] = "别的表"  # type: ignore[index]
    book.save(tmp_path / "other.xlsx")
    assert [one.code for one in read_workbook(tmp_path / "other.xlsx")] == ["returned.not_ours"]  # type: ignore[union-attr]
    (tmp_path / "bad.xlsx").write_bytes(exported[:2000])
    assert [one.code for one in read_workbook(tmp_path / "bad.xlsx")] == ["zip.broken"]  # type: ignore[union-attr]


def test_it_is_known_among_other_workbooks(tmp_path: Path, exported: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(exported)
    book = read_ledger_book(tmp_path / "a.xlsx")
    assert not isinstance(book, tuple)
    assert isinstance(recognised(book), ReturnedBook)
    assert recognised(replace(book, sheets=book.sheets[:1])) is None


MONTHS = st.dictionaries(
    st.tuples(st.sampled_from(["energy.electricity", "energy.raw_coal"]), st.integers(1, 12)),
    st.one_of(
        st.none(),
        st.decimals(0, 1_000_000, places=3, allow_nan=False),
        st.integers(0, 10_000_000),
        st.floats(1e-6, 1e6, allow_nan=False),
    ),
    max_size=6,
)


@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(theirs=MONTHS, ours=MONTHS)
def test_exactly_the_edits_come_in_and_what_both_changed_clashes(
    tmp_path: Path,
    exported: bytes,
    evaluation: Evaluation,
    theirs: dict[tuple[str, int], Decimal | float | None],
    ours: dict[tuple[str, int], Decimal | float | None],
) -> None:
    book = edited(tmp_path, exported, *(put(i, m, v) for (i, m), v in theirs.items()))
    assert isinstance(book, ReturnedBook)
    case, model = evaluation.case, evaluation.model
    data = dict(case.data)
    first = next(iter(data.values()))
    for (item, month), value in ours.items():
        key = Key(item, Period(2024, month))
        data.pop(key, None)
        if value is not None:
            number = Decimal(str(value))
            data[key] = replace(first, key=key, value=number, unit="", state=State.GIVEN)
    plan = plan_return(book, replace(case, data=data), model)
    assert isinstance(plan, ReturnPlan)

    def number_at(source: object, item: str, month: int) -> Decimal | None:
        found = source.get(Key(item, Period(2024, month)))  # type: ignore[attr-defined]
        if found is None or found.value is None:
            return None
        return Decimal("0.32") if found.unit == "MWh" else found.value

    expected: dict[str, bool] = {}
    for (item, month), value in theirs.items():
        new = None if value is None else Decimal(repr(value) if isinstance(value, float) else value)
        old, now = number_at(case.data, item, month), number_at(data, item, month)
        if not _same(new, old) and not _same(new, now):
            expected[str(Key(item, Period(2024, month)))] = not _same(old, now)
    figures = [one for one in plan.changes if one.where != "标注"]
    assert {str(one.entries[0].key): one.clash for one in figures} == expected


def _same(one: Decimal | None, other: Decimal | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= Decimal("1e-12") * max(abs(one), abs(other))


def test_the_import_is_one_step_that_can_be_undone(
    tmp_path: Path, exported: bytes, catalog: Catalog
) -> None:
    library = Library.open(tmp_path / "library.nzl")
    assert isinstance(library, Library)
    path = tmp_path / "case.toml"
    path.write_text(CASE, encoding="utf-8")
    session = store_case(read_case_file(path, catalog), library, catalog, "打开")
    assert isinstance(session, CaseSession)
    before = session.case.data
    book = edited(
        tmp_path, exported, put("energy.electricity", 1, 9), put("energy.raw_coal", 3, None)
    )
    assert isinstance(book, ReturnedBook)
    session.enter([Entry(Key("energy.electricity", Period(2024, 1)), "77")], "改")
    plan = plan_return(book, session.case, session.model)
    assert isinstance(plan, ReturnPlan)
    assert [(one.after, one.ours) for one in plan.clashes] == [("9", "77")]
    kept = plan.entries(lambda one: not one.clash)
    assert session.enter(kept, "导入").problems == ()
    assert session.case.data[Key("energy.electricity", Period(2024, 1))].value == 77
    assert Key("energy.raw_coal", Period(2024, 3)) not in session.case.data
    session.undo()
    session.undo()
    assert session.case.data == before
    library.close()
