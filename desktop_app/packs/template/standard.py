"""The sheet 标准 of a filled template: what document the table is of, and how it judges."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from desktop_app.core.numbers import NumberText, read_number
from desktop_app.core.problems import Problem
from desktop_app.packs.fields import NAME
from desktop_app.packs.template import layout
from desktop_app.packs.template.filled import Filled
from desktop_app.packs.workbook.cells import Cell
from desktop_app.packs.workbook.coding import Fault, Form, decode, nearest

INDEXED: Final = "level_index.v1"
_CATALOGUE: Final = re.compile(r"GB\s*/?\s*T\s*4754(?:\s*[-—]\s*[0-9]{4})?")
_INDUSTRY: Final = re.compile(r"(?<![A-Z0-9])[A-T]?[0-9]{2,4}(?![0-9])")
_PIECES: Final = re.compile(r"[、，,;；\n]+")
_ID: Final = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z][a-z0-9_]{0,39}")
"""An id of a pack is the name of its folder, which Windows must allow."""


@dataclass(frozen=True, slots=True)
class Standard:
    """What 标准 says; `id` is empty where the template names none."""

    title: str
    number: str
    issuer: str
    valid_from: date | None
    valid_to: date | None
    industries: tuple[str, ...]
    method: str
    confidence: str
    evidence: tuple[str, ...]
    others: bool
    id: str
    problems: tuple[Problem, ...]


def read_standard(filled: Filled) -> Standard:
    """The fields of 标准; with errors among the problems they are not to be used."""
    reader = _Reader(filled)
    kind = reader.word("kind", layout.INDEX)
    found = Standard(
        title=" ".join(filled.fields.get("title", "").split()),
        number=" ".join(filled.fields.get("number", "").split()),
        issuer=filled.fields.get("issuer", ""),
        valid_from=reader.day("valid_from"),
        valid_to=reader.day("valid_to"),
        industries=reader.industries(),
        method=kind,
        confidence=reader.word("confidence", ""),
        evidence=tuple(
            line.strip() for line in filled.fields.get("evidence", "").split("\n") if line.strip()
        ),
        others=reader.word("others", "否") == "yes" and kind == INDEXED,
        id=reader.own_id(),
        problems=(),
    )
    reader.check(found)
    return Standard(
        found.title, found.number, found.issuer, found.valid_from, found.valid_to,
        found.industries, found.method, found.confidence, found.evidence, found.others,
        found.id, tuple(reader.found),
    )  # fmt: skip


class _Reader:
    """Reads the fields; collects problems as it goes."""

    def __init__(self, filled: Filled) -> None:
        self.filled = filled
        self.found: list[Problem] = [*self._missing()]

    def fail(self, name: str, code: str, /, **args: object) -> None:
        """A problem at a field."""
        self.found.append(self.filled.at_standard(name, code, **args))

    def _missing(self) -> Iterator[Problem]:
        for one in layout.FIELDS:
            if one.required and not self.filled.fields.get(one.field):
                yield self.filled.at_standard(one.field, "template.field_blank", name=one.head)

    def word(self, name: str, default: str) -> str:
        """The word a drop-down list of the template offers, as packs write it."""
        asked = next(one for one in layout.FIELDS if one.field == name)
        labels = asked.words.labels if asked.words else {}
        text = self.filled.fields.get(name, "") or default
        for word, label in labels.items():
            if text and label.startswith(text.rstrip("：:，, ")):
                return word
        if text:
            near = nearest(text, labels.values())
            code = "book.word_misspelt" if near else "book.word_unknown"
            choices = "、".join(labels.values())
            self.fail(name, code, value=text[:40], suggestion=near, choices=choices)
        return next(iter(labels))

    def day(self, name: str) -> date | None:
        """A day, written as such or as text."""
        if name in self.filled.days:
            return self.filled.days[name]
        text = self.filled.fields.get(name, "")
        if not text or text in ("-", "—", "/", "无", "现行有效", "现行"):
            return None
        read = decode(Cell(text), Form.DAY)
        if isinstance(read, date):
            return read
        if isinstance(read, Fault):
            self.fail(name, read.code, **read.args)
        return None

    def industries(self) -> tuple[str, ...]:
        """The GB/T 4754 codes among what was picked or written."""
        written = unicodedata.normalize("NFKC", self.filled.fields.get("industry", ""))
        text = _CATALOGUE.sub("", written.upper())
        codes: list[str] = []
        for piece in filter(None, map(str.strip, _PIECES.split(text))):
            code = _INDUSTRY.search(piece)
            if code is None:
                self.fail("industry", "template.industry_unread", value=piece[:40])
            else:
                codes.append(code[0])
        return tuple(dict.fromkeys(codes))

    def own_id(self) -> str:
        """The id of the pack as written."""
        text = self.filled.fields.get("id", "").strip()
        if text and not (_ID.fullmatch(text) and NAME.fullmatch(text) and "__" not in text):
            self.fail("id", "template.bad_id", value=text[:40])
            return ""
        return text

    def check(self, found: Standard) -> None:
        """What fields say together."""
        if found.method == INDEXED:
            self._minimum()
        if found.valid_from and found.valid_to and found.valid_to <= found.valid_from:
            first, last = found.valid_from, found.valid_to
            self.fail("valid_to", "template.days_order", first=first, last=last)
        if found.valid_from is None and not self.found:
            self.fail("valid_from", "template.no_day")

    def _minimum(self) -> None:
        """The index the levels need: the method of the program knows one set."""
        for number, expected in enumerate(layout.MINIMUM, 1):
            name = f"minimum_{number}"
            text = self.filled.fields.get(name, "")
            read = read_number(text) if text else None
            value = read.value if isinstance(read, NumberText) else None
            if text and value != Decimal(expected):
                self.fail(name, "template.minimum", value=text[:40], expected=expected)
