"""The page 佐证 in the real window: dropped, pasted, linked, jumped to, undone, files read back."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QColor, QDesktopServices, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.app import evidence as verbs
from desktop_app.core.data import Key, Period
from desktop_app.core.entry import Entry
from desktop_app.core.evidence import Evidence, EvidenceKind, Subject
from desktop_app.store.library import Library
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.case_pages import EVIDENCE, LEDGER
from desktop_app.ui.components.item_picker import ItemPicker
from desktop_app.ui.data_page import DataPage
from desktop_app.ui.evidence.page import LOOSE, NEEDS, EvidencePage
from desktop_app.ui.evidence.popover import EvidencePopover
from desktop_app.ui.evidence.preview import make_preview
from desktop_app.ui.form.page import FormPage
from desktop_app.ui.ledger.page import LedgerPage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.search import entries, find
from desktop_app.ui.tasks import Cancel, Progress
from desktop_app.ui.theme import ThemeControl
from tests.app.evidence_files import pdf_bytes, png_bytes, png_of, put
from tests.ui.driving import children, click, press, typed
from tests.ui.starting import PATIENCE, open_example, start

COAL = Key("energy.bituminous", Period(2020, 3))
CELL = Subject.of_datum(COAL)


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> Iterator[MainWindow]:
    made = start(qtbot, odd_path, control)
    open_example(qtbot, made)
    yield made
    QGuiApplication.clipboard().clear()


@pytest.fixture
def page(window: MainWindow) -> EvidencePage:
    return cast("EvidencePage", window.show_page(EVIDENCE))


def bridge_of(window: MainWindow) -> Bridge:
    assert window.bridge is not None
    return window.bridge


def evidence(window: MainWindow) -> tuple[Evidence, ...]:
    return bridge_of(window).case.evidence


def on_disk(window: MainWindow) -> tuple[Evidence, ...]:
    """What another reader of the file finds."""
    session = bridge_of(window).session
    other = Library.open(session.library.path)
    assert isinstance(other, Library)
    found = other.evidence(session.case_id)
    other.close()
    return found


def drop(page: EvidencePage, mime: QMimeData) -> None:
    """What the desktop does when something is let go over the page."""
    event = QDropEvent(
        QPointF(page.rect().center()),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    assert event.isAccepted()


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def add(qtbot: QtBot, page: EvidencePage, *paths: Path) -> None:
    window = cast("MainWindow", page.window())
    before = len(evidence(window))
    drop(page, files(*paths))
    qtbot.waitUntil(lambda: len(evidence(window)) == before + len(paths), timeout=PATIENCE)


def ledger(window: MainWindow) -> LedgerPage:
    data = cast("DataPage", window.page_widget(LEDGER))
    assert isinstance(data.shown, LedgerPage)
    return data.shown


def action(page: EvidencePage, keys: str) -> QAction:
    return next(one for one in page.actions() if one.shortcut().toString() == keys)


def toasts(window: MainWindow) -> list[str]:
    return [one.accessibleName() for one in window.toasts.toasts]


def test_an_empty_page_has_one_sentence_and_one_button(page: EvidencePage) -> None:
    assert page.empty.isVisible()
    assert page.empty.button.isVisible()
    assert page.accessibleName() == "佐证"
    assert not page.table.isVisible()


def test_from_a_dropped_pdf_to_the_cell_and_back(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, odd_path: Path
) -> None:
    data = pdf_bytes(pages=2)
    add(qtbot, page, put(odd_path, "三月 原煤发票.pdf", data))
    (one,) = on_disk(window)
    assert (one.label, one.title, one.kind, one.pages) == (
        "P-001", "三月 原煤发票", EvidenceKind.INVOICE, 2,
    )  # fmt: skip
    assert one.digest == hashlib.sha256(data).hexdigest()
    assert b"".join(bridge_of(window).session.library.files.read(one.digest)) == data
    assert page.chosen == one
    qtbot.waitUntil(lambda: page.details.preview.preview is not None, timeout=PATIENCE)
    preview = page.details.preview.preview
    assert preview is not None
    assert preview.picture is not None

    bridge_of(window).enter([Entry(COAL, "1311", "t")], "填写")
    click(page.details.link_button)
    picker = children(window, ItemPicker)[-1]
    picker.search.setText("烟煤")
    press(picker.search, Qt.Key.Key_Return)
    picker.close_up()
    (linked,) = on_disk(window)
    year = Subject.of_datum(Key(COAL.item, Period(2020)))
    assert linked.subjects == frozenset({year})

    (row,) = [each for each in page.details.rows if each.isVisible()]
    press(row, Qt.Key.Key_Return)
    assert window.page == LEDGER
    assert ledger(window).view.currentIndex().row() == ledger(window).model.row_of(COAL.item)

    window.undo_action.trigger()
    assert on_disk(window)[0].subjects == frozenset()
    window.redo_action.trigger()
    assert on_disk(window)[0].subjects == frozenset({year})

    window.show_page(EVIDENCE)
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Delete)
    assert on_disk(window) == ()
    assert page.empty.isVisible()
    window.undo_action.trigger()
    assert on_disk(window)[0].subjects == frozenset({year})
    assert page.table.isVisible()


def test_from_a_ledger_cell_by_the_keyboard(
    qtbot: QtBot,
    window: MainWindow,
    odd_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bridge = bridge_of(window)
    bridge.enter([Entry(COAL, "1311", "t")], "填写")
    assert window.jump(str(COAL))
    view = ledger(window).view
    path = put(odd_path, "地磅.png", png_bytes())
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_given: ([str(path)], ""))
    press(view, Qt.Key.Key_F2, Qt.KeyboardModifier.ControlModifier)
    popover = children(window, EvidencePopover)[-1]
    assert popover.isVisible()
    press(popover.add_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(evidence(window)), timeout=PATIENCE)
    assert evidence(window)[0].subjects == frozenset({CELL})
    cell = ledger(window).model.cell(*cast("tuple[int, int]", view.cell()))
    assert cell.proofs == "P-001"
    assert "P-001" in ledger(window).foot.words.text()
    spoken = view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "佐证 P-001" in spoken
    assert view.hasFocus()
    press(view, Qt.Key.Key_F2, Qt.KeyboardModifier.ControlModifier)
    popover = children(window, EvidencePopover)[-1]
    click(popover.rows[0].cross)
    assert evidence(window)[0].subjects == frozenset()
    assert ledger(window).model.cell(*cast("tuple[int, int]", view.cell())).proofs == ""


def test_a_whole_row_of_cells_is_one_link_to_the_year(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, odd_path: Path
) -> None:
    add(qtbot, page, put(odd_path, "年度台账.pdf", pdf_bytes()))
    bridge_of(window).enter([Entry(COAL, "1311", "t")], "填写")
    window.jump(str(COAL))
    grid = ledger(window)
    row = grid.model.row_of(COAL.item)
    grid.view.picking.block([(row, month) for month in range(12)])
    grid.commands.ask_evidence()
    popover = children(window, EvidencePopover)[-1]
    click(popover.link_button)
    picker = children(window, ItemPicker)[-1]
    press(picker.search, Qt.Key.Key_Return)
    assert evidence(window)[0].subjects == frozenset(
        {Subject.of_datum(Key(COAL.item, Period(2020)))}
    )


def test_a_field_of_a_form_counts_its_documents(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, odd_path: Path
) -> None:
    add(qtbot, page, put(odd_path, "监测报告.pdf", pdf_bytes()))
    key = Key("emission.so2", Period(2020))
    assert window.jump(str(key))
    data = cast("DataPage", window.page_widget(LEDGER))
    assert isinstance(data.shown, FormPage)
    field = data.shown.list.fields[key.item]
    assert field.clip.accessibleName() == "添加佐证"
    bridge = bridge_of(window)
    bridge.did(verbs.link(bridge.session, [evidence(window)[0].id], [Subject.of_datum(key)]))
    assert field.clip.accessibleName() == "佐证 1 份"
    click(field.clip)
    popover = children(window, EvidencePopover)[-1]
    press(popover.rows[0], Qt.Key.Key_Return)
    assert window.page == EVIDENCE
    assert page.chosen is not None
    assert page.chosen.label == "P-001"


def test_a_picture_on_the_clipboard_is_pasted(
    qtbot: QtBot, window: MainWindow, page: EvidencePage
) -> None:
    picture = QImage(64, 48, QImage.Format.Format_RGB32)
    picture.fill(QColor("#1b7358"))
    QGuiApplication.clipboard().setImage(picture)
    action(page, "Ctrl+V").trigger()
    qtbot.waitUntil(lambda: bool(evidence(window)), timeout=PATIENCE)
    (one,) = on_disk(window)
    assert (one.media, one.kind) == ("image/png", EvidenceKind.PHOTO)
    kept = b"".join(bridge_of(window).session.library.files.read(one.digest))
    assert QImage.fromData(kept).pixelColor(9, 9) == QColor("#1b7358")


def test_an_empty_clipboard_is_said_so(window: MainWindow, page: EvidencePage) -> None:
    QGuiApplication.clipboard().clear()
    action(page, "Ctrl+V").trigger()
    assert toasts(window) == ["剪贴板里没有图片或文件。"]
    assert evidence(window) == ()


def test_the_same_file_is_offered_as_what_it_is(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, odd_path: Path
) -> None:
    add(qtbot, page, put(odd_path, "a.pdf", pdf_bytes()), put(odd_path, "b.png", png_bytes()))
    assert page.chosen is not None
    assert page.chosen.label == "P-001"
    drop(page, files(put(odd_path, "换了名.png", png_bytes())))
    qtbot.waitUntil(lambda: page.chosen is not None and page.chosen.label == "P-002")
    assert any("P-002" in text and "同一份文件" in text for text in toasts(window))
    assert len(evidence(window)) == 2


def test_what_cannot_be_taken_is_told_and_the_rest_is_added(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, odd_path: Path
) -> None:
    good = put(odd_path, "好.pdf", pdf_bytes())
    locked = put(odd_path, "锁.pdf", pdf_bytes(password="x"))
    drop(page, files(odd_path, good, locked, put(odd_path, "空.pdf", b"")))
    qtbot.waitUntil(lambda: len(evidence(window)) == 2, timeout=PATIENCE)
    told = " ".join(toasts(window))
    assert "是文件夹" in told
    assert "0 字节" in told
    assert "仍按原样保存" in told
    page.reveal(f"{EVIDENCE}:{evidence(window)[1].id}")
    qtbot.waitUntil(lambda: page.details.preview.preview is not None, timeout=PATIENCE)
    preview = page.details.preview.preview
    assert preview is not None
    assert preview.why == "无法读取，仍按原样保存"


def test_fields_are_stored_when_they_are_left_and_keep_what_is_wrong(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, odd_path: Path
) -> None:
    add(qtbot, page, put(odd_path, "a.pdf", pdf_bytes()))
    press(page.table, Qt.Key.Key_F2)
    title = page.details.lines["title"]
    assert title.hasFocus()
    typed(title, "coal")
    press(title, Qt.Key.Key_Return)
    assert on_disk(window)[0].title == "coal"
    dated = page.details.lines["dated"]
    dated.setFocus()
    typed(dated, "2020-02-30")
    press(dated, Qt.Key.Key_Return)
    assert page.details.problem.isVisible()
    assert dated.text() == "2020-02-30"
    assert on_disk(window)[0].dated == ""
    dated.setText("2020.3.31")
    press(dated, Qt.Key.Key_Return)
    assert not page.details.problem.isVisible()
    assert on_disk(window)[0].dated == "2020-03-31"
    assert dated.text() == "2020-03-31"


def test_filters_and_the_list_of_what_lacks_evidence(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, odd_path: Path
) -> None:
    add(qtbot, page, put(odd_path, "a.pdf", pdf_bytes()), put(odd_path, "b.png", png_bytes()))
    bridge = bridge_of(window)
    bridge.enter([Entry(COAL, "1311", "t")], "填写")
    bridge.did(verbs.link(bridge.session, [evidence(window)[0].id], [CELL]))
    page.views.choose(LOOSE)
    page.refresh(None)
    assert [one.label for one in page.model.lines] == ["P-002"]
    assert page.reveal(f"{EVIDENCE}:{NEEDS}")
    qtbot.waitUntil(page.needs.table.isVisible, timeout=PATIENCE)
    assert COAL.item not in {one.item for one in page.needs.model.lines}
    need = page.needs.need
    assert need is not None
    assert need.moves == max(one.moves for one in page.needs.model.lines)
    click(page.needs.link_button)
    picker = children(window, ItemPicker)[-1]
    press(picker.search, Qt.Key.Key_Return)
    lacking = {(one.item, one.record) for one in page.needs.model.lines}
    assert (need.item, need.record) not in lacking
    assert "有佐证" in page.covered.summary.text()
    page.needs.table.setFocus()
    press(page.needs.table, Qt.Key.Key_Return)
    assert window.page != EVIDENCE


def test_search_finds_documents(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, odd_path: Path
) -> None:
    add(qtbot, page, put(odd_path, "一季度 监测报告.pdf", pdf_bytes()))
    window.jump("energy")
    (found, *_rest) = find(list(entries(window)), "一季度")
    assert found.text.startswith("P-001")
    found.run()
    assert window.page == EVIDENCE
    assert page.chosen == evidence(window)[0]


def test_a_copy_is_opened_by_the_desktop_and_goes_with_the_case(
    qtbot: QtBot,
    window: MainWindow,
    page: EvidencePage,
    odd_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    add(qtbot, page, put(odd_path, "a.pdf", pdf_bytes()))
    press(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE)
    assert opened[0].read_bytes() == pdf_bytes()
    window.close_case()
    qtbot.waitUntil(lambda: not opened[0].exists(), timeout=PATIENCE)


def test_hashes_are_verified_and_what_was_removed_is_purged(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, odd_path: Path
) -> None:
    add(qtbot, page, put(odd_path, "a.pdf", pdf_bytes()), put(odd_path, "b.png", png_bytes()))
    page.desk.verify()
    qtbot.waitUntil(lambda: any("相符" in text for text in toasts(window)), timeout=PATIENCE)
    page.desk.remove(evidence(window)[0])
    assert page.desk.unused().count == 1
    page.desk.purge()
    qtbot.waitUntil(lambda: page.desk.unused().count == 0, timeout=PATIENCE)
    window.undo_action.trigger()
    page.desk.verify()
    qtbot.waitUntil(lambda: any("已被清理" in text for text in toasts(window)), timeout=PATIENCE)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("巨图.png", png_of(30_000, 30_000, zlib.compress(b"\0")), "30000 × 30000"),
        ("坏图.png", png_bytes()[:40], "读不出来"),
        ("程序.pdf", b"MZ\x90\x00", "不能在这里预览"),
    ],
)
def test_hostile_files_are_kept_but_not_decoded(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, odd_path: Path, name: str, data: bytes,
    why: str,
) -> None:  # fmt: skip
    add(qtbot, page, put(odd_path, name, data))
    library = bridge_of(window).session.library
    preview = make_preview(library.files, evidence(window)[0], _quiet())
    assert preview.picture is None
    assert why in preview.why


def test_a_text_is_shown_as_text(
    qtbot: QtBot, window: MainWindow, page: EvidencePage, odd_path: Path
) -> None:
    add(qtbot, page, put(odd_path, "用电.csv", "月份,用量\n三月,148.285\n".encode("gb18030")))
    library = bridge_of(window).session.library
    assert "三月,148.285" in make_preview(library.files, evidence(window)[0], _quiet()).text


def _quiet() -> Progress:
    return Progress(lambda _share, _text: None, Cancel())
