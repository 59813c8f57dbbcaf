"""31 December decides: which values, tables and factor sets a reporting year uses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.in_force import (
    Resolved,
    assessments_in_force,
    assessments_to_come,
    bound_members,
    holds,
    pack_rank,
    resolve_parameters,
)
from desktop_app.core.pack import Assessment, Binding, Cited, Limb, Pack, Parameter

PACK = Pack(id="base", name="通用", version="1", kind="base", digest="d")
STEEL = replace(PACK, id="steel", kind="industry", industries=("C31",))
FACTOR = Parameter(key="grid", name="电网因子", value=Decimal(1), unit="", cited=Cited())


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def factor(value: str, start: str = "", end: str = "", **more: object) -> Parameter:
    return replace(FACTOR, value=Decimal(value), valid_from=day(start), valid_to=day(end), **more)  # type: ignore[arg-type]


def resolved(*values: Parameter, year: int = 2023, region: str = "520100") -> Resolved:
    return resolve_parameters([replace(PACK, parameters=values)], year, region)


@pytest.mark.parametrize(
    ("start", "end", "year", "expected"),
    [
        ("", "", 2023, True),
        ("2023-12-31", "", 2023, True),
        ("2024-01-01", "", 2023, False),
        ("2023-07-01", "", 2023, True),
        ("", "2023-12-31", 2023, True),
        ("", "2023-12-30", 2023, False),
        ("", "9999-12-31", 99999, True),
        ("0001-01-01", "", -5, True),
    ],
)
def test_the_end_of_the_year_decides(start: str, end: str, year: int, expected: bool) -> None:
    assert holds(day(start), day(end), year) is expected


@pytest.mark.parametrize(
    ("region", "expected"),
    [("520100", "52.1"), ("520200", "52"), ("110000", "0"), ("", "0")],
)
def test_the_closest_area_wins(region: str, expected: str) -> None:
    values = (factor("0"), factor("52", area="52"), factor("52.1", area="5201"))
    assert resolved(*values, region=region).values["grid"].value == Decimal(expected)


def test_the_latest_edition_wins() -> None:
    values = (factor("1", "2010-01-01"), factor("3", "2023-06-01"), factor("2", "2020-01-01"))
    found = resolved(*values)
    assert found.values["grid"].value == 3
    assert found.problems == ()
    assert found.notices == {}


def test_the_specific_pack_wins_over_the_general_one() -> None:
    packs = [
        replace(STEEL, parameters=(factor("2"),)),
        replace(PACK, parameters=(factor("1"),)),
    ]
    found = resolve_parameters(packs, 2023, "")
    assert found.values["grid"].value == 2
    assert found.problems == ()


def test_two_values_with_equal_claim_are_ambiguous() -> None:
    found = resolved(factor("1.50"), factor("2"))
    assert [(one.code, one.args["values"]) for one in found.problems] == [
        ("pack.parameter_ambiguous", "1.50、2")
    ]
    assert resolved(factor("2"), factor("2.0")).problems == ()


def test_a_value_is_carried_forward_with_a_notice() -> None:
    values = (
        factor("1", "2021-01-01", "2021-12-31", carry_forward=True),
        factor("2", "2022-01-01", "2022-12-31", carry_forward=True),
        factor("9", "2024-01-01", "2024-12-31", carry_forward=True),
    )
    found = resolved(*values)
    assert found.values["grid"].value == 2
    notice = found.notices["grid"][0]
    assert (notice.code, notice.args["used"]) == ("judge.factor_carried", "2022")
    assert resolved(*values, year=2021).notices == {}


def test_without_leave_nothing_is_carried() -> None:
    found = resolved(factor("1", "2022-01-01", "2022-12-31"))
    assert found.values == {}
    assert [one.code for one in found.notices["grid"]] == ["judge.parameter_missing"]


def test_a_value_of_another_area_is_missing_here() -> None:
    found = resolved(factor("1", area="11"))
    assert found.notices["grid"][0].args["area"] == "520100"


MEMBERS = (
    factor("1", family="fuel", member="old"),
    factor("2", family="fuel", member="new"),
)


@pytest.mark.parametrize(("year", "expected"), [(2022, 1), (2023, 2)])
def test_a_family_follows_its_binding(year: int, expected: int) -> None:
    bindings = (
        Binding("fuel", "old", valid_to=date(2022, 12, 31)),
        Binding("fuel", "new", valid_from=date(2023, 1, 1)),
    )
    pack = replace(PACK, parameters=MEMBERS, bindings=bindings)
    assert resolve_parameters([pack], year, "").values["grid"].value == expected


def test_a_family_nobody_binds_has_no_value() -> None:
    assert resolved(*MEMBERS).values == {}


@pytest.mark.parametrize(
    ("industry", "member"), [("", "steel"), ("3130", "steel"), ("C3011", "cement")]
)
def test_the_binding_of_the_own_industry_wins(industry: str, member: str) -> None:
    packs = [
        replace(PACK, bindings=(Binding("fuel", "base"),)),
        replace(STEEL, bindings=(Binding("fuel", "steel"),)),
        replace(
            STEEL,
            id="cement",
            industries=("C3011",),
            bindings=(Binding("fuel", "cement", valid_from=date(2023, 1, 1)),),
        ),
    ]
    chosen = packs if industry else packs[:2]
    assert bound_members(chosen, 2023, industry) == ({"fuel": member}, [])


def test_bindings_of_equal_rank_clash() -> None:
    pack = replace(PACK, bindings=(Binding("fuel", "a"), Binding("fuel", "b")))
    _members, found = bound_members([pack], 2023, "")
    assert [(one.code, one.args["members"]) for one in found] == [("pack.binding_conflict", "a、b")]
    same = replace(PACK, bindings=(Binding("fuel", "a"), Binding("fuel", "a")))
    assert bound_members([same], 2023, "") == ({"fuel": "a"}, [])


@pytest.mark.parametrize(
    ("pack", "industry", "rank"),
    [
        (PACK, "C3130", 0),
        (STEEL, "C3130", 2),
        (STEEL, "3130", 2),
        (STEEL, "C3011", 1),
        (STEEL, "", 1),
    ],
)
def test_rank(pack: Pack, industry: str, rank: int) -> None:
    assert pack_rank(pack, industry) == rank


def test_tables_come_and_go() -> None:
    def table(name: str, start: str = "", end: str = "") -> Assessment:
        return Assessment(
            id=name, name=name, limb=Limb.ENERGY, method="band.v1", scale="s",
            groups=(), indicators=(), valid_from=day(start), valid_to=day(end),
        )  # fmt: skip

    pack = replace(
        PACK,
        assessments=(
            table("old", end="2022-12-31"),
            table("now", "2023-07-01"),
            table("next", "2024-01-01"),
        ),
    )
    assert [one.id for one in assessments_in_force([pack], 2023)] == ["now"]
    notices = assessments_to_come([pack], 2023)
    assert [(one.code, one.args["source"]) for one in notices] == [("judge.not_in_force", "next")]
