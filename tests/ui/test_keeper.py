"""Another language while the program runs: the same case, the same page, other words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QTreeView
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_app.app.settings import SettingsFile
from desktop_app.i18n import SOURCE_LANGUAGE, current_language, set_language
from desktop_app.ui.case_pages import OVERVIEW, PROFILE
from desktop_app.ui.keeper import WindowKeeper
from desktop_app.ui.qt_texts import translate_qt
from desktop_app.ui.settings_panel import SettingsPanel
from desktop_app.ui.theme import ThemeControl
from tests.ui.driving import children
from tests.ui.starting import PATIENCE, open_example, paths_below


@pytest.fixture
def keeper(
    qapp: QApplication, qtbot: QtBot, odd_path: Path, control: ThemeControl
) -> Iterator[WindowKeeper]:
    paths = paths_below(odd_path)
    made = WindowKeeper(qapp, paths, SettingsFile(paths.settings), control)
    _shown(qtbot, made)
    yield made
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()
    set_language(SOURCE_LANGUAGE)
    translate_qt(qapp)


def _shown(qtbot: QtBot, keeper: WindowKeeper) -> None:
    keeper.window.show()
    qtbot.waitUntil(lambda: keeper.window.workspace is not None, timeout=PATIENCE)


def choose(keeper: WindowKeeper, language: str) -> None:
    """Pick a language in the settings, as a user does."""
    keeper.window.actions_by_id["settings"].trigger()
    panel = children(keeper.window, SettingsPanel)[0]
    panel.language.changed.emit(language)


def test_the_window_speaks_english_and_chinese_again(qtbot: QtBot, keeper: WindowKeeper) -> None:
    open_example(qtbot, keeper.window)
    keeper.window.show_page(PROFILE)
    chinese = keeper.window
    choose(keeper, "en")
    qtbot.waitUntil(lambda: keeper.window is not chinese, timeout=PATIENCE)
    english = keeper.window
    qtbot.waitUntil(lambda: english.bridge is not None, timeout=PATIENCE)
    assert current_language() == "en"
    assert english.isVisible()
    assert not isValid(chinese)
    assert english.page == PROFILE
    assert english.bridge is not None
    assert english.bridge.session.case.enterprise.name == "西王特钢有限公司"
    assert english.undo_action.text().startswith("Undo")
    choose(keeper, "zh_CN")
    qtbot.waitUntil(lambda: keeper.window is not english, timeout=PATIENCE)
    assert keeper.window.undo_action.text().startswith("撤销")
    qtbot.waitUntil(lambda: keeper.window.bridge is not None, timeout=PATIENCE)


def test_qts_own_dialogs_follow(qapp: QApplication, qtbot: QtBot, keeper: WindowKeeper) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    chinese = keeper.window
    choose(keeper, "en")
    qtbot.waitUntil(lambda: keeper.window is not chinese, timeout=PATIENCE)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_work_in_the_background_is_not_cut_short(qtbot: QtBot, keeper: WindowKeeper) -> None:
    open_example(qtbot, keeper.window)
    keeper.window.show_page(OVERVIEW)
    qtbot.waitUntil(lambda: not keeper.window.tasks.busy, timeout=PATIENCE)
    chinese, go_on = keeper.window, Event()
    done: list[object] = []
    keeper.window.tasks.run(lambda _progress: go_on.wait(30), done.append, done.append)
    choose(keeper, "en")
    qtbot.wait(100)
    assert keeper.window is chinese
    assert current_language() == SOURCE_LANGUAGE
    go_on.set()
    qtbot.waitUntil(lambda: done == [True], timeout=PATIENCE)
    qtbot.waitUntil(lambda: keeper.window is not chinese, timeout=PATIENCE)


def test_a_dialog_of_qt_speaks_chinese_throughout(
    qtbot: QtBot, keeper: WindowKeeper, tmp_path: Path
) -> None:
    (tmp_path / "文件夹甲").mkdir()
    dialog = QFileDialog(keeper.window, "选择文件", str(tmp_path), "Excel (*.xlsx)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    with qtbot.waitExposed(dialog):
        dialog.show()
    (view,) = (one for one in children(dialog, QTreeView) if one.objectName() == "treeView")
    model = view.model()
    qtbot.waitUntil(lambda: model.rowCount(view.rootIndex()) > 0, timeout=PATIENCE)
    across = Qt.Orientation.Horizontal
    said = [str(model.headerData(column, across)) for column in range(4)]
    said += [str(model.index(0, 2, view.rootIndex()).data())]
    buttons = [one for one in children(dialog, QAbstractButton) if one.isVisible()]
    said += [one.text() or one.toolTip() for one in buttons]
    assert len(said) > 10
    assert [one for one in said if one and not re.search(r"[\u4e00-\u9fff]", one)] == []
    dialog.reject()
