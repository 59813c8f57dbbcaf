"""A chapter a template writes itself: paragraphs and lists, and a table of figures by path."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.result import Result
from desktop_app.core.units import show_unit
from desktop_app.core.value import Value
from desktop_app.i18n import _, translate
from desktop_app.reports.blocks import Block, Bullets, Cell, Column, Paragraph, Row, Table
from desktop_app.reports.words import conclusion_word, figure, state_word, value_cell


def text_blocks(text: str) -> Iterator[Block]:
    """Paragraphs parted by empty lines; one whose lines all begin with "- " is a list."""
    for part in text.split("\n\n"):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if lines and all(line.startswith("- ") for line in lines):
            yield Bullets(tuple(line[2:].strip() for line in lines))
        elif lines:
            yield Paragraph("".join(lines))


def figure_table(evaluation: Evaluation, paths: tuple[str, ...]) -> list[Block]:
    """The results and data items of some paths, as they were judged; an unknown one is a dash."""
    if not paths:
        return []
    rows = tuple(_row(evaluation, path) for path in paths)
    columns = (
        Column(_("指标"), 4),
        Column(_("数值"), 2, "right"),
        Column(_("单位"), 1.4),
        Column(_("状态"), 1.6),
    )
    return [Table(columns, rows)]


def _row(evaluation: Evaluation, path: str) -> Row:
    base, _bracket, record = path.partition("[")
    name = translate(evaluation.model.label_of(base))
    if record:
        name = _("{name}（{detail}）").format(name=name, detail=record.rstrip("]"))
    result = evaluation.results.get(path)
    if result is not None:
        return _result_row(evaluation, name, result)
    value, unit = evaluation.values.get(path), evaluation.model.unit_of(base) or ""
    if value is None:
        return Row((Cell(name), Cell("—", tone="na"), Cell(""), Cell("")))
    return Row((Cell(name), Cell(_shown(value)), Cell(show_unit(unit)), Cell("")))


def _result_row(evaluation: Evaluation, name: str, result: Result) -> Row:
    if result.scale:
        shown = Cell(conclusion_word(evaluation, result))
        return Row((Cell(name), shown, Cell(""), Cell(state_word(result.status))))
    return Row(
        (
            Cell(name),
            value_cell(result),
            Cell(show_unit(result.unit)),
            Cell(state_word(result.status)),
        )
    )


def _shown(value: Value) -> str:
    if value.truth is not None:
        return _("是") if value.truth else _("否")
    return value.text or figure(value.number)
