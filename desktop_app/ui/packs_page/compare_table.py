"""The lines of a comparison of packs: one per field that differs, old beside new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QObject, Qt

from desktop_app.app.pack_words import fate_word, field_word, kind_word, said_word
from desktop_app.core.pack_diff import Aspect, Change, Fate
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.row_table import Index, LinesModel

MARKS: Final = {Fate.CHANGED: "≠", Fate.NEW: "＋", Fate.DROPPED: "－"}
TOKENS: Final = {Fate.CHANGED: "level_2", Fate.NEW: "level_1", Fate.DROPPED: "level_below"}
_ALIGN: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class CompareLine:
    """What one field of one thing said and says; a thing that came or went has one line."""

    change: Change
    what: str
    old: str
    new: str
    aspect: Aspect | None = None

    @property
    def remark(self) -> str:
        """Where the thing may have moved, or what it stands in for."""
        path = self.change.likely
        if not path:
            return ""
        words = {
            Fate.CHANGED: _("替代 {path}"),
            Fate.NEW: _("可能由 {path} 改来"),
            Fate.DROPPED: _("可能改成了 {path}"),
        }
        return words[self.change.fate].format(path=path)

    def has(self, wanted: str) -> bool:
        """Whether the line holds a text, whatever its case."""
        thing = self.change.thing
        texts = (translate(thing.name), thing.name, thing.path, self.what, self.old, self.new)
        return any(wanted in text.casefold() for text in texts)


def lines_of(changes: Sequence[Change], sources: Mapping[str, str]) -> list[CompareLine]:
    """The lines of changes, in their order; `sources` are citations by id."""
    return [line for change in changes for line in _lines(change, sources)]


def _lines(change: Change, sources: Mapping[str, str]) -> Iterator[CompareLine]:
    if change.fate is Fate.CHANGED:
        for one in change.differences:
            old, new = (said_word(one.field, said, sources) for said in (one.old, one.new))
            yield CompareLine(change, field_word(one.field), old, new, one.aspect)
        return
    told = _whole(change, sources)
    old, new = ("", told) if change.fate is Fate.NEW else (told, "")
    yield CompareLine(change, "", old, new)


def _whole(change: Change, sources: Mapping[str, str]) -> str:
    """What a thing that came or went says: its value first, then where it is from."""
    says = change.thing.says
    value = f"{said_word('value', says.get('value', ''))} {says.get('unit', '')}".strip()
    rest = ("valid_from", "valid_to", "source", "clause", "confidence")
    told = [value, *(said_word(name, says[name], sources) for name in rest if name in says)]
    return _("　").join(text for text in told if text)


class CompareModel(LinesModel[CompareLine]):
    """Lines as a table: what became of it, what it is, which field, old, new."""

    def __init__(self, parent: QObject | None = None) -> None:
        heads = (_("变化"), _("类别"), _("名称"), _("哪一项"), _("原来"), _("现在"))
        super().__init__(heads, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Text, tooltip and colour of a cell."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _texts(line)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(text for text in (line.change.thing.path, line.remark) if text)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0:
            return theme.current().colour(TOKENS[line.change.fate])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN
        return None


def _texts(line: CompareLine) -> tuple[str, ...]:
    thing = line.change.thing
    mark = f"{MARKS[line.change.fate]} {fate_word(line.change.fate)}"
    flat = (" ".join(text.split()) or "—" for text in (line.old, line.new))
    return (mark, kind_word(thing.kind), translate(thing.name), line.what or "—", *flat)
