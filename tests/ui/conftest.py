"""A window in the light theme at the ordinary font size, whatever the test before did."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop_app.ui.theme import Mode, ThemeControl


@pytest.fixture
def control(qapp: QApplication) -> Iterator[ThemeControl]:
    """The control of the application's theme, following nobody."""
    made = ThemeControl(qapp, follow_system=False)
    made.apply(Mode.LIGHT, 1.0)
    yield made
    made.apply(Mode.LIGHT, 1.0)
    made.deleteLater()


@pytest.fixture(autouse=True)
def light(control: ThemeControl) -> ThemeControl:
    """Every test of the window starts in the light theme."""
    return control


@pytest.fixture(autouse=True)
def swept(qapp: QApplication) -> Iterator[None]:
    """What a test closed is really gone: Qt waits for an event loop that tests never enter."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="session", autouse=True)
def left(qapp: QApplication) -> Iterator[None]:
    """What the last test copied goes before Python does."""
    yield
    qapp.clipboard().clear()
