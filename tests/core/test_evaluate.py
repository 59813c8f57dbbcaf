"""Judging whole cases: edits in any order, what confidence rests on, what is told beside it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.app.case_file import CaseFile, read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.core import summary
from desktop_app.core.changes import Changes
from desktop_app.core.data import Case, Datum, Key, Period, Record, State
from desktop_app.core.evaluate import (
    Evaluation,
    _judged,
    changed_results,
    evaluate,
    reevaluate,
)
from desktop_app.core.model import Model, build_model
from desktop_app.core.pack import Confidence, Item, ItemKind
from desktop_app.core.result import Status
from desktop_app.core.value import Value, ValueState
from desktop_app.core.workings import Workings
from tests.core.packs_for_tests import (
    YEAR,
    Answer,
    case_of,
    codes,
    datum,
    item,
    judged,
    parameter,
    quantity,
    read_small,
    small_model,
)

FORMS = Path(__file__).resolve().parents[2] / "forms"
STEEL = FORMS / "steel" / "cases" / "long_process_2024.toml"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return Catalog(find_paths(tmp_path_factory.mktemp("user")))


@pytest.fixture(scope="module")
def steel(catalog: Catalog) -> CaseFile:
    return read_case_file(STEEL, catalog)


def model_and_case(read: CaseFile) -> tuple[Model, Case]:
    assert read.model is not None
    assert read.case is not None
    return read.model, read.case


def from_nothing(model: Model, case: Case) -> Evaluation:
    """Every value worked out, nothing kept from the blank case."""
    return _judged(Workings.fresh(model, case))


def same(one: Evaluation, other: Evaluation) -> bool:
    """Whether two evaluations say the same, down to the order results are shown in."""
    return (
        list(one.results.items()) == list(other.results.items())
        and one.tables == other.tables
        and one.readiness == other.readiness
        and one.inputs == other.inputs
        and one.values == other.values
        and set(map(repr, one.problems)) == set(map(repr, other.problems))
        and len(one.problems) == len(other.problems)
    )


# --- what rows ask for -----------------------------------------------------------------------


ASKING = (
    item("air.so2", "mg/m3", record='"outlet"', listed="true")
    + item("air.o2", "mg/m3", record='"outlet"', listed="true")
    + quantity("air_ref.so2", "air.o2 * 2", "mg/m3", record='"outlet"')
    + """
