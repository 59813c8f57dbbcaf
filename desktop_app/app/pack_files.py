"""Pack files in use: looking one through, installing, removing, exporting, signing.

Nothing is installed that would not judge beside the packs at hand, or that would break one of
them; a refusal leaves everything as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from desktop_app.app.about import VERSION
from desktop_app.app.catalog import Catalog, Edition
from desktop_app.app.hints import suggestion
from desktop_app.app.paths import Paths
from desktop_app.core.confirmed import holding
from desktop_app.core.pack import Confirmation
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.i18n import _
from desktop_app.packs.confirmations import with_rows
from desktop_app.packs.editions import Origin, newest, of_contents, order
from desktop_app.packs.files import read_contents
from desktop_app.packs.pack_file import SUFFIX, PackFile, from_bytes, make, read_file
from desktop_app.packs.placing import place, take_away
from desktop_app.packs.publishers import Publisher, distrust, trust, trusted
from desktop_app.packs.shelf import with_required
from desktop_app.packs.signing import fingerprint, new_key, public_key

__all__ = ["SUFFIX"]

_REMOVABLE: Final = (Origin.INSTALLED, Origin.OWN)

CONSENT: Final = frozenset({"pack_file.signer_unknown", "pack_file.signer_changed"})
"""What stands in the way only until somebody says that the publisher is to be trusted."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed a pack: the name the signature covers, the key's fingerprint, and whether known.

    All empty for a pack without a signature.
    """

    name: str = ""
    fingerprint: str = ""
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What pack files are found to be, before anything is installed.

    `files` are the sound ones, `problems` all there is to say: errors stand in the way, those of
    `CONSENT` only until the publisher is trusted.
    """

    files: tuple[PackFile, ...]
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> bool:
        """Whether no consent could help."""
        return has_errors(one for one in self.problems if one.code not in CONSENT)

    @property
    def waits_for_trust(self) -> bool:
        """Whether all that is missing is that somebody trusts the publisher."""
        return not self.refused and has_errors(self.problems)


def signed(paths: Paths, file: PackFile) -> Signed:
    """Who signed a pack file."""
    if not file.signer:
        return Signed()
    known = file.signer in trusted(paths.publishers)
    return Signed(file.manifest.publisher, fingerprint(file.signer), known)


def signed_edition(paths: Paths, edition: Edition) -> Signed:
    """Who signed an edition at hand; a folder is signed by nobody."""
    read = from_bytes(edition.data, edition.id) if edition.data else ()
    return signed(paths, read) if isinstance(read, PackFile) else Signed()


def known_publishers(paths: Paths) -> tuple[tuple[str, Publisher], ...]:
    """The publishers the user trusts, each with its fingerprint."""
    every = trusted(paths.publishers).values()
    return tuple((fingerprint(one.key), one) for one in every)


def forget_publisher(paths: Paths, shown: str) -> Problem | None:
    """Trust the publisher of a fingerprint no longer; what was installed stays."""
    wanted = "".join(shown.split()).upper()
    for own, one in known_publishers(paths):
        if wanted == own.replace(" ", ""):
            return distrust(paths.publishers, one.key)
    return problem("pack_file.publisher_unknown", fingerprint=shown[:80])


def look_at(paths: Paths, catalog: Catalog, files: Sequence[Path]) -> Looked:
    """Look files through that are to be installed together; reads only."""
    reads = [read_file(path) for path in files]
    broken = [fault for read in reads if not isinstance(read, PackFile) for fault in read]
    sound = tuple(read for read in reads if isinstance(read, PackFile))
    if broken:
        return Looked(sound, tuple(broken))
    return look_beside(paths, catalog, sound)


def look_beside(paths: Paths, catalog: Catalog, files: Sequence[PackFile]) -> Looked:
    """What sound files meet at hand when they are installed together; reads only."""
    found: list[Problem] = []
    for file in files:
        found += _provenance(paths, catalog, file)
        found += _beside(catalog, file)
    found += _faults(catalog, [_edition(file) for file in files])
    return Looked(tuple(files), tuple(found))


def install(
    paths: Paths, catalog: Catalog, files: Sequence[Path], *, trusting: bool = False, now: str = ""
) -> Looked:
    """Install pack files together; with `trusting` their publishers are trusted from now on.

    When something stands in the way nothing is installed, and the problems say what.
    """
    return put_in_use(paths, catalog, look_at(paths, catalog, files), trusting=trusting, now=now)


def put_in_use(
    paths: Paths, catalog: Catalog, looked: Looked, *, trusting: bool = False, now: str = ""
) -> Looked:
    """Install what was looked through, unless something stands in the way."""
    if looked.refused or (looked.waits_for_trust and not trusting):
        return looked
    notes = [one for one in looked.problems if one.code not in CONSENT]
    for file in looked.files:
        if trusting and file.signer:
            failed = trust(
                paths.publishers, Publisher(file.signer, file.manifest.publisher, now[:10])
            )
            notes += [failed] if failed else []
        if not has_errors(notes):
            failed = place(paths.user_packs / file.file_name, file.data)
            notes += [failed] if failed else []
    catalog.forget()
    return Looked(looked.files, tuple(notes))


