"""All findings of a case, worst first, and the list of all rules."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Final

from desktop_app.core.consistency.answers import of_answers
from desktop_app.core.consistency.declared import of_packs
from desktop_app.core.consistency.examined import examine
from desktop_app.core.consistency.finding import Finding, RuleInfo
from desktop_app.core.consistency.last_year import of_last_year
from desktop_app.core.consistency.months import of_months
from desktop_app.core.consistency.records import of_records
from desktop_app.core.consistency.set_aside import with_note
from desktop_app.core.consistency.standards import of_standards
from desktop_app.core.consistency_texts import NAMES
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.pack import Pack
from desktop_app.core.problem_texts import TEXTS
from desktop_app.core.problems import Severity

_PARTS: Final = (of_packs, of_months, of_last_year, of_answers, of_records, of_standards)


def findings(evaluation: Evaluation, before: Evaluation | None = None) -> tuple[Finding, ...]:
    """What is contradictory, implausible or missing in a case, errors first.

    `before` is the evaluation of the same enterprise's year before; without it nothing is
    compared with last year.
    """
    case = examine(evaluation, before)
    data, year = evaluation.case.data, evaluation.case.year
    found = chain.from_iterable(part(case) for part in _PARTS)
    noted = (with_note(one, data, year) for one in found)
    return tuple(sorted(noted, key=lambda one: one.rank))


def rules(packs: Iterable[Pack]) -> tuple[RuleInfo, ...]:
    """Every rule a case of these packs is checked by: those of the program, then the packs'."""
    own = [
        RuleInfo(code, Severity(TEXTS[code].severity), name, group)
        for code, (name, group) in NAMES.items()
    ]
    declared = [
        RuleInfo(rule.id, rule.severity, rule.name, rule.group, pack.id, rule.cited)
        for pack in packs
        for rule in pack.rules
    ]
    return (*own, *declared)
