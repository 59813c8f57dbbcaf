"""Packs kept in a library: every version one of its cases was judged by, as its pack file.

They are only ever added, so that undoing a move to a newer version finds the older one again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.store.schema import PackCopyRow


@dataclass(frozen=True, slots=True)
class PackCopy:
    """A version of a pack: the digest of its content, and the bytes of its pack file."""

    digest: str
    pack: str
    version: str
    data: bytes


def keep_copies(session: Session, copies: Sequence[PackCopy]) -> None:
    """Add the packs that are not kept yet."""
    there = {digest for digest, _pack, _version in kept_packs(session)}
    session.add_all(
        PackCopyRow(digest=one.digest, pack=one.pack, version=one.version, data=one.data)
        for one in {copy.digest: copy for copy in copies}.values()
        if one.digest not in there
    )


def kept_packs(session: Session) -> tuple[tuple[str, str, str], ...]:
    """Digest, pack and version of all packs that are kept, without their bytes."""
    query = select(PackCopyRow.digest, PackCopyRow.pack, PackCopyRow.version)
    rows = session.execute(query.order_by(PackCopyRow.pack, PackCopyRow.version)).all()
    return tuple((digest, pack, version) for digest, pack, version in rows)
