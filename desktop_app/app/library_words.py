"""What is said of a library that was saved from damage: in short, table by table, case by case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop_app.app.library_check import Salvaged, SavedCase, SavedTable
from desktop_app.i18n import _

_MOST: Final = 8
"""So many lost data are named; of the others their number is told."""


def saved_words(found: Salvaged) -> Iterator[str]:
    """What was saved and what was not, table by table."""
    if found.whole:
        yield _("全部读出，没有发现缺失。")
    else:
        yield _("下面是救回的和已知缺失的；请与备份或原始资料核对。")
    for one in found.tables:
        if one.saved or one.from_log or one.lost or one.torn:
            yield _table_words(one)


def _table_words(one: SavedTable) -> str:
    parts = [_("{table}：读出 {count} 行").format(table=table_name(one.name), count=one.saved)]
    if one.from_log:
        parts.append(_("由修改记录补回 {count} 行").format(count=one.from_log))
    if one.lost:
        parts.append(_("缺 {count} 行").format(count=one.lost))
    if one.torn:
        parts.append(_("没有读到底，可能还有缺失"))
    return _("，").join(parts)


def case_words(one: SavedCase) -> str:
    """What was saved of a case, and which data are missing."""
    words = _("{enterprise}，{year} 年：{data} 个数据")
    parts = [words.format(enterprise=one.enterprise, year=one.year, data=one.data)]
    if one.from_log:
        parts.append(_("其中 {count} 个由修改记录补回").format(count=one.from_log))
    if one.lost:
        named = _("、").join(one.lost[:_MOST])
        more = _("等") if len(one.lost) > _MOST else ""
        lost = _("缺 {count} 个：{named}{more}")
        parts.append(lost.format(count=len(one.lost), named=named, more=more))
    if one.remade:
        parts.append(_("企业档案或年度由数据推出，请核对"))
    return _("，").join(parts)


def table_name(table: str) -> str:
    """What a table of the library holds."""
    names = {
        "enterprise": _("企业"),
        "case": _("自评"),
        "record": _("排放口等记录"),
        "datum": _("数据"),
        "batch": _("修改记录"),
        "change": _("修改记录明细"),
        "confirmation": _("核实记录"),
        "pack_copy": _("留存的规则包"),
        "evidence": _("佐证"),
        "evidence_link": _("佐证与数据的对应"),
        "content": _("佐证文件"),
        "content_chunk": _("佐证文件的内容"),
        "planned": _("改进方案"),
        "trash": _("回收站"),
    }
    return names.get(table, table)
