"""The Chinese labels of the words pack files use, as drop-down lists offer them."""

from __future__ import annotations

from typing import Final

from desktop_app.packs.workbook.coding import Words

CONFIDENCE: Final = Words(
    {
        "confirmed": "已核实（两处一致）",
        "single-source": "单一来源",
        "recalled": "凭记忆，待核实",
        "unsure": "不确定，仅供参考",
    }
)
KINDS: Final = Words(
    {"amount": "数值", "choice": "选择", "yesno": "是否", "text": "文字", "date": "日期"}
)
DIRECTIONS: Final = Words(
    {"lower": "≤ 越小越好", "higher": "≥ 越大越好", "range": "在区间内", "choice": "选择文字要求"}
)
LIMBS: Final = Words(
    {
        "clean_production": "清洁生产",
        "energy": "能效",
        "carbon": "碳排放",
        "pollutants": "污染物",
        "policy": "政策要求",
        "readiness": "双近零",
        "profile": "企业档案",
    }
)
METHODS: Final = Words(
    {
        "level_index.v1": "综合指数（level_index.v1）",
        "additive.v1": "加和评分（additive.v1）",
        "item_by_item.v1": "逐项对照（item_by_item.v1）",
        "band.v1": "标杆与基准（band.v1）",
        "quota.v1": "能耗限额（quota.v1）",
        "limits.v1": "排放限值（limits.v1）",
        "duties.v1": "政策要求（duties.v1）",
    },
    closed=False,
)
LAYOUTS: Final = Words({"form": "表单", "grid": "逐月台账", "records": "逐条登记"})
CADENCES: Final = Words({"year": "全年", "month": "逐月"})
AGGREGATES: Final = Words({"sum": "合计", "mean": "平均", "last": "期末", "max": "最大"})
SEVERITIES: Final = Words({"error": "错误", "warning": "提醒", "info": "说明"})
PACK_KINDS: Final = Words({"base": "公用", "industry": "行业", "readiness": "双近零模型"})
TONES: Final = Words(
    {
        "level_1": "一级色",
        "level_2": "二级色",
        "level_3": "三级色",
        "level_below": "不达标色",
        "muted": "灰色",
    }
)
PART_KINDS: Final = Words(
    {
        "metric": "按锚点插值",
        "levels": "按等级给分",
        "limits": "排放限值达标",
        "bands": "标杆基准位置",
        "checklist": "是非清单",
    }
)
