"""The first sheet: what the workbook is, about whom, by which rules, and how to read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl.worksheet.hyperlink import Hyperlink

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.provenance import Provenance
from desktop_app.i18n import _, translate
from desktop_app.reports.provenance_page import fact_pairs, how_to_check
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.live import Statics
from desktop_app.reports.workbook.log_sheet import LogLine
from desktop_app.reports.workbook.places import DASH, quoted_sheet
from desktop_app.reports.workbook.sheet import Column, Sheet, dress, put_formula, put_text

_MOST_STATICS: Final = 200


@dataclass(frozen=True, slots=True)
class About:
    """What the first sheet says besides the case: date of export, name of the region.

    `provenance` is where the file comes from, `content` the cell with the digest of its cells.
    `log` are the newest of so many `edits` of the case.
    """

    created: str
    region: str
    provenance: Provenance | None = None
    content: str = ""
    log: tuple[LogLine, ...] = ()
    edits: int = 0


def write_notes(
    sheet: Sheet,
    evaluation: Evaluation,
    statics: Statics,
    about: About,
    sections: Sequence[tuple[str, str, int]] = (),
) -> None:
    """Fill the first sheet."""
    sheet.lay_out((Column("A", _("项目"), 36), Column("B", _("内容"), 110)))
    profile, case = evaluation.case.enterprise, evaluation.case
    sheet.heading(_("双近零企业自评工作簿"), _("企业自评参考，非官方认定"))
    sheet.row += 1
    sheet.band(_("企业"), look.SECTION)
    for label, text in (
        (_("企业名称"), profile.name),
        (_("统一社会信用代码"), profile.uscc),
        (_("所在地"), about.region or profile.region),
        (_("行业代码"), profile.industry),
        (_("排污许可证编号"), profile.permit),
        (_("报告年度"), _("{year} 年").format(year=case.year)),
        (_("生成日期"), about.created),
        (_("备注"), case.note),
    ):
        _pair(sheet, label, text or _("未填"))
    sheet.row += 1
    sheet.band(_("规则包"), look.SECTION)
    for pack in evaluation.model.packs:
        text = _("版本 {version}，内容指纹 {digest}").format(
            version=pack.version, digest=pack.digest
        )
        _pair(sheet, translate(pack.name), text)
    if about.provenance is not None:
        _origin(sheet, about.provenance, about.content)
    _contents(sheet, sections)
    _guide(sheet)
    _legend(sheet)
    _static_cells(sheet, statics)


def _pair(sheet: Sheet, label: str, text: str) -> None:
    put_text(sheet[f"A{sheet.row}"], label, look.MUTED)
    put_text(sheet[f"B{sheet.row}"], text)
    sheet.row += 1


def _origin(sheet: Sheet, told: Provenance, content: str) -> None:
    sheet.row += 1
    sheet.band(_("文件出处与核对"), look.SECTION)
    for label, text in fact_pairs(told.without_packs()):
        _pair(sheet, label, text)
    put_text(sheet[f"A{sheet.row}"], _("内容指纹（各表的数和公式）"), look.MUTED)
    put_formula(sheet[f"B{sheet.row}"], content, look.CELL)
    sheet.row += 1
    _pair(sheet, _("怎样核对"), how_to_check())


def _contents(sheet: Sheet, sections: Sequence[tuple[str, str, int]]) -> None:
    """Where what stands: every sheet, and the sections of the data, each a link."""
    sheet.row += 1
    sheet.band(_("目录"), look.SECTION)
    shown = [one for one in sheet.book.worksheets if one.sheet_state == "visible"]
    for one in shown:
        _link(sheet, one.title, one.title, 1)
        own = (found for found in sections if found[1] == one.title)
        for title, name, row in own:
            _link(sheet, _("{sheet} · {title}").format(sheet=name, title=title), name, row)


def _link(sheet: Sheet, text: str, target: str, row: int) -> None:
    cell = sheet[f"B{sheet.row}"]
    put_text(cell, text)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quoted_sheet(target)}!A{row}")
    sheet.row += 1


def _guide(sheet: Sheet) -> None:
    sheet.row += 1
    sheet.band(_("怎样使用"), look.SECTION)
    _pair(
        sheet,
        _("核对"),
        _("数据 → 系数 → 计算 → 指标对照 → 双近零 → 结论，每一步都是实时公式，可逐格追查。"),
    )
    _pair(
        sheet,
        _("试算"),
        _("改动“数据”或“系数”中浅黄底的格子，级别、指数和等级随之变化；改动处见“更改提示”。"),
    )
    _pair(
        sheet,
        _("不适用与未填"),
        _("不适用的写“不适用”，权重在组内重分；未填的留空，按未达到或 0 分计，不等于零。"),
    )
    _pair(
        sheet,
        _("按已填与补全后最好"),
        _(
            "前者把未填的都按未达到计，后者把未填的都按最好计；两者相同才算定论。"
            "权重没有收录齐全的表另外取未知权重的最低和最高可能，写作下限、上限。"
        ),
    )
    _pair(
        sheet,
        _("没有显示数值"),
        _("文件只存公式。部分查看器和预览窗口不重算，请用 Excel、WPS 或 LibreOffice 打开。"),
    )
    _pair(
        sheet,
        _("精度"),
        _("软件用十进制精确计算，工作簿用二进制浮点数，相差不超过十亿分之一，比较时已留出。"),
    )
    _pair(
        sheet,
        _("不随公式变化"),
        _("“软件计算值”“软件判定”是导出时的结果，差距、缺项清单和把握程度也是导出时的。"),
    )


def _legend(sheet: Sheet) -> None:
    sheet.row += 1
    sheet.band(_("图例"), look.SECTION)
    for style, text in (
        (look.INPUT_NUMBER, _("可填的格子")),
        (look.TOTAL, _("实时公式")),
        (look.COMPARED, _("导出时的软件结果，用来对照")),
        (look.STATIC, _("静态：公式太长，只写了软件算出的数，不随数据变化")),
        (look.CLOSED_CELL, _("不分月填报的项目")),
    ):
        cell = sheet[f"A{sheet.row}"]
        dress(cell, style)
        if style is look.STATIC:
            put_text(cell, _("静态"), style)
        put_text(sheet[f"B{sheet.row}"], text)
        sheet.row += 1
    _pair(sheet, "✓ ✕", _("达到、未达到该级别；空白为尚不能判定"))
    _pair(sheet, DASH, _("不适用"))


def _static_cells(sheet: Sheet, statics: Statics) -> None:
    sheet.row += 1
    sheet.band(_("静态的格子"), look.SECTION)
    if not statics.found:
        _pair(sheet, _("没有"), _("全部数值都是实时公式。"))
    for cell in statics.found[:_MOST_STATICS]:
        _pair(sheet, f"{cell.sheet} {cell.cell}", cell.about)
