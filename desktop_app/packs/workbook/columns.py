"""The columns of the sheets: field of the pack file, Chinese head, coding, and what it means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from desktop_app.packs.workbook.coding import NO_WORDS, Form, Words
from desktop_app.packs.workbook.words import (
    AGGREGATES,
    CADENCES,
    CONFIDENCE,
    DIRECTIONS,
    KINDS,
    LAYOUTS,
    LIMBS,
    METHODS,
    PACK_KINDS,
    PART_KINDS,
    SEVERITIES,
    TONES,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `field` as in pack files, `head` as shown, `note` explaining it.

    `pick` names the list of names a drop-down offers (sources, units ...); `width` is in
    characters. Fields in braces are not of the pack file: they hold how the sheets hang together.
    """

    field: str
    head: str
    form: Form = Form.TEXT
    note: str = ""
    words: Words = NO_WORDS
    width: int = 14
    pick: str = ""


CITED: Final = (
    Column("source", "出处", pick="source", note="“出处”表里的编号。数值不能没有出处。", width=20),
    Column("clause", "条款", note="该文件的条、表、行，例如“表1 第5项”。", width=18),
    Column(
        "confidence",
        "把握程度",
        Form.WORD,
        "空着时取出处的把握程度。凭记忆和不确定的数会标“待核实”。",
        CONFIDENCE,
        16,
    ),
    Column("evidence", "依据", Form.LINES, "网址或文件名，一行一个。", width=28),
    Column("note", "说明", note="对该数的说明，报告中可见。", width=32),
)
NAME: Final = Column("name", "名称", note="用户看到的名称。", width=28)
ID: Final = Column("id", "编号", note="固定不变的编号，其他表和算例按它引用；改编号等于换了一项。")
UNIT: Final = Column("unit", "单位", pick="unit", note="例如 kgce/t、m3/t、%；无量纲的空着。")
RECORD: Final = Column(
    "record",
    "逐条登记",
    pick="record",
    note="按哪一类记录逐条填报（如 outlet 排放口）；不逐条的空着。",
)
FROM: Final = Column("valid_from", "起用日期", Form.DAY, "从这一天起适用；空着即一直适用。")
TO: Final = Column("valid_to", "截止日期", Form.DAY, "到这一天为止适用；空着即至今适用。")
METHOD_OPTIONS: Final = (
    "判定方法的选项，每行“名称 = 值”，文字加引号。"
    'weights = "partial"：只知道一部分权重，指数给出两端；weights = "missing"：标准有权重而未收录。'
    'new_build = "编号"：哪个是非题答“是”即新建、改建、扩建项目。'
    'level1_others = "L2"：Ⅰ级另要求非限定性指标达到Ⅱ级。'
    'non_monotonic = "true"：原文的限值本来就不按级别递增或递减。'
    "加和评分必填：cap（单项得分上限）、"
    "share_quantitative 和 share_qualitative（定量、定性的份额）、"
    "minimum_1 和 minimum_2（两级的最低分）、thresholds_source、thresholds_clause、"
    "thresholds_confidence（这些数的出处、条款、把握程度）。"
)
AFTER_GAP: Final = Column(
    "after_gap",
    "此前空档的缘由",
    note="与上一版之间有一段没有任何一版适用时，写明为什么；前后相接的空着。",
    width=22,
)
FORMULA_NOTE: Final = (
    "公式按文字书写，不以等号开头：加减乘除、括号、if()、first()、sum() "
    "和数据项、系数、计算式的编号。"
)
APPLIES: Final = Column(
    "applies", "适用条件", Form.FORMULA, "判断式；不成立时本行按不适用处理。", width=22
)
MATCH: Final = Column(
    "match", "适用的记录", Form.FIELDS, '每行一个字段，例如 source = ["kiln", "boiler"]。', width=24
)
AREA: Final = Column("area", "地区", note="GB/T 2260 代码前缀，52 即贵州；空着即全国。", width=10)
GROUP: Final = Column("group", "分组", note="在页面上归到哪一组。", width=18)
LIMB: Final = Column("limb", "评价维度", Form.WORD, "属于哪个维度。", LIMBS)
OPTIONS: Final = Column(
    "option", "选项", Form.OPTIONS, "选择题的选项，每行“编号 | 文字”。", width=30
)
HINT: Final = Column("hint", "填报提示", note="填报人在该项旁看到的提示。", width=36)

