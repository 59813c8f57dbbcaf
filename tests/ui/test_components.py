"""Every component: what it shows, what it says to a screen reader, how keys and mouse work it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QHelpEvent, QImage, QKeySequence
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.charts.bands import BandInput
from desktop_app.charts.scene import Rect, Scene
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import IconButton, PrimaryButton, QuietButton
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.check_box import CheckBox
from desktop_app.ui.components.chip_bar import Chip, ChipBar
from desktop_app.ui.components.choice_edit import Choice, ChoiceEdit
from desktop_app.ui.components.completion_ring import CompletionRing
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.evidence_clip import EvidenceClip
from desktop_app.ui.components.field_row import FieldRow
from desktop_app.ui.components.flow import FlowLayout
from desktop_app.ui.components.item_picker import ItemPicker, Pick
from desktop_app.ui.components.key_table import KeyTable, key_caps
from desktop_app.ui.components.level_badge import LevelBadge
from desktop_app.ui.components.number_edit import NumberEdit
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.popover import Popover
from desktop_app.ui.components.progress_row import ProgressRow
from desktop_app.ui.components.reason_popover import ReasonPopover
from desktop_app.ui.components.saved_state import Saved, SavedState
from desktop_app.ui.components.scene_view import SceneView, fixed_scene
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.components.select import Select
from desktop_app.ui.components.shadow import SHADOW_ROOM
from desktop_app.ui.components.state_chip import ChipState, StateChip
from desktop_app.ui.components.threshold_band import ThresholdBand
from desktop_app.ui.components.toast import Toast, ToastAction, ToastStack
from desktop_app.ui.components.trace_tree import TraceNode, TraceTree
from desktop_app.ui.components.why_link import WhyLink
from desktop_app.ui.theme import Mode, ThemeControl
from tests.ui.driving import child, children, click, press, typed, typed_by_input_method
from tests.ui.gallery import LIMITS, TRACE, gallery

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    """Shows a widget in a window of its own that has the keyboard, and returns the window."""
    kept: list[QWidget] = []

    def show(widget: QWidget) -> QWidget:
        window = QWidget()
        kept.append(window)
        QVBoxLayout(window).addWidget(widget)
        qtbot.addWidget(window)
        window.resize(640, 480)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return show


def picture(widget: QWidget) -> QImage:
    """What the widget looks like now."""
    return widget.grab().toImage()


def name_heard(widget: QWidget) -> str:
    """The name a screen reader says."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


# --- all of them together --------------------------------------------------------------------


@pytest.fixture(params=[("light", 1.0), ("dark", 0.9), ("light", 1.5)], ids=str)
def everything(request: pytest.FixtureRequest, qtbot: QtBot, control: ThemeControl) -> Page:
    scheme, factor = request.param
    control.apply(Mode(scheme), factor)
    page = gallery()
    qtbot.addWidget(page)
    page.resize(1600, 900)
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_no_word_is_cut_off(everything: Page) -> None:
    worded: list[QLabel | QPushButton] = [
        each for each in children(everything, QLabel) if not each.wordWrap()
    ]
    worded.extend(children(everything, QPushButton))
    cut = [
        each.text()
        for each in worded
        if each.isVisible() and each.width() < each.sizeHint().width()
    ]
    assert cut == []


