"""Confirmations a pack carries: each of an entry that is there and still says what was checked."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.core.checks.scope import Scope, nearest
from desktop_app.core.entries import entries
from desktop_app.core.problems import Problem


def check_confirmations(scope: Scope) -> Iterator[Problem]:
    """Confirmations that count for nothing."""
    if not scope.pack.confirmations:
        return
    known = {entry.path: entry for entry in entries(scope.pack)}
    for one in scope.pack.confirmations:
        path = f"confirmation[{one.path}]"
        entry = known.get(one.path)
        if entry is None:
            near = nearest(one.path, known)
            yield scope.fault("pack.confirmation_unknown", path, name=one.path, suggestion=near)
        elif entry.digest != one.digest:
            yield scope.fault("pack.confirmation_stale", path, name=entry.name)
