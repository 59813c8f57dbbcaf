"""The window of an encrypted library: asked for at the start, locked, hidden, and never losing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app.protection import old_backups
from desktop_app.app.settings import SettingsFile
from desktop_app.core.data import Key, Period
from desktop_app.core.entry import Entry
from desktop_app.store import secret
from desktop_app.store.backups import backups_of
from desktop_app.store.driver import PLAIN, head_of
from desktop_app.store.keyring import KEYRING
from desktop_app.store.recoding import recode
from desktop_app.store.secret import new_secret
from desktop_app.ui.case_pages import OVERVIEW, PACKAGE_EXPORT, SAFETY, START
from desktop_app.ui.components.password_dialog import PasswordDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.package.export_page import ExportPage
from desktop_app.ui.safety.page import SafetyPage
from desktop_app.ui.safety.recovery_dialog import RecoveryDialog
from desktop_app.ui.theme import ThemeControl
from tests.store.samples import filled
from tests.ui.starting import PATIENCE, start
from tests.ui.test_access import announced, reached

YEAR = 2023
POWER = Key("energy.electricity", Period(YEAR, 3))
PASSWORD = "一二三 山"
T = TypeVar("T", bound=QWidget)


@pytest.fixture(autouse=True)
def light_and_forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stretching passwords takes the time it is meant to take; secrets last one test."""
    monkeypatch.setattr(secret, "_COST", 1 << 4)
    yield
    KEYRING.clear()


@pytest.fixture
def plain(odd_path: Path) -> Path:
    """The library of the user, with the case he had open last."""
    path = odd_path / "library.nzl"
    library = filled(path, enterprises=1, months=2)
    case = next(one.id for one in library.cases() if one.year == YEAR)
    library.close()
    SettingsFile(odd_path / "settings.json").change(last_case=case)
    return path


@pytest.fixture
def sealed(plain: Path) -> Path:
    """The same encrypted; its password is not known to the program."""
    assert recode(plain, new_secret(PASSWORD)) is None
    return plain


def library_of(window: MainWindow) -> Path:
    return window.locking.library


def only(kind: type[T]) -> T:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind)]
    return found


def give(qtbot: QtBot, window: MainWindow, words: str) -> None:
    """Type a password at the lock, and press Return."""
    edit = window.locking.screen.field.edit
    edit.setText(words)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    button = window.locking.screen.open_button
    qtbot.waitUntil(lambda: button.isEnabled() or not is_locked(window), timeout=PATIENCE)


def type_into(page: QWidget, name: str, words: str) -> None:
    """Type into the field of that name, and stay in it."""
    fields: list[QLineEdit] = list(page.findChildren(QLineEdit))
    edit = next(one for one in fields if one.accessibleName() == name)
    edit.setFocus()
    edit.clear()
    QTest.keyClicks(edit, words)


def is_locked(window: MainWindow) -> bool:
    return window.locking.locked


def idle(window: MainWindow) -> bool:
    return not window.tasks.busy and not window.locking.working


def protect(qtbot: QtBot, window: MainWindow) -> str:
    """Set the password by the dialog; returns the recovery key it showed."""
    qtbot.waitUntil(lambda: idle(window), timeout=PATIENCE)
    window.actions_by_id["safety"].trigger()
    page = cast("SafetyPage", window.page_widget(SAFETY))
    qtbot.waitUntil(lambda: idle(window), timeout=PATIENCE)
    page.password.set_button.click()
    dialog = only(PasswordDialog)
    assert dialog.new is not None
    assert dialog.again is not None
    assert dialog.understood is not None
    dialog.new.edit.setText(PASSWORD)
    assert dialog.strength.text()
    QTest.keyClick(dialog.new.edit, Qt.Key.Key_Return)
    dialog.again.edit.setText(PASSWORD)
    dialog.accept_button.click()
    assert dialog.told.text()  # it is not said yet that it is understood
    dialog.understood.setChecked(True)
    dialog.accept_button.click()
    assert is_locked(window)
    qtbot.waitUntil(
        lambda: any(isinstance(one, RecoveryDialog) for one in QApplication.topLevelWidgets()),
        timeout=PATIENCE,
    )
    shown = only(RecoveryDialog)
    key = shown.key.text()
    shown.accept()
    qtbot.waitUntil(lambda: window.bridge is not None and idle(window), timeout=PATIENCE)
    return key


# --- at the start ---------------------------------------------------------------------------------


def test_an_encrypted_library_opens_by_its_password(
    qtbot: QtBot, odd_path: Path, sealed: Path, control: ThemeControl
) -> None:
    window = start(qtbot, odd_path, control)
    assert is_locked(window)
    screen = window.locking.screen
    assert "library.nzl" in screen.words.text()
    assert [announced(one) for one in reached(window)]
    assert all(announced(one) for one in reached(window))
    for key in ("Ctrl+N", "Ctrl+K", "Ctrl+Shift+K", "F1", "Ctrl+2"):
        QTest.keySequence(window, QKeySequence(key))
    assert is_locked(window)
    assert window.page == START
    give(qtbot, window, "猜的")
    assert "口令不对" in screen.told.text()
    give(qtbot, window, PASSWORD)
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    assert not is_locked(window)
    assert "贵州𫖯山" in window.windowTitle()
    assert screen.field.text() == ""
    window.actions_by_id["export_package"].trigger()
    page = cast("ExportPage", window.page_widget(PACKAGE_EXPORT))
    assert "没有加密" in page.password.accessibleDescription()
    page.password.setText("很长的一句话，别人猜不出")
    assert "没有加密" not in page.password.accessibleDescription()


