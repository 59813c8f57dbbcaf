"""The file itself: parts in a zip archive, each with its type and what it relates to.

The same parts give the same bytes: the archive bears no clock and its parts stand in order.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from desktop_app.reports.docx.xml import RELATIONSHIPS, el, root

_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = f"{_PACKAGE}/content-types"
_RELATIONS: Final = f"{_PACKAGE}/relationships"
_RELATIONS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"
#: The first moment a zip archive can name.
_NO_CLOCK: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_READABLE: Final = 0o600 << 16


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to: `kind` is the full name of the relation or its last word."""

    id: str
    kind: str
    target: str

    @property
    def type(self) -> str:
        """The full name of the kind."""
        return self.kind if "/" in self.kind else f"{RELATIONSHIPS}/{self.kind}"


@dataclass(slots=True)
class Package:
    """Parts by name, types of content, and the relations of each part ("" is the whole file)."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)

    def add(self, name: str, content_type: str, data: bytes) -> None:
        """Put a part in; pictures are typed by their ending and take ""."""
        self.parts[name] = data
        if content_type:
            self.types[name] = content_type

    def relate(self, source: str, kind: str, target: str, relation_id: str = "") -> str:
        """Relate a part to another one (both by name) and return the id of the relation."""
        found = self.relations.setdefault(source, [])
        relation_id = relation_id or f"rId{len(found) + 1}"
        inside = posixpath.relpath(target, posixpath.dirname(source) or ".")
        found.append(Relation(relation_id, kind, inside))
        return relation_id

    def to_bytes(self) -> bytes:
        """The archive; the list of types stands first, as readers want it."""
        target = BytesIO()
        with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=6) as archive:
            for name, data in self.everything().items():
                info = ZipInfo(name, _NO_CLOCK)
                info.compress_type = ZIP_DEFLATED
                info.create_system, info.external_attr = _UNIX, _READABLE
                archive.writestr(info, data)
        return target.getvalue()

    def everything(self) -> dict[str, bytes]:
        """All parts as they stand in the archive."""
        return {"[Content_Types].xml": self._types(), **dict(self._all())}

    def _all(self) -> Iterator[tuple[str, bytes]]:
        for source, relations in self.relations.items():
            folder, name = posixpath.split(source)
            yield posixpath.join(folder, "_rels", f"{name}.rels"), _relations(relations)
        yield from self.parts.items()

    def _types(self) -> bytes:
        endings = {"rels": _RELATIONS_TYPE, "xml": "application/xml", "png": "image/png"}
        endings |= {"jpg": "image/jpeg"} if any(one.endswith(".jpg") for one in self.parts) else {}
        defaults = [
            el("Default", Extension=ending, ContentType=kind) for ending, kind in endings.items()
        ]
        own = [
            el("Override", PartName=f"/{name}", ContentType=kind)
            for name, kind in self.types.items()
        ]
        return root("Types", {"xmlns": _TYPES}, *defaults, *own)


def _relations(relations: list[Relation]) -> bytes:
    written = (el("Relationship", Id=one.id, Type=one.type, Target=one.target) for one in relations)
    return root("Relationships", {"xmlns": _RELATIONS}, *written)
