"""Stamping what leaves the program: where it comes from, read back as a verifier will read it."""

from __future__ import annotations

from desktop_app.app.about import VERSION
from desktop_app.app.pdf_pictures import pdf_reader, pdf_texts
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.provenance import Output, Provenance, provenance_of
from desktop_app.reports.stamps.kept import Signer
from desktop_app.reports.stamps.stamping import Stamping


def stamping_of(
    evaluation: Evaluation, created: str, output: Output, sign: Signer | None = None
) -> Stamping:
    """The stamp of an output of a judged case, with `created` as the date printed on it."""
    return stamping_from(provenance_of(evaluation, created, VERSION, output), sign)


def stamping_from(provenance: Provenance, sign: Signer | None = None) -> Stamping:
    """The stamp that tells of this provenance."""
    return Stamping(provenance, pdf_texts, pdf_reader(), sign)
