"""Pack files for tests: sound ones, and ones somebody has tampered with."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from desktop_app.packs import stored_zip
from desktop_app.packs.files import Contents, digest_of, parsed, read_contents
from desktop_app.packs.header import read_header
from desktop_app.packs.manifest import MANIFEST, SIGNATURE, Manifest, sha256, written
from desktop_app.packs.pack_file import PackFile, make
from desktop_app.packs.signing import signature_of

OWN = """
[pack]
id = "own"
name = "某厂自用"
version = "{version}"
kind = "industry"
completeness = "测试用。"
requires = ["general"]

[[section]]
id = "own"
title = "某厂"

[[item]]
key = "own.rolls"
name = "轧辊数"
section = "own"
unit = "个"

[[quantity]]
id = "own.double"
name = "两倍轧辊数"
unit = "个"
formula = "{formula}"
limb = "energy"
headline = true
"""
CASE = '[case]\nyear = 2023\npacks = ["own"]\n[enterprise]\nname = "虚构，仅验证算法"\n'


def own_text(version: str = "2026.1.1", formula: str = "own.rolls * 2") -> str:
    return OWN.format(version=version, formula=formula)


def own_files(version: str = "2026.1.1", formula: str = "own.rolls * 2") -> dict[str, bytes]:
    """The files of a small pack that builds on the general one."""
    return {
        "cases/own.toml": CASE.encode(),
        "pack.toml": own_text(version, formula).encode(),
    }


def file_of(files: Mapping[str, bytes], *, key: bytes = b"", publisher: str = "") -> PackFile:
    """A sound pack file with these files."""
    contents = Contents("own", files, has_cases=True)
    header = read_header(parsed(contents).documents, "own", [])
    made = make(contents, header, "0.0", key=key, publisher=publisher)
    assert isinstance(made, PackFile), made
    return made


def folder_file(folder: Path) -> PackFile:
    """The pack file of a pack folder."""
    contents = read_contents(folder, cases=True)
    header = read_header(parsed(contents).documents, contents.name, [])
    made = make(contents, header, "0.0")
    assert isinstance(made, PackFile), made
    return made


def forged(
    files: Mapping[str, bytes],
    *,
    digest: str = "",
    version: str = "2026.1.1",
    extra: Mapping[str, bytes] | None = None,
    key: bytes = b"",
) -> bytes:
    """A well-formed zip whose manifest fits its files as far as nothing else is asked for."""
    contents = Contents("own", files)
    sums = {name: sha256(data) for name, data in sorted(files.items())}
    told = digest or digest_of(contents)
    manifest = written(Manifest("own", "某厂自用", version, told, "0.0", files=sums))
    signature = signature_of(key, manifest, "own") if key else b""
    assert isinstance(signature, bytes)
    signed = {SIGNATURE: signature} if key else {}
    return stored_zip.write(
        {MANIFEST: manifest, **signed, **dict(sorted(files.items())), **(extra or {})}
    )


def tampered_manifest(data: bytes, **changes: object) -> bytes:
    """The same file with fields of its manifest changed."""
    files = stored_zip.read(data, "own")
    assert isinstance(files, dict)
    content = {**json.loads(files[MANIFEST]), **changes}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    return stored_zip.write({**files, MANIFEST: text.encode()})


def other_zip(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip as other programs write it."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", method) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return held.getvalue()
