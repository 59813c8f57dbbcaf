"""The evidence binder: every document in order, bounded, without scripts, nothing dropped."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.app import binder as making
from desktop_app.app import evidence as verbs
from desktop_app.app.binder import MadeBinder, make_binder
from desktop_app.app.binder_pages import runs_of
from desktop_app.app.paths import find_paths
from desktop_app.app.receiving import Received, receive_bytes
from desktop_app.app.reporting import Made, MadeOf, make_pdf
from desktop_app.app.session import CaseSession
from desktop_app.app.stamping import Along
from desktop_app.app.verifying import State, Verified, verify_file
from desktop_app.app.workspace import Workspace
from desktop_app.core.data import Enterprise, Key, Period
from desktop_app.core.entry import Entry
from desktop_app.core.evidence import Subject
from desktop_app.core.provenance import Output
from desktop_app.reports.leaf import box_of, page_size
from desktop_app.reports.picture_facts import has_more_pages, picture_facts
from desktop_app.reports.writing import Cancelled
from tests.app.binder_files import photo, scripted_pdf, sized_pdf
from tests.app.evidence_files import pdf_bytes, png_bytes, png_of, workbook_bytes

NOW = "2026-11-22T08:00:00+00:00"
COAL = Key("energy.raw_coal", Period(2023, 3))
A4 = (595.0, 842.0)
PATHS = find_paths(Path("nowhere"))


@pytest.fixture
def session(odd_path: Path) -> Iterator[CaseSession]:
    workspace = Workspace.open(find_paths(odd_path / "用户"))
    assert workspace.library is not None
    enterprise = workspace.library.add_enterprise(Enterprise("甲厂", region="520100"), NOW)
    assert isinstance(enterprise, str)
    case = workspace.library.add_case(enterprise, 2023, (), NOW)
    assert isinstance(case, str)
    opened = CaseSession.open(workspace.library, case, workspace.catalog, clock=lambda: NOW)
    assert isinstance(opened, CaseSession)
    opened.enter([Entry(COAL, "1000", "t")], "填写")
    yield opened
    workspace.close()


def add(session: CaseSession, name: str, data: bytes, *subjects: Subject) -> None:
    found = receive_bytes(session.library.files, name, data)
    assert isinstance(found, Received), found
    verbs.add(session, [found], subjects)


def made(session: CaseSession, target: Path, **extra: object) -> MadeBinder:
    paths, files = PATHS, session.library.files
    found = make_binder(paths, session.evaluation, files, target, "2026-11-22", **extra)  # type: ignore[arg-type]
    assert isinstance(found, MadeBinder), found
    return found


def texts_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def plain(data: bytes) -> bytes:
    """The bytes of a PDF and of all its streams unpacked."""
    found = [data]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(found)


def test_every_document_is_in_its_place(session: CaseSession, odd_path: Path) -> None:
    add(session, "电费发票.pdf", sized_pdf(A4, (842, 595), A4), Subject.of_datum(COAL))
    add(session, "地磅.jpg", photo(60, 40, 6))
    add(session, "带脚本.pdf", scripted_pdf())
    add(session, "台账.xlsx", workbook_bytes())
    add(session, "合同.pdf", pdf_bytes(password="x"))
    add(session, "坏.pdf", b"%PDF-1.4 nothing")
    add(session, "坏.png", png_of(40, 30, b"no pixels"))
    target = odd_path / "佐证 册.pdf"
    found = made(session, target)
    texts = texts_of(target)
    assert len(texts) == found.pages
    assert list(found.numbers) == [f"P-00{n}" for n in range(1, 8)]
    for label, page in found.numbers.items():
        assert label in texts[page - 1]
        assert re.search(rf"{label}.*\b{page}\b", texts[1].replace("\r\n", " "), re.DOTALL)
    first = found.numbers["P-001"]
    for place in range(3):
        sheet = texts[first + place]
        assert f"sheet {place + 1}" in sheet
        assert f"P-001 {place + 1} / 3" in sheet
        assert f"{first + place + 1} / {found.pages}" in sheet
    assert "visible content" in texts[found.numbers["P-003"]]
    assert "原煤" in texts[first - 1]
    left = dict(found.left_out)
    assert list(left) == ["P-004", "P-005", "P-006", "P-007"]
    assert "Excel" in left["P-004"]
    assert "密码" in left["P-005"]
    every = "".join(texts).replace("\r\n", "")
    for one in session.case.evidence:
        assert every.count(one.digest) == 2
    with pypdfium2.PdfDocument(target) as pdf:
        sizes = [pdf.get_page_size(first + place) for place in range(3)]
        assert [wide > high for wide, high in sizes] == [False, True, False]
        assert all(max(size) == pytest.approx(841.89, abs=0.1) for size in sizes)
        titles = [one.get_title() for one in pdf.get_toc()]
        assert "P-001 电费发票" in [" ".join(title.split()) for title in titles]


def test_nothing_but_what_is_drawn_comes_along(session: CaseSession, odd_path: Path) -> None:
    add(session, "带脚本.pdf", scripted_pdf())
    made(session, odd_path / "a.pdf")
    data = plain((odd_path / "a.pdf").read_bytes())
    for word in (
        b"/JavaScript",
        b"app.alert",
        b"/Launch",
        b"calc.exe",
        b"/AcroForm",
        b"/OpenAction",
    ):
        assert word in plain(scripted_pdf())
        assert word not in data


def test_equal_evidence_gives_equal_bytes_and_can_be_verified(
    session: CaseSession, odd_path: Path
) -> None:
    add(session, "a.pdf", sized_pdf(A4))
    add(session, "b.png", png_bytes())
    one, other = odd_path / "1.pdf", odd_path / "2.pdf"
    made(session, one)
    made(session, other)
    assert one.read_bytes() == other.read_bytes()
    found = verify_file(PATHS, one)
    assert isinstance(found, Verified)
    assert found.state is State.AS_WRITTEN
    assert found.provenance is not None
    assert (found.provenance.output, found.provenance.places) == (Output.BINDER, {})


def test_a_hostile_file_is_cut_and_told_of(
    session: CaseSession, odd_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_PAGES", 4)
    monkeypatch.setattr(making, "MOST_IN_ALL", 6)
    add(session, "长.pdf", sized_pdf(*[A4] * 9))
    add(session, "巨.pdf", sized_pdf((14_000, 14_000), (3, 14_000), A4))
    add(session, "图.png", png_bytes())
    found = made(session, odd_path / "a.pdf")
    left = dict(found.left_out)
    assert "前 4 页" in left["P-001"]
    assert "前 2 页" in left["P-002"]
    assert "P-003" in left
    assert found.pages < 20
    monkeypatch.setattr(making, "MOST_BYTES", 100)
    assert list(dict(made(session, odd_path / "b.pdf").left_out)) == ["P-001", "P-002"]


def test_what_was_purged_or_changed_is_listed(session: CaseSession, odd_path: Path) -> None:
    add(session, "a.pdf", pdf_bytes("a"))
    verbs.remove(session, [session.case.evidence[0].id])
    session.library.files.purge()
    session.undo()
    found = made(session, odd_path / "a.pdf")
    assert "清理" in dict(found.left_out)["P-001"]


def test_stopping_leaves_nothing_and_no_evidence_is_told(
    session: CaseSession, odd_path: Path
) -> None:
    paths, files = PATHS, session.library.files
    target = odd_path / "a.pdf"
    nothing = make_binder(paths, session.evaluation, files, target, "2026-11-22")
    assert isinstance(nothing, tuple)
    assert [one.code for one in nothing] == ["binder.nothing"]
    add(session, "a.pdf", sized_pdf(*[A4] * 3))
    for stop in (0.1, 0.3, 0.5, 0.9):
        with pytest.raises(Cancelled):
            made(session, target, progress=lambda share, stop=stop: share < stop)
    assert [*odd_path.glob("*.pdf*")] == []
    where = odd_path / "没有" / "a.pdf"
    failed = make_binder(paths, session.evaluation, files, where, "2026-11-22")
    assert isinstance(failed, tuple)
    assert [one.code for one in failed] == ["report.cannot_write"]


def test_the_report_names_the_pages_of_its_binder(session: CaseSession, odd_path: Path) -> None:
    add(session, "a.pdf", pdf_bytes("a"), Subject.of_datum(COAL))
    found = made(session, odd_path / "binder.pdf")
    target = odd_path / "report.pdf"
    paths = PATHS
    along = Along(binder=found.numbers)
    assert isinstance(
        make_pdf(MadeOf(paths, session.evaluation, "2026-11-22", along=along), target), Made
    )
    words = f"佐证册第{found.numbers['P-001']}页"
    assert words in "".join("".join(texts_of(target)).split())


@given(st.lists(st.tuples(st.floats(1, 900), st.floats(1, 900)), max_size=90))
def test_runs_hold_every_page_once_and_lie_one_way(sizes: list[tuple[float, float]]) -> None:
    runs = [*runs_of(sizes)]
    assert [place for run in runs for place in run] == [*range(len(sizes))]
    for run in runs:
        assert 1 <= len(run) <= 30
        assert len({sizes[place][0] > sizes[place][1] for place in run}) == 1


@given(st.floats(1, 14_400), st.floats(1, 14_400))
def test_everything_fits_its_page(width: float, height: float) -> None:
    box, (wide, high) = box_of(width, height), page_size(width, height)
    assert box.x >= 0
    assert box.y > 40
    assert box.x + box.width <= wide
    assert box.y + box.height <= high
    assert box.width / box.height == pytest.approx(width / height)


@pytest.mark.parametrize(("orientation", "turn"), [(1, 0), (3, 180), (6, 90), (8, 270), (99, 0)])
def test_a_photo_stands_as_the_camera_was_held(orientation: int, turn: int) -> None:
    facts = picture_facts(photo(60, 40, orientation))
    assert facts is not None
    assert facts.turn == turn
    assert (facts.width, facts.height) == ((40, 60) if turn % 180 else (60, 40))


def test_pictures_that_cannot_be_drawn_are_found_before() -> None:
    whole = photo(400, 300)
    assert picture_facts(whole) is not None
    assert picture_facts(whole[: len(whole) // 2]) is None
    assert picture_facts(b"II*\0" + b"\xff" * 40) is None
    with pytest.raises(ValueError, match="100000000"):
        picture_facts(png_of(10_000, 10_000, b""))


def test_a_second_picture_in_a_tiff_is_noticed() -> None:
    from PIL import Image

    held = io.BytesIO()
    pages = [Image.new("1", (8, 8)) for _page in range(2)]
    pages[0].save(held, "TIFF", save_all=True, append_images=pages[1:])
    assert has_more_pages(held.getvalue())
    held = io.BytesIO()
    pages[0].save(held, "TIFF")
    assert not has_more_pages(held.getvalue())
    assert not has_more_pages(b"II*\0")
    assert not has_more_pages(png_bytes())
