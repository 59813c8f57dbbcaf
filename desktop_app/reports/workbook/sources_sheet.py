"""The sheet of sources: rule packs with their hashes, and the documents their numbers come from."""

from __future__ import annotations

from desktop_app.core.entries import cited_of
from desktop_app.core.model import Model
from desktop_app.i18n import _, translate
from desktop_app.reports.words import firmness
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.sheet import Column, Sheet, put_text


def write_sources(sheet: Sheet, model: Model) -> None:
    """Fill the sheet of sources."""
    sheet.lay_out(
        (
            Column("A", _("文号或编号"), 30),
            Column("B", _("名称"), 54),
            Column("C", _("施行或发布"), 14),
            Column("D", _("依据"), 16),
            Column("E", _("说明"), 70),
        )
    )
    sheet.heading(_("来源"), _("数值出自这些文件；“待核实”的请对照原文。"))
    sheet.head(frozen="B")
    sheet.band(_("规则包"), look.SECTION)
    for pack in model.packs:
        row = sheet.row
        put_text(sheet[f"A{row}"], pack.id)
        put_text(sheet[f"B{row}"], f"{translate(pack.name)}　{pack.version}", look.STRONG)
        put_text(sheet[f"C{row}"], "")
        put_text(sheet[f"D{row}"], "")
        text = _("内容指纹 SHA-256：{digest}").format(digest=pack.digest)
        put_text(sheet[f"E{row}"], f"{text}\n{translate(pack.completeness)}".strip(), look.MUTED)
        sheet.row += 1
    sheet.band(_("引用文件"), look.SECTION)
    for source in model.sources.values():
        row = sheet.row
        put_text(sheet[f"A{row}"], source.number)
        put_text(sheet[f"B{row}"], translate(source.title))
        put_text(sheet[f"C{row}"], str(source.effective or source.issued or ""), look.MUTED)
        put_text(sheet[f"D{row}"], firmness(cited_of(source)), look.MUTED)
        put_text(sheet[f"E{row}"], translate(source.note), look.MUTED)
        sheet.row += 1
