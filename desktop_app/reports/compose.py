"""From an evaluation to the blocks of a report: pure, so that equal input gives an equal report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import Pack
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import Block, Cover, Document, PageBreak, Toc
from desktop_app.reports.chapters import (
    appendix,
    checks,
    evidence,
    gaps,
    limbs,
    plan,
    readiness,
    sign,
    verdict,
)
from desktop_app.reports.template import Template


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a report is made from: the judged case, last year's, and the date printed on it."""

    evaluation: Evaluation
    created: str
    region_name: str = ""
    last: Evaluation | None = None


Chapter = Callable[[Snapshot, Template], tuple[Block, ...]]


def _chapters() -> Mapping[str, Chapter]:
    return {
        "verdict": lambda shot, _t: verdict.blocks(shot.evaluation, shot.last),
        "clean_production": lambda shot, _t: limbs.clean_production(shot.evaluation),
        "energy": lambda shot, _t: limbs.energy(shot.evaluation, shot.last),
        "carbon": lambda shot, _t: limbs.carbon(shot.evaluation),
        "pollutants": lambda shot, _t: limbs.pollutants(shot.evaluation),
        "policy": lambda shot, _t: limbs.policy(shot.evaluation),
        "readiness": lambda shot, _t: readiness.blocks(shot.evaluation),
        "checks": lambda shot, _t: checks.blocks(shot.evaluation, shot.last),
        "gaps": lambda shot, _t: gaps.blocks(shot.evaluation),
        "plan": lambda shot, _t: plan.blocks(shot.evaluation),
        "data": lambda shot, _t: appendix.data(shot.evaluation),
        "calculation": lambda shot, _t: appendix.calculation(shot.evaluation),
        "sources": lambda shot, _t: appendix.sources(shot.evaluation),
        "evidence": lambda shot, _t: evidence.blocks(shot.evaluation),
        "sign": lambda _shot, template: sign.blocks(template),
    }


CHAPTERS: Final = _chapters()


def compose(snapshot: Snapshot, template: Template) -> Document:
    """The whole report as a document of blocks."""
    case = snapshot.evaluation.case
    body: list[Block] = [_cover(snapshot, template), Toc(_("目录")), PageBreak()]
    for name in template.chapters:
        body.extend(CHAPTERS[name](snapshot, template))
    name, year = case.enterprise.name, str(case.year)
    return Document(
        title=translate(template.title),
        subject=_("{name} {year} 年").format(name=name, year=year),
        enterprise=name,
        year=year,
        author=name,
        created=snapshot.created,
        running_head=translate(template.title),
        footer_note=translate(template.statement),
        blocks=tuple(body),
        keywords=(name, year, *(f"{pack.id} {pack.version}" for pack in _packs(snapshot))),
    )


def _packs(snapshot: Snapshot) -> tuple[Pack, ...]:
    return snapshot.evaluation.model.packs


def _cover(snapshot: Snapshot, template: Template) -> Cover:
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
    footnote = f"{translate(template.statement)}\n{translate(template.cover_footnote)}"
    return Cover(translate(template.title), translate(template.subtitle), fields, footnote)
