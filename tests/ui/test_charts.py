"""Charts of the evaluation page: what stands there, at the mouse, and on the clipboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from desktop_app.charts.scene import Circle, Rect, Scene
from desktop_app.core.entry import Entry
from desktop_app.core.pack import Limb
from desktop_app.ui import theme
from desktop_app.ui.assess.charts import LimbCharts
from desktop_app.ui.assess.page import AssessPage
from desktop_app.ui.bridge import Bridge
from desktop_app.ui.components.chart_card import ChartCard, LiveScene
from desktop_app.ui.components.scene_view import UNIT
from desktop_app.ui.overview.page import OverviewPage
from tests.ui.driving import press
from tests.ui.opened import key_of, open_bridge

LAST_YEAR = [(f"energy.electricity@2022-{month:02d}", "80") for month in range(1, 13)]


def enter(bridge: Bridge, *rows: tuple[str, str]) -> None:
    assert not bridge.enter([Entry(key_of(key), text) for key, text in rows], "").problems


@pytest.fixture
def bridge(tmp_path: Path) -> Bridge:
    return open_bridge(tmp_path, last_year=LAST_YEAR)


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge) -> AssessPage:
    page = AssessPage(bridge)
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    return page


def charts(page: AssessPage, limb: Limb) -> LimbCharts:
    return page.show_limb(limb).charts


def test_a_case_without_figures_has_no_charts_of_them(page: AssessPage) -> None:
    assert not charts(page, Limb.ENERGY).cards
    assert not charts(page, Limb.CLEAN_PRODUCTION).cards


def test_charts_come_and_go_with_the_data(page: AssessPage, bridge: Bridge) -> None:
    shown = charts(page, Limb.ENERGY)
    enter(
        bridge,
        *((f"energy.electricity@2023-{month:02d}", "100") for month in range(1, 7)),
        ("energy.diesel@2023", "3"),
    )
    page.refresh(None)
    assert list(shown.cards) == ["parts", "course"]
    assert shown.cards["course"].accessibleName() == "电力逐月走势"
    bridge.undo()
    page.refresh(None)
    assert not shown.cards
    assert shown.isHidden()


def test_another_item_can_be_followed_and_last_year_goes_along(
    page: AssessPage, bridge: Bridge
) -> None:
    shown = charts(page, Limb.ENERGY)
    enter(
        bridge,
        *((f"energy.electricity@2023-{month:02d}", "100") for month in range(1, 13)),
        *((f"energy.diesel@2023-{month:02d}", "3") for month in range(1, 13)),
    )
    page.refresh(None)
    scene = shown.cards["course"].view.scene
    assert sum(isinstance(shape, Circle) for shape in scene.shapes) == 12
    assert [shown.choice.itemData(at) for at in range(shown.choice.count())] == [
        "energy.electricity",
        "energy.diesel",
    ]
    shown.choice.choose("energy.diesel")
    shown.choice.chosen.emit("energy.diesel")
    assert shown.cards["course"].accessibleName() == "柴油逐月走势"
    assert not any(isinstance(one, Circle) for one in shown.cards["course"].view.scene.shapes)


def test_the_mouse_is_told_the_figures_of_a_month(
    qtbot: QtBot, page: AssessPage, bridge: Bridge
) -> None:
    shown = charts(page, Limb.ENERGY)
    enter(bridge, *((f"energy.electricity@2023-{month:02d}", f"10{month}") for month in (1, 2)))
    page.refresh(None)
    view = shown.cards["course"].view

    def in_sight() -> bool:
        page.view.ensureWidgetVisible(view)
        return not view.visibleRegion().isEmpty()

    qtbot.waitUntil(in_sight)
    qtbot.wait(100)  # the layout settles, and the scene with it
    column = next(one for one in view.scene.shapes if isinstance(one, Rect) and one.tip)
    unit = UNIT * theme.current().factor
    at = QPoint(
        round((column.x + column.width / 2) * unit), round((column.y + column.height / 2) * unit)
    )
    everywhere = QPointF(view.mapToGlobal(at))
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        everywhere,
        none,
        none,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view, moved)
    assert QToolTip.text().startswith("1 月：本年 101")


def test_a_chart_is_copied_as_a_sharp_picture(
    page: AssessPage, bridge: Bridge, qtbot: QtBot
) -> None:
    enter(bridge, ("steel.has.ironmaking@2023", "是"), ("steel.cp.sewage@2023", "L1"))
    page.refresh(None)
    card = charts(page, Limb.CLEAN_PRODUCTION).cards["radar.steel.cp"]
    card.copy_button.click()
    picture = QGuiApplication.clipboard().image()
    assert picture.width() > 2 * card.view.width()
    assert picture.pixelColor(2, 2).name() == "#ffffff"
    assert card.copy_button.toolTip() == "已复制"
    qtbot.waitUntil(lambda: card.copy_button.toolTip() == "复制为图片", timeout=5000)


def test_the_quadrant_is_copied_from_its_menu(qtbot: QtBot, bridge: Bridge) -> None:
    page = OverviewPage(bridge)
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    views: list[LiveScene] = list(page.findChildren(LiveScene))
    view = views[0]
    [copying] = view.actions()
    assert copying.text() == "复制为图片"
    copying.trigger()
    picture = QGuiApplication.clipboard().image()
    assert picture.width() > 2 * view.width()
    assert picture.pixelColor(2, 2).name() == "#ffffff"


def test_the_keyboard_goes_from_figure_to_figure_and_copies(
    page: AssessPage, bridge: Bridge, qtbot: QtBot
) -> None:
    enter(bridge, *((f"energy.electricity@2023-{month:02d}", f"10{month}") for month in (1, 2)))
    page.refresh(None)
    view = charts(page, Limb.ENERGY).cards["course"].view
    whole = view.accessibleDescription()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    before = view.grab().toImage()
    press(view, Qt.Key.Key_Right)
    assert view.accessibleDescription().startswith("1 月：本年 101")
    assert QToolTip.text() == view.accessibleDescription()
    press(view, Qt.Key.Key_Right)
    assert view.accessibleDescription().startswith("2 月：本年 102")
    assert view.grab().toImage() != before
    press(view, Qt.Key.Key_Left)
    assert view.accessibleDescription().startswith("1 月")
    press(view, Qt.Key.Key_End)
    press(view, Qt.Key.Key_Right)
    assert view.accessibleDescription().startswith("12 月")
    press(view, Qt.Key.Key_Escape)
    assert view.accessibleDescription() == whole
    QGuiApplication.clipboard().clear()
    qtbot.waitUntil(view.hasFocus)
    press(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().image().width() > 2 * view.width()


def test_a_long_title_widens_no_page(qtbot: QtBot, bridge: Bridge) -> None:
    card = ChartCard("能源与资源 " * 40, lambda width: Scene(width, 20, ()))
    qtbot.addWidget(card)
    assert card.minimumSizeHint().width() < theme.current().px(500)
