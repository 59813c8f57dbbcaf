"""Modules of pages not shown yet are imported while nothing else runs."""

from __future__ import annotations

import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.ui.ahead import Ahead
from desktop_app.ui.case_pages import page_modules
from desktop_app.ui.tasks import Progress, Tasks

PATIENCE = 20_000


def test_modules_come_one_by_one_and_after_other_work(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("seen_later_first", "seen_later_second")
    for name in names:
        (tmp_path / f"{name}.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    tasks, wait = Tasks(qapp), threading.Event()
    ahead = Ahead(tasks, ("sys", *names), tasks)

    def work(_progress: Progress) -> None:
        wait.wait(PATIENCE)

    tasks.run(work, lambda _none: None, lambda _error: None)
    ahead.begin()
    qtbot.wait(120)
    assert not set(names) & set(sys.modules), "nothing while somebody waits for other work"
    wait.set()

    def all_there() -> bool:
        # A module is named before it is whole: its job must have ended, too.
        return set(names) <= set(sys.modules) and not tasks.busy

    qtbot.waitUntil(all_there, timeout=PATIENCE)
    for name in names:
        monkeypatch.delitem(sys.modules, name)
    assert tasks.stop()
    tasks.deleteLater()


def test_an_edit_makes_it_wait_longer(qapp: QApplication) -> None:
    tasks = Tasks(qapp)
    ahead = Ahead(tasks, ("seen_never",), tasks)
    timer = cast("QTimer", ahead.findChild(QTimer))
    ahead.give_way()
    assert not timer.isActive(), "what has not begun does not begin by an edit"
    ahead.begin()
    pause = timer.interval()
    ahead.give_way()
    assert timer.interval() > pause
    timer.stop()
    assert tasks.stop()
    tasks.deleteLater()


def test_all_pages_are_named_as_they_are_found() -> None:
    assert all(find_spec(name) is not None for name in page_modules())
