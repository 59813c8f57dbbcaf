"""Who may import whom: the arrows between the packages, held for every file."""

from __future__ import annotations

import ast
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import desktop_app.core

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "desktop_app"


@dataclass(frozen=True)
class May:
    """What a part of the app may import besides itself and the standard library."""

    ours: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


def may(ours: str = "", others: str = "") -> May:
    return May(frozenset(ours.split()), frozenset(others.split()))


# The whole architecture: `core` knows nobody, the middle packages know only the core, `app` puts
# them together, and the window and the command line see `app` but not what is behind it.
TABLE = {
    "core": may(),
    "i18n": may(),
    "charts": may("core"),
    "packs": may("core", "openpyxl defusedxml cryptography tomli_w"),
    "store": may("core", "sqlalchemy alembic sqlcipher3 cryptography"),
    "reports": may("core charts i18n", "markdown_it reportlab openpyxl"),
    "exchange": may("core i18n", "openpyxl defusedxml cryptography"),
    "app": may("core packs store reports exchange i18n", "platformdirs pypdfium2"),
    "ui": may("core charts app i18n", "PySide6 shiboken6 pypdfium2"),
    "commands": may("core app ui i18n"),
    "cli": may("app commands ui i18n"),
    "__main__": may("cli"),
    "__init__": may(),
}

# The app is offline by promise; nothing in it may even hold the means.
NETWORK = {
    "asyncio", "ftplib", "http", "imaplib", "poplib", "smtplib", "socket", "socketserver", "ssl",
    "urllib.request", "webbrowser", "xmlrpc", "PySide6.QtNetwork", "PySide6.QtWebSockets",
}  # fmt: skip


def files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    """The row of the table a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_in(text: str, package: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Line and absolute dotted name of everything imported, wherever in the text it stands."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            stem = (*base, node.module) if node.module else base
            for alias in node.names:
                yield node.lineno, ".".join((*stem, alias.name))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    package = path.relative_to(ROOT).parts[:-1]
    return imports_in(path.read_text(encoding="utf-8"), package)


def complaint(part: str, name: str) -> str | None:
    """Why a file of `part` may not import `name`, or None."""
    top, *rest = name.split(".")
    if top == "desktop_app":
        target = rest[0] if rest else "__init__"
        allowed = target == part or target in TABLE[part].ours
        return None if allowed else f"{part} must not know {target}"
    if top in sys.stdlib_module_names or top in TABLE[part].others:
        return None
    return f"{part} must not use {top}"


def test_every_part_has_a_row() -> None:
    assert {part_of(path) for path in files()} <= set(TABLE)


@pytest.mark.parametrize("part", TABLE)
def test_imports_follow_the_arrows(part: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}: {why}"
        for path in files()
        if part_of(path) == part
        for line, name in imported(path)
        if (why := complaint(part, name))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("core", "desktop_app.i18n._"),
        ("core", "sqlalchemy.orm.Session"),
        ("store", "desktop_app.packs.load.load_pack"),
        ("app", "PySide6.QtCore.QObject"),
        ("ui", "desktop_app.store.library.Library"),
    ],
)
def test_the_table_refuses(part: str, name: str) -> None:
    assert complaint(part, name)


def test_no_way_of_importing_is_overlooked() -> None:
    text = """
import reportlab.pdfgen as pdf
if TYPE_CHECKING:
    from ..store import library
def late():
    from . import case
    from desktop_app.ui.theme import Theme
"""
    assert [name for _, name in imports_in(text, ("desktop_app", "core"))] == [
        "reportlab.pdfgen",
        "desktop_app.store.library",
        "desktop_app.core.case",
        "desktop_app.ui.theme.Theme",
    ]


def test_nothing_can_reach_the_network() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in files()
        for line, name in imported(path)
        if any(f"{name}.".startswith(f"{banned}.") for banned in NETWORK)
    ]
    assert not wrong, "\n".join(wrong)


def loaded_after(imports: list[str], suspects: set[str]) -> set[str]:
    """Which of the suspects a fresh interpreter holds after these imports."""
    code = "".join(f"import {name}\n" for name in imports)
    code += f"import sys\nprint(*({suspects!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_core_loads_nothing_heavy() -> None:
    found = pkgutil.walk_packages(desktop_app.core.__path__, "desktop_app.core.")
    modules = [module.name for module in found]
    assert modules
    heavy = {"PySide6", "sqlalchemy", "alembic", "openpyxl", "reportlab", "pypdfium2", "babel"}
    assert loaded_after(modules, heavy) == set()


@pytest.mark.skipif(
    not (PACKAGE / "ui" / "main_window.py").exists(), reason="the window is not there yet"
)
def test_the_window_comes_up_without_the_report_libraries() -> None:
    slow = {"reportlab", "openpyxl", "alembic", "cryptography", "sqlcipher3"}
    assert loaded_after(["desktop_app.ui.main_window"], slow) == set()
