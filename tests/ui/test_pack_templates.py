"""A pack of one's own in the window: the blank template, the filled one, what stands in the way."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.packs.template import layout
from desktop_app.ui.case_pages import PACKS
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.packs_page.numbers_view import NumbersView
from desktop_app.ui.packs_page.page import PacksPage
from desktop_app.ui.packs_page.template_card import TemplateCard
from desktop_app.ui.packs_page.workbook_card import WorkbookCard
from desktop_app.ui.theme import ThemeControl
from tests.packs.templates import Row, filled, row, written
from tests.ui.driving import click, press
from tests.ui.pack_doors import card_of, chosen, offered, quiet
from tests.ui.starting import start


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> MainWindow:
    return start(qtbot, odd_path / "user", control)


@pytest.fixture
def page(window: MainWindow) -> PacksPage:
    return cast("PacksPage", window.show_page(PACKS))


def water(best: str = "≤1.5") -> Row:
    first = {"group": "资源消耗", "group_weight": "1", "weight": "1", "unit": "m3/t"}
    return row("★单位产品取水量", best, "≤2", "≤3", **first)


def made_ids(window: MainWindow) -> list[str]:
    assert window.workspace is not None
    folder = window.workspace.paths.user_forms
    return sorted(path.name for path in folder.glob("*")) if folder.is_dir() else []


def test_a_printed_table_becomes_a_pack_in_two_steps(
    qtbot: QtBot,
    window: MainWindow,
    page: PacksPage,
    odd_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    click(page.new_button)
    card = card_of(page, TemplateCard)
    target = odd_path / "空白 模板.xlsx"
    chosen(monkeypatch, target)
    qtbot.waitUntil(card.blank_button.isVisible)
    press(card.blank_button, Qt.Key.Key_Space)
    quiet(qtbot, card)
    assert target.is_file()
    assert str(target) in card.note.text()
    assert card.open_button.isVisible()

    # As it is saved it is blank: every cell that is asked for is told, and nothing is made.
    click(card.filled_button)
    quiet(qtbot, card)
    places = {one.where.document for one in card.problems.shown}
    assert f"{target.name}/{layout.STANDARD}" in places
    assert "没有生成" in card.title.text()
    assert made_ids(window) == []

    written(target, filled([water()]))
    click(card.again_button)
    quiet(qtbot, card)
    assert "已生成规则包" in card.title.text()
    assert "1 项指标，1 组，限定性 1 项" in card.note.text()
    (own,) = made_ids(window)
    assert page.chosen is not None
    assert page.chosen.id == own
    click(card.numbers_button)
    assert page.card is None
    view = page.view
    assert isinstance(view, NumbersView)
    said = {line.entry.value for line in view.model.lines if line.entry.kind == "indicator"}
    assert said == {"≤ 1.5 / 2 / 3 [1]"}


def test_a_filled_template_that_is_dropped_makes_a_pack_and_takes_the_place_of_one_by_consent(
    qtbot: QtBot, window: MainWindow, odd_path: Path
) -> None:
    source = written(odd_path / "填好.xlsx", filled([water()]))
    page = offered(qtbot, window, source)
    found = card_of(page, WorkbookCard)
    quiet(qtbot, found)
    assert "填好的模板" in found.title.text()
    assert not found.install_button.isVisible()
    assert made_ids(window) == []
    click(found.template_button)
    card = card_of(page, TemplateCard)
    quiet(qtbot, card)
    (own,) = made_ids(window)

    written(source, filled([water("≤1.2")]))
    page.offer_files([source])
    again = card_of(page, WorkbookCard)
    quiet(qtbot, again)
    click(again.template_button)
    card = card_of(page, TemplateCard)
    quiet(qtbot, card)
    assert "已有同编号" in card.title.text()
    assert card.replace_button.isVisible()
    assert not card.again_button.isVisible()
    assert window.workspace is not None
    before = window.workspace.catalog.library.packs[own].version
    click(card.replace_button)
    quiet(qtbot, card)
    assert "已生成规则包" in card.title.text()
    assert window.workspace.catalog.library.packs[own].version != before
    assert list((window.workspace.paths.user / "removed").iterdir())


def test_reading_can_be_stopped_and_makes_nothing(
    qtbot: QtBot, window: MainWindow, page: PacksPage, odd_path: Path
) -> None:
    assert page.door is not None
    page.door.start_template(written(odd_path / "填好.xlsx", filled([water()])))
    card = card_of(page, TemplateCard)
    click(card.progress.cancel_button)
    quiet(qtbot, card)
    assert "已停止" in card.title.text()
    assert made_ids(window) == []
    assert card.again_button.isVisible()
