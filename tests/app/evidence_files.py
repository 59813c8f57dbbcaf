"""Files as people give them as evidence: real PDFs, pictures, Office files, and hostile ones."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

from openpyxl import Workbook
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


def pdf_bytes(text: str = "invoice", pages: int = 1, password: str = "") -> bytes:
    """A PDF of some pages, each with a text; with a password, encrypted."""
    held = io.BytesIO()
    encryption = StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(held, encrypt=encryption, invariant=1)
    for page in range(pages):
        canvas.drawString(72, 720, f"{text} {page + 1}")
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def png_bytes(width: int = 40, height: int = 30, shade: int = 128) -> bytes:
    """A grey picture."""
    rows = (b"\x00" + bytes([shade]) * width) * height
    return png_of(width, height, zlib.compress(rows))


def png_of(width: int, height: int, packed: bytes) -> bytes:
    """A PNG of 8-bit greys that claims a size, whatever its pixels are."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def workbook_bytes() -> bytes:
    """An Excel workbook with one figure."""
    held = io.BytesIO()
    book = Workbook()
    book["Sheet"]["A1"] = 148.285
    book.save(held)
    return held.getvalue()


def put(folder: Path, name: str, data: bytes) -> Path:
    """A file of that name and content."""
    path = folder / name
    path.write_bytes(data)
    return path
