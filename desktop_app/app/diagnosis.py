"""The diagnosis file: one zip that is carried by hand to whoever helps. Nothing is sent anywhere.

It holds the logs, the versions of everything, which packs are at hand and what the tables of the
library count, but no answers - unless the user wants the library itself in it.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import sys
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from desktop_app.app.about import NAME, VERSION
from desktop_app.app.backups import Tell
from desktop_app.app.catalog import Catalog
from desktop_app.app.scratch import Scratch
from desktop_app.app.traces import short_paths
from desktop_app.core.problems import Problem, problem
from desktop_app.i18n import _, current_language
from desktop_app.store.copying import copy_library, nobody
from desktop_app.store.driver import secret_of_connection
from desktop_app.store.foreign import foreign_parts
from desktop_app.store.reading import UNREADABLE, contents, flaws, reader
from desktop_app.store.schema import Base
from desktop_app.store.volume import on_network
from desktop_app.store.whole_files import discard, part_of, publish

_LIBRARIES: Final = (
    "SQLAlchemy", "alembic", "reportlab", "openpyxl", "pypdfium2", "cryptography", "sqlcipher3",
)  # fmt: skip
_LOGS: Final = ("*.log", "*.log.*")
_LARGEST_LOG: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Situation:
    """What a diagnosis is about.

    `library` is the file that is or should be open, `versions` those of the window, `details` the
    trace of what broke, `problems` why the library or a case could not be opened.
    """

    library: Path
    logs: Path
    versions: Mapping[str, str]
    details: str = ""
    problems: Sequence[Problem] = ()


def write_diagnosis(
    target: Path,
    about: Situation,
    catalog: Catalog | None,
    *,
    with_library: bool = False,
    tell: Tell = nobody,
) -> Problem | None:
    """Write the file; one of that name is replaced when the new one is whole.

    Problems: `diagnosis.failed`. A library that is damaged is put in as it lies.
    """
    part = target
    try:
        part = part_of(target)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as file:
            _write(file, about, catalog, with_library=with_library)
            if with_library:
                _put_library(file, about.library, tell)
        publish(part, target)
    except (OSError, zipfile.BadZipFile) as error:
        return problem("diagnosis.failed", str(target), detail=error)
    finally:
        if part != target:
            discard(part)
    tell(1)
    return None


def _write(
    file: zipfile.ZipFile, about: Situation, catalog: Catalog | None, *, with_library: bool
) -> None:
    file.writestr("说明.txt", _words(with_library=with_library))
    told = {
        "program": {"name": "near-zero", "version": VERSION, "language": current_language()},
        "versions": {**_versions(), **about.versions},
        "problems": [one.code for one in about.problems],
        "packs": _packs(catalog),
        "library": _library_facts(about.library),
    }
    file.writestr("versions.json", json.dumps(told, ensure_ascii=False, indent=1))
    if about.details:
        file.writestr("problem.txt", about.details)
    logs = {path for pattern in _LOGS for path in about.logs.glob(pattern)}
    for path in sorted(logs):
        with suppress(OSError):
            held = path.read_bytes()[-_LARGEST_LOG:]
            file.writestr(f"logs/{path.name}", short_paths(held.decode("utf-8", "replace")))


def _words(*, with_library: bool) -> str:
    lines = [
        _("{name} {version} 的诊断文件").format(name=NAME, version=VERSION),
        _("内容：运行日志、出错位置、软件和系统的版本、规则包的编号版本指纹、企业库各表的行数。"),
        _("其中没有企业名称，也没有填报的数据。"),
    ]
    if with_library:
        lines[-1] = _(
            "另含企业库文件（library 文件夹）：里面有全部企业和填报数据，请只交给可信的人。"
        )
    return "\n".join(lines) + "\n"


def _versions() -> dict[str, str]:
    found = {
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "system": platform.platform(),
        "machine": platform.machine(),
        "cores": str(os.cpu_count() or ""),
        "frozen": str(hasattr(sys, "_MEIPASS")).lower(),
    }
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def _packs(catalog: Catalog | None) -> list[dict[str, str]]:
    """All packs at hand; a user's own has an id he chose, which is told like any other."""
    if catalog is None:
        return []
    return [
        {"id": one.id, "version": one.version, "digest": one.digest, "from": str(one.origin)}
        for one in catalog.editions
    ]


def _library_facts(path: Path) -> dict[str, object]:
    """Size, revision, rows per table, packs that are kept; what cannot be read says why in a word.

    Tables that are not ours are only counted: their names may say anything.
    """
    facts: dict[str, object] = {"size": -1, "network": False}
    ours = set(Base.metadata.tables)
    try:
        facts |= {"size": path.stat().st_size, "network": on_network(path)}
        with closing(reader(path)) as database:
            held = contents(database)
            facts |= {
                "encrypted": secret_of_connection(database) is not None,
                "application": held.application,
                "revision": held.revision if held.revision.isalnum() else "?",
                "rows": {name: count for name, count in held.rows.items() if name in ours},
                "foreign_tables": len(set(held.rows) - ours),
                "sound": not flaws(database, deep=False),
            }
            facts["altered"] = bool(foreign_parts(database).replaced)
            if not facts["altered"]:
                kept = database.execute("SELECT pack, version, digest FROM pack_copy").fetchall()
                facts["packs"] = [[str(part) for part in row] for row in kept]
    except UNREADABLE as error:
        facts["unreadable"] = getattr(error, "sqlite_errorname", type(error).__name__)
    return facts


def _put_library(file: zipfile.ZipFile, path: Path, tell: Tell) -> None:
    """The library as it is at this moment; raises OSError when there is none."""
    with Scratch() as folder:
        copy = folder / "library.nzl"
        copied = copy_library(path, copy, lambda share: tell(share / 2))
        if not isinstance(copied, Problem):
            file.write(copy, "library/library.nzl")
            return
    for source in (path, Path(f"{path}-wal")):
        if source == path or source.exists():
            file.write(source, f"library/damaged{source.name.removeprefix(path.stem)}")
