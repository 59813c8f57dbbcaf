"""The industries the Guizhou plan of co-control 减污降碳协同增效 names, in the order it is read.

A rule pack says in its header which of them it serves; the coverage table has a row for each.
"""

from __future__ import annotations

from typing import Final

ANY_INDUSTRY: Final = "通用(其他行业)"
"""What serves enterprises of no named industry."""

PLAN_INDUSTRIES: Final = (
    "火电(燃煤发电)",
    "钢铁长流程",
    "电炉短流程",
    "水泥(熟料, 粉磨站)",
    "平板玻璃",
    "电解铝",
    "氧化铝",
    "再生铝",
    "电解锰",
    "铁合金",
    "工业硅",
    "铅锌锑冶炼",
    "焦化",
    "煤化工(甲醇, 乙二醇)",
    "合成氨/氮肥",
    "黄磷",
    "磷酸/磷肥(磷石膏)",
    "电石",
    "烧碱/PVC",
    "煤矿(井工)与选煤",
    "白酒",
    "城镇/工业污水处理",
    "电镀",
    "印制电路板",
    "危险废物焚烧",
    "工业涂装",
    "包装印刷",
    "农药/制药(VOCs)",
    "油品储运销",
    ANY_INDUSTRY,
)
