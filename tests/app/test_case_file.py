"""Case files: whatever is wrong with one is told with place and remedy, and nothing crashes."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.app.case_file import MAX_BYTES, CaseFile, _Reader, read_case_file
from desktop_app.app.catalog import NOTHING_PINNED, Catalog
from desktop_app.app.hints import suggestion
from desktop_app.app.paths import find_paths
from desktop_app.core.data import Key, Origin, Period, State
from desktop_app.core.evaluate import evaluate
from desktop_app.core.problems import Problem, Severity, has_errors

HEAD = """
[case]
year = 2024
packs = ["steel"]
title = "算例"
source = "虚构"

[enterprise]
name = "某钢铁公司"
region = "520200"
"""
ONLY_CASE = HEAD.split("[enterprise]", maxsplit=1)[0]
OUTLET = """
[[record]]
kind = "outlet"
id = "DA001"
fields = { medium = "air", source = "烧结机机头" }
"""


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return Catalog(find_paths(tmp_path_factory.mktemp("user")))


@pytest.fixture
def read(catalog: Catalog, odd_path: Path) -> Reading:
    return Reading(catalog, odd_path / "案例.toml")


class Reading:
    """Reads texts as case files."""

    def __init__(self, catalog: Catalog, path: Path) -> None:
        self.catalog = catalog
        self.path = path

    def __call__(self, text: str | bytes) -> CaseFile:
        self.path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_case_file(self.path, self.catalog)


def data(**fields: str) -> str:
    return "[[data]]\n" + "".join(f"{name} = {value}\n" for name, value in fields.items())


COAL = data(key='"energy.bituminous"', value='"1200"', unit='"t"')


def only(found: CaseFile) -> Problem:
    assert len(found.problems) == 1, [one.sentence() for one in found.problems]
    return found.problems[0]


# --- what is right ---------------------------------------------------------------------------


def test_a_file_is_a_case(read: Reading) -> None:
    found = read(HEAD + OUTLET + COAL + data(key='"air.pm"', record='"DA001"', value='"8"'))
    assert found.problems == ()
    assert (found.title, found.source) == ("算例", "虚构")
    case = found.case
    assert case is not None
    assert (case.enterprise.name, case.year, case.packs) == ("某钢铁公司", 2024, ("steel",))
    coal = case.data[Key("energy.bituminous", Period(2024))]
    assert (coal.value, coal.unit, coal.origin) == (Decimal(1200), "t", Origin.IMPORTED)
    assert case.data[Key("air.pm", Period(2024), "DA001")].value == 8
    outlet = case.records[0]
    assert (outlet.id, outlet.name) == ("DA001", "DA001")
    assert outlet.fields == {"medium": "air", "source": "sinter_head"}
    assert found.model is not None
    assert "steel.limits.sinter_head_pm[DA001]" in evaluate(found.model, case).results


def test_months_states_reasons_and_notes(read: Reading) -> None:
    found = read(
        HEAD
        + data(
            key='"energy.bituminous"', value='"3"', unit='"万t"', period='"2024-03"', note='"发票"'
        )
        + data(key='"energy.coke"', state='"n.a."', reason='"不用"')
        + data(key='"energy.electricity"', value='"5"', unit='"MWh"', state='"estimated"')
        + data(key='"energy.list_complete"', text='"是"')
        + data(key='"energy.diesel"', state='"blank"', value='"7"')
    )
    assert found.problems == ()
    assert found.case is not None
    states = {key.item: (one.state, one.reason, one.note) for key, one in found.case.data.items()}
    assert states == {
        "energy.bituminous": (State.GIVEN, "", "发票"),
        "energy.coke": (State.NA, "不用", ""),
        "energy.electricity": (State.ESTIMATED, "", ""),
        "energy.list_complete": (State.GIVEN, "", ""),
        "energy.diesel": (State.BLANK, "", ""),
    }
    assert Key("energy.bituminous", Period(2024, 3)) in found.case.data


def test_a_byte_order_mark_and_windows_lines_do_no_harm(read: Reading) -> None:
    text = b"\xef\xbb\xbf" + (HEAD + COAL).replace("\n", "\r\n").encode()
    assert read(text).problems == ()


# --- what is wrong ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "code", "place", "told"),
    [
        (data(key='"energy.bituminous"', value='"5"', unit='"GJ"'),
         "data.bad_unit", "data[0].energy.bituminous@2024", "kg"),
        (data(key='"energy.bituminous"', value='"很多"', unit='"t"'),
         "number.unreadable", "data[0].energy.bituminous@2024", "很多"),
        (data(key='"energy.bituminous"', value='"-5"', unit='"t"'),
         "data.negative", "data[0].energy.bituminous@2024", "-5 t"),
        (data(key='"energy.bituminous"', value='"5"', period='"2024-13"'),
         "data.bad_period", "data[0]", "2024-13"),
        (data(key='"energy.bituminous"', value='"5"', period='"2023-12"'),
         "data.outside_year", "data[0]", "2024"),
        (data(key='"output.value"', value='"5"', period='"2024-03"'),
         "data.period_not_monthly", "data[0].output.value@2024-03", "2024"),
        (data(key='"energy.bituminuos"', value='"5"'),
         "data.unknown_key", "data[0]", "是否指“energy.bituminous”？"),
        (data(key='"energy.bituminous"'), "data.value_missing", "data[0]", "reason"),
        (data(key='"energy.bituminous"', value="1200"),
         "file.field_type", "data[0].value", "加引号的数值"),
        (data(key='"energy.bituminous"', value="12.5"), "file.field_type", "data[0].value", "12.5"),
        (data(key='"energy.bituminous"', value='"5"', unit="5"),
         "file.field_type", "data[0].unit", "加引号"),
        (data(value='"5"'), "file.field_missing", "data[0].key", "key"),
        (COAL + COAL, "data.duplicate", "data[1]", "2024"),
        (data(key='"energy.coke"', state='"n.a."'),
         "data.reason_missing", "data[0].energy.coke@2024", "理由"),
        (data(key='"energy.coke"', state='"perhaps"', value='"5"'),
         "data.bad_state", "data[0]", "perhaps"),
        (data(key='"air.pm"', value='"5"'), "data.unknown_record", "data[0]", "颗粒物"),
        (data(key='"air.pm"', value='"5"', record='"DA002"'),
         "data.unknown_record", "data[0]", "DA002"),
        (data(key='"energy.coke"', value='"5"', record='"DA001"'),
         "data.takes_no_record", "data[0]", "DA001"),
        (data(key='"energy.list_complete"', text='"大概"'),
         "data.bad_choice", "data[0].energy.list_complete@2024", "是、否"),
        (data(key='"steel.rolling_depth"', text='"warm"'),
         "data.bad_choice", "data[0].steel.rolling_depth@2024", "hot"),
        (data(key='"energy.coke"', value='"5"', vlaue='"6"'),
         "file.field_unknown", "data[0].vlaue", "value"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told_and_left_out(
    read: Reading, row: str, code: str, place: str, told: str
) -> None:
    found = read(HEAD + OUTLET + row)
    problem = only(found)
    assert problem.code == code
    assert (problem.where.document, problem.where.path) == ("案例.toml", place)
    assert problem.remedy()
    assert told in problem.sentence()
    assert found.case is not None, "what could be read is judged all the same"


@pytest.mark.parametrize(
    ("text", "code", "place", "told"),
    [
        (HEAD.replace("year = 2024", ""), "file.field_missing", "case.year", "year"),
        (HEAD.replace("2024", '"2024"'), "file.field_type", "case.year", "2000 至 2100"),
        (HEAD.replace("2024", "true"), "file.field_type", "case.year", "整数"),
        (HEAD.replace("2024", "1999"), "file.field_type", "case.year", "1999"),
        (HEAD.replace('["steel"]', '"steel"'), "file.field_type", "case.packs", "列表"),
        (HEAD.replace('["steel"]', "[1]"), "file.field_type", "case.packs", "列表"),
        (HEAD.replace('"steel"', '"stele"'), "pack.unknown", "packs", "是否指“steel”？"),
    ],
)
def test_a_case_that_cannot_be_judged(
    read: Reading, text: str, code: str, place: str, told: str
) -> None:
    found = read(text)
    assert (found.case, found.model) == (None, None)
    problem = only(found)
    assert (problem.code, problem.where.path) == (code, place)
    assert told in problem.sentence()


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (HEAD.replace("某钢铁公司", " "), "enterprise.name_missing", "enterprise.name"),
        (HEAD.replace('"某钢铁公司"', "5"), "file.field_type", "enterprise.name"),
        (HEAD + 'uscc = "9152"', "enterprise.uscc_length", "enterprise.uscc"),
        (HEAD + 'permit = "9152"', "enterprise.permit_shape", "enterprise.permit"),
        (HEAD + 'adress = "某地"', "file.field_unknown", "enterprise.adress"),
        (HEAD + 'note = "a\\u0000b"', "data.control_character", "enterprise.note"),
        ("enterprise = 5\n" + ONLY_CASE, "file.field_type", "enterprise"),
        (HEAD.replace("title", "titel"), "file.field_unknown", "case.titel"),
        (HEAD + "[[dta]]\n", "file.field_unknown", "dta"),
        (HEAD + "[data]\n", "file.field_type", "data"),
        ("data = [1]\n" + HEAD, "file.field_type", "data"),
        (HEAD + OUTLET.replace('kind = "outlet"', ""), "file.field_missing", "record[0].kind"),
        (HEAD + OUTLET.replace('"outlet"', '"chimney"'), "file.field_type", "record[0].kind"),
        (HEAD + OUTLET.replace('id = "DA001"', ""), "file.field_missing", "record[0].id"),
        (HEAD + OUTLET + OUTLET, "data.record_twice", "record[1].id"),
        (HEAD + OUTLET.replace("medium", "media"), "file.field_unknown", "record[0].fields.media"),
        (HEAD + OUTLET.replace("烧结机机头", "烟囱"), "file.field_type", "record[0].fields.source"),
        (HEAD + OUTLET.replace('"air"', "1"), "file.field_type", "record[0].fields.medium"),
        (HEAD + OUTLET.replace('{ medium = "air", source = "烧结机机头" }', '"air"'),
         "file.field_type", "fields"),
    ],
)  # fmt: skip
def test_what_is_wrong_around_the_data(read: Reading, text: str, code: str, place: str) -> None:
    found = read(text)
    assert code in [one.code for one in found.problems]
    problem = next(one for one in found.problems if one.code == code)
    assert problem.where.path == place
    assert problem.where.document == "案例.toml"
    assert problem.message()
    assert problem.remedy()


def test_everything_wrong_is_told_at_once(read: Reading) -> None:
    rows = [data(key=f'"nothing.{n}"', value='"1"') for n in range(5)]
    found = read(HEAD + COAL + "".join(rows))
    assert [one.code for one in found.problems] == ["data.unknown_key"] * 5
    assert found.case is not None
    assert len(found.case.data) == 1


def test_warnings_alone_do_not_stop_a_case(read: Reading) -> None:
    found = read(HEAD + 'uscc = "9152"\n' + COAL)
    assert only(found).severity is Severity.WARNING
    assert not has_errors(found.problems)


# --- files that are none ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.field_missing"),
        (b"[case", "file.not_toml"),
        (b"[case]\nyear = 2024\nyear = 2025", "file.not_toml"),
        (b"[case]\nyear = " + b"1" * 5000, "file.not_toml"),
        (b"[case]\nday = 2024-02-30", "file.not_toml"),
        (b"x = " + b"[" * 20_000, "file.not_toml"),
        ("[case]\nyear = 2024 # 年".encode("gbk"), "file.unreadable"),
        (b"\x00\x01\x02", "file.not_toml"),
        (b"PK\x03\x04", "file.not_toml"),
    ],
)
def test_a_file_that_is_no_case_file(read: Reading, content: bytes, code: str) -> None:
    found = read(content)
    assert only(found).code == code
    assert found.case is None


def test_a_file_too_large_is_not_read(read: Reading) -> None:
    problem = only(read(b"#" * (MAX_BYTES + 1)))
    assert problem.code == "file.too_large"
    assert str(MAX_BYTES) in problem.message()


def test_no_file_and_a_folder(catalog: Catalog, tmp_path: Path) -> None:
    missing = only(read_case_file(tmp_path / "没有.toml", catalog))
    assert missing.code == "file.missing"
    assert "没有.toml" in missing.message()
    assert only(read_case_file(tmp_path, catalog)).code == "file.unreadable"


# --- anything at all -------------------------------------------------------------------------

simple = (
    st.text(max_size=8)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates(min_value=date(1, 1, 1))
    | st.sampled_from(["outlet", "DA001", "energy.coke", "air.pm", "n.a.", "2024", "2024-03", "5"])
)
anything = st.recursive(
    simple,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
row = st.dictionaries(
    st.sampled_from(["key", "value", "unit", "period", "record", "state", "reason", "text", "x"]),
    anything,
    max_size=6,
)
record = st.dictionaries(
    st.sampled_from(["kind", "id", "name", "fields", "x"]), anything, max_size=4
)
case = st.fixed_dictionaries(
    {},
    optional={
        "case": anything
        | st.fixed_dictionaries(
            {"year": st.just(2024)},
            optional={"packs": anything | st.just(["steel"]), "title": anything, "note": anything},
        ),
        "enterprise": anything
        | st.dictionaries(
            st.sampled_from(["name", "uscc", "region", "industry", "permit"]), anything
        ),
        "data": anything | st.lists(row, max_size=3),
        "record": anything | st.lists(record, max_size=3),
        "expect": anything | st.lists(row, max_size=2),
        "other": anything,
    },
)


@given(case)
@settings(max_examples=200)
def test_any_tables_are_read_without_an_exception(catalog: Catalog, raw: dict[str, object]) -> None:
    found = _Reader("x.toml", catalog, NOTHING_PINNED).read(raw)
    assert found.case is not None or found.problems
    assert all(one.sentence() for one in found.problems)
    if found.case is not None and found.model is not None:
        evaluate(found.model, found.case)


@given(st.text(max_size=80) | st.text("[]\n\"=caseyr 2024'", max_size=60))
def test_any_text_is_read_without_an_exception(catalog: Catalog, text: str) -> None:
    try:
        raw = tomllib.loads(text)
    except ValueError:
        return
    assert _Reader("x.toml", catalog, NOTHING_PINNED).read(raw).problems


def test_near_words_are_suggested() -> None:
    assert suggestion("energy.cola", ["energy.coal", "x"]) == "是否指“energy.coal”？"
    assert suggestion("完全不同", ["energy.coal"]) == ""
