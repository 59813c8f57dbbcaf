"""Reading a regulator form from its file: shape only; what it names is checked elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop_app.core.pack import Limb
from desktop_app.core.printable import check_printable
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.core.toml_text import load_toml
from desktop_app.i18n import _
from desktop_app.reports.regulator_forms.form import (
    Asked,
    Fact,
    FormTable,
    RegulatorForm,
    Rows,
    Show,
)

CONFIDENCES: Final = ("confirmed", "single-source", "recalled", "unsure")
_MOST_LINES: Final = 30
_MOST_BYTES: Final = 1_000_000
_HEAD: Final = ("id", "name", "version", "title", "subtitle", "applies", "short_basis")
_TABLE: Final = (
    "id", "title", "rows", "section", "record", "match", "over", "trim", "limb", "packs", "lines",
    "shows", "columns", "fields", "note", "confidence", "evidence",
)  # fmt: skip
_ASKED: Final = (
    "title", "unit", "value", "text", "say", "show", "places", "share", "hint", "quiet",
)  # fmt: skip
_FACT: Final = ("title", "text", "confidence", "evidence")


@dataclass(frozen=True, slots=True)
class FormFile:
    """A form as read and the file it came from; `form` is None where the file is no form."""

    name: str
    source: str
    form: RegulatorForm | None
    problems: tuple[Problem, ...]

    def place(self, table: str = "", words: str = "") -> str:
        """File and line of the first mention of `words` in a table, as problems name it."""
        lines = self.source.splitlines()
        start = _first(lines, 0, f'id = "{table}"') if table else 0
        return f"{self.name}:{_first(lines, start, words) + 1}" if words else self.name


def _first(lines: Sequence[str], start: int, words: str) -> int:
    return next((at for at in range(start, len(lines)) if words in lines[at]), start)


def read_form(path: Path) -> FormFile:
    """The form in a file, and everything wrong with how it is written."""
    name = path.name
    try:
        if path.stat().st_size > _MOST_BYTES:
            size = path.stat().st_size
            return FormFile(name, "", None, (_too_large(name, size),))
        source = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        found = problem("file.unreadable", name, file=path, detail=error)
        return FormFile(name, "", None, (found,))
    return read_form_text(name, source)


def read_form_text(name: str, source: str) -> FormFile:
    """The form in a text, and everything wrong with how it is written; `name` is the file's."""
    try:
        raw = load_toml(source)
    except (ValueError, RecursionError) as error:
        return FormFile(name, "", None, (problem("file.not_toml", name, detail=error),))
    reader = _Reader(FormFile(name, source, None, ()))
    form = reader.read(raw)
    wrong = has_errors(reader.problems)
    return FormFile(name, source, None if wrong else form, tuple(reader.problems))


def _too_large(name: str, size: int) -> Problem:
    return problem("file.too_large", name, size=size, limit=_MOST_BYTES)


