"""The stamp of an Office file: what is seen in it, digested; custom properties for the seal."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.core.provenance import CUSTOM_PART, Provenance
from desktop_app.core.visible import parts_digest
from desktop_app.reports.stamps.kept import Signer, custom_part, kept


def sealed_part(
    provenance: Provenance, stamp: bytes, parts: Mapping[str, bytes], sign: Signer | None
) -> bytes:
    """The part that seals all others, `parts` by name; what `parts` has of it does not count."""
    others = ((name, data) for name, data in parts.items() if name != CUSTOM_PART)
    return custom_part(provenance, kept(stamp, parts_digest(others), sign))
