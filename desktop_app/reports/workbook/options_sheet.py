"""The hidden sheet behind the others: answer lists with option ids, and two blank cells.

Formulas compare option ids; people pick texts. A name no pack declares points to a blank cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from desktop_app.core.pack import Item
from desktop_app.i18n import _, translate
from desktop_app.reports.workbook.places import Spot, quoted_sheet
from desktop_app.reports.workbook.sheet import Column, Sheet, put_number, put_text
from desktop_app.reports.workbook.states import NOT_APPLICABLE, OPEN

_LABEL_LENGTH = 180


def not_applicable() -> str:
    """What people type or pick where a thing does not apply."""
    return _("不适用")


@dataclass(frozen=True, slots=True)
class Choices:
    """The answers of one item: labels by option id, and the rows they stand in."""

    sheet: str
    first: int
    labels: dict[str, str]

    @property
    def listed(self) -> str:
        """The cells of the labels with n.a. below them, for a list to pick from."""
        return f"{quoted_sheet(self.sheet)}!$A${self.first}:$A${self.first + len(self.labels)}"

    def id_formula(self, answer: str) -> str:
        """The option id of the label in a cell; "" for anything else."""
        head = quoted_sheet(self.sheet)
        rows = range(self.first, self.first + len(self.labels))
        tests = [f'IF(EXACT({answer},{head}!$A${row}),{head}!$B${row},"")' for row in rows]
        return "&".join(tests) or '""'


@dataclass(slots=True)
class Options:
    """The sheet with all lists, grown as items ask for theirs."""

    sheet: Sheet
    nothing: Spot
    unlisted: Spot
    found: dict[str, Choices] = field(default_factory=dict)
    validations: dict[str, DataValidation] = field(default_factory=dict)

    def choices(self, item: Item, given: str) -> Choices:
        """The list of a choice item; an answer the pack does not know becomes one more option."""
        known = self.found.get(item.key)
        if known is not None and (not given or given in known.labels):
            return known
        ids = [option.id for option in item.options]
        texts = [translate(option.text) for option in item.options]
        if given and given not in ids:
            ids, texts = [*ids, given], [*texts, given]
        made = self.write(dict(zip(ids, _distinct(ids, texts), strict=True)))
        self.found[item.key] = made
        return made

    def yes_no(self) -> Choices:
        """The list of a yes/no item."""
        if "" not in self.found:
            self.found[""] = self.write({"yes": _("是"), "no": _("否")})
        return self.found[""]

    def labels(self) -> dict[str, dict[str, str]]:
        """The labels by option id of all items asked for so far; those of yes and no under ""."""
        return {item: choices.labels for item, choices in self.found.items()}

    def write(self, labels: dict[str, str]) -> Choices:
        """Write a list with n.a. at its end."""
        first = self.sheet.row
        for option, label in labels.items():
            put_text(self.sheet[f"A{self.sheet.row}"], label)
            put_text(self.sheet[f"B{self.sheet.row}"], option)
            self.sheet.row += 1
        put_text(self.sheet[f"A{self.sheet.row}"], not_applicable())
        self.sheet.row += 2
        return Choices(self.sheet.title, first, labels)

    def offer(self, target: Sheet, cell: str, listed: str) -> None:
        """Let a cell of a sheet be answered from a list."""
        key = f"{target.title}!{listed}"
        if key not in self.validations:
            made = DataValidation("list", formula1=listed, allow_blank=True, showErrorMessage=False)
            self.validations[key] = made
            target.ws.add_data_validation(made)
        self.validations[key].add(cell)

    def offer_mark(self, target: Sheet, area: str) -> None:
        """Let cells be marked as estimates, or not."""
        listed = '"' + _("估算") + '"'
        made = DataValidation("list", formula1=listed, allow_blank=True, showErrorMessage=False)
        made.add(area)
        target.ws.add_data_validation(made)


def options_sheet(book: Workbook) -> Options:
    """The hidden sheet with its two blank cells."""
    sheet = Sheet(book, _("选项"))
    sheet.lay_out([Column("A", _("文字"), 60), Column("B", _("编号"), 16)])
    sheet.ws.sheet_state = "hidden"
    for row, state in ((1, OPEN), (2, NOT_APPLICABLE)):
        put_number(sheet[f"B{row}"], state)
    put_text(sheet["C1"], _("公式用到但没有数值的名称指向左边的空格"))
    sheet.row = 4
    nothing, unlisted = (Spot(sheet.title, row, "A", "B") for row in (1, 2))
    return Options(sheet, nothing, unlisted)


def _distinct(ids: list[str], texts: list[str]) -> list[str]:
    """Texts of a length spreadsheets compare, told apart by their ids where they are alike."""
    cut = [text if len(text) <= _LABEL_LENGTH else f"{text[:_LABEL_LENGTH]}…" for text in texts]
    return [
        text if cut.count(text) == 1 and text else f"{text} [{option}]"
        for option, text in zip(ids, cut, strict=True)
    ]