def test_every_control_has_a_name(everything: Page) -> None:
    controls = [
        each
        for each in children(everything, QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
    ]
    assert len(controls) > 30
    assert [each for each in controls if not name_heard(each)] == []


def test_the_tab_key_reaches_every_control_and_comes_round(qtbot: QtBot, everything: Page) -> None:
    everything.activateWindow()
    qtbot.waitUntil(everything.isActiveWindow)
    reached: list[QWidget] = []
    for _ in range(200):
        everything.focusNextChild()
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in reached:
            break
        reached.append(focus)
    kinds = {type(each).__name__ for each in reached}
    assert {
        "PrimaryButton", "Card", "WhyLink", "EvidenceClip", "SearchField", "Select", "CheckBox",
        "NumberEdit", "_ChoiceCard", "TraceTree", "_Segment", "_ChipButton",
    } <= kinds  # fmt: skip


def test_a_theme_switch_repaints_everything_without_moving_it(
    everything: Page, control: ThemeControl
) -> None:
    before = picture(everything)
    places = [each.geometry() for each in children(everything, QPushButton)]
    worn = control.apply()
    control.apply(Mode.DARK if worn.scheme == "light" else Mode.LIGHT)
    QApplication.processEvents()
    assert picture(everything) != before
    assert [each.geometry() for each in children(everything, QPushButton)] == places
    control.apply(Mode(worn.scheme))
    QApplication.processEvents()
    assert picture(everything) == before


def test_the_readable_width_ends_and_a_wide_page_does_not(qtbot: QtBot) -> None:
    narrow, wide = Page("窄"), Page("宽", wide=True)
    for page in (narrow, wide):
        qtbot.addWidget(page)
        page.body.addWidget(wide_label := QLabel("字"))
        wide_label.setObjectName("content")
        page.resize(2400, 400)
        with qtbot.waitExposed(page):
            page.show()
    assert child(narrow, QLabel, "content").width() == 1160
    assert child(wide, QLabel, "content").width() > 2300


# --- marks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("tone", ["level_1", "level_2", "level_3", "level_below", "muted"])
def test_a_badge_differs_by_its_sign_even_without_colour(qtbot: QtBot, tone: str) -> None:
    """Levels are never told by colour alone: in one colour they still look different."""
    badge, other = LevelBadge("muted", "级"), LevelBadge(tone, "级")
    qtbot.addWidget(badge)
    qtbot.addWidget(other)
    same_colour = LevelBadge("muted", "级", other._sign)
    qtbot.addWidget(same_colour)
    same = picture(same_colour) == picture(badge)
    assert same == (tone == "muted")
    assert other.accessibleName() == "级"


def test_a_pack_may_bring_its_own_sign(qtbot: QtBot) -> None:
    badge, plain = LevelBadge("level_1", "标杆", "▲"), LevelBadge("level_1", "标杆")
    qtbot.addWidget(badge)
    qtbot.addWidget(plain)
    assert picture(badge) != picture(plain)


def test_every_state_has_its_own_look_and_word(qtbot: QtBot) -> None:
    chips = [StateChip(state, "同样的字") for state in ChipState]
    for chip in chips:
        qtbot.addWidget(chip)
    looks = [picture(chip) for chip in chips]
    assert all(looks.count(look) == 1 for look in looks)
    words = []
    for chip, state in zip(chips, ChipState, strict=True):
        chip.set_state(state)
        words.append(chip.accessibleName())
    assert words == ["已填", "未填", "不适用", "估算", "待核实"]


@pytest.mark.parametrize(
    ("share", "text"),
    [("0.999", "99%"), ("1", "100%"), ("0", "0%"), ("1.7", "100%"), ("-1", "0%"), (None, "—")],
)
def test_a_ring_is_full_only_when_all_is_done(qtbot: QtBot, share: str | None, text: str) -> None:
    ring = CompletionRing(None if share is None else Decimal(share))
    qtbot.addWidget(ring)
    assert ring.text() == text
    assert text in ring.accessibleName()


def test_the_clip_counts(qtbot: QtBot) -> None:
    clip = EvidenceClip()
    qtbot.addWidget(clip)
    assert (clip.text(), clip.accessibleName()) == ("", "添加佐证")
    clip.set_count(3)
    assert (clip.text(), clip.accessibleName()) == ("3", "佐证 3 份")


def test_a_figure_says_why_on_click_and_by_keyboard(qtbot: QtBot, shown: Show) -> None:
    link = WhyLink("104.6", "kgce/t")
    shown(link)
    assert "104.6 kgce/t" in link.accessibleName()
    with qtbot.waitSignal(link.clicked):
        click(link)
    link.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(link.clicked):
        press(link, Qt.Key.Key_Space)
    wide = link.sizeHint().width()
    link.set_figure("1,043,280.55", "tCO₂")
    assert link.sizeHint().width() > wide


def test_a_band_is_drawn_anew_for_another_value(qtbot: QtBot) -> None:
    band = ThresholdBand(BandInput(LIMITS, Decimal(101), True, "优于Ⅱ级", "能耗"))
    qtbot.addWidget(band)
    before = picture(band)
    assert band.accessibleName() == "能耗"
    band.show_band(BandInput(LIMITS, None, True, "未知", "能耗"))
    assert picture(band) != before
    assert band.toolTip() == "未知"


def test_a_scene_is_built_for_its_width_and_shows_tips(qtbot: QtBot, shown: Show) -> None:
    widths: list[float] = []

    def build(width: float) -> Scene:
        widths.append(width)
        box = Rect(0, 0, width, 50, fill="accent", tip="说明")
        return Scene(width, 60, (box,), "图", "一个方块")

    view = SceneView(build, least=100, most=300)
    shown(view)
    assert widths[-1] == 300
    assert view.accessibleDescription() == "一个方块"
    place = QPoint(10, 10)
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, place, view.mapToGlobal(place)))
    assert QToolTip.text() == "说明"
    assert fixed_scene(build(120)).sizeHint().width() == 160


