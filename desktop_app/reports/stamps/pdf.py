"""The stamp of a PDF: an update at the end of the file (ISO 32000-1, 7.5.6) that adds to its facts.

The file before the update stays byte for byte as it was, so a reader checks it by hashing its
beginning and writing the update anew.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.core.provenance import SEAL, SIGNATURE, STAMP, Kept
from desktop_app.reports.stamps.kept import Signer, kept

_MARK: Final = b"\n% near-zero stamp\n"
_TRAILER: Final = re.compile(rb"trailer\s*<<(.*)>>\s*startxref\s+(\d+)\s+%%EOF\s*\Z", re.DOTALL)
_INFO: Final = re.compile(rb"/Info\s+(\d+)\s+0\s+R")
_ROOT: Final = re.compile(rb"/Root\s+\d+\s+0\s+R")
_SIZE: Final = re.compile(rb"/Size\s+(\d+)")
_ID: Final = re.compile(rb"/ID\s*\[\s*(?:<[0-9A-Fa-f]*>\s*){2}\]")
_ENTRY: Final = re.compile(rb"/(NearZero[A-Za-z]+) \(([A-Za-z0-9+/=]*)\)")
_TAIL: Final = 4096


def stamped_pdf(base: bytes, stamp: bytes, sign: Signer | None = None) -> bytes:
    """The PDF with its stamp added; `base` is one that reportlab or pdfium wrote.

    Raises:
        ValueError: the file does not end as theirs do.
    """
    return appended(base, kept(stamp, hashlib.sha256(base).hexdigest(), sign))


def appended(base: bytes, own: Kept) -> bytes:
    """The PDF with an update that bears these three; equal input gives equal bytes."""
    tail = _tail(base)
    entries = {
        STAMP: base64.b64encode(own.stamp),
        SEAL: own.seal.encode("ascii"),
        SIGNATURE: base64.b64encode(own.signature),
    }
    facts = b"".join(b"/%s (%s)\n" % (name.encode("ascii"), text) for name, text in entries.items())
    start = len(base) + len(_MARK)
    body = b"%d 0 obj\n<<\n%s\n%s>>\nendobj\n" % (tail.info, tail.facts, facts)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (tail.info, start)
    trailer = b"trailer\n<<\n/Size %d\n%s\n/Info %d 0 R\n/Prev %d\n%s\n>>\n" % (
        max(tail.size, tail.info + 1),
        tail.root,
        tail.info,
        tail.table,
        tail.ids,
    )
    end = b"startxref\n%d\n%%%%EOF\n" % (start + len(body))
    return b"".join((base, _MARK, body, table, trailer, end))


def split(data: bytes) -> tuple[bytes, Kept] | None:
    """The file before its stamp, and the stamp; None where there is no such update."""
    place = data.rfind(_MARK)
    if place < 0:
        return None
    found: Mapping[bytes, bytes] = dict(_ENTRY.findall(data, place))
    texts = [found.get(name.encode("ascii")) for name in (STAMP, SEAL, SIGNATURE)]
    stamp, seal, signature = (unpacked(text) for text in texts)
    if not stamp or texts[1] is None or seal is None or signature is None:
        return None
    return data[:place], Kept(stamp, texts[1].decode("ascii"), signature)


def unpacked(text: bytes | None) -> bytes | None:
    """What stands in base64; None where that is not so."""
    try:
        return None if text is None else base64.b64decode(text, validate=True)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Tail:
    """What the update has to repeat of the file: its facts, its root, where its table is."""

    info: int
    facts: bytes
    root: bytes
    size: int
    table: int
    ids: bytes


def _tail(base: bytes) -> _Tail:
    found = _TRAILER.search(base, max(0, len(base) - _TAIL))
    root, size = (one.search(found[1]) if found else None for one in (_ROOT, _SIZE))
    if found is None or root is None or size is None:
        raise ValueError("no trailer of a PDF")
    info, ids = _INFO.search(found[1]), _ID.search(found[1])
    number = int(info[1]) if info else int(size[1])
    facts = _dictionary(base, number) if info else b""
    table = int(found[2])
    return _Tail(number, facts, root[0], int(size[1]), table, ids[0] if ids else b"")


def _dictionary(base: bytes, number: int) -> bytes:
    """The entries of an object that is a dictionary of texts."""
    opened = re.compile(rb"[\r\n]%d 0 obj\s*<<" % number).search(base)
    end = base.find(b"endobj", opened.end()) if opened else -1
    if opened is None or end < 0:
        raise ValueError("no facts in the PDF")
    return base[opened.end() : base.rindex(b">>", 0, end)].strip()
