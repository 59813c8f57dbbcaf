"""The {fields} in the texts of a template: facts of the case, and paths into its result.

A path is the id of a result or a data item, with a record where it is asked of each, and what is
wanted of it: {energy.total}, {energy.total:value}, {air.nox[DA001]:unit}, {steel.cp:level}.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.core import summary
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.result import Kind
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, translate
from desktop_app.reports.words import amount, conclusion_word, figure

FIELD: Final = re.compile(r"\{([^{}\n]{0,200})\}")
PATH: Final = re.compile(
    r"(?P<name>[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+(?:\[[^\[\]{}\n]{1,80}\])?)"
    r"(?::(?P<ask>value|unit|name|level))?"
)
FACTS: Final = (
    "name",
    "uscc",
    "region",
    "industry",
    "permit",
    "year",
    "created",
    "grade",
    "grade_name",
    "grade_best",
    "p",
    "c",
    "asked",
    "answered",
)


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed beside the result: place name and date, as the caller knows them."""

    evaluation: Evaluation
    region: str
    created: str


def fields_in(text: str) -> tuple[str, ...]:
    """The fields of a text, each once."""
    return tuple(dict.fromkeys(FIELD.findall(text)))


def stray_braces(text: str) -> bool:
    """Whether a brace is left that belongs to no field."""
    rest = FIELD.sub("", text)
    return "{" in rest or "}" in rest


def path_of(name: str) -> str:
    """The path a field or a figure names, without what is asked of it; "" when it is none."""
    found = PATH.fullmatch(name)
    return found["name"] if found else ""


def unknown_paths(paths: Iterable[str], known: Callable[[str], bool]) -> tuple[str, ...]:
    """The paths no pack at hand knows; a record is not looked at, every plant has its own."""
    return tuple(dict.fromkeys(one for one in paths if not known(one.partition("[")[0])))


def filled(text: str, printed: Printed) -> str:
    """The text with its fields filled in; what is not known becomes a dash."""
    if "{" not in text:
        return text
    facts = _facts(printed)
    return FIELD.sub(lambda found: _value(found[1], facts, printed.evaluation), text)


def _value(name: str, facts: Mapping[str, Callable[[], str]], evaluation: Evaluation) -> str:
    fact = facts.get(name)
    if fact is not None:
        return fact() or "—"
    found = PATH.fullmatch(name)
    return _at_path(evaluation, found["name"], found["ask"] or "") if found else "—"


def _at_path(evaluation: Evaluation, name: str, ask: str) -> str:
    """A result or a value: all of it, or one thing of it."""
    base = name.partition("[")[0]
    if ask == "name":
        return translate(evaluation.model.label_of(base))
    result = evaluation.results.get(name)
    if result is not None and (ask == "level" or (result.kind is Kind.ASSESSMENT and not ask)):
        return conclusion_word(evaluation, result)
    value = evaluation.values.get(name)
    number = result.value if result is not None else value.number if value is not None else None
    unit = result.unit if result is not None else evaluation.model.unit_of(base) or ""
    if ask == "unit":
        return show_unit(unit) or "—"
    if number is None and value is not None and value.truth is not None:
        return _("是") if value.truth else _("否")
    if number is None and value is not None and value.text:
        return value.text
    return figure(number) if ask == "value" else amount(number, unit)


def _facts(printed: Printed) -> dict[str, Callable[[], str]]:
    evaluation = printed.evaluation
    case, verdict = evaluation.case, evaluation.readiness
    profile = case.enterprise
    share = summary.whole_completion
    axes = verdict.axes if verdict is not None else {}
    return {
        "name": lambda: profile.name,
        "uscc": lambda: profile.uscc,
        "region": lambda: printed.region or profile.region,
        "industry": lambda: profile.industry,
        "permit": lambda: profile.permit,
        "year": lambda: str(case.year),
        "created": lambda: printed.created,
        "grade": lambda: verdict.grade.id if verdict else "",
        "grade_name": lambda: translate(verdict.grade.name) if verdict else "",
        "grade_best": lambda: verdict.grade_high.id if verdict else "",
        "p": lambda: figure(axes["P"].low, 1) if "P" in axes else "",
        "c": lambda: figure(axes["C"].low, 1) if "C" in axes else "",
        "asked": lambda: str(share(evaluation).asked),
        "answered": lambda: str(share(evaluation).answered),
    }
