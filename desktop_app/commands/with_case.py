"""The one case of a library a command works on: named by its id, or by enterprise and year."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from desktop_app.app.paths import Paths
from desktop_app.app.session import CaseSession
from desktop_app.app.workspace import Workspace
from desktop_app.commands.printing import fail
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _


class Listed(Protocol):
    """A case in a list."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def enterprise(self) -> str:
        """The name of its enterprise."""

    @property
    def year(self) -> int:
        """Its reporting year."""


Entry = TypeVar("Entry", bound=Listed)
Work = Callable[[CaseSession], int]


def with_case(given: argparse.Namespace, paths: Paths, work: Work) -> int:
    """Do `work` on the case that `given.case` names in the library `given.library`."""
    workspace = Workspace.open(paths, given.library)
    try:
        if workspace.problems:
            return fail(workspace.problems, as_json=given.json)
        case_id = chosen_case(workspace, given.case)
        if isinstance(case_id, Problem):
            return fail((case_id,), as_json=given.json)
        session = workspace.open_case(case_id)
        if not isinstance(session, CaseSession):
            return fail(session, as_json=given.json)
        return work(session)
    finally:
        workspace.close()


def chosen_case(workspace: Workspace, text: str) -> str | Problem:
    """The id of the one case that is meant: by an id, or words of the name and the year."""
    found = one_case(workspace.cases(), text)
    return found if isinstance(found, Problem) else found.id


def one_case(cases: Sequence[Entry], text: str) -> Entry | Problem:
    """The one case of those that is meant; `library.case_unclear` for none or several."""
    words = text.casefold().split()
    meant = [one for one in cases if one.id == text] or [
        one
        for one in cases
        if all(word in f"{one.enterprise} {one.year}".casefold() for word in words)
    ]
    if len(meant) == 1:
        return meant[0]
    choices = _("、").join(f"{one.enterprise} {one.year}" for one in (meant or cases)[:10])
    return problem("library.case_unclear", case=text, choices=choices or _("无"))
