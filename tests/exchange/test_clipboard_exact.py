"""A copied block keeps the digits its formats hide, as LibreOffice, WPS and Excel hand them on."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.numbers import NumberText, plain, read_number, round_gbt8170
from desktop_app.exchange.clipboard_exact import exact_cells

CALC = """<html><head><meta name="generator" content="LibreOffice 7.4"/></head><body>
<table cellspacing="0" border="0"><colgroup span="4" width="83"></colgroup>
<tr><td colspan=4 height="21"><font color="#000000">能源台账</font></td></tr>
<tr><td rowspan=2 valign=middle>原煤</td>
<td align="right" sdval="1234.5678" sdnum="1033;0;[>100]#,##0">1,235</td>
<td align="right" sdval="0.12345" sdnum="1033;0;0.0%">12.3%</td>
<td align="right" sdval="43831" sdnum="1033;0;M&quot;月&quot;">1月</td></tr>
<tr><td align="right" sdval="123456789" sdnum="1033;0;0.00E+00">1.23E+08</td>
<td align="right" sdval="0.30000000000000004">0.3</td>
<td align="right" sdval="-88.888">###</td></tr>
</table></body></html>"""
CALC_SHOWN = (
    ("能源台账", "", "", ""),
    ("原煤", "1,235", "12.3%", "1月"),
    ("", "1.23E+08", "0.3", "###"),
)

EXCEL = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Sheet1">
<Table ss:ExpandedColumnCount="3" ss:ExpandedRowCount="4">
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">品种</Data></Cell>
<Cell><Data ss:Type="Number">1</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">电力</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="Number">12.3456</Data></Cell></Row>
<Row><Cell ss:Index="2"><Data ss:Type="Number">-1234.56</Data></Cell>
<Cell><Data ss:Type="Number">56.78</Data></Cell></Row>
</Table></Worksheet></Workbook>""".encode()


def test_libreoffice_leaves_the_figure_beside_each_cell() -> None:
    found = exact_cells(CALC_SHOWN, CALC)
    assert found == (
        ("能源台账", "", "", ""),
        ("原煤", "1234.5678", "12.345%", "1月"),
        ("", "123456789", "0.3", "-88.888"),
    )


def test_excel_leaves_a_small_workbook() -> None:
    shown = (("品种", "", "1"), ("", "", ""), ("电力", "", "12.35"), ("", "(1,235)", "56.8吨"))
    found = exact_cells(shown, "", EXCEL + b"\0")
    assert found == (("品种", "", "1"), ("", "", ""), ("电力", "", "12.3456"),
                     ("", "-1234.56", "56.78吨"))  # fmt: skip


def test_wps_says_with_a_bare_attribute_that_the_text_is_the_figure() -> None:
    html = '<table><tr><td x:num>1234.5</td><td x:num="9.87654">9.9</td><td x:str>无</td></tr>'
    assert exact_cells((("1,235", "9.9", "无"),), html) == (("1234.5", "9.87654", "无"),)


def test_a_figure_that_does_not_round_to_what_is_shown_is_not_taken() -> None:
    """A table shown in thousands means what it shows: its head says 万元."""
    html = '<table><tr><td sdval="123456">12.3</td><td sdval="5">约4.9</td></tr></table>'
    assert exact_cells((("12.3", "约4.9"),), html) == (("12.3", "约4.9"),)


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ('<table><tr><td sdval="1.04">1</td></tr><tr><td sdval="2.04">2</td></tr></table>', b""),
        ("<table><tr><td sdval='nan'>1</td></tr></table>", b""),
        ("<table><tr><td sdval='1e999999'>1</td></tr></table>", b""),
        ("<td sdval=1.04>1</td>", b""),
        ("<table><tr>" + "<td" * 500_000, b""),
        ("<table><tr>" + "<td colspan=19999 rowspan=9>1</td>" * 5_000, b""),
        ("", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        ("", b"\xff\xfe\x00"),
        ("", EXCEL[:400]),
    ],
)
def test_what_is_of_another_shape_or_broken_changes_nothing(html: str, xml: bytes) -> None:
    assert exact_cells((("1",),), html, xml) == (("1",),)


@given(st.text(max_size=60), st.text("<td r/ablesv=\"'>x:num0-9 ", max_size=60))
def test_no_clipboard_breaks_it(text: str, html: str) -> None:
    grid = ((text,),)
    assert exact_cells(grid, f"<table><tr>{html}", html.encode())[0][0] is not None


@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 4))
def test_what_is_taken_is_the_figure_itself(figure: Decimal, places: int) -> None:
    shown = f"{round_gbt8170(figure, places):,f}"
    found = exact_cells(((shown,),), f'<table><tr><td sdval="{figure}">{shown}</td></tr></table>')
    read = read_number(found[0][0])
    assert isinstance(read, NumberText)
    assert read.value is not None
    assert plain(read.value) == plain(figure)
