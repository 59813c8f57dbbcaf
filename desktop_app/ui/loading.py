"""What is loaded behind the first picture of the window: library, packs, and the last case.

A job for a worker thread: it imports the slow modules there, so that the window stays awake.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from desktop_app.app.paths import Paths

if TYPE_CHECKING:
    from desktop_app.app.session import CaseSession
    from desktop_app.app.workspace import Workspace
    from desktop_app.core.problems import Problem


@dataclass(frozen=True, slots=True)
class Loaded:
    """The workspace, the case that was open last, and what stood in the way.

    `session` is None when no case was open, or when it cannot be opened.
    """

    workspace: Workspace
    session: CaseSession | None = None
    problems: tuple[Problem, ...] = ()


def load_workspace(
    paths: Paths, library: str, last_case: str, who: str = "", modules: Iterable[str] = ()
) -> Loaded:
    """Open the library and the last case for a user; `modules` are imported on the way."""
    from desktop_app.app.scratch import sweep
    from desktop_app.app.session import CaseSession
    from desktop_app.app.workspace import Workspace

    workspace = Workspace.open(paths, library, stays=True)
    workspace.who = who
    sweep()
    problems = workspace.problems or workspace.catalog.problems
    if workspace.library is None or not last_case:
        return Loaded(workspace, None, problems)
    opened = workspace.open_case(last_case)
    if not isinstance(opened, CaseSession):
        return Loaded(workspace, None, opened)
    for module in modules:
        import_module(module)
    return Loaded(workspace, opened, problems)
