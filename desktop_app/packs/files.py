"""The files of a pack folder: which are read, how large they may be, their TOML and digest.

A pack may come from anywhere, so nothing in it is trusted: links out of the folder, huge files,
bottomless nesting and broken bytes end as problems, never as exceptions.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from desktop_app.core.problems import Problem, problem
from desktop_app.core.toml_text import LongKeyError, load_toml

MAX_FILES: Final = 200
MAX_BYTES: Final = 2_000_000
MAX_DEPTH: Final = 12

_PLACE: Final = re.compile(
    r"^(?P<detail>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|.*)\)$"
)


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed TOML file: its name as shown ("forms/steel/rules.toml") and its content."""

    name: str
    content: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Contents:
    """The bytes of a pack by file name ("pack.toml", "cases/a.toml"), still unread.

    `name` is how the pack is shown in places; `has_cases` whether a worked example came along,
    also where its file is not among `files`.
    """

    name: str
    files: Mapping[str, bytes]
    has_cases: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def own_name(self) -> str:
        """The last part of the name, which is that of the pack's folder."""
        return self.name.rpartition("/")[2]

    @property
    def rules(self) -> Mapping[str, bytes]:
        """The files that are the pack: all but its worked examples, by name."""
        return {name: self.files[name] for name in sorted(self.files) if "/" not in name}


@dataclass(frozen=True, slots=True)
class Folder:
    """What could be read of a pack folder, with the digest over the bytes of its files."""

    name: str
    documents: tuple[Document, ...]
    digest: str
    has_cases: bool
    problems: tuple[Problem, ...]


def shown_name(path: Path) -> str:
    """The last two parts of a path, the way places in packs are named: "forms/steel"."""
    return "/".join(path.absolute().parts[-2:])


def read_folder(folder: Path) -> Folder:
    """Read all *.toml directly inside `folder`, in the order of their names."""
    return parsed(read_contents(folder))


def read_contents(folder: Path, *, cases: bool = False) -> Contents:
    """The bytes of all *.toml directly inside `folder`; with `cases` also of its examples."""
    name = shown_name(folder)
    paths, found = _toml_files(folder)
    if cases:
        examples, more = _case_files(folder)
        paths, found = [*paths, *examples], [*found, *more]
    files: dict[str, bytes] = {}
    for path in paths:
        inside = path.relative_to(folder).as_posix()
        data = _bytes(path, f"{name}/{inside}")
        if isinstance(data, Problem):
            found.append(data)
        else:
            files[inside] = data
    return Contents(name, files, _has_cases(folder), tuple(found))


def parsed(contents: Contents) -> Folder:
    """The parsed files of a pack with its digest."""
    documents: list[Document] = []
    found = list(contents.problems)
    for inside, data in contents.rules.items():
        shown = f"{contents.name}/{inside}"
        content = parse(data, shown)
        if isinstance(content, Problem):
            found.append(content)
        else:
            documents.append(Document(shown, content))
    digest = digest_of(contents)
    return Folder(contents.name, tuple(documents), digest, contents.has_cases, tuple(found))


def digest_of(contents: Contents) -> str:
    """The SHA-256 over names and bytes of the files that are the pack, as 64 hex digits."""
    digest = hashlib.sha256()
    for inside, data in contents.rules.items():
        digest.update(inside.encode("utf-8", "surrogateescape") + b"\0")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def parse(data: bytes, shown: str) -> dict[str, object] | Problem:
    """The content of one TOML file, or the problem that stops it from being read."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return problem("pack.not_utf8", shown, position=error.start)
    try:
        content = load_toml(text, parse_float=_decimal)
    except (LongKeyError, RecursionError):
        return problem("pack.too_deep", shown, limit=MAX_DEPTH)
    except ValueError as error:
        return _syntax_problem(text, str(error), shown)
    if _deeper_than(content, MAX_DEPTH):
        return problem("pack.too_deep", shown, limit=MAX_DEPTH)
    return content


def _toml_files(folder: Path) -> tuple[list[Path], list[Problem]]:
    shown = shown_name(folder)
    try:
        inside = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError as error:
        return [], [problem("pack.folder_unreadable", shown, detail=error.strerror or str(error))]
    if not inside:
        return [], [problem("pack.empty", shown)]
    if len(inside) > MAX_FILES:
        return [], [problem("pack.too_many_files", shown, count=len(inside), limit=MAX_FILES)]
    return _within(folder, inside)


def _case_files(folder: Path) -> tuple[list[Path], list[Problem]]:
    """The worked examples of a pack: *.toml directly inside cases/."""
    try:
        inside = sorted(path for path in (folder / "cases").iterdir() if path.suffix == ".toml")
    except OSError:
        return [], []
    if len(inside) > MAX_FILES:
        shown = f"{shown_name(folder)}/cases"
        return [], [problem("pack.too_many_files", shown, count=len(inside), limit=MAX_FILES)]
    return _within(folder, inside)


def _within(folder: Path, inside: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """Those of the files that lie in the folder once links are followed, and the others."""
    kept = [path for path in inside if _lies_in(folder, path)]
    outside = [path for path in inside if path not in kept]
    shown = shown_name(folder)
    return kept, [
        problem("pack.link_outside", f"{shown}/{path.relative_to(folder).as_posix()}")
        for path in outside
    ]


def _lies_in(folder: Path, path: Path) -> bool:
    """Whether a file found in a folder, or in one below it, is there once links are followed."""
    if path.parent == folder and not path.is_symlink():
        return True
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _bytes(path: Path, shown: str) -> bytes | Problem:
    """The bytes of a regular file of bearable size."""
    try:
        if not path.is_file():
            return problem("pack.not_a_file", shown)
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return problem("pack.file_unreadable", shown, detail=error.strerror or str(error))
    if len(data) > MAX_BYTES:
        return problem("pack.file_too_large", shown, limit=f"{MAX_BYTES // 1_000_000} MB")
    return data


def _decimal(text: str) -> Decimal:
    """A TOML float exactly as written; what Decimal cannot hold becomes NaN, refused later."""
    try:
        return Decimal(text.replace("_", ""))
    except InvalidOperation:
        return Decimal("NaN")


def _syntax_problem(text: str, message: str, shown: str) -> Problem:
    place = _PLACE.match(message)
    detail = place["detail"] if place else message
    if place and place["line"]:
        number, column = int(place["line"]), int(place["column"])
        lines: Sequence[str] = text.replace("\r\n", "\n").split("\n")
        line = lines[number - 1].strip()[:200]
        return problem(
            "pack.not_toml",
            shown,
            f"{number}:{column}",
            line=number,
            column=column,
            text=line,
            detail=detail,
        )
    return problem("pack.not_toml_file", shown, detail=detail)


def _deeper_than(content: object, limit: int) -> bool:
    """Whether tables and lists nest deeper than `limit`; a loop, so depth cannot hurt."""
    layer: list[object] = [content]
    for _step in range(limit + 1):
        layer = [inner for outer in layer for inner in _inside(outer)]
        if not layer:
            return False
    return True


def _inside(value: object) -> Sequence[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else ()


def _has_cases(folder: Path) -> bool:
    """Whether the pack brings a worked example: any file directly inside cases/."""
    cases = folder / "cases"
    try:
        return cases.is_dir() and any(path.is_file() for path in cases.iterdir())
    except OSError:
        return False
