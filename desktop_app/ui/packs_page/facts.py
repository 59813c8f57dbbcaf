"""What the page says about a pack, counted from the pack itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from desktop_app.app.pack_words import confidence_word
from desktop_app.core.entries import entries
from desktop_app.core.pack import Confidence, Pack
from desktop_app.i18n import _

__all__ = ["confidence_word", "confidences", "counts"]


def confidences(pack: Pack) -> Mapping[Confidence, int]:
    """How many of the pack's entries, those listed under 数与出处, are how firm."""
    return Counter(entry.cited.confidence for entry in entries(pack))


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
