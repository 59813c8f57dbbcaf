"""How findings are said and sorted on their page: words, tones, groups, and where they lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.core import summary
from desktop_app.core.consistency.finding import Finding
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Severity
from desktop_app.i18n import _, translate
from desktop_app.ui.case_pages import PACKS, PROFILE

BY_SEVERITY: Final = "severity"
BY_SECTION: Final = "section"
ASIDE: Final = "aside"
OF_PROFILE: Final = "enterprise."
"""What findings about the profile, and jumps to its fields, begin with."""

TONES: Final = {
    Severity.ERROR: "level_below",
    Severity.WARNING: "level_3",
    Severity.INFO: "muted",
}
ICONS: Final = {
    Severity.ERROR: "circle-alert",
    Severity.WARNING: "triangle-alert",
    Severity.INFO: "info",
}


def severity_word(severity: Severity) -> str:
    """The word of a severity."""
    return {
        Severity.ERROR: _("错误"),
        Severity.WARNING: _("提醒"),
        Severity.INFO: _("说明"),
    }[severity]


@dataclass(frozen=True, slots=True)
class Batch:
    """Findings under one heading, worst first."""

    key: str
    title: str
    findings: tuple[Finding, ...]


def pressing(findings: Iterable[Finding]) -> int:
    """How many open errors and warnings there are: the number at the rail."""
    return sum(map(is_pressing, findings))


def is_pressing(finding: Finding) -> bool:
    """Whether somebody has to see to a finding: an open error or warning."""
    return not finding.set_aside and finding.severity is not Severity.INFO


def severity_key(finding: Finding) -> str:
    """The filter a finding falls under by how much it matters; set aside is one of its own."""
    return ASIDE if finding.set_aside else finding.severity.value


def section_key(finding: Finding) -> str:
    """The part of the form a finding is about; its group where it is about none."""
    return finding.section or f"group:{finding.group}"


def section_titles(evaluation: Evaluation, findings: Iterable[Finding]) -> dict[str, str]:
    """The headings of the sections findings are about, in the order of the form."""
    used = {section_key(one): translate(one.group) for one in findings}
    known = {
        section.id: translate(section.title) for section in summary.sections_of(evaluation.model)
    }
    in_form = {key: title for key, title in known.items() if key in used}
    return in_form | {key: title for key, title in used.items() if key not in known}


def batches(
    evaluation: Evaluation, findings: Sequence[Finding], by: str = BY_SEVERITY
) -> tuple[Batch, ...]:
    """Findings under headings, by severity or by part of the form; empty headings are left out."""
    if by == BY_SECTION:
        titles, key_of = section_titles(evaluation, findings), section_key
    else:
        titles = {one.value: severity_word(one) for one in Severity} | {ASIDE: _("已搁置")}
        key_of = severity_key
    held: dict[str, list[Finding]] = {key: [] for key in titles}
    for one in findings:
        held[key_of(one)].append(one)
    return tuple(Batch(key, titles[key], tuple(held[key])) for key in titles if held[key])


def matches(finding: Finding, severities: frozenset[str], sections: frozenset[str]) -> bool:
    """Whether a finding passes the filters; none chosen of a kind lets everything pass."""
    fits = not severities or severity_key(finding) in severities
    return fits and (not sections or section_key(finding) in sections)


def sentence(finding: Finding) -> str:
    """What was found, with the record before it where the sentence does not name it."""
    message = finding.message(translate)
    return f"{finding.place}：{message}" if finding.place else message


def remark(finding: Finding) -> str:
    """What to do about it, or why it was set aside."""
    if finding.set_aside:
        return _("已搁置：{reason}").format(reason=finding.set_aside)
    return finding.remedy(translate)


def target_of(finding: Finding, evaluation: Evaluation) -> str:
    """Where a finding leads: a datum, a field of the profile, a result, or a page."""
    if finding.jump:
        return finding.jump
    field = finding.item if finding.rule.startswith(OF_PROFILE) else _FIELDS.get(finding.rule)
    if field:
        return f"{OF_PROFILE}{field}"
    if finding.item in evaluation.results:
        return finding.item
    return PACKS if finding.rule in _PACKS else PROFILE


_FIELDS: Final = {
    "finding.region_missing": "region",
    "finding.industry_missing": "industry",
    "finding.industry_pack_other": "packs",
}
"""The field of the profile at which a finding about it is put right."""
_PACKS: Final = frozenset(
    {
        "finding.figures_unverified",
        "judge.factor_carried",
        "judge.parameter_missing",
        "judge.not_in_force",
    }
)
