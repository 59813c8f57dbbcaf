"""The digests of a case: the same for the same case anywhere, another for any change."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.case_marks import DATA, EVIDENCE, PARTS, PLAN, PROFILE, RECORDS, marks_of
from desktop_app.core.changes import Mutation, PutDatum, PutPlanned, PutRecord
from desktop_app.core.data import Case, Datum, Enterprise, Key, Period, Record, State
from desktop_app.core.evidence import Evidence, EvidenceKind, Subject
from desktop_app.core.planned import DataChange, How, PlannedMeasure
from desktop_app.store.edits import Stamp
from desktop_app.store.library import Library

NOW: Final = "2026-11-22T08:00:00+00:00"
_TEXTS: Final = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)
_NUMBERS: Final = st.decimals(-(10**9), 10**9, allow_nan=False, places=4)
_KEYS: Final = st.builds(
    Key,
    st.sampled_from(["energy.raw_coal", "air.nox", "water.fresh"]),
    st.builds(Period, st.just(2023), st.integers(0, 12)),
    st.sampled_from(["", "DA001"]),
)


def given_datum(key: Key, value: Decimal, unit: str, note: str) -> Datum:
    return Datum(key, State.GIVEN, value, unit, raw=str(value), note=note)


_DATA: Final = st.lists(
    st.builds(given_datum, _KEYS, _NUMBERS, st.sampled_from(["t", "万t"]), _TEXTS),
    max_size=8,
    unique_by=lambda one: one.key,
)


def a_case(data: Sequence[Datum] = ()) -> Case:
    coal = Key("energy.raw_coal", Period(2023))
    listed = data or [given_datum(coal, Decimal("1.50"), "t", "")]
    return Case(
        Enterprise("甲厂", region="520100"),
        2023,
        ("general",),
        {one.key: one for one in listed},
        records=(Record("outlet", "DA001", "烧结机头", {"medium": "air"}),),
        evidence=(
            Evidence(
                "a1", 1, "发票", EvidenceKind.INVOICE, "f.pdf", "application/pdf", 9, "0" * 64,
                subjects=frozenset({Subject.of_datum(coal)}),
            ),
        ),
        plan=(
            PlannedMeasure(
                "m1", "变频", changes=(DataChange("energy.electricity", How.PERCENT, Decimal(-8)),)
            ),
        ),
        id="one",
    )  # fmt: skip


@settings(max_examples=8)
@given(_DATA, st.randoms())
def test_a_case_stored_in_another_library_and_order_has_the_same_digests(
    data: list[Datum], chance: object
) -> None:
    case = replace(a_case(data), evidence=())
    mutations: list[Mutation] = [PutRecord(one) for one in case.records]
    mutations += [PutPlanned(replace(one, id="another")) for one in case.plan]
    mutations += [PutDatum(one) for one in case.data.values()]
    chance.shuffle(mutations)  # type: ignore[attr-defined] # Hypothesis gives a random.Random
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder) / "另一个 库.nzl")
        assert isinstance(library, Library)
        enterprise = library.add_enterprise(case.enterprise, NOW)
        assert isinstance(enterprise, str)
        case_id = library.add_case(enterprise, case.year, case.packs, NOW)
        assert isinstance(case_id, str)
        library.apply(case_id, "x", mutations, Stamp(NOW, "别人", "imported"))
        loaded = library.load(case_id)
        library.close()
    assert loaded.id == case_id
    assert marks_of(loaded) == marks_of(case)


def test_how_a_number_is_written_does_not_count_but_its_value_does() -> None:
    key = Key("energy.raw_coal", Period(2023))

    def whole(text: str) -> str:
        return marks_of(a_case([given_datum(key, Decimal(text), "t", "")])).whole

    assert len({whole(text) for text in ("1.5", "1.50", "15e-1", "01.500")}) == 1
    assert whole("0") == whole("0.000") == whole("-0")
    assert len({whole(text) for text in ("1.5", "15", "-1.5", "1.05", "0")}) == 5


def test_every_change_shows_in_its_part_and_place_alone() -> None:
    case = a_case()
    before = marks_of(case)
    coal, (outlet,), (paper,), (measure,) = (
        next(iter(case.data.values())), case.records, case.evidence, case.plan
    )  # fmt: skip
    key = coal.key
    changed = {
        PROFILE: [
            replace(case, enterprise=replace(case.enterprise, permit="9152")),
            replace(case, note="备注"),
            replace(case, packs=("general", "steel")),
        ],
        DATA: [
            replace(case, data={key: one})
            for one in (
                replace(coal, unit="万t"),
                replace(coal, note="抄表"),
                replace(coal, state=State.ESTIMATED),
                replace(coal, state=State.NA, value=None, reason="停产"),
            )
        ],
        RECORDS: [
            replace(case, records=(replace(outlet, name="机尾"),)),
            replace(case, records=(replace(outlet, fields={"medium": "water"}),)),
        ],
        EVIDENCE: [
            replace(case, evidence=(replace(paper, digest="1" * 64),)),
            replace(case, evidence=(replace(paper, subjects=frozenset()),)),
        ],
        PLAN: [
            replace(case, plan=(replace(measure, on=False),)),
            replace(case, plan=(replace(measure, changes=()),)),
        ],
    }
    assert set(changed) == set(PARTS)
    for part, cases in changed.items():
        for one in cases:
            after = marks_of(one)
            assert after.whole != before.whole
            assert [name for name in PARTS if after.parts[name] != before.parts[name]] == [part]
    after = marks_of(changed[DATA][0])
    assert [name for name, one in after.places.items() if before.places[name] != one] == [
        "energy.raw_coal"
    ]


def test_who_brought_a_document_in_and_when_does_not_count() -> None:
    case = a_case()
    again = replace(case.evidence[0], id="b2", added=NOW, who="张工", file="扫描件.pdf")
    assert marks_of(replace(case, evidence=(again,))) == marks_of(case)


def test_a_text_that_could_not_be_read_counts_and_an_empty_answer_does_not() -> None:
    key = Key("unread:energy.raw_coal", Period(2023))
    case = a_case()
    blank = replace(case, data={**case.data, key: Datum(key, State.BLANK)})
    unread = replace(case, data={**case.data, key: Datum(key, State.BLANK, raw="三千吨左右")})
    assert marks_of(blank) == marks_of(case)
    assert marks_of(unread).whole != marks_of(case).whole
