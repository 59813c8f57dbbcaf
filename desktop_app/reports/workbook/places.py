"""Where every name stands in the workbook, and formulas written in terms of those cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop_app.core.evaluate import Evaluation, record_name
from desktop_app.core.expr import Expr
from desktop_app.core.expr.ast import Call, Kind, Name, Node
from desktop_app.core.expr.excel import MAX_LENGTH, MAX_NESTING, to_excel
from desktop_app.core.expr.kinds import branches, kind_of
from desktop_app.core.methods.table_truths import is_table_truth
from desktop_app.core.model import Model
from desktop_app.core.pack import ItemKind
from desktop_app.core.problems import Problem
from desktop_app.i18n import _
from desktop_app.reports.workbook.states import NOT_APPLICABLE, PARTIAL, deepest, to_state

DASH: Final = "—"
"""What a value cell shows where the thing does not apply; a blank one stays empty."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The cells of one name: row of a sheet, columns of its value, its state and its option id."""

    sheet: str
    row: int
    value: str
    state: str
    text: str = ""

    def cell(self, column: str, seen_from: str) -> str:
        """An absolute reference to a column of the row, with the sheet where it is another."""
        head = "" if self.sheet == seen_from else f"{quoted_sheet(self.sheet)}!"
        return f"{head}${column}${self.row}"


@dataclass(frozen=True, slots=True)
class InputCell:
    """An input cell as exported: item, record, the month of its column (0 the year), its text.

    An answer stands in the first month; a month of -1 is the mark 估算 of the row.
    """

    item: str
    record: str
    month: int
    text: str
    sheet: str
    cell: str


def quoted_sheet(title: str) -> str:
    """A sheet name as formulas need it."""
    doubled = title.replace("'", "''")
    return f"'{doubled}'"


@dataclass(slots=True)
class Places:
    """The spots of all names of an evaluation, filled sheet by sheet.

    `nothing` is a blank cell for names no pack declares, `unlisted` one for those that count as
    n.a. while nobody lists them. `inputs` are the input cells with what they say, `sections`
    the parts of the data by title, sheet and row.
    """

    evaluation: Evaluation
    nothing: Spot
    unlisted: Spot
    spots: dict[str, Spot] = field(default_factory=dict)
    inputs: list[InputCell] = field(default_factory=list)
    sections: list[tuple[str, str, int]] = field(default_factory=list)

    @property
    def model(self) -> Model:
        """The model whose names these are."""
        return self.evaluation.model

    def spot(self, full: str) -> Spot:
        """The spot of a name, with its record in brackets where it repeats."""
        found = self.spots.get(full)
        if found is not None:
            return found
        item = self.model.items.get(full.partition("[")[0])
        return self.unlisted if item is not None and item.listed else self.nothing

    def kind(self, full: str) -> Kind:
        """Whether a name stands for an amount, a yes/no or a text."""
        name = full.partition("[")[0]
        item = self.model.items.get(name)
        if item is not None:
            if item.kind is ItemKind.YESNO:
                return Kind.TRUTH
            return Kind.NUMBER if item.kind is ItemKind.AMOUNT else Kind.TEXT
        if is_table_truth(name):
            return Kind.TRUTH
        quantity = self.model.quantity(name)
        return self.kind_of(quantity.formula.root) if quantity is not None else Kind.NUMBER

    def kind_of(self, node: Node) -> Kind:
        """What a node yields, names looked up."""
        if isinstance(node, Name):
            return self.kind(node.name)
        found = kind_of(node)
        if found is Kind.ANY and isinstance(node, Call):
            kinds = [self.kind_of(branch) for branch in branches(node)]
            return Kind.TRUTH if Kind.TRUTH in kinds else Kind.NUMBER
        return found


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a formula is written: the sheet, the record it repeats for, names it alone sees."""

    places: Places
    sheet: str
    record: str = ""
    extra: Mapping[str, Spot] = field(default_factory=dict)
    truths: frozenset[str] = frozenset()

    def spot(self, name: str) -> Spot:
        """The spot of a name as seen from here."""
        found = self.extra.get(name)
        if found is not None:
            return found
        if self.record and not name.endswith("]") and self.places.model.record_kind(name):
            return self.places.spot(record_name(name, self.record))
        return self.places.spot(name)

    def kind(self, name: str) -> Kind:
        """What a name stands for, as seen from here."""
        if name in self.extra:
            return Kind.TRUTH if name in self.truths else Kind.NUMBER
        return self.places.kind(name)

    def ref(self, name: str) -> str:
        """The value cell of a name."""
        spot = self.spot(name)
        return spot.cell(spot.value, self.sheet)

    def state_ref(self, name: str) -> str:
        """The state cell of a name."""
        spot = self.spot(name)
        return spot.cell(spot.state, self.sheet)

    def text_ref(self, name: str) -> str:
        """The cell with the option id of a name."""
        spot = self.spot(name)
        return spot.cell(spot.text or spot.value, self.sheet)

    def expand(self, pattern: str) -> Sequence[str]:
        """The names of a wildcard in the order of their cells, so that they make ranges."""
        names: list[str] = []
        for name in self.places.model.expand(pattern):
            kind = self.places.model.record_kind(name)
            records = self.places.evaluation.case.of_kind(kind) if kind else ()
            names += [record_name(name, one.id) for one in records] if kind else [name]
        return sorted(names, key=lambda name: (self.spot(name).sheet, self.spot(name).row))

    def finished(self, expr: Expr, unit: str | None = None) -> str | None:
        """The formula of a value, "" where it has none; None when it is too long for a cell.

        With `unit`, a number is brought from the unit of the formula to that one.
        """
        scale = None if unit is None else self.places.model.scale_to(expr, unit)
        options = {} if scale is None else {"scale": scale}
        text = to_excel(
            expr,
            self.ref,
            self.expand,
            self.text_ref,
            kind=self.kind,
            answers=(_("是"), _("否")),
            **options,
        )
        return None if isinstance(text, Problem) else text

    def state(self, expr: Expr) -> str | None:
        """The formula of a state; None when it is too long for a cell."""
        text = to_state(
            expr, self.state_ref, self.expand, lambda part: self.finished(part) or "NA()"
        )
        fits = len(text) <= MAX_LENGTH and deepest(text) <= MAX_NESTING
        return text if fits else None

    def value(self, expr: Expr, unit: str | None, state_cell: str) -> str | None:
        """The formula of a value whose state stands in `state_cell`: a dash where it is n.a."""
        text = self.finished(expr, unit)
        return None if text is None else shown_when(state_cell, text)


def shown_when(state_cell: str, text: str) -> str:
    """A formula shown only where the state says there is a value: a dash for n.a., else ""."""
    return f'IF({state_cell}>{PARTIAL},IF({state_cell}={NOT_APPLICABLE},"{DASH}",""),{text})'
