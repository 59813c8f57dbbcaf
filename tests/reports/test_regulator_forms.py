"""Regulator forms: sound as shipped, filled without inventing anything, told apart when broken."""

from __future__ import annotations

import string
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.app.regulator_forms import known_to
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.problems import Severity
from desktop_app.reports.blocks import Document, Heading, SignaturePanel, Table, plain_text
from desktop_app.reports.regulator_forms.check import Known, check_form
from desktop_app.reports.regulator_forms.compose import FilledForm, compose_form
from desktop_app.reports.regulator_forms.form import RegulatorForm
from desktop_app.reports.regulator_forms.read import FormFile, read_form
from desktop_app.reports.workbook.block_book import write_blocks

PATHS = find_paths()
FORMS = sorted(PATHS.templates.glob("*.toml"))
STEEL = PATHS.forms / "steel" / "cases"

HEAD = """
[form]
id = "own"
name = "自备报表"
version = "1"
title = "自备报表"
subtitle = "试"
applies = "所有企业"
short_basis = "试行"
basis = ["试行办法"]
[sign]
title = "签章"
text = "属实"
labels = ["填表人"]
"""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog(PATHS)


@pytest.fixture(scope="module")
def known(catalog: Catalog) -> Known:
    return known_to(catalog, [read_form(path) for path in FORMS])


def judged(path: Path, catalog: Catalog) -> Evaluation:
    read = read_case_file(path, catalog)
    assert read.case is not None
    assert read.model is not None
    return evaluate(read.model, read.case)


@pytest.fixture(scope="module")
def steel(catalog: Catalog) -> Evaluation:
    return judged(STEEL / "demo_2023.toml", catalog)


def own(tmp_path: Path, tables: str) -> FormFile:
    """A form with these tables, as read from its file."""
    path = tmp_path / "own.toml"
    path.write_text(HEAD + tables, encoding="utf-8")
    return read_form(path)


def form_of(file: FormFile) -> RegulatorForm:
    assert file.problems == ()
    assert file.form is not None
    return file.form


def filled(
    tables: str, tmp_path: Path, evaluation: Evaluation, last: Evaluation | None = None
) -> FilledForm:
    return compose_form(form_of(own(tmp_path, tables)), evaluation, "2026-11-22", last=last)


def rows(document: Document, title: str) -> list[list[str]]:
    """The cells of the table below a heading; a blank one as "␣", n.a. as "—"."""
    blocks = list(document.blocks)
    at = next(i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.text == title)
    table = blocks[at + 1]
    assert isinstance(table, Table)
    signs = {"blank": "␣", "na": "—"}
    return [[signs.get(c.tone) or plain_text(c.text) for c in row.cells] for row in table.rows]


# --- as shipped --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_forms_are_sound_as_shipped(path: Path, known: Known) -> None:
    file = read_form(path)
    assert [found.sentence() for found in file.problems] == []
    assert [found.sentence() for found in check_form(file, known)] == []
    assert form_of(file).id == path.stem


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_forms_say_what_they_are_and_end_with_a_page_to_sign(path: Path, steel: Evaluation) -> None:
    form = form_of(read_form(path))
    document = compose_form(form, steel, "2026-11-22").document
    assert "非官方表样" in document.footer_note
    assert form.short_basis in document.footer_note
    panels = [block for block in document.blocks if isinstance(block, SignaturePanel)]
    assert [panel.labels for panel in panels] == [form.sign_labels]
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert headings.index("缺项") < headings.index(form.tables[0].title)


# --- filling -----------------------------------------------------------------------------------


def test_figures_come_in_the_unit_asked_for(tmp_path: Path, steel: Evaluation) -> None:
    found = filled(
        """
[[table]]
id = "a"
title = "表"
rows = "fields"
fields = [
  { title = "能耗", value = "energy.total", unit = "万tce" },
  { title = "用电", value = "energy.electricity", unit = "kWh" },
]
""",
        tmp_path,
        steel,
    )
    total = steel.results["energy.total"].value
    power = steel.values["energy.electricity"].number
    table = next(b for b in found.document.blocks if isinstance(b, Table) and not b.caption)
    numbers = [row.cells[2].number for row in table.rows]
    assert total is not None
    assert power is not None
    assert numbers == [total / 10000, power * 10000]
    assert found.missing == ()


