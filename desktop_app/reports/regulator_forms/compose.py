"""A filled form as a document of blocks: cover, what is missing, the tables, the page to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Cover,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
    Toc,
)
from desktop_app.reports.chapters import sign
from desktop_app.reports.regulator_forms.fill import FilledTable, Filler
from desktop_app.reports.regulator_forms.form import Asked, RegulatorForm, Rows, Show
from desktop_app.reports.regulator_forms.missing import Missing, joined
from desktop_app.reports.words import confidence_word

_MOST_LISTED: Final = 24
"""Tables named in the list of contents; of more only the sections are, so that it fits a page."""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form filled in: the document to draw, and everything it lacks."""

    document: Document
    missing: tuple[Missing, ...]


def compose_form(
    form: RegulatorForm,
    evaluation: Evaluation,
    created: str,
    region: str = "",
    last: Evaluation | None = None,
) -> FilledForm:
    """The form filled from a judged case; `created` is the date printed on it."""
    filler = Filler(evaluation, last, region)
    filled = [found for table in form.tables if (found := filler.table(table)) is not None]
    missing = joined(gap for one in filled for gap in one.missing)
    case = evaluation.case
    name, year = case.enterprise.name, str(case.year)
    body: list[Block] = [
        _cover(form, evaluation, created, region),
        Toc(_("目录"), depth=1 if len(filled) > _MOST_LISTED else 2),
        PageBreak(),
        *_guide(form, missing),
        PageBreak(),
        *_tables(filled, case.year),
        PageBreak(),
        *sign.blocks(form, translate),
    ]
    document = Document(
        title=translate(form.title),
        subject=_("{name} {year} 年").format(name=name, year=year),
        enterprise=name,
        year=year,
        author=name,
        created=created,
        running_head=translate(form.title),
        footer_note=_("{layout}　依据：{basis}").format(
            layout=not_official(), basis=translate(form.short_basis)
        ),
        blocks=tuple(body),
        keywords=(
            name, year, form.id, form.version,
            *(f"{pack.id} {pack.version}" for pack in evaluation.model.packs),
        ),
    )  # fmt: skip
    return FilledForm(document, missing)


def not_official() -> str:
    """What every page of a form says of itself."""
    return _("本软件排版，非官方表样")


def _cover(form: RegulatorForm, evaluation: Evaluation, created: str, region: str) -> Cover:
    case, profile = evaluation.case, evaluation.case.enterprise
    fields = (
        (_("企业名称"), profile.name),
        (_("统一社会信用代码"), profile.uscc),
        (_("所在地"), region or profile.region),
        (_("行业代码"), profile.industry),
        (_("排污许可证编号"), profile.permit),
        (_("报告年度"), _("{year} 年").format(year=case.year)),
        (_("生成日期"), created),
    )
    basis = _("；").join(translate(one) for one in form.basis)
    footnote = _("依据：{basis}").format(basis=basis)
    return Cover(
        translate(form.title),
        translate(form.subtitle),
        tuple((label, text or _("未填")) for label, text in fields),
        f"{not_official()}\n{footnote}",
    )


def _guide(form: RegulatorForm, missing: Sequence[Missing]) -> Iterator[Block]:
    """What the form is, for whom, and what is missing before it can be handed in."""
    yield Heading(1, _("填报说明与缺项"), "guide")
    yield Callout(
        _(
            "{layout}。字段按公开资料归纳，报送前请对照主管部门平台的现行表样；"
            "斜线格未填，“—”为不适用，圆圈为待核实，斜体为估算。"
        ).format(layout=not_official()),
        tone="warning",
    )
    yield Paragraph(_("适用：{who}").format(who=translate(form.applies)))
    facts = tuple(
        _("{title}：{text}（{firm}）").format(
            title=translate(one.title),
            text=translate(one.text),
            firm=confidence_word(one.confidence),
        )
        for one in form.facts
    )
    if facts:
        yield Bullets(facts)
    yield Heading(2, _("缺项"), "missing")
    asked = [one for one in missing if not one.by_hand]
    if not missing:
        yield Paragraph(_("没有缺项。"))
    if asked:
        yield _asked_table(asked)
    by_hand = [one for one in missing if one.by_hand]
    if by_hand:
        yield _by_hand_table(by_hand)


