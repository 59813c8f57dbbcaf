"""Stamping what leaves the program: where it comes from, who signs it, read back as it is verified.

The libraries that write files are not loaded here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from desktop_app.app.about import VERSION
from desktop_app.app.pdf_pictures import pdf_reader, pdf_texts
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.log import Edit
from desktop_app.core.provenance import Output, Provenance, provenance_of

if TYPE_CHECKING:
    from desktop_app.reports.blocks import Document
    from desktop_app.reports.stamps.stamping import Stamping


@dataclass(frozen=True, slots=True)
class Along:
    """What a document is made with besides its case.

    `sign` makes the signature over a message in the name of `signer`; `binder` are the pages of a
    binder made with it, by the numbers of documents (P-001). `log` are the newest of so many
    `edits` of the case, which a workbook lists.
    """

    signer: str = ""
    sign: Callable[[bytes], bytes] | None = None
    binder: Mapping[str, int] = field(default_factory=dict)
    log: tuple[Edit, ...] = ()
    edits: int = 0


ALONE: Final = Along()
"""Neither signed nor with a binder."""


def told_of(
    evaluation: Evaluation, created: str, output: Output, along: Along = ALONE
) -> Provenance:
    """Where an output of a judged case comes from, with `created` as the date printed on it."""
    return replace(provenance_of(evaluation, created, VERSION, output), signer=along.signer)


def stamping_for(document: Document, along: Along = ALONE) -> Stamping | None:
    """The stamp of a document that says where it comes from; None for any other."""
    told = document.provenance
    return stamping_from(told, along) if told is not None else None


def stamping_from(provenance: Provenance, along: Along = ALONE) -> Stamping:
    """The stamp that tells of this provenance."""
    from desktop_app.reports.stamps.stamping import Stamping

    return Stamping(provenance, pdf_texts, pdf_reader(), along.sign)
