"""Check digits and shapes of official codes: 统一社会信用代码 and 排污许可证编号."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from desktop_app.core.problems import Problem, problem

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS: Final = tuple(pow(3, power, 31) for power in range(17))
_PERMIT: Final = re.compile(r"^[0-9A-HJ-NPQRTUWXY]{18}\d{3}[0-9A-Z]$")
_BETWEEN: Final = frozenset({"Cc", "Cf", "Pd", "Zl", "Zp", "Zs"})
"""Kinds of characters that only part a code into groups, or come along when it is pasted."""
_CLASS: Final = re.compile(r"([A-T]?)([0-9]{4})")
_SECTIONS: Final = (
    ("A", 5), ("B", 12), ("C", 43), ("D", 46), ("E", 50), ("F", 52), ("G", 60), ("H", 62),
    ("I", 65), ("J", 69), ("K", 70), ("L", 72), ("M", 75), ("N", 79), ("O", 82), ("P", 83),
    ("Q", 85), ("R", 90), ("S", 96), ("T", 97),
)  # fmt: skip
"""The sections of GB/T 4754-2017 and the last of the two-digit divisions of each."""
_CODES: Final = frozenset({"uscc", "permit"})


def plain_code(text: str) -> str:
    """A code as it is stored: full-width forms made plain, capitals, no blanks or hyphens."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(one for one in folded if unicodedata.category(one) not in _BETWEEN)


def profile_text(field: str, text: str) -> str:
    """What is stored of a field of the enterprise's profile, as somebody typed it."""
    return plain_code(text) if field in _CODES else text.strip()


def industry_code(text: str) -> str:
    """A class of GB/T 4754-2017 as typed, with the letter of its section: "0610" is B0610.

    Empty where it is none: the first two digits tell the section, and no other letter.
    """
    found = _CLASS.fullmatch(plain_code(text))
    if found is None:
        return ""
    letter = next((one for one, last in _SECTIONS if int(found[2][:2]) <= last), "")
    sound = found[2] >= "0100" and found[1] in ("", letter)
    return f"{letter}{found[2]}" if letter and sound else ""


def uscc_check_digit(body: str) -> str:
    """The 18th character of a credit code whose first 17 are `body` (GB 32100-2015, 5.5)."""
    total = sum(_ALPHABET.index(char) * weight for char, weight in zip(body, _WEIGHTS, strict=True))
    return _ALPHABET[(31 - total % 31) % 31]


def check_uscc(text: str) -> tuple[Problem, ...]:
    """Findings on a credit code as typed: length, characters, check digit. Empty text is fine.

    How it was typed (`plain_code`) is nothing to find fault with. A few early codes break the
    check digit rule, so these are warnings.
    """
    code = plain_code(text)
    if not code:
        return ()
    for position, character in enumerate(code, 1):
        if character not in _ALPHABET:
            return (
                problem(
                    "enterprise.uscc_character", path="uscc", position=position, character=character
                ),
            )
    if len(code) != 18:
        return (problem("enterprise.uscc_length", path="uscc", value=code, count=len(code)),)
    expected = uscc_check_digit(code[:17])
    if code[17] != expected:
        return (problem("enterprise.uscc_check", path="uscc", value=code, expected=expected),)
    return ()


def check_permit(text: str, uscc: str) -> tuple[Problem, ...]:
    """Findings on a permit number (HJ 608-2017): shape, and agreement with the credit code."""
    number, owner = plain_code(text), plain_code(uscc)
    if not number:
        return ()
    if not _PERMIT.match(number):
        return (problem("enterprise.permit_shape", path="permit", value=number),)
    if owner and number[:18] != owner:
        return (problem("enterprise.permit_owner", path="permit"),)
    return ()
