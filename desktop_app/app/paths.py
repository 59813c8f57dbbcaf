"""Where things are: read-only resources beside the program, the user's data in their folder."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP_NAME = "near-zero"
BILL = "bill.cdx.json"
"""The bill of materials; only a built program has one."""

MARKER = "portable.toml"
"""A file of this name beside the program makes it portable, whatever is in it."""

PORTABLE_DATA = "数据"
"""The folder beside a portable program that holds what would be in the user's data folder."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Folders of one run of the program.

    `root` holds forms/, report_templates/ and resources/ (source tree or frozen bundle); `user`
    holds the library, settings, logs and packs the user added.
    """

    root: Path
    user: Path

    @property
    def is_built(self) -> bool:
        """Whether this is a program that was built, not its source."""
        return (self.root / BILL).is_file()

    @property
    def program(self) -> Path:
        """The folder of a built program: what starts it lies there, the rest below."""
        return self.root.parent

    @property
    def is_portable(self) -> bool:
        """Whether the program keeps everything in its own folder, as on a USB stick."""
        return self.is_built and (self.program / MARKER).exists()

    @property
    def portable_data(self) -> Path:
        """Where a portable program keeps what belongs to the user."""
        return self.program / PORTABLE_DATA

    @property
    def forms(self) -> Path:
        """The rule packs that come with the program."""
        return self.root / "forms"

    @property
    def user_packs(self) -> Path:
        """Pack files the user installed."""
        return self.user / "packs"

    @property
    def publishers(self) -> Path:
        """The publishers of packs this user trusts."""
        return self.user / "publishers.json"

    @property
    def user_forms(self) -> Path:
        """Folders of rule packs the user works on."""
        return self.user / "forms"

    @property
    def templates(self) -> Path:
        """Report templates."""
        return self.root / "report_templates"

    @property
    def user_templates(self) -> Path:
        """Report templates of this user."""
        return self.user / "report_templates"

    @property
    def fonts(self) -> Path:
        """Bundled fonts."""
        return self.root / "resources" / "fonts"

    @property
    def i18n(self) -> Path:
        """Message catalogues."""
        return self.root / "resources" / "i18n"

    @property
    def pinyin(self) -> Path:
        """How Chinese characters are read."""
        return self.root / "resources" / "pinyin" / "pinyin.txt"

    @property
    def manual(self) -> Path:
        """The chapters of the manual and their pictures."""
        return self.root / "resources" / "manual"

    @property
    def licences(self) -> Path:
        """The texts of licences that no library brings along, and what they belong to."""
        return self.root / "resources" / "licences"

    @property
    def lock(self) -> Path:
        """The libraries the program consists of, each pinned."""
        return self.root / "requirements.lock"

    @property
    def library(self) -> Path:
        """The library opened when none is named."""
        return self.user / "library.nzl"

    @property
    def settings(self) -> Path:
        """Settings of this user."""
        return self.user / "settings.json"

    @property
    def imports(self) -> Path:
        """How files of this user's plants were mapped."""
        return self.user / "imports.json"

    @property
    def due_cases(self) -> Path:
        """Since when cases in the trash are due to be cleared."""
        return self.user / "due.json"

    @property
    def logs(self) -> Path:
        """Log and crash files."""
        return self.user / "logs"


def find_paths(user: Path | None = None) -> Paths:
    """The folders of this installation; `user` overrides the user's data folder."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    if user is None:
        installed = Paths(root, root)
        user = (
            installed.portable_data
            if installed.is_portable
            else Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))
        )
    return Paths(root, user)