def _asked_table(found: Sequence[Missing]) -> Table:
    partial = _("（不完整）")
    rows = tuple(
        Row(
            (
                Cell(f"{one.name}{partial if one.partial else ''}"),
                Cell(one.place),
                Cell(translate(one.table), tone="muted"),
            )
        )
        for one in found
    )
    columns = (Column(_("缺什么"), 4), Column(_("到哪里填"), 2), Column(_("哪张表要用"), 3))
    caption = _("程序里可以补的（{count} 项）").format(count=len(found))
    return Table(columns, rows, caption=caption)


def _by_hand_table(found: Sequence[Missing]) -> Table:
    """What the program does not hold, one row per table."""
    names: dict[str, list[str]] = {}
    for one in found:
        told = _("{name}（{detail}）").format(name=one.name, detail=one.place)
        names.setdefault(one.table, []).append(told if one.place else one.name)
    rows = tuple(
        Row((Cell(translate(table)), Cell(_("、").join(dict.fromkeys(told)))))
        for table, told in names.items()
    )
    columns = (Column(_("表"), 3), Column(_("要填的栏目"), 6))
    note = _("这些内容自评不记录：导出 Word 或工作簿，在斜线格里填写。")
    return Table(columns, rows, caption=_("要在导出的文件里填的"), note=note)


def _tables(filled: Sequence[FilledTable], year: int) -> Iterator[Block]:
    section = ""
    for one in filled:
        table = one.table
        own = translate(table.section) if table.section else _("报表")
        if own != section:
            section = own
            yield Heading(1, section, f"section.{table.id}")
        yield Heading(2, translate(table.title), f"table.{table.id}")
        note = _("栏目依据：{firm}").format(firm=confidence_word(table.confidence))
        if table.note:
            note = _("；").join((translate(table.note), note))
        yield Table(
            _columns(one, year),
            tuple(Row(cells) for cells in one.rows),
            note=note,
            empty=_empty(one),
        )


def _columns(filled: FilledTable, year: int) -> tuple[Column, ...]:
    table = filled.table
    if table.rows is Rows.FIELDS:
        years = tuple(Column(_heading(show, year), 3, "right") for show in table.shows)
        first = Column(_("项目"), 4 if len(years) > 1 else 5)
        units = (Column(_("计量单位"), 2),) if table.measured else ()
        return (first, *units, *years)
    return tuple(
        Column(
            translate(one.title),
            one.share,
            "right" if _has_figures(filled, at, one) else "left",
            show_unit(one.head_unit),
        )
        for at, one in enumerate(table.columns)
    )


def _has_figures(filled: FilledTable, at: int, one: Asked) -> bool:
    """Whether a column holds figures rather than words, now or once it is filled in."""
    cells = [row[at] for row in filled.rows if at < len(row)]
    if any(cell.number is not None for cell in cells):
        return True
    worded = any(cell.text for cell in cells)
    return not worded and bool(one.value or one.unit)


def _heading(show: Show, year: int) -> str:
    return {
        Show.NOW: _("{year} 年").format(year=year),
        Show.LAST: _("{year} 年").format(year=year - 1),
        Show.PLAN: _("方案实施后"),
        Show.LAST_CHANGE: _("比上年增减"),
        Show.LAST_RATE: _("比上年增减（%）"),
        Show.PLAN_CHANGE: _("方案增减"),
        Show.PLAN_RATE: _("方案增减（%）"),
    }[show]


def _empty(filled: FilledTable) -> str:
    rows = filled.table.rows
    if rows is Rows.MEASURES:
        return _("还没有改进方案。")
    if rows is Rows.INDICATORS:
        return _("没有适用的指标。")
    return _("没有登记或填报。")
