"""From an evaluation to the blocks of a report: pure, so that equal input gives an equal report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import Pack
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import Block, Cover, Document, Heading, PageBreak, Toc
from desktop_app.reports.chapters import (
    appendix,
    brief,
    checks,
    evidence,
    gaps,
    glance,
    last_year,
    limbs,
    own,
    plan,
    readiness,
    sign,
    verdict,
)
from desktop_app.reports.templates.catalogue import APPENDICES, OWN_TEXT, appendix_number
from desktop_app.reports.templates.fields import Printed, filled
from desktop_app.reports.templates.model import ChapterPlan, Template


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a report is made from: the judged case, last year's, and the date printed on it.

    `binder` are the pages of an evidence binder made with it, by the numbers of documents.
    """

    evaluation: Evaluation
    created: str
    region_name: str = ""
    last: Evaluation | None = None
    binder: Mapping[str, int] = field(default_factory=dict)


Chapter = Callable[[Snapshot, ChapterPlan], tuple[Block, ...]]


def _chapters() -> Mapping[str, Chapter]:
    return {
        "verdict": lambda s, c: verdict.blocks(s.evaluation, s.last, c.wants),
        "glance": lambda s, _c: glance.blocks(s.evaluation),
        "clean_production": lambda s, c: limbs.clean_production(s.evaluation, c.wants),
        "energy": lambda s, c: limbs.energy(s.evaluation, s.last, c.wants),
        "carbon": lambda s, c: limbs.carbon(s.evaluation, c.wants),
        "pollutants": lambda s, c: limbs.pollutants(s.evaluation, c.wants),
        "policy": lambda s, c: limbs.policy(s.evaluation, c.wants),
        "readiness": lambda s, c: readiness.blocks(s.evaluation, c.wants),
        "checks": lambda s, c: checks.blocks(s.evaluation, s.last, c.wants),
        "gaps": lambda s, c: gaps.blocks(s.evaluation, c.wants),
        "priorities": lambda s, c: brief.priorities(s.evaluation, c.wants, c.most),
        "plan": lambda s, c: plan.blocks(s.evaluation, c.wants),
        "last_year": lambda s, c: last_year.blocks(s.evaluation, s.last, c.wants),
        "uncertain": lambda s, c: brief.uncertain(s.evaluation, c.wants, c.most),
        "data": lambda s, _c: appendix.data(s.evaluation),
        "calculation": lambda s, _c: appendix.calculation(s.evaluation),
        "sources": lambda s, c: appendix.sources(s.evaluation, c.wants),
        "basis": lambda s, c: brief.basis(s.evaluation, c.most),
        "evidence": lambda s, _c: evidence.blocks(s.evaluation, s.binder),
    }


CHAPTERS: Final = _chapters()


def compose(snapshot: Snapshot, template: Template) -> Document:
    """The whole report as a document of blocks."""
    case = snapshot.evaluation.case
    said = _Said(snapshot, template)
    name, year = case.enterprise.name, str(case.year)
    body: list[Block] = [_cover(snapshot, template, said)]
    if template.contents:
        body += [Toc(_("目录")), PageBreak()]
    return Document(
        title=said(template.title),
        subject=_("{name} {year} 年").format(name=name, year=year),
        enterprise=name,
        year=year,
        author=name,
        created=snapshot.created,
        running_head=said(template.title),
        footer_note=said(template.statement),
        blocks=(*body, *_body(snapshot, template, said)),
        keywords=(
            name,
            year,
            *(f"{pack.id} {pack.version}" for pack in _packs(snapshot)),
            f"{template.id} {template.version}",
        ),
    )


class _Said:
    """The texts of a template as printed: in the language in force, with their fields filled in."""

    def __init__(self, snapshot: Snapshot, template: Template) -> None:
        self._template = template
        self._printed = Printed(snapshot.evaluation, snapshot.region_name, snapshot.created)

    def __call__(self, text: str) -> str:
        return filled(self._template.said(text), self._printed)


def _body(snapshot: Snapshot, template: Template, said: _Said) -> Iterator[Block]:
    """The chapters in the order of the template; one with nothing to tell is left out."""
    appendices = 0
    for place, chosen in enumerate(template.chapters):
        title = said(chosen.title)
        if chosen.id == "sign":
            found: Sequence[Block] = sign.blocks(template, said)
        elif chosen.id == OWN_TEXT:
            found = (Heading(1, title, f"own{place}"),)
        else:
            found = CHAPTERS[chosen.id](snapshot, chosen)
        if not found:
            continue
        if chosen.id in APPENDICES:
            appendices += 1
        if chosen.new_page or (chosen.new_page is None and chosen.id == "sign"):
            yield PageBreak()
        numbered = appendix_number(appendices) if chosen.id in APPENDICES else ""
        yield from _titled(found[0], title, numbered)
        yield from own.text_blocks(said(chosen.text))
        yield from found[1:]
        yield from own.figure_table(snapshot.evaluation, chosen.figures)


def _titled(first: Block, title: str, numbered: str) -> Iterator[Block]:
    """The heading of a chapter in the words of the template; an appendix with its number."""
    if not isinstance(first, Heading):
        yield first
        return
    words = title or first.text
    yield replace(first, text=f"{numbered}  {words}" if numbered and not title else words)


def _packs(snapshot: Snapshot) -> tuple[Pack, ...]:
    return snapshot.evaluation.model.packs


def _cover(snapshot: Snapshot, template: Template, said: _Said) -> Cover:
    case = snapshot.evaluation.case
    profile = case.enterprise
    values = {
        "name": (_("企业名称"), profile.name),
        "uscc": (_("统一社会信用代码"), profile.uscc),
        "region": (_("所在地"), snapshot.region_name or profile.region),
        "industry": (_("行业代码"), profile.industry),
        "permit": (_("排污许可证编号"), profile.permit),
        "year": (_("报告年度"), _("{year} 年").format(year=case.year)),
        "created": (_("生成日期"), snapshot.created),
        "packs": (
            _("规则包"),
            _("；").join(f"{translate(pack.name)} {pack.version}" for pack in _packs(snapshot)),
        ),
    }
    fields = tuple(
        (label, text or _("未填")) for label, text in (values[f] for f in template.cover_fields)
    )
    notes = (said(template.statement), said(template.cover_footnote))
    return Cover(
        said(template.title),
        said(template.subtitle),
        fields,
        "\n".join(note for note in notes if note),
        template.logo,
        said(template.organisation),
    )
