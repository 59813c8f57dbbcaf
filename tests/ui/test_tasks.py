"""Jobs run beside the window; their news arrive in its thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.ui.tasks import Cancel, CancelledError, Progress, Tasks


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks(qapp)
    yield made
    assert made.stop()
    made.deleteLater()


def test_what_nobody_waits_for_is_done_and_its_failure_told(qtbot: QtBot, tasks: Tasks) -> None:
    done = threading.Event()

    def work(_progress: Progress) -> None:
        done.set()
        raise ValueError("on purpose")

    with qtbot.capture_exceptions() as caught:
        tasks.aside(work)
        qtbot.waitUntil(lambda: not tasks.busy)
    assert done.is_set()
    assert [kind for kind, _error, _where in caught] == [ValueError]


class Heard:
    """What a job's caller was told, and in which thread."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.errors: list[Exception] = []
        self.progress: list[tuple[float, str]] = []
        self.threads: set[int] = set()

    def on_done(self, result: object) -> None:
        self.threads.add(threading.get_ident())
        self.done.append(result)

    def on_error(self, error: Exception) -> None:
        self.threads.add(threading.get_ident())
        self.errors.append(error)

    def on_progress(self, fraction: float, text: str) -> None:
        self.threads.add(threading.get_ident())
        self.progress.append((fraction, text))

    @property
    def ended(self) -> bool:
        return bool(self.done or self.errors)


def test_a_result_arrives_in_the_windows_thread(qtbot: QtBot, tasks: Tasks) -> None:
    heard = Heard()
    tasks.run(lambda _progress: threading.get_ident(), heard.on_done, heard.on_error)
    qtbot.waitUntil(lambda: heard.ended)
    assert heard.done != [threading.get_ident()]
    assert heard.threads == {threading.get_ident()}
    assert heard.errors == []


def test_nothing_is_told_before_the_window_is_free(qtbot: QtBot, tasks: Tasks) -> None:
    heard, over = Heard(), threading.Event()
    tasks.run(lambda _progress: over.set(), heard.on_done, heard.on_error)
    assert over.wait(5)
    assert not heard.ended
    qtbot.waitUntil(lambda: heard.ended)


def test_an_error_arrives_as_it_was_raised(qtbot: QtBot, tasks: Tasks) -> None:
    heard = Heard()
    error = ValueError("坏文件")

    def job(_progress: Progress) -> None:
        raise error

    tasks.run(job, heard.on_done, heard.on_error)
    qtbot.waitUntil(lambda: heard.ended)
    assert heard.errors == [error]
    assert heard.done == []


def test_progress_arrives_before_the_result_and_the_last_word_always(
    qtbot: QtBot, tasks: Tasks
) -> None:
    heard = Heard()

    def job(progress: Progress) -> str:
        for step in range(1000):
            progress.report(step / 1000, f"第 {step} 步")
        progress.report(1, "完成")
        return "好"

    tasks.run(job, heard.on_done, heard.on_error, heard.on_progress)
    qtbot.waitUntil(lambda: heard.ended)
    first, *_, last = heard.progress
    assert [first, last] == [(0, "第 0 步"), (1, "完成")]
    assert len(heard.progress) < 1000
    assert heard.threads == {threading.get_ident()}


def test_a_job_stops_when_asked(qtbot: QtBot, tasks: Tasks) -> None:
    heard, started = Heard(), threading.Event()

    def job(progress: Progress) -> None:
        started.set()
        while True:
            progress.check()
            QThread.msleep(1)

    token = tasks.run(job, heard.on_done, heard.on_error)
    assert started.wait(5)
    token.request()
    qtbot.waitUntil(lambda: heard.ended)
    assert isinstance(heard.errors[0], CancelledError)


def test_a_token_can_be_shared_and_a_job_may_look_for_itself(qtbot: QtBot, tasks: Tasks) -> None:
    heard, token = Heard(), Cancel()
    token.request()
    given = tasks.run(
        lambda progress: progress.cancelled, heard.on_done, heard.on_error, cancel=token
    )
    assert given is token
    qtbot.waitUntil(lambda: heard.ended)
    assert heard.done == [True]


def test_stop_asks_every_job_and_waits(qapp: QApplication) -> None:
    tasks, started = Tasks(qapp), threading.Event()
    heard = Heard()

    def job(progress: Progress) -> None:
        started.set()
        while not progress.cancelled:
            QThread.msleep(1)

    tasks.run(job, heard.on_done, heard.on_error)
    assert started.wait(5)
    assert tasks.stop()
    tasks.deleteLater()


def test_stop_says_when_a_job_does_not_listen(qapp: QApplication) -> None:
    tasks, release = Tasks(qapp), threading.Event()
    heard = Heard()
    tasks.run(lambda _progress: release.wait(5), heard.on_done, heard.on_error)
    assert not tasks.stop(20)
    release.set()
    assert tasks.stop()
    tasks.deleteLater()
