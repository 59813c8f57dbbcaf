"""Every component in one window, to be looked at and to be tested together."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.charts.bands import BandInput
from desktop_app.ui.components.buttons import BareButton, IconButton, PrimaryButton, QuietButton
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.check_box import CheckBox
from desktop_app.ui.components.chip_bar import Chip, ChipBar
from desktop_app.ui.components.choice_edit import Choice, ChoiceEdit
from desktop_app.ui.components.completion_ring import CompletionRing
from desktop_app.ui.components.empty_state import EmptyState
from desktop_app.ui.components.evidence_clip import EvidenceClip
from desktop_app.ui.components.field_row import FORM_SPACING, FieldRow
from desktop_app.ui.components.level_badge import LevelBadge
from desktop_app.ui.components.number_edit import NumberEdit
from desktop_app.ui.components.page import Page
from desktop_app.ui.components.progress_row import ProgressRow
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.components.section_header import SectionHeader
from desktop_app.ui.components.segmented_control import SegmentedControl
from desktop_app.ui.components.select import Select
from desktop_app.ui.components.skeleton import Skeleton
from desktop_app.ui.components.state_chip import ChipState, StateChip
from desktop_app.ui.components.threshold_band import ThresholdBand
from desktop_app.ui.components.trace_tree import TraceNode, TraceTree
from desktop_app.ui.components.why_link import WhyLink
from desktop_app.ui.fonts import load_fonts
from desktop_app.ui.resources import FONT_FOLDER
from desktop_app.ui.theme import Mode, ThemeControl, Type

LIMITS = (
    ("Ⅰ", Decimal("98"), "level_1"),
    ("Ⅱ", Decimal("105"), "level_2"),
    ("Ⅲ", Decimal("112"), "level_3"),
)
LEVEL_TEXTS = (
    Choice(
        "1", "Ⅰ级", "采用窑尾五级以上预热器、第四代篦冷机，烧成系统全部采用自动控制。", "level_1"
    ),
    Choice("2", "Ⅱ级", "采用窑尾五级预热器，主要工序采用自动控制。", "level_2"),
    Choice("3", "Ⅲ级", "符合《产业结构调整指导目录》，未使用淘汰类装备。", "level_3"),
    Choice("0", "以上都不符合", "", "level_below"),
)
TRACE = (
    TraceNode(
        "单位熟料综合能耗",
        "104.6",
        "kgce/t",
        "(煤耗 × 折标系数 + 电耗 × 0.1229) ÷ 产量",
        "GB 16780-2021 5.2",
        "已核实",
        children=(
            TraceNode(
                "原煤消耗量", "128,450", "t", source="台账 2023 年 1-12 月", jump="energy.coal"
            ),
            TraceNode(
                "折标准煤系数",
                "0.7143",
                "kgce/kg",
                "",
                "GB/T 2589-2020 附录A",
                "待核实",
                to_verify=True,
            ),
            TraceNode("熟料产量", "1,150,000", "t", source="台账", estimated=True),
        ),
    ),
)


def row(*widgets: QWidget) -> QHBoxLayout:
    """Widgets side by side, left-aligned."""
    line = QHBoxLayout()
    line.setSpacing(12)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line


def cards() -> QHBoxLayout:
    """The four limb cards."""
    line = QHBoxLayout()
    line.setSpacing(16)
    data = (
        ("清洁生产", "86.4", "分", "level_2", "Ⅱ级", "距Ⅰ级还差 2 项限定性指标", "0.86"),
        ("能效", "104.6", "kgce/t", "level_1", "标杆水平", "优于标杆水平 1.2 kgce/t", "0.92"),
        ("碳", "1,043,280", "tCO₂", "muted", "未定级", "单位产品 0.862 tCO₂/t，3 项未填", "0.61"),
        ("污染物", "2", "项超标", "level_below", "未达标", "NOₓ 年均 112 mg/m³，限值 100", "0.4"),
    )
    for title, figure, unit, tone, level, caption, share in data:
        card = Card(title, clickable=True)
        card.set_figure(figure, unit)
        card.set_badge(tone, level)
        card.set_caption(caption)
        card.set_progress(Decimal(share), tone if tone != "muted" else "accent")
        line.addWidget(card, 1)
    return line


def marks() -> QVBoxLayout:
    """Badges, chips, bands, rings, links and clips."""
    column = QVBoxLayout()
    column.setSpacing(12)
    badges = [
        LevelBadge("level_1", "Ⅰ级 国际领先"),
        LevelBadge("level_2", "Ⅱ级 国内先进"),
        LevelBadge("level_3", "Ⅲ级 国内基本"),
        LevelBadge("level_below", "未达Ⅲ级"),
        LevelBadge("muted", "未定级"),
    ]
    column.addLayout(row(*badges))
    column.addLayout(row(*[StateChip(state) for state in ChipState]))
    values = (Decimal("104.6"), Decimal("140"), None)
    bands = [ThresholdBand(BandInput(LIMITS, value, True, "单位 kgce/t")) for value in values]
    rings = [CompletionRing(share) for share in (Decimal("0.72"), Decimal(1), Decimal(0), None)]
    column.addLayout(row(*bands, *rings, CompletionRing(Decimal("0.35"), 40)))
    links = [WhyLink("104.6", "kgce/t"), WhyLink("1,043,280", "tCO₂", Type.SECTION)]
    column.addLayout(row(*links, EvidenceClip(3), EvidenceClip(0)))
    return column


def controls() -> QVBoxLayout:
    """Buttons, filters and selections."""
    column = QVBoxLayout()
    column.setSpacing(12)
    off = QuietButton("不可用")
    off.setEnabled(False)
    primary_off = PrimaryButton("不可用")
    primary_off.setEnabled(False)
    column.addLayout(
        row(
            PrimaryButton("导出报告", "download"),
            QuietButton("打开自评包", "folder-open"),
            QuietButton("新建"),
            BareButton("清除", "x"),
            IconButton("ellipsis", "更多"),
            off,
            primary_off,
        )
    )
    segments = SegmentedControl([("m", "按月"), ("q", "按季"), ("y", "全年")], "周期")
    segments.choose("m")
    search = SearchField("搜索指标、数据项、条款")
    search.setMinimumWidth(260)
    select = Select([("c", "水泥"), ("s", "钢铁"), ("p", "磷化工")], "行业")
    select.choose("c")
    ticked = CheckBox("附计算过程")
    ticked.setChecked(True)
    column.addLayout(row(segments, search, select, ticked, CheckBox("附佐证目录")))
    chips = ChipBar([Chip("e", "错误", 3), Chip("w", "提醒", 12), Chip("l", "限定性指标", 5)])
    chips.choose(frozenset({"e"}))
    column.addWidget(chips)
    progress = ProgressRow("正在生成 PDF（第 14 页，共 52 页）")
    progress.show_progress(0.27)
    column.addWidget(progress)
    return column


def form() -> QVBoxLayout:
    """Rows of a form in their states."""
    column = QVBoxLayout()
    column.setSpacing(FORM_SPACING)
    coal = NumberEdit("原煤消耗量", ["t", "万t", "kg"])
    coal.set_value("１２８，４５０", "t")
    first = FieldRow("原煤消耗量", coal, hint="按入炉煤计，含水分；来自计量台账")
    first.add_trailing(EvidenceClip(2))
    power = NumberEdit("外购电量", ["kWh"])
    power.set_value("一亿左右")
    second = FieldRow("外购电量", power)
    second.set_problem("看不懂“一亿左右”，请填数字，例如 1 亿 或 100000000。")
    heat = NumberEdit("热力", ["GJ"])
    heat.set_value("12,300")
    heat.set_estimated(True)
    third = FieldRow("外购热力", heat)
    third.set_state(ChipState.ESTIMATED)
    fourth = FieldRow("天然气", NumberEdit("天然气", ["万m³"]))
    fourth.set_state(ChipState.NA, "本企业不使用天然气")
    fifth = FieldRow("统一社会信用代码", QLineEdit(), hint="18 位，营业执照上的代码")
    sixth = FieldRow("说明", QPlainTextEdit(), wide=True)
    sixth.editor.setFixedHeight(64)
    plain = FieldRow("行业", Select([("c", "水泥熟料"), ("l", "石灰")], placeholder="请选择"))
    for each in (first, second, third, fourth, fifth, plain, sixth):
        column.addWidget(each)
    choice = ChoiceEdit(LEVEL_TEXTS, "装备水平")
    choice.choose("2")
    column.addWidget(FieldRow("生产工艺及装备水平", choice, wide=True))
    return column


def gallery() -> Page:
    """The page with everything on it."""
    page = Page("组件总览", "贵州某水泥有限公司 · 2023 年 · 全部组件在同一页上，便于查看")
    page.add_action(QuietButton("比较去年"))
    page.add_action(PrimaryButton("导出报告", "download"))
    body = page.body
    body.addLayout(cards())
    body.addWidget(SectionHeader("标记", "级别从不只靠颜色区分"))
    body.addLayout(marks())
    body.addWidget(SectionHeader("操作"))
    body.addLayout(controls())
    body.addWidget(SectionHeader("表单"))
    body.addLayout(form())
    body.addWidget(SectionHeader("计算过程"))
    tree = TraceTree(TRACE)
    tree.expandAll()
    tree.setMinimumHeight(180)
    body.addWidget(tree)
    body.addWidget(Skeleton(3))
    body.addWidget(EmptyState("sheet", "还没有能源数据。从 Excel 粘贴，或逐月填写。", "开始填写"))
    return page


def main(target: Path, scheme: str, factor: float) -> None:
    """Write a picture of the gallery, for looking at: file name, light or dark, font factor."""
    application = QApplication([])
    load_fonts(FONT_FOLDER)
    ThemeControl(application).apply(Mode(scheme), factor)
    page = gallery()
    page.resize(1160, 1900)
    page.show()
    application.processEvents()
    page.grab().save(str(target))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
