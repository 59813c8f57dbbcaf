"""Draws screens in dresses: one window after the other, each screen of it, each dress."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.app.paths import find_paths
from desktop_app.i18n import SOURCE_LANGUAGE, set_language
from installer.screens.cut import cut_texts
from installer.screens.drawing import save
from installer.screens.dresses import Dress
from installer.screens.windows import Setting, settings


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture that was made, and the texts on it that are cut off."""

    path: Path
    cut: tuple[str, ...] = ()


def draw(out: Path, wanted: Sequence[str], language: str, dresses: Sequence[Dress]) -> list[Drawn]:
    """Draw the screens whose names begin with one of `wanted`, all without any.

    The dresses have the density of this process: Qt takes it once, from its environment.

    Raises:
        OSError: a picture cannot be written, or the bundled fonts cannot be used.
    """
    made: list[Drawn] = []
    scratch = Path(tempfile.mkdtemp(prefix="near-zero-"))
    try:
        for doubled in (False, True):
            worn = [one for one in dresses if one.doubled is doubled]
            set_language(language, find_paths().i18n, doubled=doubled)
            for setting in settings() if worn else ():
                made += _in_setting(setting, out / language, wanted, worn, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        set_language(SOURCE_LANGUAGE, find_paths().i18n)
    return made


def _in_setting(
    setting: Setting, out: Path, wanted: Sequence[str], dresses: Sequence[Dress], scratch: Path
) -> list[Drawn]:
    screens = [one for one in setting.screens if _asked(one.id, wanted)]
    made: list[Drawn] = []
    if not screens:
        return made
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    with setting.open(scratch) as (stage, control):
        for dress in dresses:
            control.apply(dress.mode, dress.factor)
            stage.window.resize(dress.size)
            for screen in screens:
                stage.clear()
                screen.show(stage)
                stage.settle()
                target = out / dress.name / f"{screen.id}.png"
                save(stage, target)
                seen = [one for part in (stage.window, *stage.over()) for one in cut_texts(part)]
                made.append(Drawn(target, tuple(seen)))
    return made


def _asked(screen: str, wanted: Sequence[str]) -> bool:
    return not wanted or any(screen.startswith(one) for one in wanted)
