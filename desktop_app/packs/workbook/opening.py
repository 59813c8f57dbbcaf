"""Opening a workbook from anywhere: what it is, whether it is safe, its sheets."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from desktop_app.core.problems import Problem, problem
from desktop_app.core.zipped import LIMITS, open_zip, unpacked
from desktop_app.packs.workbook.cells import MAX_COLUMNS, MAX_ROWS, Book, Sheet, sheet_of
from desktop_app.packs.workbook.parts import (
    MAX_CELLS,
    BadPartError,
    Cells,
    Contents,
    Relations,
    SheetNames,
    Strings,
    Styles,
    TooMuchError,
    run,
)
from desktop_app.packs.workbook.step import Step, unwatched

_TYPES: Final = "[Content_Types].xml"
_OTHERS: Final = (
    ("wordprocessingml", "Word 文档"),
    ("presentationml", "PowerPoint 演示文稿"),
    ("oasis.opendocument", "OpenDocument 文件"),
)
_OUTSIDE: Final = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")
_HARMLESS: Final = frozenset({"hyperlink"})
MAX_SHEETS: Final = 300


def read_book(path: Path, step: Step = unwatched) -> Book | tuple[Problem, ...]:
    """The workbook in a file, or every reason against it."""
    try:
        if not path.is_file():
            return (problem("book.missing", path.name, file=path),)
        with path.open("rb") as stream:
            data = stream.read(LIMITS.file + 1)
    except OSError as error:
        return (problem("book.unreadable", path.name, detail=error.strerror or str(error)),)
    return book_of(data, path.name, step)


def book_of(data: bytes, name: str, step: Step = unwatched) -> Book | tuple[Problem, ...]:
    """The workbook in these bytes; `name` is what it is called in problems."""
    archive = open_zip(data, name)
    if isinstance(archive, tuple):
        return archive
    found = tuple(_unfit(archive, name))
    return found or _Reader(archive, name, step).book()


def _unfit(archive: zipfile.ZipFile, name: str) -> Iterator[Problem]:
    """Why a sound zip is no workbook to be read here."""
    inside = [one.casefold() for one in archive.namelist()]
    if "word/document.xml" in inside:
        yield problem("book.other_office", name, what="Word 文档")
    elif "ppt/presentation.xml" in inside:
        yield problem("book.other_office", name, what="PowerPoint 演示文稿")
    elif "mimetype" in inside and _TYPES.casefold() not in inside:
        yield problem("book.other_office", name, what="OpenDocument 文件")
    elif _TYPES.casefold() not in inside:
        yield problem("zip.no_zip", name)
    if any(one.endswith("vbaproject.bin") for one in inside):
        yield problem("book.macros", name)
    for one in inside:
        if one.startswith(_OUTSIDE):
            yield problem("book.outside", name, one[:80], what=one[:80])


class _Reader:
    """Reads one archive part by part; the first part that cannot be read ends it."""

    def __init__(self, archive: zipfile.ZipFile, name: str, step: Step) -> None:
        self.archive = archive
        self.name = name
        self.step = step
        self.part = ""

    def book(self) -> Book | tuple[Problem, ...]:
        """The workbook or why not."""
        try:
            return self._book()
        except BadPartError as error:
            return (problem(error.code, self.name, self.part, part=self.part, text=error.where),)
        except TooMuchError:
            limit = f"{MAX_CELLS // 10_000} 万格、{MAX_ROWS} 行或 {MAX_COLUMNS} 列"
            bounds = {"limit": limit, "rows": MAX_ROWS, "columns": MAX_COLUMNS}
            return (problem("book.too_big", self.name, self.part, **bounds),)

    def _data(self, part: str) -> bytes:
        self.part = part
        data = unpacked(self.archive, part)
        if data is None:
            raise BadPartError("book.part_broken")
        return data

    def _book(self) -> Book | tuple[Problem, ...]:
        types = Contents()
        run(types, self._data(_TYPES))
        for word, what in _OTHERS:
            if any(word in one for one in types.types):
                return (problem("book.other_office", self.name, what=what),)
        outside = tuple(self._links())
        if outside:
            return outside
        main = self._related("", "officeDocument") or "xl/workbook.xml"
        names = SheetNames()
        run(names, self._data(main))
        if len(names.sheets) > MAX_SHEETS:
            raise TooMuchError
        strings, styles = Strings(), Styles()
        for kind, read in (("sharedStrings", strings), ("styles", styles)):
            part = self._related(main, kind)
            if part:
                run(read, self._data(part))
        targets = {key: target for key, kind, target, _out in self._relations(main)}
        sheets: list[Sheet] = []
        for number, (title, key) in enumerate(names.sheets):
            self.step(number / len(names.sheets))
            part = _resolved(main, targets.get(key, ""))
            if "chartsheet" in part:
                continue
            cells = Cells(strings.strings, styles.styles, names.epoch)
            run(cells, self._data(part))
            self.part = title
            sheets.append(sheet_of(title, cells.cells, tuple(cells.merged)))
        return Book(self.name, tuple(sheets))

    def _links(self) -> Iterator[Problem]:
        """Anything a part takes from outside, but for addresses to click on."""
        for name in self.archive.namelist():
            if not name.endswith(".rels"):
                continue
            relations = Relations()
            run(relations, self._data(name))
            for _key, kind, target, outside in relations.found:
                if outside and kind not in _HARMLESS:
                    yield problem("book.outside", self.name, name, what=target[:80])

    def _relations(self, part: str) -> list[tuple[str, str, str, bool]]:
        folder, _slash, file = part.rpartition("/")
        name = f"{folder}/_rels/{file}.rels" if part else "_rels/.rels"
        if name.lstrip("/") not in self.archive.namelist():
            return []
        relations = Relations()
        run(relations, self._data(name.lstrip("/")))
        return relations.found

    def _related(self, part: str, kind: str) -> str:
        found = (target for _key, one, target, _out in self._relations(part) if one == kind)
        target = next(found, "")
        return _resolved(part, target) if target else ""


def _resolved(part: str, target: str) -> str:
    """The name of a part that another one points to."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
