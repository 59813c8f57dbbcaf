"""Keeps the catalogues of translations in step with the Chinese texts (python3 dev.py texts).

Collects every text a user can meet, brings each catalogue below resources/i18n up to date and
compiles it. A catalogue keeps its translations, drops what is no longer said, and gets what is new
with an empty translation to be filled in. No dates and no line numbers, so that a run without
changes writes the same bytes again.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from desktop_app.core.consistency_texts import NAMES
from desktop_app.core.evidence_texts import KIND_WORDS
from desktop_app.core.file_kinds import KINDS
from desktop_app.core.library_texts import WHY_READ_ONLY
from desktop_app.core.pack import Confidence
from desktop_app.core.pack_wording import shared_words
from desktop_app.core.problem_texts import TEXTS, USED
from desktop_app.i18n import DOMAIN
from desktop_app.packs.read import pack_folders, read_library
from desktop_app.reports.regulator_forms.read import read_form
from desktop_app.reports.templates.model import Template
from desktop_app.reports.templates.read import read_template

ROOT = Path(__file__).resolve().parents[1]
CATALOGUES = ROOT / "resources" / "i18n"
PROBLEMS = "desktop_app/core/problem_texts.py"
RULES = "desktop_app/core/consistency_texts.py"
EVIDENCE = "desktop_app/core/evidence_texts.py"
LIBRARY = "desktop_app/core/library_texts.py"
#: How many literals each function of gettext takes.
KEYWORDS = {"_": 1, "translate": 1, "ngettext": 2}


class Text(NamedTuple):
    """A Chinese text (singular and plural where it has both), where it is said, and a remark."""

    id: str | tuple[str, ...]
    place: str
    remark: str = ""


class SteadyCatalog(Catalog):
    """A catalogue whose header holds only what gettext needs."""

    @property  # type: ignore[misc]  # what is read may set it, what we write is fixed
    def mime_headers(self) -> list[tuple[str, str]]:
        """The lines of the header."""
        return [
            ("Project-Id-Version", "near-zero"),
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


# what is said


def texts() -> Iterator[Text]:
    """Every text that a catalogue has to hold; one said in several places comes several times."""
    yield from _texts_of_code()
    yield from _texts_of_problems()
    yield from _texts_of_templates()
    yield from _texts_of_forms()
    for pack in read_library(pack_folders(ROOT / "forms")).packs.values():
        yield from (Text(word, f"forms/{pack.id}") for word in shared_words(pack) if word)


def _texts_of_code() -> Iterator[Text]:
    for path in sorted((ROOT / "desktop_app").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        yield from (Text(said, place) for said in marked(path.read_text(encoding="utf-8")))


def marked(code: str) -> list[str | tuple[str, ...]]:
    """The literals given to gettext in a module, in f-strings too, which Babel would pass over."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    found: list[str | tuple[str, ...]] = []
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        count = KEYWORDS.get(ast.unparse(call.func), 0)
        said = [
            one.value
            for one in call.args[:count]
            if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if said and len(said) == count:
            found.append(said[0] if count == 1 else tuple(said))
    return found


def _texts_of_problems() -> Iterator[Text]:
    for code, kind in TEXTS.items():
        for text in (kind.text, kind.remedy):
            if text:
                yield Text(text, PROBLEMS, code)
    yield from (Text(word, PROBLEMS) for word in USED.values())
    yield from (Text(one.label, PROBLEMS) for one in Confidence)
    yield from (Text(word, EVIDENCE) for word in KIND_WORDS.values())
    yield from (Text(word, LIBRARY) for word in WHY_READ_ONLY.values())
    yield from (Text(kind.name, EVIDENCE) for kind in KINDS)
    for words in NAMES.values():
        yield from (Text(word, RULES) for word in words)


def _texts_of_templates() -> Iterator[Text]:
    for folder in sorted(path.parent for path in (ROOT / "report_templates").glob("*/*.toml")):
        template = read_template(folder)
        if not isinstance(template, Template):
            raise SystemExit("\n".join(found.sentence() for found in template))
        place = f"report_templates/{folder.name}/template.toml"
        yield from (Text(text, place) for text in template.texts())


def _texts_of_forms() -> Iterator[Text]:
    for path in sorted((ROOT / "report_templates").glob("*.toml")):
        read = read_form(path)
        if read.form is None:
            raise SystemExit("\n".join(found.sentence() for found in read.problems))
        yield from (
            Text(text, f"report_templates/{path.name}") for text in read.form.texts() if text
        )


# catalogues


def catalogue_files() -> list[Path]:
    """The .po files of all languages; a new language starts as an empty file in its folder."""
    return sorted(CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read_catalogue(path: Path) -> Catalog:
    """The catalogue in a .po file."""
    with path.open("rb") as stream:
        return read_po(stream, locale=path.parents[1].name, charset="utf-8")


def brought_up_to_date(old: Catalog, said: Iterable[Text]) -> Catalog:
    """A catalogue of exactly what is said, with the translations the old one has.

    A text that has become one of several numbers, or no longer is, is to be translated anew.
    """
    fresh = SteadyCatalog(
        locale=old.locale_identifier,
        header_comment="# Translations of near-zero. After a change: python3 dev.py texts",
    )
    fresh.fuzzy = False
    for text in said:
        known = old.get(text.id)
        remark = [text.remark] if text.remark else []
        several = isinstance(text.id, tuple)
        kept = known is not None and isinstance(known.string, tuple) == several
        translation = known.string if known is not None and kept else None
        fresh.add(text.id, translation, locations=[(text.place, 0)], auto_comments=remark)
    return fresh


def as_po(catalogue: Catalog) -> bytes:
    """The bytes of the .po file."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=0, include_lineno=False, ignore_obsolete=True)
    return stream.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """The bytes of the compiled catalogue; untranslated texts are left out."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts without a translation, or with one of their plural forms missing."""
    return [
        " | ".join(_forms(message.id))
        for message in catalogue
        if message.id and not all(_forms(message.string) or [""])
    ]


def _forms(text: str | Sequence[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def main() -> int:
    """Update all catalogues; 1 when texts are left to translate."""
    said = list(texts())
    left = 0
    for path in catalogue_files():
        catalogue = brought_up_to_date(read_catalogue(path), said)
        path.write_bytes(as_po(catalogue))
        path.with_suffix(".mo").write_bytes(as_mo(catalogue))
        missing = untranslated(catalogue)
        left += len(missing)
        print(f"{path.relative_to(ROOT)}：{len(catalogue)} 条，未翻译 {len(missing)} 条")
        for text in missing:
            print(f"  {text}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
