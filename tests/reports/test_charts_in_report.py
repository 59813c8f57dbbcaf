"""The charts of the limb chapters: there when the case has something to show, and drawn whole."""

from __future__ import annotations

from pathlib import Path

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.charts.bands import threshold_band
from desktop_app.charts.readings import band_of
from desktop_app.charts.scene import Circle, Rect
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.i18n import translate
from desktop_app.reports.blocks import Block, Figure, Table
from desktop_app.reports.chapters import limbs
from desktop_app.reports.words import figure

CATALOG = Catalog(find_paths())
CASE = """
[case]
year = {year}
packs = ["general"]
[enterprise]
name = "甲厂"
region = "520100"
"""


def judged(folder: Path, year: int, months: dict[int, int], more: str = "") -> Evaluation:
    """A case with some months of electricity and a year of natural gas."""
    rows = "".join(
        f'[[data]]\nkey = "energy.electricity"\nvalue = "{amount}"\nperiod = "{year}-{month:02d}"\n'
        for month, amount in months.items()
    )
    path = folder / f"{year}.toml"
    path.write_text(CASE.format(year=year) + rows + more, encoding="utf-8")
    read = read_case_file(path, CATALOG)
    assert read.case is not None, read.problems
    assert read.model is not None
    return evaluate(read.model, read.case)


GAS = '[[data]]\nkey = "energy.natural_gas"\nvalue = "20"\n'


def figures(blocks: tuple[Block, ...]) -> dict[str, Figure]:
    return {block.caption: block for block in blocks if isinstance(block, Figure)}


def test_energy_shows_its_mix_and_its_months_beside_last_year(tmp_path: Path) -> None:
    last = judged(tmp_path, 2022, dict.fromkeys(range(1, 13), 90))
    now = judged(tmp_path, 2023, dict.fromkeys(range(1, 7), 100), GAS)
    found = figures(limbs.energy(now, last))
    assert list(found) == ["综合能耗（当量值）的构成（tce）", "电力逐月走势"]
    course = found["电力逐月走势"].scene.shapes
    assert sum(isinstance(shape, Rect) and bool(shape.tip) for shape in course) == 6
    assert sum(isinstance(shape, Circle) for shape in course) == 12


def test_carbon_steps_from_source_to_source_to_its_total(tmp_path: Path) -> None:
    now = judged(tmp_path, 2023, {1: 100}, GAS)
    found = figures(limbs.carbon(now))
    scene = found["二氧化碳排放总量的构成（tCO₂）"].scene
    assert scene.description.count("；") == 2
    assert "合计" in scene.description


def test_a_case_without_figures_has_no_empty_charts(tmp_path: Path) -> None:
    now = judged(tmp_path, 2023, {})
    assert not figures(limbs.energy(now))
    assert not figures(limbs.carbon(now))


def test_a_figure_stands_among_its_levels_as_in_the_window() -> None:
    path = find_paths().forms / "electroplating" / "cases" / "level_two.toml"
    read = read_case_file(path, CATALOG)
    assert read.case is not None
    assert read.model is not None
    now = evaluate(read.model, read.case)
    table = now.tables["electroplating.cp"]
    [printed] = [
        block
        for block in limbs.clean_production(now)
        if isinstance(block, Table) and block.caption == "逐项对照"
    ]
    bands = {line.cells[0].text: line.cells[3].scene for line in printed.rows if line.kind == ""}
    wash = table.row("wash_water")
    assert wash is not None
    shown = band_of(wash, table.scale, translate, figure)
    assert shown is not None
    band = bands["5"]
    assert band == threshold_band(shown, 110)
    assert shown.tip.startswith("18 ")
    # Answers by description and rows that do not apply have no place on a band.
    assert bands["1"] is None
    assert bands["7"] is None
