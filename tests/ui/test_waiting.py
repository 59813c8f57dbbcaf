"""What cannot be written waits in the window and is written when it can be, whatever it is."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop_app.core.data import Key, Period
from desktop_app.core.entry import Entry
from desktop_app.core.pack import Checked
from desktop_app.core.planned import PlannedMeasure
from desktop_app.store.library import Library
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.case_pages import EVIDENCE, PACKS, SAFETY
from desktop_app.ui.components.toast import Toast, ToastAction, ToastStack
from desktop_app.ui.evidence.page import EvidencePage
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.packs_page.numbers_view import NumbersView
from desktop_app.ui.packs_page.page import PacksPage
from desktop_app.ui.theme import ThemeControl
from tests.ui.driving import children
from tests.ui.starting import PATIENCE, open_example, start

POWER = Key("energy.electricity", Period(2020, 3))
moves = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not move what is open")


@pytest.fixture
def window(qtbot: QtBot, odd_path: Path, control: ThemeControl) -> Iterator[MainWindow]:
    made = start(qtbot, odd_path, control)
    open_example(qtbot, made)
    yield made
    made.safety.waiting.drop()
    if made.bridge is not None:
        made.bridge.give_up_waiting()


def bridge_of(window: MainWindow) -> Bridge:
    assert window.bridge is not None
    return window.bridge


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that toasts say, those that went again included."""
    texts: list[str] = []
    show = ToastStack.show

    def noted(
        stack: ToastStack, text: str, kind: str = "info", action: ToastAction | None = None
    ) -> Toast:
        texts.append(text)
        return show(stack, text, kind, action)

    monkeypatch.setattr(ToastStack, "show", noted)
    return texts


def on_disk(window: MainWindow) -> Library:
    """The library as another program reads it."""
    assert window.workspace is not None
    found = Library.open(window.workspace.library_path)
    assert isinstance(found, Library)
    return found


def settled(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(window.safety.write_waiting, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.tasks.busy, timeout=PATIENCE)


@moves
def test_evidence_and_plan_wait_for_the_drive(
    qtbot: QtBot, window: MainWindow, odd_path: Path, tmp_path: Path, said: list[str]
) -> None:
    bridge = bridge_of(window)
    desk = bridge.desk
    assert desk is not None
    invoice = tmp_path / "发票.txt"
    invoice.write_text("电费", "utf-8")
    desk.take([invoice])
    qtbot.waitUntil(lambda: len(bridge.case.evidence) == 1, timeout=PATIENCE)
    page = cast("EvidencePage", window.show_page(EVIDENCE))
    away = odd_path.with_name("拔出的盘")
    odd_path.rename(away)
    second = tmp_path / "电表.txt"
    second.write_text("读数", "utf-8")
    desk.take([second])
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0)
    desk.take_picture(picture)
    qtbot.waitUntil(lambda: len(desk._held) == 2 and not desk._taking, timeout=PATIENCE)
    page.details.show_evidence(bridge.case.evidence[0].id)
    page.details._edit("title", "三月电费发票")
    bridge.plan([PlannedMeasure("m1", "风机变频", owner="张工")], "加入方案")
    assert bridge.unsaved == 4
    bridge.undo()
    assert bridge.unsaved == 4
    told = len(said)
    for _turn in range(3):
        assert not window.safety.write_waiting()
        qtbot.waitUntil(lambda: not desk._taking, timeout=PATIENCE)
    assert len(said) == told
    assert "不在了" in "".join(said)
    assert not window.close()
    assert "还有 4 次修改没有写进企业库" in "".join(said)
    away.rename(odd_path)
    settled(qtbot, window)
    qtbot.waitUntil(lambda: len(bridge.case.evidence) == 3, timeout=PATIENCE)
    library = on_disk(window)
    case = library.load(bridge.session.case_id)
    assert {one.title for one in case.evidence} >= {"三月电费发票", "电表"}
    assert all(library.files.sound(one.digest) for one in case.evidence)
    assert [one.name for one in case.plan] == ["风机变频"]
    library.close()
    assert bridge.unsaved == 0
    assert window.close()


