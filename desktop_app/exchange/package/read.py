"""Reading a case package from anywhere: looked at first, then member by member, in bounded memory.

What is promised by the manifest is checked while it is read; whoever wants to be sure of all of it
beforehand asks `verify`. No name is used as a path and nothing is unpacked to disk.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from desktop_app.core.copies import Copy
from desktop_app.core.problems import Problem, problem
from desktop_app.exchange.package.content import ContentError, is_head, parsed, read_copy
from desktop_app.exchange.package.manifest import (
    CASE,
    FORMAT,
    LIMITS,
    LOG,
    MANIFEST,
    MAX_ENTRIES,
    MAX_EVIDENCE,
    MAX_FILE,
    MAX_PACK,
    NAMES,
    RATIO,
    RESULTS,
    Manifest,
    content_digest,
    format_of,
    read_manifest,
)
from desktop_app.exchange.package.sealed import SealedReader, SealError
from desktop_app.exchange.package.sniff import MAX_DIRECTORY, What, directory_size, sniff_file

_PIECE: Final = 256 * 1024
_LINK: Final = 0o120000
_LONGEST_LINE: Final = 32_000_000
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError)

Go = Callable[[int], object]
"""Told the bytes read so far; raises to stop."""


def nothing(_read: int) -> None:
    """Where nobody asked to be told."""


class DamagedError(Exception):
    """Carries the problem of a package that turned out to be broken while it was read."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found


@dataclass(frozen=True, slots=True)
class Carried:
    """The case in a package, its note, and when it was begun."""

    copy: Copy
    note: str
    created: str


class Package:
    """An open package. Everything that reads from it may raise DamagedError.

    Attributes:
        path: the file.
        manifest: what it says of itself.
        sealed: whether it has a password.
    """

    def __init__(
        self, path: Path, file: BinaryIO, archive: zipfile.ZipFile, manifest: Manifest, sealed: bool
    ) -> None:
        self.path, self.manifest, self.sealed = path, manifest, sealed
        self._file, self._archive = file, archive

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()
        self._file.close()

    def pieces(self, name: str) -> Iterator[bytes]:
        """A member piece by piece; at its end it is what the manifest says, or DamagedError."""
        member = self.manifest.members[name]
        summed, size = hashlib.sha256(), 0
        for data in self._raw(name):
            size += len(data)
            if size > member.size:
                break
            summed.update(data)
            yield data
        if size != member.size or summed.hexdigest() != member.digest:
            raise DamagedError(problem("package.member_changed", self.path.name, name, name=name))

    def whole(self, name: str) -> bytes:
        """A small member at once."""
        return b"".join(self.pieces(name))

    def case(self) -> Carried:
        """The case with its history, checked through."""
        head = self._head()
        try:
            found = read_copy(head.get("state"), self._lines())
        except ContentError as error:
            raise DamagedError(
                problem("package.content", self.path.name, str(error), place=error)
            ) from None
        if content_digest(head.get("state")) != self.manifest.content or (
            found.head != self.manifest.head
        ):
            raise DamagedError(problem("package.content", self.path.name, CASE, place=CASE))
        return Carried(found, str(head["note"]), str(head["created"]))

    def digests(self, folder: str) -> tuple[str, ...]:
        """The digests of the packs or of the evidence in the file."""
        start = f"{folder}/"
        names = sorted(name for name in self.manifest.members if name.startswith(start))
        return tuple(name.removeprefix(start).partition(".")[0] for name in names)

    def verify(self, go: Go = nothing) -> Problem | None:
        """Read all of it once; the first thing found wrong. `go` is told the bytes read."""
        read = 0
        try:
            for name in sorted(self.manifest.members):
                for data in self.pieces(name):
                    read += len(data)
                    go(read)
            self.case()
        except DamagedError as error:
            return error.problem
        return None

    @property
    def size(self) -> int:
        """The bytes of all members."""
        return sum(one.size for one in self.manifest.members.values())

    def _head(self) -> dict[str, object]:
        try:
            head = parsed(self.whole(CASE), CASE)
        except ContentError:
            head = None
        if not isinstance(head, dict) or not is_head(head):
            raise DamagedError(problem("package.content", self.path.name, CASE, place=CASE))
        return head

    def _lines(self) -> Iterator[bytes]:
        held = b""
        for data in self.pieces(LOG):
            *lines, held = (held + data).split(b"\n")
            yield from lines
            if len(held) > _LONGEST_LINE:
                raise ContentError(LOG)
        if held:
            yield held

    def _raw(self, name: str) -> Iterator[bytes]:
        try:
            with self._archive.open(name) as member:
                while data := member.read(_PIECE):
                    yield data
        except SealError:
            raise DamagedError(problem("package.altered", self.path.name)) from None
        except (*_BROKEN, OSError) as error:
            raise DamagedError(
                problem("package.member_changed", self.path.name, name, name=name, detail=error)
            ) from None


