"""The tree behind every result: the numbers judged, months, documents, and where inputs lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.core.data import Datum, Key, Origin, Period, Record, State
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.pack import Confidence
from desktop_app.core.result import Kind, Status, Trace
from desktop_app.core.trace import build_trace, build_traces
from desktop_app.core.value import Value
from tests.core.packs_for_tests import (
    YEAR,
    Answer,
    case_of,
    datum,
    item,
    judged,
    parameter,
    quantity,
    small_model,
)

CASES = Path(__file__).resolve().parents[2] / "forms"
KEY = re.compile(r"(?P<item>[a-z0-9_.]+)(?:\[(?P<record>.+)\])?@(?P<year>\d{4})(?:-\d{2})?")


@pytest.fixture(
    scope="module", params=["steel/cases/long_process_2024", "readiness/cases/electric_2023"]
)
def worked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    catalog = Catalog(find_paths(tmp_path_factory.mktemp("user")))
    read = read_case_file(CASES / f"{request.param}.toml", catalog)
    assert read.model is not None
    assert read.case is not None
    return evaluate(read.model, read.case)


def nodes(evaluation: Evaluation) -> Iterator[Trace]:
    for name in evaluation.results:
        yield from build_trace(evaluation, name, depth=6).walk()


def test_every_result_has_a_trace_with_its_own_numbers(worked: Evaluation) -> None:
    for name, result in worked.results.items():
        trace = build_trace(worked, name)
        assert trace.id == name
        assert trace.label == result.name
        assert (trace.value, trace.unit, trace.status) == (result.value, result.unit, result.status)
        assert trace.confidence == result.confidence
        if result.status not in (Status.BLANK, Status.NA):
            read = worked.model.reads(name.partition("[")[0])
            idle = {one for one in read if worked.values.get(one) == Value.na()}
            assert trace.children or idle == read


def test_the_numbers_in_a_trace_are_those_judged(worked: Evaluation) -> None:
    seen = 0
    for node in nodes(worked):
        if node.kind in ("item", "parameter") or node.id in worked.results:
            known = worked.results.get(node.id)
            number = known.value if known else worked.values[node.id].number
            assert node.value == number, node.id
            seen += 1
    assert seen > 1000


def test_inputs_lead_to_real_fields(worked: Evaluation) -> None:
    jumps = {node.jump for node in nodes(worked) if node.jump}
    assert jumps
    for jump in jumps:
        found = KEY.fullmatch(jump)
        assert found, jump
        asked = worked.model.items[found["item"]]
        records = {record.id for record in worked.case.of_kind(asked.record)}
        assert (found["record"] in records) if asked.record else found["record"] is None
        assert int(found["year"]) == worked.case.year
    assert {node.id for node in nodes(worked) if node.kind == "item"} <= {
        node.id for node in nodes(worked) if node.jump
    }


def test_all_traces_at_once_are_those_of_one_after_the_other(worked: Evaluation) -> None:
    every = build_traces(worked, 2)
    assert every == {name: build_trace(worked, name, 2) for name in worked.results}


def test_figures_of_documents_name_them(worked: Evaluation) -> None:
    parameters = [node for node in nodes(worked) if node.kind == "parameter"]
    assert parameters
    assert all(node.source for node in parameters)


# --- small models ----------------------------------------------------------------------------

CARBON = (
    item("coal", "t", cadence='"month"')
    + item("measured", "tC/t", listed="true")
    + parameter("default", "0.7", "tC/t", clause='"表1"', note='"无烟煤"')
    + quantity("carbon", "coal * first(measured, default)", "tC")
)


def trace_of(name: str, text: str, answers: Mapping[str, Answer], depth: int = 12) -> Trace:
    return build_trace(judged(text, answers), name, depth)


def test_formula_in_words_and_with_numbers() -> None:
    trace = trace_of("carbon", CARBON, {"coal": Decimal(10)})
    assert trace.value == 7
    assert "coal" in trace.formula
    assert "10" in trace.worked
    assert "0.7" in trace.worked
    assert [child.id for child in trace.children] == ["coal", "default"]


def test_only_what_had_a_say_is_shown() -> None:
    found = trace_of("carbon", CARBON, {"coal": Decimal(10), "measured": Decimal("0.6")})
    assert [child.id for child in found.children] == ["coal", "measured"]


def test_blanks_are_shown_as_blanks() -> None:
    found = trace_of("carbon", CARBON, {})
    assert found.status is Status.BLANK
    coal = found.children[-1]
    assert (coal.id, coal.status, coal.jump) == ("coal", Status.BLANK, f"coal@{YEAR}")


def test_a_document_number_has_source_clause_and_note() -> None:
    found = trace_of("carbon", CARBON, {"coal": Decimal(10)}).children[1]
    assert found.kind == "parameter"
    assert (found.source, found.clause, found.note) == ("GB 1-2020《某标准》", "表1", "无烟煤")
    assert found.confidence is Confidence.CONFIRMED


def test_a_document_number_that_is_missing_leads_nowhere() -> None:
    old = CARBON.replace('clause = "表1"', "valid_to = 2020-12-31")
    found = trace_of("carbon", old, {"coal": Decimal(10)}).children[-1]
    assert (found.kind, found.value, found.status) == ("parameter", None, Status.BLANK)
    assert (found.jump, found.unit) == ("", "tC/t")


def test_months_stand_below_the_year_as_they_were_typed() -> None:
    march = datum("coal", Decimal(2), "万t", month=3)
    april = Datum(Key("coal", Period(YEAR, 4)), State.NA, reason="停产", note="检修")
    may = Datum(Key("coal", Period(YEAR, 5)), State.ESTIMATED, Decimal(5), "t")
    found = build_trace(judged(CARBON, [march, april, may]), "coal")
    assert (found.kind, found.value, found.status) == ("item", Decimal(20005), Status.PARTIAL)
    assert found.note == "停产；检修"
    assert [(m.kind, m.label, m.value, m.unit, m.status, m.jump) for m in found.children] == [
        ("month", "2024-03", 2, "万t", Status.GIVEN, "coal@2024-03"),
        ("month", "2024-04", None, "", Status.NA, "coal@2024-04"),
        ("month", "2024-05", 5, "t", Status.ESTIMATED, "coal@2024-05"),
    ]
    assert found.children[1].note == "停产；检修"


def test_depth_ends_the_tree() -> None:
    deep = CARBON + quantity("twice", "carbon * 2", "tC")
    answers: Mapping[str, Answer] = {"coal": Decimal(10)}
    assert trace_of("twice", deep, answers, 0).children == ()
    one = trace_of("twice", deep, answers, 1)
    assert [child.id for child in one.children] == ["carbon"]
    assert one.children[0].children == ()


def test_an_unknown_id_is_an_empty_node() -> None:
    found = trace_of("nothing", CARBON, {})
    assert (found.id, found.label, found.value, found.jump) == ("nothing", "nothing", None, "")


def test_answers_without_numbers_show_their_text() -> None:
    text = (
        item("done", kind='"yesno"') + item("note", kind='"text"') + quantity("x", "if(done, 1, 2)")
    )
    found = trace_of("x", text, {"done": True})
    assert found.children[0].text == "yes"
    assert trace_of("note", text, {"note": "某"}).text == "某"


def test_a_choice_is_shown_by_its_text_never_by_its_id() -> None:
    options = '[{ id = "power", text = "发电" }, { id = "steel", text = "钢铁" }]'
    text = item("sector", kind='"choice"', option=options) + quantity(
        "x", r"if(choice(sector, \"power\"), 1, 2)"
    )
    found = trace_of("x", text, {"sector": "steel"})
    assert found.formula == "(若 sector 为“发电” 则 1 否则 2)"
    assert found.worked == "(若 钢铁 为“发电” 则 1 否则 2)"
    assert found.children[0].text == "钢铁"


def test_records_keep_apart() -> None:
    text = item("air", "t", record='"outlet"') + quantity("mass", "air * 2", "t", record='"outlet"')
    text += quantity("all_of", "sum(mass.*)", "t")
    outlets = [Record("outlet", code, code) for code in ("A", "B[1]")]
    data = [datum("air", Decimal(3), "t", "A"), datum("air", Decimal(4), "t", "B[1]")]
    found = judged(text, data, outlets)
    one = build_trace(found, "mass[B[1]]")
    assert (one.value, one.children[0].id) == (Decimal(8), "air[B[1]]")
    assert one.children[0].value == 4
    assert one.children[0].jump == "air[B[1]]@2024"
    whole = build_trace(found, "all_of")
    assert [child.id for child in whole.children] == ["mass[A]", "mass[B[1]]"]
    assert [child.children[0].id for child in whole.children] == ["air[A]", "air[B[1]]"]


# --- tables and the model --------------------------------------------------------------------

TABLE = (
    item("x", "t")
    + item("out", "t")
    + item("fix", "kg/t")
    + item("has", kind='"yesno"')
    + """
