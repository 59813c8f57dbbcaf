"""The diagnosis file says what helps, and nothing of what was typed unless the user wants that."""

from __future__ import annotations

import json
import logging
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QFileInfo, qWarning
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.app.catalog import Catalog
from desktop_app.app.diagnosis import Situation, write_diagnosis
from desktop_app.app.logbook import LOG, Logbook, note
from desktop_app.app.traces import summary_of, trace_of
from desktop_app.core.data import Key, Period
from desktop_app.core.entry import Entry
from desktop_app.core.planned import PlannedMeasure
from desktop_app.core.problems import Problem
from desktop_app.ui.case_pages import SAFETY
from desktop_app.ui.crash import CrashGuard
from desktop_app.ui.crash_dialog import CrashDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.safety.page import SafetyPage
from desktop_app.ui.theme import ThemeControl
from tests.store.samples import filled
from tests.ui.driving import children, click
from tests.ui.opened import catalog
from tests.ui.starting import PATIENCE, open_example, paths_below, start

SECRET = "Zq机密7788"
POWER = Key("energy.electricity", Period(2020, 3))


def held(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture
def window(
    qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> Iterator[tuple[MainWindow, CrashGuard]]:
    logs = paths_below(odd_path).logs
    logbook, guard = Logbook(logs), CrashGuard(logs)
    guard.install()
    logbook.begin([("Qt", "6")])
    made = start(qtbot, odd_path, control)
    made.aid.watch(guard)
    open_example(qtbot, made)
    yield made, guard
    guard.uninstall()
    logbook.close()


def break_over(guard: CrashGuard, text: str) -> None:
    """Errors that repeat what they are about, as they come out of slots."""
    database = sqlite3.connect(":memory:")
    for statement in (f"SELECT '{text}' FROM {text}", f"no {text}"):
        try:
            try:
                database.execute(statement)
            except sqlite3.Error as error:
                raise ValueError(f"{text}: {error}") from error
        except ValueError as error:
            error.add_note(text)
            guard.handle(type(error), error, error.__traceback__)
    for make in (
        lambda: dict[str, str]()[text],
        lambda: int(text),
        lambda: Path(f"/{text}/{text}").read_text(),
    ):
        try:
            make()
        except (KeyError, ValueError, OSError) as error:
            group = ExceptionGroup(text, [error])
            guard.handle(type(group), group, None)


@pytest.mark.filterwarnings("ignore")
def test_what_was_typed_is_in_no_log_and_not_in_the_diagnosis(
    qtbot: QtBot,
    window: tuple[MainWindow, CrashGuard],
    odd_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown, guard = window
    bridge = shown.bridge
    assert bridge is not None
    bridge.enter([Entry(POWER, "12", "MWh", note=SECRET)], SECRET)
    bridge.enter([Entry(POWER, SECRET, "MWh")], SECRET)
    bridge.set_profile({"name": SECRET, "contact": SECRET, "note": SECRET}, SECRET)
    bridge.plan([PlannedMeasure("1", SECRET, owner=SECRET)], SECRET)
    document = odd_path / f"{SECRET}.txt"
    document.write_text(SECRET, "utf-8")
    assert bridge.desk is not None
    bridge.desk.take([document])
    qtbot.waitUntil(lambda: len(bridge.case.evidence) == 1, timeout=PATIENCE)
    note("%d edits", 5)
    logging.getLogger("desktop_app.x").error("broke", exc_info=ValueError(SECRET))
    qWarning(f"a font: {QFileInfo('x').fileName()}")
    break_over(guard, SECRET)
    qtbot.waitUntil(lambda: bool(children(shown, CrashDialog)), timeout=PATIENCE)
    (dialog,) = children(shown, CrashDialog)
    target = odd_path / "诊断.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    click(dialog.save_button)
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=PATIENCE)
    found = held(target)
    assert not any(name.startswith("library/") for name in found)
    logs = {one.name: one.read_bytes() for one in paths_below(odd_path).logs.iterdir()}
    assert {LOG, "crash.log"} <= set(logs)
    for text in (SECRET, "Zq", "7788", "机密"):
        for name, content in [*found.items(), *logs.items()]:
            assert text.encode() not in content, (text, name)
    assert b"ValueError" in found["problem.txt"]
    assert b"break_over" in found["problem.txt"]
    assert b"sqlite3.OperationalError: SQLITE_ERROR" in found["problem.txt"]
    assert "没有企业名称" in found["说明.txt"].decode()
    told = json.loads(found["versions.json"])
    assert {"Python", "Qt", "SQLite", "SQLAlchemy"} <= set(told["versions"])
    assert told["library"]["rows"]["evidence"] == 1
    assert told["library"]["sound"] is True
    packs = {one["id"]: one for one in told["packs"]}
    assert len(packs["steel"]["digest"]) == 64
    assert packs["general"]["version"]
    dialog.with_library.setChecked(True)
    click(dialog.save_button)
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=PATIENCE)
    found = held(target)
    (odd_path / "有库.nzl").write_bytes(found["library/library.nzl"])
    with closing(sqlite3.connect(odd_path / "有库.nzl")) as raw:
        assert raw.execute("SELECT name FROM enterprise").fetchall() == [(SECRET,)]
    assert "请只交给可信的人" in found["说明.txt"].decode()
    dialog.accept()


def test_the_page_of_the_library_saves_one_too(
    qtbot: QtBot, odd_path: Path, control: ThemeControl, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = start(qtbot, odd_path, control)
    window.actions_by_id["safety"].trigger()
    page = window.page_widget(SAFETY)
    assert isinstance(page, SafetyPage)
    card, target = page.diagnosis, odd_path / "诊断.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    click(card.save_button)
    qtbot.waitUntil(card.save_button.isEnabled, timeout=PATIENCE)
    assert str(target) in card.result.text()
    assert "versions.json" in held(target)
    window.aid.tell_earlier_hang()
    toast = window.toasts.toasts[-1]
    target.unlink()
    click(toast.action)
    qtbot.waitUntil(target.exists, timeout=PATIENCE)


def test_of_a_damaged_library_the_file_itself_goes_along(odd_path: Path) -> None:
    path = odd_path / "库.nzl"
    filled(path, enterprises=1).close()
    broken = b"SQLite format 3\0" + bytes(3000) + path.read_bytes()[3016:]
    path.write_bytes(broken)
    target = odd_path / "诊断.zip"
    about = Situation(path, odd_path / "logs", {})
    assert write_diagnosis(target, about, catalog(), with_library=True) is None
    found = held(target)
    assert found["library/damaged.nzl"] == broken
    assert json.loads(found["versions.json"])["library"]["unreadable"]


def test_a_diagnosis_that_cannot_be_written_leaves_nothing(odd_path: Path) -> None:
    (odd_path / "file").write_text("", "utf-8")
    about = Situation(odd_path / "没有.nzl", odd_path, {})
    failed = write_diagnosis(odd_path / "file" / "x.zip", about, None)
    assert isinstance(failed, Problem)
    assert failed.code == "diagnosis.failed"
    failed = write_diagnosis(odd_path / "x.zip", about, None, with_library=True)
    assert isinstance(failed, Problem)
    assert sorted(one.name for one in odd_path.iterdir()) == ["file"]


def test_a_trace_tells_where_and_what_kind(tmp_path: Path) -> None:
    with pytest.raises(TypeError) as caught:
        Catalog(paths_below(tmp_path)).chosen(None)  # type: ignore[arg-type]
    assert "NoneType" in trace_of(caught.value)
    told = summary_of(caught.value).replace("\\", "/")
    assert "(desktop_app/app/catalog.py:" in told


def test_the_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    logbook = Logbook(tmp_path)
    for _turn in range(6):
        (tmp_path / LOG).write_text("x" * 499_990, "utf-8")
        note("one line more than there is room for")
    logbook.close()
    sizes = [one.stat().st_size for one in tmp_path.iterdir()]
    assert len(sizes) == 4
    assert max(sizes) <= 500_000
    note("nobody writes this")
    assert [one.stat().st_size for one in tmp_path.iterdir()] == sizes
