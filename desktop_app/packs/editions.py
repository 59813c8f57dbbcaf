"""Editions: the versions of packs that are at hand, each known by its header before it is read.

A pack may be there several times: built in, installed as a file, in a folder of the user's own,
kept in a library. Looking at headers is quick; whole packs are read by `shelf` when asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from desktop_app.core.problems import Problem, has_errors
from desktop_app.packs.files import Contents, Document, digest_of, parse, parsed, read_contents
from desktop_app.packs.header import Header, read_header, version_order
from desktop_app.packs.pack_file import SUFFIX, PackFile, from_bytes, make
from desktop_app.packs.read import pack_folders

_TABLE: Final = re.compile(rb"^[ \t]*\[[ \t]*pack[ \t]*\][^\n]*$", re.MULTILINE)
_NEXT: Final = re.compile(rb"^[ \t]*\[", re.MULTILINE)


class Origin(StrEnum):
    """Where an edition comes from."""

    BUILT_IN = "built_in"
    INSTALLED = "installed"
    OWN = "own"
    KEPT = "kept"


_RANK: Final = {Origin.KEPT: 0, Origin.BUILT_IN: 1, Origin.INSTALLED: 2, Origin.OWN: 3}


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a pack: its header, its digest, and its bytes.

    `place` is its folder or file, None for one kept in a library; `data` the bytes of its pack
    file, empty for one in a folder.
    """

    head: Header
    digest: str
    origin: Origin
    contents: Contents
    place: Path | None = None
    data: bytes = b""

    @property
    def id(self) -> str:
        """The id of the pack."""
        return self.head.id

    @property
    def version(self) -> str:
        """The version of the pack."""
        return self.head.version

    def as_file(self, program: str) -> bytes:
        """The bytes of its pack file; none when its files cannot travel."""
        if self.data:
            return self.data
        made = make(self.contents, self.head, program)
        return made.data if isinstance(made, PackFile) else b""


def order(edition: Edition) -> tuple[tuple[int, ...], int]:
    """What editions of one pack are compared by: the version, then whose it is."""
    return version_order(edition.version), _RANK[edition.origin]


def newest(editions: Iterable[Edition]) -> dict[str, Edition]:
    """The newest edition of each pack, by id; of equal versions the user's own comes first."""
    found: dict[str, Edition] = {}
    for one in editions:
        if one.id not in found or order(one) > order(found[one.id]):
            found[one.id] = one
    return dict(sorted(found.items()))


def in_folders(root: Path, origin: Origin) -> list[Edition]:
    """The editions in the pack folders directly below `root`."""
    return [of_contents(read_contents(folder), origin, folder) for folder in pack_folders(root)]


def in_files(root: Path) -> tuple[list[Edition], list[Problem]]:
    """The editions in the pack files installed in `root`, and what is wrong with the others."""
    editions: list[Edition] = []
    found: list[Problem] = []
    try:
        paths = sorted(path for path in root.iterdir() if path.suffix == SUFFIX)
    except OSError:
        return [], []
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError:
            continue
        edition = of_file(data, path.name, Origin.INSTALLED, path)
        if isinstance(edition, Edition):
            editions.append(edition)
        else:
            found += edition
    return editions, found


def of_file(
    data: bytes, shown: str, origin: Origin, place: Path | None = None
) -> Edition | tuple[Problem, ...]:
    """The edition in the bytes of a pack file that was checked when it came in."""
    read = from_bytes(data, shown, known=True)
    if not isinstance(read, PackFile):
        return read
    return of_contents(read.contents, origin, place, data)


def of_contents(
    contents: Contents, origin: Origin, place: Path | None = None, data: bytes = b""
) -> Edition:
    """The edition with these files; a header nobody can read leaves all but its id empty."""
    head = _quick_head(contents.rules, contents.name) or _head(contents)
    return Edition(head, digest_of(contents), origin, contents, place, data)


def _quick_head(files: Mapping[str, bytes], name: str) -> Header | None:
    """The header, read from its own lines alone; None when that is not enough."""
    for inside, data in files.items():
        table = _TABLE.search(data)
        if table is None:
            continue
        follows = _NEXT.search(data, table.end())
        lines = data[table.start() : follows.start() if follows else len(data)]
        content = parse(lines, name)
        if isinstance(content, Problem):
            return None
        found: list[Problem] = []
        header = read_header([Document(f"{name}/{inside}", content)], name, found)
        return None if has_errors(found) else header
    return None


def _head(contents: Contents) -> Header:
    """The header from all files; its id is the folder's, under which faults are reported."""
    found: list[Problem] = []
    header = read_header(parsed(contents).documents, contents.name, found)
    if not has_errors(found):
        return header
    return Header(id=contents.own_name)


def contents_of(editions: Sequence[Edition]) -> list[Contents]:
    """The bytes of several editions, the newest of each pack before its others."""
    return [one.contents for one in sorted(editions, key=order, reverse=True)]
