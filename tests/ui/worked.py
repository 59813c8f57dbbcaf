"""Worked examples of the packs, and case files written by a test, opened through the bridge."""

from __future__ import annotations

from pathlib import Path

from desktop_app.app.case_file import read_case_file
from desktop_app.app.example import store_case
from desktop_app.app.session import CaseSession
from desktop_app.core.entry import Entry
from desktop_app.store.library import Library
from desktop_app.ui.bridge import Bridge
from tests.ui.opened import NOW, catalog, key_of

FORMS = Path(__file__).resolve().parents[2] / "forms"
PLATING = FORMS / "electroplating" / "cases" / "level_two.toml"
PLATING_BLANKS = FORMS / "electroplating" / "cases" / "blanks.toml"
STEEL_WORKS = FORMS / "steel" / "cases" / "long_process_2024.toml"
ELECTRIC_FURNACE = FORMS / "steel" / "cases" / "short_process_2026.toml"
OXYGEN = FORMS / "steel" / "cases" / "oxygen_2024.toml"

BENCHMARK_BELOW = """
data = [
  { key = "steel.has.ironmaking", text = "是" },
  { key = "steel.rate.ironmaking", value = "480", unit = "kgce/t" },
]

[case]
year = 2024
packs = ["general", "steel"]

[enterprise]
name = "低于基准的炼铁厂（虚构）"
region = "520200"
industry = "C3120"
"""


def open_worked(folder: Path, case_file: Path) -> Bridge:
    """A case file as a case of a fresh library."""
    library = Library.open(folder / "library.nzl")
    assert isinstance(library, Library)
    return add_worked(library, case_file)


def add_worked(library: Library, case_file: Path) -> Bridge:
    """A case file as one more case of a library."""
    session = store_case(
        read_case_file(case_file, catalog()), library, catalog(), "打开示例", lambda: NOW
    )
    assert isinstance(session, CaseSession)
    return Bridge(session)


def open_text(folder: Path, text: str) -> Bridge:
    """The text of a case file as a case of a fresh library."""
    path = folder / "自评.toml"
    path.write_text(text, encoding="utf-8")
    return open_worked(folder, path)


def enter(bridge: Bridge, key: str, text: str, unit: str = "") -> None:
    """Type a figure or an answer, as any field does."""
    outcome = bridge.enter([Entry(key_of(key), text, unit)], "填写")
    assert not outcome.problems
