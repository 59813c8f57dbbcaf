"""Indices of a table of which some weights are not known, live: the two ends of every group.

As `core.methods.partial_weights`: what the known rows of a group leave of 1 is shared by the
others in an unknown way, so that each group gives a level between two parts of its share.
"""

from __future__ import annotations

from typing import Final

from desktop_app.core.methods.partial_weights import is_unknown, left_over
from desktop_app.core.methods.weights import as_decimal
from desktop_app.core.pack import Indicator
from desktop_app.i18n import _, translate
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.conclusion import EXACT, Conclusion
from desktop_app.reports.workbook.sheet import put_formula, put_number, put_text

UNKNOWN: Final = "2"
"""What the column of lacking weights says of a row whose weight the standard has, but not we."""


class GroupEnds:
    """One line per level and group: the least and the most it gives, over all weightings."""

    def __init__(self, table: Conclusion, shares: str) -> None:
        self.table = table
        self.sheet = table.sheet
        self.grid = table.grid
        self.shares = shares
        self.first_lines: list[int] = []
        self.groups = table.table.assessment.groups

    def write(self) -> None:
        """All lines, level by level."""
        sheet, grid = self.sheet, self.grid
        sheet.row += 1
        sheet.band(_("权重不全：各组达到各级的部分（对任何权重）"))
        put_text(sheet[f"{grid.value}{sheet.row}"], _("至少"), look.COMPARED)
        put_text(sheet[f"{grid.limits[0]}{sheet.row}"], _("至多"), look.COMPARED)
        sheet.row += 1
        for place, step in enumerate(self.table.table.scale.levels):
            self.first_lines.append(sheet.row)
            for group in self.groups:
                name = _("{level}：{name}").format(
                    level=translate(step.name), name=translate(group.name)
                )
                put_text(sheet[f"{grid.name}{sheet.row}"], name, look.MUTED)
                self._line(place, group.id)
                sheet.row += 1

    def index(self, place: int) -> tuple[str, str]:
        """The formulas of the index of a level at its two ends, not yet ended at 100."""
        grid = self.grid
        ends = (self._column(place, grid.value), self._column(place, grid.limits[0]))
        low, high = (f"100*SUMPRODUCT({self.shares},{one})" for one in ends)
        return low, high

    def reaches(self, place: int, minimum: int) -> str:
        """Whether some weighting brings a level to its minimum.

        The upper end itself is reached only where it does not depend on the weighting.
        """
        least = self._column(place, self.grid.lows[2])
        _low, most = self.index(place)
        open_end = f"{most}-100*SUMPRODUCT({self.shares},{least})>{EXACT}"
        return f"{most}>={minimum}+IF({open_end},{EXACT},-{EXACT})"

    def _column(self, place: int, letter: str) -> str:
        first = self.first_lines[place]
        return f"${letter}${first}:${letter}${first + len(self.groups) - 1}"

    def _line(self, place: int, group: str) -> None:
        sheet, grid, row = self.sheet, self.grid, self.sheet.row
        area = self.table.area
        put_text(sheet[f"A{row}"], group, look.HELPER)
        put_number(
            sheet[f"{grid.lows[0]}{row}"], as_decimal(left_over(self._rows(group))), look.HELPER
        )
        put_number(sheet[f"{grid.lows[1]}{row}"], self._unknown(group), look.HELPER)
        inside = f"{area(grid.group)},$A{row}"
        unknown = f"{area(grid.unweighted)},{UNKNOWN},{inside}"
        raw, met = area(grid.raw), area(grid.met[place])
        texts = {
            grid.part_met[0]: f"SUMIFS({raw},{inside})",
            grid.part_met[1]: f"COUNTIFS({unknown})",
            grid.part_met[2]: f"SUMIFS({raw},{inside},{met},1)",
            grid.state: f"COUNTIFS({unknown},{met},1)",
            grid.place: f"{grid.part_met[0]}{row}-SUMIFS({raw},{inside},{met},0)",
            grid.limits_open: f"{grid.part_met[1]}{row}-COUNTIFS({unknown},{met},0)",
        }
        for letter, text in texts.items():
            put_formula(sheet[f"{letter}{row}"], text, look.HELPER)
        sure = (f"{grid.part_met[2]}{row}", f"{grid.state}{row}")
        possible = (f"{grid.place}{row}", f"{grid.limits_open}{row}")
        put_formula(sheet[f"{grid.value}{row}"], self._least(*sure), look.COMPARED, "0.0000")
        put_formula(sheet[f"{grid.limits[0]}{row}"], self._most(*possible), look.COMPARED, "0.0000")
        put_formula(sheet[f"{grid.lows[2]}{row}"], self._least(*possible), look.HELPER)

    def _rows(self, group: str) -> list[Indicator]:
        return [one for one in self.table.table.assessment.indicators if one.group == group]

    def _unknown(self, group: str) -> int:
        """How many unknown rows the group has, those for records that are not there as well."""
        rows = [row.indicator for row in self.table.table.rows]
        unknown = [one for one in self._rows(group) if is_unknown(one)]
        return sum(max(1, sum(row is one for row in rows)) for one in unknown)

    def _least(self, met: str, reached: str) -> str:
        """The least part, where known rows of weight `met` and `reached` unknown ones meet it."""
        known, unknown, rest, lost = self._cells()
        light = f"{met}/({known}+{rest})"
        alone = f"IF({known}=0,1,{met}/{known})"
        heavy = f"({met}+{rest})/({known}+{rest})"
        partly = f"IF({reached}<{unknown},{light},IF({lost},{alone},{heavy}))"
        return f"IF({unknown}=0,IF({known}=0,0,{met}/{known}),{partly})"

    def _most(self, met: str, reached: str) -> str:
        known, unknown, rest, lost = self._cells()
        heavy = f"({met}+{rest})/({known}+{rest})"
        alone = f"IF({known}=0,0,{met}/{known})"
        light = f"{met}/({known}+{rest})"
        partly = f"IF({reached}>0,{heavy},IF({lost},{alone},{light}))"
        return f"IF({unknown}=0,{alone},{partly})"

    def _cells(self) -> tuple[str, str, str, str]:
        """Weight of the known rows, count of the unknown ones, their weight, whether some go."""
        grid, row = self.grid, self.sheet.row
        known, unknown = f"{grid.part_met[0]}{row}", f"{grid.part_met[1]}{row}"
        return known, unknown, f"{grid.lows[0]}{row}", f"{grid.lows[1]}{row}>{unknown}"
