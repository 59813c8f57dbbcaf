"""Evidence of an open case: every verb is stored, undoable and seen; copies, hashes, coverage."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.app import evidence as verbs
from desktop_app.app.catalog import Catalog
from desktop_app.app.evidence_copies import SUMS, Copies, copy_name, export, export_all
from desktop_app.app.paths import find_paths
from desktop_app.app.receiving import Received, receive
from desktop_app.app.session import CaseSession
from desktop_app.core.data import Enterprise, Key, Period, Record
from desktop_app.core.entry import Entry
from desktop_app.core.evidence import Evidence, EvidenceKind, Subject
from desktop_app.core.problems import Problem
from desktop_app.core.subjects import in_order, read_subject, subject_name, subject_text
from desktop_app.core.support import answered, coverage, whole_coverage
from desktop_app.store.library import Library
from tests.app.evidence_files import pdf_bytes, png_bytes, put

NOW = "2026-11-22T08:00:00+00:00"
COAL = Key("energy.bituminous", Period(2023, 3))
YEAR = Key("energy.bituminous", Period(2023))
POWER = Key("energy.electricity", Period(2023, 3))
SO2 = Key("air.so2", Period(2023), "DA001")
OUTLET = Record("outlet", "DA001", "锅炉", {"medium": "air"})


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return Catalog(find_paths(tmp_path_factory.mktemp("user")))


@pytest.fixture
def session(odd_path: Path, catalog: Catalog) -> Iterator[CaseSession]:
    library = Library.open(odd_path / "企业库.nzl")
    assert isinstance(library, Library)
    enterprise = library.add_enterprise(Enterprise("甲厂", region="520100"), NOW)
    assert isinstance(enterprise, str)
    case = library.add_case(enterprise, 2023, (), NOW)
    assert isinstance(case, str)
    opened = CaseSession.open(library, case, catalog, who="张工", clock=lambda: NOW)
    assert isinstance(opened, CaseSession)
    yield opened
    library.close()


def taken(session: CaseSession, folder: Path, name: str, data: bytes) -> Received:
    found = receive(session.library.files, put(folder, name, data))
    assert isinstance(found, Received)
    return found


def added(
    session: CaseSession, folder: Path, name: str, data: bytes, *subjects: Subject
) -> Evidence:
    done = verbs.add(session, [taken(session, folder, name, data)], subjects)
    found = verbs.by_id(session, done.new[0])
    assert found is not None
    return found


def in_step(session: CaseSession) -> bool:
    """Whether what is shown is what is stored."""
    return session.case == session.library.load(session.case_id)


def test_a_file_becomes_a_document_named_and_sorted_by_its_name(
    session: CaseSession, odd_path: Path
) -> None:
    found = added(session, odd_path, "三月 原煤发票.pdf", pdf_bytes(), Subject.of_datum(COAL))
    assert (found.label, found.title, found.kind) == (
        "P-001", "三月 原煤发票", EvidenceKind.INVOICE,
    )  # fmt: skip
    assert (found.pages, found.who, found.added) == (1, "张工", NOW)
    assert found.subjects == frozenset({Subject.of_datum(COAL)})
    assert in_step(session)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("IMG_2031.jpg", png_bytes(), EvidenceKind.PHOTO),
        ("排污许可证（副本）.pdf", pdf_bytes(), EvidenceKind.CERTIFICATE),
        ("一季度 废气监测报告.pdf", pdf_bytes(), EvidenceKind.MONITORING),
        ("能源台账.png", png_bytes(), EvidenceKind.LEDGER),
        ("合同.pdf", pdf_bytes(), EvidenceKind.OTHER),
    ],
)
def test_the_kind_is_suggested_by_the_name(
    session: CaseSession, odd_path: Path, name: str, data: bytes, kind: EvidenceKind
) -> None:
    assert added(session, odd_path, name, data).kind is kind


def test_what_was_purged_before_it_became_a_document_is_told(
    session: CaseSession, odd_path: Path
) -> None:
    lost = taken(session, odd_path, "发票.pdf", pdf_bytes())
    session.library.files.purge()
    there = taken(session, odd_path, "照片.png", png_bytes())
    done = verbs.add(session, [lost, there])
    assert [one.code for one in done.outcome.problems] == ["evidence.interrupted"]
    assert [one.file for one in session.case.evidence] == ["照片.png"]


def test_one_drop_of_files_is_one_undo_step(session: CaseSession, odd_path: Path) -> None:
    received = [taken(session, odd_path, f"{n}.pdf", pdf_bytes(str(n))) for n in range(3)]
    done = verbs.add(session, received)
    labels = [one.label for one in session.case.evidence]
    assert labels == ["P-001", "P-002", "P-003"]
    assert session.undo().changes.evidence == set(done.new)
    assert not session.case.evidence
    session.redo()
    assert [one.label for one in session.case.evidence] == labels
    assert in_step(session)


def test_the_same_file_again_is_offered_as_the_document_it_is(
    session: CaseSession, odd_path: Path
) -> None:
    first = added(session, odd_path, "发票.pdf", pdf_bytes())
    again = taken(session, odd_path, "另一个名字.pdf", pdf_bytes())
    done = verbs.add(session, [again], [Subject.of_datum(COAL)])
    assert (done.new, done.known) == ((), (first.id,))
    assert [one.code for one in done.outcome.problems] == ["evidence.known_already"]
    assert "P-001" in done.outcome.problems[0].message()
    (only,) = session.case.evidence
    assert only.subjects == frozenset({Subject.of_datum(COAL)})


def test_the_same_file_twice_in_one_drop_is_one_document(
    session: CaseSession, odd_path: Path
) -> None:
    one = taken(session, odd_path, "a.pdf", pdf_bytes())
    assert len(verbs.add(session, [one, one]).new) == 1


def test_describing_a_document(session: CaseSession, odd_path: Path) -> None:
    found = added(session, odd_path, "a.pdf", pdf_bytes())
    fields = {
        "title": " 三月发票 ", "kind": "invoice", "dated": "２０２３年３月３１日",
        "issuer": "某煤业", "note": "第 2 联",
    }  # fmt: skip
    assert not verbs.edit(session, found.id, fields).problems
    (now,) = session.case.evidence
    assert (now.title, now.kind, now.dated) == ("三月发票", EvidenceKind.INVOICE, "2023-03-31")
    assert not verbs.edit(session, found.id, fields).changes
    session.undo()
    assert session.case.evidence == (found,)
    assert in_step(session)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": " "}, "evidence.title_missing"),
        ({"dated": "2023-02-30"}, "evidence.bad_date"),
        ({"dated": "去年"}, "evidence.bad_date"),
        ({"kind": "bill"}, "evidence.unknown_kind"),
        ({"note": "a\x00b"}, "data.control_character"),
    ],
)
def test_what_does_not_hold_changes_nothing(
    session: CaseSession, odd_path: Path, fields: dict[str, str], code: str
) -> None:
    found = added(session, odd_path, "a.pdf", pdf_bytes())
    assert [one.code for one in verbs.edit(session, found.id, fields).problems] == [code]
    assert session.case.evidence == (found,)


def test_linking_moves_no_result_and_is_undone(session: CaseSession, odd_path: Path) -> None:
    found = added(session, odd_path, "a.pdf", pdf_bytes())
    before = session.evaluation.results
    outcome = verbs.link(session, [found.id], [Subject.of_datum(COAL), Subject.of_datum(SO2)])
    assert outcome.changes.evidence == {found.id}
    assert session.evaluation.results is before
    verbs.unlink(session, found.id, [Subject.of_datum(COAL)])
    assert session.case.evidence[0].subjects == frozenset({Subject.of_datum(SO2)})
    session.undo()
    session.undo()
    assert session.case.evidence[0].subjects == frozenset()
    assert in_step(session)


def test_removing_and_purging(session: CaseSession, odd_path: Path) -> None:
    files = session.library.files
    found = added(session, odd_path, "a.pdf", pdf_bytes())
    verbs.remove(session, [found.id])
    assert session.case.evidence == ()
    session.undo()
    assert verbs.verify(files, session.case.evidence) == ()
    verbs.remove(session, [found.id])
    files.purge()
    session.undo()
    (problem,) = verbs.verify(files, session.case.evidence)
    assert problem.code == "evidence.content_missing"
    taken(session, odd_path, "again.pdf", pdf_bytes())
    assert verbs.verify(files, session.case.evidence) == ()


def test_a_content_that_differs_is_found(session: CaseSession, odd_path: Path) -> None:
    found = added(session, odd_path, "a.pdf", pdf_bytes())
    with closing(sqlite3.connect(session.library.path)) as raw:
        raw.execute("UPDATE content_chunk SET data = x'00'")
        raw.commit()
    files = session.library.files
    for problem in (
        *verbs.verify(files, [found]), export(files, found, odd_path / "out.pdf"),
    ):  # fmt: skip
        assert problem is not None
        assert problem.code == "evidence.content_changed"
    assert not (odd_path / "out.pdf").exists()


def test_a_library_that_cannot_be_read_is_a_problem_everywhere(
    session: CaseSession, odd_path: Path
) -> None:
    found = added(session, odd_path, "a.pdf", pdf_bytes())
    library = session.library
    library.close()
    for side in ("-wal", "-shm"):
        Path(f"{library.path}{side}").unlink(missing_ok=True)
    library.path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    for problem in (
        *verbs.verify(library.files, [found]),
        export(library.files, found, odd_path / "out.pdf"),
        receive(library.files, put(odd_path, "b.pdf", pdf_bytes("b"))),
    ):
        assert isinstance(problem, Problem)
        assert problem.code.startswith("library.")
    assert not (odd_path / "out.pdf").exists()


def test_a_library_opened_for_looking_only_takes_nothing_in(
    session: CaseSession, odd_path: Path
) -> None:
    found = added(session, odd_path, "a.pdf", pdf_bytes())
    why = Problem("library.place_read_only")
    looking = Library.open(session.library.path, why)
    assert isinstance(looking, Library)
    refused = receive(looking.files, put(odd_path, "b.pdf", pdf_bytes("b")))
    assert isinstance(refused, Problem)
    assert refused.code == "library.read_only"
    assert verbs.verify(looking.files, [found]) == ()
    looking.close()


# --- copies -------------------------------------------------------------------------------------


def test_exported_files_are_the_files_with_a_list_of_their_hashes(
    session: CaseSession, odd_path: Path
) -> None:
    one = added(session, odd_path, "发票.pdf", pdf_bytes())
    verbs.edit(session, one.id, {"title": '煤/3月 "甲"'})
    added(session, odd_path, "照片.jpg", png_bytes())
    made, problems = export_all(session.library.files, session.case.evidence, odd_path / "出")
    assert not problems
    assert [path.name for path in made] == ["P-001 煤-3月 -甲-.pdf", "P-002 照片.png", SUMS]
    assert made[0].read_bytes() == pdf_bytes()
    assert (odd_path / "出" / SUMS).read_text("utf-8").startswith(one.digest)
    assert not list((odd_path / "出").glob(".*"))


def test_a_folder_that_cannot_be_written_is_a_problem(session: CaseSession, odd_path: Path) -> None:
    one = added(session, odd_path, "a.pdf", pdf_bytes())
    made, problems = export_all(session.library.files, [one], put(odd_path, "file", b"x") / "out")
    assert not made
    assert [found.code for found in problems] == ["evidence.cannot_write"]
    failed = export(session.library.files, one, odd_path / "none" / "a.pdf")
    assert isinstance(failed, Problem)


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("发票.exe", b"MZ\x90\x00", "P-001 发票.bin"),
        ("图纸.dwg", b"AC1032\x00\x01", "P-001 图纸.dwg"),
        ("安装.msi", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "P-001 安装.bin"),
        ("用电.csv", b"2023-03,148.285\n", "P-001 用电.csv"),
        ("脚本.bat", b"@del *.*\r\n", "P-001 脚本.txt"),
        ("报告.pdf", png_bytes(), "P-001 报告.png"),
    ],
)
def test_a_copy_bears_the_ending_of_what_it_is(
    session: CaseSession, odd_path: Path, name: str, data: bytes, shown: str
) -> None:
    assert copy_name(added(session, odd_path, name, data)) == shown


def test_a_copy_to_look_at_is_read_only_and_goes_with_the_case(
    session: CaseSession, odd_path: Path
) -> None:
    one = added(session, odd_path, "a.pdf", pdf_bytes())
    copies = Copies(session.library.files)
    path = copies.make(one)
    assert isinstance(path, Path)
    assert path.read_bytes() == pdf_bytes()
    assert not path.stat().st_mode & stat.S_IWUSR
    assert copies.make(one) == path
    copies.close()
    assert not path.parent.exists()


def test_what_could_run_is_not_opened(session: CaseSession, odd_path: Path) -> None:
    one = added(session, odd_path, "发票.pdf", b"MZ\x90\x00 not an invoice")
    copies = Copies(session.library.files)
    found = copies.make(one)
    assert isinstance(found, Problem)
    assert found.code == "evidence.not_opened"


# --- what is supported ----------------------------------------------------------------------------


def test_subjects_as_text_and_back(session: CaseSession) -> None:
    session.put_record(OUTLET, "登记排放口")
    evaluation = session.evaluation
    result = next(iter(evaluation.results))
    for text in ("energy.bituminous@2023-03", "air.so2[DA001]@2023", "outlet[DA001]", result):
        subject = read_subject(text, evaluation)
        assert subject is not None, text
        assert subject_text(subject) == text
    assert read_subject("energy.bituminous", evaluation) == Subject.of_datum(YEAR)
    for text in (
        "energy.bituminous@2022", "energy.bituminous@2023-13", "air.so2[DA009]@2023",
        "air.so2@2023", "air.so2[DA001]@2023-03", "outlet[DA009]", "nothing", "", "[x]",
    ):  # fmt: skip
        assert read_subject(text, evaluation) is None, text


def test_subjects_as_people_call_them_in_form_order(session: CaseSession) -> None:
    session.put_record(OUTLET, "登记排放口")
    subjects = [
        Subject.of_record("outlet", "DA001"),
        Subject.of_datum(SO2),
        Subject.of_datum(POWER),
        Subject.of_datum(COAL),
        Subject.of_result("gone.result"),
    ]
    named = [
        subject_name(session.evaluation, one) for one in in_order(session.evaluation, subjects)
    ]
    assert named[0].endswith(" 2023-03")
    assert named[2].endswith("（DA001）2023")
    assert named[3:] == ["排放口 DA001 锅炉", "gone.result"]


def test_coverage_weighs_values_by_what_they_move(session: CaseSession, odd_path: Path) -> None:
    session.enter([Entry(COAL, "1000", "t"), Entry(POWER, "5", "MWh")], "填写")
    values = answered(session.evaluation)
    assert [one.item for one in values] == [COAL.item, POWER.item]
    assert values[0].moves > values[1].moves > 0
    assert values[0].key == COAL
    assert whole_coverage(values).share == Decimal(0)
    added(session, odd_path, "年度台账.pdf", pdf_bytes(), Subject.of_datum(YEAR))
    values = answered(session.evaluation)
    assert [one.supported for one in values] == [True, False]
    (energy,) = coverage(session.evaluation, values)
    assert (energy.answered, energy.supported) == (2, 1)
    assert energy.share is not None
    assert Decimal("0.5") < energy.share < 1
    session.enter([Entry(Key(COAL.item, Period(2023, 4)), "10", "t")], "填写")
    assert answered(session.evaluation)[0].supported


def test_a_month_without_a_document_leaves_the_value_open(
    session: CaseSession, odd_path: Path
) -> None:
    april = Key(COAL.item, Period(2023, 4))
    session.enter([Entry(COAL, "1000", "t"), Entry(april, "10", "t")], "填写")
    added(session, odd_path, "三月.pdf", pdf_bytes(), Subject.of_datum(COAL))
    (value,) = answered(session.evaluation)
    assert (value.missing, value.key, len(value.documents)) == ((april.period,), april, 1)


def test_what_a_value_needs_is_its_year_until_some_month_has_a_document(
    session: CaseSession, odd_path: Path
) -> None:
    april = Key(COAL.item, Period(2023, 4))
    session.enter([Entry(COAL, "1000", "t"), Entry(april, "10", "t")], "填写")
    (value,) = answered(session.evaluation)
    assert value.subjects() == [Subject.of_datum(YEAR)]
    added(session, odd_path, "三月.pdf", pdf_bytes(), Subject.of_datum(COAL))
    (value,) = answered(session.evaluation)
    assert value.subjects() == [Subject.of_datum(april)]
