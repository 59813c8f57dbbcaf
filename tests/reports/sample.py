"""A made-up report that uses every kind of block, for tests and for looking at."""

from __future__ import annotations

from decimal import Decimal

from desktop_app.charts.bands import BandInput, threshold_band
from desktop_app.charts.bars import Bar, bar_chart, waterfall
from desktop_app.charts.quadrant import QuadrantInput, quadrant
from desktop_app.reports.blocks import (
    Badge,
    Block,
    Bullets,
    Callout,
    Card,
    Cards,
    Cell,
    Column,
    Cover,
    Document,
    Figure,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Row,
    SignaturePanel,
    Spacer,
    Span,
    Table,
    Toc,
)

LONG_TEXT = (
    "本报告依据《清洁生产评价指标体系编制通则》（试行稿）和 GB/T 2589—2020《综合能耗计算通则》"
    "编制，评价年为 2025 年。企业全年综合能耗 412,806.5 tce（当量值），熟料综合能耗 104.2 kgce/t，"
    "优于基准水平（117 kgce/t），尚未达到标杆水平（100 kgce/t）；每吨熟料排放 CO₂ 约 0.846 t。"
    "“双近零”是方向，不是口号：污染物看排口（DA001、DA002……），碳看燃料、过程与外购电力——两者都要有据可查。"
    "窑尾颗粒物、SO₂、NOₓ 的年均浓度分别为 3.7、31.6、84.2 mg/m³（10% O₂），"
    "未检出的项目按检出限的一半计入，并注明“≈”；企业法定代表人：𫖯某、𬭚某。"
)
LABELS = {
    "p_axis": "近零污染指数 P",
    "c_axis": "近零碳指数 C",
    "target": "双近零",
    "missing": "数据不足，暂不评级",
    "band_60": "合规提升",
    "band_70": "协同先进",
    "band_80": "协同引领",
    "band_90": "就绪",
    "title": "双近零象限",
    "description": "P 84.9，C 73.1",
}


def sample_quadrant() -> QuadrantInput:
    return QuadrantInput(
        p=Decimal("84.9"),
        c=Decimal("73.1"),
        p_low=Decimal("78.2"),
        p_high=Decimal("91.0"),
        c_low=Decimal("66.5"),
        c_high=Decimal("77.4"),
        last=(Decimal(62), Decimal(51)),
        path=((Decimal(88), Decimal(80)), (Decimal(92), Decimal(90))),
        grade="D3 协同先进级",
        gates=tuple((f"G{n}", s) for n, s in enumerate(["ok"] * 4 + ["fail", "ok", "open"], 1)),
        labels=LABELS,
    )


def energy_bars() -> tuple[Bar, ...]:
    rows = (
        ("烟煤", "268431", "268 431 tce", "text"),
        ("电力", "96120.4", "96 120 tce", "carbon"),
        ("余热发电（自用）", "31002", "31 002 tce", "accent"),
        ("柴油", "1204.8", "1 205 tce", "muted"),
        ("替代燃料", None, "未填", "muted"),
    )
    return tuple(
        Bar(label, None if amount is None else Decimal(amount), shown, colour)
        for label, amount, shown, colour in rows
    )


def carbon_bars() -> tuple[Bar, ...]:
    rows = (
        ("化石燃料燃烧", "698200", "698 200 t", "carbon"),
        ("碳酸盐分解", "1264500", "1 264 500 t", "carbon"),
        ("净购入电力", "148300", "148 300 t", "carbon"),
        ("输出热力", "-62400", "−62 400 t", "accent"),
    )
    return tuple(
        Bar(label, Decimal(amount), shown, colour) for label, amount, shown, colour in rows
    )


