"""Files given to the window: every kind comes to its place, or to one clear sentence."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, cast

import pytest
from openpyxl import Workbook
from pytestqt.qtbot import QtBot

from desktop_app.app.given_files import Given, Told, tell_apart
from desktop_app.app.ledger_template import write_ledgers
from desktop_app.app.reporting import Made, MadeOf, make_pdf
from desktop_app.cli import main
from desktop_app.commands.opening import with_files
from desktop_app.core.problems import Problem
from desktop_app.core.provenance import CUSTOM_PART, SEAL
from desktop_app.exchange.returned_book import MARK
from desktop_app.store.library import Library
from desktop_app.ui import application
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.case_pages import EVIDENCE, LEDGER, OVERVIEW, PACKS, START
from desktop_app.ui.components.note_popover import NotePopover
from desktop_app.ui.components.toast import Toast
from desktop_app.ui.data_page import DataPage
from desktop_app.ui.given import ROUTES
from desktop_app.ui.locking.watch import LockWatch
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.packs_page.page import PacksPage
from desktop_app.ui.theme import ThemeControl
from tests.packs.books import FOLDERS, exported, files_of
from tests.packs.pack_files import file_of, own_files
from tests.packs.templates import blank
from tests.ui.driving import click
from tests.ui.opened import open_bridge
from tests.ui.pack_doors import dropped, offered
from tests.ui.starting import PATIENCE, paths_below, start

Make = Callable[[Path, Bridge], object]

PNG: Final = b"\x89PNG\r\n\x1a\n" + bytes(40)
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def of(data: bytes) -> Make:
    return lambda path, _bridge: path.write_bytes(data)


def zipped(*parts: tuple[str, str]) -> Make:
    def make(path: Path, _bridge: Bridge) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in parts:
                archive.writestr(name, text)

    return make


def workbook(path: Path, _bridge: Bridge) -> None:
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "能源台账 near-zero"
    book.save(path)


def library(path: Path, _bridge: Bridge) -> None:
    made = Library.open(path)
    assert isinstance(made, Library)
    made.close()


def report(path: Path, bridge: Bridge) -> None:
    paths = paths_below(path.parent)
    made = make_pdf(MadeOf(paths, bridge.evaluation, "2026-01-01", template="short"), path)
    assert isinstance(made, Made)


def ledger(path: Path, bridge: Bridge) -> None:
    assert write_ledgers(bridge.case, bridge.model, {}, path, filled=False) is None


def plating() -> bytes:
    return exported(files_of(next(one for one in FOLDERS if one.name == "electroplating")))


DOCX: Final = ("word/document.xml", "<w/>")
SEALED: Final = (CUSTOM_PART, f"<p name='{SEAL}'/>")
RETURNED: Final = ("xl/sharedStrings.xml", f"<t>{MARK}</t>")
BOOK_PART: Final = ("xl/workbook.xml", "<w/>")

KINDS: Final[dict[str, tuple[Make, Given | str]]] = {
    "自评包.nzcase": (of(b"junk"), Given.PACKAGE),
    "规则 包.nzpack": (of(file_of(own_files()).data), Given.PACK),
    "改了名的规则包.zip": (of(file_of(own_files()).data), Given.PACK),
    "其实是PDF.nzpack": (of(b"%PDF-1.7"), Given.PACK),
    "规则包工作簿.xlsx": (lambda path, _b: path.write_bytes(plating()), Given.PACK_BOOK),
    "模板.xlsx": (lambda path, _b: path.write_bytes(blank()), Given.PACK_BOOK),
    "台账模板.xlsx": (ledger, Given.LEDGER),
    "自己的台账.xlsx": (workbook, Given.BOOK),
    "没有名字的工作簿": (workbook, Given.BOOK),
    "旧版.xls": (of(OLE), Given.BOOK),
    "损坏.xlsx": (of(b"PK\x03\x04" + bytes(50)), Given.BOOK),
    "监管改过的.xlsx": (zipped(BOOK_PART, SEALED, RETURNED), Given.RETURNED),
    "汇总.xlsx": (zipped(BOOK_PART, SEALED), Given.OUTPUT),
    "报告.docx": (zipped(DOCX, SEALED), Given.OUTPUT),
    "报告.pdf": (report, Given.OUTPUT),
    "合同.docx": (zipped(DOCX), Given.DOCUMENT),
    "发票.pdf": (of(b"%PDF-1.7\n%%EOF"), Given.DOCUMENT),
    "照片.png": (of(PNG), Given.DOCUMENT),
    "说明.txt": (of("说明".encode("gb18030")), Given.DOCUMENT),
    "资料.zip": (zipped(("说明.txt", "x")), Given.DOCUMENT),
    "企业库.nzl": (library, Given.LIBRARY),
    "加密的企业库.nzl": (of(b"NZL\x01" + bytes(range(200))), Given.LIBRARY),
    "别的数据库.nzl": (of(b"SQLite format 3\x00" + bytes(200)), "given.partial"),
    "程序.exe": (of(b"MZ" + bytes(90)), Given.RELEASE),
    "程序": (of(b"MZ" + bytes(90)), Given.UNKNOWN),
    "乱码.dat": (of(bytes(range(256))), Given.UNKNOWN),
    "空.xlsx": (of(b""), "given.empty"),
    "没下完.pdf.crdownload": (of(b"%PDF-1.7"), "given.partial"),
    "文件夹": (lambda path, _b: path.mkdir(), "given.folder"),
    "不在的.pdf": (lambda _path, _b: None, "given.missing"),
}


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Bridge:
    return open_bridge(tmp_path_factory.mktemp("自评"))


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    return start(qtbot, odd_path, control)


@pytest.fixture
def with_case(window: MainWindow, odd_path: Path) -> MainWindow:
    folder = odd_path / "case"
    folder.mkdir()
    window.open_session(open_bridge(folder).session, OVERVIEW)
    return window


def made(folder: Path, bridge: Bridge, *names: str) -> list[Path]:
    for name in names:
        KINDS[name][0](folder / name, bridge)
    return [folder / name for name in names]


def said(qtbot: QtBot, window: MainWindow) -> Toast:
    """The one message there is."""
    qtbot.waitUntil(lambda: bool(window.toasts.toasts), timeout=PATIENCE)
    (only,) = window.toasts.toasts
    return only


@pytest.mark.parametrize("name", KINDS)
def test_content_tells_what_a_file_is(name: str, odd_path: Path, bridge: Bridge) -> None:
    (path,) = made(odd_path, bridge, name)
    found = tell_apart(path)
    wanted = KINDS[name][1]
    assert (found.code if isinstance(found, Problem) else found.what) == wanted


def test_names_that_are_no_text_are_told_apart_too(tmp_path: Path) -> None:
    found = tell_apart(tmp_path / "\udcff\udcfe\u202e.pdf")
    assert isinstance(found, Problem)
    assert found.args["file"] == ".pdf"
    assert isinstance(tell_apart(tmp_path / "x\0y"), Problem)


def test_every_kind_has_a_way() -> None:
    assert set(ROUTES) == set(Given)
    for route in ROUTES.values():
        assert route.otherwise in {"", *ROUTES}
        assert set((route.on_page or {}).values()) <= set(ROUTES)


def test_what_needs_a_case_or_is_at_fault_is_told_in_one_message(
    qtbot: QtBot, window: MainWindow, odd_path: Path, bridge: Bridge
) -> None:
    files = made(odd_path, bridge, "照片.png", "空.xlsx", "自己的台账.xlsx", "乱码.dat")
    assert dropped(window, *files)
    words = said(qtbot, window).accessibleName().split("\n")
    assert len(words) == len(files)
    for file in files:
        assert sum(f"“{file.name}”" in line for line in words) == 1
    assert window.page == START
    window.toasts.toasts[0].gone.emit()
    assert dropped(window, *files, *made(odd_path, bridge, "程序", "不在的.pdf"))
    words = said(qtbot, window).accessibleName().split("\n")
    assert len(words) == 4
    assert "另有 3 个" in words[-1]


def test_packs_templates_and_their_workbooks_come_to_one_door(
    qtbot: QtBot, window: MainWindow, odd_path: Path, bridge: Bridge
) -> None:
    names = ("改了名的规则包.zip", "模板.xlsx")
    page = offered(qtbot, window, *made(odd_path, bridge, *names))
    for _card in names:
        card = page.card
        assert card is not None
        qtbot.waitUntil(card.progress.isHidden, timeout=PATIENCE)
        click(card.close_button)
    assert page.card is None


def test_documents_become_evidence_and_a_workbook_is_mapped(
    qtbot: QtBot, with_case: MainWindow, odd_path: Path, bridge: Bridge
) -> None:
    window, names = with_case, ("照片.png", "说明.txt", "自己的台账.xlsx")
    assert dropped(window, *made(odd_path, bridge, *names))
    data = cast("DataPage", window.page_widget(LEDGER))
    assert data.files is not None
    qtbot.waitUntil(lambda: data.files is not None and data.files.dialog is not None)
    assert data.files.dialog is not None
    assert "自己的台账.xlsx" in data.files.dialog.windowTitle()
    data.files.dialog.reject()
    opened = window.bridge
    assert opened is not None
    qtbot.waitUntil(lambda: len(opened.case.evidence) == 2, timeout=PATIENCE)


def test_on_its_own_page_a_workbook_is_evidence_or_a_pack(
    qtbot: QtBot, with_case: MainWindow, odd_path: Path, bridge: Bridge
) -> None:
    window = with_case
    opened = window.bridge
    assert opened is not None
    window.show_page(EVIDENCE)
    files = made(odd_path, bridge, "自己的台账.xlsx", "监管改过的.xlsx", "乱码.dat")
    assert dropped(window, *files)
    qtbot.waitUntil(lambda: len(opened.case.evidence) == 3, timeout=PATIENCE)
    assert window.page == EVIDENCE
    page = cast("PacksPage", window.show_page(PACKS))
    assert dropped(window, files[0])
    qtbot.waitUntil(lambda: page.card is not None, timeout=PATIENCE)


def test_a_report_that_comes_back_is_verified(
    qtbot: QtBot, window: MainWindow, odd_path: Path, bridge: Bridge
) -> None:
    files = made(odd_path, bridge, "报告.pdf", "报告.docx", "监管改过的.xlsx")
    assert dropped(window, *files)
    lines = said(qtbot, window).accessibleName().split("\n")
    assert len(lines) == 3
    assert bridge.case.enterprise.name in lines[0]
    assert "与写出时一致" in lines[0]
    assert "报告.docx" in lines[1]
    assert window.page == START


def test_another_library_is_used_and_one_click_leads_back(
    qtbot: QtBot, window: MainWindow, odd_path: Path, bridge: Bridge
) -> None:
    (path,) = made(odd_path, bridge, "企业库.nzl")
    assert window.workspace is not None
    used = window.workspace.library_path

    def works_with(library: Path) -> bool:
        return window.workspace is not None and window.workspace.library_path == library

    assert dropped(window, path)
    qtbot.waitUntil(lambda: works_with(path), timeout=PATIENCE)
    assert used.exists()
    click(said(qtbot, window).action)
    qtbot.waitUntil(lambda: works_with(used), timeout=PATIENCE)
    assert dropped(window, used)
    assert "正在使用" in said(qtbot, window).accessibleName()


def test_files_given_before_the_library_is_there_wait_for_it(
    qtbot: QtBot, odd_path: Path, control: ThemeControl, bridge: Bridge
) -> None:
    window = start(qtbot, odd_path, control)
    workspace, window.opener.workspace = window.opener.workspace, None
    window.given.take(made(odd_path, bridge, "规则 包.nzpack"))
    assert window.page == START
    window.opener.workspace = workspace
    window.load()
    qtbot.waitUntil(lambda: window.page == PACKS, timeout=PATIENCE)


def test_a_file_dropped_over_a_field_is_no_text(
    qtbot: QtBot, window: MainWindow, odd_path: Path, bridge: Bridge
) -> None:
    window.actions_by_id["new_enterprise"].trigger()
    form = window.start_page.form
    note = NotePopover(form.name, "停产")
    note.open()
    (pack,) = made(odd_path, bridge, "规则 包.nzpack")
    for field in (form.name, form.uscc, note.edit.viewport()):
        window.show_page(START)
        assert dropped(field, pack)
        qtbot.waitUntil(lambda: window.page == PACKS, timeout=PATIENCE)
    assert (form.name.text(), form.uscc.text(), note.edit.toPlainText()) == ("", "", "停产")


def test_a_locked_window_takes_nothing_and_opens_later_what_it_was_given(
    qtbot: QtBot,
    window: MainWindow,
    odd_path: Path,
    bridge: Bridge,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (path,) = made(odd_path, bridge, "规则 包.nzpack")
    with monkeypatch.context() as locked:
        locked.setattr(LockWatch, "locked", property(lambda _watch: True))
        assert not dropped(window, path)
        window.given.take([path])
        assert window.page == START
    window.locking.opened.emit()
    qtbot.waitUntil(lambda: window.page == PACKS, timeout=PATIENCE)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (["某厂.nzcase"], ["open", "某厂.nzcase"]),
        (["--user", "x y", "A.NZPACK", "b.xlsx"], ["--user", "x y", "open", "A.NZPACK", "b.xlsx"]),
        (["--language=en", "a.pdf"], ["--language=en", "open", "a.pdf"]),
        (["package", "verify", "a.nzcase"], ["package", "verify", "a.nzcase"]),
        (["open", "没有结尾"], ["open", "没有结尾"]),
        (["--user", "x"], ["--user", "x"]),
        (["--version"], ["--version"]),
        ([], []),
    ],
)
def test_files_after_the_name_of_the_program_are_to_be_opened(
    given: list[str], meant: list[str]
) -> None:
    assert with_files(given) == meant


def test_the_window_is_given_the_files(monkeypatch: pytest.MonkeyPatch, odd_path: Path) -> None:
    seen: list[object] = []

    def window(_paths: object, *, language: str, opened: object) -> int:
        seen.append((language, opened))
        return 0

    monkeypatch.setattr(application, "run_window", window)
    file = odd_path / "没有结尾"
    file.write_bytes(PNG)
    assert main(["--user", str(odd_path), str(file)]) == 0
    assert main(["--user", str(odd_path)]) == 0
    assert seen == [("zh_CN", [file]), ("zh_CN", ())]


def test_told_names_are_fit_to_be_shown(tmp_path: Path) -> None:
    assert Told(tmp_path / "a\nb.pdf", Given.DOCUMENT).name == "a b.pdf"
