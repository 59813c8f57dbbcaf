"""A window that stops answering is written down while it hangs, and told of without any blame."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.hang import HANG_LOG, HangWatch, Pulse, awake_seconds

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 8.0


def test_silence_counts_once_it_is_long_enough() -> None:
    pulse = Pulse(LIMIT, 0)
    assert not pulse.hangs(7.9)
    assert pulse.hangs(8)
    assert pulse.beat(12) == 12
    assert not pulse.hangs(13)
    assert pulse.beat(13) == 0


def test_no_time_counts_while_a_dialog_stands_over_the_window() -> None:
    pulse = Pulse(LIMIT, 0)
    pulse.hold()
    assert not pulse.hangs(100)
    pulse.hold()
    pulse.go_on(200)
    assert not pulse.hangs(300)
    pulse.go_on(400)
    assert not pulse.hangs(407)
    assert pulse.hangs(408)
    assert pulse.beat(500) == 100


@given(st.lists(st.floats(0.01, LIMIT - 0.01), max_size=50))
def test_a_window_that_answers_never_hangs(gaps: list[float]) -> None:
    pulse, now = Pulse(LIMIT, 0), 0.0
    for gap in gaps:
        assert not pulse.hangs(now + gap * 0.99)
        now += gap
        assert pulse.beat(now) < LIMIT


def test_the_clock_runs() -> None:
    first = awake_seconds()
    assert awake_seconds() >= first


def test_a_dialog_over_the_window_holds_the_watch(qtbot: QtBot, tmp_path: Path) -> None:
    window, watch = QWidget(), HangWatch(tmp_path)
    qtbot.addWidget(window)
    watch.follow(window)
    with qtbot.waitExposed(window):
        window.show()
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.open()
    qtbot.waitUntil(lambda: watch._pulse._held == 1)
    dialog.accept()
    qtbot.waitUntil(lambda: watch._pulse._held == 0)


RUN = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from desktop_app.ui.hang import HANG_LOG, HangWatch
app = QCoreApplication([])
folder = Path(sys.argv[1])
watch = HangWatch(folder, 0.2)
watch.start()
def stuck_in_here():
    while "stuck_in_here" not in (folder / HANG_LOG).read_text("utf-8"):
        pass
    if sys.argv[2] == "die":
        import os
        os._exit(3)
watch.came_back.connect(lambda seconds: (print("back", seconds), app.quit()))
QTimer.singleShot(0, stuck_in_here)
app.exec()
watch.stop()
"""


def run(folder: Path, how: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", "-c", RUN, str(folder), how]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60, encoding="utf-8"
    )


@pytest.mark.parametrize(("how", "code"), [("wait", 0), ("die", 3)])
def test_a_window_that_hangs_leaves_where_it_did(odd_path: Path, how: str, code: int) -> None:
    assert not HangWatch(odd_path).earlier_hang()
    done = run(odd_path, how)
    assert done.returncode == code, done.stderr
    assert ("back" in done.stdout) == (how == "wait")
    written = (odd_path / HANG_LOG).read_text("utf-8")
    assert "the window does not answer" in written
    assert "stuck_in_here" in written
    died = how == "die"
    assert HangWatch(odd_path).earlier_hang() is died
    assert not HangWatch(odd_path).earlier_hang()


def test_a_log_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    watch = HangWatch(tmp_path / "file" / "logs")
    assert not watch.earlier_hang()
    watch.start()
    watch.stop()


def test_the_log_of_hangs_does_not_grow_for_ever(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / HANG_LOG).write_text("x" * 1_000_001 + "\n-- done\n", "utf-8")
    watch = HangWatch(tmp_path)
    watch.start()
    watch.stop()
    assert (tmp_path / HANG_LOG).stat().st_size == 0
    assert (tmp_path / "hang.old.log").stat().st_size > 1_000_000