def indicator_table() -> Table:
    columns = (
        Column("指标", 3.6),
        Column("企业值", 1.5, "right", "按单位"),
        Column("Ⅰ级", 1.1, "right"),
        Column("Ⅱ级", 1.1, "right"),
        Column("Ⅲ级", 1.1, "right"),
        Column("级别", 1.5),
        Column("依据", 2.6),
    )

    def row(name: str, value: Cell, limits: tuple[str, str, str], badge: Badge | None) -> Row:
        last = Cell("", tone="na") if badge is None else Cell(badge=badge)
        source = Cell("HJ 467—2009 表 1", tone="muted")
        return Row((Cell(name), value, *(Cell(text) for text in limits), last, source))

    rows = (
        Row((Cell("一、能源与资源消耗"),), "group"),
        row(
            "可比熟料综合煤耗（折标准煤）",
            Cell("104.2"),
            ("≤106", "≤115", "≤120"),
            Badge("level_1", "Ⅰ级"),
        ),
        row(
            "可比水泥综合电耗",
            Cell("≈ 92.6", tone="estimated"),
            ("≤90", "≤100", "≤115"),
            Badge("level_2", "Ⅱ级"),
        ),
        row(
            "吨熟料新鲜水用量，不含生活用水与绿化用水",
            Cell("0.41"),
            ("≤0.3", "≤0.5", "≤0.75"),
            Badge("level_2", "Ⅱ级"),
        ),
        Row((Cell("二、污染物产生"),), "group"),
        row(
            "颗粒物产生量（窑尾 DA001）",
            Cell("0.213", tone="to_verify"),
            ("≤0.10", "≤0.15", "≤0.20"),
            Badge("level_below", "未达标"),
        ),
        row("氨逃逸 *", Cell("", tone="blank"), ("≤5", "≤8", "≤10"), Badge("", "未填")),
        row("氟化物", Cell("", tone="na"), ("—", "—", "—"), None),
        row("SO₂ 产生量", Cell("0.28"), ("≤0.30", "≤0.30", "≤0.60"), Badge("level_3", "Ⅲ级")),
        Row(
            (
                Cell("合计得分", span=5),
                Cell("86.40", align="right"),
                Cell("GB/T 43329—2023 6.2", tone="muted"),
            ),
            "total",
        ),
    )
    return Table(
        columns,
        rows,
        "表 3-2　清洁生产指标逐项评价",
        "* 限定性指标。◌ 所据限值尚未与标准原文核对（待核实）。",
    )


def band_table() -> Table:
    """Threshold bands in a table: better, worse, off the scale, equal limits, unknown."""
    scales = (
        ("熟料综合能耗 kgce/t", ("100", "107", "117"), "104.2", True),
        ("余热利用率 %", ("60", "50", "40"), "51.3", False),
        ("颗粒物 kg/t", ("0.10", "0.15", "0.20"), "0.513", True),
        ("SO₂ kg/t", ("0.30", "0.30", "0.60"), "0.28", True),
        ("氨逃逸 mg/m³", ("5", "8", "10"), None, True),
    )
    rows = []
    for name, limits, value, lower in scales:
        marks = tuple(
            (label, Decimal(limit), f"level_{rank}")
            for rank, (label, limit) in enumerate(zip("ⅠⅡⅢ", limits, strict=True), 1)
        )
        band = threshold_band(
            BandInput(marks, None if value is None else Decimal(value), lower_is_better=lower)
        )
        rows.append(
            Row((Cell(name), Cell(value or "", tone="" if value else "blank"), Cell(scene=band)))
        )
    columns = (Column("指标", 3), Column("企业值", 1.2, "right"), Column("位置（越右越好）", 2))
    return Table(columns, tuple(rows), "表 3-3　各指标所在位置")


def monthly_table(count: int = 300) -> Table:
    columns = (
        Column("序号", 0.8, "right"),
        Column("排口", 1.6),
        Column("污染物", 1.4),
        Column("浓度", 1.2, "right", "mg/m³"),
        Column("限值", 1.2, "right", "mg/m³"),
        Column("结论", 1.4),
    )
    rows = tuple(
        Row(
            (
                Cell(str(number)),
                Cell(f"DA{number % 17 + 1:03d}"),
                Cell(("颗粒物", "SO₂", "NOₓ")[number % 3]),
                Cell(f"{number % 50}.{number % 10}"),
                Cell("50"),
                Cell(badge=Badge("level_1", "达标")),
            )
        )
        for number in range(1, count + 1)
    )
    return Table(columns, rows, "表 4-1　排口浓度逐月核对")


