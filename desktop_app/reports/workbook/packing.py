"""A workbook as the bytes of its file: dated by what it tells, not by the clock, and sealed."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

from desktop_app.core.provenance import CUSTOM_PART, SEAL, SHEET_MARK
from desktop_app.reports.stamps.office import sealed_part
from desktop_app.reports.stamps.stamping import Stamping

#: The first moment a zip archive can name.
_NO_CLOCK: Final = (1980, 1, 1, 0, 0, 0)
_CORE: Final = "docProps/core.xml"
_UNIX: Final = 3
_READABLE: Final = 0o600 << 16


def packed(book: Workbook, created: str, stamping: Stamping | None = None) -> bytes:
    """The bytes of the file; `created` is an ISO date. Equal workbooks give equal bytes."""
    moment = _moment(created)
    book.properties.created = moment
    if stamping is not None:
        # The library declares the part that is written anew below.
        book.custom_doc_props.append(  # type: ignore[attr-defined] # the stubs are older
            StringProperty(name=SEAL, value="")
        )
    loose = BytesIO()
    with ZipFile(loose, "w", ZIP_STORED) as archive:
        ExcelWriter(book, archive).save()
    with ZipFile(loose) as archive:
        parts = {one.filename: archive.read(one) for one in archive.infolist()}
    now = book.properties.modified
    if now is not None:
        written = parts[_CORE].decode("utf-8")
        parts[_CORE] = written.replace(_stamp(now), _stamp(moment)).encode("utf-8")
    if stamping is not None:
        stamp = _stamp_in(book)
        parts[CUSTOM_PART] = sealed_part(stamping.provenance, stamp, parts, stamping.sign)
    return _archive(parts)


def _archive(parts: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in parts.items():
            info = ZipInfo(name, _NO_CLOCK)
            info.compress_type = ZIP_DEFLATED
            info.create_system, info.external_attr = _UNIX, _READABLE
            archive.writestr(info, data)
    return target.getvalue()


def _moment(created: str) -> datetime:
    """Midnight of a day, as the library wants it: without a zone."""
    try:
        return datetime.fromisoformat(f"{created}T00:00:00")
    except ValueError:
        return datetime(*_NO_CLOCK)  # noqa: DTZ001


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _stamp_in(book: Workbook) -> bytes:
    """What the sheet of the stamp holds."""
    for ws in book.worksheets:
        if ws["A1"].value == SHEET_MARK:
            pieces = (cell.value for (cell,) in ws.iter_rows(min_row=3, max_col=1))
            return "".join(str(piece) for piece in pieces).encode("ascii")
    return b""
