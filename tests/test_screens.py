"""Pictures of the window: every screen is in the set, and what is drawn shows something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop_app.app.catalog import Catalog
from desktop_app.app.example import fresh_example
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.session import CaseSession
from desktop_app.ui import case_pages
from desktop_app.ui.case_pages import page_entries
from desktop_app.ui.screens import SIZE, grab_overview
from installer.screens import __main__ as command
from installer.screens.dresses import EVERY, ON_REQUEST, chosen
from installer.screens.making import draw
from installer.screens.panels import PANELS, panel_screens
from installer.screens.windows import settings


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(find_paths().root, tmp_path / "user")


@pytest.fixture
def session(paths: Paths, tmp_path: Path) -> Iterator[CaseSession]:
    opened = fresh_example(paths, Catalog(paths), tmp_path / "example")
    assert isinstance(opened, CaseSession)
    yield opened
    opened.library.close()


def colours(path: Path) -> int:
    """How many different colours a picture shows, looked at on a coarse grid."""
    picture = QImage(str(path))
    return len(
        {
            picture.pixel(x, y)
            for x in range(0, picture.width(), 7)
            for y in range(0, picture.height(), 7)
        }
    )


def test_the_overview_is_a_picture_of_the_real_window(
    qapp: QApplication, paths: Paths, session: CaseSession, tmp_path: Path
) -> None:
    target = tmp_path / "总览.png"
    grab_overview(paths, session, target)
    picture = QImage(str(target))
    assert picture.size() == SIZE
    assert colours(target) > 20
    assert not paths.settings.exists()
    assert session.library.cases(), "the library stays open"


def test_every_page_and_every_panel_is_in_the_set() -> None:
    """A page that is new must get a screen; that no panel is missing, another test sees to."""
    names = [one.id for setting in settings() for one in setting.screens]
    assert len(set(names)) == len(names)
    constants = (value for name, value in vars(case_pages).items() if name.isupper())
    pages = {value.replace("_", "-") for value in constants if isinstance(value, str)}
    assert {one.id for one in page_entries()} < pages
    for page in pages:
        assert any(name == page or name.startswith(f"{page}-") for name in names), page
    assert {one.id for one in panel_screens()} <= set(names)
    assert len(panel_screens()) > len(PANELS)
    for need in ("first-start", "damaged", "lock", "loading", "empty-overview", "toasts"):
        assert need in names


def test_the_usual_dresses_are_both_schemes_two_densities_a_large_and_a_large_printed_window() -> (
    None
):
    looks = {(one.mode.value, one.density) for one in EVERY}
    assert {("light", 1), ("light", 2), ("dark", 1), ("dark", 2)} <= looks
    pixels = [one.size.width() * one.density for one in EVERY]
    assert 3840 in pixels
    assert max(one.factor for one in EVERY) == 1.5
    assert any(one.doubled for one in ON_REQUEST)
    assert {1.25, 1.5, 1.75} <= {one.density for one in ON_REQUEST}
    assert chosen(["doubled"])[0].doubled
    assert chosen([]) == EVERY


def test_screens_are_drawn_in_dresses(qapp: QApplication, tmp_path: Path) -> None:
    dresses = chosen(["light-100", "dark-100", "doubled"])
    made = draw(tmp_path, ["first-start", "first-problems"], "en", dresses)
    assert [one.path.relative_to(tmp_path / "en").as_posix() for one in made] == [
        f"{dress.name}/{screen}.png"
        for dress in dresses
        for screen in ("first-start", "first-problems")
    ]
    for one in made:
        assert QImage(str(one.path)).size() == SIZE
        assert colours(one.path) > 8, one.path
    light, dark = (QImage(str(made[at].path)).pixelColor(300, 740).lightness() for at in (0, 2))
    assert light > dark


def test_a_name_nobody_knows_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--dress", "velvet"]) == 2
    assert "doubled" in capsys.readouterr().err
    assert command.main(["--list"]) == 0
    assert "first-start" in capsys.readouterr().out