def blocks() -> tuple[Block, ...]:
    return (
        Cover(
            "双近零企业自评报告",
            "减污降碳协同增效 · 清洁生产 · 能效 · 碳 · 污染物",
            (
                ("企业名称", "贵州某某水泥有限公司（示例）"),
                ("统一社会信用代码", "91520000000000000X"),
                ("行业", "C3011 水泥制造"),
                ("评价年", "2025 年"),
                ("编制日期", "2026-11-22"),
            ),
            "企业自评参考，非官方认定。本报告由企业依据公开标准自行评价，不代表任何主管部门的认定结论。",
        ),
        Toc("目录"),
        PageBreak(),
        Heading(1, "1　总体结论", "conclusion"),
        Paragraph(
            "距离双近零：污染侧已达先进，碳侧尚差 6.9 分；先补两项数据，再做一项改造。", "lead"
        ),
        Cards(
            (
                Card(
                    "清洁生产",
                    "Ⅱ级",
                    badge=Badge("level_2", "Ⅱ级 国内先进"),
                    note="距 Ⅰ级 差 3.6 分",
                ),
                Card("能效", "104.2", "kgce/t", Badge("level_2", "优于基准"), "距标杆 4.2 kgce/t"),
                Card("碳排放", "2 048 600", "tCO₂", Badge("level_3", "待改进"), "0.846 t/t 熟料"),
                Card("污染物", "3 / 3", "项达标", Badge("level_1", "达标"), "氨逃逸 未填"),
            )
        ),
        Paragraph(LONG_TEXT),
        Callout(
            "国家与贵州省文件对“双近零”只有定性表述；本报告的分数由公开的先进线折算，属企业自评参考。",
            title="这不是官方认定",
        ),
        Heading(2, "1.1　双近零象限", "quadrant"),
        Figure(quadrant(sample_quadrant()), "图 1-1　双近零象限（空心点为上一年）"),
        Heading(2, "1.2　先做什么", "next"),
        Bullets(
            (
                "补填窑尾氨逃逸的在线监测均值（DA001），否则该限定性指标按未满足计。",
                (
                    Span("实施 4.2 MW 余热发电扩容"),
                    Span("（详见第 2 章）", link="energy"),
                    Span("，约减 CO₂ 21 600 t/a。"),
                ),
                "与供电公司签订绿电直供合同，比例从 8% 提高到 30%。",
            ),
            ordered=True,
        ),
        PageBreak(),
        Heading(1, "2　能源与碳", "energy"),
        KeyValues(
            (
                ("综合能耗（当量值）", "412 806.5 tce"),
                ("综合能耗（等价值）", "489 114.0 tce"),
                ("熟料产量", "2 421 300 t"),
                ("余热利用率", (Span("51.3 %"), Span("　待核实", colour="level_3"))),
                ("工业增加值", ""),
                ("电网排放因子", "0.5777 kgCO₂/kWh（2023）"),
            )
        ),
        Figure(bar_chart(energy_bars(), 430), "图 2-1　能源消费构成"),
        Figure(waterfall(carbon_bars(), "合计", "2 048 600 t", 430), "图 2-2　碳排放来源"),
        Heading(3, "2.1.1　计算过程", "trace"),
        Paragraph(
            (
                Span("E = Σ AD", slanted=True),
                Span("i", script="sub", slanted=True),
                Span(" × EF", slanted=True),
                Span("i", script="sub", slanted=True),
                Span("，其中 1 m³ 天然气折 1.3300 kgce，10"),
                Span("−3", script="sup"),
                Span(" 为单位换算。"),
                Span("来源：GB/T 2589—2020 附录 A。", small=True),
            )
        ),
        Callout("电网因子用 2023 年值代替 2025 年值。", "warning"),
        Heading(1, "3　清洁生产", "clean"),
        Paragraph(LONG_TEXT, "small"),
        indicator_table(),
        band_table(),
        Spacer(18),
        Bullets(("限定性指标全部满足 Ⅲ级。", LONG_TEXT)),
        Heading(1, "4　附表", "annex"),
        monthly_table(60),
        SignaturePanel(("填报人", "审核人", "企业负责人", "日期", "（盖章）")),
    )


def sample_document(*more: Block) -> Document:
    return Document(
        title="双近零企业自评报告 2025",
        subject="企业自评",
        enterprise="贵州某某水泥有限公司（示例）",
        year="2025",
        author="贵州某某水泥有限公司（示例）",
        created="2026-11-22",
        running_head="双近零企业自评",
        footer_note="企业自评参考，非官方认定",
        blocks=(*blocks(), *more),
        keywords=("贵州某某水泥有限公司（示例）", "2025", "cement 2026.11.1"),
    )
