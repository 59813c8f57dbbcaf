"""What every build carries, whatever system it is for: the read-only data and the libraries."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

from installer.steps import PROGRAM, ROOT, version

DATA: Final = (
    ("forms", "forms"),
    ("report_templates", "report_templates"),
    ("resources", "resources"),
    # Alembic reads its revisions as files.
    ("desktop_app/store/migrations", "desktop_app/store/migrations"),
    ("CHANGELOG.md", "."),
    ("requirements.lock", "."),
)
"""Files and folders of the project, each with the folder of the program it is put into."""

DISTRIBUTIONS_LOCK: Final = "requirements.lock"
"""Carried along: the program's own list of the libraries it consists of."""

UNUSED: Final = (
    "tkinter", "_tkinter", "test", "unittest", "pydoc", "pydoc_data", "idlelib", "lib2to3",
    "ensurepip", "turtledemo", "distutils", "setuptools", "pip", "curses", "readline",
    "xmlrpc", "ftplib", "imaplib", "poplib", "smtplib", "_ssl", "ssl",
    "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSql", "PySide6.QtTest",
    "PySide6.QtDesigner", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtUiTools",
    "PySide6.QtHelp", "PySide6.QtConcurrent", "numpy", "lxml", "greenlet", "pytest", "mypy",
)  # fmt: skip
"""Modules that no part of the program uses, the means of reaching a network among them."""

_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def pinned(lock: Path) -> tuple[str, ...]:
    """The names of the distributions a lock file pins."""
    return tuple(_PIN.findall(lock.read_text(encoding="utf-8")))


def copy_project(target: Path) -> None:
    """Copy what a build reads of the project: the package, the data, the installer's own files."""
    shutil.rmtree(target, ignore_errors=True)
    ignore = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("desktop_app", "installer", *(source for source, _ in DATA)):
        source, place = ROOT / name, target / name
        if source.is_dir():
            shutil.copytree(source, place, ignore=ignore, dirs_exist_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, place)


def release_toml(system: str) -> str:
    """What a folder of the program says about itself to whoever is handed it."""
    return f'program = "{PROGRAM}"\nversion = "{version()}"\nsystem = "{system}"\n'
