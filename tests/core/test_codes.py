"""Official codes: check digits and shapes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.codes import (
    check_permit,
    check_uscc,
    industry_code,
    profile_text,
    uscc_check_digit,
)
from tests.core.packs_for_tests import codes

# The worked example in annex A of GB 32100-2015.
STANDARD = "91350100M000100Y43"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_the_example_of_the_standard_is_right() -> None:
    assert uscc_check_digit(STANDARD[:17]) == "3"
    assert check_uscc(STANDARD) == ()
    assert check_uscc(f" {STANDARD.lower()} ") == ()
    assert check_uscc("") == ()


@pytest.mark.parametrize("style", [" ", "　", "-", "\n", "\u200b", "\u202a"])
def test_how_a_code_is_typed_or_pasted_is_no_fault(style: str) -> None:
    grouped = style.join((STANDARD[:6], STANDARD[6:12], STANDARD[12:]))
    wide = "".join(chr(ord(one) + 0xFEE0) for one in STANDARD.lower())
    for typed in (grouped, wide, f"{style}{STANDARD}{style}"):
        assert check_uscc(typed) == ()
        assert profile_text("uscc", typed) == STANDARD
    assert check_permit(f"{wide}{style}001ｐ", grouped) == ()
    assert profile_text("name", " 甲 乙　") == "甲 乙"


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        (STANDARD[:17], "enterprise.uscc_length"),
        (STANDARD + "0", "enterprise.uscc_length"),
        (STANDARD.replace("M", "O"), "enterprise.uscc_character"),
        ("九" + STANDARD[1:], "enterprise.uscc_character"),
        (STANDARD[:17] + "4", "enterprise.uscc_check"),
    ],
)
def test_what_is_wrong_with_a_credit_code(code: str, finding: str) -> None:
    found = check_uscc(code)
    assert codes(found) == [finding]
    assert found[0].remedy()
    assert found[0].where.path == "uscc"


def test_the_place_of_a_bad_character_and_the_right_digit_are_told() -> None:
    assert check_uscc(STANDARD.replace("M", "O"))[0].args["position"] == "9"
    assert check_uscc(STANDARD[:17] + "4")[0].args["expected"] == "3"


@given(st.text(ALPHABET, min_size=17, max_size=17))
def test_every_body_has_exactly_one_check_digit(body: str) -> None:
    right = [digit for digit in ALPHABET if check_uscc(body + digit) == ()]
    assert right == [uscc_check_digit(body)]


@given(st.text(ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(body: str, place: int, wrong: str) -> None:
    code = body + uscc_check_digit(body)
    typo = code[:place] + wrong + code[place + 1 :]
    assert bool(check_uscc(typo)) == (typo != code)


@given(st.text(max_size=25))
def test_any_text_can_be_checked(text: str) -> None:
    assert all(found.message() for found in (*check_uscc(text), *check_permit(text, text)))


@pytest.mark.parametrize(
    ("number", "uscc", "finding"),
    [
        ("", STANDARD, []),
        (f"{STANDARD}001P", STANDARD, []),
        (f"{STANDARD}001P", STANDARD.lower(), []),
        (f"{STANDARD}001P", "", []),
        (f"{STANDARD}01P", STANDARD, ["enterprise.permit_shape"]),
        (STANDARD, STANDARD, ["enterprise.permit_shape"]),
        (f"91350100M000100Y51{'001P'}", STANDARD, ["enterprise.permit_owner"]),
    ],
)
def test_permit_numbers(number: str, uscc: str, finding: list[str]) -> None:
    assert codes(check_permit(number, uscc)) == finding


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1789", "C1789"), ("c 1789", "C1789"), ("Ｃ１７８９", "C1789"), ("0610", "B0610"),
        ("4411", "D4411"), ("0111", "A0111"), ("7724", "N7724"), ("9700", "T9700"),
        ("C4411", ""), ("0000", ""), ("9800", ""), ("C17891", ""), ("178", ""), ("", ""),
    ],
)  # fmt: skip
def test_an_industry_class_typed_out_gets_the_letter_of_its_section(text: str, code: str) -> None:
    assert industry_code(text) == code