# --- buttons and choices ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", [PrimaryButton, QuietButton])
def test_the_ring_appears_for_the_keyboard_and_not_for_the_mouse(
    qtbot: QtBot, shown: Show, kind: type[QuietButton]
) -> None:
    button, other = kind("确定"), QLineEdit()
    window = shown(button)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(other)
    QApplication.processEvents()
    other.setFocus()
    plain = picture(button)
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert picture(button) == plain
    other.setFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert picture(button) != plain


def test_enter_presses_a_button_as_the_space_bar_does(qtbot: QtBot, shown: Show) -> None:
    button = QuietButton("确定")
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append(button.text()))
    shown(button)
    button.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        press(button, key)
    press(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(pressed) == 3


def test_an_icon_button_is_named_by_its_tip(qtbot: QtBot) -> None:
    button = IconButton("ellipsis", "更多")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip(), button.text()) == ("更多", "更多", "")


def test_segments_move_by_arrow_keys_and_are_one_stop(qtbot: QtBot, shown: Show) -> None:
    control = SegmentedControl([("m", "按月"), ("q", "按季"), ("y", "全年")], "周期")
    shown(control)
    assert control.key == ""
    control.choose("q")
    stops = [each for each in children(control, QPushButton)
             if each.focusPolicy() & Qt.FocusPolicy.TabFocus]  # fmt: skip
    assert [each.text() for each in stops] == ["按季"]
    stops[0].setFocus()
    with qtbot.waitSignal(control.changed) as told:
        press(stops[0], Qt.Key.Key_Right)
    assert told.args == ["y"]
    with qtbot.waitSignal(control.changed) as told:
        click(children(control, QPushButton)[0])
    assert told.args == ["m"]
    assert control.key == "m"
    control.clear()
    control.setFocus()
    assert children(control, QPushButton)[0].hasFocus(), "who leads to the control can press it"


def test_chips_keep_their_state_and_can_be_cleared(qtbot: QtBot, shown: Show) -> None:
    bar = ChipBar([Chip("e", "错误", 3), Chip("w", "提醒")])
    shown(bar)
    first = bar._buttons["e"]
    with qtbot.waitSignal(bar.changed) as told:
        click(first)
    assert told.args == [frozenset({"e"})]
    bar.set_chips([Chip("e", "错误", 2), Chip("i", "说明", 1)])
    assert bar.chosen == {"e"}
    assert bar._buttons["e"].text().endswith("2")
    with qtbot.waitSignal(bar.changed) as told:
        click(bar._clear)
    assert told.args == [frozenset()]
    assert not bar._clear.isVisible()


def test_chips_wrap_when_the_row_is_full(qtbot: QtBot, shown: Show) -> None:
    bar = ChipBar([Chip(str(at), f"筛选条件 {at}") for at in range(20)])
    window = shown(bar)
    window.resize(360, 480)
    qtbot.waitUntil(lambda: bar.width() < 360)
    rights = [each.geometry().right() for each in bar._buttons.values()]
    assert max(rights) <= bar.width()
    assert bar.heightForWidth(300) > bar.heightForWidth(2000)


def test_a_select_tells_keys_and_ignores_the_wheel(qtbot: QtBot, shown: Show) -> None:
    select = Select([("c", "水泥"), ("s", "钢铁")], "行业", "请选择")
    shown(select)
    assert select.key == ""
    select.setFocus()
    with qtbot.waitSignal(select.chosen) as told:
        press(select, Qt.Key.Key_Down)
    assert told.args == ["c"]
    select.set_options([("s", "钢铁"), ("c", "水泥")])
    assert select.key == "c"
    select.set_options([("p", "磷化工")])
    assert select.key == ""


