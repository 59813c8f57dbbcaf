"""Settings of one user: a small JSON file, forgiving to read, whole when written."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

FONT_SCALES: Final = (0.5, 3.0)
"""The smallest and the largest size of text."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can choose, with defaults; `window` holds geometry and column widths.

    `backup_folder` is the second place for backups, "" for none; `lock_minutes` is after how long
    without input the window of an encrypted library is locked, 0 for never.
    """

    language: str = "zh_CN"
    theme: str = "system"
    font_scale: float = 1.0
    live_panel: bool = True
    user_name: str = ""
    last_case: str = ""
    library: str = ""
    backup_folder: str = ""
    lock_minutes: int = 0
    window: dict[str, str] = field(default_factory=dict)


class SettingsFile:
    """The settings in force and the file they live in."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.current = _read(path)

    def change(self, **values: object) -> Settings:
        """Set some settings and write the file; a file that cannot be written is no obstacle."""
        self.current = replace(self.current, **values)  # type: ignore[arg-type]
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._path.with_suffix(".new")
            text = json.dumps(asdict(self.current), ensure_ascii=False, indent=1)
            fresh.write_text(text, encoding="utf-8", errors="replace")
            fresh.replace(self._path)
        return self.current

    def get(self, key: str, default: str = "") -> str:
        """One remembered window setting."""
        return self.current.window.get(key, default)

    def put(self, key: str, value: str) -> None:
        """Remember one window setting."""
        if self.current.window.get(key) != value:
            self.change(window={**self.current.window, key: value})


def _read(path: Path) -> Settings:
    """The settings of a file; anything missing, misspelt or of a wrong type is the default."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    return Settings(**_fitting(found))


def _scale(value: object) -> float | None:
    """A font scale that leaves the window usable."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    smallest, largest = FONT_SCALES
    return float(value) if smallest <= value <= largest else None


def _fitting(found: dict[str, Any]) -> dict[str, Any]:
    defaults = Settings()
    kept: dict[str, Any] = {}
    for known in fields(Settings):
        value, default = found.get(known.name), getattr(defaults, known.name)
        if known.name == "font_scale":
            value = _scale(value)
        if type(value) is type(default):
            kept[known.name] = value
    if "window" in kept:
        kept["window"] = {str(key): str(value) for key, value in kept["window"].items()}
    return kept