def test_what_is_blank_stays_blank_and_is_listed_with_its_place(
    tmp_path: Path, steel: Evaluation
) -> None:
    found = filled(
        """
[[table]]
id = "a"
title = "表"
rows = "fields"
fields = [
  { title = "信用代码", text = "enterprise.uscc" },
  { title = "增加值", value = "output.added", unit = "万元" },
  { title = "法定代表人", hint = "营业执照" },
  { title = "增加值能耗", value = "energy.per_added", unit = "tce/万元" },
]
""",
        tmp_path,
        steel,
    )
    cells = [row[2] for row in rows(found.document, "表")]
    assert cells == ["␣", "␣", "␣", "␣"]
    told = [(one.name, one.place, one.jump) for one in found.missing]
    assert told == [
        ("信用代码", "企业档案", "enterprise.uscc"),
        ("工业增加值", "产值", "output.added@2023"),
        ("法定代表人", "营业执照", ""),
    ]


def test_last_year_stands_beside_where_there_is_one(
    tmp_path: Path, steel: Evaluation, catalog: Catalog
) -> None:
    last = judged(STEEL / "demo_2022.toml", catalog)
    text = """
[[table]]
id = "a"
title = "表"
rows = "fields"
shows = ["last", "now", "last_rate"]
fields = [{ title = "能耗", value = "energy.total", unit = "tce" }]
"""
    alone = filled(text, tmp_path, steel)
    assert [row[2] for row in rows(alone.document, "表")] == ["␣"]
    assert [one.name for one in alone.missing] == ["上年的数"]
    both = filled(text, tmp_path, steel, last=last)
    cells = rows(both.document, "表")[0]
    old, new = (one.results["energy.total"].value for one in (last, steel))
    assert old is not None
    assert new is not None
    assert cells[4] == f"{(new - old) / old * 100:+.1f}".replace("-", "−")
    assert both.missing == ()


def test_rows_of_a_family_stand_for_what_the_case_has(tmp_path: Path, steel: Evaluation) -> None:
    found = filled(
        """
[[table]]
id = "a"
title = "表"
rows = "each"
record = "outlet"
match = { medium = ["air"] }
over = "air.{m}.mass"
columns = [
  { title = "口", text = "record.id" },
  { title = "污染物", text = "member.group" },
  { title = "浓度", value = "air.{m}", unit = "mg/m3" },
  { title = "许可", value = "air.{m}.permit", unit = "mg/m3" },
]
""",
        tmp_path,
        steel,
    )
    cells = rows(found.document, "表")
    assert {row[0] for row in cells} == {"DA001", "DA002", "DA003", "DA004"}
    assert all(row[2] != "—" for row in cells)
    answered = {key.record for key in steel.case.data if key.item == "air.so2"}
    assert {row[0] for row in cells if row[1] == "二氧化硫" and row[2] != "␣"} == answered


def test_a_table_for_other_packs_is_left_out(tmp_path: Path, steel: Evaluation) -> None:
    found = filled(
        """
[[table]]
id = "a"
title = "水泥表"
rows = "blank"
packs = ["cement"]
columns = [{ title = "熟料" }]
""",
        tmp_path,
        steel,
    )
    assert not any(getattr(block, "text", "") == "水泥表" for block in found.document.blocks)
    assert found.missing == ()


