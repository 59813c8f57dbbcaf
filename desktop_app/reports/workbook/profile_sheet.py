"""The sheet of the enterprise: its profile, then every outlet, product and process."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import RecordKind
from desktop_app.i18n import _, translate
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.sheet import Column, Sheet, put_text


def write_profile(sheet: Sheet, evaluation: Evaluation, region: str) -> None:
    """Fill the sheet; `region` is the name of the place its code stands for."""
    sheet.lay_out(
        (
            Column("A", _("编号"), 18),
            Column("B", _("名称"), 34),
            Column("C", _("登记内容"), 96),
        )
    )
    sheet.heading(_("企业档案"), _("登记内容在程序里修改；本表只供查阅，不参与重算。"))
    sheet.head(frozen="C")
    own = evaluation.case.enterprise
    sheet.band(_("企业"), look.SECTION)
    for label, text in (
        (_("企业名称"), own.name),
        (_("统一社会信用代码"), own.uscc),
        (_("所在地"), f"{region} {own.region}".strip()),
        (_("行业代码"), own.industry),
        (_("排污许可证编号"), own.permit),
        (_("详细地址"), own.address),
        (_("联系人及电话"), own.contact),
        (_("备注"), own.note),
    ):
        _row(sheet, "", label, text or _("未填"))
    for kind in evaluation.model.record_kinds.values():
        records = evaluation.case.of_kind(kind.id)
        if records:
            sheet.band(translate(kind.name), look.SECTION)
        for record in records:
            _row(sheet, record.id, record.name, _fields(kind, record.fields))


def _fields(kind: RecordKind, values: Mapping[str, str]) -> str:
    """The fields of a record in words, in the order the kind declares them."""
    parts = []
    for field in kind.fields:
        text = values.get(field.id, "")
        option = next((one for one in field.options if one.id == text), None)
        shown = translate(option.text) if option is not None else text
        if shown:
            parts.append(_("{name}：{value}").format(name=translate(field.name), value=shown))
    return _("；").join(parts)


def _row(sheet: Sheet, own: str, name: str, text: str) -> None:
    for letter, said, style in (
        ("A", own, look.MUTED),
        ("B", name, look.CELL),
        ("C", text, look.CELL),
    ):
        put_text(sheet[f"{letter}{sheet.row}"], said, style)
    sheet.row += 1
