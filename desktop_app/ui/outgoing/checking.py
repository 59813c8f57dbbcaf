"""The job of verifying a file beside the open case, and what is told of it, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.app.paths import Paths
from desktop_app.app.verify_case import Compared, beside
from desktop_app.app.verify_words import (
    case_words,
    origin_words,
    piece_words,
    reader_words,
    state_title,
    state_words,
)
from desktop_app.app.verify_words import signature_words as signature_told
from desktop_app.app.verifying import State, Verified, verify_file
from desktop_app.core.evaluate import Evaluation
from desktop_app.core.problems import Problem
from desktop_app.core.provenance import Output
from desktop_app.i18n import _
from desktop_app.ui.tasks import Progress

MOST_LINES = 40
"""Places that differ and are listed in the window; the command lists more."""

_SIGNS = {
    State.AS_WRITTEN: "✓",
    State.EXTENDED: "✓",
    State.RESAVED: "✓",
    State.ALTERED: "✕",
    State.LOST: "○",
    State.FOREIGN: "○",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A file as it was found, and beside the open case where it says whose it is."""

    found: Verified
    compared: Compared | None

    @property
    def forged(self) -> bool:
        """Whether it bears a signature that does not hold."""
        return self.found.signature is not None and not self.found.signature.holds

    @property
    def bad(self) -> bool:
        """Whether something is wrong with it."""
        return self.found.state is State.ALTERED or self.forged

    @property
    def trustable(self) -> bool:
        """Whether there is a signer who may be trusted and is not yet."""
        signature = self.found.signature
        return signature is not None and signature.holds and not signature.trusted

    def verdict(self) -> str:
        """The verdict, with a sign that tells it without colour."""
        return f"{_SIGNS[self.found.state]} {state_title(self.found)}"

    def places(self) -> Iterator[str]:
        """What the verdict means, and the places that differ."""
        found = self.found
        yield state_words(found)
        for place in found.places[:MOST_LINES]:
            yield f"· {piece_words(found, place)}"
        left = found.differing - min(len(found.places), MOST_LINES)
        if left > 0:
            yield _("另有 {count} 处没有列出。").format(count=left)
        if found.other_reader:
            yield reader_words()

    def origin(self) -> Iterator[str]:
        """Where it comes from, and by which packs."""
        told = self.found.provenance
        if told is not None:
            yield origin_words(told)
            packs = _("、").join(f"{pack.id} {pack.version}" for pack in told.packs)
            yield _("规则包：{packs}").format(packs=packs)
            yield _("数据指纹 {digest}").format(digest=told.short)

    def signature(self) -> str:
        """Who signed it, and what that is worth."""
        return signature_told(self.found.signature) if self.found.provenance is not None else ""

    def case(self) -> Iterator[str]:
        """Whether it belongs to the open case, and what changed since."""
        if self.compared is not None:
            yield from case_words(self.compared)

    def text(self) -> str:
        """All of it, to be copied."""
        lines = (self.found.name, self.verdict(), *self.places(), *self.origin())
        return "\n".join(line for line in (*lines, self.signature(), *self.case()) if line)


def check(
    paths: Paths, path: Path, evaluation: Evaluation, progress: Progress
) -> Checked | tuple[Problem, ...]:
    """Verify a file; problems when it cannot be read."""

    def step(share: float) -> None:
        progress.check()
        progress.report(share)

    found = verify_file(paths, path, step)
    if isinstance(found, tuple):
        return found
    told = found.provenance
    of_case = told is not None and told.output is not Output.ROLL_UP
    return Checked(found, beside(evaluation, told) if of_case and told is not None else None)
