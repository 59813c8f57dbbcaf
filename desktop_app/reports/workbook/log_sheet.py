"""The sheet of edits 修改记录: when, by whom, how and what, the newest first, as far as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.i18n import _
from desktop_app.reports.workbook.sheet import Column, Sheet, put_number, put_text


@dataclass(frozen=True, slots=True)
class LogLine:
    """One edit in words, and how many places it changed."""

    at: str
    who: str
    how: str
    label: str
    changes: int


def write_log(sheet: Sheet, lines: Sequence[LogLine], count: int) -> None:
    """Fill the sheet; of `count` edits these are the newest."""
    sheet.lay_out(
        (
            Column("A", _("时间"), 22),
            Column("B", _("修改人"), 18),
            Column("C", _("方式"), 12),
            Column("D", _("做了什么"), 90),
            Column("E", _("改动处数"), 12, "right"),
        )
    )
    note = _("企业库里的修改记录，最近的在前：共 {count} 次，这里列出 {shown} 次。")
    sheet.heading(_("修改记录"), note.format(count=count, shown=len(lines)))
    sheet.head(frozen="B")
    for line in lines:
        texts = (("A", line.at), ("B", line.who), ("C", line.how), ("D", line.label))
        for letter, text in texts:
            put_text(sheet[f"{letter}{sheet.row}"], text)
        put_number(sheet[f"E{sheet.row}"], line.changes)
        sheet.row += 1
