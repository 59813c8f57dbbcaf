"""What a writer needs to stamp the file it writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from desktop_app.core.provenance import Provenance
from desktop_app.reports.stamps.kept import Signer

#: Reads the text of every page of a PDF, as whoever verifies it will.
PageReader: TypeAlias = Callable[[bytes], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Stamping:
    """Where the output comes from, who reads its pages back, and who signs it, if anybody.

    `reader` names what reads pages, with its version.
    """

    provenance: Provenance
    read_pages: PageReader
    reader: str
    sign: Signer | None = None
