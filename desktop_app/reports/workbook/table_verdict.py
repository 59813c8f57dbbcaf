"""The conclusion of a table, decided by live formulas after the method that judges it."""

from __future__ import annotations

from desktop_app.core.expr import Expr
from desktop_app.core.expr.parse import parse
from desktop_app.core.methods.level_index import MINIMUM
from desktop_app.core.methods.options import NEW_BUILD
from desktop_app.core.methods.partial_weights import OPTION, PARTIAL
from desktop_app.core.methods.readiness import Table
from desktop_app.core.methods.rows import Row
from desktop_app.i18n import _, translate
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.conclusion import EXACT, SHARE, Conclusion
from desktop_app.reports.workbook.grid import TableSpots
from desktop_app.reports.workbook.places import Scope
from desktop_app.reports.workbook.sheet import Sheet, put_formula, put_number, put_text
from desktop_app.reports.workbook.states import NOT_APPLICABLE
from desktop_app.reports.workbook.table_additive import Additive
from desktop_app.reports.workbook.table_duties import Duties
from desktop_app.reports.workbook.table_partial import UNKNOWN, GroupEnds
from desktop_app.reports.workbook.table_parts import TableWriter


def write_conclusion(writer: TableWriter, rows: tuple[int, int], headline: int) -> TableSpots:
    """Write the block below the rows, and the conclusion into the line at the top."""
    spots = TableSpots(writer.sheet.title, writer.grid, *rows, level="", low="", high="", word="")
    if writer.table.assessment.method.startswith("level_index"):
        return _Index(writer, spots, headline).write()
    if writer.table.assessment.method.startswith("additive"):
        return Additive(writer, spots, headline).write()
    if writer.table.assessment.method.startswith("duties"):
        return Duties(writer, spots, headline).write()
    return _Worst(writer, spots, headline).write()


class _Worst(Conclusion):
    """The worst row speaks for the table."""

    def write(self) -> TableSpots:
        grid, sheet = self.grid, self.sheet
        sheet.row += 1
        sheet.band(_("结论"))
        ends = []
        for label, letter in ((_("按已填（级别序号）"), grid.low), (_("补全后最好"), grid.high)):
            text = f'IF(SUM({self.applies})=0,"",MAX({self.area(letter)}))'
            ends.append(self.labelled(label, text))
        low, high = ends
        level = self.labelled(_("可以认定的级别序号"), f'IF({low}={high},{low},"")')
        for place, step in enumerate((*self.table.scale.levels, self.table.scale.below), 1):
            label = _("其中{level}的项数").format(level=translate(step.name))
            self.labelled(label, f"COUNTIF({self.area(grid.best)},{place})")
        return self.concluded(level, low, high)


