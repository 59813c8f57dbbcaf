"""The history of a case with twenty thousand edits: pages of the log, searches, past states.

The edits are written straight into the log, each saying what was there before it, so that the log
is one the program could have written; what is measured is only ever reading. Times are those of the
processor, so that what else the machine does counts little.

    python -m benchmarks.bench_history [--edits 20000]
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from desktop_app.core.data import Datum, Enterprise, Key, Period, State
from desktop_app.core.log import Place, Wanted, What, key_text
from desktop_app.core.problems import Problem
from desktop_app.store.library import Library
from desktop_app.store.rows import to_json

_NOW = "2026-11-30T08:00:00.000+00:00"
_ITEMS, _MONTHS = 60, 12
_TIMES = 5


def main() -> None:
    """Write the case, time the questions, print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=20_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="near-zero-") as folder:
        path = Path(folder) / "library.nzl"
        library, case = _made(path)
        _write(path, case, given.edits)
        _measure(library, case, given.edits)
        library.close()


def _made(path: Path) -> tuple[Library, str]:
    library = Library.open(path)
    if isinstance(library, Problem):
        raise SystemExit(library.message())
    enterprise = library.add_enterprise(Enterprise("贵州某厂"), _NOW)
    case = library.add_case(str(enterprise), 2023, ("general",), _NOW)
    return library, str(case)


def _write(path: Path, case: str, edits: int) -> None:
    """Fill the log with edits of a few hundred data, one after the other."""
    held: dict[str, str] = {}
    with closing(sqlite3.connect(path)) as raw:
        names = {row[1] for row in raw.execute("PRAGMA table_info(batch)")}
        unique = "uid" in names
        columns = ("id", "case_id", "at", "who", "label", "origin", "kind", *(["uid"] * unique))
        marks = ", ".join("?" * len(columns))
        batch = f"INSERT INTO batch ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names
        for number in range(1, edits + 1):
            key = _key(number)
            target = key_text(key)
            content = to_json(Datum(key, State.GIVEN, Decimal(number), "t"))
            new = json.dumps(content, ensure_ascii=False)
            at = f"2026-{1 + number * 10 // edits:02}-11T08:00:00.000+00:00"
            who = ("张工", "王工", "")[number % 3]
            origin = "pasted" if number % 5 else "typed"
            row = (number, case, at, who, f"填写第 {number % _ITEMS} 项", origin, "do")
            raw.execute(batch, (*row, *([f"{number:032x}"] * unique)))
            change = (
                "INSERT INTO change (batch_id, kind, target, old, new) VALUES (?,'datum',?,?,?)"
            )
            raw.execute(change, (number, target, held.get(target), new))
            held[target] = new
        for target, new in held.items():
            item, record, period = target.split("\x1f")
            content = json.loads(new)
            fields = {"case_id": case, "item": item, "record": record, "period": period, **content}
            words = ", ".join(f'"{name}"' for name in fields)
            places = ", ".join("?" * len(fields))
            insert = f"INSERT INTO datum ({words}) VALUES ({places})"  # noqa: S608 - own columns
            raw.execute(insert, tuple(fields.values()))
        raw.commit()


def _key(number: int) -> Key:
    item, month = number % _ITEMS, 1 + number // _ITEMS % _MONTHS
    return Key(f"energy.item_{item}", Period(2023, month))


def _measure(library: Library, case: str, edits: int) -> None:
    history = library.history
    none = Wanted(text="没有这样的词", items=frozenset({"energy.no_such_item"}))
    rare = Wanted(text="没有这样的词", items=frozenset({"energy.item_7"}))
    questions: dict[str, Callable[[], object]] = {
        "first page of 200": lambda: history.edits(case),
        "page in the middle": lambda: history.edits(case, before=edits // 2),
        "how many there are": lambda: history.count(case),
        "page by one person": lambda: history.edits(case, Wanted(who="王工")),
        "page of pasted data": lambda: history.edits(case, Wanted(how="pasted", what=What.DATA)),
        "page of one item": lambda: history.edits(case, rare),
        "count of one item": lambda: history.count(case, rare),
        "search that finds nothing": lambda: history.edits(case, none),
        "who and how, for the filters": lambda: (history.people(case), history.ways(case)),
        "all edits of one datum": lambda: history.of(case, Place.of_datum(_key(edits))),
        "state 100 edits ago": lambda: history.past(case, edits - 100),
        "state half the log ago": lambda: history.past(case, edits // 2),
        "state before everything": lambda: history.past(case, 0),
    }
    print(f"{edits} edits of {_ITEMS * _MONTHS} data, processor time, median of {_TIMES}:")
    for name, ask in questions.items():
        print(f"  {name:<30} {_median(ask) * 1000:8.1f} ms")


def _median(ask: Callable[[], object]) -> float:
    ask()
    times = []
    for _time in range(_TIMES):
        begun = time.process_time()
        ask()
        times.append(time.process_time() - begun)
    return statistics.median(times)


if __name__ == "__main__":
    main()
