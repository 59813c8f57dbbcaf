"""The catalogue in use is one for the whole process, so every test here gives it back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop_app.i18n import SOURCE_LANGUAGE, set_language


@pytest.fixture(autouse=True)
def chinese_again() -> Iterator[None]:
    yield
    set_language(SOURCE_LANGUAGE)