class _Index(Conclusion):
    """The composite level index: weights handed on, Y per level, limiting rows as a gate."""

    def write(self) -> TableSpots:
        self.bonus = self.area(self.grid.bonus)
        self.nothing = f"COUNTIFS({self.applies},1,{self.bonus},0)=0"
        self.partial = self.table.assessment.options.get(OPTION) == PARTIAL
        self.sheet.row += 1
        weighted = self.groups()
        for row in _lines(self.sheet, self.spots):
            self.weigh(row)
        if self.partial:
            self.ends.write()
        levels = self.levels(weighted)
        return self.verdict(levels)

    # weights

    def groups(self) -> str:
        """The first-level weights, those of absent groups handed on.

        Gives the cell that says whether every row that takes part has a weight.
        """
        sheet, grid = self.sheet, self.grid
        sheet.band(_("一级指标权重"))
        put_text(sheet[f"{grid.value}{sheet.row}"], _("权重"), look.COMPARED)
        put_text(sheet[f"{grid.met[0]}{sheet.row}"], _("重分后"), look.COMPARED)
        sheet.row += 1
        first = sheet.row
        for group in self.table.assessment.groups:
            row = sheet.row
            put_text(sheet[f"A{row}"], group.id, look.HELPER)
            put_text(sheet[f"{grid.name}{row}"], translate(group.name))
            put_number(sheet[f"{grid.value}{row}"], group.weight)
            put_number(sheet[f"{grid.bonus}{row}"], int(group.bonus), look.HELPER)
            sheet.row += 1
        last = max(sheet.row - 1, first)
        shares = f"${grid.part_met[0]}${first}:${grid.part_met[0]}${last}"
        base = f"SUMIFS({shares},${grid.bonus}${first}:${grid.bonus}${last},0)"
        for row in range(first, sheet.row):
            self.group_share(row, base)
        self.group_ids = f"$A${first}:$A${last}"
        self.group_shares = f"${grid.met[0]}${first}:${grid.met[0]}${last}"
        self.ends = GroupEnds(self, self.group_shares)
        lacking = f"COUNTIF({self.area(grid.unweighted)},1)"
        empty = f"SUM(${grid.part_met[1]}${first}:${grid.part_met[1]}${last})"
        text = f"IF(AND({lacking}+{empty}=0,{base}>0),1,0)"
        return self.labelled(_("权重齐全（1 是，0 否）"), text)

    def group_share(self, row: int, base: str) -> None:
        """Members that apply, the weight that counts, and the weight after handing on.

        `base` is the weight of all groups that take part, without those that only add.
        """
        sheet, grid = self.sheet, self.grid
        members = f"COUNTIFS({self.area(grid.group)},$A{row},{self.applies},1)"
        weight = f"{grid.value}{row}"
        counts, empty = f"{grid.part_met[0]}{row}", f"{grid.part_met[1]}{row}"
        put_formula(sheet[counts], f"IF({members}>0,N({weight}),0)", look.HELPER)
        inside = f"SUMIFS({self.area(grid.raw)},{self.area(grid.group)},$A{row})"
        unknown = (
            f"COUNTIFS({self.area(grid.unweighted)},{UNKNOWN},{self.area(grid.group)},$A{row})"
        )
        bare = f"AND({members}>0,{inside}=0,{unknown}=0)"
        put_formula(sheet[empty], f"IF({bare},1,0)", look.HELPER)
        handed = f"IF({base}=0,0,{counts}/{base})"
        text = f"IF({grid.bonus}{row}=1,{counts},{handed})"
        put_formula(sheet[f"{grid.met[0]}{row}"], text, look.NUMBER, SHARE)

    def weigh(self, row: int) -> None:
        """The weight of a row in the whole index, over all that apply."""
        sheet, grid = self.sheet, self.grid
        found = _row_at(self.table, str(sheet[f"A{row}"].value))
        applies = f"{grid.applies}{row}"
        raw, lacks = _raw_weight(found, self, row)
        put_formula(sheet[f"{grid.raw}{row}"], f"IF({applies}=1,{raw},0)", look.HELPER)
        put_formula(sheet[f"{grid.unweighted}{row}"], f"IF({applies}=1,{lacks},0)", look.HELPER)
        group = f"${grid.group}{row}"
        inside = f"SUMIFS({self.area(grid.raw)},{self.area(grid.group)},{group})"
        whole = f"SUMIFS({self.group_shares},{self.group_ids},{group})"
        share = f"IF({applies}=1,IF({inside}=0,0,{grid.raw}{row}/{inside}*{whole}),0)"
        if self.partial:
            unknown = (
                f"COUNTIFS({self.area(grid.unweighted)},{UNKNOWN},{self.area(grid.group)},{group})"
            )
            share = f'IF({unknown}>0,"",{share})'
        put_formula(sheet[f"{grid.share}{row}"], share, look.NUMBER, SHARE)

    # levels

    def levels(self, weighted: str) -> list[tuple[str, str, str, str]]:
        """Per level: Y as filled and at best, and whether it is reached then."""
        sheet, grid = self.sheet, self.grid
        sheet.row += 1
        self.new_build = self.asked_new()
        sheet.band(_("综合评价指数"))
        ends = (_("下限"), _("上限")) if self.partial else (_("按已填"), _("补全后最好"))
        heads = (*ends, _("要求"), _("限定性未达"), ends[0], ends[1])
        spread = (grid.value, *grid.limits[:3], *grid.met[:2])
        for letter, head in zip(spread, heads, strict=True):
            style = look.MIDDLE if letter in grid.met else look.COMPARED
            put_text(sheet[f"{letter}{sheet.row}"], head, style)
        sheet.row += 1
        return [self.level(place, weighted) for place in range(len(self.table.scale.levels))]

    def asked_new(self) -> str:
        """The cell that tells a new project (1), an existing enterprise (0), or nobody said ("").

        "" itself where the table does not ask.
        """
        asked = self.table.assessment.options.get(NEW_BUILD, "")
        expr = parse(asked)
        if not asked or not isinstance(expr, Expr):
            return ""
        scope = Scope(self.places, self.sheet.title)
        text, state = scope.finished(expr), scope.state(expr)
        known = f'IF({text}=TRUE,1,IF({text}=FALSE,0,""))'
        label = _("新建、改扩建项目（1 是，0 否）")
        return self.labelled(label, f"IF({state}={NOT_APPLICABLE},0,{known})")

    def level(self, place: int, weighted: str) -> tuple[str, str, str, str]:
        sheet, grid, row = self.sheet, self.grid, self.sheet.row
        step = self.table.scale.levels[place]
        put_text(sheet[f"{grid.name}{row}"], _("YⅠ—YⅢ：{level}").format(level=translate(step.name)))
        met, share = self.area(grid.met[place]), self.area(grid.share)
        low, high = f"{grid.value}{row}", f"{grid.limits[0]}{row}"
        sure = f"100*SUMPRODUCT({share},--({met}=1))"
        possible = f"100*SUMPRODUCT({share},1-({met}=0))"
        if self.partial:
            sure, possible = self.ends.index(place)
        for cell, text in ((low, sure), (high, possible)):
            put_formula(sheet[cell], f'IF({weighted}=1,MIN(100,{text}),"")', look.TOTAL, "0.00")
        minimum = MINIMUM[place]
        sign = "=" if minimum == 100 else "≥"
        put_text(sheet[f"{grid.limits[1]}{row}"], f"{sign} {minimum}", look.COMPARED)
        limiting = f'{self.area(grid.limiting)},"●",{self.applies},1,{met}'
        unmet = f'COUNTIFS({limiting},"<>1")'
        put_formula(sheet[f"{grid.limits[2]}{row}"], unmet, look.COMPARED)
        reached, possibly = f"{grid.met[0]}{row}", f"{grid.met[1]}{row}"
        put_formula(
            sheet[reached], self.reached(place, weighted, low, "<>1", unmet), look.MIDDLE, look.TICK
        )
        out = f"COUNTIFS({limiting},0)"
        put_formula(
            sheet[possibly], self.reached(place, weighted, high, "0", out), look.MIDDLE, look.TICK
        )
        sheet.row += 1
        return low, high, reached, possibly

    def reached(self, place: int, weighted: str, index: str, failing: str, gate: str) -> str:
        """1 where a level is reached, with rows counted as failing by `failing`."""
        strict = ""
        if place == 0 and self.table.assessment.options.get("level1_others", "") == "L2":
            strict = f",{self.failing(1, failing)}=0"
        if place == len(self.grid.met) - 1 and self.new_build:
            strict += f",{self.new_build}=0" if failing != "0" else f",{self.new_build}<>1"
        minimum = MINIMUM[place]
        enough = f"N({index})>={minimum}-{EXACT}"
        if self.partial and failing == "0":
            enough = self.ends.reaches(place, minimum)
        with_weights = f"AND({gate}=0{strict},{enough})"
        every = f"{self.failing(place, failing)}=0"
        without = f"AND({gate}=0{strict},{every})"
        if failing == "0":
            without = f"AND({gate}=0{strict},OR({every},{self.outweighed(place)}))"
        return f"N(IF({weighted}=1,{with_weights},{without}))"

    def outweighed(self, place: int) -> str:
        """Whether rows that miss a level may weigh too little to matter; Ⅲ asks for a bonus."""
        rows = f"{self.applies},1"
        if MINIMUM[place] == 100:
            rows += f",{self.bonus},1"
        met = self.area(self.grid.met[place])
        return f"COUNTIFS({rows})>COUNTIFS({rows},{met},0)"

    def failing(self, place: int, failing: str) -> str:
        """How many rows beside those of bonus groups miss a level."""
        met = self.area(self.grid.met[place])
        criterion = failing if failing == "0" else f'"{failing}"'
        return f"COUNTIFS({self.applies},1,{self.bonus},0,{met},{criterion})"

    def verdict(self, levels: list[tuple[str, str, str, str]]) -> TableSpots:
        """The level as filled, at best, and the one that may be named."""
        grid = self.grid
        low_text = high_text = str(self.below)
        for place, (_low, _high, reached, possibly) in reversed(list(enumerate(levels, 1))):
            low_text = f"IF({reached}=1,{place},{low_text})"
            high_text = f"IF({possibly}=1,{place},{high_text})"
        low = self.labelled(_("按已填（级别序号）"), f'IF({self.nothing},"",{low_text})')
        high = self.labelled(_("补全后最好"), f'IF({self.nothing},"",{high_text})')
        waiting = (
            f'COUNTIFS({self.area(grid.limiting)},"●",{self.applies},1,{self.area(grid.open)},1)'
        )
        below = self.below
        gated = f'IF({high}={below},{below},"")'
        free = f'IF(OR({low}={high},{low}<{below}),{low},"")'
        text = f'IF({low}="","",IF({waiting}>0,{gated},{free}))'
        level = self.labelled(_("可以认定的级别序号"), text)
        spots = self.concluded(level, low, high)
        y_low, y_high = levels[0][0], levels[0][1]
        return TableSpots(
            spots.sheet, grid, spots.first, spots.last, level, low, high, spots.word, y_low, y_high
        )