class _Reader:
    """Reads one file and collects what is wrong."""

    def __init__(self, file: FormFile) -> None:
        self.file = file
        self.table = ""
        self.problems: list[Problem] = []

    def read(self, raw: Mapping[str, Any]) -> RegulatorForm:
        """The whole form."""
        self._known(raw, ("form", "sign", "fact", "table"), "")
        head, sign = self._mapping(raw, "form"), self._mapping(raw, "sign")
        self._known(head, (*_HEAD, "basis"), "form")
        self._known(sign, ("title", "text", "labels"), "sign")
        texts = {name: self._text(head, name, "form", needed=True) for name in _HEAD}
        return RegulatorForm(
            **texts,
            basis=self._texts(head, "basis", "form"),
            facts=tuple(self._fact(row, at) for at, row in enumerate(self._rows(raw, "fact"))),
            tables=self._tables(raw),
            sign_title=self._text(sign, "title", "sign", needed=True),
            sign_text=self._text(sign, "text", "sign", needed=True),
            sign_labels=self._texts(sign, "labels", "sign"),
        )

    def _tables(self, raw: Mapping[str, Any]) -> tuple[FormTable, ...]:
        found: dict[str, FormTable] = {}
        for at, row in enumerate(self._rows(raw, "table")):
            self.table = row["id"] if isinstance(row.get("id"), str) else ""
            table = self._table(row, f"table[{self.table or at}]")
            if table.id in found:
                self._fail("form.table_twice", f"table[{at}]", table.id, id=table.id)
            found[table.id] = table
        self.table = ""
        return tuple(found.values())

    def _table(self, row: Mapping[str, Any], path: str) -> FormTable:
        self._known(row, _TABLE, path)
        rows = self._choice(row, "rows", path, [one.value for one in Rows], "")
        limb = self._choice(row, "limb", path, ["", *(one.value for one in Limb)], "")
        shows = self._texts(row, "shows", path) or (Show.NOW.value,)
        table = FormTable(
            id=self._text(row, "id", path, needed=True),
            title=self._text(row, "title", path, needed=True),
            rows=Rows(rows or "blank"),
            section=self._text(row, "section", path),
            record=self._text(row, "record", path),
            match=self._match(row, path),
            over=self._text(row, "over", path),
            trim=self._texts(row, "trim", path),
            limb=limb,
            packs=self._texts(row, "packs", path),
            lines=self._whole(row, "lines", path, 3, _MOST_LINES) or 3,
            shows=tuple(Show(one) for one in shows if self._is_show(one, path)),
            columns=self._several(row, "columns", path),
            fields=self._several(row, "fields", path),
            note=self._text(row, "note", path),
            confidence=self._choice(row, "confidence", path, CONFIDENCES, "recalled"),
            evidence=self._texts(row, "evidence", path),
        )
        if not table.asked:
            self._fail("form.asks_nothing", path, table.id, id=table.id)
        return table

    def _is_show(self, word: str, path: str) -> bool:
        known = [one.value for one in Show]
        if word not in known:
            self._wrong(f"{path}.shows", word, _("、").join(known))
        return word in known

    def _match(self, row: Mapping[str, Any], path: str) -> dict[str, tuple[str, ...]]:
        match = self._mapping(row, "match") if "match" in row else {}
        return {name: self._texts(match, name, f"{path}.match") for name in match}

    def _several(self, row: Mapping[str, Any], name: str, path: str) -> tuple[Asked, ...]:
        rows = self._rows(row, name) if name in row else []
        return tuple(self._asked(one, f"{path}.{name}[{at}]") for at, one in enumerate(rows))

    def _asked(self, row: Mapping[str, Any], path: str) -> Asked:
        self._known(row, _ASKED, path)
        found = Asked(
            title=self._text(row, "title", path, needed=True),
            unit=self._text(row, "unit", path),
            value=self._text(row, "value", path),
            text=self._text(row, "text", path),
            say=self._text(row, "say", path),
            show=Show(self._choice(row, "show", path, [one.value for one in Show], "now")),
            places=self._whole(row, "places", path, None, 10),
            share=self._whole(row, "share", path, 2, 20) or 2,
            hint=self._text(row, "hint", path),
            quiet=self._truth(row, "quiet", path),
        )
        if sum(map(bool, (found.value, found.text, found.say))) > 1:
            self._fail("form.two_answers", path, found.title, title=found.title)
        return found

    def _fact(self, row: Mapping[str, Any], at: int) -> Fact:
        path = f"fact[{at}]"
        self._known(row, _FACT, path)
        return Fact(
            self._text(row, "title", path, needed=True),
            self._text(row, "text", path, needed=True),
            self._choice(row, "confidence", path, CONFIDENCES, "recalled"),
            self._texts(row, "evidence", path),
        )

    # --- fields ---------------------------------------------------------------------------------

    def _fail(self, code: str, path: str, words: str, **args: object) -> None:
        self.problems.append(problem(code, self.file.place(self.table, words), path, **args))

    def _wrong(self, path: str, value: object, expected: str) -> None:
        name = path.rpartition(".")[2]
        if value is None:
            self._fail("file.field_missing", path, self.table, field=name)
        else:
            self._fail("file.field_type", path, name, field=name, expected=expected, value=value)

    def _known(self, row: Mapping[str, Any], names: Sequence[str], path: str) -> None:
        for name in row:
            if name not in names:
                whole = f"{path}.{name}" if path else name
                self._fail("file.field_unknown", whole, name, field=name, suggestion="")

    def _mapping(self, row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        found = row.get(name)
        if isinstance(found, dict):
            return found
        self._wrong(name, found, f"[{name}]")
        return {}

    def _rows(self, row: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
        found = row.get(name, [])
        if isinstance(found, list) and all(isinstance(one, dict) for one in found):
            return found
        self._wrong(name, found, f"[[{name}]]")
        return []

    def _text(self, row: Mapping[str, Any], name: str, path: str, *, needed: bool = False) -> str:
        found = row.get(name)
        if found is None and not needed:
            return ""
        if isinstance(found, str) and (found.strip() or not needed):
            return self._printable(found, f"{path}.{name}", name)
        self._wrong(f"{path}.{name}", found, _("文字"))
        return ""

    def _printable(self, text: str, path: str, name: str) -> str:
        found = check_printable(name, text)
        if found is not None:
            self.problems.append(found.at(self.file.place(self.table, name), path))
            return ""
        return text

    def _texts(self, row: Mapping[str, Any], name: str, path: str) -> tuple[str, ...]:
        found = row.get(name, [])
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return tuple(self._printable(one, f"{path}.{name}", name) for one in found)
        self._wrong(f"{path}.{name}", found, _("文字的列表"))
        return ()

    def _choice(
        self, row: Mapping[str, Any], name: str, path: str, known: Sequence[str], usual: str
    ) -> str:
        found = row.get(name, usual)
        if found in known and isinstance(found, str):
            return found
        self._wrong(f"{path}.{name}", row.get(name), _("、").join(word for word in known if word))
        return usual

    def _truth(self, row: Mapping[str, Any], name: str, path: str) -> bool:
        found = row.get(name, False)
        if isinstance(found, bool):
            return found
        self._wrong(f"{path}.{name}", found, _("true 或 false"))
        return False

    def _whole(
        self, row: Mapping[str, Any], name: str, path: str, usual: int | None, most: int
    ) -> int | None:
        found = row.get(name, usual)
        if found is None or found == usual:
            return usual
        if isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= most:
            return found
        expected = _("0 至 {most} 的整数").format(most=most)
        self._wrong(f"{path}.{name}", found, expected)
        return usual