def remove(
    paths: Paths, catalog: Catalog, pack_id: str, version: str = "", origin: Origin | None = None
) -> tuple[Problem, ...]:
    """Remove the installed files of a pack, or of one version of it, or of one origin.

    A folder the user worked on is moved aside, never deleted. Cases judged by the pack keep it in
    their library. Problems: `pack_file.not_installed`, and `pack_file.needed` where another pack
    would be left without it.
    """
    installed = [one for one in catalog.editions if one.origin in _REMOVABLE]
    named = [one for one in installed if one.id == pack_id and version in ("", one.version)]
    gone = [one for one in named if origin in (None, one.origin)]
    if not gone:
        known = sorted({one.id for one in installed})
        hint = suggestion(pack_id, known)
        return (problem("pack_file.not_installed", pack=pack_id, suggestion=hint),)
    left = newest(one for one in catalog.editions if not any(one is other for other in gone))
    if pack_id not in left:
        users = [one for one in left.values() if pack_id in one.head.requires]
        if users:
            return tuple(
                problem("pack_file.needed", pack_id, pack=one.head.name or one.id) for one in users
            )
    found = [_gone(paths, one) for one in gone]
    catalog.forget()
    return tuple(one for one in found if one is not None)


def _gone(paths: Paths, edition: Edition) -> Problem | None:
    """Take an edition away; None when there is nothing to tell."""
    if edition.place is None:
        return None
    if edition.origin is Origin.INSTALLED:
        return take_away(edition.place)
    aside = _free(paths.user / "removed" / f"{edition.id}-{edition.version}")
    try:
        aside.parent.mkdir(parents=True, exist_ok=True)
        edition.place.rename(aside)
    except OSError as error:
        return problem("pack_file.cannot_write", edition.id, detail=error.strerror or str(error))
    return problem("pack_file.moved_aside", edition.id, file=aside)


def _free(path: Path) -> Path:
    """The path itself, or with the first number at which nothing is there."""
    numbered = (path.with_name(f"{path.name}-{number}") for number in count(2))
    return path if not path.exists() else next(one for one in numbered if not one.exists())


def pack_up(
    catalog: Catalog,
    what: str,
    *,
    key: bytes = b"",
    publisher: str = "",
    confirmed: Sequence[Confirmation] = (),
    digest: str = "",
) -> PackFile | tuple[Problem, ...]:
    """The pack file of a pack folder, or of a pack at hand by its id (or id@version).

    An installed file is handed on as it came, signature included, unless it is signed anew. A
    pack with an error is not handed on. `digest` tells apart contents of one version; of the
    numbers `confirmed` in a library those go along, as a file of their own, that are this pack's
    and still hold.
    """
    edition = (catalog.edition(digest) if digest else None) or meant(catalog, what)
    if isinstance(edition, Problem):
        return (edition,)
    pack = catalog.reading(edition).pack if confirmed else None
    own = holding(pack, confirmed) if pack is not None else ()
    if edition.data and not key and not publisher and not own:
        return from_bytes(edition.data, edition.id)
    faults = catalog.faults(edition, {**catalog.newest, edition.id: edition})
    if has_errors(faults):
        return faults
    contents = edition.contents
    if edition.place is not None and not edition.data:
        contents = read_contents(edition.place, cases=True)
    if own:
        contents = with_rows(contents, own)
    return make(contents, edition.head, VERSION, key=key, publisher=publisher)


def export(file: PackFile, target: Path) -> Path | Problem:
    """Write a pack file to a folder under its own name, or to a file; where it went."""
    path = target / file.file_name if target.is_dir() else target
    return place(path, file.data) or path


def make_key(path: Path) -> str | Problem:
    """Write a new private key to `path`; its fingerprint. A file that is there stays."""
    if path.exists():
        return problem("pack_file.key_exists", path.name, file=path)
    pem = new_key()
    failed = place(path, pem, private=True)
    key = public_key(pem, path.name)
    if failed is not None or isinstance(key, Problem):
        return failed or problem("pack_file.bad_key", path.name, detail="")
    return fingerprint(key)


def read_key(path: Path) -> bytes | Problem:
    """The private key in a file."""
    try:
        with path.open("rb") as stream:
            return stream.read(100_000)
    except OSError as error:
        return problem("pack_file.bad_key", path.name, detail=error.strerror or str(error))


def origin_word(origin: Origin) -> str:
    """Where an edition comes from, in the language in force."""
    return {
        Origin.BUILT_IN: _("随程序"),
        Origin.INSTALLED: _("已安装"),
        Origin.OWN: _("自己的文件夹"),
        Origin.KEPT: _("企业库留存"),
    }[origin]