def _lines(sheet: Sheet, spots: TableSpots) -> list[int]:
    """The first lines of all rows: those with an id."""
    return [row for row in range(spots.first, spots.last + 1) if sheet[f"A{row}"].value]


def _row_at(table: Table, row_id: str) -> Row:
    return next(row for row in table.rows if row.id == row_id)


def _raw_weight(row: Row, index: _Index, line: int) -> tuple[str, str]:
    """The weight inside the group, and whether (1 or 0) the table has none for this row.

    Rows of a pool share its weight equally, the rows of one indicator share theirs by output.
    """
    indicator, grid = row.indicator, index.grid
    group = next((one for one in index.table.assessment.groups if one.id == indicator.group), None)
    own = indicator.pool_weight if indicator.pool else indicator.weight
    if own is None or (group is not None and group.weight is None):
        return "0", UNKNOWN if index.partial else "1"
    together = (
        f"{index.area(grid.pool)},${grid.pool}{line},"
        f"{index.area(grid.group)},${grid.group}{line},{index.applies},1"
    )
    equal = f"{own}/COUNTIFS({together})"
    if indicator.weight_by is None:
        return equal, "0"
    output, outputs = f"{grid.weight_by}{line}", index.area(grid.weight_by)
    total = f"SUMIFS({outputs},{together})"
    known = f'COUNTIFS({together},{outputs},">-1E+300")'
    alone = f"COUNTIFS({together})=1"
    shared = f"AND({known}=COUNTIFS({together}),{total}>0)"
    by_output = f"IF({alone},{equal},IF({shared},{own}*N({output})/{total},0))"
    return by_output, f"IF(OR({alone},{shared}),0,1)"