[[assessment]]
id = "small.limits"
name = "排放限值"
limb = "pollutants"
method = "limits.v1"
scale = "cp"
source = "std"
confidence = "confirmed"
[[assessment.group]]
id = "air"
name = "废气"
[[assessment.indicator]]
id = "so2"
name = "二氧化硫"
group = "air"
unit = "mg/m3"
direction = "lower"
levels = [35, 100, 200]
value = "first(air.so2, air_ref.so2)"
record = "outlet"
match = {source = ["kiln"]}
"""
)
KILN, BOILER = (
    Record("outlet", "DA001", "窑", {"source": "kiln"}),
    Record("outlet", "DA002", "炉", {"source": "boiler"}),
)


@pytest.mark.parametrize(
    ("answers", "status", "missing"),
    [
        ({}, Status.BLANK, ("air.so2[DA001]",)),
        ({"air.so2[DA001]": 30}, Status.GIVEN, ()),
        ({"air.o2[DA001]": 30}, Status.GIVEN, ()),
        ({"air.so2[DA001]": None}, Status.NA, ()),
    ],
)
def test_a_row_for_a_record_asks_for_what_it_judges(
    answers: Mapping[str, Answer], status: Status, missing: tuple[str, ...]
) -> None:
    """Leaving a pollutant out at an outlet of its kind is a blank; n.a. must be said."""
    found = judged(ASKING, answers, [KILN, BOILER])
    assert list(found.tables["small.limits"].rows) != []
    row = found.results["small.limits.so2[DA001]"]
    assert (row.status, row.missing) == (status, missing)
    assert found.inputs["air.so2[DA002]"].value == Value.na(), "no row is for this outlet"


def test_an_asked_item_counts_while_its_row_waits_for_it() -> None:
    waiting = summary.whole_completion(judged(ASKING, {}, [KILN, BOILER]))
    assert (waiting.asked, waiting.answered) == (1, 0)
    measured = summary.whole_completion(judged(ASKING, {"air.o2[DA001]": 30}, [KILN]))
    assert (measured.asked, measured.answered) == (1, 1)


PAIR = (
    item("stock.first", "t", listed="true", beside='"stock.last"')
    + item("stock.last", "t", listed="true", beside='"stock.first"')
    + item("bought", "t", listed="true")
    + quantity("used", "sum(bought, stock.first - stock.last)", "t")
)


def test_one_of_a_pair_asks_for_the_other() -> None:
    """Opening stock alone is neither all used up nor nothing: the closing one is a blank."""
    none = judged(PAIR, {"bought": 10})
    assert none.results["used"].status is Status.GIVEN
    one = judged(PAIR, {"bought": 10, "stock.first": 4})
    used = one.results["used"]
    assert (used.status, used.value, used.missing) == (Status.PARTIAL, Decimal(10), ("stock.last",))
    counted = summary.whole_completion(one)
    assert (counted.asked, counted.answered) == (3, 2)
    both = judged(PAIR, {"bought": 10, "stock.first": 4, "stock.last": 0})
    assert both.results["used"].value == 14


def test_a_pair_is_asked_anew_when_its_other_half_comes_or_goes() -> None:
    model = small_model(PAIR)
    running = evaluate(model, case_of({"bought": 10}))
    for answers in ({"stock.first": 4}, {"stock.first": 4, "stock.last": 1}, {"stock.last": 1}, {}):
        case = case_of({"bought": 10, **answers})
        keys = frozenset(running.case.data) ^ frozenset(case.data)
        running = reevaluate(running, case, Changes("填", keys))
        assert same(running, evaluate(model, case)), answers


# --- edits -----------------------------------------------------------------------------------


class Editor:
    """Random valid edits of a case."""

    def __init__(self, model: Model, case: Case, seed: int) -> None:
        self.model = model
        self.case = case
        self.random = random.Random(seed)
        held = {"", *(record.kind for record in case.records)}
        self.items = [one for one in model.items.values() if one.record in held]

    def edit(self) -> Changes:
        """Answer, change or clear up to three items."""
        data = dict(self.case.data)
        keys = set()
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            asked = self.random.choice(self.items)
            key = self.key(asked)
            keys.add(key)
            made = self.answer(asked, key)
            if made is None:
                data.pop(key, None)
            else:
                data[key] = made
        self.case = replace(self.case, data=data)
        return Changes("改", frozenset(keys))

    def key(self, asked: Item) -> Key:
        known = [key for key in self.case.data if key.item == asked.key]
        if known and self.random.random() < 0.5:
            return self.random.choice(known)
        records = [one.id for one in self.case.of_kind(asked.record)] if asked.record else [""]
        monthly = asked.cadence == "month" and self.random.random() < 0.5
        month = self.random.randint(1, 12) if monthly else 0
        return Key(asked.key, Period(self.case.year, month), self.random.choice(records))

    def answer(self, asked: Item, key: Key) -> Datum | None:
        dice = self.random.random()
        if dice < 0.15:
            return None
        if dice < 0.25:
            return Datum(key, State.NA, reason="没有")
        state = State.ESTIMATED if dice < 0.35 else State.GIVEN
        if asked.kind is ItemKind.YESNO:
            return Datum(key, state, text=self.random.choice(("yes", "no")))
        if asked.kind is ItemKind.CHOICE:
            return Datum(key, state, text=self.random.choice(asked.options).id)
        if asked.kind is ItemKind.AMOUNT:
            number = Decimal(self.random.randint(0, 10**6)) / self.random.choice((1, 100, 7))
            return Datum(key, state, number, asked.unit)
        return Datum(key, state, text="某")


def test_two_hundred_edits_each_judged_as_if_from_scratch(steel: CaseFile) -> None:
    model, case = model_and_case(steel)
    made = [Record("product", f"CP00{number}", "产品") for number in (1, 2)]
    made += [Record("process", "GX001", "工序"), Record("recovery", "R001", "火炬")]
    case = replace(case, records=(*case.records, *made))
    editor = Editor(model, case, seed=20240601)
    running = evaluate(model, case)
    for number in range(200):
        changes = editor.edit()
        before, running = running, reevaluate(running, editor.case, changes)
        whole = evaluate(model, editor.case)
        assert same(running, whole), changes.keys
        assert list(running.inputs) == list(whole.inputs)
        assert running.problems == whole.problems
        if number % 10 == 0:
            assert same(whole, from_nothing(model, editor.case)), changes.keys
        touched = model.closure(changes.items)
        axes = {f"near_zero.{axis}" for axis in ("P", "C")}
        changed = {name.partition("[")[0] for name in changed_results(before, running)}
        assert changed - axes <= touched


def test_the_order_data_were_typed_in_does_not_matter(steel: CaseFile) -> None:
    model, case = model_and_case(steel)
    keys = list(case.data)
    whole = evaluate(model, case)
    for seed in range(5):
        random.Random(seed).shuffle(keys)
        assert same(
            evaluate(model, replace(case, data={key: case.data[key] for key in keys})), whole
        )


def test_typing_a_case_one_answer_after_the_other(steel: CaseFile) -> None:
    model, case = model_and_case(steel)
    empty = replace(case, data={})
    running, data = evaluate(model, empty), {}
    for key, one in case.data.items():
        data[key] = one
        running = reevaluate(
            running, replace(case, data=dict(data)), Changes("填", frozenset({key}))
        )
    assert same(running, evaluate(model, case))
    assert running.case == case


def test_records_come_and_go(steel: CaseFile) -> None:
    model, case = model_and_case(steel)
    outlet = Record("outlet", "DA009", "烧结机机头二", {"medium": "air", "source": "sinter_head"})
    more = replace(case, records=(*case.records, outlet))
    before = evaluate(model, case)
    changes = Changes("登记", records=frozenset({"outlet"}))
    after = reevaluate(before, more, changes)
    assert same(after, from_nothing(model, more))
    added = changed_results(before, after)
    assert "steel.limits.sinter_head_pm[DA009]" in added
    back = reevaluate(after, case, changes)
    assert same(back, before)
    assert changed_results(after, back) == added
    assert not any("DA009" in name for name in back.results)


def test_rows_stand_in_the_order_of_their_table(steel: CaseFile) -> None:
    model, case = model_and_case(steel)
    found = evaluate(model, case).results
    for table in model.assessments:
        order = [row.id for row in table.indicators]
        places = [
            order.index(name.removeprefix(f"{table.id}.").partition("[")[0])
            for name, result in found.items()
            if result.parent == table.id
        ]
        assert places == sorted(places)


def test_a_profile_edit_judges_nothing_anew(steel: CaseFile) -> None:
    model, case = model_and_case(steel)
    before = evaluate(model, case)
    renamed = replace(case, enterprise=replace(case.enterprise, name="新名"))
    after = reevaluate(before, renamed, Changes("改名", enterprise=frozenset({"name"})))
    assert after.case.enterprise.name == "新名"
    assert not changed_results(before, after)
    assert all(after.results[name] is result for name, result in before.results.items())


def test_the_region_decides_which_values_hold() -> None:
    text = (
        item("x", "t")
        + parameter("k", "1", "t/t")
        + parameter("k", "2", "t/t", area='"52"')
        + quantity("y", "x * k", "t")
    )
    case = case_of({"x": Decimal(10)})
    values = [
        evaluate(small_model(text, region=region), case).results["y"].value
        for region in ("", "520100", "110000")
    ]
    assert values == [10, 20, 10]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 5)), max_size=8))
@settings(max_examples=60)
def test_small_models_too(edits: Sequence[tuple[str, int]]) -> None:
    text = "".join(item(name, "t", cadence='"month"') for name in "abcd")
    text += quantity("e", "first(a, b) + c", "t") + quantity("f", "if(d > 2, e, a)", "t")
    text += quantity("g", "sum(e, f)", "t", needs='"ok"') + item("ok", kind='"yesno"')
    model = small_model(text)
    case = case_of({"ok": True})
    running = evaluate(model, case)
    for name, number in edits:
        key = Key(name, Period(YEAR, number % 3))
        data = {**case.data, key: Datum(key, State.GIVEN, Decimal(number), "t")}
        case = replace(case, data=data)
        running = reevaluate(running, case, Changes("填", frozenset({key})))
        assert same(running, from_nothing(model, case))


# --- confidence ------------------------------------------------------------------------------

FUEL = (
    item("coal", "t")
    + item("measured", "tC/t", listed="true")
    + parameter("default", "0.7", "tC/t", confidence='"recalled"')
    + quantity("carbon", "coal * first(measured, default)", "tC")
    + quantity("total", "sum(carbon, other)", "tC")
    + quantity("other", "coal * 0.1 * unit", "tC")
    + parameter("unit", "1", "tC/t")
)


def test_a_default_factor_nobody_confirmed_taints_what_rests_on_it() -> None:
    found = judged(FUEL, {"coal": Decimal(10)}).results
    assert found["carbon"].confidence is Confidence.RECALLED
    assert found["total"].confidence is Confidence.RECALLED
    assert found["other"].confidence is Confidence.CONFIRMED
    assert found["carbon"].to_verify


def test_a_measured_value_removes_the_taint_of_the_default() -> None:
    found = judged(FUEL, {"coal": Decimal(10), "measured": Decimal("0.65")}).results
    assert found["carbon"].value == Decimal("6.5")
    assert found["carbon"].confidence is Confidence.CONFIRMED
    assert found["total"].confidence is Confidence.CONFIRMED


def test_what_has_no_value_rests_on_nothing() -> None:
    found = judged(FUEL, {}).results
    assert found["carbon"].status is Status.BLANK
    assert found["carbon"].confidence is Confidence.CONFIRMED


def test_only_the_branch_taken_counts() -> None:
    text = (
        item("big", kind='"yesno"')
        + parameter("one", "1", "t", confidence='"unsure"')
        + parameter("two", "2", "t")
        + quantity("x", "if(big, one, two)", "t")
    )
    assert judged(text, {"big": True}).results["x"].confidence is Confidence.UNSURE
    assert judged(text, {"big": False}).results["x"].confidence is Confidence.CONFIRMED


@pytest.mark.parametrize(
    ("formula", "burnt", "expected"),
    [
        ("coal * weak", 0, Confidence.CONFIRMED),
        ("weak * coal / weak", 0, Confidence.CONFIRMED),
        ("coal * weak", 1, Confidence.RECALLED),
        ("sum(coal * weak, -coal)", 0, Confidence.CONFIRMED),
        ("coal * (weak - weak)", 1, Confidence.RECALLED),
        ("weak - 0.7", 0, Confidence.RECALLED),
    ],
)
def test_a_factor_of_nothing_does_not_taint(formula: str, burnt: int, expected: Confidence) -> None:
    """Nothing burnt emits nothing whatever the factor is; a difference of factors may be any."""
    text = item("coal", "1") + parameter("weak", "0.7", "1", confidence='"recalled"')
    text += quantity("x", formula, "1") + quantity("total", "sum(x)", "1")
    for name in ("x", "total"):
        assert judged(text, {"coal": burnt}).results[name].confidence is expected


# --- parameters and tables -------------------------------------------------------------------

TABLE = """
[[assessment]]
id = "t"
name = "表"
limb = "energy"
method = "band.v1"
scale = "cp"
source = "std"
clause = "表1"
[[assessment.group]]
id = "g"
name = "组"
"""


def row_of(value: str, levels: str = "[1, 2, 3]", own_id: str = "a", more: str = "") -> str:
    """A row of TABLE."""
    return (
        f'[[assessment.indicator]]\nid = "{own_id}"\nname = "甲"\ngroup = "g"\nunit = "t"\n'
        f'direction = "lower"\nlevels = {levels}\nvalue = "{value}"\n{more}\n'
    )


DATED = (
    item("x", "t")
    + item("own", "t/t", listed="true")
    + quantity("y", "x * first(own, k)", "t", headline="true")
)
OLD = parameter("k", "3", "t/t", valid_from="2022-01-01", valid_to="2022-12-31")
CARRIED = OLD + "carry_forward = true\n"


def test_a_parameter_without_a_value_leaves_a_blank_and_is_told() -> None:
    found = judged(DATED + OLD, {"x": Decimal(5)})
    assert found.results["y"].status is Status.BLANK
    assert found.results["y"].missing == ("k",)
    assert codes(found.problems) == ["judge.parameter_missing"]
    assert found.values["k"] == Value.blank("k")


def test_a_missing_parameter_nobody_needs_is_not_told() -> None:
    assert not judged(DATED + OLD, {"x": Decimal(5), "own": Decimal(2)}).problems
    assert not judged(DATED + OLD, {"x": None}).problems
    on_the_way = DATED.replace("headline = true\n", "") + OLD
    assert judged(on_the_way, {"x": Decimal(5)}).results["y"].missing == ("k",)
    assert not judged(on_the_way, {"x": Decimal(5)}).problems


def test_a_value_carried_over_is_told_where_it_was_used() -> None:
    found = judged(DATED + CARRIED, {"x": Decimal(5)})
    assert found.results["y"].value == 15
    assert codes(found.problems) == ["judge.factor_carried"]
    assert not judged(DATED + CARRIED, {"x": Decimal(5), "own": Decimal(2)}).problems
    assert not judged(DATED + CARRIED, {}).problems


def test_notices_do_not_depend_on_the_way_to_a_case() -> None:
    """A measured value typed later takes the notice back, as if it had been there at first."""
    model = small_model(DATED + CARRIED)
    first = case_of({"x": Decimal(5)})
    own = datum("own", Decimal(2), "t/t")
    second = replace(first, data={**first.data, own.key: own})
    running = reevaluate(evaluate(model, first), second, Changes("填", frozenset({own.key})))
    assert running.problems == evaluate(model, second).problems == ()


def test_a_carried_value_is_told_for_rows_and_repeating_figures() -> None:
    text = CARRIED.replace('"t/t"', '"t"') + item("x", "t") + item("air", "t", record='"outlet"')
    row = TABLE + row_of("x", '[1, 2, "k"]')
    assert codes(judged(text + row, {"x": Decimal(5)}).problems) == ["judge.factor_carried"]
    assert not judged(text + row, {}).problems
    repeating = text + quantity("mass", "air * k / k", "t", record='"outlet"')
    outlet = Record("outlet", "A", "甲")
    found = judged(repeating, {"air[A]": Decimal(5)}, [outlet])
    assert codes(found.problems) == ["judge.factor_carried"]
    assert not judged(repeating, {}, [outlet]).problems


# --- lists that must be confirmed ------------------------------------------------------------

LISTED = (
    item("a", "t", listed="true")
    + item("b", "t", listed="true")
    + item("done", kind='"yesno"')
    + quantity("all_of", "sum(a, b)", "t", needs='"done"')
)


@pytest.mark.parametrize(
    ("answers", "value", "status", "missing"),
    [
        ({"a": Decimal(3), "done": True}, "3", Status.GIVEN, ()),
        ({"a": Decimal(3)}, "3", Status.PARTIAL, ("done",)),
        ({"a": Decimal(3), "done": False}, "3", Status.PARTIAL, ("done",)),
        ({}, None, Status.BLANK, ("done",)),
    ],
)
def test_a_list_counts_in_full_once_it_is_said_to_be_complete(
    answers: Mapping[str, Answer], value: str | None, status: Status, missing: tuple[str, ...]
) -> None:
    found = judged(LISTED, answers).results["all_of"]
    assert found.value == (None if value is None else Decimal(value))
    assert (found.status, found.missing) == (status, missing)


def test_a_partial_figure_stays_partial_by_its_blanks_alone() -> None:
    text = item("a", "t") + item("b", "t") + quantity("all_of", "sum(a, b)", "t", needs='"ok"')
    text += item("ok", kind='"yesno"')
    found = judged(text, {"a": Decimal(3)}).results["all_of"]
    assert (found.status, found.missing) == (Status.PARTIAL, ("b",))


# --- names -----------------------------------------------------------------------------------

OUTLETS = (
    item("air", "t", record='"outlet"')
    + quantity("mass", "air * 2", "t", record='"outlet"')
    + quantity("sum_of", "sum(mass.*)", "t")
)


@pytest.mark.parametrize("code", ["DA001", "一号（新）", "a]b", "x[1]", "A@2024", "."])
def test_records_may_be_called_anything(code: str) -> None:
    record = Record("outlet", code, "排口")
    data = [datum("air", Decimal(3), "t", record=code)]
    found = judged(OUTLETS, data, [record])
    assert found.results[f"mass[{code}]"].value == 6
    assert found.results["sum_of"].value == 6


def test_a_sum_over_no_records_is_not_applicable() -> None:
    assert judged(OUTLETS, {}).results["sum_of"].status is Status.NA


def test_a_figure_of_a_record_that_is_not_there_is_blank() -> None:
    model = small_model(OUTLETS)
    work = Workings.fresh(model, case_of({}))
    assert work.values["air[DA001]"] == Value.blank("air[DA001]")
    assert work.values["nowhere"].state is ValueState.BLANK


def test_data_of_another_year_are_not_judged() -> None:
    key = Key("x", Period(YEAR - 1))
    last = Datum(key, State.GIVEN, Decimal(5), "t")
    found = judged(item("x", "t") + quantity("y", "x", "t"), [last])
    assert found.results["y"].status is Status.BLANK


def test_rows_not_in_force_are_not_there() -> None:
    later = row_of("x", own_id="later", more="valid_from = 2026-01-01")
    gone = row_of("x", own_id="gone", more="valid_to = 2020-12-31")
    text = item("x", "t") + TABLE + row_of("x", more="valid_from = 2020-01-01") + later + gone
    found = judged(text, {"x": Decimal(1)}).results
    assert {name for name in found if name.startswith("t.")} == {"t.a"}


def test_a_model_without_tables_and_readiness_is_judged_too() -> None:
    found = judged(item("x", "t"), {"x": Decimal(1)})
    assert found.readiness is None
    assert found.results == {}
    assert found.inputs["x"].value == Value.given(Decimal(1))


def test_two_models_do_not_mix() -> None:
    text = item("x", "t") + quantity("y", "x * {k}", "t")
    one, two = (small_model(text.replace("{k}", str(k))) for k in (2, 3))
    case = case_of({"x": Decimal(5)})
    found = [evaluate(model, case).results["y"].value for model in (one, two, one)]
    assert found == [10, 15, 10]


def test_packs_can_read_one_another() -> None:
    more = """
[pack]
id = "more"
name = "另一个"
version = "2026.11.1"
kind = "industry"
requires = ["small"]
completeness = "测试用"
""" + quantity("z", "y + x", "t")
    packs = read_small(item("x", "t") + quantity("y", "x * 2", "t"), more)
    built = build_model(packs, YEAR)
    assert built.model is not None
    assert evaluate(built.model, case_of({"x": Decimal(5)})).results["z"].value == 15
