"""Pack files <id>-<version>.nzpack: a pack as one file that travels, checked before it is used.

A stored zip of manifest, perhaps a signature, and the pack's own files. Whoever opens one gets
either all of it, sound, or every reason against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.packs import stored_zip
from desktop_app.packs.fields import ID
from desktop_app.packs.files import MAX_BYTES, Contents, digest_of, parsed
from desktop_app.packs.header import Header, is_version, read_header
from desktop_app.packs.manifest import (
    MANIFEST,
    SIGNATURE,
    Manifest,
    fits_a_pack,
    read_manifest,
    sha256,
    written,
)
from desktop_app.packs.signing import signature_of, signer_of

SUFFIX: Final = ".nzpack"
MAX_FILE: Final = 20_000_000
_UNFIT: Final = re.compile(r"[^\w.+-]")


@dataclass(frozen=True, slots=True)
class PackFile:
    """A sound pack file: what it says of itself, what it holds, and who signed it.

    `signer` is the public key (base64) of a signature that holds, "" without a signature; whether
    anybody trusts that key is another question. `data` are the bytes of the whole file.
    """

    manifest: Manifest
    contents: Contents
    signer: str
    data: bytes

    @property
    def file_name(self) -> str:
        """The name the file should have."""
        return file_name(self.manifest.pack, self.manifest.version)


def file_name(pack_id: str, version: str) -> str:
    """The name of the file of a pack's version: steel-2026.11.1.nzpack."""
    return f"{_UNFIT.sub('_', pack_id)}-{_UNFIT.sub('_', version)}{SUFFIX}"


def make(
    contents: Contents, header: Header, program: str, *, publisher: str = "", key: bytes = b""
) -> PackFile | tuple[Problem, ...]:
    """The file of a pack, signed when there is a private key (PEM); equal packs give equal bytes.

    `program` is the version of the program. Problems: files that cannot travel, an unfit key.
    """
    found = [*contents.problems, *_unfit(contents)]
    if has_errors(found):
        return tuple(found)
    manifest = Manifest(
        pack=header.id,
        name=header.name,
        version=header.version,
        digest=digest_of(contents),
        program=program,
        publisher=publisher,
        files={name: sha256(contents.files[name]) for name in sorted(contents.files)},
    )
    files = {MANIFEST: written(manifest)}
    if key:
        signature = signature_of(key, files[MANIFEST], contents.name)
        if isinstance(signature, Problem):
            return (signature,)
        files[SIGNATURE] = signature
    files |= {name: contents.files[name] for name in sorted(contents.files)}
    return from_bytes(stored_zip.write(files), file_name(header.id, header.version))


def _unfit(contents: Contents) -> Iterator[Problem]:
    for name in contents.files:
        if not fits_a_pack(name):
            yield problem("pack_file.bad_name", contents.name, name[:80], name=name[:80])
    size = sum(map(len, contents.files.values()))
    if size > MAX_FILE - 1_000_000:
        yield problem("pack_file.too_large", contents.name, size=size, limit=_mega(MAX_FILE))


def read_file(path: Path) -> PackFile | tuple[Problem, ...]:
    """The pack file at a path; see `from_bytes`."""
    shown = path.name
    try:
        if not path.is_file():
            return (problem("pack_file.missing", shown, file=path),)
        size = path.stat().st_size
        if size > MAX_FILE:
            return (problem("pack_file.too_large", shown, size=size, limit=_mega(MAX_FILE)),)
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except OSError as error:
        return (problem("pack_file.unreadable", shown, detail=error.strerror or str(error)),)
    return from_bytes(data, shown)


def from_bytes(data: bytes, shown: str, *, known: bool = False) -> PackFile | tuple[Problem, ...]:
    """The pack file in these bytes, or all reasons against it; `shown` is its name in them.

    A `known` file was checked when it came in: who signed it is not worked out again, and its
    header is left to whoever reads the pack; that its content is unchanged is always checked.
    """
    if len(data) > MAX_FILE:
        return (problem("pack_file.too_large", shown, size=len(data), limit=_mega(MAX_FILE)),)
    files = stored_zip.read(data, shown)
    if isinstance(files, tuple):
        return files
    manifest = _manifest(files, shown)
    if not isinstance(manifest, Manifest):
        return manifest
    own = {name: files[name] for name in files if name not in (MANIFEST, SIGNATURE)}
    contents = Contents(f"{shown}/{manifest.pack}", own, any("/" in name for name in own))
    found = list(_mismatches(manifest, own, shown))
    if digest_of(contents) != manifest.digest:
        found.append(problem("pack_file.wrong_digest", shown, MANIFEST))
    found += [] if known else _lies(manifest, contents, shown)
    signer = "" if known else _signer(files, shown)
    if isinstance(signer, Problem):
        found.append(signer)
    if found or isinstance(signer, Problem):
        return tuple(found)
    return PackFile(manifest, contents, signer, data)


def _manifest(files: Mapping[str, bytes], shown: str) -> Manifest | tuple[Problem, ...]:
    if MANIFEST not in files:
        return (problem("pack_file.no_manifest", shown),)
    return read_manifest(files[MANIFEST], shown)


def _signer(files: Mapping[str, bytes], shown: str) -> str | Problem:
    if SIGNATURE not in files:
        return ""
    return signer_of(files[SIGNATURE], files[MANIFEST], shown)


def _mismatches(manifest: Manifest, own: Mapping[str, bytes], shown: str) -> Iterator[Problem]:
    """Where the files are not those the manifest names."""
    for name in sorted(manifest.files.keys() - own.keys()):
        yield problem("pack_file.file_missing", shown, name, name=name)
    for name in sorted(own.keys() - manifest.files.keys()):
        yield problem("pack_file.file_extra", shown, name[:80], name=name[:80])
    for name in sorted(own.keys() & manifest.files.keys()):
        if len(own[name]) > MAX_BYTES:
            yield problem("pack.file_too_large", f"{shown}/{name}", limit=_mega(MAX_BYTES))
        elif sha256(own[name]) != manifest.files[name]:
            yield problem("pack_file.file_changed", shown, name, name=name)


def _lies(manifest: Manifest, contents: Contents, shown: str) -> Iterator[Problem]:
    """Where the manifest says of the pack what is not so."""
    if not ID.fullmatch(manifest.pack):
        yield problem("pack.bad_id", shown, MANIFEST, name=manifest.pack)
    if not is_version(manifest.version):
        yield problem("pack.bad_version", shown, MANIFEST, version=manifest.version)
    folder = parsed(contents)
    found: list[Problem] = list(folder.problems)
    header = read_header(folder.documents, contents.name, found)
    yield from found
    told = (("id", manifest.pack), ("version", manifest.version), ("name", manifest.name))
    for field, value in () if found else told:
        own = getattr(header, field)
        if own != value:
            yield problem(
                "pack_file.header_differs", shown, MANIFEST, field=field, value=value, own=own
            )


def _mega(size: int) -> str:
    return f"{size // 1_000_000} MB"
