"""A desk of its own: a virtual screen, a window manager, and hands that are counted.

What a hand does goes through the X server as a real user's key presses and clicks do; nothing
reaches into the program.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PROGRAMS: Final = ("Xvfb", "openbox", "xdotool", "import")
PATIENCE: Final = 45.0
_KEY_PAUSE: Final = 30
"""Milliseconds between two keys: a fast typist's."""
_LENT: Final = 400
"""Milliseconds for which a character that is on no key keeps the key it was lent."""


class LostError(Exception):
    """What a step was to bring about did not happen in time; the message is Chinese."""


def missing() -> list[str]:
    """The programs the desk needs and this machine lacks; everything where there is no X11."""
    if not sys.platform.startswith("linux"):
        return list(PROGRAMS)
    return [name for name in PROGRAMS if shutil.which(name) is None]


@dataclass(slots=True)
class Desk:
    """A screen with the program on it, and two hands.

    Attributes:
        keys: key presses so far, a chord such as Ctrl+N counted as one.
        clicks: clicks so far.
    """

    environ: dict[str, str]
    pictures: Path
    keys: int = 0
    clicks: int = 0
    shots: list[Path] = field(default_factory=list)

    def press(self, *chords: str) -> None:
        """Press keys one after the other, in the names of xdotool (`ctrl+n`, `Tab`)."""
        for chord in chords:
            self._hand("key", "--clearmodifiers", chord)
            self.keys += 1
            time.sleep(_KEY_PAUSE / 1000)

    def type(self, text: str) -> None:
        """Type a text; a Chinese character counts as one key, an input method would take more."""
        for character in text:
            # One on no key is lent a spare one, and the program must hear of it in the meantime.
            pause = _KEY_PAUSE if character.isascii() else _LENT
            self._hand("type", "--delay", str(pause), "--", character)
        self.keys += len(text)

    def click(self, x: int, y: int) -> None:
        """Click at a place of the screen."""
        self._hand("mousemove", str(x), str(y), "click", "1")
        self.clicks += 1

    def shot(self, name: str) -> None:
        """Keep a picture of the whole screen, numbered in order."""
        time.sleep(0.4)
        target = self.pictures / f"{len(self.shots) + 1:02}-{name}.png"
        subprocess.run(["import", "-window", "root", str(target)], env=self.environ, check=True)
        self.shots.append(target)

    def titles(self) -> list[str]:
        """The titles of the windows in sight."""
        asked = ["xdotool", "search", "--onlyvisible", "--name", "."]
        found = subprocess.run(
            asked, env=self.environ, capture_output=True, text=True, check=False
        ).stdout.split()
        return [self._hand("getwindowname", one) for one in found]

    def wait_for(self, ready: Callable[[], bool], what: str) -> None:
        """Wait until something can be seen from outside.

        Raises:
            LostError: it did not happen within three quarters of a minute.
        """
        deadline = time.monotonic() + PATIENCE
        while not ready():
            if time.monotonic() > deadline:
                self.shot("没有等到")
                raise LostError(f"{PATIENCE:.0f} 秒内没有等到：{what}（见 {self.shots[-1]}）")
            time.sleep(0.1)

    def _hand(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environ, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()


@contextmanager
def desk(pictures: Path, size: str = "1366x768") -> Iterator[Desk]:
    """A desk with a screen and a window manager, cleared away afterwards."""
    pictures.mkdir(parents=True, exist_ok=True)
    for old in pictures.glob("*.png"):
        old.unlink()
    with ExitStack() as stack:
        reading, writing = os.pipe()
        screen = f"Xvfb -displayfd {writing} -screen 0 {size}x24 -nolisten tcp".split()
        stack.enter_context(running(screen, dict(os.environ), pass_fds=(writing,)))
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        environ = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        environ.pop("WAYLAND_DISPLAY", None)
        stack.enter_context(running(["openbox"], environ))
        yield Desk(environ, pictures)


@contextmanager
def running(
    command: Sequence[str], environ: dict[str, str], pass_fds: Sequence[int] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """A program as long as the block lasts."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environ,
        pass_fds=tuple(pass_fds),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