HEADER: Final = (
    Column("id", "规则包编号", note="与文件夹名一致，英文字母、数字和下划线。"),
    Column("name", "名称"),
    Column("version", "版本", note="年.月.序号，例如 2026.11.1。改了内容请加大序号。"),
    Column("kind", "类别", Form.WORD, words=PACK_KINDS),
    Column("requires", "需要的规则包", Form.LINES, "编号，一行一个；一般写 general。"),
    Column("industries", "适用行业", Form.LINES, "GB/T 4754 代码，一行一个，例如 C3360。"),
    Column("plan", "方案中的行业", Form.LINES, "贵州省方案点名的行业，一行一个。"),
    Column("summary", "简介"),
    Column("completeness", "完整程度", note="收录了什么、缺什么，如实写；用户看得到。"),
)
MODEL: Final = (
    ID,
    Column("name", "名称"),
    Column("official", "官方发布", Form.FLAG, "是否主管部门正式发布的模型。"),
    Column("statement", "声明", note="印在每份报告上的话。"),
    Column("axes", "两个轴", Form.FIELDS, '每行“编号 = "名称"”。'),
    *CITED,
)

SOURCE: Final = (
    ID,
    Column("title", "文件名称", note="不带书名号。", width=40),
    Column("number", "文号", width=26),
    Column("issued", "发布日期", Form.DAY),
    Column("effective", "施行日期", Form.DAY),
    AREA,
    replace(CITED[2], note="对文号、日期等文件本身信息的把握程度。"),
    CITED[3],
    CITED[4],
)
SECTION: Final = (
    ID,
    Column("title", "标题", width=28),
    Column("layout", "版式", Form.WORD, words=LAYOUTS),
    RECORD,
    Column("order", "次序", Form.NUMBER, "整数，小的在前。"),
    Column("hint", "提示", width=60),
)
RECORD_KIND: Final = (
    ID,
    NAME,
    OPTIONS,
    HINT,
)
FIELD_OPTIONS: Final = (
    Column("kind", "记录类型", pick="record", note="给哪一类记录的字段加选项。"),
    Column("field", "字段", note="该类记录的字段编号。"),
    replace(OPTIONS, width=60),
)
ITEM: Final = (
    Column("key", "编号", note="小写字母、数字、下划线，以点分段；公式按它引用。", width=34),
    NAME,
    Column("section", "栏目", pick="section", note="显示在哪个栏目。", width=20),
    GROUP,
    Column("kind", "类型", Form.WORD, "空着即“数值”。", KINDS, 10),
    UNIT,
    Column("cadence", "周期", Form.WORD, "空着即“全年”。", CADENCES, 10),
    Column("aggregate", "逐月合成全年", Form.WORD, "空着即“合计”。", AGGREGATES, 12),
    Column("listed", "列出才填", Form.FLAG, "企业列出了才算应填（如某种燃料）。", width=10),
    RECORD,
    OPTIONS,
    HINT,
    Column("minimum", "最小值", Form.FORMULA, "空着即 0；可为负的写 none。", width=10),
    Column("maximum", "最大值", Form.NUMBER, width=10),
    Column("carry", "沿用上年", note="没填时沿用上年的哪个计算值。", width=20),
    Column("beside", "成对的项", note="与哪一项成对（期初、期末库存）。", width=20),
    *CITED,
)
PARAMETER: Final = (
    Column(
        "key", "编号", note="公式按它引用；同一编号可有几个值，以日期、地区或系数族区分。", width=36
    ),
    NAME,
    Column("value", "数值", Form.NUMBER, "数值；分数写成文字，例如 44/12（先把单元格设为文本）。"),
    UNIT,
    FROM,
    TO,
    AREA,
    Column("family", "系数族", note="同一族同一案例只用一个成员，不混用。", width=16),
    Column("member", "成员", width=16),
    Column(
        "carry_forward", "可沿用", Form.FLAG, "新值未发布时，沿用最后一年的值并提示。", width=10
    ),
    AFTER_GAP,
    *CITED,
)
BINDING: Final = (
    Column("family", "系数族", width=20),
    Column("name", "系数族的名称", width=24),
    Column("member", "采用的成员", width=20),
    Column("member_name", "成员的名称", width=30),
    FROM,
    TO,
    Column("reason", "理由", width=60),
)
QUANTITY: Final = (
    Column("id", "编号", note="公式按它引用。", width=36),
    NAME,
    UNIT,
    Column("formula", "公式", Form.FORMULA, FORMULA_NOTE, width=60),
    LIMB,
    GROUP,
    Column("needs", "前提", note="哪个是否题答“是”之前，只算部分结果。", width=20),
    RECORD,
    Column("headline", "总览显示", Form.FLAG, width=10),
    Column("lead", "维度首要", Form.FLAG, "该维度卡片上的那一个数。", width=10),
    *CITED,
)
SCALE: Final = (
    ID,
    NAME,
    Column("sign", "符号", width=10),
    Column("tone", "颜色", Form.WORD, words=TONES),
)
ASSESSMENT: Final = (
    Column("id", "编号", note="评价表或一级指标的编号。", width=24),
    NAME,
    Column("{sheet}", "工作表", note="逐行写指标的那个工作表的名称。", pick="sheet", width=24),
    LIMB,
    Column("method", "判定方法", Form.WORD, "综合指数须有权重；没有权重用逐项对照。", METHODS, 26),
    Column("scale", "等级尺度", pick="scale", width=20),
    Column(
        "weight", "权重", Form.SHARE, "一级指标的权重，各一级指标之和为 1；没有的空着。", width=10
    ),
    Column("bonus", "加分组", Form.FLAG, "权重在 1 以外另加的一级指标。", width=10),
    FROM,
    TO,
    Column("options", "方法选项", Form.FIELDS, METHOD_OPTIONS, width=24),
    Column("completeness", "完整程度", note="这张表收录了什么、缺什么，如实写。", width=40),
    *CITED,
)
INDICATOR: Final = (
    Column("no", "序号", note="原文的序号。", width=7),
    Column("group", "一级指标", Form.WORD, "“评价表”里本表的一级指标。", width=16),
    Column("{group_weight}", "权重", note="一级指标的权重，取自“评价表”，在那里改。", width=8),
    Column("name", "二级指标", note="二级指标，或分成几部分时各部分的名称。", width=32),
    UNIT,
    Column("weight", "分权重", Form.SHARE, "在本一级指标内的权重，之和为 1；没有的空着。", width=9),
    Column("limiting", "限定性", Form.FLAG, "标 ★ 或 * 的限定性指标写“是”。", width=9),
    Column(
        "direction",
        "方向",
        Form.WORD,
        "数值越小越好、越大越好、在区间内，或按文字选择。",
        DIRECTIONS,
        14,
    ),
)
AFTER_LEVELS: Final = (
    Column(
        "value",
        "公式",
        Form.FORMULA,
        f"空着即由填报人直接填本行。{FORMULA_NOTE}",
        width=34,
    ),
    APPLIES,
    *CITED[1:3],
    CITED[4],
    HINT,
    Column(
        "id",
        "编号",
        note="本表内固定不变的编号，直接填报的数据项编号由它而来。新行空着即自动编号。",
        width=18,
    ),
    Column(
        "strict", "不含限值", Form.FLAG, "原文写 < 或 >（等于限值不算达到）时写“是”。", width=10
    ),
    Column("pool", "共用权重组", note="几行共用一个权重（如 0.8/n）时写同一个组名。", width=12),
    Column("pool_weight", "共用权重", Form.SHARE, "该组合起来的权重，由适用的各行均分。", width=10),
    RECORD,
    MATCH,
    Column("weight_by", "按产量分摊", Form.FORMULA, "几种产品共用权重时按哪个产量分摊。", width=22),
    Column("permit", "许可限值", Form.FORMULA, "排污许可证限值的编号，比标准严时用它。", width=22),
    FROM,
    TO,
    AFTER_GAP,
    Column("deadline", "整改期限", Form.DAY, "低于末级的须在这一天前完成。"),
    CITED[0],
    CITED[3],
)
MEASURE: Final = (
    ID,
    NAME,
    Column("kind", "类别", width=16),
    Column("effect", "效果", width=40),
    Column("serves", "服务的指标", Form.LINES, "指标、计算式或评价的编号，一行一个。", width=34),
    Column("condition", "条件", width=28),
    Column("cost", "费用", width=20),
    *CITED,
)
CHECK: Final = (
    ID,
    NAME,
    Column("severity", "严重程度", Form.WORD, words=SEVERITIES, width=10),
    Column("when", "成立即有问题", Form.FORMULA, "判断式，成立时提示。", width=44),
    Column("message", "说明", note="花括号里写编号，会显示该数和单位。", width=44),
    Column("remedy", "办法", width=36),
    Column("jump", "跳到", note="先看哪一项。", width=28),
    GROUP,
    RECORD,
    MATCH,
    *CITED[:4],
    replace(CITED[4], head="备注"),
)
CONFIRMATION: Final = (
    Column("path", "位置", width=44),
    Column("digest", "内容摘要", width=20),
    Column("who", "核对人"),
    Column("on", "日期", Form.DAY),
    Column("document", "原文", width=32),
    Column("page", "页码", width=10),
    Column("note", "说明", width=32),
)
EACH: Final = (
    Column("table", "表", note="按哪张表（“表 …”工作表）逐行生成。", width=24),
    Column("where", "条件", Form.FIELDS, "只用表里符合条件的行，每行“字段 = 值”。", width=24),
    Column("{template}", "模板（TOML）", note="花括号 {字段} 处填入表里该行的值。", width=90),
)
SUB_INDEX: Final = (
    Column("id", "编号", width=14),
    NAME,
    Column("axis", "轴", width=8),
    Column("weight", "权重", Form.SHARE, width=10),
    Column("why", "为什么", width=40),
    APPLIES,
    Column("kind", "算法", Form.WORD, words=PART_KINDS, width=16),
    Column("value", "公式", Form.FORMULA, FORMULA_NOTE, width=36),
    UNIT,
    Column("anchors", "锚点", Form.FIELDS, "worst、base、advanced、near_zero 各一行。", width=24),
    Column("assessment", "评价表", width=24),
    Column("points", "等级得分", Form.FIELDS, "每行“等级编号 = 分数”。", width=20),
    Column("items", "是非题", Form.LINES, "编号，一行一个。", width=30),
    Column("weigh", "排放口加权", width=18),
    *CITED,
)
GATE: Final = (
    ID,
    NAME,
    Column("axis", "轴", width=8),
    Column("condition", "条件", Form.FORMULA, "判断式，成立即通过。", width=44),
    Column("cap", "封顶", note="未通过时等级最高到哪一级。", width=10),
    Column("contradiction", "矛盾条件", Form.FORMULA, width=40),
    Column("conflict", "矛盾时的话", width=40),
    *CITED,
)
GRADE: Final = (
    ID,
    NAME,
    Column("meaning", "含义", width=50),
    Column("rule", "条件", Form.FORMULA, "判断式。", width=60),
)
VARIANT: Final = (
    ID,
    NAME,
    Column("without", "当作未答的项", Form.LINES, width=30),
    Column("firm_anchors", "不用待核实的锚点", Form.FLAG, width=14),
    Column("tier", "先进线取哪一级", width=14),
    CITED[4],
)
