"""What the conclusions of all tables share: counting cells, and the level named in words."""

from __future__ import annotations

from typing import Final

from desktop_app.i18n import _, translate
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.grid import TableSpots
from desktop_app.reports.workbook.sheet import level_word, put_formula, put_text
from desktop_app.reports.workbook.table_parts import TableWriter

EXACT: Final = "0.000000001"
SHARE: Final = '0.0000;-0.0000;""'


class Conclusion:
    """What all methods share: counting cells and the words of the conclusion."""

    def __init__(self, writer: TableWriter, spots: TableSpots, headline: int) -> None:
        self.sheet = writer.sheet
        self.places = writer.places
        self.table = table = writer.table
        self.spots = spots
        self.grid = spots.grid
        self.headline = headline
        self.below = len(table.scale.levels) + 1
        self.applies = self.area(self.grid.applies)
        self.nothing = f"SUM({self.applies})=0"

    def area(self, letter: str) -> str:
        """A column of the rows."""
        return self.spots.column(letter, self.sheet.title)

    def labelled(self, label: str, text: str) -> str:
        """A line with a word at the left and a helper figure as value; gives its cell."""
        row = self.sheet.row
        put_text(self.sheet[f"{self.grid.name}{row}"], label, look.MUTED)
        cell = f"{self.grid.value}{row}"
        put_formula(self.sheet[cell], text, look.COMPARED)
        self.sheet.row += 1
        return cell

    def unnamed(self, _low: str) -> str:
        """What stands in place of a level while none may be named; as a piece of a formula."""
        return f'"{_("暂不定级")}"'

    def concluded(self, level: str, low: str, high: str) -> TableSpots:
        """Name the level in words, below the rows and in the line at the top."""
        sheet, scale = self.sheet, self.table.scale
        steps = (*scale.levels, scale.below)
        words = [level_word(one.sign, translate(one.name)).replace('"', '""') for one in steps]
        plain = [translate(one.name).replace('"', '""') for one in steps]
        named = _choose(level, words)
        nothing = f'IF({self.nothing},"{_("不适用")}",{self.unnamed(low)})'
        word = self.labelled(_("结论"), f'IF({level}="",{nothing},{named})')
        sheet.colour_words(f"{word}:{word}", scale)
        between = f'"；{_("可能在")} "&{_choose(low, plain)}&" {_("至")} "&{_choose(high, plain)}'
        interval = f'IF({low}={high},"",{between})'
        text = f'"{_("结论：")}"&{word}&{interval}'
        put_formula(sheet[f"{sheet.first}{self.headline}"], text, look.LEAD)
        return TableSpots(
            self.spots.sheet, self.grid, self.spots.first, self.spots.last, level, low, high, word
        )


def _choose(place: str, words: list[str]) -> str:
    listed = ",".join(f'"{word}"' for word in words)
    return f"CHOOSE({place},{listed})"
