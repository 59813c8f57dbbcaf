"""The plan in a case file: [[plan]] tables with their changes of data as a user would type them.

[[plan]] name, measure, on, investment, yearly, years, owner, begin, due, progress, note,
changes = [{ key, record, month, change = "-10%" | "45 mg/m3" | "+50 t" | "是" }]
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from desktop_app.app.hints import suggestion
from desktop_app.core.improve.fitness import faults
from desktop_app.core.improve.typed import guess_how, read_change, read_money
from desktop_app.core.model import Model
from desktop_app.core.numbers import read_number
from desktop_app.core.planned import DataChange, PlannedMeasure, Progress
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _, translate

FIELDS: Final = (
    "name", "measure", "on", "investment", "yearly", "years", "owner", "begin", "due", "progress",
    "note", "changes",
)  # fmt: skip
CHANGE_FIELDS: Final = ("key", "record", "month", "change")
_NAMESPACE: Final = uuid.UUID("6e7a6c62-0000-4000-8000-706c616e0000")
_MONTHS: Final = 12

Text = Callable[[Mapping[str, Any], str, str], str]
Known = Callable[[Mapping[str, Any], Sequence[str], str], object]
Fail = Callable[[Problem], object]


class PlanReader:
    """Reads the [[plan]] tables of a file; what is wrong goes to `fail`, placed by its path.

    `text` reads a field that must be text, `known` looks for fields there are not; both complain
    by themselves.
    """

    def __init__(self, model: Model, text: Text, known: Known, fail: Fail) -> None:
        self._model, self._text, self._known, self._fail = model, text, known, fail

    def read(self, rows: Sequence[Mapping[str, Any]]) -> tuple[PlannedMeasure, ...]:
        """The measures that could be read."""
        found = (self._measure(row, place) for place, row in enumerate(rows))
        return tuple(one for one in found if one is not None)

    def _wrong(self, path: str, found: Problem) -> None:
        self._fail(Problem(found.code, args=found.args).at("", path))

    def _measure(self, row: Mapping[str, Any], place: int) -> PlannedMeasure | None:
        path = f"plan[{place}]"
        self._known(row, FIELDS, path)
        texts = {
            name: self._text(row, name, path)
            for name in ("name", "measure", "owner", "begin", "due", "note")
        }
        if not texts["name"]:
            own = next((one for one in self._model.measures if one.id == texts["measure"]), None)
            texts["name"] = translate(own.name) if own is not None else ""
        made = PlannedMeasure(
            id=uuid.uuid5(_NAMESPACE, f"{place}:{texts['name']}").hex,
            on=bool(row.get("on", True)),
            changes=tuple(self._changes(row.get("changes", []), path)),
            investment=self._money(row, "investment", path),
            yearly=self._money(row, "yearly", path),
            years=self._years(row, path),
            progress=self._progress(row, path),
            **texts,
        )
        wrong = faults(made)
        for one in wrong:
            self._wrong(path, one)
        return None if wrong else made

    def _money(self, row: Mapping[str, Any], name: str, path: str) -> Decimal | None:
        found = read_money(name, self._text(row, name, path))
        if isinstance(found, Problem):
            self._wrong(f"{path}.{name}", found)
            return None
        return found

    def _years(self, row: Mapping[str, Any], path: str) -> Decimal | None:
        text = self._text(row, "years", path)
        found = read_number(text) if text.strip() else None
        if isinstance(found, Problem):
            self._wrong(f"{path}.years", found)
            return None
        return found.value if found is not None else None

    def _progress(self, row: Mapping[str, Any], path: str) -> Progress:
        text = self._text(row, "progress", path)
        known = [one.value for one in Progress]
        if text and text not in known:
            expected = _("、").join(known)
            self._wrong(
                f"{path}.progress",
                problem("file.field_type", field="progress", expected=expected, value=text),
            )
        return Progress(text) if text in known else Progress.IDEA

    def _changes(self, rows: object, path: str) -> Iterator[DataChange]:
        if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
            expected = _("[[{name}]] 表的列表").format(name="changes")
            where = f"{path}.changes"
            self._wrong(
                where, problem("file.field_type", field="changes", expected=expected, value=rows)
            )
            return
        for place, row in enumerate(rows):
            found = self._change(row, f"{path}.changes[{place}]")
            if isinstance(found, Problem):
                self._wrong(f"{path}.changes[{place}]", found)
            else:
                yield found

    def _change(self, row: Mapping[str, Any], path: str) -> DataChange | Problem:
        self._known(row, CHANGE_FIELDS, path)
        key = self._text(row, "key", path)
        month = row.get("month", 0)
        if not isinstance(month, int) or not 0 <= month <= _MONTHS:
            expected = _("0 至 12 的整数")
            return problem("file.field_type", field="month", expected=expected, value=month)
        record = self._text(row, "record", path)
        return typed_change(self._model, key, self._text(row, "change", path), record, month)


def typed_change(
    model: Model, key: str, text: str, record: str = "", month: int = 0
) -> DataChange | Problem:
    """The change a text means for an item: `data.unknown_key` and those of `read_change`."""
    item = model.items.get(key)
    if item is None:
        return problem("data.unknown_key", key=key, suggestion=suggestion(key, model.items))
    return read_change(item, guess_how(item, text), text, "", record, month)
