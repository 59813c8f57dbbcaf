"""Chinese number text to Decimal and back: reading what people type, rounding as GB/T 8170 says.

Reading never guesses: text that could mean two numbers is a `number.*` problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from functools import reduce
from typing import Final

from desktop_app.core.problems import Problem, problem

MAX_DIGITS: Final = 30
"""The most digits a number may need when written out without an exponent."""

# The exponent bound is that of a spreadsheet, so both overflow at the same place.
CONTEXT: Final = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-307,
    Emax=307,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
"""The arithmetic of all figures: IEEE 754 decimal128 precision."""

_MAX_TEXT: Final = 200
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class NumberText:
    """A number as typed.

    `value` already contains 万 or 亿 ("3.2万吨" is 32000 吨) and is None only when `absent` says
    why: "dash" (—, /, 无) or "not_detected" (未检出, ND). `unit_text` is the unit as typed;
    `qualifier` is one of "", "<", "<=", ">", ">=", "≈".
    """

    value: Decimal | None
    unit_text: str = ""
    qualifier: str = ""
    absent: str = ""


_TIMES: Final = {
    "万亿": 12,
    "千亿": 11,
    "百亿": 10,
    "十亿": 9,
    "亿": 8,
    "千万": 7,
    "百万": 6,
    "十万": 5,
    "万": 4,
}
_QUALIFIERS: Final = {
    **dict.fromkeys(("<=", "=<", "≤", "≦", "⩽", "不大于", "不高于", "不超过", "小于等于"), "<="),
    **dict.fromkeys((">=", "=>", "≥", "≧", "⩾", "不小于", "不低于", "大于等于"), ">="),
    **dict.fromkeys(("<", "小于", "低于"), "<"),
    **dict.fromkeys((">", "大于", "高于", "超过"), ">"),
    **dict.fromkeys(("≈", "~", "约", "大约", "约为"), "≈"),
}
_ABSENT: Final = {
    **dict.fromkeys(("-", "--", "---", "—", "——", "―", "/", "//", "无"), "dash"),
    **dict.fromkeys(
        ("未检出", "ND", "N.D.", "N.D", "<检出限", "<DL", "<MDL", "低于检出限", "小于检出限"),
        "not_detected",
    ),
}

# Every replacement is one character for one, so that positions in the typed text stay valid.
_HALF_WIDTH: Final = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **dict.fromkeys("\u2212\u2013\u2010\u2011", "-"),
        **dict.fromkeys("\u00a0\u2005\u2006\u2007\u2008\u2009\u200a\u202f", "\u00a0"),
        **dict.fromkeys("\u3000\t\r\n", " "),
    }
)
_BLANKS: Final = " \t\r\n\u3000\u00a0\u2005\u2006\u2007\u2008\u2009\u200a\u202f\ufeff\u200b"
_SUPERSCRIPTS: Final = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")

_QUALIFIER: Final = re.compile("|".join(sorted(map(re.escape, _QUALIFIERS), key=len, reverse=True)))
_NUMBER: Final = re.compile(
    rf"""
    (?P<open>\()? \x20*
    (?P<sign>[+-]?) \x20*
    (?P<body> [1-9][0-9]{{0,2}} (?:,[0-9]{{3}})+ (?:\.[0-9]*)?
            | [1-9][0-9]{{0,2}} (?:\xa0[0-9]{{3}})+ (?:\.[0-9]*)?
            | [0-9]+ (?:[.。][0-9]+ | \.)?
            | \.[0-9]+ )
    (?: [eE](?P<e>[+-]?[0-9]+)
      | \x20*[×xX*]\x20*10(?: \^(?P<caret>[+-]?[0-9]+) | (?P<raised>[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+) ) )?
    (?: [\x20\xa0]* (?P<times>{"|".join(_TIMES)}) )?
    (?(open)\x20*\))
    """,
    re.VERBOSE,
)
_CHINESE_NUMERAL: Final = re.compile(
    "[+-]?[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]"
)
_RANGE: Final = re.compile(
    r"""
    \s*-\s*[0-9.]                                     # 10-20
    | [^0-9~—至到-]*[~—至到]+\s*[0-9.]                    # 10t~20t
    | \s*(?P<unit>[^0-9-]+?)\s*-\s*[0-9.]+\s*(?P=unit)$  # 10t-20t, but not kg·t-1
    """,
    re.VERBOSE,
)


def read_number(text: str) -> NumberText | Problem:
    """Read a number with optional qualifier, 万/亿 and unit; never raises.

    Full-width characters, thousands separators (comma, thin or no-break space), 1.2e3, 1.2×10³
    and bookkeeping negatives "(1,234)" are understood. "1,23", "1.234,5", "12 345", "10-20" and
    三千 are problems, since each can be read in more than one way.
    """
    raw = text.strip(_BLANKS)
    if not raw:
        return problem("number.empty")
    flat = raw.translate(_HALF_WIDTH)
    absent = _ABSENT.get(flat.replace(" ", "").upper())
    if absent:
        return NumberText(None, absent=absent)
    lead = _QUALIFIER.match(flat)
    qualifier = _QUALIFIERS[lead[0]] if lead else ""
    start = len(flat) - len(flat[lead.end() :].lstrip()) if lead else 0
    found = _NUMBER.match(flat, start)
    if len(raw) > _MAX_TEXT or found is None or (found["open"] and found["sign"]):
        return _refuse(_unread(flat[start:]), raw)
    unit_text = raw[found.end() :].strip(_BLANKS)
    wrong = _wrong_rest(found, flat[found.end() :], unit_text)
    if wrong:
        return _refuse(wrong, raw)
    value = _value(found)
    if value is None:
        return problem("number.too_long", text=_shorten(raw), limit=MAX_DIGITS)
    return NumberText(value, unit_text, qualifier)


def _value(found: re.Match[str]) -> Decimal | None:
    """The Decimal of a match, or None when it needs more than MAX_DIGITS digits."""
    body = found["body"].replace(",", "").replace("\u00a0", "").replace("。", ".")
    power = (found["e"] or found["caret"] or found["raised"] or "0").translate(_SUPERSCRIPTS)
    if len(body) > 2 * MAX_DIGITS or len(power) > 4:
        return None
    exponent = int(power) + _TIMES.get(found["times"] or "", 0)
    value = Decimal(f"{body}E{exponent}") if body.strip("0.") else Decimal(0)
    written = max(1, value.adjusted() + 1) + max(0, -int(value.as_tuple().exponent))
    if written > MAX_DIGITS:
        return None
    # Written out, so that 3.2万 reads 32000 and not 3.2E+4 wherever it is printed.
    value = Decimal(f"{value:f}")
    negative = bool(found["open"]) or found["sign"] == "-"
    return -value if negative and value else value


def _wrong_rest(found: re.Match[str], rest: str, unit_text: str) -> str:
    """The problem code of what follows the number, empty when it can be a unit."""
    if _RANGE.match(rest):
        return "number.range"
    if rest[:1] in {",", ".", "。"}:
        commas = "," in found["body"] + rest
        return "number.ambiguous_comma" if commas else "number.misplaced_point"
    if re.match(r"10(?:\^|[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹])", unit_text) and rest[:1].isspace():
        return ""
    if re.match(r"[\s\xa0]*[0-9.]", rest):
        return "number.ambiguous_comma" if "," in found["body"] else "number.several"
    if len(unit_text) > _SHOWN or re.match(r"[-+*×=<>≈)]", unit_text.translate(_HALF_WIDTH)):
        return "number.unreadable"
    return ""


def _unread(flat: str) -> str:
    """The problem code of text that does not begin with a number."""
    return "number.chinese_numerals" if _CHINESE_NUMERAL.match(flat) else "number.unreadable"


def _refuse(code: str, raw: str) -> Problem:
    return problem(code, text=_shorten(raw))


def _shorten(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def add_up(numbers: Iterable[Decimal]) -> Decimal:
    """The sum to 34 digits; 0 of nothing. `Overflow` beyond what a spreadsheet can hold."""
    return reduce(CONTEXT.add, numbers, Decimal(0))


def round_gbt8170(value: Decimal, places: int) -> Decimal:
    """Round to `places` decimals (negative: tens, hundreds) by 四舍六入五成双.

    GB/T 8170-2008, 3.2: a discarded 5 followed by nothing but zeros rounds to the even digit.
    """
    step = Decimal(1).scaleb(-places)
    if not value:
        return Decimal(0).quantize(step)
    digits = max(CONTEXT.prec, value.adjusted() + places + 2)
    return value.quantize(step, context=Context(prec=digits, rounding=ROUND_HALF_EVEN))


def significant(value: Decimal, digits: int) -> Decimal:
    """Round to significant digits by 四舍六入五成双; shorter numbers are not padded."""
    return Context(prec=digits, rounding=ROUND_HALF_EVEN).plus(value)


def plain(value: Decimal) -> str:
    """The canonical text of a number: no exponent, no trailing zeros, equal numbers alike."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def exact_text(value: Decimal) -> str:
    """A figure with its thousands separated and every digit it has."""
    whole, point, decimals = plain(value).partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,d}{point}{decimals}"
