"""The manifest of a pack file: who the pack is and the SHA-256 of each of its files, as JSON.

One pack has one way of writing it, so that a signature over the bytes says all there is to say.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from desktop_app.core.printable import printable
from desktop_app.core.problems import Problem, problem

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "signature.json"
MAX_JSON: Final = 200_000
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_FILE: Final = re.compile(r"(?:cases/)?[\w（）()+-][\w（）() .+-]{0,100}\.toml")
_TEXTS: Final = ("pack", "name", "version", "digest", "program", "publisher")
_MAX_TEXT: Final = 200


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack file says of itself.

    `digest` is that of the pack's content, `files` the SHA-256 of every file by name, `program`
    the version of the program that wrote it, `publisher` who answers for it ("" for nobody).
    """

    pack: str
    name: str
    version: str
    digest: str
    program: str
    publisher: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


def sha256(data: bytes) -> str:
    """The SHA-256 of bytes as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def fits_a_pack(name: str) -> bool:
    """Whether a file of that name may be in a pack file: rules.toml, cases/示例.toml."""
    return bool(_FILE.fullmatch(name)) and printable(name)


def written(manifest: Manifest) -> bytes:
    """The manifest as it stands in the file and is signed."""
    content = {name: getattr(manifest, name) for name in _TEXTS}
    return as_json({"format": FORMAT, **content, "files": dict(manifest.files)})


def as_json(content: Mapping[str, object]) -> bytes:
    """JSON in the one way it is written here."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)
    return f"{text}\n".encode()


def read_json(data: bytes, shown: str, name: str) -> dict[str, object] | Problem:
    """The table in a small JSON file."""
    if len(data) > MAX_JSON:
        return problem("pack_file.json_too_large", shown, name, name=name, limit=MAX_JSON)
    try:
        content = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return problem("pack_file.bad_json", shown, name, name=name, detail=str(error)[:200])
    if not isinstance(content, dict):
        return problem("pack_file.bad_json", shown, name, name=name, detail="{}")
    return content


def read_manifest(data: bytes, shown: str) -> Manifest | tuple[Problem, ...]:
    """The manifest in these bytes, or all that is wrong with it."""
    content = read_json(data, shown, MANIFEST)
    if isinstance(content, Problem):
        return (content,)
    form = content.get("format")
    if isinstance(form, int) and not isinstance(form, bool) and FORMAT < form < 10_000:
        return (problem("pack_file.newer", shown, MANIFEST, format=form, known=FORMAT),)
    found = tuple(_faults(content, shown))
    if found:
        return found
    texts = {name: str(content[name]) for name in _TEXTS}
    files = content["files"]
    manifest = Manifest(**texts, files=files if isinstance(files, dict) else {})
    if written(manifest) != data:
        return (problem("pack_file.bad_json", shown, MANIFEST, name=MANIFEST, detail="—"),)
    return manifest


def _faults(content: Mapping[str, object], shown: str) -> Iterator[Problem]:
    unfit = [] if type(content.get("format")) is int and content["format"] == FORMAT else ["format"]
    unfit += [name for name in _TEXTS if not _fits(content.get(name), name)]
    digest, files = content.get("digest"), content.get("files")
    if digest and not _SHA256.fullmatch(str(digest)):
        unfit.append("digest")
    if not isinstance(files, dict) or not files:
        unfit.append("files")
    else:
        unfit += [
            f"files[{name}]"
            for name, digest in files.items()
            if not fits_a_pack(name) or not _SHA256.fullmatch(str(digest))
        ]
    unfit += [name for name in content if name not in ("format", "files", *_TEXTS)]
    for name in unfit:
        yield problem("pack_file.bad_field", shown, f"{MANIFEST}: {name}"[:120], field=name[:80])


def _fits(text: object, name: str) -> bool:
    """Whether this is a text a manifest may hold; only the publisher may be empty."""
    if not isinstance(text, str) or len(text) > _MAX_TEXT or not printable(text):
        return False
    return bool(text) or name == "publisher"