@moves
def test_a_file_that_waits_is_given_up_only_on_request(
    qtbot: QtBot, window: MainWindow, odd_path: Path, tmp_path: Path
) -> None:
    bridge = bridge_of(window)
    desk = bridge.desk
    assert desk is not None
    away = odd_path.with_name("拔出的盘")
    odd_path.rename(away)
    paper = tmp_path / "a.txt"
    paper.write_text("a", "utf-8")
    desk.take([paper])
    qtbot.waitUntil(lambda: bool(desk._held), timeout=PATIENCE)
    window.actions_by_id["close_case"].trigger()
    assert window.bridge is bridge
    window.toasts.toasts[-1].action.click()
    assert desk.held == 0


@moves
def test_a_confirmation_waits_for_the_drive(
    qtbot: QtBot, window: MainWindow, odd_path: Path
) -> None:
    page = cast("PacksPage", window.show_page(PACKS))
    page.reveal(f"{PACKS}:steel:numbers")
    qtbot.waitUntil(lambda: bool(children(page, NumbersView)), timeout=PATIENCE)
    (view,) = children(page, NumbersView)
    qtbot.waitUntil(lambda: bool(view.model.lines), timeout=PATIENCE)
    row = next(n for n, one in enumerate(view.model.lines) if one.entry.kind != "indicator")
    path = view.model.lines[row].entry.path
    away = odd_path.with_name("拔出的盘")
    odd_path.rename(away)
    view.table.selectRow(row)
    day = window.workspace.today() if window.workspace is not None else None
    assert day is not None
    view.form.confirmed.emit(Checked("张工", day, "原文", "第 3 页", ""))
    assert "不在了" in view.form.problem.text()
    assert window.safety.unsaved == 1
    assert not window.close()
    away.rename(odd_path)
    settled(qtbot, window)
    library = on_disk(window)
    assert [one.path for one in library.confirmations()] == [path]
    library.close()
    assert any(one.own and one.entry.path == path for one in view._all)


@moves
def test_trying_again_does_not_drop_what_waits(window: MainWindow, odd_path: Path) -> None:
    bridge = bridge_of(window)
    away = odd_path.with_name("拔出的盘")
    odd_path.rename(away)
    bridge.enter([Entry(POWER, "6", "MWh")], "填写“电力”")
    window.start_page.retry_requested.emit()
    assert window.bridge is bridge
    assert len(bridge.waiting) == 1
    away.rename(odd_path)


# --- a small disk -----------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes; only root can mount one."""
    place = tmp_path / "小 盘"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)]
    if sys.platform != "linux" or subprocess.run(command, check=False).returncode != 0:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill_up(ballast: Path) -> None:
    with ballast.open("ab", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"x" * 4096):
            pass


def test_a_full_disk_is_told_in_the_window_and_all_is_written_when_there_is_room(
    qtbot: QtBot, small_disk: Path, tmp_path: Path, control: ThemeControl, said: list[str]
) -> None:
    window = start(qtbot, small_disk, control)
    open_example(qtbot, window)
    qtbot.waitUntil(lambda: not window.tasks.busy, timeout=PATIENCE)
    bridge = bridge_of(window)
    desk = bridge.desk
    assert desk is not None
    ballast = small_disk / "别的文件"
    fill_up(ballast)
    paper = tmp_path / "大的.bin"
    paper.write_bytes(bytes(range(256)) * 3000)
    desk.take([paper])
    qtbot.waitUntil(lambda: bool(desk._held), timeout=PATIENCE)
    for number in range(1, 400):
        bridge.enter([Entry(POWER, str(number), "MWh", note="九" * 900)], "填写“电力”")
        if len(bridge.waiting):
            break
    assert len(bridge.waiting) == 1
    assert "磁盘已满" in bridge.pending[POWER].problem.message()
    assert "磁盘已满" in "".join(said)
    assert not window.close()
    window.show_page(SAFETY)
    window.show_page(EVIDENCE)
    ballast.unlink()
    settled(qtbot, window)
    qtbot.waitUntil(lambda: len(bridge.case.evidence) == 1, timeout=PATIENCE)
    library = on_disk(window)
    case = library.load(bridge.session.case_id)
    assert case.data[POWER].raw == str(number)
    assert library.files.sound(case.evidence[0].digest)
    library.close()
    assert window.close()
