"""The program knows its own version."""

from __future__ import annotations

import tomllib
from pathlib import Path

from desktop_app.app.about import VERSION


def test_the_version_is_that_of_the_project_file() -> None:
    project = Path(__file__).resolve().parents[2] / "pyproject.toml"
    assert tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"] == VERSION
