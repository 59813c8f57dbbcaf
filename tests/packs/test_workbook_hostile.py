"""Workbooks nobody should trust: refused with a reason, soon, and without eating the memory."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from desktop_app.packs.workbook.cells import Book
from desktop_app.packs.workbook.opening import book_of, read_book
from desktop_app.packs.workbook.pack_book import BookPack, from_book, import_book
from tests.packs.books import FOLDERS, exported, files_of

SHEET = "xl/worksheets/sheet1.xml"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SECONDS = 20
MEGABYTES = 250


def sound() -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"] = "near-zero:item"
    page["B2"] = 1.5
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def changed(name: str, data: bytes) -> bytes:
    """A sound workbook with one part put in or replaced."""
    return zipped({**parts_of(sound()), name: data})


def other(name: str) -> bytes:
    """An Office file of another kind."""
    return zipped({"[Content_Types].xml": b"<Types/>", name: b"<x/>"})


def with_sheet(rows: str, after: str = "") -> bytes:
    text = f"<worksheet {NS}><sheetData>{rows}</sheetData>{after}</worksheet>"
    return changed(SHEET, text.encode())


def codes(data: bytes) -> set[str]:
    """The problems of these bytes, found within the time and memory allowed."""
    start = time.monotonic()
    found = book_of(data, "x.xlsx")
    assert time.monotonic() - start < SECONDS
    tracemalloc.start()
    book_of(data, "x.xlsx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MEGABYTES * 1_000_000
    assert isinstance(found, tuple), found
    assert all(one.message() for one in found)
    return {one.code for one in found}


def test_a_sound_one_is_read() -> None:
    assert isinstance(book_of(sound(), "x.xlsx"), Book)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "zip.no_zip"),
        (b"%PDF-1.7", "zip.no_zip"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "zip.old_office"),
        (b"PK\x03\x04 and then nothing", "zip.broken"),
        (sound()[:-200], "zip.broken"),
        (b"PK" + b"\0" * 21_000_000, "zip.file_too_large"),
        (zipped({"a.txt": b"x"}), "zip.no_zip"),
        (other("word/document.xml"), "book.other_office"),
        (other("ppt/presentation.xml"), "book.other_office"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "book.other_office"),
        (changed("xl/vbaProject.bin", b"x"), "book.macros"),
        (changed("xl/externalLinks/externalLink1.xml", b"<x/>"), "book.outside"),
        (changed("xl/connections.xml", b"<x/>"), "book.outside"),
        (changed("../evil", b"x"), "zip.bad_name"),
        (changed("XL/WORKBOOK.XML", b"x"), "zip.twice"),
        (zipped({**parts_of(sound()), **{f"x{n}": b"" for n in range(1100)}}), "zip.too_many"),
        (zipped({**parts_of(sound()), "xl/media/a.bin": b"\0" * 30_000_000}), "zip.ratio"),
        (zipped({**parts_of(sound()), SHEET: b"\0" * 61_000_000}), "zip.entry_too_large"),
        (changed(SHEET, b"<worksheet"), "book.part_broken"),
        (changed(SHEET, b"\xff\xfe\x00"), "book.part_broken"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_said_to_be_none(data: bytes, code: str) -> None:
    assert code in codes(data)


ENTITY = f"""<?xml version="1.0"?><!DOCTYPE worksheet [
<!ENTITY a "aaaaaaaaaa">{"".join(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(9))}
<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<worksheet {NS}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&secret;&a8;</t></is></c>
</row></sheetData></worksheet>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", [SHEET, "[Content_Types].xml", "_rels/.rels", "xl/styles.xml"])
def test_no_entity_is_ever_expanded(part: str, encoding: str) -> None:
    text = ENTITY.replace('version="1.0"', f'version="1.0" encoding="{encoding}"')
    assert codes(changed(part, text.encode(encoding))) == {"book.dtd"}


def test_a_link_to_elsewhere_is_refused_but_an_address_to_click_on_is_not() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for name, code in (("hyperlink", ""), ("attachedTemplate", "book.outside")):
        rels = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{kind}/{name}" Target="http://a.example/x" '
            'TargetMode="External"/></Relationships>'
        )
        data = changed("xl/worksheets/_rels/sheet1.xml.rels", rels.encode())
        if code:
            assert codes(data) == {code}
        else:
            assert isinstance(book_of(data, "x.xlsx"), Book)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="30000"><c r="A30000"><v>1</v></c></row>',
        "<row>" + "<c/>" * 700_000 + "</row>",
        "<row r='1'><c r='A1' t='inlineStr'><is><t>" + "字" * 50_000 + "</t></is></c></row>",
    ],
)
def test_what_goes_on_for_ever_is_stopped(rows: str) -> None:
    text = f"<worksheet {NS}><sheetData>{rows}</sheetData></worksheet>".encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in {**parts_of(sound()), SHEET: text}.items():
            archive.writestr(name, data)
    assert codes(stream.getvalue()) == {"book.too_big"}


