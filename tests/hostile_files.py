"""Small files that are meant to do harm or are simply wrong, made anew for each test."""

from __future__ import annotations

import io
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from tests.packs.test_workbook_hostile import ENTITY, SHEET, changed, sound, with_sheet, zipped
from tests.store.samples import filled


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG that claims a size; its pixels are what `rows` unpack to."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def zeros(size: int) -> bytes:
    """Zeros in as few bytes as deflate makes of them, without holding them all."""
    packer, made = zlib.compressobj(9), io.BytesIO()
    piece = bytes(1 << 20)
    for _turn in range(size >> 20):
        made.write(packer.compress(piece))
    made.write(packer.flush())
    return made.getvalue()


def pdf(objects: Iterable[bytes], head: bytes = b"%PDF-1.7\n") -> bytes:
    """A PDF of numbered objects, the first of which is its catalogue."""
    made, places = bytearray(head), list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, start)
    return bytes(made)


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"3 0 R" for _page in range(count))
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>",
        ]
    )


def one_page(extra: bytes = b"", box: bytes = b"0 0 300 300", *more: bytes) -> bytes:
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R%s>>" % (extra if not more else b""),
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[%s]%s>>" % (box, extra if more else b""),
            *more,
        ]
    )


def stream(data: bytes, head: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(data), data)


def database(path: Path, *statements: str, start: Path | None = None) -> bytes:
    """What another program left in a SQLite file."""
    if start is not None:
        path.write_bytes(start.read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
        for statement in statements:
            raw.execute(statement)
    return path.read_bytes()


def nested(depth: int) -> bytes:
    return b"a = " + b"[" * depth + b"]" * depth


_JS: Final = b"/OpenAction<</S/JavaScript/JS(while(1){};)>>"
_LAUGHS: Final = (
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "&a;" * 10}">' for n in range(9))
    + "]><svg xmlns='http://www.w3.org/2000/svg'><text>&a8;</text></svg>"
).encode()


def _plain() -> Mapping[str, Callable[[], bytes]]:
    twisted = zipped({"../../evil.toml": b"x", "pack.toml": b"x"})
    return {
        "空.bin": lambda: b"",
        "一千万字.txt": lambda: b"9" * 10_000_000,
        "零字节.txt": lambda: b"a\0b" * 1000,
        "半个字.txt": lambda: "字".encode()[:2] * 1000,
        "网页.html": lambda: b"<script>while(1){}</script>",
        "笑.svg": lambda: _LAUGHS,
        "深.toml": lambda: nested(50_000),
        "大数.toml": lambda: b"a = " + b"9" * 100_000,
        "点.toml": lambda: b"a" + b".a" * 100_000 + b" = 1",
        "路径.nzpack": lambda: twisted,
        "断.nzpack": lambda: twisted[:-30],
        "炸弹.xlsx": lambda: changed(SHEET, b"\0" * 61_000_000),
        "实体.xlsx": lambda: changed(SHEET, ENTITY.encode()),
        "尺寸.xlsx": lambda: with_sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "外链.xlsx": lambda: changed("xl/externalLinks/externalLink1.xml", b"<x/>"),
        "公式.xlsx": lambda: with_sheet(
            '<row r="1"><c r="A1"><f>WEBSERVICE("http://a.example")</f><v>1</v></c></row>'
        ),
        "断.xlsx": lambda: sound()[:-200],
        "加密.xlsx": lambda: (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 40
        ),
        "宏.xlsm": lambda: changed("xl/vbaProject.bin", b"x"),
    }


