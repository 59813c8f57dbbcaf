"""What a file is comes from its bytes."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.file_kinds import KINDS, LOOKED_AT, UNKNOWN, Group, kind_of, sniff
from tests.app.evidence_files import pdf_bytes, png_bytes, workbook_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)


def zip_of(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name in names:
            file.writestr(name, "x" * 100)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "ending", "group"),
    [
        (pdf_bytes(), ".pdf", Group.PDF),
        (b"\xef\xbb\xbf junk before\n" + pdf_bytes(), ".pdf", Group.PDF),
        (png_bytes(), ".png", Group.IMAGE),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", ".jpg", Group.IMAGE),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", ".webp", Group.IMAGE),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", ".heic", Group.IMAGE),
        (workbook_bytes(), ".xlsx", Group.OFFICE),
        (zip_of("[Content_Types].xml", "word/document.xml"), ".docx", Group.OFFICE),
        (zip_of("OFD.xml", "Doc_0/Document.xml"), ".ofd", Group.OFFICE),
        (zip_of("word/document.xml", "word/vbaProject.bin"), ".bin", Group.KEPT),
        (OLE + "Workbook".encode("utf-16-le"), ".xls", Group.OFFICE),
        (OLE, ".bin", Group.KEPT),
        (zip_of("a.txt"), ".zip", Group.KEPT),
        ("日期,用量\n2023-03,148.285\n".encode(), ".txt", Group.TEXT),
        ("日期，用量".encode("gb18030"), ".txt", Group.TEXT),
        (b"MZ\x90\x00\x03", ".bin", Group.KEPT),
        (b"\x7fELF\x02\x01", ".bin", Group.KEPT),
        (b"#!/bin/sh\nrm -rf ~\n", ".bin", Group.KEPT),
        (b"\x00\x01\x02\x03", ".bin", Group.KEPT),
    ],
)
def test_bytes_tell_the_kind(data: bytes, ending: str, group: Group) -> None:
    found = sniff(data[:LOOKED_AT], data[-LOOKED_AT:])
    assert (found.ending, found.group) == (ending, group)
    assert found.opens == (group is not Group.KEPT)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_bytes_have_a_kind(head: bytes, tail: bytes) -> None:
    assert sniff(head, tail) in KINDS


def test_an_unknown_media_type_is_only_kept() -> None:
    assert kind_of("application/x-of-tomorrow") is UNKNOWN
    assert not UNKNOWN.opens
