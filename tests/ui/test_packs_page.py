"""The page of rule packs: the list, the views of a pack, and what a check finds."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import Paths
from desktop_app.app.workspace import Workspace
from desktop_app.core.pack import Confidence
from desktop_app.packs import shelf
from desktop_app.packs.build import PackRead, build
from desktop_app.packs.context import Known
from desktop_app.packs.files import Folder
from desktop_app.ui.packs_page.desk import Desk
from desktop_app.ui.packs_page.facts import confidence_word, confidences, counts
from desktop_app.ui.packs_page.findings import PackFindings
from desktop_app.ui.packs_page.numbers_view import NumbersView
from desktop_app.ui.packs_page.pack_card import PackCard
from desktop_app.ui.packs_page.page import PacksPage
from desktop_app.ui.tasks import Tasks
from tests.ui.starting import PATIENCE, paths_below

Show = Callable[[Catalog | None], PacksPage]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication, paths: Paths) -> Show:
    """Shows the page for a catalogue."""

    def shown(catalog: Catalog | None) -> PacksPage:
        desk = None
        if catalog is not None:
            desk = Desk(Workspace(paths, catalog, None), Tasks(qapp))
        page = PacksPage(desk)
        qtbot.addWidget(page)
        page.resize(1100, 700)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return shown


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_below(tmp_path)


def findings_of(page: PacksPage, qtbot: QtBot) -> PackFindings:
    """What the check of all packs found, once it is done."""
    page.show_pack("")
    page.show_view("findings")
    view = page.view
    assert isinstance(view, PackFindings)
    qtbot.waitUntil(view.check_button.isEnabled, timeout=PATIENCE)
    return view


def card_of(page: PacksPage, pack_id: str) -> PackCard:
    """What the page tells about a pack."""
    page.show_pack(pack_id)
    page.show_view("about")
    return cast("PackCard", page.view.findChild(PackCard))


def listed(page: PacksPage) -> list[str]:
    return [page.packs.item(row).text() for row in range(page.packs.count())]


def test_every_installed_pack_is_listed_and_the_check_is_clean(
    qtbot: QtBot, show: Show, paths: Paths
) -> None:
    catalog = Catalog(paths)
    page = show(catalog)
    assert {pack.name for pack in catalog.packs} < set(listed(page))
    assert "没有错误" in findings_of(page, qtbot).verdict.text()


def test_only_the_packs_that_are_shown_are_read(
    qtbot: QtBot, show: Show, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    here: list[str] = []

    def noted(folder: Folder, beside: Known) -> PackRead:
        if threading.current_thread() is threading.main_thread():
            here.append(folder.name.rpartition("/")[2])
        return build(folder, beside)

    monkeypatch.setattr(shelf, "build", noted)
    page = show(Catalog(paths))
    assert page.packs.count() > 30
    findings_of(page, qtbot)
    assert not here
    page.reveal("packs:cement:numbers")
    assert isinstance(page.view, NumbersView)
    assert set(here) == {"general", "cement", "readiness"}


def test_packs_are_found_by_name_code_and_id_and_gone_to_by_keyboard(
    qtbot: QtBot, show: Show, paths: Paths
) -> None:
    page = show(Catalog(paths))
    for wanted in ("钢铁", "C3120", "STEEL"):
        page.search.setText(wanted)
        QTest.keyClick(page.search, Qt.Key.Key_Return)
        assert "钢铁（长流程与电炉短流程）" in listed(page)
        assert "电解铝" not in listed(page)
    page.packs.setFocus()
    QTest.keyClick(page.packs, Qt.Key.Key_Down)
    assert page.chosen is not None
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert "全部规则包" in listed(page)
    assert page.packs.marked == page.chosen.id


def test_a_view_stays_chosen_from_pack_to_pack(show: Show, paths: Paths) -> None:
    page = show(Catalog(paths))
    assert page.reveal("packs:steel:about")
    assert page.segments.key == "about"
    page.show_pack("cement")
    assert page.segments.key == "about"
    assert not page.reveal("energy.raw_coal")
    page.show_pack("no such pack")
    assert page.chosen is None


def test_the_sources_of_a_pack_are_shown_on_request(qtbot: QtBot, show: Show, paths: Paths) -> None:
    catalog = Catalog(paths)
    page = show(catalog)
    card = card_of(page, "steel")
    pack = catalog.library.packs["steel"]
    card.sources_button.click()
    assert card.table is not None
    qtbot.waitUntil(card.table.isVisible)
    rows = card.table.model()
    assert rows.rowCount() == len(pack.sources)
    words = {rows.index(row, 3).data() for row in range(rows.rowCount())}
    assert words == {confidence_word(source.confidence) for source in pack.sources}
    card.sources_button.click()
    assert not card.table.isVisible()


def test_a_broken_pack_of_the_user_is_told_with_its_place(
    qtbot: QtBot, show: Show, paths: Paths
) -> None:
    folder = paths.user_forms / "mine"
    shutil.copytree(paths.forms / "electroplating", folder)
    header = folder / "pack.toml"
    text = header.read_text(encoding="utf-8").replace('id = "electroplating"', 'id = "mine"')
    header.write_text(text + '\n[[item]]\nkey = "mine.odd"\nunit = "furlong"\n', encoding="utf-8")
    view = findings_of(show(Catalog(paths)), qtbot)
    assert "个错误" in view.verdict.text()
    first = view.errors.itemAt(0).widget()
    assert "pack.toml" in getattr(first, "text", str)()


def test_without_packs_the_page_waits(show: Show) -> None:
    page = show(None)
    assert page.chosen is None
    assert page.packs.count() == 0


def test_shares_of_confidence_count_every_number(show: Show, paths: Paths) -> None:
    catalog = Catalog(paths)
    pack = catalog.library.packs["general"]
    shares = confidences(pack)
    page = show(catalog)
    page.reveal("packs:general:numbers")
    numbers = cast("NumbersView", page.view)
    assert sum(shares.values()) == len(numbers.model.lines)
    assert shares[Confidence.CONFIRMED] > 0
    assert f"数据项 {len(pack.items)}" in counts(pack)
    assert f"参数 {len(pack.parameters)}" in counts(pack)
