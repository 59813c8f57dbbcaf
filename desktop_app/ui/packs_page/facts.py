"""What the page says about a pack, counted from the pack itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from desktop_app.app.pack_words import confidence_word
from desktop_app.core.pack import Confidence, Pack
from desktop_app.i18n import _

__all__ = ["confidence_word", "confidences", "counts"]


def confidences(pack: Pack) -> Mapping[Confidence, int]:
    """How many of the pack's numbers and rows are how firm."""
    return Counter(_cited(pack))


def _cited(pack: Pack) -> Iterator[Confidence]:
    for parameter in pack.parameters:
        yield parameter.cited.confidence
    for quantity in pack.quantities:
        yield quantity.cited.confidence
    for table in pack.assessments:
        for indicator in table.indicators:
            yield indicator.cited.confidence
    for measure in pack.measures:
        yield measure.cited.confidence
    if pack.readiness is not None:
        for gate in pack.readiness.gates:
            yield gate.cited.confidence
        for sub in pack.readiness.sub_indices:
            for part in sub.parts:
                yield part.cited.confidence


def counts(pack: Pack) -> str:
    """What is in the pack, as one line; what it has none of is left out."""
    found = (
        (len(pack.items), _("数据项 {count}")),
        (len(pack.assessments), _("评价表 {count}")),
        (sum(len(table.indicators) for table in pack.assessments), _("指标 {count}")),
        (len(pack.quantities), _("计算式 {count}")),
        (len(pack.parameters), _("参数 {count}")),
        (len(pack.sources), _("来源 {count}")),
        (len(pack.measures), _("改进措施 {count}")),
    )
    return "　".join(words.format(count=count) for count, words in found if count)
