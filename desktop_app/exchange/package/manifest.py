"""The manifest of a case package: whose case it is, what it was judged by, and what is in the file.

Layout of the file: a zip of `case.json` (the data), `log.jsonl` (the history, an edit a line),
`results.json` (as judged), `packs/<digest>.nzpack`, `evidence/<digest>`, and `manifest.json`, which
names the size and SHA-256 of all others. With a password all of it is inside `sealed`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from desktop_app.core.printable import printable

FORMAT: Final = 1
KIND: Final = "near-zero case"
ENDING: Final = ".nzcase"
MANIFEST: Final = "manifest.json"
CASE: Final = "case.json"
LOG: Final = "log.jsonl"
RESULTS: Final = "results.json"
NAMES: Final = re.compile(
    r"case\.json|log\.jsonl|results\.json|packs/[0-9a-f]{64}\.nzpack|evidence/[0-9a-f]{64}"
)
_MEGA: Final = 1_000_000
LIMITS: Final = {CASE: 32 * _MEGA, LOG: 128 * _MEGA, RESULTS: 32 * _MEGA, MANIFEST: 4 * _MEGA}
"""Bytes each of these may have unpacked."""
MAX_PACK: Final = 20 * _MEGA
MAX_EVIDENCE: Final = 50 * 1024 * 1024
MAX_ENTRIES: Final = 20_000
MAX_FILE: Final = 16 * 1024 * _MEGA
RATIO: Final = 400
"""How far a member of more than a megabyte may be packed."""
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_ID: Final = re.compile(r"[0-9a-f]{1,32}")
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside: its bytes and their SHA-256."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class PackIn:
    """A pack the case was judged by."""

    id: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says of itself.

    Attributes:
        case, enterprise_id: ids that stay the same wherever the case goes.
        made, who, program: when and by whom the file was made, and by which version.
        head: the newest edit in it; `edited` and `editor` when and by whom.
        edits, data, documents: how many edits, data and documents the case has.
        evidence: whether the contents of documents are in the file.
        content: SHA-256 of what the case holds.
    """

    case: str
    enterprise_id: str
    enterprise: str
    uscc: str
    year: int
    made: str
    who: str
    program: str
    head: str
    edited: str
    editor: str
    edits: int
    data: int
    documents: int
    evidence: bool
    content: str
    packs: tuple[PackIn, ...] = ()
    members: Mapping[str, Member] = field(default_factory=dict)


def written(manifest: Manifest) -> bytes:
    """The manifest as it stands in the file."""
    plain = {one.name: getattr(manifest, one.name) for one in fields(Manifest)}
    plain["packs"] = [[one.id, one.version, one.digest] for one in manifest.packs]
    plain["members"] = {
        name: [one.size, one.digest] for name, one in sorted(manifest.members.items())
    }
    return as_json({"format": FORMAT, "kind": KIND, **plain})


def as_json(content: object) -> bytes:
    """JSON in the one way it is written here."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content_digest(state: object) -> str:
    """The SHA-256 of what a case holds."""
    return hashlib.sha256(as_json(state)).hexdigest()


def format_of(content: object) -> int:
    """The format of a manifest; 0 for something else."""
    if not isinstance(content, dict) or content.get("kind") != KIND:
        return 0
    number = content.get("format")
    return number if type(number) is int and number > 0 else 0


def read_manifest(content: Mapping[str, Any]) -> Manifest | str:
    """The manifest in this table; the name of the first field that is not as it should be."""
    plain = {name: value for name, value in content.items() if name not in ("format", "kind")}
    wanted = {one.name: one.type for one in fields(Manifest)}
    wrong = sorted(plain.keys() ^ wanted.keys())
    if wrong:
        return wrong[0][:60]
    for name, kind in wanted.items():
        if not _fits(str(kind), plain[name]):
            return name
    for name in ("case", "enterprise_id"):
        if not _ID.fullmatch(plain[name]):
            return name
    packs, members = plain.pop("packs"), plain.pop("members")
    if not _are_packs(packs) or not 1 <= plain["year"] <= 9999:
        return "packs" if not _are_packs(packs) else "year"
    if not isinstance(members, dict) or not all(map(_is_member, members.values())):
        return "members"
    return Manifest(
        **plain,
        packs=tuple(PackIn(*one) for one in packs),
        members={name: Member(*one) for name, one in members.items()},
    )


def _fits(kind: str, value: object) -> bool:
    if kind == "str":
        return _is_text(value)
    if kind == "int":
        return _is_count(value)
    return kind != "bool" or type(value) is bool


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST and printable(value)


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value < 1 << 40


def _are_packs(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, list) and len(one) == 3 and all(map(_is_text, one)) for one in value
    )


def _is_member(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 2:
        return False
    size, digest = value
    return _is_count(size) and isinstance(digest, str) and bool(_DIGEST.fullmatch(digest))