def test_a_check_box_is_worked_by_its_words_and_by_space(qtbot: QtBot, shown: Show) -> None:
    box = CheckBox("附计算过程")
    shown(box)
    click(box, QPoint(box.width() - 6, 10))
    assert box.isChecked()
    press(box, Qt.Key.Key_Space)
    assert not box.isChecked()


def test_a_search_rests_before_it_asks(qtbot: QtBot, shown: Show) -> None:
    field = SearchField("搜索指标")
    shown(field)
    field.setFocus()
    asked: list[str] = []
    field.searched.connect(asked.append)
    typed(field, "NOx ")
    qtbot.waitUntil(lambda: asked == ["NOx"])
    press(field, Qt.Key.Key_Return)
    press(field, Qt.Key.Key_Escape)
    assert asked == ["NOx", ""]
    typed(field, "SO2")
    press(field, Qt.Key.Key_Return)
    field.clear()  # whoever does so shows everything himself
    assert asked == ["NOx", "", "SO2"]
    typed(field, "SO2")
    press(field, Qt.Key.Key_Return)
    assert asked == ["NOx", "", "SO2", "SO2"]


# --- fields ----------------------------------------------------------------------------------


@pytest.fixture
def number(qtbot: QtBot, shown: Show) -> NumberEdit:
    edit = NumberEdit("原煤", ["t", "万t"])
    shown(edit).layout().addWidget(QLineEdit())  # type: ignore[union-attr]
    edit.setFocus()
    return edit


def test_a_figure_is_committed_raw_on_enter_once(qtbot: QtBot, number: NumberEdit) -> None:
    told: list[tuple[str, str]] = []
    number.committed.connect(lambda text, unit: told.append((text, unit)))
    typed_by_input_method(number, "1２8,450 左右")
    assert told == []
    press(number, Qt.Key.Key_Return)
    press(number, Qt.Key.Key_Return)
    assert told == [("1２8,450 左右", "t")]
    assert number.raw_text == "1２8,450 左右"


def test_leaving_the_field_commits(qtbot: QtBot, number: NumberEdit) -> None:
    typed(number, "12")
    with qtbot.waitSignal(number.committed) as told:
        press(number, Qt.Key.Key_Tab)
    assert told.args == ["12", "t"]


def test_a_stored_figure_is_not_committed_again(qtbot: QtBot, number: NumberEdit) -> None:
    number.set_value("12.5", "万t")
    assert number.unit == "万t"
    with qtbot.assertNotEmitted(number.committed):
        number.clearFocus()


def test_escape_brings_the_stored_figure_back(qtbot: QtBot, number: NumberEdit) -> None:
    number.set_value("12.5")
    number.selectAll()
    typed(number, "99")
    press(number, Qt.Key.Key_Escape)
    assert number.raw_text == "12.5"