[[assessment]]
id = "t"
name = "表"
limb = "clean_production"
method = "level_index.v1"
scale = "cp"
source = "std"
clause = "表1"
[[assessment.group]]
id = "g"
name = "组"
weight = 1
[[assessment.indicator]]
id = "a"
name = "甲"
group = "g"
weight = 1
unit = "kg/t"
direction = "lower"
levels = ["100 + fix", 200, 300]
value = "x / out"
applies = "has"
[[assessment.indicator]]
id = "b"
name = "乙"
group = "g"
weight = 1
direction = "choice"
levels = ["好", "中", "差"]
record = "outlet"
"""
)
FILLED: Mapping[str, Answer] = {
    "x": Decimal(1), "out": Decimal(8), "fix": Decimal(30), "has": True, "t.b[A]": "L2",
}  # fmt: skip
OUTLET = [Record("outlet", "A", "甲")]


def test_a_row_shows_condition_value_and_worked_limits() -> None:
    trace = build_trace(judged(TABLE, FILLED, OUTLET), "t.a")
    assert (trace.value, trace.text) == (Decimal(125), "Ⅰ级")
    assert trace.formula == "130 / 200 / 300"
    condition, value, limit = trace.children
    assert (condition.id, condition.text) == ("has", "yes")
    assert (value.kind, value.value, value.unit, value.status) == (
        "step", Decimal(125), "kg/t", Status.GIVEN,
    )  # fmt: skip
    assert [child.id for child in value.children] == ["x", "out"]
    assert (limit.kind, limit.value) == ("step", Decimal(130))
    assert [child.id for child in limit.children] == ["fix"]


def test_a_blank_correction_is_found_in_the_trace() -> None:
    answers = {name: answer for name, answer in FILLED.items() if name != "fix"}
    trace = build_trace(judged(TABLE, answers, OUTLET), "t.a")
    assert trace.status is Status.PARTIAL
    limit = trace.children[-1]
    assert (limit.value, limit.status) == (None, Status.BLANK)
    assert limit.children[0].jump == "fix@2024"


def test_a_row_shows_the_permit_of_the_enterprise() -> None:
    text = TABLE.replace('value = "x / out"', 'value = "x / out"\npermit = "fix * 3"')
    trace = build_trace(judged(text, FILLED, OUTLET), "t.a", 1)
    permit = trace.children[-1]
    assert (permit.kind, permit.unit, permit.children) == ("step", "kg/t", ())
    assert permit.value == 90
    assert trace.text == "未达Ⅲ级"


def test_a_row_answered_directly_leads_to_its_field() -> None:
    trace = build_trace(judged(TABLE, FILLED, OUTLET), "t.b[A]")
    assert (trace.jump, trace.text) == ("t.b[A]@2024", "Ⅱ级")
    assert trace.children[0].jump == "t.b[A]@2024"


def test_a_table_shows_its_rows() -> None:
    trace = build_trace(judged(TABLE, FILLED, OUTLET), "t")
    assert [child.id for child in trace.children] == ["t.a", "t.b[A]"]
    assert trace.text == "Ⅱ级"
    assert build_trace(judged(TABLE, FILLED, OUTLET), "t", 0).children == ()


def test_the_readiness_model_opens_step_by_step(worked: Evaluation) -> None:
    trace = build_trace(worked, "near_zero", 1)
    model = worked.model.readiness
    assert model is not None
    gates = [f"near_zero.{gate.id}" for gate in model.gates]
    assert [child.id for child in trace.children] == ["near_zero.P", "near_zero.C", *gates]
    axis = build_trace(worked, "near_zero.P")
    own = [f"near_zero.{sub.id}" for sub in model.sub_indices if sub.axis == "P"]
    assert [child.id for child in axis.children] == own
    share = build_trace(worked, "near_zero.P3").children[0]
    assert share.id == "transport.clean_share"
    water = build_trace(worked, "near_zero.P1")
    assert {child.id for child in water.children} <= {t.id for t in worked.model.assessments}
    gate = build_trace(worked, "near_zero.G1").children[0]
    assert gate.kind == "step"
    assert [child.id for child in gate.children] == ["gate.permit", "gate.permit_report"]
    assert {result.kind for result in worked.results.values()} >= {Kind.GATE, Kind.SUB_INDEX}


def test_a_conditional_sub_index_shows_its_condition() -> None:
    text = (
        item("p", "%")
        + item("has", kind='"yesno"')
        + """
