"""Files for binders: turned photos, scripted PDF files, pages of any size."""

from __future__ import annotations

import io
import struct

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

SCRIPT = "app.alert('here')"


PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R "
    b"/Resources << /Font << /F 7 0 R >> >> /AA << /O 5 0 R >> /Annots [6 0 R 8 0 R] >>"
)
LINK = b"<< /Type /Annot /Subtype /Link /Rect [0 0 50 50] /A << /S /Launch /F (calc.exe) >> >>"


def photo(width: int = 60, height: int = 40, orientation: int = 1) -> bytes:
    """A JPEG whose left half is dark, taken with the camera held that way."""
    picture = Image.new("L", (width, height), 240)
    picture.paste(20, (0, 0, width // 2, height))
    held = io.BytesIO()
    picture.save(held, "JPEG")
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = b"II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0)
    exif = b"Exif\0\0" + tiff
    part = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    return held.getvalue()[:2] + part + held.getvalue()[2:]


def scripted_pdf() -> bytes:
    """A PDF with a script, an action of its page, a link and a form, made by hand."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R /AcroForm << /Fields [6 0 R] >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        b"<< /Length 44 >>\nstream\nBT /F 20 Tf 20 90 Td (visible content) Tj ET\nendstream",
        b"<< /S /JavaScript /JS (" + SCRIPT.encode().replace(b"(", b"\\(").replace(b")", b"\\)")
        + b") >>",
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /Rect [10 10 60 30] /V (x) >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        LINK,
    ]  # fmt: skip
    held = io.BytesIO(b"%PDF-1.7\n")
    held.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(held.tell())
        held.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = held.tell()
    held.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        held.write(b"%010d 00000 n \n" % place)
    held.write(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
    held.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return held.getvalue()


def sized_pdf(*sizes: tuple[float, float], turn: int = 0) -> bytes:
    """A PDF with pages of these sizes, each with its number at the lower left."""
    held = io.BytesIO()
    canvas = Canvas(held, invariant=1)
    for number, size in enumerate(sizes, 1):
        canvas.setPageSize(size)
        canvas.setPageRotation(turn)
        canvas.setFont("Helvetica", max(6, min(size) / 12))
        canvas.drawString(size[0] * 0.1, size[1] * 0.1, f"sheet {number}")
        canvas.rect(2, 2, size[0] - 4, size[1] - 4)
        canvas.showPage()
    canvas.save()
    return held.getvalue()