def test_another_unit_commits_the_figure(qtbot: QtBot, number: NumberEdit) -> None:
    number.set_value("12.5", "t")
    press(number, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    actions = {action.text(): action for action in menu.actions()}
    with qtbot.waitSignal(number.committed) as told:
        actions["万t"].trigger()
    menu.close()
    assert told.args == ["12.5", "万t"]


def test_text_never_runs_below_the_unit(number: NumberEdit) -> None:
    unit = number._unit_button.geometry()
    assert number.rect().contains(unit)
    assert number.textMargins().right() >= unit.width()
    number.set_units(["kWh"])
    assert not number._unit_button.isVisible()
    assert number._unit_label.text() == "kWh"


def test_an_estimate_looks_like_one(number: NumberEdit) -> None:
    number.set_value("12.5")
    plain = picture(number)
    number.set_estimated(True)
    assert picture(number) != plain
    assert number.font().italic()


def test_undo_goes_to_the_window_once_the_figure_is_committed(
    qtbot: QtBot, number: NumberEdit
) -> None:
    window = number.window()
    undone: list[bool] = []
    action = QAction("撤销", window)
    action.setShortcut(QKeySequence.StandardKey.Undo)
    action.triggered.connect(lambda: undone.append(True))
    window.addAction(action)
    typed(number, "12")
    press(number, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == []
    typed(number, "13")
    press(number, Qt.Key.Key_Return)
    press(number, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(undone) == 1
    assert number.raw_text == "13"


def test_a_box_that_cannot_be_changed_does_not_look_like_one_that_can(shown: Show) -> None:
    box = CheckBox("附计算过程")
    shown(box)
    for ticked in (True, False):
        box.setChecked(ticked)
        box.setEnabled(True)
        able = box.grab().toImage().pixelColor(7, box.height() // 2)
        box.setEnabled(False)
        assert box.grab().toImage().pixelColor(7, box.height() // 2) != able


def test_a_select_says_by_its_tip_what_it_has_no_room_for(shown: Show) -> None:
    select = Select([("a", "水泥"), ("b", "黑色金属冶炼和压延加工业")], "行业")
    shown(select)
    select.setFixedWidth(120)
    select.choose("b")
    assert select.toolTip() == "黑色金属冶炼和压延加工业"
    select.choose("a")
    assert select.toolTip() == ""
    select.setToolTip("决定用哪些规则包")
    select.choose("b")
    assert select.toolTip() == "决定用哪些规则包"


def test_commands_give_way_to_the_title_in_lines_of_their_own(shown: Show) -> None:
    page = Page("自评包 · 示例钢铁公司（虚构，演示用） 2023")
    buttons = [QuietButton(text) for text in ("关闭", "另存为副本", "整个换成包里的", "完成合并")]
    for button in buttons:
        page.add_action(button)
    shown(page).resize(1200, 400)
    wide = {button.y() for button in buttons}
    page.window().resize(640, 400)
    QApplication.processEvents()
    title = child(page, QLabel, page.accessibleName())
    assert title.width() >= title.sizeHint().width()
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    assert len(wide) == 1 < len({button.y() for button in buttons})
    ends = [button.mapTo(page, QPoint(button.width(), 0)).x() for button in buttons]
    assert max(ends) <= page.width()
    begins = [button.mapTo(page, QPoint(0, 0)).x() for button in buttons]
    assert title.mapTo(page, QPoint(title.width(), 0)).x() <= min(begins)


def test_a_full_line_starts_another_and_low_things_stand_in_its_middle(shown: Show) -> None:
    holder = QWidget()
    row = FlowLayout(holder, spacing=8)
    parts = [QWidget(holder) for _part in range(3)]
    for part, height in zip(parts, (40, 20, 20), strict=True):
        part.setFixedSize(100, height)
        row.addWidget(part)
    shown(holder)
    holder.resize(220, 100)
    row.setGeometry(holder.rect())
    assert [(part.x(), part.y()) for part in parts] == [(0, 0), (108, 10), (0, 48)]
    assert row.heightForWidth(220) == 68


def test_the_list_of_a_select_looks_like_other_lists(shown: Show, light: ThemeControl) -> None:
    select = Select([("a", "水泥"), ("b", "钢铁")], "行业")
    select.choose("a")
    shown(select)
    select.showPopup()
    view = select.view()
    area = view.visualRect(select.model().index(0, 0))
    tint = light.apply().hex("tint").lower()
    assert (
        view.viewport().grab().toImage().pixelColor(area.center().x(), area.top() + 6).name()
        == tint
    )
    assert area.height() >= 28
    select.hidePopup()


def test_a_problem_stands_under_the_field_and_moves_nothing(qtbot: QtBot, shown: Show) -> None:
    edit = NumberEdit("电量", ["kWh"])
    row, below = FieldRow("外购电量", edit, hint="按电费单"), QLabel("下一行")
    window = shown(row)
    window.layout().addWidget(below)  # type: ignore[union-attr]
    edit.setText("一亿左右")
    QApplication.processEvents()
    before, place = row.height(), below.y()
    row.set_problem("看不懂“一亿左右”，请填数字。")
    QApplication.processEvents()
    assert (row.height(), below.y()) == (before, place)
    assert row.problem == "看不懂“一亿左右”，请填数字。"
    assert edit.raw_text == "一亿左右"
    assert edit.accessibleDescription() == row.problem
    assert row._note.mapTo(row, QPoint(0, 0)).y() >= edit.geometry().bottom()
    row.set_problem(None)
    assert (row.problem, row._note.text()) == ("", "按电费单")


def test_a_state_takes_of_the_field_before_it_widens_the_page(qtbot: QtBot, shown: Show) -> None:
    edit = NumberEdit("二氧化硫", ["mg/m3"])
    row = FieldRow("二氧化硫年均浓度", edit)
    window = shown(row)
    window.resize(900, 200)
    QApplication.processEvents()
    whole = edit.width()
    row.set_state(ChipState.ESTIMATED)
    QApplication.processEvents()
    assert edit.width() == whole
    window.resize(580, 200)
    QApplication.processEvents()
    assert edit.width() < whole
    chip = row._chip
    assert chip.mapTo(window, QPoint(chip.width(), 0)).x() <= window.width() == 580


def test_a_dense_row_gives_up_its_empty_line(qtbot: QtBot, shown: Show) -> None:
    dense = FieldRow("电量", QLineEdit(), dense=True)
    roomy = FieldRow("电量", QLineEdit())
    shown(dense)
    shown(roomy)
    assert dense.sizeHint().height() < roomy.sizeHint().height()


def test_not_applicable_shows_its_reason_and_locks_the_field(qtbot: QtBot, shown: Show) -> None:
    edit = NumberEdit("天然气")
    row = FieldRow("天然气", edit)
    shown(row)
    row.set_state(ChipState.NA, "不使用天然气")
    assert not edit.isEnabled()
    assert row._note.text() == "不适用：不使用天然气"
    assert row._chip.isVisible()
    row.set_state(ChipState.GIVEN)
    assert edit.isEnabled()
    assert not row._chip.isVisible()


CHOICES = (
    Choice("1", "Ⅰ级", "采用第四代篦冷机。", "level_1"),
    Choice("2", "Ⅱ级", "采用第三代篦冷机。" * 30, "level_2"),
    Choice("0", "以上都不符合"),
)


def test_a_choice_is_made_by_mouse_and_keys_and_taken_back(qtbot: QtBot, shown: Show) -> None:
    edit = ChoiceEdit(CHOICES, "装备")
    shown(edit)
    cards = edit._group.buttons()
    told: list[str] = []
    edit.chosen.connect(told.append)
    click(cards[0])
    press(cards[0], Qt.Key.Key_Down)
    assert told == ["1", "2"]
    press(cards[1], Qt.Key.Key_Delete)
    assert told == ["1", "2", ""]
    assert edit.key == ""
    edit.choose("0")
    assert edit.key == "0"
    assert told == ["1", "2", ""]


def test_a_long_requirement_is_shown_whole(qtbot: QtBot, shown: Show) -> None:
    edit = ChoiceEdit(CHOICES)
    shown(edit)
    heights = [card.height() for card in edit._group.buttons()]
    assert heights[1] > 2 * heights[0] > 2 * heights[2]
    assert edit._group.buttons()[1].heightForWidth(300) > heights[1]


def test_not_applicable_asks_first_and_can_be_lifted(qtbot: QtBot, shown: Show) -> None:
    edit = ChoiceEdit(CHOICES)
    shown(edit)
    edit.choose("1")
    with qtbot.waitSignal(edit.na_requested):
        click(edit.na_button)
    assert edit.key == "1"
    edit.set_na("没有该工序")
    assert edit.key == ""
    assert not edit._group.buttons()[0].isEnabled()
    edit.set_na("")
    assert edit._group.buttons()[0].isEnabled()


# --- floating things -------------------------------------------------------------------------


@pytest.fixture
def anchor(qtbot: QtBot, shown: Show) -> QuietButton:
    button = QuietButton("不适用…")
    window = shown(button)
    window.layout().addWidget(QLineEdit())  # type: ignore[union-attr]
    return button


def test_a_popover_takes_the_focus_and_gives_it_back(qtbot: QtBot, anchor: QuietButton) -> None:
    popover = Popover(anchor, "选项")
    inside = QLineEdit()
    popover.body.addWidget(inside)
    popover.open()
    assert inside.hasFocus()
    assert anchor.window().rect().intersects(popover.geometry())
    with qtbot.waitSignal(popover.closed):
        press(inside, Qt.Key.Key_Escape)
    assert anchor.hasFocus()
    assert not popover.isVisible()


def test_tab_goes_round_inside_a_popover(qtbot: QtBot, anchor: QuietButton) -> None:
    popover = Popover(anchor, "选项")
    first, last = QuietButton("甲"), QuietButton("乙")
    popover.body.addWidget(first)
    popover.body.addWidget(last)
    popover.open()
    qtbot.waitUntil(first.hasFocus)
    for key, expected in ((Qt.Key.Key_Tab, last), (Qt.Key.Key_Tab, first)):
        press(last if first is expected else first, key)
        assert expected.hasFocus()
    press(first, Qt.Key.Key_Backtab)
    assert last.hasFocus()
    assert popover.isVisible()


def test_a_popover_goes_away_on_a_click_elsewhere(qtbot: QtBot, anchor: QuietButton) -> None:
    popover = Popover(anchor)
    popover.body.addWidget(QLineEdit())
    popover.open()
    elsewhere = children(anchor.window(), QLineEdit)[0]
    with qtbot.waitSignal(popover.closed):
        click(elsewhere)
    popover.close_up()
    assert not popover.isVisible()


def test_a_popover_stays_inside_the_window(qtbot: QtBot, anchor: QuietButton) -> None:
    window = anchor.window()
    popover = Popover(anchor)
    popover.body.addWidget(QLabel("一行很长的说明文字，用来占地方"))
    anchor.move(window.width() - 40, window.height() - 40)
    popover.open()
    room = popover.body.contentsMargins().left()
    assert window.rect().contains(popover.geometry().adjusted(room, room, -room, -room))
    popover.close_up()


def test_a_popover_gives_way_rather_than_cover_what_it_belongs_to(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 560)
    anchor = QuietButton("所属行业", parent=window)
    window.show()
    picks = [Pick(str(one), f"行业{one}") for one in range(40)]
    for top in (10, 240, 300, 500):
        anchor.move(40, top)
        picker = ItemPicker(anchor, "所属行业", picks)
        picker.open()
        room = theme.current().px(SHADOW_ROOM)
        seen = picker.geometry().adjusted(room, room, -room, -room)
        assert window.rect().contains(seen)
        assert not seen.intersects(anchor.geometry())
        picker.close_up()


def test_a_reason_must_be_given(qtbot: QtBot, anchor: QuietButton) -> None:
    popover = ReasonPopover(anchor, ["没有该工序"])
    popover.open()
    assert not popover._confirm.isEnabled()
    typed(popover._reason, "  ")
    assert not popover._confirm.isEnabled()
    suggestion = next(
        each for each in children(popover, QPushButton) if each.text() == "没有该工序"
    )
    click(suggestion)
    with qtbot.waitSignal(popover.given) as told:
        click(popover._confirm)
    assert told.args == ["没有该工序"]
    assert not popover.isVisible()


def test_toasts_stack_act_and_go(qtbot: QtBot, shown: Show) -> None:
    window = shown(QLabel("页面"))
    stack = ToastStack(window)
    undone: list[str] = []
    first = stack.show("已粘贴 144 个数值", "done", ToastAction("撤销", lambda: undone.append("x")))
    second = stack.show("已保存")
    assert first.geometry().top() < second.geometry().top()
    assert window.rect().bottom() > second.geometry().center().y()
    click(first.action)
    assert undone == ["x"]
    assert stack.toasts == (second,)
    second._timer.setInterval(1)
    second._timer.start()
    qtbot.waitUntil(lambda: stack.toasts == ())


def test_a_long_toast_takes_the_width_there_is_before_it_grows_high(shown: Show) -> None:
    stack = ToastStack(shown(QLabel("页面")))
    short = stack.show("文件“空.txt”是空的（0 字节）。")
    long = stack.show("“发票 电费.pdf”的内容已损坏或不完整，无法读取，仍按原样保存。不能预览。")
    words = next(each for each in children(long, QLabel) if each.wordWrap())
    assert long.width() > short.width()
    assert words.height() < 3 * words.fontMetrics().lineSpacing()


def test_the_oldest_toast_makes_room(qtbot: QtBot, shown: Show) -> None:
    window = shown(QLabel("页面"))
    stack = ToastStack(window)
    made: list[Toast] = [stack.show(f"消息 {at}") for at in range(6)]
    assert stack.toasts == tuple(made[-4:])


# --- containers ------------------------------------------------------------------------------


def test_a_card_opens_by_mouse_enter_and_space(qtbot: QtBot, shown: Show) -> None:
    card = Card("能效", clickable=True)
    card.set_figure("104.6", "kgce/t")
    shown(card)
    assert card.accessibleName() == "能效"
    assert card.accessibleDescription() == "104.6 kgce/t"
    opened: list[int] = []
    card.clicked.connect(lambda: opened.append(1))
    click(card)
    press(card, Qt.Key.Key_Return)
    press(card, Qt.Key.Key_Space)
    assert len(opened) == 3


def test_a_plain_card_is_no_control(qtbot: QtBot, shown: Show) -> None:
    card = Card("能效")
    shown(card)
    with qtbot.assertNotEmitted(card.clicked):
        click(card)
    assert card.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_card_shows_only_what_it_was_given(qtbot: QtBot, shown: Show) -> None:
    card = Card("碳")
    shown(card)
    small = card.sizeHint().height()
    card.set_figure("1,043,280", "tCO₂")
    card.set_caption("3 项未填")
    card.set_badge("level_2", "Ⅱ级")
    card.set_progress(Decimal("0.6"))
    assert card.sizeHint().height() > small
    card.set_figure("")
    card.set_caption("")
    card.set_badge("muted", "")
    card.set_progress(None)
    assert card.sizeHint().height() == small


def test_an_empty_place_offers_one_thing(qtbot: QtBot, shown: Show) -> None:
    empty = EmptyState("sheet", "还没有数据。", "开始填写")
    shown(empty)
    with qtbot.waitSignal(empty.acted):
        click(empty.button)
    silent = EmptyState("sheet", "没有问题。")
    shown(silent)
    assert not silent.button.isVisible()


def test_progress_can_be_stopped_once(qtbot: QtBot, shown: Show) -> None:
    row = ProgressRow("正在导出")
    shown(row)
    row.show_progress(0.5, "第 2 页")
    assert row.accessibleName() == "第 2 页"
    with qtbot.waitSignal(row.cancelled):
        click(row.cancel_button)
    assert not row.cancel_button.isEnabled()


def test_the_saved_state_never_changes_its_width(qtbot: QtBot) -> None:
    state = SavedState()
    qtbot.addWidget(state)
    widths = set()
    for each in Saved:
        state.set_state(each, "磁盘已满")
        widths.add(state.sizeHint().width())
    assert len(widths) == 1
    assert state.accessibleName() == "未能保存"
    assert state.toolTip() == "磁盘已满"


@pytest.mark.parametrize(
    ("keys", "caps"),
    [
        ("Ctrl+Shift+Z", ("Ctrl", "Shift", "Z")),
        ("F1", ("F1",)),
        ("Ctrl++", ("Ctrl", "+")),
        ("", ()),
    ],
)
def test_shortcuts_are_taken_apart(keys: str, caps: tuple[str, ...]) -> None:
    assert key_caps(QKeySequence(keys)) == caps


def test_the_key_table_lists_what_has_a_key(qtbot: QtBot) -> None:
    with_key, without = QAction("撤销"), QAction("无键")
    with_key.setShortcut(QKeySequence("Ctrl+Z"))
    table = KeyTable([("编辑", [with_key, without]), ("空组", [without])])
    qtbot.addWidget(table)
    texts = [each.text() for each in children(table, QLabel)]
    assert texts == ["编辑", "撤销", "Ctrl", "Z"]


def test_the_trace_is_a_sound_model(qtbot: QtBot) -> None:
    tree = TraceTree(TRACE)
    qtbot.addWidget(tree)
    model = tree.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    top = model.index(0, 0)
    assert model.rowCount() == 1
    assert model.rowCount(top) == 3
    child = model.index(1, 0, top)
    assert model.parent(child) == top
    assert model.index(1, 5, top).data() == "待核实"
    assert model.index(2, 1, top).data() == "≈ 1,150,000"
    assert not model.index(7, 0, top).isValid()
    assert model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) == "项目"
    tree.set_nodes((TraceNode("只有一项", "1"),))
    assert model.rowCount(model.index(0, 0)) == 0


def test_a_trace_line_leads_to_its_datum(qtbot: QtBot, shown: Show) -> None:
    tree = TraceTree()
    shown(tree)
    tree.set_nodes(TRACE)
    child: QModelIndex = tree.model().index(0, 0, tree.model().index(0, 0))
    assert tree.isExpanded(tree.model().index(0, 0))
    tree.setCurrentIndex(child)
    tree.setFocus()
    with qtbot.waitSignal(tree.jumped) as told:
        press(tree, Qt.Key.Key_Return)
    assert told.args == ["energy.coal"]
