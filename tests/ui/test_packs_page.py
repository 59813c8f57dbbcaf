"""The page of rule packs: what is installed, how firm it is, and what a check finds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import Paths
from desktop_app.core.pack import Confidence
from desktop_app.ui.packs_page.facts import confidence_word, confidences, counts
from desktop_app.ui.packs_page.page import PacksPage
from desktop_app.ui.tasks import Tasks
from tests.ui.starting import PATIENCE, paths_below

Show = Callable[[Catalog | None], PacksPage]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Show:
    """Shows the page for a catalogue and waits until its packs are checked."""

    def shown(catalog: Catalog | None) -> PacksPage:
        page = PacksPage(catalog, Tasks(qapp))
        qtbot.addWidget(page)
        page.resize(1000, 700)
        with qtbot.waitExposed(page):
            page.show()
        if catalog is not None:
            done = page.check_button.isEnabled
            qtbot.waitUntil(done, timeout=PATIENCE)
        return page

    return shown


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_below(tmp_path)


def test_every_installed_pack_has_its_card(show: Show, paths: Paths) -> None:
    catalog = Catalog(paths)
    page = show(catalog)
    names = {card.accessibleName() for card in page.cards}
    assert names == {pack.name for pack in catalog.packs}
    assert "没有错误" in page._verdict.text()


def test_the_sources_of_a_pack_are_shown_on_request(qtbot: QtBot, show: Show, paths: Paths) -> None:
    catalog = Catalog(paths)
    page = show(catalog)
    card = next(card for card in page.cards if "钢铁" in card.accessibleName())
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


def test_reminders_are_folded_until_asked_for(show: Show, paths: Paths) -> None:
    page = show(Catalog(paths))
    if page.more_button.isVisible():
        assert not page._reminders.isVisible()
        page.more_button.click()
        assert page._reminders.isVisible()


def test_a_broken_pack_of_the_user_is_told_with_its_place(show: Show, paths: Paths) -> None:
    folder = paths.user_forms / "mine"
    shutil.copytree(paths.forms / "electroplating", folder)
    header = folder / "pack.toml"
    text = header.read_text(encoding="utf-8").replace('id = "electroplating"', 'id = "mine"')
    header.write_text(text + '\n[[item]]\nkey = "mine.odd"\nunit = "furlong"\n', encoding="utf-8")
    page = show(Catalog(paths))
    assert "个错误" in page._verdict.text()
    first = page._lines.itemAt(0).widget()
    assert "pack.toml" in getattr(first, "text", str)()


def test_without_packs_the_page_waits(show: Show) -> None:
    page = show(None)
    assert not page.cards
    page.check()
    assert "正在检查" in page._verdict.text()


def test_shares_of_confidence_count_every_number(paths: Paths) -> None:
    pack = Catalog(paths).library.packs["general"]
    shares = confidences(pack)
    assert sum(shares.values()) >= len(pack.parameters) + len(pack.quantities)
    assert shares[Confidence.CONFIRMED] > 0
    assert f"数据项 {len(pack.items)}" in counts(pack)
    assert f"参数 {len(pack.parameters)}" in counts(pack)
