"""The outline of a table: which lines make up a group, an indicator, its parts a) b).

Parts of one indicator must all hold. Parts that have weights of their own are indicators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from desktop_app.core.problems import Problem, problem
from desktop_app.packs.template import layout
from desktop_app.packs.template.filled import Filled, Line, in_one_line

_MARK: Final = re.compile(r"^[★☆※▲*＊✱\s]+|[★☆※▲*＊✱\s]+$")
_STARS: Final = frozenset("★☆※▲*＊✱")
_YES: Final = frozenset({*_STARS, "是", "√", "✓", "✔", "Y", "y", "yes", "限定", "限定性", "1", "●"})
_NO: Final = frozenset({"否", "不", "N", "n", "no", "0", "-", "—", "/", "×", "○"})
_LETTER: Final = re.compile(r"[（(]?(?:[a-hA-H][)）、]|[a-h][.．])\s*|[①-⑩]\s*")
_NUMBER: Final = re.compile(r"[（(]?[1-9][)）]\s*|[1-9]、\s*")
_BONUS: Final = "加分"
_LEGEND: Final = re.compile(r"(注|备注|说明|附注)\s*\d*\s*[:：]|[★☆※▲*＊]|注\s*\d")
_CONTENT: Final = (*layout.LEVELS, "unit", "weight", "limiting")


@dataclass(slots=True)
class Entry:
    """An indicator while its lines are gathered; `parts` are (name, line), the first line first."""

    name: str
    line: Line
    limiting: bool
    parts: list[tuple[str, Line]] = field(default_factory=list)
    headed: bool = False

    @property
    def parted(self) -> bool:
        """Whether it has parts of their own names."""
        return self.headed or len(self.parts) > 1


@dataclass(slots=True)
class Bundle:
    """A group while its rows are gathered; `weighed` is the line its weight stands in."""

    name: str
    line: Line
    weight: str = ""
    weighed: Line | None = None
    bonus: bool = False
    entries: list[Entry] = field(default_factory=list)


def outline(filled: Filled, found: list[Problem]) -> list[Bundle]:
    """The groups of a filled table with their rows; what is wrong goes to `found`."""
    reader = _Outliner(filled, found)
    for line in filled.lines:
        reader.take(line)
    return reader.finished()


def without_mark(name: str) -> tuple[str, bool]:
    """A name without ★ or * around it, and whether there was one."""
    bare = _MARK.sub("", name)
    marked = any(one in _STARS for one in name[: len(name) - len(name.lstrip("★☆※▲*＊✱ "))])
    marked = marked or any(one in _STARS for one in name[len(name.rstrip("★☆※▲*＊✱ ")) :])
    return bare, marked


class _Outliner:
    """Takes one line after the other."""

    def __init__(self, filled: Filled, found: list[Problem]) -> None:
        self.filled, self.found = filled, found
        self.bundles: dict[str, Bundle] = {}
        self.bundle: Bundle | None = None
        self.entry: Entry | None = None

    def note(self, line: Line, name: str, code: str, /, **args: object) -> None:
        """A problem at a cell of a line."""
        where = f"{self.filled.book}/{self.filled.table}"
        self.found.append(problem(code, where, line.places.get(name, ""), **args))

    def take(self, line: Line) -> None:
        """Put a line where it belongs."""
        if self._legend(line):
            return
        if self._heading(line):
            self.entry = None
            return
        if line.text("group"):
            self._group(line, line.text("group"))
        self._weight(line)
        self._indicator(line)

    def finished(self) -> list[Bundle]:
        """The groups, once heads without parts are told."""
        for bundle in self.bundles.values():
            split: list[Entry] = []
            for entry in bundle.entries:
                if entry.headed and not entry.parts:
                    self.note(entry.line, layout.LEVELS[0], "template.level_blank")
                else:
                    split += self._split(entry)
            bundle.entries = split
        return [bundle for bundle in self.bundles.values() if bundle.entries]

    # --- lines that are no indicators ---------------------------------------------------------

    def _legend(self, line: Line) -> bool:
        """A remark below the table, which is left out with a notice."""
        if any(line.text(name) for name in _CONTENT):
            return False
        texts = [line.texts[name] for name in line.own]
        if not texts or not all(_LEGEND.match(text) for text in texts[:1]) or len(texts) > 1:
            return False
        self.note(line, next(iter(line.own)), "template.line_ignored", value=texts[0][:40])
        return True

    def _heading(self, line: Line) -> bool:
        """A line that only names a group, as some tables print them across."""
        if line.own - {"no", "group", "group_weight"} or line.text("name"):
            return False
        title = line.text("group") if "group" in line.own else line.text("no")
        if not title or title.isdigit():
            return True
        self._group(line, title)
        self._weight(line)
        return True

    # --- groups -------------------------------------------------------------------------------

    def _group(self, line: Line, title: str) -> None:
        key = re.sub(r"\s+", "", title)
        if self.bundle is None or key != re.sub(r"\s+", "", self.bundle.name):
            self.entry = None
        if key not in self.bundles:
            self.bundles[key] = Bundle(key, line, bonus=_BONUS in key)
            if _BONUS in key:
                self.note(line, "group", "template.bonus_read", name=key)
        self.bundle = self.bundles[key]

    def _weight(self, line: Line) -> None:
        bundle, text = self.bundle, line.text("group_weight")
        if bundle is None or not text or "group_weight" not in line.own:
            return
        if bundle.weight and bundle.weight != text:
            args = {"name": bundle.name, "first": bundle.weight, "second": text}
            self.note(line, "group_weight", "template.group_weight_twice", **args)
        elif not bundle.weight:
            bundle.weight, bundle.weighed = text, line

    # --- indicators and parts -----------------------------------------------------------------

    def _indicator(self, line: Line) -> None:
        name, starred = without_mark(in_one_line(line.text("name")))
        limiting = self._limiting(line) or starred
        if not name:
            self.note(line, "name", "template.name_missing")
            return
        if self.bundle is None:
            self.note(line, "group", "template.group_missing", name=name)
            self._group(line, "—")
        if line.joined("name") and self.entry is not None:
            self._part(name, line, limiting)
            return
        label = _LETTER.match(name) or _NUMBER.match(name)
        if label and self.entry is not None and self.entry.headed and name[label.end() :]:
            self._part(name, line, limiting)
            return
        if _LETTER.match(name):
            self.note(line, "name", "template.part_orphan", name=name)
            return
        self.entry = Entry(name, line, limiting)
        if any(line.text(level) for level in layout.LEVELS):
            self.entry.parts.append((name, line))
        else:
            self.entry.headed = True
        if self.bundle is not None:
            self.bundle.entries.append(self.entry)

    def _part(self, name: str, line: Line, limiting: bool) -> None:
        entry = self.entry
        if entry is None:
            return
        entry.parts.append((name, line))
        if limiting and not entry.limiting:
            entry.limiting = True
            self.note(line, "name", "template.part_limiting", name=entry.name)

    def _limiting(self, line: Line) -> bool:
        text = line.text("limiting")
        if not text or text in _NO:
            return False
        if text in _YES:
            return True
        self.note(line, "limiting", "template.limiting_unread", value=text[:40])
        return False

    def _split(self, entry: Entry) -> Iterator[Entry]:
        """The entry itself, or its parts as rows of their own where each has its weight."""
        own = [line.text("weight") for _name, line in entry.parts if "weight" in line.own]
        headed_weight = entry.headed and entry.line.text("weight")
        if len(entry.parts) < 2 or len(own) < 2 or headed_weight:
            if entry.parted and len(entry.parts) > 1:
                args = {"name": entry.name, "count": len(entry.parts)}
                self.note(entry.line, "name", "template.parts_read", **args)
            yield entry
            return
        if len(own) < len(entry.parts):
            self.note(entry.line, "weight", "template.part_weights", name=entry.name)
        args = {"name": entry.name, "count": len(entry.parts)}
        self.note(entry.line, "name", "template.parts_split", **args)
        for number, (name, line) in enumerate(entry.parts, 1):
            whole = f"{entry.name} {number}" if name == entry.name else f"{entry.name}：{name}"
            yield Entry(whole, line, entry.limiting, [(whole, line)])
