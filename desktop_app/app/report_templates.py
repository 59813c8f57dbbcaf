"""Report templates 版式: those that come with the program and the user's own, listed together.

A template is a folder with a template.toml and perhaps a logo. One that is broken is listed with
what is wrong with it and never stops the others.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.app.catalog import Catalog
from desktop_app.app.hints import suggestion
from desktop_app.app.paths import Paths
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _

if TYPE_CHECKING:
    from desktop_app.reports.templates.model import ChapterPlan, Template

FULL: Final = "full"
SHORT: Final = "short"
_ID: Final = re.compile(r"[^\W_][\w-]{0,39}")
_FIRST: Final = (FULL, SHORT)


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    """A template as it is listed; `template` is None when it cannot be used."""

    id: str
    folder: Path
    own: bool
    template: Template | None
    problems: tuple[Problem, ...] = ()

    @property
    def title(self) -> str:
        """Its name, or its id while that cannot be read."""
        return self.template.said(self.template.name) if self.template is not None else self.id


def list_templates(paths: Paths) -> tuple[TemplateEntry, ...]:
    """All templates: ours, the full one first, then the user's by id."""
    ours = _in_folder(paths.templates, own=False)
    names = {entry.id for entry in ours}
    first = sorted(ours, key=lambda one: (_rank(one.id), one.id))
    own = (_unless_ours(entry, names) for entry in _in_folder(paths.user_templates, own=True))
    return (*first, *own)


def _rank(template: str) -> int:
    return _FIRST.index(template) if template in _FIRST else len(_FIRST)


def _in_folder(folder: Path, *, own: bool) -> list[TemplateEntry]:
    try:
        inside = sorted(one for one in folder.iterdir() if one.is_dir())
    except OSError:
        return []
    return [_entry(one, own=own) for one in inside if not one.name.startswith(".")]


def _entry(folder: Path, *, own: bool) -> TemplateEntry:
    from desktop_app.reports.templates.read import examine

    template, problems = examine(folder)
    return TemplateEntry(folder.name, folder, own, template, problems)


def _unless_ours(entry: TemplateEntry, names: set[str]) -> TemplateEntry:
    """A template of the user's that bears the name of one of ours is refused: no one takes over."""
    if entry.id not in names:
        return entry
    taken = problem("report_template.builtin_name", entry.id, template=entry.id)
    return replace(entry, template=None, problems=(*entry.problems, taken))


def find_template(paths: Paths, template: str) -> Template | tuple[Problem, ...]:
    """The template of that id, or why it cannot be used."""
    found = find_entry(paths, template)
    if isinstance(found, Problem):
        return (found,)
    return found.problems if found.template is None else found.template


def find_entry(paths: Paths, template: str) -> TemplateEntry | Problem:
    """The template of that id among all that are listed."""
    every = list_templates(paths)
    for entry in every:
        if entry.id == template:
            # Of two with one id, which only ours can win, ours stands first.
            return entry
    known = [entry.id for entry in every]
    hint = suggestion(template, known)
    choices = _("、").join(known)
    return problem("report_template.unknown", template=template, suggestion=hint, choices=choices)


# the user's own


def copy_template(
    paths: Paths, source: str, target: str, name: str = ""
) -> TemplateEntry | tuple[Problem, ...]:
    """A template of the user's own, the same as `source` but for its id and name."""
    found = find_entry(paths, source)
    if isinstance(found, Problem):
        return (found,)
    if found.template is None:
        return found.problems
    refused = _refused(paths, target)
    if refused is not None:
        return (refused,)
    called = name.strip() or _("我的{name}").format(name=found.title)
    return _written(paths, replace(found.template, id=target, name=called))


def free_id(paths: Paths, wanted: str) -> str:
    """An id like `wanted` that no template has."""
    taken = {entry.id.casefold() for entry in list_templates(paths)}
    plain = re.sub(r"[^\w-]+", "-", wanted).strip("-_")[:30] or "mine"
    found, number = plain, 2
    while found.casefold() in taken:
        found, number = f"{plain}-{number}", number + 1
    return found


def save_template(
    paths: Paths, template: Template, logo: Path | None = None
) -> TemplateEntry | tuple[Problem, ...]:
    """Write a template of the user's own anew; `logo` is a picture to take in beside it.

    The folder is put in place as a whole: when anything is wrong the old one stays.
    """
    own = {entry.id for entry in list_templates(paths) if entry.own}
    if template.id not in own:
        return (problem("report_template.not_own", template.id, template=template.id),)
    return _written(paths, template, logo)


def remove_template(paths: Paths, template: str) -> Problem | None:
    """Move a template of the user's own away; it stays beside, in a hidden folder."""
    found = find_entry(paths, template)
    if isinstance(found, Problem):
        return found
    if not found.own:
        return problem("report_template.not_own", template, template=template)
    try:
        aside = Path(tempfile.mkdtemp(prefix=f".{template}-", dir=paths.user_templates))
        found.folder.rename(aside / template)
    except OSError as error:
        return _cannot_write(template, error)
    return None


def check_template(folder: Path, fonts: Path, knows: Callable[[str], bool]) -> tuple[Problem, ...]:
    """Everything wrong with the template in a folder; `knows` tells whether packs have an id."""
    from desktop_app.reports.templates.fields import fields_in, path_of, unknown_paths
    from desktop_app.reports.templates.printing import printing_problems
    from desktop_app.reports.templates.read import examine

    template, problems = examine(folder)
    if template is None:
        return problems
    named = [path for one in template.chapters for path in one.figures]
    named += [path_of(one) for text in template.texts() for one in fields_in(text)]
    unknown = tuple(
        problem("report_template.path_unknown", template.id, path=one, suggestion="")
        for one in unknown_paths((one for one in named if one), knows)
    )
    return (*problems, *printing_problems(template, fonts), *unknown)


