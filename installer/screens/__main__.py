"""Draws the screens into out/screens: `python3 dev.py screens [SCREEN…] [--dress NAME]`.

Every language and density is drawn by a process of its own, as many at a time as there are cores:
Qt takes the density of the display when it starts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

from desktop_app.i18n import LANGUAGES
from installer.screens.dresses import EVERY, ON_REQUEST, Dress, chosen

ROOT: Final = Path(__file__).resolve().parents[2]
OUT: Final = ROOT / "out" / "screens"
_WALL: Final = {
    "screens": [{"name": "wall", "x": 0, "y": 0, "width": 4096, "height": 3072}],
    "windowFrameMargins": False,
}
"""A display large enough for every dress; the one Qt imagines without a display is small."""


def main(args: Sequence[str]) -> int:
    """Draw and say what was made; 1 when a part failed, 2 for a name nobody knows."""
    given = _parsed(args)
    if given.list:
        from installer.screens.windows import settings

        print("\n".join(f"{one.name}: {' '.join(s.id for s in one.screens)}" for one in settings()))
        return 0
    try:
        dresses = chosen(given.dress)
    except KeyError as unknown:
        print(f"没有叫 {unknown} 的样式；有：{_names()}", file=sys.stderr)
        return 2
    languages = given.language or list(LANGUAGES)
    densities = dict.fromkeys(one.density for one in dresses)
    parts = [(language, density) for density in densities for language in languages]
    if given.here:
        return _draw_here(given, languages[0], dresses)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="near-zero-") as folder:
        wall = Path(folder) / "display.json"
        wall.write_text(json.dumps(_WALL), encoding="utf-8")
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            ended = list(pool.map(partial(_elsewhere, given, dresses, wall), parts))
    print(f"共 {sum(count for _code, count in ended)} 张，{time.monotonic() - began:.0f} 秒")
    return 1 if any(code for code, _count in ended) else 0


def _names() -> str:
    return ", ".join(one.name for one in (*EVERY, *ON_REQUEST))


def _parsed(args: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py screens", description="把每个界面画成图片")
    parser.add_argument("screen", nargs="*", help="画哪些界面（名称的开头）；省略即全部")
    parser.add_argument("--dress", action="append", default=[], help=f"样式：{_names()}")
    parser.add_argument("--language", action="append", choices=list(LANGUAGES), help="界面语言")
    parser.add_argument("--list", action="store_true", help="只列出界面的名称")
    parser.add_argument("--out", type=Path, default=OUT, help="图片放在哪里")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(args)


def _draw_here(given: argparse.Namespace, language: str, dresses: Sequence[Dress]) -> int:
    from installer.screens.making import draw

    made = draw(given.out, given.screen, language, dresses)
    for one in made:
        for text in one.cut:
            print(f"{one.path.relative_to(given.out)} 放不下 {text}")
    for place, count in Counter(one.path.parent for one in made).items():
        print(f"{place}: {count}")
    return 0 if made else 2


def _elsewhere(
    given: argparse.Namespace, dresses: Sequence[Dress], wall: Path, part: tuple[str, float]
) -> tuple[int, int]:
    """Draw a language in one density in a process of its own; its code, and how many it drew."""
    language, density = part
    own = [f"--dress={one.name}" for one in dresses if one.density == density]
    command = [sys.executable, "-X", "utf8", "-m", "installer.screens", "--here", *given.screen]
    command += [f"--language={language}", f"--out={given.out}", *own]
    environ = {"QT_QPA_PLATFORM": f"offscreen:configfile={wall}", "QT_SCALE_FACTOR": f"{density:g}"}
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True,
        check=False, encoding="utf-8",
    )  # fmt: skip
    print(done.stdout, end="", flush=True)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
    told = (line for line in done.stdout.splitlines() if " 放不下 " not in line)
    counted = (line.rpartition(": ")[2] for line in told)
    return done.returncode, sum(int(count) for count in counted if count.isdigit())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
