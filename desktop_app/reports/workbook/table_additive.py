"""The conclusion of a table that adds up scores, live, as `core.methods.additive`."""

from __future__ import annotations

from dataclasses import replace

from desktop_app.core.methods.additive import (
    QUALITATIVE,
    QUANTITATIVE,
    SHARES,
    groups_of,
    part_of,
)
from desktop_app.core.methods.rows import Row
from desktop_app.core.pack import Direction, Group
from desktop_app.i18n import _, translate
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.conclusion import EXACT, SHARE, Conclusion
from desktop_app.reports.workbook.grid import TableSpots
from desktop_app.reports.workbook.sheet import put_formula, put_number, put_text


class Additive(Conclusion):
    """Scores of rows, weights handed on inside groups and parts, P1, P2 and P."""

    def write(self) -> TableSpots:
        """Write the scores beside the rows and the sums below them."""
        sheet = self.sheet
        sheet.row += 1
        sheet.band(_("一级指标权重"))
        first = sheet.row
        parts = (QUANTITATIVE, QUALITATIVE)
        groups = [
            (part, group) for part in parts for group in groups_of(self.table.assessment, part)
        ]
        last = first + max(len(groups), 1) - 1
        for part, group in groups:
            self.group(part, group, (first, last))
        for row, line in zip(self.table.rows, self.lines(), strict=True):
            self.score(row, line, (first, last))
        sheet.row += 1
        sheet.band(_("综合评价指数"))
        spans = [self.part(part) for part in parts]
        labels = (_("P（按已填）"), _("P（补全后最高）"))
        return self.graded([self.whole(spans, end, label) for end, label in enumerate(labels)])

    def lines(self) -> list[int]:
        """The lines of all rows."""
        lines = range(self.spots.first, self.spots.last + 1)
        return [line for line in lines if self.sheet[f"A{line}"].value]

    def group(self, part: int, group: Group, area: tuple[int, int]) -> None:
        """The weight of a group, and what a point of its rows' own weights is worth."""
        sheet, grid, row = self.sheet, self.grid, self.sheet.row
        put_text(sheet[f"A{row}"], group.id, look.HELPER)
        put_text(sheet[f"{grid.name}{row}"], translate(group.name))
        put_number(sheet[f"{grid.value}{row}"], group.weight)
        put_number(sheet[f"{grid.bonus}{row}"], part, look.HELPER)
        taking = f"SUMIFS({self.area(grid.raw)},{self.area(grid.group)},$A{row})"
        put_formula(sheet[f"{grid.raw}{row}"], taking, look.HELPER)
        weights, raws = _column(grid.value, area), _column(grid.raw, area)
        inside = f"{_column(grid.bonus, area)},{part}"
        carried = f'SUMIFS({weights},{inside},{raws},">0")'
        own = f"{grid.value}{row}/{grid.raw}{row}*SUMIFS({weights},{inside})/{carried}"
        put_formula(sheet[f"{grid.share}{row}"], f"IF({grid.raw}{row}>0,{own},0)", look.HELPER)
        sheet.row += 1

    def score(self, row: Row, line: int, groups: tuple[int, int]) -> None:
        """S or F of a row, as filled and at best, and the weight it counts with."""
        sheet, grid = self.sheet, self.grid
        applies = f"{grid.applies}{line}"
        put_number(sheet[f"{grid.bonus}{line}"], part_of(row.indicator), look.HELPER)
        weight = row.indicator.weight or 0
        put_formula(sheet[f"{grid.raw}{line}"], f"IF({applies}=1,{weight},0)", look.HELPER)
        worth = f"SUMIFS({_column(grid.share, groups)},{_column('A', groups)},${grid.group}{line})"
        share = f"{grid.raw}{line}*{worth}"
        put_formula(sheet[f"{grid.share}{line}"], share, look.NUMBER, SHARE)
        low, high = self.spans(row, line)
        cells = ((grid.score, low, look.NUMBER), (grid.score_high, high, look.HELPER))
        for letter, text, style in cells:
            put_formula(sheet[f"{letter}{line}"], f"IF({applies}=1,{text},0)", style, "0.0000")

    def spans(self, row: Row, line: int) -> tuple[str, str]:
        """The least and the most a row can score."""
        grid, direction = self.grid, row.indicator.parts[0].direction
        if direction not in (Direction.LOWER, Direction.HIGHER):
            met = f"{grid.met[0]}{line}"
            return f"N({met}=1)", f"1-N({met}=0)"
        cap = self.table.assessment.options["cap"]
        value, limit = f"{grid.value}{line}", f"{grid.limits[0]}{line}"
        above, below = (limit, value) if direction is Direction.LOWER else (value, limit)
        ratio = f"IF({below}<=0,{cap},MIN({cap},MAX(0,{above}/{below})))"
        known = f"AND({grid.open}{line}=0,ISNUMBER({value}),ISNUMBER({limit}))"
        return f"IF({known},{ratio},0)", f"IF({known},{ratio},{cap})"

    def part(self, part: int) -> tuple[str, str]:
        """P1 or P2: the cells of what it is and of what it can be."""
        name = (_("定量 P1"), _("定性 P2"))[part]
        kind = f"--({self.area(self.grid.bonus)}={part})"
        low, high = (
            self.labelled(
                label.format(name=name),
                f"SUMPRODUCT({self.area(self.grid.share)},{self.area(letter)},{kind})",
            )
            for label, letter in (
                (_("{name}（按已填）"), self.grid.score),
                (_("{name}（补全后最高）"), self.grid.score_high),
            )
        )
        return low, high

    def whole(self, spans: list[tuple[str, str]], end: int, label: str) -> str:
        """P at one end: a part to which nothing applies hands its share to the other."""
        options, kinds = self.table.assessment.options, self.area(self.grid.bonus)
        terms, used = [], []
        for part, name in enumerate(SHARES):
            terms.append(f"{options[name]}*{spans[part][end]}")
            used.append(f"{options[name]}*N(COUNTIFS({self.applies},1,{kinds},{part})>0)")
        total = f"({'+'.join(terms)})/({'+'.join(used)})"
        empty = f"OR({self.nothing},{'+'.join(used)}=0)"
        return self.labelled(label, f"IF({empty},0,{total})")

    def graded(self, ends: list[str]) -> TableSpots:
        """The grade as filled, at best, and the one that may be named."""
        options = self.table.assessment.options
        places = []
        for end, label in zip(ends, (_("按已填（级别序号）"), _("补全后最好")), strict=True):
            text = str(self.below)
            for place in reversed(range(len(self.table.scale.levels))):
                wanted = f"{end}>={options[f'minimum_{place + 1}']}-{EXACT}"
                text = f"IF({wanted},{place + 1},{text})"
            places.append(self.labelled(label, f'IF({self.nothing},"",{text})'))
        low, high = places
        level = f'IF(OR({low}={high},{low}<{self.below}),{low},"")'
        named = self.labelled(_("可以认定的级别序号"), f'IF({low}="","",{level})')
        return replace(self.concluded(named, low, high), index=ends[0])


def _column(letter: str, area: tuple[int, int]) -> str:
    return f"${letter}${area[0]}:${letter}${area[1]}"