def meant(catalog: Catalog, what: str) -> Edition | Problem:
    """The edition `what` names: a pack at hand by id or id@version, else a pack folder."""
    pack_id, _at, version = what.partition("@")
    every = sorted(catalog.editions, key=order, reverse=True)
    for one in every:
        if one.id == pack_id and version in ("", one.version):
            return one
    folder = Path(what)
    if folder.is_dir():
        return of_contents(read_contents(folder.absolute()), Origin.OWN, folder)
    known = sorted({one.id for one in every})
    listed = _("、").join(known)
    hint = suggestion(what, known)
    return problem("pack.unknown", pack=what[:100], suggestion=hint, installed=listed)


def _edition(file: PackFile) -> Edition:
    return of_contents(file.contents, Origin.INSTALLED, data=file.data)


def _provenance(paths: Paths, catalog: Catalog, file: PackFile) -> Iterator[Problem]:
    """Who the file is from, and whether that is who the pack was from before."""
    who, name = signed(paths, file), file.file_name
    if who.trusted:
        told = {"publisher": who.name, "fingerprint": who.fingerprint}
        yield problem("pack_file.signed_by", name, **told)
    elif file.signer:
        told = {"publisher": who.name or _("未署名"), "fingerprint": who.fingerprint}
        yield problem("pack_file.signer_unknown", name, **told)
    else:
        yield problem("pack_file.unsigned", name, digest=file.manifest.digest[:16])
    before = _signer_before(catalog, file)
    if before is not None and before.signer != file.signer and not who.trusted:
        now = _("由另一把密钥签名") if file.signer else _("没有签名")
        was = before.manifest.publisher or fingerprint(before.signer)
        yield problem(
            "pack_file.signer_changed", name, pack=file.manifest.pack, before=was, now=now
        )


def _signer_before(catalog: Catalog, file: PackFile) -> PackFile | None:
    """The newest installed file of the same pack, if it is signed."""
    own = [one for one in catalog.editions if one.id == file.manifest.pack and one.data]
    for one in sorted(own, key=order, reverse=True)[:1]:
        read = from_bytes(one.data, one.id)
        if isinstance(read, PackFile) and read.signer:
            return read
    return None


def _beside(catalog: Catalog, file: PackFile) -> Iterator[Problem]:
    """How the file stands to the versions of its pack at hand."""
    manifest = file.manifest
    told = {"name": manifest.name, "version": manifest.version}
    fresh = _edition(file)
    same = [one for one in catalog.editions if one.id == manifest.pack]
    if any(one.digest == manifest.digest for one in same):
        yield problem("pack_file.already", file.file_name, **told)
        return
    for one in same:
        if one.origin is Origin.INSTALLED and one.version == manifest.version:
            yield problem("pack_file.replaces", file.file_name, **told)
    used = catalog.newest.get(manifest.pack)
    if used is not None and order(used) > order(fresh):
        yield problem("pack_file.older", file.file_name, newest=used.version, **told)


def _faults(catalog: Catalog, fresh: Sequence[Edition]) -> Iterator[Problem]:
    """Errors of the new packs beside those at hand, and what they would break among these."""
    after = newest([*catalog.newest.values(), *fresh])
    for one in fresh:
        yield from _errors(catalog.faults(one, {**after, one.id: one}))
    changed = {one.id for one in fresh if after[one.id] is one}
    for one in after.values():
        if one.id in changed or not changed & set(with_required(one, after)):
            continue
        before = {found.code for found in _errors(catalog.faults(one, catalog.newest))}
        broken = [f for f in _errors(catalog.faults(one, after)) if f.code not in before]
        for found in broken[:3]:
            yield problem(
                "pack_file.breaks", "", pack=one.head.name or one.id, message=found.message()
            )


def _errors(found: Sequence[Problem]) -> list[Problem]:
    return [one for one in found if has_errors([one])]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a pack in a list: where it is, who signed it, whether new cases use it."""

    id: str
    version: str
    digest: str
    origin: Origin
    where: str
    in_use: bool
    signed: Signed


def version_rows(
    paths: Paths, catalog: Catalog, kept: Sequence[tuple[str, str, str]] = ()
) -> tuple[VersionRow, ...]:
    """Every version at hand, and those a library keeps (digest, id, version) besides."""
    ordered = sorted(catalog.editions, key=order, reverse=True)
    used = {id(one) for one in catalog.newest.values()}
    rows = [
        VersionRow(
            one.id,
            one.version,
            one.digest,
            one.origin,
            origin_word(one.origin),
            id(one) in used,
            signed_edition(paths, one),
        )
        for one in ordered
    ]
    at_hand = {one.digest for one in ordered}
    rows += [
        VersionRow(pack, version, digest, Origin.KEPT, origin_word(Origin.KEPT), False, Signed())
        for digest, pack, version in kept
        if digest not in at_hand
    ]
    return tuple(sorted(rows, key=lambda row: row.id))
