"""The short edition holds its promise of 4 to 6 pages, on small and on crowded cases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.reporting import Made, MadeOf, make_pdf
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.reports.blocks import Heading, Table, plain_text
from desktop_app.reports.compose import Snapshot, compose
from desktop_app.reports.pdf import render_pdf
from desktop_app.reports.templates.model import Template
from desktop_app.reports.templates.read import read_template
from tests.reports.word import opened, rendered

PATHS = find_paths()
#: The most crowded, the emptiest, one with a plan, one of many outlets, one judged without weights.
CASES = (
    "steel/cases/long_process_2024.toml",
    "steel/cases/demo_2023.toml",
    "coal_mining/cases/plant_whole_2026.toml",
    "pharma_pesticide/cases/plant_2024.toml",
    "oil_storage/cases/depot_stations_2024.toml",
    "general/cases/zeros_2024.toml",
    "aluminium/cases/smelter_2024.toml",
    "cement/cases/ordinary_2024.toml",
    "electroplating/cases/blanks.toml",
)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return Catalog(Paths(PATHS.root, tmp_path_factory.mktemp("user")))


@pytest.fixture(scope="module")
def short() -> Template:
    found = read_template(PATHS.templates / "short")
    assert isinstance(found, Template)
    return found


def judged(catalog: Catalog, name: str) -> Evaluation:
    read = read_case_file(PATHS.forms / name, catalog)
    assert read.model is not None
    assert read.case is not None
    return evaluate(read.model, read.case)


@pytest.mark.parametrize("name", CASES)
def test_it_has_four_to_six_pages(catalog: Catalog, name: str, tmp_path: Path) -> None:
    """As it leaves the program: with the page about where it comes from."""
    target = tmp_path / "简版.pdf"
    made = make_pdf(MadeOf(PATHS, judged(catalog, name), "2026-03-01", template="short"), target)
    assert isinstance(made, Made), made
    assert 4 <= made.pages <= 6
    with pypdfium2.PdfDocument(target) as pdf:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    for head in ("自评结论", "各维度一览", "主要差距与下一步", "判定依据（简表）", "声明与签章"):
        assert head in text


def test_a_case_with_nothing_in_it_has_them_too(
    catalog: Catalog, short: Template, tmp_path: Path
) -> None:
    path = tmp_path / "empty.toml"
    text = '[case]\nyear = 2024\npacks = ["general"]\n[enterprise]\nname = "甲"\n'
    path.write_text(text, encoding="utf-8")
    read = read_case_file(path, catalog)
    assert read.model is not None
    assert read.case is not None
    report = compose(Snapshot(evaluate(read.model, read.case), "2026-03-01"), short)
    assert 4 <= render_pdf(report, PATHS.fonts)[1].pages <= 6


def test_very_long_names_do_not_break_it(catalog: Catalog, short: Template) -> None:
    evaluation = judged(catalog, CASES[0])
    owner = replace(evaluation.case.enterprise, name="贵州省某某县某某镇某某化工有限责任公司" * 4)
    case = replace(evaluation.case, enterprise=owner)
    report = compose(Snapshot(replace(evaluation, case=case), "2026-03-01"), short)
    assert 4 <= render_pdf(report, PATHS.fonts)[1].pages <= 6


def test_every_limb_stands_in_the_overview_and_in_the_word_file(
    catalog: Catalog, short: Template
) -> None:
    report = compose(Snapshot(judged(catalog, CASES[0]), "2026-03-01"), short)
    place = next(
        at
        for at, one in enumerate(report.blocks)
        if isinstance(one, Heading) and one.anchor == "glance"
    )
    table = report.blocks[place + 1]
    assert isinstance(table, Table)
    groups = [plain_text(row.cells[0].text) for row in table.rows if row.kind == "group"]
    assert groups == ["清洁生产", "能效", "碳排放", "污染物", "政策要求"]
    charts = [cell.scene for row in table.rows for cell in row.cells if cell.scene is not None]
    assert len(charts) >= 3
    word = opened(rendered(report))
    told = [cell.text for one in word.tables for cell in one._cells]
    assert all(any(group in text for text in told) for group in groups)
