"""The [pack] table: who a rule pack is, what it needs, how complete it says it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.core.plan import PLAN_INDUSTRIES
from desktop_app.core.problems import Problem
from desktop_app.packs.fields import Fields, closest
from desktop_app.packs.files import Document

KINDS: Final = ("base", "industry", "readiness")
_VERSION: Final = re.compile(r"\d{4}\.\d{1,2}\.\d{1,4}")
_INDUSTRY: Final = re.compile(r"[A-T]?\d{2,4}")


@dataclass(frozen=True, slots=True)
class Header:
    """What [pack] says."""

    id: str = ""
    name: str = ""
    version: str = ""
    kind: str = KINDS[0]
    requires: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    summary: str = ""
    completeness: str = ""


def is_version(text: str) -> bool:
    """Whether this is a version of a pack: year.month.number."""
    return bool(_VERSION.fullmatch(text))


def version_order(text: str) -> tuple[int, ...]:
    """What versions are compared by; a text that is none comes before all that are."""
    return tuple(map(int, text.split("."))) if is_version(text) else ()


def read_header(documents: Sequence[Document], folder: str, found: list[Problem]) -> Header:
    """The one [pack] table of the folder; its id is the folder's name."""
    holders = [document for document in documents if "pack" in document.content]
    outside = Fields({}, folder, "", "", found)
    if not holders:
        outside.note("pack.header_missing")
        return Header()
    for other in holders[1:]:
        Fields({}, other.name, "pack", "", found).note("pack.header_twice", first=holders[0].name)
    first = holders[0]
    fields = Fields(first.content, first.name, "", "", found).table("pack")
    return _header(fields, folder.rpartition("/")[2]) if fields else Header()


def _header(fields: Fields, folder_name: str) -> Header:
    header = Header(
        id=fields.id(),
        name=fields.text("name", required=True),
        version=fields.text("version", required=True),
        kind=fields.word("kind", KINDS),
        requires=fields.texts("requires"),
        industries=fields.texts("industries"),
        plan=fields.texts("plan"),
        summary=fields.text("summary"),
        completeness=fields.text("completeness", required=True),
    )
    if header.id and header.id != folder_name:
        fields.note("pack.folder_name", "id", id=header.id, folder=folder_name)
    if header.version and not is_version(header.version):
        fields.note("pack.bad_version", "version", version=header.version)
    for index, code in enumerate(header.industries):
        if not _INDUSTRY.fullmatch(code):
            fields.note("pack.bad_industry", f"industries[{index}]", industry=code)
    for index, name in enumerate(header.plan):
        if name not in PLAN_INDUSTRIES:
            near = closest(name, PLAN_INDUSTRIES) or "、".join(PLAN_INDUSTRIES)
            fields.note("pack.plan_unknown", f"plan[{index}]", name=name, suggestion=near)
    fields.finish()
    return header
