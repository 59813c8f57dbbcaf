"""What an installer may cost whoever installs it; every build says how it keeps to this."""

from __future__ import annotations

import statistics
from pathlib import Path
from typing import Final

from installer.steps import say, step

LARGEST_INSTALLER: Final = 60
LARGEST_INSTALLED: Final = 200
SLOWEST_START: Final = 1.3
"""Times the start from source, until the window is in sight."""

_MEGA: Final = 1_000_000
_PAIRS: Final = 5
_OVER: Final = {True: "", False: "：超出上限"}


def small(installer: Path, installed: int) -> bool:
    """Tell how large an installer and the installed program (in bytes) are; whether both keep."""
    packed = installer.stat().st_size
    fits = packed <= LARGEST_INSTALLER * _MEGA and installed <= LARGEST_INSTALLED * _MEGA
    say(
        f"   {packed / _MEGA:.1f} MB（上限 {LARGEST_INSTALLER}），"
        f"装好后 {installed / _MEGA:.0f} MB（上限 {LARGEST_INSTALLED}）{_OVER[fits]}"
    )
    return fits


def quick(program: Path) -> bool:
    """Tell when the window of a program is in sight, against the source; whether that keeps.

    Where there is no virtual screen it says so and is content.
    """
    from benchmarks.bench_frozen import start_ratios
    from tests.walkthrough.desk import missing

    if lacking := missing():
        say(f"   没有量首个窗口：缺少 {'、'.join(lacking)}")
        return True
    with step("首个窗口，与源码比"):
        ratio = statistics.median(start_ratios(program, _PAIRS))
        keeps = ratio <= SLOWEST_START
        say(f"   {_PAIRS} 对的中位数 {ratio:.2f} 倍（上限 {SLOWEST_START}）{_OVER[keeps]}")
    return keeps
