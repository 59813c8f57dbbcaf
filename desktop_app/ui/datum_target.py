"""Reading jump targets: the text form of a datum key, or the name of an item alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_TARGET: Final = re.compile(r"^([^\[\]@]+)(?:\[([^\]]*)\])?(?:@(\d{4})(?:-(\d{2}))?)?$")


@dataclass(frozen=True, slots=True)
class DatumTarget:
    """An item, the record and the period a target names; "" and 0 where it names none."""

    item: str
    record: str = ""
    year: int = 0
    month: int = 0


def read_target(text: str) -> DatumTarget | None:
    """`energy.raw_coal[DA001]@2023-03` or a part of it; None for anything else."""
    found = _TARGET.match(text.strip())
    if not found:
        return None
    return DatumTarget(found[1], found[2] or "", int(found[3] or 0), int(found[4] or 0))
