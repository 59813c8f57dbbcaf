"""The sheet of evidence: every document with the whole SHA-256 of its file and what it supports."""

from __future__ import annotations

from desktop_app.core.evaluate import Evaluation
from desktop_app.i18n import _
from desktop_app.reports.chapters.evidence import kind_word, supported_by
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.sheet import Column, Sheet, put_number, put_text


def write_evidence(sheet: Sheet, evaluation: Evaluation) -> None:
    """Fill the sheet."""
    sheet.lay_out(
        (
            Column("A", _("编号"), 9),
            Column("B", _("题名"), 40),
            Column("C", _("种类"), 11),
            Column("D", _("日期"), 13),
            Column("E", _("出具单位"), 28),
            Column("F", _("关联"), 46),
            Column("G", _("原文件名"), 34),
            Column("H", _("字节"), 12, "right"),
            Column("I", _("内容指纹 SHA-256"), 72),
            Column("J", _("备注"), 30),
        )
    )
    sheet.heading(_("佐证"), _("文件存在企业库里；导出后可用 SHA-256 核对是否被改动。"))
    sheet.head(frozen="C")
    for one in evaluation.case.evidence:
        row = sheet.row
        texts = {
            "A": one.label,
            "B": one.title,
            "C": kind_word(one),
            "D": one.dated,
            "E": one.issuer,
            "F": supported_by(evaluation, one) or _("未关联"),
            "G": one.file,
            "I": one.digest,
            "J": one.note,
        }
        for letter, text in texts.items():
            put_text(sheet[f"{letter}{row}"], text, look.STRONG if letter == "A" else look.CELL)
        put_number(sheet[f"H{row}"], one.size)
        sheet.row += 1
    if not evaluation.case.evidence:
        sheet.line(_("没有登记佐证材料。"))
