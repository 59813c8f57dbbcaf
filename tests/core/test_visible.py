"""What is seen in a file, compared: other ways of writing count as the same, nothing else does."""

from __future__ import annotations

from decimal import Decimal
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.provenance import (
    Output,
    PackMark,
    Provenance,
    cells_digest,
    read_stamp,
    stamp_of,
    text_digest,
)
from desktop_app.core.visible import cell_text, formula_text, paragraph_texts, parts_digest

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize(
    ("written", "saved"),
    [
        ("='计算'!$D$1713", "=计算!$D$1713"),
        ("=IF(A1=TRUE,1E-9,0.5)", "=IF(A1=TRUE(),0.000000001,0.5)"),
        ("=LARGE((A1,B1),1)", "=LARGE((A1~B1),1)"),
        ("=IFERROR('a b'!A1,\"\")", '=IFERROR(a b!A1,"")'),
        ("=_xlfn.CONCAT(A1)", "=CONCAT(A1)"),
    ],
)
def test_a_formula_saved_by_another_program_is_the_same(written: str, saved: str) -> None:
    assert formula_text(written) == formula_text(saved)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("=A1+1", "=A1+2"),
        ("=A10", "=A1"),
        ('="0.50"', '="0.5"'),
        ("='计算'!A1", "=\"'计算'!A1\""),
        ("=SUM(A1,B1)", "=SUM(A1:B1)"),
        ('="a~b"', '="a,b"'),
    ],
)
def test_another_formula_is_another(one: str, other: str) -> None:
    assert formula_text(one) != formula_text(other)


def test_numbers_are_the_same_in_fifteen_digits() -> None:
    assert cell_text("n", 81.37254901960785) == cell_text("n", 81.3725490196079)
    assert cell_text("n", Decimal("37.30")) == cell_text("n", 37.3)
    assert cell_text("n", 37.3) != cell_text("n", 37.4)
    assert cell_text("n", 1) != cell_text("s", "1") != cell_text("n", True)
    assert cell_text("n", float("inf")) != cell_text("n", None) == ""


def test_a_text_is_no_formula_and_ends_of_lines_are_alike() -> None:
    assert cell_text("s", "=A1") != cell_text("f", "=A1")
    assert cell_text("s", "a\r\nb") == cell_text("s", "a_x000D_\nb") == cell_text("s", "a\nb")


@given(st.lists(st.text(max_size=3), max_size=6))
def test_empty_cells_at_the_end_do_not_count(cells: list[str]) -> None:
    assert cells_digest(cells) == cells_digest([*cells, "", ""])
    assert text_digest({}, {"a": [cells]}) == text_digest({}, {"a": [[*cells, ""]]})


def test_the_order_of_sheets_does_not_count_but_their_names_do() -> None:
    one = text_digest({}, {"a": [["x"]], "b": [["y"]]})
    assert one == text_digest({}, {"b": [["y"]], "a": [["x"]]})
    assert one != text_digest({}, {"a": [["y"]], "b": [["x"]]})


def test_paragraphs_are_read_however_their_runs_are_cut() -> None:
    def body(inner: str) -> list[str]:
        whole = f'<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'
        return paragraph_texts(fromstring(whole), {})  # noqa: S314 - our own text

    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{page}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    text = "<w:r><w:t>综合能耗</w:t></w:r><w:r><w:t> 12 tce</w:t></w:r>"
    one = body(f"<w:p>{text}{field.format(page=3)}</w:p><w:p/>")
    assert one == body(f"<w:p><w:r><w:t>综合能耗 12 tce</w:t></w:r>{field.format(page=9)}</w:p>")
    assert one == ["综合能耗 12 tce"]
    listed = '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>目录</w:t></w:r></w:p>'
    assert body(f"{listed}<w:p>{text}</w:p>") == one


def test_parts_count_by_name_and_content_in_any_order() -> None:
    assert parts_digest([("a", b"1"), ("b", b"2")]) == parts_digest([("b", b"2"), ("a", b"1")])
    assert parts_digest([("a", b"1")]) != parts_digest([("a", b"2")])
    assert parts_digest([("a", b"1")]) != parts_digest([("b", b"1")])


_NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=10)


@given(_NAMES, st.lists(_NAMES, max_size=4), st.lists(st.lists(_NAMES, max_size=4), max_size=3))
def test_a_stamp_is_read_back_and_nothing_else_is(
    name: str, pieces: list[str], rows: list[list[str]]
) -> None:
    told = Provenance(
        Output.WORKBOOK, name, 2023, "2026-11-22", "0.1.0", "c1",
        (PackMark("general", "1", "0" * 64),), "a" * 64, "b" * 64,
        {"data": "c" * 64}, {"energy.raw_coal": "d" * 12},
    )  # fmt: skip
    stamp = stamp_of(told, {"": pieces}, {name: rows})
    data = stamp.to_bytes()
    assert read_stamp(data) == stamp
    assert read_stamp(data + b" ") is None
    assert read_stamp(data.replace(b'"form":1', b'"form":2')) is None
    assert read_stamp(data[:-3]) is None


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading_of_a_stamp(data: bytes) -> None:
    assert read_stamp(data) is None
    assert read_stamp(b'{"form":1,"output":' + data + b"}") is None
