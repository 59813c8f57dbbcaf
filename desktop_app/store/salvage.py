"""Saving what a damaged library still holds into a new one, and an account of what was lost.

Rows come from the tables as far as they can be read. What is missing of data, records, evidence and
plan comes from the log, which holds every edit a second time. The damaged file is never written to.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import JSON, LargeBinary, String
from sqlalchemy import Column as DeclaredColumn
from sqlalchemy.exc import DatabaseError

from desktop_app.core.data import Key
from desktop_app.core.log import period_of
from desktop_app.core.problems import Problem, problem
from desktop_app.store.backups import secret_of_damaged
from desktop_app.store.copying import Tell, nobody
from desktop_app.store.cross_check import agrees, held_rows, last_of_log, plain
from desktop_app.store.damaged import Column, Damaged, Row, working_copy
from desktop_app.store.driver import LockedError, connect
from desktop_app.store.edit_names import name_edits
from desktop_app.store.edits import TABLES
from desktop_app.store.migrating import make_library
from desktop_app.store.reading import UNREADABLE, columns, flaws, quoted, reader
from desktop_app.store.rows import from_json
from desktop_app.store.salvaged_files import damaged_files, name_again
from desktop_app.store.schema import Base
from desktop_app.store.secret import Secret
from desktop_app.store.whole_files import discard, part_of, publish_new

_NUMBERED: Final = frozenset({"batch", "change"})
"""Tables whose column `id` is the number of the row."""
_LATER: Final = frozenset(Base.metadata.tables) - {"enterprise", "case", "record", "datum"}
"""Tables that older revisions may lack."""
_LARGEST_GAP: Final = 10_000
SALVAGED: Final = "从损坏的企业库抢救"
LOST_ENTERPRISE: Final = "（企业档案已损坏）"


@dataclass(frozen=True, slots=True)
class SavedTable:
    """Of a table: rows saved, rows brought back from the log, rows known to be lost.

    A `torn` table could not be read to its end: more may be lost than is known.
    """

    name: str
    saved: int
    from_log: int = 0
    lost: int = 0
    torn: bool = False


@dataclass(frozen=True, slots=True)
class SavedCase:
    """Of a case: its data saved, those brought back from the log, and the keys of those lost.

    `remade` says that the case or its enterprise was lost and stands in under another name.
    """

    enterprise: str
    year: int
    data: int
    from_log: int
    lost: tuple[str, ...]
    remade: bool = False


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was saved, and what was not."""

    library: Path
    tables: tuple[SavedTable, ...]
    cases: tuple[SavedCase, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing can be lost."""
        lost = any(one.lost or one.torn for one in self.tables)
        return not lost and not any(one.lost or one.remade for one in self.cases)


@dataclass(slots=True)
class _Account:
    saved: Counter[str] = field(default_factory=Counter)
    from_log: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    data_from_log: Counter[str] = field(default_factory=Counter)
    lost_data: dict[str, list[str]] = field(default_factory=dict)
    remade: set[str] = field(default_factory=set)
    torn: set[str] = field(default_factory=set)


def salvage(bad: Path, out: Path, tell: Tell = nobody) -> Salvaged | Problem:
    """Save what `bad` holds into the new library `out`.

    Problems: `backup.target_exists`, `salvage.nothing`, `salvage.failed`.
    """
    if out.exists():
        return problem("backup.target_exists", str(out), file=out.name)
    part = out
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part = part_of(out)
        secret = secret_of_damaged(bad)
        make_library(part, secret)
        with tempfile.TemporaryDirectory(
            prefix="near-zero-", dir=out.parent, ignore_cleanup_errors=True
        ) as folder:
            copy = working_copy(bad, Path(folder), secret)
            made = _move(copy, part, secret, tell)
        if not made.saved["enterprise"] + made.saved["case"] + made.saved["datum"]:
            return problem("salvage.nothing", str(bad))
        cases = _cases(part, made)
        publish_new(part, out)
    except LockedError as error:
        return error.problem
    except (*UNREADABLE, DatabaseError) as error:
        return problem("salvage.failed", str(out), detail=error)
    finally:
        if part != out:
            discard(part)
    tables = tuple(
        SavedTable(name, made.saved[name], made.from_log[name], made.lost[name], name in made.torn)
        for name in Base.metadata.tables
    )
    return Salvaged(out, tables, cases)


def _move(source: Path, target: Path, secret: Secret | None, tell: Tell) -> _Account:
    """Fill the empty library at `target`; raises sqlite3.Error."""
    account = _Account()
    with (
        closing(connect(target)) as new,
        closing(Damaged(source, _columns(new), secret)) as old,
    ):
        new.execute("PRAGMA journal_mode=DELETE")
        new.execute("BEGIN IMMEDIATE")
        tables = Base.metadata.sorted_tables
        for number, table in enumerate(tables):
            tell(0.5 * number / len(tables))
            if not _walk(old, new, table.name, account):
                account.torn.add(table.name)
        _scan(old, new, account)
        tell(0.8)
        _replay(new, account)
        _count_lost(old, new, account)
        _stand_in(new, account)
        _see_to_files(new, account)
        if account.lost["batch"] or account.lost["change"]:
            # With gaps in the log, undoing and redoing would no longer pair up.
            new.execute("UPDATE batch SET kind='do', target=NULL")
        _log_anew(new)
        name_edits(new)
        new.execute("COMMIT")
        orphans = new.execute("PRAGMA foreign_key_check").fetchall()
    with closing(reader(target)) as made:
        wrong = flaws(made, deep=True)
    if wrong or orphans:
        raise sqlite3.DatabaseError(wrong or "foreign key")
    return account


def _columns(new: sqlite3.Connection) -> Mapping[str, Sequence[Column]]:
    """The columns of all tables in the order in which they lie in the file."""
    found: dict[str, list[Column]] = {}
    for name, table in Base.metadata.tables.items():
        numbered = name in _NUMBERED
        found[name] = [
            _column(table.columns[one], alias=numbered and one == "id")
            for one in columns(new, name)
        ]
    return found


def _column(declared: DeclaredColumn[object], *, alias: bool) -> Column:
    kinds = ((JSON, "json"), (LargeBinary, "bytes"), (String, "text"))
    word = next((word for one, word in kinds if isinstance(declared.type, one)), "number")
    return Column(declared.name, word, not declared.nullable, alias)


def _walk(old: Damaged, new: sqlite3.Connection, table: str, account: _Account) -> bool:
    """Take over a table in its order; whether that went to its end."""
    try:
        for row in old.walk(table):
            if row is not None and _makes_sense(table, row) and _put(new, table, row):
                account.saved[table] += 1
            else:
                account.lost[table] += 1
    except sqlite3.OperationalError as error:
        return "no such table" in str(error) and table in _LATER
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False
    return True


def _scan(old: Damaged, new: sqlite3.Connection, account: _Account) -> None:
    """Add from the pages what walking did not get to."""
    if not account.torn:
        return
    for name in account.torn:
        account.lost[name] = 0  # what made no sense may stand on a page that does
    for found in old.scan():
        if found is not None and found[0] in account.torn:
            table, row = found
            if _makes_sense(table, row) and _put(new, table, row):
                account.saved[table] += 1


def _makes_sense(table: str, row: Row) -> bool:
    """Whether a row of data or a record can be read as one; others hold free text and lists."""
    try:
        if table == "datum":
            key = Key(str(row["item"]), period_of(str(row["period"])), str(row["record"]))
            from_json(key, dict(row))
        elif table == "record":
            return isinstance(json.loads(str(row["fields"])), dict)
        elif table == "case":
            packs, pins = json.loads(str(row["packs"])), json.loads(str(row["pins"]))
            return isinstance(packs, list) and isinstance(pins, dict)
    except (ValueError, ArithmeticError, KeyError):
        return False
    return True


def _put(new: sqlite3.Connection, table: str, row: Row) -> bool:
    names = ", ".join(quoted(name) for name in row)
    marks = ", ".join("?" * len(row))
    statement = f"INSERT INTO {quoted(table)} ({names}) VALUES ({marks})"  # noqa: S608
    try:
        new.execute(statement, tuple(row.values()))
    except (sqlite3.IntegrityError, sqlite3.InterfaceError, OverflowError):
        return False
    return True


def _replay(new: sqlite3.Connection, account: _Account) -> None:
    """Bring back from the log what it knows to be there last and a torn table does not hold.

    A table that was read whole is right: the log may lack the edit that removed something.
    """
    for (case_id, kind, target), value in last_of_log(new).items():
        name = TABLES[kind][0].__tablename__
        if name not in account.torn and not account.lost[name]:
            continue
        row = None if value is None else _row(case_id, kind, target, value)
        if row is not None and _makes_sense(name, row) and _put(new, name, row):
            account.from_log[name] += 1
            if kind == "datum":
                account.data_from_log[case_id] += 1


def _row(case_id: str, kind: str, target: str, value: str) -> Row | None:
    table, names = TABLES[kind]
    parts, kept = target.split("\x1f"), json.loads(value)
    if len(parts) != len(names) or not isinstance(kept, Mapping):
        return None
    if not set(kept) <= set(table.__table__.columns.keys()):
        return None
    plain = {
        name: json.dumps(one) if isinstance(one, list | dict) else one for name, one in kept.items()
    }
    return {"case_id": case_id, **dict(zip(names, parts, strict=True)), **plain}


def _log_anew(new: sqlite3.Connection) -> None:
    """Log as one edit of each case what the log, with its gaps, does not lead to."""
    last, held = last_of_log(new), held_rows(new)
    wrong = [place for place, row in held.items() if not agrees(row, last.get(place))]
    wrong += [place for place, kept in last.items() if kept is not None and place not in held]
    for case_id in sorted({place[0] for place in wrong}):
        batch = new.execute(
            "INSERT INTO batch (case_id, at, who, label, origin, kind) VALUES (?,?,'',?,?,'do')",
            (case_id, datetime.now(UTC).isoformat(timespec="milliseconds"), SALVAGED, "salvaged"),
        ).lastrowid
        for place in wrong:
            if place[0] == case_id:
                row = held.get(place)
                now = None if row is None else json.dumps(plain(place[1], row), ensure_ascii=False)
                new.execute(
                    "INSERT INTO change (batch_id, kind, target, old, new) VALUES (?,?,?,?,?)",
                    (batch, place[1], place[2], last.get(place), now),
                )


def _count_lost(old: Damaged, new: sqlite3.Connection, account: _Account) -> None:
    """Count what the indexes and the numbers of the log know of, and nothing brought back."""
    for kind, (table, names) in TABLES.items():
        name = table.__tablename__
        keys = ("case_id", *names)
        listed = ", ".join(quoted(one) for one in keys)
        there = set(new.execute(f"SELECT {listed} FROM {quoted(name)}"))  # noqa: S608
        gone = set(old.keys(name, keys)) - there
        account.lost[name] = len(gone)
        if kind == "datum":
            for case_id, item, record, period in sorted(gone):
                place = f"{item}[{record}]" if record else item
                account.lost_data.setdefault(case_id, []).append(f"{place}@{period}")
    # Cases that were cleared for good leave gaps, too: only a torn table has lost rows there.
    for name in account.torn & {"batch", "change"}:
        # A number that jumps far ahead is itself damaged, not proof of so many lost rows.
        query = f"SELECT id - lag(id, 1, 0) OVER (ORDER BY id) - 1 AS gap FROM {name}"  # noqa: S608
        total = f"SELECT coalesce(sum(gap), 0) FROM ({query}) WHERE gap <= ?"  # noqa: S608
        gaps = new.execute(total, (_LARGEST_GAP,)).fetchone()[0]
        account.lost[name] = max(account.lost[name], int(gaps))


def _see_to_files(new: sqlite3.Connection, account: _Account) -> None:
    """Count files whose rows were lost but not their pieces as saved, damaged ones as lost."""
    named, damaged = name_again(new), damaged_files(new)
    account.saved["content"] += named - damaged
    account.lost["content"] += damaged


def _stand_in(new: sqlite3.Connection, account: _Account) -> None:
    """Make what other rows belong to and is lost: cases for data, enterprises for cases."""
    owned = [one.name for one in Base.metadata.sorted_tables if "case_id" in one.columns]
    union = " UNION ".join(f"SELECT case_id FROM {quoted(name)}" for name in owned)  # noqa: S608
    lost = new.execute(f'SELECT case_id FROM ({union}) EXCEPT SELECT id FROM "case"')  # noqa: S608
    for (case_id,) in lost.fetchall():
        row = new.execute(
            "SELECT substr(period, 1, 4), count(*) FROM datum WHERE case_id=? AND period GLOB"
            " '[12][0-9][0-9][0-9]*' GROUP BY 1 ORDER BY 2 DESC LIMIT 1",
            (case_id,),
        ).fetchone()
        year = int(row[0]) if row else 1
        case = {"id": case_id, "enterprise_id": case_id, "year": year, "packs": '["general"]'}
        _put(new, "case", {**case, "pins": "{}", "note": "", "created": "", "opened": ""})
        account.remade.add(case_id)
    homeless = new.execute(
        'SELECT DISTINCT enterprise_id FROM "case" EXCEPT SELECT id FROM enterprise'
    )
    for (enterprise_id,) in homeless.fetchall():
        names = ("uscc", "region", "industry", "permit", "address", "contact", "note", "created")
        row_of = {"id": enterprise_id, "name": LOST_ENTERPRISE, **dict.fromkeys(names, "")}
        _put(new, "enterprise", row_of)
        mine = new.execute('SELECT id FROM "case" WHERE enterprise_id=?', (enterprise_id,))
        account.remade.update(str(row[0]) for row in mine)
    orphans = "DELETE FROM change WHERE batch_id NOT IN (SELECT id FROM batch)"
    account.lost["change"] += new.execute(orphans).rowcount
    account.saved["change"] -= new.execute("SELECT changes()").fetchone()[0]


def _cases(path: Path, account: _Account) -> tuple[SavedCase, ...]:
    with closing(reader(path)) as made:
        rows = made.execute(
            "SELECT c.id, e.name, c.year,"
            " (SELECT count(*) FROM datum d WHERE d.case_id = c.id)"
            ' FROM "case" c JOIN enterprise e ON e.id = c.enterprise_id ORDER BY e.name, c.year'
        ).fetchall()
    return tuple(
        SavedCase(
            str(name),
            int(year),
            int(data),
            account.data_from_log[case_id],
            tuple(account.lost_data.get(case_id, ())),
            case_id in account.remade,
        )
        for case_id, name, year, data in rows
    )
