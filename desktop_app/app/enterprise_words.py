"""What is said of a case in lists, in the language in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.app.clock import local
from desktop_app.app.enterprises import CaseLine, Standing
from desktop_app.core.case_summary import CaseSummary, Figure, Mark, MarkState, Span
from desktop_app.core.pack import Limb
from desktop_app.core.units import show_unit
from desktop_app.i18n import _, format_number, translate

NOTHING: Final = "—"


@dataclass(frozen=True, slots=True)
class MarkWords:
    """A mark as it is shown: sign, words and colour token; the words alone say all of it."""

    sign: str
    text: str
    tone: str


def mark_words(mark: Mark | None, limb: Limb) -> MarkWords:
    """What is shown of a limb."""
    if mark is None or mark.state is MarkState.NONE:
        return MarkWords("", NOTHING, "muted")
    if mark.state is MarkState.LEVEL:
        return MarkWords(mark.sign, translate(mark.word), mark.tone)
    if mark.state is MarkState.FIGURE:
        amount = f"{format_number(mark.value)} {show_unit(mark.unit)}".rstrip()
        return MarkWords("", amount, "text")
    if mark.state is MarkState.NA:
        return MarkWords(NOTHING, _("不适用"), "muted")
    words = _("待答") if limb is Limb.POLICY else _("未定级")
    return MarkWords(NOTHING, words, "muted")


def grade_words(summary: CaseSummary) -> str:
    """The double near-zero grade with its name."""
    return f"{summary.grade} {translate(summary.grade_name)}".strip() or NOTHING


def span_words(span: Span) -> str:
    """Points as filled and at best: "31.4" or "31.4–78.0"."""
    if span.low is None or span.high is None:
        return NOTHING
    low, high = format_number(span.low, 1), format_number(span.high, 1)
    return low if low == high else f"{low}–{high}"


def figure_words(figure: Figure) -> str:
    """A figure without its unit."""
    return format_number(figure.value) if figure.value is not None else NOTHING


def standing_words(line: CaseLine) -> str:
    """Whether the verdict of a line holds."""
    if line.standing is Standing.CURRENT:
        faults = line.summary.faults if line.summary is not None else ()
        return _("无法判定") if faults else _("已判定")
    return _("待重新判定") if line.standing is Standing.STALE else _("尚未判定")


def packs_words(line: CaseLine) -> str:
    """The packs chosen for a case."""
    return _("、").join(line.facts.packs)


def moment(text: str) -> str:
    """A stored moment where the user is, to the minute; "" when there is none."""
    at = local(text)
    return "" if at is None else f"{at:%Y-%m-%d %H:%M}"
