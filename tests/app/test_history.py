"""The history of an open case: words, moments kept by themselves, putting back, comparing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app.app import history, moments
from desktop_app.app.case_comparison import Comparison, Side, compare
from desktop_app.app.comparison_file import write_compared
from desktop_app.app.evidence import add
from desktop_app.app.log_words import day_words, edit_label, how_word, reason_word, what_word
from desktop_app.app.paths import find_paths
from desktop_app.app.receiving import Received, receive
from desktop_app.app.session import CaseSession
from desktop_app.app.workspace import Workspace
from desktop_app.core.data import Key, Origin, Period, Record, State
from desktop_app.core.entry import Entry
from desktop_app.core.evidence import Subject
from desktop_app.core.log import Moment, Place, Reason, Step, Wanted, What
from desktop_app.core.pack import ItemKind
from desktop_app.core.planned import DataChange, How, PlannedMeasure
from desktop_app.core.problems import Problem
from tests.app.evidence_files import pdf_bytes, put

NOX = Key("steel.direct.nox", Period(2020))
COAL = "energy.raw_coal"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("企业 库")
    made = Workspace.open(find_paths(folder), str(folder / "库.nzl"))
    assert not made.problems
    assert isinstance(made.open_example(), CaseSession)
    yield made
    made.close()


@pytest.fixture
def session(workspace: Workspace) -> CaseSession:
    """The example as it was at first: what the last test did is brought back, too."""
    opened = workspace.open_example()
    assert isinstance(opened, CaseSession)
    first = opened.library.history.edits(opened.case_id)[-1].position
    history.go_back(opened, first, "开头")
    for moment in opened.library.history.moments(opened.case_id):
        opened.library.history.remove(opened.case_id, moment.id)
    opened.who = "张工"
    return opened


def at(session: CaseSession) -> int:
    return session.library.history.newest()


def newest(session: CaseSession) -> list[Step]:
    edit = session.library.history.edits(session.case_id, limit=1)[0]
    return list(session.library.history.changes(edit.position))


def told(session: CaseSession) -> list[tuple[str, str, str]]:
    """The newest edit in words."""
    lines = history.words_of(session).lines(newest(session))
    return [(line.name, line.old, line.new) for line in lines]


def test_a_datum_is_told_with_its_unit_and_only_what_changed(session: CaseSession) -> None:
    session.enter([Entry(NOX, "0.2", "kg/t", note=session.case.data[NOX].note)], "改")
    assert told(session) == [("吨钢氮氧化物排放量 2020 年", "0.16 kg/t", "0.2 kg/t")]
    (line,) = history.words_of(session).lines(newest(session))
    assert (line.was, line.now, line.change) == (Decimal("0.16"), Decimal("0.2"), "+25.0%")
    assert line.target == str(NOX)
    session.annotate(NOX, "另一页", "备注")
    assert told(session)[0][2] == "备注 另一页"
    session.enter([Entry(NOX, "", state=State.NA, reason="停产")], "不适用")
    assert told(session)[0][2] == "不适用（停产）"
    session.enter([Entry(NOX, "很多", "kg/t")], "乱填")
    assert told(session) == [("吨钢氮氧化物排放量（看不懂的文字）2020 年", "未填", "很多")]


def test_every_kind_of_thing_has_words(session: CaseSession, odd_path: Path) -> None:
    session.set_profile({"contact": "李工"}, "联系人")
    assert told(session) == [("联系人", "—", "李工")]
    session.put_record(Record("outlet", "DA9", "新炉", {"medium": "air"}), "排放口")
    ((name, old, new),) = told(session)
    assert ("DA9" in name, old, "新炉" in new) == (True, "—", True)
    change = DataChange(COAL, How.PERCENT, Decimal(-8))
    session.plan([PlannedMeasure("m", "风机", changes=(change,), investment=Decimal(560))], "措施")
    ((name, _old, new),) = told(session)
    assert "风机" in new
    assert "投资 560 万元" in new
    file = receive(session.library.files, put(odd_path, "发票.pdf", pdf_bytes()))
    assert isinstance(file, Received)
    add(session, [file], [Subject.of_datum(NOX)])
    names = [name for name, _old, _new in told(session)]
    assert any("吨钢氮氧化物排放量" in name for name in names)
    session.set_packs(["general"], "规则包")
    assert ("规则包") in [name for name, _old, _new in told(session)]


def test_words_of_ways_and_days() -> None:
    words = {how_word(origin.value) for origin in Origin} | {how_word("undo"), how_word("restored")}
    assert "" not in words
    assert len(words) == len(Origin) + 2
    assert all(map(what_word, What))
    assert all(map(reason_word, Reason))


def test_an_older_value_is_put_back_as_one_step(session: CaseSession) -> None:
    old = session.library.history.of(session.case_id, Place.of_datum(NOX))[0].step.new
    session.enter([Entry(NOX, "不知道", "kg/t")], "乱填")
    session.enter([Entry(NOX, "0.5", "kg/t")], "改")
    outcome = history.put_back(session, Place.of_datum(NOX), old)
    assert outcome.changes.keys == {NOX}
    assert session.case.data[NOX].value == Decimal("0.16")
    edit = session.library.history.edits(session.case_id, limit=1)[0]
    assert (edit.how, edit.who) == ("restored", "张工")
    assert edit.label == "放回“吨钢氮氧化物排放量 2020 年”"
    assert session.undo().changes.keys == {NOX}
    assert session.case.data[NOX].value == Decimal("0.5")
    assert edit_label(session.library.history.edits(session.case_id, limit=1)[0]).startswith("撤销")
    session.redo()
    again = history.put_back(session, Place.of_datum(NOX), old)
    assert [one.code for one in again.problems] == ["history.already_so"]


def entries(session: CaseSession, count: int, origin: Origin) -> list[Entry]:
    """So many months of items that are kept by month."""
    items = [
        item
        for item in session.model.items.values()
        if item.cadence == "month" and not item.record and item.kind is ItemKind.AMOUNT
    ]
    keys = [Key(item.key, Period(2020, month)) for item in items[:9] for month in range(1, 13)]
    return [Entry(key, "1", origin=origin) for key in keys[:count]]


def test_a_datum_of_a_removed_outlet_comes_back_with_the_outlet(session: CaseSession) -> None:
    outlet = Record("outlet", "DA9", "新炉", {"medium": "air"})
    session.put_record(outlet, "排放口")
    key = Key("air.nox", Period(session.case.year), "DA9")
    entered = session.enter([Entry(key, "80", "mg/m3")], "填浓度")
    assert not entered.problems, entered
    content = session.library.history.of(session.case_id, Place.of_datum(key))[0].step.new
    before = session.case
    session.drop_record("outlet", "DA9", "移除")
    assert key not in session.case.data
    outcome = history.put_back(session, Place.of_datum(key), content)
    assert not outcome.problems
    assert outlet in session.case.records
    assert session.case.data[key] == before.data[key]
    session.undo()
    assert outlet not in session.case.records
    assert key not in session.case.data


def test_moments_are_kept_before_many_data_change_and_once_per_report(session: CaseSession) -> None:
    many = moments.MANY
    before = at(session)
    session.enter(entries(session, many - 1, Origin.PASTED), "粘贴")
    session.enter(entries(session, many, Origin.TYPED), "填写")
    assert session.library.history.moments(session.case_id) == ()
    place = at(session)
    assert place > before
    session.clear([entry.key for entry in entries(session, many, Origin.TYPED)], "清除")
    place = at(session)
    session.enter(entries(session, many, Origin.IMPORTED), "导入“台账.xlsx”")
    (kept,) = session.library.history.moments(session.case_id)
    assert (kept.name, kept.reason) == ("导入“台账.xlsx” 之前", Reason.IMPORT)
    assert (kept.position, kept.who) == (place, "张工")
    for _time in range(2):
        moments.keep_at_report(session.library, session.case_id, session.stamp())
    reports = [one for one in session.library.history.moments(session.case_id) if one != kept]
    assert [(one.reason, one.position) for one in reports] == [(Reason.REPORT, at(session))]


def test_a_moment_needs_a_name_of_its_own(session: CaseSession) -> None:
    library, case, stamp = session.library, session.case_id, session.stamp()
    kept = moments.keep(library, case, " 报送前 ", stamp, note="第一稿")
    assert isinstance(kept, Moment)
    assert (kept.name, kept.note, kept.reason) == ("报送前", "第一稿", Reason.HAND)
    wrong = {"报送前": "moment.name_taken", " ": "moment.unnamed", "长" * 61: "moment.name_long",
             "a\x00": "data.control_character"}  # fmt: skip
    for name, code in wrong.items():
        found = moments.keep(library, case, name, stamp)
        assert isinstance(found, Problem)
        assert found.code == code
    assert moments.rename(library, case, kept, "报送前", "改了说明", stamp) is None
    assert history.read_moment(session, "报送前") == (kept.position, "报送前")
    assert history.read_moment(session, "now") == (None, "现在")
    number = history.read_moment(session, str(kept.position))
    assert isinstance(number, tuple)
    assert number[0] == kept.position


def compared(session: CaseSession, old: Side, new: Side | None = None) -> Comparison:
    now = new or Side(session.case_id, None, "现在")
    found = compare(session.library, session.catalog, old, now)
    assert isinstance(found, Comparison)
    return found


def test_a_moment_and_now_are_judged_and_laid_side_by_side(
    session: CaseSession, tmp_path: Path
) -> None:
    position, before = at(session), session.evaluation
    session.enter([Entry(NOX, "0.32", "kg/t")], "改")
    session.enter([Entry(Key(COAL, Period(2020)), "1200", "t")], "煤")
    session.clear([Key("steel.direct.pm", Period(2020))], "清除")
    found = compared(session, Side(session.case_id, position, "开头"))
    fates = {line.name: (line.old, line.new) for line in found.lines}
    assert fates["原煤 2020 年"] == ("未填", "1,200 t")
    assert fates["吨钢颗粒物排放量 2020 年"][1] == "未填"
    assert len(fates) == 3
    grade = next(line for line in found.verdict if line.name == "双近零等级")
    assert before.readiness is not None
    assert grade.old.startswith(before.readiness.grade.id)
    filled = next(line for line in found.verdict if line.name == "完成度")
    assert filled.differs
    target = tmp_path / "对比.xlsx"
    assert write_compared(found, target) is None
    book = load_workbook(target)
    assert book.sheetnames == ["结论对比", "数据变化"]
    rows = [[cell.value for cell in row] for row in book["数据变化"].iter_rows(min_row=4)]
    nox = next(row for row in rows if str(row[2]).startswith("吨钢氮氧化物"))
    assert nox[0] == "变了"
    assert [nox[5], nox[6]] == [0.16, 0.32]
    assert str(nox[8]).startswith("=G")
    history.go_back(session, position, "开头")
    assert compared(session, Side(session.case_id, position, "开头")).lines == ()


def test_the_same_answer_typed_another_way_is_no_difference(session: CaseSession) -> None:
    position, note = at(session), session.case.data[NOX].note
    session.enter([Entry(NOX, "0.160", "kg/t", note=note, origin=Origin.PASTED)], "再填")
    assert at(session) > position
    assert compared(session, Side(session.case_id, position)).lines == ()


def test_two_years_are_laid_beside_each_other(session: CaseSession) -> None:
    years = {one.year: one.id for one in session.library.cases()}
    found = compared(session, Side(years[2019], None, "2019"))
    by_name = {line.name: line for line in found.lines}
    nox = by_name["吨钢氮氧化物排放量 2020 年"]
    assert (nox.old, nox.new, nox.change) == ("0.37 kg/t", "0.16 kg/t", "-56.8%")
    assert not found.of_one_case
    assert not any("备注" in line.old for line in found.lines)


def test_edits_are_found_by_the_names_of_the_data_they_change(session: CaseSession) -> None:
    session.enter([Entry(NOX, "很多", "kg/t")], "改一")
    session.enter([Entry(Key(COAL, Period(2020)), "1200", "t")], "改二")

    def labels(wanted: Wanted) -> list[str]:
        return [one.label for one in session.library.history.edits(session.case_id, wanted)]

    assert labels(history.read_wanted(session, "氮氧化物", "张工"))[0] == "改一"
    assert labels(history.read_wanted(session, "raw_coal", "张工"))[0] == "改二"
    assert history.read_wanted(session, "  ") == Wanted()


def test_what_names_no_place_is_a_problem(session: CaseSession) -> None:
    for text in ("no.such_item", "enterprise.colour", "", "outlet[没有]"):
        found = history.read_place(session, text)
        assert isinstance(found, Problem)
        assert found.code == "history.bad_place"
    assert history.read_place(session, "enterprise.region") == Place("enterprise", "region")


def test_days_are_told_with_their_names() -> None:
    from datetime import date

    today = date(2026, 11, 30)
    assert day_words(today, today) == "2026-11-30　周一　今天"
    assert day_words(date(2026, 11, 29), today) == "2026-11-29　周日　昨天"
    assert day_words(date(2026, 11, 27), today) == "2026-11-27　周五"
