"""Jobs of the report page: make the PDF in memory, or a document at the place the user picked."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.app.paths import Paths
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Problem
from desktop_app.ui.report_page.pdf_document import PdfDocument
from desktop_app.ui.tasks import Progress


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a document is made of: nothing in here changes while a worker reads it."""

    paths: Paths
    evaluation: Evaluation
    last: Evaluation | None
    created: str


def freeze(paths: Paths, evaluation: Evaluation, last: Evaluation | None) -> Frozen:
    """The evaluation as it is now, dated today."""
    today = datetime.now().astimezone().date().isoformat()
    return Frozen(paths, evaluation, last, today)


def make_preview(frozen: Frozen, progress: Progress) -> PdfDocument | tuple[Problem, ...]:
    """The report as a document for the preview; leaves no file behind."""
    with tempfile.TemporaryDirectory(prefix="near-zero-", ignore_cleanup_errors=True) as folder:
        target = Path(folder) / "report.pdf"
        problems = export_pdf(frozen, target, progress)
        return problems or PdfDocument(target.read_bytes())


def export_pdf(frozen: Frozen, target: Path, progress: Progress) -> tuple[Problem, ...]:
    """Write the PDF report to `target`; empty when it is there."""
    from desktop_app.app.reporting import Made, make_pdf

    made = make_pdf(
        frozen.paths,
        frozen.evaluation,
        target,
        frozen.created,
        last=frozen.last,
        progress=_asked(progress),
    )
    return () if isinstance(made, Made) else made


def export_docx(frozen: Frozen, target: Path, progress: Progress) -> tuple[Problem, ...]:
    """Write the report as a Word file to `target`; empty when it is there."""
    from desktop_app.app.reporting import Made, make_docx

    made = make_docx(
        frozen.paths,
        frozen.evaluation,
        target,
        frozen.created,
        last=frozen.last,
        progress=_asked(progress),
    )
    return () if isinstance(made, Made) else made


def export_workbook(frozen: Frozen, target: Path, progress: Progress) -> tuple[Problem, ...]:
    """Write the workbook to `target`; empty when it is there."""
    from desktop_app.app.reporting import Made, make_workbook

    progress.check()
    made = make_workbook(frozen.paths, frozen.evaluation, target, frozen.created, last=frozen.last)
    return () if isinstance(made, Made) else made


def _asked(progress: Progress) -> Callable[[float], bool]:
    """Progress as the report writer wants it: False asks it to stop."""

    def step(share: float) -> bool:
        progress.report(share)
        return not progress.cancelled

    return step