# --- broken files ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "code", "near"),
    [
        ('rows = "fields"\nfields = [{ title = "a", value = "energy.totall" }]',
         "form.name_unknown", "energy.totall"),
        ('rows = "fields"\nfields = [{ title = "a", value = "energy.total", unit = "kg" }]',
         "pack.unit_mismatch", "energy.total"),
        ('rows = "fields"\nfields = [{ title = "a", value = "sum(energy.total" }]',
         "formula.ends_early_wanted", "energy.total"),
        ('rows = "fields"\nfields = [{ title = "a", text = "enterprise.boss" }]',
         "form.path_unknown", "enterprise.boss"),
        ('rows = "fields"\nfields = [{ title = "a", value = "air.so2", unit = "mg/m3" }]',
         "form.record_needed", "air.so2"),
        ('rows = "members"\nover = "enrgy.{m}"\ncolumns = [{ title = "a" }]',
         "form.no_members", "enrgy.{m}"),
        ('rows = "records"\nrecord = "chimney"\ncolumns = [{ title = "a" }]',
         "form.path_unknown", "chimney"),
        ('rows = "indicators"\ncolumns = [{ title = "a" }]', "form.path_unknown", ""),
    ],
)  # fmt: skip
def test_what_points_nowhere_is_told_with_file_and_line(
    tmp_path: Path, known: Known, table: str, code: str, near: str
) -> None:
    text = f'[[table]]\nid = "t"\ntitle = "表"\n{table}\n'
    file = own(tmp_path, text)
    found = check_form(file, known)
    assert [one.code for one in found][:1] == [code]
    name, _colon, line = found[0].where.document.partition(":")
    assert name == "own.toml"
    assert near in (HEAD + text).splitlines()[int(line) - 1]


def test_a_badly_written_form_is_told_whole_and_not_used(tmp_path: Path) -> None:
    file = own(
        tmp_path,
        '[[table]]\nid = "t"\ntitle = 5\nrows = "lines"\n'
        '[[table]]\nid = "t"\ntitle = "b"\nrows = "blank"\ncolumns = [{ titel = "x", say = "a", '
        'text = "case.year" }]\n',
    )
    assert file.form is None
    codes = {one.code for one in file.problems if one.severity is Severity.ERROR}
    assert codes == {
        "file.field_type", "file.field_missing", "form.asks_nothing", "form.table_twice",
        "form.two_answers",
    }  # fmt: skip
    assert read_form(tmp_path / "nowhere.toml").problems[0].code == "file.unreadable"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_to_a_form_file_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    source = FORMS[0].read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(source) - 1))
    length = data.draw(st.integers(0, 40))
    put = data.draw(st.text(alphabet=string.printable + "。“{}", max_size=12))
    path = tmp_path_factory.getbasetemp() / "damaged.toml"
    path.write_text(source[:start] + put + source[start + length :], encoding="utf-8")
    read = read_form(path)
    assert (read.form is None) == any(p.severity is Severity.ERROR for p in read.problems)


# --- the workbook --------------------------------------------------------------------------------


def test_the_workbook_holds_figures_and_no_text_acts(tmp_path: Path, steel: Evaluation) -> None:
    hostile = replace(steel.case.enterprise, name='=HYPERLINK("http://x")')
    evaluation = replace(steel, case=replace(steel.case, enterprise=hostile))
    form = form_of(read_form(PATHS.templates / "energy_use.toml"))
    target = tmp_path / "报 表.xlsx"
    document = compose_form(form, evaluation, "2026-11-22").document
    assert write_blocks(document, target) is None
    book = load_workbook(target)
    assert book.sheetnames[:3] == ["封面", "填报说明与缺项", "缺项"]
    sheet = book["基本情况"]
    values = {row[0].value: row[3] for row in sheet.iter_rows(min_row=1, max_col=4)}
    named = {row[0].value: row[2] for row in sheet.iter_rows(min_row=1, max_col=3)}
    assert named["单位名称"].data_type == "s"
    total = values["综合能耗（当量值）"].value
    assert isinstance(total, int | float)
    assert Decimal(str(total)) == pytest.approx(steel.results["energy.total"].value)
    assert values["工业增加值"].value is None
    for one in book.worksheets:
        assert one.oddFooter is not None
        assert "非官方表样" in str(one.oddFooter.left.text)


def test_a_folder_that_refuses_is_told(tmp_path: Path, steel: Evaluation) -> None:
    form = form_of(read_form(FORMS[0]))
    document = compose_form(form, steel, "2026-11-22").document
    wrong = write_blocks(document, tmp_path / "nowhere" / "a.xlsx")
    assert wrong is not None
    assert wrong.code == "report.cannot_write"
    assert list(tmp_path.iterdir()) == []
