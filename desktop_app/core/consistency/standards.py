"""What the numbers of standards, the profile and the choice of packs tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop_app.core.codes import check_permit, check_uscc
from desktop_app.core.consistency.examined import Examined
from desktop_app.core.consistency.finding import Finding
from desktop_app.core.in_force import INDUSTRY_KIND, covers
from desktop_app.core.result import Kind

_NOTICES: Final = ("judge.parameter_missing", "judge.factor_carried", "judge.not_in_force")


def of_standards(case: Examined) -> Iterator[Finding]:
    """All findings about what the case is judged by."""
    results = case.evaluation.results.values()
    judged = [one for one in results if one.headline or one.kind is not Kind.QUANTITY]
    for found in case.evaluation.problems:
        if found.code in _NOTICES:
            yield case.finding(found.code, found.where.path, **found.args)
    doubtful = [one for one in judged if one.headline and one.to_verify]
    if doubtful:
        yield case.finding("finding.figures_unverified", count=len(doubtful), name=doubtful[0].name)
    yield from _gates(case)
    yield from _profile(case)


def _gates(case: Examined) -> Iterator[Finding]:
    """Gates whose answers do not go with what follows from the tables."""
    verdict = case.evaluation.readiness
    for state in verdict.gates if verdict else ():
        gate = state.gate
        if state.contradicted and gate.contradiction is not None:
            asked = sorted(gate.contradiction.names & case.model.items.keys())
            yield case.finding(
                "gate.contradicted", next(iter(asked), ""), "", gate=gate.id, name=gate.conflict
            )


def _profile(case: Examined) -> Iterator[Finding]:
    enterprise = case.evaluation.case.enterprise
    codes = (*check_uscc(enterprise.uscc), *check_permit(enterprise.permit, enterprise.uscc))
    for found in codes:
        yield case.finding(found.code, found.where.path, **found.args)
    if not enterprise.region.strip():
        yield case.finding("finding.region_missing")
    if not enterprise.industry.strip():
        yield case.finding("finding.industry_missing")
        return
    for pack in case.model.packs:
        if pack.kind == INDUSTRY_KIND and not covers(pack, enterprise.industry):
            yield case.finding(
                "finding.industry_pack_other", pack.id,
                table=pack.name, industry=enterprise.industry,
            )  # fmt: skip