# --- locking --------------------------------------------------------------------------------------


def test_set_locked_opened_and_taken_away(
    qtbot: QtBot, odd_path: Path, plain: Path, control: ThemeControl
) -> None:
    window = start(qtbot, odd_path, control)
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(backups_of(plain)) == 1 and idle(window), timeout=PATIENCE)
    window.locking.lock()
    assert not is_locked(window)  # without a password there is nothing to ask for
    key = protect(qtbot, window)
    path = library_of(window)
    assert head_of(path) != PLAIN
    assert head_of(backups_of(path)[0].path) == head_of(path)
    assert window.page == SAFETY

    # What is being typed is stored before the window hides.
    page = window.show_page("profile")
    type_into(page, "联系人", "Wang")
    title = window.windowTitle()
    window.actions_by_id["lock"].trigger()
    assert is_locked(window)
    assert window.bridge is not None
    assert window.bridge.session.case.enterprise.contact == "Wang"
    assert "厂" not in window.windowTitle()
    central = window.centralWidget()
    assert not central.isVisibleTo(window)
    window.toasts.show("里面有企业的名称")
    assert not window.toasts.toasts[-1].isVisibleTo(window)
    assert reached(window)
    controls: list[QWidget] = reached(window)
    assert all(window.locking.screen.isAncestorOf(one) for one in controls)
    give(qtbot, window, "猜的")
    assert is_locked(window)
    give(qtbot, window, key)
    assert not is_locked(window)
    assert central.isVisibleTo(window)
    assert window.windowTitle() == title
    assert window.toasts.toasts[-1].isVisibleTo(window)

    # The backup made before is named until it is encrypted too.
    window.show_page(SAFETY)
    card = cast("SafetyPage", window.page_widget(SAFETY)).password
    qtbot.waitUntil(lambda: "没有加密" in card.old.text(), timeout=PATIENCE)
    card.recode_button.click()
    qtbot.waitUntil(lambda: idle(window) and not old_backups(path).every, timeout=PATIENCE)
    assert all(head_of(one.path) == head_of(path) for one in backups_of(path))

    page = cast("SafetyPage", window.page_widget(SAFETY))
    page.password._jobs.remove(PASSWORD)
    qtbot.waitUntil(lambda: idle(window) and head_of(path) == PLAIN, timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.bridge is not None and idle(window), timeout=PATIENCE)
    assert window.bridge.session.case.enterprise.contact == "Wang"


def test_it_locks_itself_when_nobody_was_there(
    qtbot: QtBot, odd_path: Path, sealed: Path, control: ThemeControl
) -> None:
    window = start(qtbot, odd_path, control)
    give(qtbot, window, PASSWORD)
    qtbot.waitUntil(lambda: window.bridge is not None, timeout=PATIENCE)
    now = 1_000_000.0
    window.locking._clock = lambda: now
    window.settings.change(lock_minutes=5)
    window.locking.follow()
    now += 4 * 60
    QTest.keyClick(window, Qt.Key.Key_Shift)
    now += 4 * 60
    window.locking.lock_if_idle()
    assert not is_locked(window)
    now += 2 * 60
    window.locking.lock_if_idle()
    assert is_locked(window)
    window.settings.change(lock_minutes=0)
    give(qtbot, window, PASSWORD)
    now += 10_000
    window.locking.lock_if_idle()
    assert not is_locked(window)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not move what is open")
def test_edits_that_wait_for_the_disk_outlast_the_lock(
    qtbot: QtBot, odd_path: Path, sealed: Path, control: ThemeControl
) -> None:
    window = start(qtbot, odd_path, control)
    give(qtbot, window, PASSWORD)
    qtbot.waitUntil(lambda: window.bridge is not None and idle(window), timeout=PATIENCE)
    bridge = window.bridge
    assert bridge is not None
    away = odd_path.with_name("拔出的盘")
    odd_path.rename(away)
    bridge.enter([Entry(POWER, "6", "MWh")], "填写")
    assert len(bridge.waiting) == 1
    window.locking._cover()
    assert "还有 1 次修改" in window.locking._lock_words()
    away.rename(odd_path)
    window.safety.write_waiting()
    assert len(bridge.waiting) == 0
    window.locking._uncover()
    assert window.page == OVERVIEW or window.made_page(window.page) is not None


# --- old backups ----------------------------------------------------------------------------------


def test_a_backup_under_another_password_can_be_opened(
    qtbot: QtBot, odd_path: Path, sealed: Path, control: ThemeControl
) -> None:
    window = start(qtbot, odd_path, control)
    give(qtbot, window, PASSWORD)
    qtbot.waitUntil(lambda: window.bridge is not None and idle(window), timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(backups_of(sealed)) == 1 and idle(window), timeout=PATIENCE)
    (backup,) = backups_of(sealed)
    other = new_secret("以前的")
    assert recode(backup.path, other) is None
    page = cast("SafetyPage", window.page_widget(SAFETY))
    window.show_page(SAFETY)
    page.preview.show_backup(backup)
    preview = page.preview
    qtbot.waitUntil(lambda: preview.unlock_button.isVisibleTo(page), timeout=PATIENCE)
    preview.unlock(other.recovery_key)
    qtbot.waitUntil(lambda: preview.open_button.isVisibleTo(page), timeout=PATIENCE)
    assert "1 家企业" in preview.words.text()
