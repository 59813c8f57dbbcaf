"""What nobody caught is written down, shown once, and takes nothing with it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core.problems import problem
from desktop_app.ui.crash import CRASH_LOG, FAULT_LOG, Crash, CrashGuard
from desktop_app.ui.crash_dialog import CrashDialog, CrashScreen, Told
from tests.ui.driving import children, click

ROOT = Path(__file__).resolve().parents[2]
ROW = 3


def broken() -> ValueError:
    """An error with a traceback, as a broken slot leaves it."""
    try:
        raise ValueError(f"第 {ROW} 行的系数")
    except ValueError as error:
        return error


def texts(widget: QWidget) -> str:
    return "\n".join(each.text() for each in children(widget, QLabel))


# --- the guard -------------------------------------------------------------------------------


def test_an_error_is_written_with_its_trace_and_told_later(qtbot: QtBot, odd_path: Path) -> None:
    guard, told = CrashGuard(odd_path / "logs"), list[Crash]()
    guard.crashed.connect(told.append)
    error = broken()
    guard.handle(type(error), error, error.__traceback__)
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].summary.startswith("ValueError")
    assert told[0].log == odd_path / "logs" / CRASH_LOG
    written = guard.log.read_text(encoding="utf-8")
    assert "in broken" in written
    assert "Qt 6" in written
    assert "第 3 行的系数" not in written + told[0].summary + told[0].details


def test_a_thread_that_breaks_is_told_in_the_windows_thread(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard, heard = CrashGuard(tmp_path), list[int]()
    guard.crashed.connect(lambda _crash: heard.append(threading.get_ident()))
    monkeypatch.setattr(threading, "excepthook", guard._handle_thread)
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [threading.get_ident()]


def test_a_full_or_missing_disk_is_no_second_crash(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    guard, told = CrashGuard(tmp_path / "file" / "logs"), list[Crash]()
    guard.crashed.connect(told.append)
    error = broken()
    guard.handle(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(told))
    assert "cannot be written" in caplog.text


def test_the_log_does_not_grow_for_ever(qtbot: QtBot, tmp_path: Path) -> None:
    guard, error = CrashGuard(tmp_path), broken()
    guard.log.write_text("x" * 1_000_001, encoding="utf-8")
    guard.handle(type(error), error, error.__traceback__)
    assert guard.log.stat().st_size < 10_000
    assert (tmp_path / "crash.old.log").stat().st_size > 1_000_000


def test_a_run_that_died_is_found_by_the_next(tmp_path: Path) -> None:
    guard = CrashGuard(tmp_path)
    assert guard.earlier_fault() is None
    (tmp_path / FAULT_LOG).write_text("Fatal Python error: Aborted\n\nThread 1\n", "utf-8")
    found = guard.earlier_fault()
    assert found is not None
    assert found.summary == "Fatal Python error: Aborted"
    assert "Thread 1" in guard.log.read_text(encoding="utf-8")


RUN = """
import logging, os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer, qWarning
from desktop_app.ui.crash import CrashGuard
logging.basicConfig(stream=sys.stdout, format="%(name)s %(levelname)s %(message)s")
app = QCoreApplication([])
guard = CrashGuard(Path(sys.argv[1]))
guard.install()
guard.crashed.connect(lambda crash: (print("told", crash.summary), app.quit()))
"""


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", "-c", RUN + code, str(folder)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60, encoding="utf-8"
    )


def test_a_slot_that_breaks_leaves_the_program_running(tmp_path: Path) -> None:
    done = run("QTimer.singleShot(0, lambda: 1 // 0); app.exec(); guard.uninstall()", tmp_path)
    assert "told ZeroDivisionError" in done.stdout
    assert done.returncode == 0
    assert "ZeroDivisionError" in (tmp_path / CRASH_LOG).read_text(encoding="utf-8")
    assert CrashGuard(tmp_path).earlier_fault() is None


def test_what_qt_says_reaches_the_log(tmp_path: Path) -> None:
    done = run("qWarning('坏字体'); guard.uninstall()", tmp_path)
    assert "qt WARNING 坏字体" in done.stdout


def test_a_killed_process_leaves_its_trace(tmp_path: Path) -> None:
    done = run("os.abort()", tmp_path)
    assert done.returncode != 0
    found = CrashGuard(tmp_path).earlier_fault()
    assert found is not None
    assert "Fatal Python error" in found.summary


def test_hooks_are_given_back(tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook)
    guard = CrashGuard(tmp_path)
    guard.install()
    assert sys.excepthook == guard.handle
    guard.uninstall()
    assert (sys.excepthook, threading.excepthook) == before


# --- the dialog ------------------------------------------------------------------------------


@pytest.fixture
def crash(tmp_path: Path) -> Crash:
    return Crash("ValueError: 坏系数", "Traceback …\nValueError: 坏系数", tmp_path / CRASH_LOG)


def test_the_dialog_says_the_data_are_safe_and_where_the_log_is(qtbot: QtBot, crash: Crash) -> None:
    dialog = CrashDialog(crash)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert "数据是安全的" in texts(dialog)
    assert str(crash.log) in texts(dialog)
    assert not dialog.save_button.isVisible()
    assert not dialog._details.isVisible()
    click(dialog.more_button)
    assert dialog._details.isVisible()
    click(dialog.copy_button)
    assert QGuiApplication.clipboard().text() == crash.details


def test_a_diagnosis_is_saved_where_the_user_wants(
    qtbot: QtBot, crash: Crash, odd_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, saved = odd_path / "诊断.zip", list[Path]()
    asked: list[tuple[str, bool]] = []

    def save(path: Path, details: str, with_library: bool, told: Told) -> None:
        saved.append(path)
        asked.append((details, with_library))
        told(None)

    dialog = CrashDialog(crash, save)
    qtbot.addWidget(dialog)
    dialog.with_library.setChecked(True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    dialog._save()
    assert saved == []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), "ZIP"))
    dialog._save()
    assert saved == [target]
    assert asked == [(crash.details, True)]
    assert str(target) in texts(dialog)


def test_a_diagnosis_that_cannot_be_saved_is_said_so(
    qtbot: QtBot, crash: Crash, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _details: str, _with_library: bool, told: Told) -> None:
        told(problem("diagnosis.failed", str(path), detail="磁盘已满"))

    dialog = CrashDialog(crash, full)
    qtbot.addWidget(dialog)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("x.zip", ""))
    dialog._save()
    assert "磁盘已满" in texts(dialog)


def test_many_crashes_make_one_dialog(qtbot: QtBot, crash: Crash) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    screen = CrashScreen(window)
    screen.show(crash)
    first = screen.dialog
    assert first is not None
    for _ in range(3):
        screen.show(crash)
    assert screen.dialog is first
    assert "又出现了 3 次" in texts(first)
    click(first.go_on_button)
    assert not first.isVisible()
    screen.show(crash)
    second = screen.dialog
    assert second is not first
    second.accept()
