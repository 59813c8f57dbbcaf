"""From a result to the number it rests on, confirmed there, and the mark gone everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.workspace import Workspace
from desktop_app.core.data import Enterprise
from desktop_app.core.entry import Entry
from desktop_app.ui.case_pages import ASSESS, OVERVIEW, PACKS
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.packs_page.numbers_view import CASE, NEWEST, NumbersView
from desktop_app.ui.packs_page.page import PacksPage
from desktop_app.ui.result_words import confirm_link
from desktop_app.ui.theme import ThemeControl
from desktop_app.ui.trace_view import TraceView, open_trace
from tests.packs.pack_files import file_of, own_files
from tests.ui.driving import click
from tests.ui.opened import key_of
from tests.ui.starting import PATIENCE, start

EXTRA = """
[[source]]
id = "own_book"
number = "某厂〔2026〕1号"
title = "内部定额"
confidence = "recalled"

[[parameter]]
key = "own.k"
name = "每辊定额"
value = "{value}"
unit = "t/个"
source = "own_book"
clause = "第 3 条"
confidence = "recalled"

[[quantity]]
id = "own.mass"
name = "轧辊质量"
unit = "t"
formula = "own.rolls * own.k"
limb = "energy"
headline = true
source = "own_book"
confidence = "confirmed"
"""
MASS = "own.mass"
PATH = "parameter[own.k]"


def install(window_paths: Path, version: str, value: str) -> None:
    """Put the small pack where installed ones are."""
    files = {**own_files(version), "more.toml": EXTRA.format(value=value).encode()}
    made = file_of(files)
    window_paths.mkdir(parents=True, exist_ok=True)
    (window_paths / made.file_name).write_bytes(made.data)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, control: ThemeControl) -> MainWindow:
    """The window with a case of the small pack: seven rolls of a recalled mass."""
    install(tmp_path / "packs", "2026.1.1", "2")
    made = start(qtbot, tmp_path, control)
    made.create_case(Enterprise("甲厂", region="520100"), 2023, ("own",))
    qtbot.waitUntil(lambda: made.bridge is not None, timeout=PATIENCE)
    assert made.bridge is not None
    assert not made.bridge.enter([Entry(key_of("own.rolls@2023"), "7")], "填写").problems
    return made


def marked(window: MainWindow) -> bool:
    assert window.bridge is not None
    return window.bridge.evaluation.results[MASS].to_verify


def trace_at_factor(window: MainWindow) -> TraceView:
    """The trace of the mass with its factor gone to."""
    assert window.bridge is not None
    view = open_trace(window.header, window.bridge, MASS)
    model = view.tree.model()
    top = model.index(0, 0)
    rows = [model.index(row, 0, top) for row in range(model.rowCount(top))]
    view.tree.setCurrentIndex(next(one for one in rows if one.data() == "每辊定额"))
    return view


def numbers(window: MainWindow) -> NumbersView:
    page = cast("PacksPage", window.made_page(PACKS))
    assert window.page == PACKS
    assert isinstance(page.view, NumbersView)
    return page.view


def test_a_factor_is_confirmed_from_its_trace_and_the_mark_goes(window: MainWindow) -> None:
    assert marked(window)
    view = trace_at_factor(window)
    assert view.check_button.isVisible()
    click(view.check_button)
    found = numbers(window)
    assert [one.entry.path for one in found.table.marked] == [PATH]
    found.form.lines["who"].setText("张工")
    found.form.lines["page"].setText("第 2 页")
    click(found.form.button)
    assert not marked(window)
    window.show_page(OVERVIEW)
    view = trace_at_factor(window)
    assert "张工" in " ".join(text.text() for _heading, text in view._values)
    click(view.check_button)
    found = numbers(window)
    assert [one.entry.path for one in found.table.marked] == [PATH]
    click(found.form.back_button)
    assert marked(window)


def test_a_firm_number_has_no_link(window: MainWindow) -> None:
    assert window.bridge is not None
    model = window.bridge.model
    assert confirm_link(model, MASS) is None
    assert confirm_link(model, "own.rolls") is None
    link = confirm_link(model, "own.k")
    assert link is not None
    assert link.target == f"packs:own:numbers:{PATH}"


def test_a_case_of_an_older_version_is_confirmed_in_that_version(
    window: MainWindow, tmp_path: Path
) -> None:
    """The newer version says three, the case still rests on two: that is what was looked up."""
    install(tmp_path / "packs", "2026.1.2", "3")
    workspace = cast("Workspace", window.workspace)
    workspace.catalog.forget()
    window.drop_pages()
    assert window.jump(f"packs:own:numbers:{PATH}")
    found = numbers(window)
    assert found.editions.isVisible()
    assert found.editions.key == CASE
    (row,) = found.table.marked
    assert row.entry.value == "2"
    found.form.lines["who"].setText("张工")
    click(found.form.button)
    assert not marked(window)
    found.editions.choose(NEWEST)
    found.editions.chosen.emit(NEWEST)
    newest = next(one for one in found.model.lines if one.entry.path == PATH)
    assert newest.entry.value == "3"
    assert newest.lapsed is not None
    assert newest.entry.cited.confidence.to_verify


def test_the_row_of_an_assessment_leads_there_too(window: MainWindow) -> None:
    assert window.bridge is not None
    bridge = window.bridge
    name = next(
        one
        for one in bridge.evaluation.results
        if "." in one and (link := confirm_link(bridge.model, one)) and "indicator" in link.target
    )
    link = confirm_link(bridge.model, name)
    assert link is not None
    assert window.jump(name)
    assert window.page == ASSESS
    bridge.jump(link.target)
    (row,) = numbers(window).table.marked
    assert link.target.endswith(row.entry.path)
