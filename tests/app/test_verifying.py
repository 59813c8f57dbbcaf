"""Files that left the program, as they come back: untouched, saved again, altered, forged."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook.defined_name import DefinedName

from desktop_app.app.paths import find_paths
from desktop_app.app.reporting import Made, MadeOf, make_docx, make_pdf, make_workbook
from desktop_app.app.session import CaseSession
from desktop_app.app.stamping import Along, stamping_from
from desktop_app.app.verify_case import Belonging, Compared, compare, find_case
from desktop_app.app.verify_words import case_words, piece_words, state_title, state_words
from desktop_app.app.verifying import Change, Form, State, Verified, verify_file
from desktop_app.app.workspace import Workspace
from desktop_app.core.data import Enterprise, Key, Period
from desktop_app.core.entry import Entry
from desktop_app.packs.signing import new_key, signature_of
from desktop_app.reports.stamps.pdf import appended, split, stamped_pdf
from desktop_app.reports.workbook.look import add_styles
from desktop_app.reports.workbook.packing import packed
from desktop_app.reports.workbook.stamp_sheet import StampSheet
from tests.app.evidence_files import pdf_bytes, png_bytes, workbook_bytes

NOW = "2026-11-22T08:00:00+00:00"
COAL = Key("energy.raw_coal", Period(2023, 3))
CREATED = "2026-11-22"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    opened = Workspace.open(find_paths(tmp_path_factory.mktemp("用户 数据")))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def session(workspace: Workspace) -> CaseSession:
    assert workspace.library is not None
    enterprise = workspace.library.add_enterprise(Enterprise("甲厂", region="520100"), NOW)
    assert isinstance(enterprise, str)
    case = workspace.library.add_case(enterprise, 2023, ("general",), NOW)
    assert isinstance(case, str)
    opened = CaseSession.open(workspace.library, case, workspace.catalog, clock=lambda: NOW)
    assert isinstance(opened, CaseSession)
    opened.enter([Entry(COAL, "1,234.5", "t")], "填写")
    return opened


def signer(message: bytes) -> bytes:
    made = signature_of(KEY, message, "")
    assert isinstance(made, bytes)
    return made


KEY = new_key()
SIGNED = Along("张工", signer)


@pytest.fixture(scope="module")
def made(
    workspace: Workspace, session: CaseSession, tmp_path_factory: pytest.TempPathFactory
) -> dict[Form, Path]:
    folder = tmp_path_factory.mktemp("导出 的")
    targets = {form: folder / f"甲厂.{form.value}" for form in Form}
    makers = {Form.PDF: make_pdf, Form.WORD: make_docx, Form.WORKBOOK: make_workbook}
    of = MadeOf(workspace.paths, session.evaluation, CREATED, along=SIGNED)
    for form, make in makers.items():
        done = make(of, targets[form])
        assert isinstance(done, Made)
    return targets


def verified(workspace: Workspace, path: Path) -> Verified:
    found = verify_file(workspace.paths, path)
    assert isinstance(found, Verified), found
    return found


@pytest.mark.parametrize("form", Form)
def test_a_file_as_written_says_whose_it_is(
    workspace: Workspace, session: CaseSession, made: dict[Form, Path], form: Form
) -> None:
    found = verified(workspace, made[form])
    assert (found.form, found.state, found.places) == (form, State.AS_WRITTEN, ())
    told = found.provenance
    assert told is not None
    assert (told.enterprise, told.year, told.case) == ("甲厂", 2023, session.case_id)
    assert {pack.id for pack in told.packs} == {"general", "readiness"}
    assert "energy.raw_coal" in told.places
    assert found.signature is not None
    assert (found.signature.holds, found.signature.whole, found.signature.trusted) == (
        True, True, False
    )  # fmt: skip


def test_equal_input_gives_equal_bytes(
    workspace: Workspace, session: CaseSession, made: dict[Form, Path], tmp_path: Path
) -> None:
    of = MadeOf(workspace.paths, session.evaluation, CREATED, along=SIGNED)
    for form, make in ((Form.WORKBOOK, make_workbook), (Form.PDF, make_pdf)):
        again = tmp_path / f"again.{form.value}"
        make(of, again)
        assert again.read_bytes() == made[form].read_bytes()


def test_people_can_read_where_it_comes_from(session: CaseSession, made: dict[Form, Path]) -> None:
    with pypdfium2.PdfDocument(made[Form.PDF]) as pdf:
        texts = ["".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    (page,) = (text for text in texts if "自评编号" in text)
    told = verified_provenance(made[Form.PDF])
    for fact in (session.case_id, told.data, told.result, *(one.digest for one in told.packs)):
        assert fact in page
    assert all(f"数据指纹{told.short}" in text for text in texts[1:])
    book = openpyxl.load_workbook(made[Form.WORKBOOK], read_only=True)
    rows = [[cell.value for cell in row] for row in book["说明"].iter_rows(max_col=2)]
    shown = {row[0]: row[1] for row in rows if len(row) > 1}
    assert shown["自评编号"] == session.case_id
    assert (shown["数据指纹"], shown["结果指纹"]) == (told.data, told.result)
    assert shown["内容指纹（各表的数和公式）"] == "='出处'!$A$2"
    assert book["出处"].sheet_state == "hidden"
    book.close()


def verified_provenance(path: Path) -> Any:  # noqa: ANN401 - only its facts are looked at
    found = verify_file(find_paths(path.parent), path)
    assert isinstance(found, Verified)
    return found.provenance


# --- workbooks -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def book(made: dict[Form, Path]) -> bytes:
    """A workbook of three small sheets, stamped as the large one is."""
    told = verified_provenance(made[Form.WORKBOOK])
    held = openpyxl.Workbook()
    add_styles(held)
    for title in ("数据", "计算", "缺项"):
        sheet = held.create_sheet(title)
        sheet["B2"], sheet["C2"] = 1234.5, "=B2*'数据'!$B$2"
    held.defined_names["coal"] = DefinedName("coal", attr_text="'数据'!$B$2")
    StampSheet(held).fill(told)
    return packed(held, CREATED, stamping_from(told, SIGNED))


def saved(data: bytes, path: Path, change: Any = None) -> Path:  # noqa: ANN401 - any change
    held = openpyxl.load_workbook(io.BytesIO(data))
    if change is not None:
        change(held)
    held.save(path)
    return path


def test_a_workbook_saved_again_is_told_from_an_altered_one(
    workspace: Workspace, book: bytes, tmp_path: Path
) -> None:
    found = verified(workspace, saved(book, tmp_path / "又存.xlsx"))
    assert (found.state, found.places) == (State.RESAVED, ())
    assert found.signature is not None
    assert (found.signature.holds, found.signature.whole) == (True, False)

    def alter(held: Any) -> None:  # noqa: ANN401 - a workbook
        held["数据"]["B2"] = 1234.6
        held["计算"]["Z3"] = "盖章有效"
        held.create_sheet("附页")["A1"] = 1
        del held["缺项"]

    found = verified(workspace, saved(book, tmp_path / "改过.xlsx", alter))
    assert found.state is State.ALTERED
    told = {(one.sheet, one.change): one for one in found.places}
    assert told["数据", Change.CHANGED].text == "1234.6"
    assert told["计算", Change.ADDED].cell == "Z3"
    assert ("附页", Change.ADDED) in told
    assert ("缺项", Change.REMOVED) in told
    assert found.differing == 4
    assert all(piece_words(found, one) for one in found.places)


def test_a_changed_formula_or_name_is_an_alteration(
    workspace: Workspace, book: bytes, tmp_path: Path
) -> None:
    def alter(held: Any) -> None:  # noqa: ANN401 - a workbook
        held["计算"]["C2"] = "=99"
        held.defined_names["coal"].attr_text = "'数据'!$A$1"

    found = verified(workspace, saved(book, tmp_path / "a.xlsx", alter))
    assert [(one.sheet, one.text) for one in found.places] == [("计算", "=99"), ("", "")]


def test_a_workbook_without_its_stamp_cannot_be_verified(
    workspace: Workspace, book: bytes, tmp_path: Path
) -> None:
    def strip(held: Any) -> None:  # noqa: ANN401 - a workbook
        del held["出处"]

    assert verified(workspace, saved(book, tmp_path / "a.xlsx", strip)).state is State.LOST
    plain = tmp_path / "b.xlsx"
    plain.write_bytes(workbook_bytes())
    found = verified(workspace, plain)
    assert (found.state, found.provenance) == (State.FOREIGN, None)
    assert state_title(found)
    assert state_words(found)


def test_a_stamp_written_anew_does_not_carry_the_signature(
    workspace: Workspace, book: bytes, tmp_path: Path
) -> None:
    """Whoever forges the stamp is found out by the signature alone."""
    path = tmp_path / "伪造.xlsx"
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b'"year":2023', b'"year":2024')
            new.writestr(name, data)
    found = verified(workspace, path)
    assert found.provenance is not None
    assert found.provenance.year == 2024
    assert found.signature is not None
    assert not found.signature.holds


# --- Word and PDF ----------------------------------------------------------------------------


def test_a_word_file_saved_again_and_an_altered_one(
    workspace: Workspace, made: dict[Form, Path], tmp_path: Path
) -> None:
    held = docx.Document(str(made[Form.WORD]))
    held.core_properties.last_modified_by = "审核人"
    held.save(str(tmp_path / "又存.docx"))
    assert verified(workspace, tmp_path / "又存.docx").state is State.RESAVED
    next(one for one in held.paragraphs if one.text == "文件出处与核对").add_run("（已改）")
    held.save(str(tmp_path / "改过.docx"))
    found = verified(workspace, tmp_path / "改过.docx")
    assert found.state is State.ALTERED
    ((place, words),) = ((one, piece_words(found, one)) for one in found.places)
    assert "（已改）" in place.text
    assert words.startswith(f"第 {place.number} 段")


def test_a_pdf_saved_again_cut_and_added_to(
    workspace: Workspace, made: dict[Form, Path], tmp_path: Path
) -> None:
    data = made[Form.PDF].read_bytes()
    path = tmp_path / "a.pdf"
    with pypdfium2.PdfDocument(data) as pdf:
        pdf.save(path)
        assert verified(workspace, path).state is State.RESAVED
        del pdf[2]
        pdf.save(path)
    found = verified(workspace, path)
    assert [(one.change, one.number) for one in found.places] == [(Change.REMOVED, 3)]
    path.write_bytes(data + b"\n% a seal\n%%EOF\n")
    found = verified(workspace, path)
    assert found.state is State.EXTENDED
    assert found.signature is not None
    assert found.signature.holds


def test_a_pdf_with_other_pages_under_an_old_stamp_is_found_out(
    workspace: Workspace, made: dict[Form, Path], tmp_path: Path
) -> None:
    own = split(made[Form.PDF].read_bytes())
    assert own is not None
    path = tmp_path / "a.pdf"
    path.write_bytes(appended(pdf_bytes("别的"), own[1]))
    assert verified(workspace, path).state is State.ALTERED
    path.write_bytes(pdf_bytes())
    assert verified(workspace, path).state is State.FOREIGN


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("无.pdf", None, "verify.missing"),
        ("图.pdf", png_bytes(), "verify.unknown_kind"),
        ("坏.pdf", b"%PDF-1.4\n%%EOF", "verify.broken"),
        ("锁.pdf", pdf_bytes(password="x"), "verify.locked"),
        ("包.nzcase", b"PK\x03\x04", "verify.elsewhere"),
        ("坏.xlsx", b"PK\x03\x04" + b"\0" * 50, "zip.broken"),
    ],
)
def test_what_cannot_be_read_is_told(
    workspace: Workspace, odd_path: Path, name: str, data: bytes | None, code: str
) -> None:
    path = odd_path / name
    if data is not None:
        path.write_bytes(data)
    found = verify_file(workspace.paths, path)
    assert isinstance(found, tuple)
    assert [one.code for one in found] == [code]


@settings(max_examples=40)
@given(st.sampled_from([".pdf", ".xlsx"]), st.floats(0, 1), st.binary(min_size=1, max_size=20))
def test_no_damage_breaks_the_verifying(ending: str, place: float, patch: bytes) -> None:
    source = stamped_pdf(pdf_bytes(), b"{}") if ending == ".pdf" else workbook_bytes()
    start = int(place * (len(source) - 1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"坏了{ending}"
        path.write_bytes(source[:start] + patch + source[start + len(patch) :])
        found = verify_file(find_paths(Path(folder)), path)
    assert isinstance(found, Verified) or all(one.sentence() for one in found)


# --- beside the case -------------------------------------------------------------------------


def test_what_changed_in_the_case_since_is_named(
    workspace: Workspace, session: CaseSession, made: dict[Form, Path]
) -> None:
    told = verified(workspace, made[Form.PDF]).provenance
    assert told is not None
    assert find_case(workspace, told) == session.case_id
    same = compare(workspace, session.case_id, told)
    assert isinstance(same, Compared)
    assert (same.belonging, same.unchanged) == (Belonging.SAME, True)
    session.enter([Entry(COAL, "2000", "t")], "改")
    changed = compare(workspace, session.case_id, told)
    session.undo()
    assert isinstance(changed, Compared)
    assert (changed.parts, changed.packs, changed.results) == (("data",), (), True)
    assert changed.places == ("原煤",)
    assert any("原煤" in words for words in case_words(changed))
    back = compare(workspace, session.case_id, told)
    assert isinstance(back, Compared)
    assert back.unchanged
