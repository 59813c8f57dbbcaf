"""The whole check of rule packs: what they mean, how they are worded, and their worked examples."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from desktop_app.app.catalog import Catalog, Edition
from desktop_app.app.paths import Paths
from desktop_app.app.worked_cases import check_cases
from desktop_app.core.checks.wording import check_glyphs, check_translations
from desktop_app.core.problems import Problem, has_errors
from desktop_app.i18n import DOMAIN, LANGUAGES, SOURCE_LANGUAGE
from desktop_app.packs.build import PackRead
from desktop_app.packs.checking import placed
from desktop_app.packs.editions import Origin
from desktop_app.reports.fonts import load_fonts, undrawable

CASES: Final = "cases/"


def check_packs(
    paths: Paths, folders: Sequence[Path] = (), *, shipped_too: bool = True
) -> tuple[Problem, ...]:
    """Everything wrong with the packs in `folders`, or with all at hand.

    Without `shipped_too` only the meaning of packs that come with the program is checked: their
    texts and examples take seconds, and were looked at before the program was shipped. A catalogue
    of its own reads the packs, so that the models of examples do not stay with that of the window.
    """
    catalog = Catalog(paths)
    found = list(catalog.check(folders))
    lacking = _lacking(paths)
    languages = _languages(paths)
    for edition in catalog.at_hand(folders):
        shipped = edition.origin is Origin.BUILT_IN
        if shipped and not shipped_too:
            continue
        read = catalog.reading(edition)
        if read.pack is None:
            continue
        more = [*check_glyphs(read.pack, lacking)]
        if shipped:
            more += check_translations(read.pack, languages)
        more += _cases(catalog, edition, read)
        found += [_named(one, read) for one in more]
    return tuple(found)


def _named(found: Problem, read: PackRead) -> Problem:
    """With the file an element is written in; a place in a worked example stays as it is."""
    own = read.pack is not None and found.where.document == read.pack.id
    return placed(found, read) if own else found


def _cases(catalog: Catalog, edition: Edition, read: PackRead) -> list[Problem]:
    faulty = has_errors(catalog.faults(edition, catalog.newest))
    if read.pack is None or not read.has_cases or faulty:
        return []
    pinned = {edition.id: edition}
    with _case_folder(edition) as folder:
        return [] if folder is None else [
            *check_cases(read.pack, folder, read.name, catalog, pinned)
        ]  # fmt: skip


@contextmanager
def _case_folder(edition: Edition) -> Iterator[Path | None]:
    """Where the examples of an edition are; those of a pack file are written out for a while."""
    if edition.place is not None and edition.place.is_dir():
        yield edition.place / "cases"
        return
    files = {name: data for name, data in edition.contents.files.items() if name.startswith(CASES)}
    if not files:
        yield None
        return
    with TemporaryDirectory(prefix="near-zero-", ignore_cleanup_errors=True) as root:
        for name, data in files.items():
            (Path(root) / name.removeprefix(CASES)).write_bytes(data)
        yield Path(root)


def _lacking(paths: Paths) -> Callable[[str], str]:
    """The characters of a text that no font of the reports draws."""
    fonts = load_fonts(paths.fonts)
    return lambda text: undrawable(text, fonts)


def _languages(paths: Paths) -> dict[str, Callable[[str], bool]]:
    """For every language but Chinese, whether its catalogue has a text."""
    found: dict[str, Callable[[str], bool]] = {}
    for language, name in LANGUAGES.items():
        if language != SOURCE_LANGUAGE:
            catalogue = gettext.translation(DOMAIN, paths.i18n, [language], fallback=True)
            catalogue.add_fallback(_Nothing())
            found[name] = partial(_has, catalogue)
    return found


def _has(catalogue: gettext.NullTranslations, text: str) -> bool:
    return catalogue.gettext(text) != ""


class _Nothing(gettext.NullTranslations):
    """What a catalogue falls back to, so that a text it lacks does not come back as it went in."""

    def gettext(self, message: str) -> str:  # noqa: ARG002 - gettext's signature
        """Nothing."""
        return ""