def open_package(path: Path, password: str = "") -> Package | Problem:
    """Open a package for reading; see `package_texts` for the problems.

    `package.password_needed` when it has a password and none was given.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return problem("file.missing", str(path), file=path)
    except OSError as error:
        return problem("file.unreadable", str(path), file=path, detail=error.strerror or error)
    found: Package | Problem
    try:
        found = _opened(path, file, password)
    except SealError as error:
        found = problem(f"package.{error.code}", path.name)
    except OSError as error:
        found = problem("file.unreadable", str(path), file=path, detail=error.strerror or error)
    if isinstance(found, Problem):
        file.close()
    return found


def _opened(path: Path, file: BinaryIO, password: str) -> Package | Problem:
    found = sniff_file(path, file)
    if found.what not in (What.PACKAGE, What.SEALED):
        return problem(f"package.is_{found.what}", path.name, what=found.name, name=found.name)
    if file.seek(0, io.SEEK_END) > MAX_FILE:
        return problem("package.too_large", path.name, limit=f"{MAX_FILE // 10**9} GB")
    file.seek(0)
    sealed = found.what is What.SEALED
    if sealed and not password:
        return problem("package.password_needed", path.name)
    stream = cast("BinaryIO", io.BufferedReader(SealedReader(file, password))) if sealed else file
    if directory_size(stream) > MAX_DIRECTORY:
        return problem("package.altered", path.name)
    try:
        archive = zipfile.ZipFile(stream)
    except (*_BROKEN, UnicodeDecodeError):
        return problem("package.altered" if sealed else "package.is_partial", path.name)
    wrong = next(_faults(archive, path.name), None)
    if wrong is not None:
        return wrong
    manifest = _manifest(archive, path.name)
    if isinstance(manifest, Problem):
        return manifest
    return Package(path, file, archive, manifest, sealed)


def _faults(archive: zipfile.ZipFile, shown: str) -> Iterator[Problem]:
    """Reasons not to read a file, by what its directory says alone."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        yield problem("package.too_many", shown, count=len(entries), limit=MAX_ENTRIES)
    seen: set[str] = set()
    for one in entries:
        name = _short(one.filename)
        if one.filename in seen:
            yield problem("package.twice", shown, name, name=name)
        seen.add(one.filename)
        if one.filename != MANIFEST and not NAMES.fullmatch(one.filename):
            yield problem("package.foreign_member", shown, name, name=name)
        if one.external_attr >> 16 & 0o170000 == _LINK or one.flag_bits & 0x1:
            yield problem("package.foreign_member", shown, name, name=name)
        if one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield problem("package.foreign_member", shown, name, name=name)
        packed = max(one.compress_size, 1)
        if one.file_size > _limit(one.filename) or (
            one.file_size > 1_000_000 and one.file_size // packed > RATIO
        ):
            yield problem("package.member_too_large", shown, name, name=name)
    for needed in (CASE, LOG, RESULTS, MANIFEST):
        if needed not in seen:
            yield problem("package.member_missing", shown, needed, name=needed)


def _limit(name: str) -> int:
    if name.startswith("evidence/"):
        return MAX_EVIDENCE
    return LIMITS.get(name, MAX_PACK)


def _short(name: str) -> str:
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)
    return plain if len(plain) <= 80 else f"{plain[:79]}…"


def _manifest(archive: zipfile.ZipFile, shown: str) -> Manifest | Problem:
    bad = problem("package.content", shown, MANIFEST, place=MANIFEST)
    try:
        content = parsed(archive.read(MANIFEST), MANIFEST)
    except SealError:
        return problem("package.altered", shown)
    except (*_BROKEN, OSError, ContentError):
        return problem("package.member_changed", shown, MANIFEST, name=MANIFEST)
    form = format_of(content)
    if form > FORMAT:
        return problem("package.newer_format", shown, format=form, known=FORMAT)
    manifest = read_manifest(content) if form else MANIFEST
    if isinstance(manifest, str):
        return problem("package.content", shown, MANIFEST, place=f"{MANIFEST}: {manifest}")
    return manifest if _agrees(manifest, archive) else bad


def _agrees(manifest: Manifest, archive: zipfile.ZipFile) -> bool:
    """Whether the members a manifest names are those that are there."""
    listed = {one.filename: one.file_size for one in archive.infolist() if one.filename != MANIFEST}
    if listed != {name: one.size for name, one in manifest.members.items()}:
        return False
    start = "evidence/"
    files = ((name, one) for name, one in manifest.members.items() if name.startswith(start))
    return all(name == start + one.digest for name, one in files)
