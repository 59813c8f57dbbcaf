"""The coverage table in words: for the command line, for README, and for the page of packs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from desktop_app.app.pack_words import confidence_word
from desktop_app.core.coverage import Cell, Column, Extent, Line, covered
from desktop_app.core.pack import Confidence
from desktop_app.i18n import _, translate

_ROWS: Final = (Extent.WHOLE, Extent.PARTIAL, Extent.REFERRED)
FIRM_FIRST: Final = tuple(sorted(Confidence, reverse=True))


def column_word(column: Column) -> str:
    """The head of a column."""
    return {
        Column.CLEAN_PRODUCTION: _("清洁生产"),
        Column.ENERGY: _("能效"),
        Column.CARBON: _("碳"),
        Column.POLLUTANTS: _("污染物"),
        Column.POLICY: _("政策"),
        Column.MEASURES: _("措施"),
    }[column]


def verdict_word(cell: Cell) -> str:
    """How much there is, in a word or two."""
    if cell.column is Column.CLEAN_PRODUCTION and cell.extent is Extent.REFERRED:
        return _("仅登记结论") if cell.figures.get("rows") == 1 else _("按原文自评")
    if cell.column is not Column.CLEAN_PRODUCTION and cell.extent in _ROWS:
        # Holes in what is there can be counted; rows of a standard that nobody wrote cannot.
        return {
            Extent.WHOLE: _("无空缺"),
            Extent.PARTIAL: _("有空缺"),
            Extent.REFERRED: _("只对照许可证"),
        }[cell.extent]
    if cell.extent is Extent.LEVELS and cell.figures.get("weighed"):
        return _("缺部分权重")
    return {
        Extent.WHOLE: _("完整"),
        Extent.LEVELS: _("有级无权重"),
        Extent.PARTIAL: _("部分"),
        Extent.REFERRED: _("按原文自评"),
        Extent.OWN: _("有"),
        Extent.SHARED: _("用通用"),
        Extent.NONE: _("无"),
    }[cell.extent]


def detail_text(cell: Cell) -> str:
    """The figures behind the verdict, on one line; empty where there are none."""
    if cell.extent is Extent.SHARED:
        return ""
    told = [text.format(count=cell.figures[name]) for name, text in _texts(cell)]
    if cell.extent is Extent.PARTIAL:
        told.append(_("已知 {share}%").format(share=share_known(cell)))
    if cell.column is Column.CLEAN_PRODUCTION and cell.extent is Extent.PARTIAL:
        told.append(_("有权重") if cell.figures["weights"] else _("无权重"))
    return _("，").join(told)


def _texts(cell: Cell) -> list[tuple[str, str]]:
    """The figures worth naming in a column, those that are not zero."""
    texts = {
        Column.CLEAN_PRODUCTION: [("rows", _("{count} 项"))],
        Column.ENERGY: [
            ("benchmark", _("标杆 {count} 行")),
            ("quota", _("限额 {count} 行")),
            ("other", _("其他对照 {count} 行")),
            ("documents", _("{count} 个文件")),
            ("earlier", _("旧版 {count} 行")),
        ],
        Column.CARBON: [("rows", _("{count} 个排放源"))],
        Column.POLLUTANTS: [("rows", _("{count} 行"))],
        Column.POLICY: [
            ("duty", _("约束性 {count}")),
            ("target", _("全省目标 {count}")),
            ("encouraged", _("鼓励 {count}")),
        ],
        Column.MEASURES: [("rows", _("{count} 项"))],
    }
    return [one for one in texts[cell.column] if cell.figures.get(one[0])]


def share_known(cell: Cell) -> int:
    """Known cells of a table in whole per cent, rounded down so that a hole never shows as 100."""
    cells = cell.figures.get("cells", 0)
    return 100 * cell.figures["known"] // cells if cells else 0


def percents(shares: Mapping[Confidence, int]) -> dict[Confidence, int]:
    """Shares of confidence in whole per cent that add up to 100; empty without numbers."""
    whole = sum(shares.values())
    if not whole:
        return {}
    found = {one: 100 * shares.get(one, 0) // whole for one in FIRM_FIRST}
    by_rest = sorted(FIRM_FIRST, key=lambda one: -(100 * shares.get(one, 0) % whole))
    for one in by_rest[: 100 - sum(found.values())]:
        found[one] += 1
    return found


def covered_text(lines: Sequence[Line]) -> str:
    """How many industries have packs, in a sentence."""
    found, count, beyond = covered(lines)
    told = _("{covered} / {count} 个行业有规则包。").format(covered=found, count=count)
    more = _("另有方案没有点名的行业的规则包 {count} 个。").format(count=beyond)
    return told + more if beyond else told


def shares_text(shares: Mapping[Confidence, int]) -> str:
    """How firm numbers are, on one line."""
    found = percents(shares)
    return _("，").join(
        _("{word} {share}%").format(word=confidence_word(one), share=found[one])
        for one in FIRM_FIRST
        if found.get(one)
    )


def markdown(lines: Sequence[Line]) -> str:
    """The table for README: how much, and how firm in per cent."""
    heads = [_("行业"), _("规则包"), *map(column_word, Column), _("核实/单一/记忆/存疑 %")]
    rows = [heads, ["---"] * len(heads), *(_row(line) for line in lines)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in rows)


def _row(line: Line) -> list[str]:
    found = percents(line.shares)
    firm = "/".join(str(found[one]) for one in FIRM_FIRST) if found else "—"
    packs = " ".join(f"`{name}`" for name in line.packs) or "—"
    return [translate(line.industry), packs, *map(cell_text, line.cells), firm]


def cell_text(cell: Cell) -> str:
    """Verdict and figures of a cell on one line."""
    detail = detail_text(cell)
    if cell.extent is Extent.OWN:
        return detail
    return _("{verdict}（{detail}）").format(verdict=verdict_word(cell), detail=detail) if (
        detail
    ) else verdict_word(cell)  # fmt: skip


def coverage_json(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The table as plain data."""
    return [
        {
            "industry": line.industry,
            "packs": list(line.packs),
            "confidence": _shares_json(line.shares),
            "cells": {
                cell.column.value: {
                    "extent": cell.extent.value,
                    "text": cell_text(cell),
                    "figures": dict(cell.figures),
                    "confidence": _shares_json(cell.shares),
                }
                for cell in line.cells
            },
        }
        for line in lines
    ]


def _shares_json(shares: Mapping[Confidence, int]) -> dict[str, int]:
    return {one.word: shares.get(one, 0) for one in FIRM_FIRST}
