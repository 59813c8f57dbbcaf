"""Which documents support the cells of a ledger, and what selected cells mean to a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from desktop_app.core.data import Key, Period
from desktop_app.core.evidence import Evidence, Subject, supporting
from desktop_app.core.subjects import labels_of
from desktop_app.i18n import _


def proofs_by_key(evidence: Iterable[Evidence]) -> dict[Key, str]:
    """The numbers of the documents linked to each datum itself: a year's are not its months'."""
    return {
        key: labels_of(documents)
        for subject, documents in supporting(evidence).items()
        if (key := subject.key) is not None
    }


def changed_items(before: Mapping[Key, str], after: Mapping[Key, str]) -> set[str]:
    """The items some of whose cells have other documents now."""
    keys = before.keys() | after.keys()
    return {key.item for key in keys if before.get(key) != after.get(key)}


def subjects_of(keys: Sequence[Key]) -> list[Subject]:
    """What selected cells are to a document: twelve months of an item are its year."""
    found: dict[Subject, None] = {}
    for item in dict.fromkeys(key.item for key in keys):
        own = [key for key in keys if key.item == item]
        months = {key.period.month for key in own}
        if 0 in months or len(months) == 12:
            own = [Key(item, Period(own[0].period.year))]
        found |= dict.fromkeys(Subject.of_datum(key) for key in own)
    return list(found)


def proof_words(proofs: str) -> str:
    """The documents of a cell as tip and to be read out; "" where there are none."""
    return _("佐证 {labels}").format(labels=proofs) if proofs else ""
