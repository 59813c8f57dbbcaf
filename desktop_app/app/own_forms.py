"""Regulator forms of the user's own: copied from any other, moved away, and checked.

A form is a file in the user's folder of templates. Its comments and layout are kept when it is
copied, for it is edited by hand.
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Final

from desktop_app.app.paths import Paths
from desktop_app.app.regulator_forms import (
    SUFFIX,
    FormEntry,
    find_entry,
    list_forms,
    own_entry,
    refused_id,
)
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _, translate

_HEAD: Final = re.compile(r"^\[form\][^\n]*\n(?:(?!\[)[^\n]*\n)*", re.MULTILINE)
"""The lines of the table of the form itself."""


def copy_form(
    paths: Paths, source: str, target: str, name: str = ""
) -> FormEntry | tuple[Problem, ...]:
    """A form of the user's own, the same as `source` but for its id and name."""
    found = find_entry(paths, source)
    if isinstance(found, Problem):
        return (found,)
    if found.form is None:
        return found.problems
    place = paths.user_templates / f"{target}{SUFFIX}"
    taken = {one.id.casefold() for one in list_forms(paths)}
    wrong = refused_id(target, taken)
    if wrong is None and place.exists():
        wrong = problem("form.taken", id=target)
    if wrong is not None:
        return (wrong,)
    called = name.strip() or _("我的{name}").format(name=translate(found.form.name))
    return _written(place, found.file.source, target, called)


def free_form_id(paths: Paths, wanted: str) -> str:
    """An id like `wanted` that no form has."""
    taken = {one.id.casefold() for one in list_forms(paths)}
    taken |= {path.stem.casefold() for path in paths.user_templates.glob(f"*{SUFFIX}")}
    plain = wanted[:34]
    found, number = plain, 2
    while found.casefold() in taken:
        found, number = f"{plain}-{number}", number + 1
    return found


def _written(place: Path, source: str, target: str, called: str) -> FormEntry | tuple[Problem, ...]:
    from desktop_app.reports.regulator_forms.read import read_form_text
    from desktop_app.reports.writing import write_whole

    text = _renamed(source, {"id": target, "name": called, "title": called})
    made = read_form_text(place.name, text)
    if made.form is None:
        return made.problems
    if made.form.id != target:
        return (problem("form.cannot_rename", place.name),)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return (problem("form.cannot_write", target, detail=error.strerror or error),)
    failed = write_whole(place, text.encode("utf-8"))
    if failed is not None:
        return (problem("form.cannot_write", target, detail=failed.args["detail"]),)
    return own_entry(place)


def _renamed(source: str, words: dict[str, str]) -> str:
    """The text of a form with other words in its head; a line that is not there stays away."""
    source = source.replace("\r\n", "\n")
    head = _HEAD.search(source)
    if head is None:
        return source
    lines = head[0]
    for key, word in words.items():
        line = re.compile(rf"^[ \t]*{key}[ \t]*=[^\n]*$", re.MULTILINE)
        said = f"{key} = {json.dumps(word, ensure_ascii=False)}"
        lines = line.sub(lambda _found, said=said: said, lines, count=1)  # type: ignore[misc]
    return f"{source[: head.start()]}{lines}{source[head.end() :]}"


def remove_form(paths: Paths, form_id: str) -> Problem | None:
    """Move a form of the user's own away; it stays beside, in a hidden folder."""
    found = find_entry(paths, form_id)
    if isinstance(found, Problem):
        return found
    if not found.own:
        return problem("form.not_own", id=form_id)
    try:
        aside = Path(tempfile.mkdtemp(prefix=".forms-", dir=paths.user_templates))
        found.path.rename(aside / found.path.name)
    except OSError as error:
        return problem("form.cannot_write", form_id, detail=error.strerror or error)
    return None