def test_huge_claims_without_content_cost_nothing() -> None:
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    data = with_sheet('<row r="1"><c r="A1"><v>1</v></c></row>', merged)
    found = book_of(data, "x.xlsx")
    assert isinstance(found, Book)
    assert len(found.sheets[0].cells) == 1


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" t="s"><v>99999999999999999999</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="A1"><v>1e999999999</v></c>',
        '<c r="A1"><v>NaN</v></c>',
        f'<c r="A1"><v>{"9" * 5000}</v></c>',
        '<c r="A1" s="987654321"><v>1</v></c>',
        '<c r="A1" t="nonsense"><v>1</v></c>',
        '<c r="A1" t="d"><v>yesterday</v></c>',
        '<c r="A1" t="e"><v>#REF!</v></c>',
        '<c r="A1" t="b"><v>maybe</v></c>',
        '<c r="A1"><f>HYPERLINK("http://a.example")</f><v>1</v></c>',
    ],
)
def test_odd_cells_are_read_as_what_they_can_be(cell: str) -> None:
    assert isinstance(book_of(with_sheet(f'<row r="1">{cell}</row>'), "x.xlsx"), Book)


@pytest.mark.parametrize("reference", ["A0", "ZZZZ1", "1A", "A99999999999999999999", "甲1"])
def test_impossible_addresses_are_refused(reference: str) -> None:
    data = with_sheet(f'<row r="1"><c r="{reference}"><v>1</v></c></row>')
    assert codes(data) == {"book.bad_reference"}


def test_a_file_that_is_not_there_or_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "no.xlsx", tmp_path):
        found = read_book(path)
        assert isinstance(found, tuple)
        assert [one.code for one in found] == ["book.missing"]


def test_a_workbook_of_something_else_is_no_pack(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["月份", "用电量"])
    path = tmp_path / "用电.xlsx"
    book.save(path)
    found = import_book(path)
    assert isinstance(found, BookPack)
    assert "book.no_marks" in {one.code for one in found.problems}


PACK = exported(files_of(next(one for one in FOLDERS if one.name == "smelting")))
PARTS = parts_of(PACK)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_damage_anywhere_ends_as_problems(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(PARTS)))
    part = bytearray(PARTS[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(part) - 1))
        part[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    found = book_of(zipped({**PARTS, name: bytes(part)}), "x.xlsx")
    problems = found if isinstance(found, tuple) else from_book(found).problems
    assert all(one.sentence() for one in problems)


WHOLE = sound()
"""One file for all examples: each writing stamps its own time, which packs to another length."""


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_file_ends_as_problems(data: st.DataObject) -> None:
    raw = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    found = book_of(bytes(raw), "x.xlsx")
    assert isinstance(found, Book) or all(one.sentence() for one in found)
