"""Writing the documents of a judged case into a folder, and telling how far it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.app.formats import DOCX, FORMATS, PDF, WORKBOOK
from desktop_app.app.paths import Paths
from desktop_app.app.report_templates import FULL
from desktop_app.app.reporting import Made, MadeOf, make_document
from desktop_app.app.stamping import ALONE, Along
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Problem, problem

FILES: Final = {PDF: "report.pdf", DOCX: "report.docx", WORKBOOK: "workbook.xlsx"}
"""The names of files where there is only one case."""


def documents(
    paths: Paths,
    evaluation: Evaluation,
    out: Path,
    last: Evaluation | None = None,
    kinds: Sequence[str] = FORMATS,
    template: str = FULL,
    names: Mapping[str, str] = FILES,
    along: Along = ALONE,
) -> list[Path] | tuple[Problem, ...]:
    """The files made in `out`, named as `names` says; the first problem ends it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return (cannot_write(out, error),)
    created = datetime.now().astimezone().date().isoformat()
    files = [out / names[kind] for kind in kinds]
    of = MadeOf(paths, evaluation, created, last, template, along)
    for place, (kind, target) in enumerate(zip(kinds, files, strict=True)):
        made = make_document(kind, of, target, _told(place, len(files)))
        if not isinstance(made, Made):
            return made
    tell_share(1)
    return files


def tell_share(share: float) -> None:
    """How far it is, on the error output and only where somebody may be watching."""
    if sys.stderr is not None and sys.stderr.isatty():
        end = "\n" if share >= 1 else ""
        print(f"\r{share:4.0%}", end=end, file=sys.stderr, flush=True)


def _told(place: int, count: int) -> Callable[[float], bool]:
    def step(share: float) -> bool:
        tell_share(min(0.99, (place + share) / count))
        return True

    return step


def cannot_write(path: Path, error: OSError) -> Problem:
    """A folder or file that cannot be written."""
    return problem("report.cannot_write", str(path), detail=error)