def known_names(catalog: Catalog) -> Callable[[str], bool]:
    """Whether any pack at hand has a result or data item of an id."""
    names: set[str] = set()
    for pack in catalog.packs:
        names |= {one.id for one in pack.quantities}
        names |= {one.id for one in pack.assessments}
        names |= {item.key for item in pack.items}
        for table in pack.assessments:
            names |= {f"{table.id}.{one.id}" for one in table.indicators}
    return names.__contains__


def _refused(paths: Paths, target: str) -> Problem | None:
    if not _ID.fullmatch(target):
        return problem("report_template.bad_id", value=target[:60])
    taken = {entry.id.casefold() for entry in list_templates(paths)}
    if target.casefold() in taken:
        return problem("report_template.taken", target, template=target)
    return None


def _written(
    paths: Paths, template: Template, logo: Path | None = None
) -> TemplateEntry | tuple[Problem, ...]:
    """Make the folder beside, look at it as any other, and only then put it in place."""
    from desktop_app.reports.templates.write import as_toml

    home = paths.user_templates
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=home) as room:
            folder = Path(room) / template.id
            folder.mkdir()
            named = replace(template, logo_file=_taken_in(template, logo, folder))
            (folder / "template.toml").write_text(as_toml(named), encoding="utf-8", newline="\n")
            made = _entry(folder, own=True)
            if made.template is None:
                return made.problems
            target = home / template.id
            if target.exists():
                _beside(target, folder, Path(room) / "old")
            folder.rename(target)
    except OSError as error:
        return (_cannot_write(template.id, error),)
    return _entry(home / template.id, own=True)


def _taken_in(template: Template, logo: Path | None, folder: Path) -> str:
    """Put the logo into the folder; its name there."""
    if logo is not None:
        name = f"logo{logo.suffix.lower()}"
        shutil.copyfile(logo, folder / name)
        return name
    if template.logo is not None and template.logo_file:
        (folder / template.logo_file).write_bytes(template.logo.data)
        return template.logo_file
    return ""


def _beside(target: Path, fresh: Path, old: Path) -> None:
    """Move the old folder away, keeping what the user laid beside the template."""
    for one in target.iterdir():
        if one.is_file() and not (fresh / one.name).exists():
            shutil.copy2(one, fresh / one.name)
    target.rename(old)


def _cannot_write(template: str, error: OSError) -> Problem:
    detail = error.strerror or str(error)
    return problem("report_template.cannot_write", template, detail=detail)


def template_choices(paths: Paths) -> tuple[tuple[str, str], ...]:
    """Id and title of every template, also of one that cannot be used."""
    return tuple((entry.id, entry.title) for entry in list_templates(paths))


# the fields of a template one can edit without its file


@dataclass(frozen=True, slots=True)
class TemplateTexts:
    """The texts of a template that are edited in the window, and the file of its logo."""

    name: str = ""
    title: str = ""
    subtitle: str = ""
    organisation: str = ""
    logo_file: str = ""


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """A chapter as it is listed: those the template has are wanted, in its order."""

    title: str
    plan: ChapterPlan
    wanted: bool


def texts_of(entry: TemplateEntry) -> TemplateTexts:
    """The texts of a template; its id in place of the name of one that cannot be read."""
    found = entry.template
    if found is None:
        return TemplateTexts(entry.id)
    return TemplateTexts(
        found.name, found.title, found.subtitle, found.organisation, found.logo_file
    )


def chapter_lines(entry: TemplateEntry) -> tuple[ChapterLine, ...]:
    """The chapters of a template, then those it leaves out."""
    from desktop_app.reports.templates.catalogue import OWN_TEXT, chapter_names
    from desktop_app.reports.templates.model import ChapterPlan

    if entry.template is None:
        return ()
    names, plans = chapter_names(), entry.template.chapters
    had = {plan.id for plan in plans}
    there = [ChapterLine(plan.title or names[plan.id], plan, wanted=True) for plan in plans]
    others = [one for one in names if one not in had and one != OWN_TEXT]
    return (*there, *(ChapterLine(names[one], ChapterPlan(one), wanted=False) for one in others))


def save_texts(
    paths: Paths,
    entry: TemplateEntry,
    texts: TemplateTexts,
    chapters: Sequence[ChapterLine],
    logo: Path | None = None,
) -> TemplateEntry | tuple[Problem, ...]:
    """Save a template of the user's own with other texts and chapters; see `save_template`."""
    if entry.template is None:
        return entry.problems
    kept = entry.template.logo if texts.logo_file else None
    return save_template(
        paths,
        replace(
            entry.template,
            name=texts.name,
            title=texts.title,
            subtitle=texts.subtitle,
            organisation=texts.organisation,
            logo=kept,
            logo_file=texts.logo_file if kept is not None else "",
            chapters=tuple(line.plan for line in chapters),
        ),
        logo,
    )


def check_entry(paths: Paths, catalog: Catalog, entry: TemplateEntry) -> tuple[Problem, ...]:
    """Everything wrong with a listed template, as `check_template` tells it."""
    found = check_template(entry.folder, paths.fonts, known_names(catalog))
    return tuple(dict.fromkeys((*found, *entry.problems)))