def _pictures() -> Mapping[str, Callable[[], bytes]]:
    return {
        "平方公里.png": lambda: png(60_000, 60_000, zeros(1 << 20)),
        "八千万.png": lambda: png(8_900, 8_900, zeros(238 << 20)),
        "坏.png": lambda: png(20, 20, b"\x78\x9c broken"),
        "断.jpg": lambda: b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + b"\xff" * 50,
        "屏.gif": lambda: b"GIF89a\xff\xff\xff\xff\x80\0\0" + bytes(6) + b",\0\0\0\0" + b"\xff" * 4,
        "大.bmp": lambda: (
            b"BM" + struct.pack("<IHHI", 100, 0, 0, 54)
            + struct.pack("<IiiHHIIiiII", 40, 40_000, -40_000, 1, 24, 0, 0, 0, 0, 0, 0)
        ),
        "圈.tif": lambda: b"II*\0\x08\0\0\0\0\0\x08\0\0\0",
        "坏.webp": lambda: b"RIFF\xff\xff\xff\x7fWEBPVP8X" + b"\xff" * 30,
        "坏.heic": lambda: b"\0\0\0\x18ftypheic" + b"\xff" * 30,
    }  # fmt: skip


def _papers() -> Mapping[str, Callable[[], bytes]]:
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>"
    return {
        "一万页.pdf": lambda: many_pages(10_000),
        "脚本.pdf": lambda: one_page(_JS),
        "巨幅.pdf": lambda: one_page(b"", b"0 0 9999999 9999999"),
        "反向.pdf": lambda: one_page(b"", b"300 300 0 0"),
        "自含.pdf": lambda: pdf(
            [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"]
        ),
        "递归.pdf": lambda: one_page(
            b"/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>",
            b"0 0 300 300",
            stream(b"/F Do " * 200),
            stream(b"/F Do /F Do", form[2:]),
        ),
        "炸弹.pdf": lambda: one_page(
            b"/Contents 4 0 R", b"0 0 300 300", stream(zeros(60 << 20), b"/Filter/FlateDecode")
        ),
        "断.pdf": lambda: many_pages(3)[:150],
    }


def _libraries(folder: Path) -> Mapping[str, Callable[[], bytes]]:
    work = folder / "work.db"
    ours = filled(folder / "ours.nzl", enterprises=1)
    ours.close()

    def made(*statements: str, start: Path | None = None) -> bytes:
        work.unlink(missing_ok=True)
        return database(work, *statements, start=start)

    def cut() -> bytes:
        return ours.path.read_bytes()[: 4096 * 5 + 100]

    def resized() -> bytes:
        data = bytearray(ours.path.read_bytes())
        data[16:18] = b"\x02\x00"
        return bytes(data)

    return {
        "别家.nzl": lambda: made("CREATE TABLE t(x)"),
        "别号.nzl": lambda: made("PRAGMA application_id=7", start=ours.path),
        "触发.nzl": lambda: made(
            "CREATE TRIGGER t AFTER INSERT ON datum BEGIN DELETE FROM datum; END", start=ours.path
        ),
        "视图.nzl": lambda: made(
            "DROP TABLE trash",
            "CREATE VIEW trash AS WITH RECURSIVE a(case_id, at) AS (SELECT 1, 1 UNION ALL"
            " SELECT case_id + 1, at FROM a) SELECT case_id, at FROM a",
            start=ours.path,
        ),
        "旧触发.nzl": lambda: made(
            "CREATE TRIGGER t AFTER INSERT ON alembic_version BEGIN SELECT 1; END",
            start=Path(__file__).parent / "data" / "libraries" / "0001.nzl",
        ),
        "断.nzl": cut,
        "页长.nzl": resized,
    }


def write_all(folder: Path) -> list[Path]:
    """All of them as files; their names say what is wrong."""
    made: list[Path] = []
    kinds = (_plain(), _pictures(), _papers(), _libraries(folder))
    target = folder / "坏 文件"
    target.mkdir()
    for name, make in ((name, make) for kind in kinds for name, make in kind.items()):
        path = target / name
        path.write_bytes(make())
        made.append(path)
    with zipfile.ZipFile(target / "空.zip", "w"):
        made.append(target / "空.zip")
    return made
