"""Pictures of the window: made without a screen, of the size asked for, with something on them."""

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
from desktop_app.ui.case_pages import page_entries
from desktop_app.ui.screens import SIZE, grab_all, grab_overview


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


def test_every_screen_in_both_schemes_and_densities(
    qapp: QApplication, paths: Paths, session: CaseSession, tmp_path: Path
) -> None:
    made = grab_all(paths, session, tmp_path / "screens", ["en"])
    assert {path.parent.name for path in made} == {"en"}
    endings = ("-light.png", "-light-200.png", "-dark.png", "-dark-200.png")
    for number, _entry in enumerate(page_entries(), 1):
        of_page = [path.name for path in made if path.name.startswith(f"{number:02}-")]
        assert [[name.endswith(one) for name in of_page].count(True) for one in endings] == [1] * 4
    for path in made:
        picture = QImage(str(path))
        assert picture.width() == SIZE.width() * (2 if "-200" in path.name else 1)
        assert colours(path) > 8, path.name
    light = next(path for path in made if path.name == "02-Overview-light.png")
    dark = next(path for path in made if path.name == "02-Overview-dark.png")
    ground = QImage(str(light)).pixelColor(300, 740).lightness()
    assert ground > QImage(str(dark)).pixelColor(300, 740).lightness()
