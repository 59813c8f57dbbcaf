"""From the parsed files of a folder to a Pack: every list concatenated in file order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from desktop_app.core.pack import Pack, Readiness, Scale, Source
from desktop_app.core.problems import Problem, has_errors
from desktop_app.packs.context import Known
from desktop_app.packs.elements import (
    read_binding,
    read_confirmation,
    read_field_options,
    read_item,
    read_measure,
    read_parameter,
    read_quantity,
    read_record_kind,
    read_scale,
    read_section,
    read_source,
)
from desktop_app.packs.expand import Elements, expand
from desktop_app.packs.fields import Fields, closest
from desktop_app.packs.files import Document, Folder
from desktop_app.packs.header import read_header
from desktop_app.packs.readiness import read_readiness
from desktop_app.packs.rules import read_rule
from desktop_app.packs.tables import Asked, read_assessment

Element = TypeVar("Element")

SINGLE: Final = ("pack", "readiness", "table")
LISTS: Final = (
    "source",
    "section",
    "record_kind",
    "field_options",
    "item",
    "parameter",
    "binding",
    "quantity",
    "scale",
    "assessment",
    "measure",
    "check",
    "confirmation",
    "each",
)


@dataclass(frozen=True, slots=True)
class PackRead:
    """What came of reading a folder: the pack unless an error stands in its way.

    `places` tells for every element ("quantity[energy.total]") the file it is written in.
    """

    name: str
    pack: Pack | None
    problems: tuple[Problem, ...]
    places: Mapping[str, str]
    has_cases: bool


class _Reader:
    """Reads the lists of one pack and remembers in which file each element stood."""

    def __init__(
        self, documents: Sequence[Document], expanded: Elements, found: list[Problem]
    ) -> None:
        self.documents = documents
        self.expanded = expanded
        self.found = found
        self.places: dict[str, str] = {}

    def rows(self, kind: str) -> list[Fields]:
        """The written elements of a kind, then those made from templates."""
        written = [row for top in self.tops() for row in top.tables(kind)]
        return [*written, *self.expanded.get(kind, ())]

    def tops(self) -> list[Fields]:
        """The files as tables."""
        return [Fields(one.content, one.name, "", "", self.found) for one in self.documents]

    def read(self, kind: str, reader: Callable[[Fields], Element]) -> tuple[Element, ...]:
        """All elements of a kind."""
        elements: list[Element] = []
        for row in self.rows(kind):
            element = reader(row)
            elements.append(element)
            own_id = getattr(element, "id", "") or getattr(element, "key", "")
            self.places.setdefault(f"{kind}[{own_id}]", row.document)
        return tuple(elements)


def shared(folders: Sequence[Folder]) -> Known:
    """The scales and sources of several folders; their faults are reported by their own pack."""
    scales: dict[str, Scale] = {}
    sources: dict[str, Source] = {}
    for folder in folders:
        reader = _Reader(folder.documents, {}, [])
        for scale in reader.read("scale", read_scale):
            scales.setdefault(scale.id, scale)
        for source in reader.read("source", read_source):
            sources.setdefault(source.id, source)
    return Known(scales, sources)


def build(folder: Folder, beside: Known) -> PackRead:
    """The pack of a folder, with every problem found on the way."""
    found = list(folder.problems)
    reader = _Reader(folder.documents, expand(folder.documents, found), found)
    if folder.documents:
        _report_unknown(reader)
        pack = _pack(reader, folder, beside)
    else:
        pack = None
    kept = None if has_errors(found) else pack
    return PackRead(folder.name, kept, tuple(found), reader.places, folder.has_cases)


def _pack(reader: _Reader, folder: Folder, beside: Known) -> Pack:
    header = read_header(folder.documents, folder.name, reader.found)
    for document in folder.documents:
        if "pack" in document.content:
            reader.places.setdefault("pack", document.name)
    scales, sources = reader.read("scale", read_scale), reader.read("source", read_source)
    known = Known(
        {**beside.scales, **{scale.id: scale for scale in scales}},
        {**beside.sources, **{source.id: source for source in sources}},
    )
    asked = Asked()
    assessments = reader.read("assessment", lambda row: read_assessment(row, known, asked))
    items = reader.read("item", lambda row: read_item(row, known))
    confirmations = reader.read("confirmation", read_confirmation)
    return Pack(
        id=header.id,
        name=header.name,
        version=header.version,
        kind=header.kind,
        digest=folder.digest,
        summary=header.summary,
        completeness=header.completeness,
        requires=header.requires,
        industries=header.industries,
        plan=header.plan,
        sources=sources,
        sections=(*reader.read("section", read_section), *asked.sections.values()),
        record_kinds=reader.read("record_kind", read_record_kind),
        field_options=reader.read("field_options", read_field_options),
        items=(*items, *asked.items),
        parameters=reader.read("parameter", lambda row: read_parameter(row, known)),
        bindings=reader.read("binding", read_binding),
        quantities=reader.read("quantity", lambda row: read_quantity(row, known)),
        scales=scales,
        assessments=assessments,
        readiness=_readiness(reader, known),
        measures=reader.read("measure", lambda row: read_measure(row, known)),
        rules=reader.read("check", lambda row: read_rule(row, known)),
        confirmations=tuple(replace(one, pack=header.id) for one in confirmations),
    )


def _readiness(reader: _Reader, known: Known) -> Readiness | None:
    """The [readiness] table, which only one file may hold."""
    holders = [top for top in reader.tops() if top.has("readiness")]
    for other in holders[1:]:
        other.note("pack.readiness_twice", "readiness", first=holders[0].document)
    fields = holders[0].table("readiness") if holders else None
    if fields is None:
        return None
    reader.places["readiness"] = fields.document
    return read_readiness(fields, known)


def _report_unknown(reader: _Reader) -> None:
    """Report top-level tables that are none of the known ones."""
    names = (*SINGLE, *LISTS)
    for top in reader.tops():
        for name in top.values:
            if name in names or top.full():
                continue
            meant = closest(name, names)
            code = "pack.field_misspelt" if meant else "pack.field_unknown"
            top.note(code, name[:80], field=name[:80], suggestion=meant)
