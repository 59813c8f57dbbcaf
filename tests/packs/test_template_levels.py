"""Cells of printed level tables, and rows of them: what they say, what is asked, never a guess."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.problems import Problem
from desktop_app.packs.template.level_cell import LevelCell, Says, read_level
from desktop_app.packs.template.plain_unit import PlainUnit, plain_unit
from desktop_app.packs.template.requirement import Requirement, Unclear, read_row

WIDE = str.maketrans("0123456789.,%~", "０１２３４５６７８９．，％～")
NUMBERS = st.decimals(0, 10**6, places=2, allow_nan=False)
UNITS = st.sampled_from(["", "%", "t/t", "kgce/t", "m³/t", "L/m2"])
SIGNS = {"≥": ">=", "≤": "<=", "＞": ">", "<": "<", "不大于": "<=", "不低于": ">=", "": ""}
AFTER = {"以上": ">=", "以下": "<=", "及以上": ">=", "及以下": "<=", "以内": "<="}
PADS = st.sampled_from(["", " ", "\u3000", "\n"])


def level(text: str, unit: str = "") -> LevelCell:
    found = read_level(text, unit)
    assert isinstance(found, LevelCell), found
    return found


def row_of(*texts: str, unit: str = "") -> Requirement | Unclear:
    return read_row([level(text, unit) for text in texts], unit)


def row(*texts: str, unit: str = "") -> Requirement:
    found = row_of(*texts, unit=unit)
    assert isinstance(found, Requirement), found
    return found


def asked(*texts: str, unit: str = "") -> list[tuple[int, str]]:
    found = row_of(*texts, unit=unit)
    assert isinstance(found, Unclear), found
    return [(place, one.code) for place, one in found.faults]


# --- one cell --------------------------------------------------------------------------------


@given(NUMBERS, st.sampled_from(sorted(SIGNS)), UNITS, PADS, st.booleans(), st.booleans())
def test_a_number_as_printed(
    value: Decimal, sign: str, unit: str, pad: str, wide: bool, grouped: bool
) -> None:
    digits = f"{value:,f}" if grouped else f"{value:f}"
    typed = f"{pad}{sign}{pad}{digits.translate(WIDE) if wide else digits}{pad}{unit}{pad}"
    found = level(typed)
    assert (found.says, found.sign, found.high) == (Says.NUMBER, SIGNS[sign], value)
    assert found.unit == unit


@given(NUMBERS, st.sampled_from(sorted(AFTER)), st.sampled_from(["", "%"]))
def test_a_number_with_its_sign_in_words_behind(value: Decimal, word: str, unit: str) -> None:
    found = level(f"{value}{unit}{word}")
    assert (found.says, found.sign, found.high, found.unit) == (
        Says.NUMBER, AFTER[word], value, unit,
    )  # fmt: skip


@given(
    st.tuples(NUMBERS, NUMBERS).map(sorted),
    st.sampled_from(["~", "～", "—", "–", "-", "至", "到", " ~ "]),
    UNITS,
)
def test_a_range(ends: list[Decimal], between: str, unit: str) -> None:
    low, high = ends
    found = level(f"{low}{between}{high}{unit}", unit)
    assert (found.says, found.low, found.high) == (Says.RANGE, low, high)
    assert level(f"{low}{unit}{between}{high}{unit}").says is Says.RANGE


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str, unit: str) -> None:
    found = read_level(text, unit)
    if isinstance(found, Problem):
        assert found.message()
    elif found.says is Says.NUMBER:
        assert found.high is not None
    elif found.says is Says.RANGE:
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.high
    elif found.says is Says.TEXT:
        assert found.text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", Says.BLANK),
        (" \u3000\n", Says.BLANK),
        ("无要求", Says.FREE),
        ("无 此 要求。", Says.FREE),
        ("—", Says.DASH),
        ("／", Says.DASH),
        ("--", Says.DASH),
        ("无", Says.DASH),
        ("不设", Says.ABSENT),
        ("未知", Says.UNKNOWN),
        ("？", Says.UNKNOWN),
        ("同左", Says.SAME),
        ("达到 GB 18599 的要求", Says.TEXT),
        ("100%达标排放", Says.TEXT),
        ("70% 的生产线自动化", Says.TEXT),
        ("GB/T 24001", Says.TEXT),
        ("2 台以上", Says.NUMBER),
        ("≥95以上", Says.TEXT),
        ("x" * 500, Says.TEXT),
    ],
)
def test_words(text: str, says: Says) -> None:
    assert level(text).says is says


@pytest.mark.parametrize(("text", "like"), [("同左", -1), ("同Ⅰ级", 0), ("同II级要求", 1)])
def test_the_same_as_another_level(text: str, like: int) -> None:
    assert (level(text).says, level(text).like) == (Says.SAME, like)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("同上", "template.same_above"),
        ("0.6~0.4", "template.range_order"),
        ("80-2n", "template.level_formula"),
        ("≤1.3 + 0.49n", "template.level_formula"),
        ("≥9O", "template.level_unread"),
        ("≈95", "template.level_unread"),
        ("≤0.3 xy/t", "template.level_unread"),
        ("1,23", "number.ambiguous_comma"),
        ("0..5", "number.misplaced_point"),
        ("10-20-30", "template.level_unread"),
        ("≤0.4.~", "number.misplaced_point"),
        ("12 345", "number.several"),
    ],
)
def test_what_looks_like_a_number_and_is_none_is_asked_for(text: str, code: str) -> None:
    found = read_level(text)
    assert isinstance(found, Problem)
    assert found.code == code


def test_the_words_of_the_unit_may_be_repeated() -> None:
    assert level("≤0.3 t/t 产品", "t/t产品").unit == "t/t 产品"
    assert level("≤0.3 t/t 产品", "kg/t").says is Says.TEXT
    assert level("≤0.3 kg/t", "t/t 产品").unit == "kg/t"


# --- a row -----------------------------------------------------------------------------------


@given(st.lists(NUMBERS, min_size=3, max_size=3), st.sampled_from(["≥", "≤", ">", "<"]))
def test_signs_say_which_way_is_better(values: list[Decimal], sign: str) -> None:
    found = row(*(f"{sign}{value}" for value in values))
    assert found.direction == ("higher" if sign in "≥>" else "lower")
    assert (found.levels, found.strict, found.by_sign) == (tuple(values), sign in "<>", True)
    assert not found.notes


@given(st.lists(NUMBERS, min_size=3, max_size=3))
def test_without_signs_the_order_does_or_it_is_asked(values: list[Decimal]) -> None:
    texts = [str(value) for value in values]
    rising = values == sorted(values)
    falling = values == sorted(values, reverse=True)
    if rising == falling:
        assert asked(*texts) == [(0, "template.way_unknown")]
        return
    found = row(*texts)
    assert found.direction == ("lower" if rising else "higher")
    assert [one.code for _place, one in found.notes] == ["template.way_by_order"]


def test_a_share_of_one_where_per_cent_are_asked_is_doubted() -> None:
    def codes(*texts: str, unit: str = "%") -> list[str]:
        return [one.code for _place, one in row(*texts, unit=unit).notes]

    assert codes("0.95", "0.9", "0.85") == ["template.percent_of_one", "template.way_by_order"]
    assert codes("≥1", "≥0.9", "无要求") == ["template.percent_of_one"]
    assert not codes("≤0.5", "≤0.8", "≤1")
    assert not codes("≥0.95%", "≥0.9%", "≥0.85%")
    assert not codes("≥0.95", "≥0.9", "≥0.85", unit="t/t")
    assert not codes("≥95", "≥90", "≥0.85")


def test_limits_that_end_up_as_words_are_told() -> None:
    limits = row("≤350 kgce/t 酒精", "≤ 400 kgce/t 酒精", "同左")
    assert limits.direction == "choice"
    assert [(place, one.code) for place, one in limits.notes] == [(0, "template.limit_in_words")]
    assert not row("有 2 台", "≥1 台且自动", "无要求").notes


def test_the_rows_of_a_table() -> None:
    assert row("≥95", "无要求", "不设").levels == (Decimal(95), "free", "absent")
    assert row("≥95%", "90", "无要求").levels == (Decimal(95), Decimal(90), "free")
    assert row("≥95%", "90", "85").unit == "%"
    assert row("6~9", "6~9", "5~10").levels[2] == [Decimal(5), Decimal(10)]
    assert row("=100", "=100", "=100").direction == "range"
    assert row("8", "同左", "10").levels == (Decimal(8), Decimal(8), Decimal(10))
    assert row("5", "同Ⅲ级", "6").levels == (Decimal(5), Decimal(6), Decimal(6))
    assert row("有", "同左", "同左").levels == ("有",) * 3
    assert row("有", "同Ⅰ级", "无要求").levels == ("有", "有", "free")
    assert row("不设", "≥5", "≥3").levels == ("absent", Decimal(5), Decimal(3))
    assert row("未知", "≤5", "≤6").levels[0] == "unknown"
    banded = row("≤0.4", "0.4~0.6", "0.6~0.8")
    assert banded.levels == (Decimal("0.4"), Decimal("0.6"), Decimal("0.8"))
    assert [one.code for _place, one in banded.notes] == ["template.band_read"] * 2
    assert row("≥0.6", "0.4~0.6", "0.2~0.4").levels[1:] == (Decimal("0.4"), Decimal("0.2"))
    assert row("≥2 台", "≥1 台", "配有计量").direction == "choice"
    assert row("未知", "未知", "未知", unit="t/t") == Requirement(
        "range", ("unknown",) * 3, unit="t/t", notes=row("未知", "未知", "未知").notes
    )


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (("≥5", "", "≥3"), [(1, "template.level_blank")]),
        (("", "", ""), [(place, "template.level_blank") for place in range(3)]),
        (("同左", "5", "6"), [(0, "template.same_as_none")]),
        (("同Ⅱ级", "同Ⅰ级", "6"), [(0, "template.same_as_none"), (1, "template.same_as_none")]),
        (("—", "≥5", "≥3"), [(0, "template.dash_unclear")]),
        (("无要求", "≥5", "≥3"), [(0, "template.free_before")]),
        (("—", "—", "—"), [(-1, "template.no_requirement")]),
        (("无要求", "/", "无"), [(-1, "template.no_requirement")]),
        (("≥5", "≤4", "≥3"), [(0, "template.way_conflict")]),
        (("100", "100", "100"), [(0, "template.way_unknown")]),
        (("10", "30", "20"), [(0, "template.way_unknown")]),
        (("95", "无要求", "—"), [(0, "template.way_unknown")]),
        ((">5", "≥4", "≥3"), [(0, "template.strict_mixed")]),
        ((">5", "4", "3"), [(0, "template.strict_mixed")]),
        (("0~0.4", "0.4~0.6", "0.6~0.8"), [(1, "template.bands_unclear")]),
        (("0.4", "0.4~0.6", "0.8"), [(0, "template.bands_unclear")]),
        (("≤5kg/t", "≤6g/t", "≤7kg/t"), [(1, "template.unit_differs")]),
    ],
)  # fmt: skip
def test_what_a_row_leaves_open_is_asked(
    texts: tuple[str, ...], wanted: list[tuple[int, str]]
) -> None:
    assert asked(*texts) == wanted


def test_dashes_below_the_last_requirement_ask_nothing() -> None:
    found = row("≥5", "—", "/")
    assert found.levels == (Decimal(5), "free", "free")
    assert [(place, one.code) for place, one in found.notes] == [
        (1, "template.dash_free"),
        (2, "template.dash_free"),
    ]


# --- units -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "unit", "words"),
    [
        ("t/t 产品", "t/t", ("产品",)),
        ("kgce/t钢", "kgce/t", ("钢",)),
        ("吨标准煤/吨产品", "吨标准煤/吨", ("产品",)),
        ("m³/万元（不含税）", "m³/万元", ("不含税",)),
        ("kWh / t - 铝锭", "kWh/t", ("铝锭",)),
        ("mg/L", "mg/L", ()),
        ("％", "%", ()),
        ("个/万件 产品", "个/万件", ("产品",)),
        ("kg COD/t 产品", "kg/t", ("COD", "产品")),
        ("kgCOD/t", "kg/t", ("COD",)),
        ("gNH₃-N/t 酒精", "g/t", ("NH₃-N", "酒精")),
    ],
)
def test_units_as_printed(text: str, unit: str, words: tuple[str, ...]) -> None:
    assert plain_unit(text) == PlainUnit(unit, words)


@pytest.mark.parametrize("text", ["产品", "t//t", "标准物质/t", "kgbce/t", "kgXYZ/t", "x" * 90])
def test_units_that_are_none(text: str) -> None:
    assert isinstance(plain_unit(text), Problem)


@given(st.text(max_size=40))
def test_any_unit_is_read_or_refused(text: str) -> None:
    found = plain_unit(text)
    if isinstance(found, Problem):
        assert found.message()
    else:
        assert plain_unit(found.unit) == PlainUnit(found.unit)
