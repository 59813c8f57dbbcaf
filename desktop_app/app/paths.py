"""Where things are: read-only resources beside the program, the user's data in their folder."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP_NAME = "near-zero"


@dataclass(frozen=True, slots=True)
class Paths:
    """Folders of one run of the program.

    `root` holds forms/, report_templates/ and resources/ (source tree or frozen bundle); `user`
    holds the library, settings, logs and packs the user added.
    """

    root: Path
    user: Path

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
    return Paths(root, user or Path(platformdirs.user_data_dir(APP_NAME, appauthor=False)))
