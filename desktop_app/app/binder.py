"""Making the evidence binder of a case: every document in the order of its number, in one PDF.

What cannot be printed is listed with the reason, never dropped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.app.paths import Paths
from desktop_app.app.receiving import size_text
from desktop_app.app.reporting import file_name
from desktop_app.app.stamping import ALONE, Along, stamping_from, told_of
from desktop_app.core.data import Case
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.evidence import Evidence, Readable
from desktop_app.core.file_kinds import Group, kind_of
from desktop_app.core.problems import Problem, problem
from desktop_app.core.provenance import Output
from desktop_app.i18n import _, translate
from desktop_app.store.file_contents import FileContents

if TYPE_CHECKING:
    from desktop_app.app.binder_pages import Filling
    from desktop_app.reports.binder import Bound, Sheet

__all__ = ["FileContents", "MadeBinder", "binder_name", "make_binder"]

Progress = Callable[[float], bool]

MOST_PAGES: Final = 300
"""Pages of one document that are taken in: a year of invoices has fewer, a hostile file more."""
MOST_IN_ALL: Final = 3_000
MOST_BYTES: Final = 400_000_000
"""Bytes of all documents taken in: they are in memory once while the binder is written."""

_LOOKING, _DRAWING, _FILLING = 0.15, 0.35, 0.9


@dataclass(frozen=True, slots=True)
class MadeBinder:
    """A binder that was made: where the sheet of each document is, by its number (P-001).

    `left_out` are those of which no page or not every page is in it, with the reason.
    """

    path: Path
    pages: int
    numbers: Mapping[str, int]
    left_out: tuple[tuple[str, str], ...] = ()


def binder_name(case: Case) -> str:
    """The name proposed for the binder."""
    return file_name(case, _("佐证册"), ".pdf")


def make_binder(
    paths: Paths,
    evaluation: Evaluation,
    files: FileContents,
    target: Path,
    created: str,
    *,
    progress: Progress | None = None,
    along: Along = ALONE,
) -> MadeBinder | tuple[Problem, ...]:
    """Write the binder of a case; it appears whole or not at all.

    Problems: `binder.nothing`, `report.cannot_write`, those of a library that cannot be read.

    Raises:
        Cancelled: `progress` returned False; nothing was written.
    """
    from desktop_app.app.binder_pages import filled  # reportlab takes long to load
    from desktop_app.reports.binder import compose_binder
    from desktop_app.reports.pdf import heading_pages, render_pdf, with_stamp
    from desktop_app.reports.writing import stepper, write_whole

    step = stepper(progress)
    evidence = evaluation.case.evidence
    if not evidence:
        return (problem("binder.nothing"),)
    looked = files.attempt(lambda kept: _Looking(kept, step).all(evidence))
    if isinstance(looked, Problem):
        return (looked,)
    told = told_of(evaluation, created, Output.BINDER, along).without_places()
    blank = compose_binder(evaluation, looked, told, {})
    numbers = heading_pages(blank, paths.fonts, lambda _share: step(_LOOKING))
    document = compose_binder(evaluation, looked, told, numbers)
    base, info = render_pdf(
        document, paths.fonts, _within(progress, _LOOKING, _DRAWING) if progress else None
    )
    fillings, leaves, done = _fillings(files, looked, numbers), _count(looked), 0

    def went_on(count: int) -> None:
        nonlocal done
        done += count
        step(_DRAWING + (_FILLING - _DRAWING) * done / max(1, leaves))

    data = files.attempt(lambda _kept: filled(base, fillings, went_on))
    if isinstance(data, Problem):
        return (data,)
    data = with_stamp(data, stamping_from(told, along))
    failed = write_whole(target, data)
    step(1)
    if failed is not None:
        return (failed,)
    labels = {one.label: numbers[one.label] for one in evidence}
    left = tuple((one.evidence.label, one.note) for one in looked if one.note)
    return MadeBinder(target, info.pages, labels, left)


def _within(progress: Progress, start: float, end: float) -> Progress:
    return lambda share: progress(start + (end - start) * share)


def _count(bound: Sequence[Bound]) -> int:
    return sum(len(one.sheets) for one in bound if _is_pdf(one.evidence))


def _is_pdf(one: Evidence) -> bool:
    return kind_of(one.media).group is Group.PDF


def _fillings(
    files: FileContents, bound: Sequence[Bound], numbers: Mapping[str, int]
) -> list[Filling]:
    """The PDF files that are to be filled in; the first leaf follows the sheet of the document."""
    from desktop_app.app.binder_pages import Filling

    def data(one: Evidence) -> Callable[[], bytes]:
        return lambda: b"".join(files.read(one.digest))

    return [
        Filling(
            data(one.evidence),
            [(sheet.width, sheet.height) for sheet in one.sheets],
            one.evidence.label,
            one.pages,
            numbers[one.evidence.label],
        )
        for one in bound
        if one.sheets and _is_pdf(one.evidence)
    ]


class _Looking:
    """Looks at every document: how many pages of it fit, or why it cannot be printed."""

    def __init__(self, files: FileContents, step: Callable[[float], None]) -> None:
        self._files, self._step = files, step
        self._pages = self._bytes = 0

    def all(self, evidence: Sequence[Evidence]) -> tuple[Bound, ...]:
        """The documents in the order of their numbers."""
        found: list[Bound] = []
        for place, one in enumerate(sorted(evidence, key=lambda each: each.number)):
            self._step(_LOOKING * place / len(evidence))
            found.append(self._look(one))
        return tuple(found)

    def _look(self, one: Evidence) -> Bound:
        from desktop_app.reports.binder import Bound

        size = size_text(one.size)
        note = self._refused(one)
        if note:
            return Bound(one, size, note=note)
        data = b"".join(self._files.read(one.digest))
        if hashlib.sha256(data).hexdigest() != one.digest:
            return Bound(one, size, note=_("内容与登记的指纹不符，没有收录。"))
        sheets, pages, note = self._pdf(data) if _is_pdf(one) else self._image(one, data)
        self._pages += len(sheets)
        self._bytes += one.size if sheets else 0
        return Bound(one, size, sheets, pages, note)

    def _refused(self, one: Evidence) -> str:
        """Why a document is not even looked into; "" for one that is."""
        kind = kind_of(one.media)
        if not self._files.has(one.digest):
            return _("内容已被清理，企业库里没有了。")
        if kind.group not in (Group.PDF, Group.IMAGE):
            words = _("{kind}不能直接印成页面；请另行打印，或导出为 PDF 再添加。")
            return words.format(kind=translate(kind.name))
        if one.readable is Readable.ENCRYPTED:
            return _("文件加了密码，无法读取。")
        if self._bytes + one.size > MOST_BYTES:
            return _("册子已达到大小上限 {size}，没有收录；请看原文件。").format(
                size=size_text(MOST_BYTES)
            )
        return ""

    def _pdf(self, data: bytes) -> tuple[tuple[Sheet, ...], int, str]:
        from pypdfium2 import PdfiumError

        from desktop_app.app.binder_pages import page_sizes
        from desktop_app.reports.binder import Sheet

        room = min(MOST_PAGES, MOST_IN_ALL - self._pages)
        try:
            pages, sizes = page_sizes(data, room)
        except PdfiumError:
            return (), 0, _("内容已损坏或加了密码，无法读取。")
        if not pages:
            return (), 0, _("文件里没有页面。")
        if not sizes:
            return (), pages, _("册子已达到页数上限，没有收录；请看原文件。")
        note = ""
        if len(sizes) < pages:
            note = _("只收录了前 {taken} 页，其余 {left} 页请看原文件。").format(
                taken=len(sizes), left=pages - len(sizes)
            )
        return tuple(Sheet(width, height) for width, height in sizes), pages, note

    def _image(self, one: Evidence, data: bytes) -> tuple[tuple[Sheet, ...], int, str]:
        from desktop_app.reports.binder import Sheet
        from desktop_app.reports.picture_facts import has_more_pages, picture_facts

        if self._pages >= MOST_IN_ALL:
            return (), 1, _("册子已达到页数上限，没有收录；请看原文件。")
        try:
            facts = picture_facts(data)
        except ValueError:
            return (), 1, _("图片的像素太多，没有收录；请缩小后再添加。")
        if facts is None:
            kind = translate(kind_of(one.media).name)
            return (), 1, _("{kind}读不出来或不支持，没有收录。").format(kind=kind)
        files, digest = self._files, one.digest
        sheet = Sheet(
            facts.width,
            facts.height,
            lambda: b"".join(files.read(digest)),
            facts.turn,
            facts.mirrored,
        )
        note = _("多页图片只收录第一页。") if has_more_pages(data) else ""
        return (sheet,), 1, note
