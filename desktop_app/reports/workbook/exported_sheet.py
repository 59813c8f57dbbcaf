"""The hidden sheet a workbook carries along: what every input cell said when it was exported.

So an edited workbook can come back and be told apart three ways: what it carried, what it says
now, what the case says now. Columns of the sheet of data are known by their heads, rows by the
hidden ids, answers by their labels; all of that stands here, in the words of the export.
"""

from __future__ import annotations

from typing import Final

from desktop_app.core.evaluate import Evaluation
from desktop_app.i18n import _
from desktop_app.reports.workbook import look
from desktop_app.reports.workbook.options_sheet import not_applicable
from desktop_app.reports.workbook.places import InputCell
from desktop_app.reports.workbook.sheet import Column, Sheet, letters, put_text

MARK: Final = "near-zero-workbook"
FORMAT: Final = "1"
_COLUMNS: Final = letters(1, 6)


def write_exported(
    sheet: Sheet,
    evaluation: Evaluation,
    heads: dict[str, str],
    typed: list[InputCell],
    options: dict[str, dict[str, str]],
    created: str,
) -> None:
    """Fill the sheet; `heads` are those of the sheet of data by what they stand over."""
    sheet.lay_out([Column(letter, "", 16) for letter in _COLUMNS])
    sheet.ws.sheet_state = "hidden"
    profile = evaluation.case.enterprise
    _line(sheet, MARK, FORMAT, _("请勿改动：导入改过的工作簿时要用"))
    _line(sheet, "case", profile.name, profile.uscc, str(evaluation.case.year), created)
    _line(sheet, "word", "n.a.", not_applicable())
    _line(sheet, "word", "estimated", _("估算"))
    for role, text in heads.items():
        _line(sheet, "head", role, text)
    for item, labels in options.items():
        for option, label in labels.items():
            _line(sheet, "option", item, option, label)
    for one in typed:
        place = f"{one.sheet}!{one.cell}"
        _line(sheet, "cell", one.item, one.record, str(one.month), one.text, place)


def _line(sheet: Sheet, *texts: str) -> None:
    for letter, text in zip(_COLUMNS, texts, strict=False):
        put_text(sheet[f"{letter}{sheet.row}"], text, look.HELPER)
    sheet.row += 1
