"""Rows and tables made by hand, for the tests of the methods that judge them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from decimal import Decimal

from desktop_app.core.expr import Expr
from desktop_app.core.expr.parse import parse
from desktop_app.core.methods.rows import Membership, Row
from desktop_app.core.pack import (
    Assessment,
    Cited,
    Confidence,
    Direction,
    Group,
    Indicator,
    Level,
    Limb,
    Part,
    Scale,
)
from desktop_app.core.result import Status

BELOW = Level("below", "未达Ⅲ级", "✕", "level_below")
LEVELS = tuple(Level(f"L{n}", f"{sign}级", "●", f"level_{n}") for n, sign in enumerate("ⅠⅡⅢ", 1))
SCALE = Scale("cp", "清洁生产水平", LEVELS, BELOW)

REACHED: Mapping[str, Membership] = {
    "L1": (True, True, True),
    "L2": (False, True, True),
    "L3": (False, False, True),
    "below": (False, False, False),
    "open": (None, None, None),
}
"""The membership of a row by the level it reaches; open while it is blank."""


def formula(text: str) -> Expr:
    """A formula that can be parsed."""
    found = parse(text)
    assert isinstance(found, Expr)
    return found


def row(
    own_id: str,
    reached: str,
    group: str = "g",
    weight: str | None = "1",
    *,
    limiting: bool = False,
    pool: str = "",
    record: str = "",
    weight_by: str | None = None,
    shares_output: bool = False,
    met: Membership | None = None,
    status: Status | None = None,
    confidence: Confidence = Confidence.CONFIRMED,
) -> Row:
    """A row that reaches a level, is "open" (blank), or "n.a."."""
    own = None if weight is None else Decimal(weight)
    blank = {"open": Status.BLANK, "n.a.": Status.NA}.get(reached, Status.GIVEN)
    output = formula("output") if weight_by is not None or shares_output else None
    indicator = Indicator(
        id=own_id,
        no=own_id,
        name=own_id,
        group=group,
        parts=(Part(own_id, formula("x"), "kg/t", Direction.LOWER, ()),),
        weight=None if pool else own,
        pool=pool,
        pool_weight=own if pool else None,
        limiting=limiting,
        record="outlet" if record else "",
        weight_by=output,
    )
    return Row(
        indicator=indicator,
        record=record,
        status=status or blank,
        value=None,
        text="",
        met=met if met is not None else REACHED.get(reached, (None, None, None)),
        limits=(),
        confidence=confidence,
        missing=(f"item.{own_id}",) if reached == "open" else (),
        weight_by=None if weight_by is None else Decimal(weight_by),
    )


def table(
    groups: Mapping[str, str | None],
    method: str = "level_index.v1",
    options: Mapping[str, str] | None = None,
    confidence: Confidence = Confidence.CONFIRMED,
    bonus: Container[str] = (),
) -> Assessment:
    """A table with these groups and their weights (None: the weight is missing)."""
    return Assessment(
        id="t.cp",
        name="表",
        limb=Limb.CLEAN_PRODUCTION,
        method=method,
        scale="cp",
        groups=tuple(
            Group(
                key,
                key,
                None if w is None else Decimal(w),
                Cited(confidence=confidence),
                bonus=key in bonus,
            )
            for key, w in groups.items()
        ),
        indicators=(),
        options=options or {},
    )
