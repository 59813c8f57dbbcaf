"""What the page of a move shows: results before and after, packs and their versions, as texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop_app.app.pack_move import Preview
from desktop_app.core.changes import Changes
from desktop_app.core.pack_diff import PackDiff
from desktop_app.core.result import Kind, Result
from desktop_app.i18n import _, translate
from desktop_app.ui.live_differences import Difference, differences, said

_ALL: Final = 100_000
_TOLD: Final = (Kind.READINESS, Kind.ASSESSMENT, Kind.GATE)


def result_rows(found: Preview) -> tuple[Difference, ...]:
    """Results that differ, the most telling first; then those that come, and those that go."""
    if found.after is None:
        return ()
    changes = Changes(results=found.results)
    rows = differences(found.before, found.after, changes, most=_ALL)
    return (*rows, *_one_sided(found))


def _one_sided(found: Preview) -> Iterator[Difference]:
    old, new = found.before.results, found.after.results if found.after else {}
    for name in sorted(found.results):
        if name not in old and _is_told(new[name]):
            yield Difference(name, translate(new[name].name), "—", said(new[name]), "")
        elif name not in new and _is_told(old[name]):
            yield Difference(name, translate(old[name].name), said(old[name]), "—", "")


def _is_told(result: Result) -> bool:
    return result.headline or result.kind in _TOLD


def unseen(found: Preview, rows: tuple[Difference, ...]) -> int:
    """How many results differ that have no row: inner figures, or only in how firm they are."""
    return len(found.results - {row.id for row in rows})


def pack_words(diff: PackDiff) -> str:
    """A pack with the version it had and the one it gets."""
    name = translate(diff.new.name)
    if diff.old.version == diff.new.version:
        return _("{name}：{version}，版本号未变，内容有改动").format(
            name=name, version=diff.new.version
        )
    return _("{name}：{old} → {new}").format(name=name, old=diff.old.version, new=diff.new.version)