[readiness]
id = "model"
name = "模型"
statement = "自评参考"
axes = {P = "近零污染"}
source = "std"
[[readiness.sub_index]]
id = "P1"
name = "子项"
axis = "P"
weight = 100
applies = "has"
[[readiness.sub_index.part]]
name = "部分"
weight = 1
kind = "metric"
value = "p * 1"
unit = "%"
anchors = { base = 10, advanced = "20 + 0", near_zero = 30 }
[[readiness.grade]]
id = "D0"
name = "零"
meaning = "无"
rule = "P >= 0"
"""
    )
    trace = trace_of("model.P1", text, {"p": Decimal(15), "has": True})
    assert trace.children[0].id == "has"
    assert [child.value for child in trace.children[1:]] == [15, 10, 20, 30]
    assert {child.unit for child in trace.children[1:]} == {"%"}
    assert replace(trace, children=()).value == Decimal("72.5")


# --- how inputs came in, and rounding ---------------------------------------------------------


def test_a_trace_tells_how_an_input_came_in() -> None:
    text = item("a", "t") + item("m", "t", cadence='"month"') + quantity("q", "a + m", "t")
    case = case_of({"a": Decimal(1)})
    data = dict(case.data)
    for month, origin in ((1, Origin.TYPED), (2, Origin.PASTED), (3, Origin.TYPED)):
        key = Key("m", Period(YEAR, month))
        data[key] = Datum(key, State.GIVEN, Decimal(3), "t", origin=origin)
    key = Key("a", Period(YEAR))
    data[key] = Datum(key, State.GIVEN, Decimal(1), "t", origin=Origin.CARRIED)
    evaluation = evaluate(small_model(text), replace(case, data=data))
    nodes = {one.id: one for one in build_trace(evaluation, "q").walk()}
    assert nodes["a"].origin == "carried"
    assert nodes["m"].origin == "typed+pasted"
    assert nodes[f"m@{YEAR}-02"].origin == "pasted"
    assert nodes["q"].origin == ""


def test_a_trace_shows_where_a_formula_rounds() -> None:
    text = item("a", "t") + item("b", "t") + quantity("q", "round(a / b, 2) * 100", "")
    evaluation = judged(text, {"a": Decimal(1), "b": Decimal(8)})
    # 1 / 8 = 0.125, rounded to even by GB/T 8170: 0.12
    steps = [one for one in build_trace(evaluation, "q").children if one.kind == "rounding"]
    assert [(one.worked, one.value, one.label) for one in steps] == [
        ("0.125 → 0.12", Decimal("0.12"), "a ÷ b"),
    ]
    blank = judged(text, {"a": Decimal(1)})
    assert not [one for one in build_trace(blank, "q").walk() if one.kind == "rounding"]
