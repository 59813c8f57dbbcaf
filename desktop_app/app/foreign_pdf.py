"""Pages of a PDF that somebody else made, drawn and read in a process of its own.

A page of a few bytes can ask for years of drawing or for more memory than there is, and the
library that reads it can only be stopped together with its process. So it gets one, with limits.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

ASKED: Final = "--read-foreign-pdf"
"""The argument that makes the program such a process, where it is a single file."""
SECONDS: Final = 10
"""Seconds of computing a file may take."""

_ONE_FILE: Final = hasattr(sys, "_MEIPASS")
_MEMORY: Final = 1 << 30
_PATIENCE: Final = 6
"""How many times as long it may take by the clock: other programs want to compute, too."""
_LOOK: Final = 0.1
_ROOT: Final = Path(__file__).resolve().parents[2]
_LARGEST: Final = 2 * 96 / 72
_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: rows of `stride` bytes, four bytes to the pixel, blue, green, red, nothing."""

    width: int
    height: int
    stride: int
    rows: bytes


def draw_first_page(
    data: bytes, longest: int, go: Callable[[], object] = int, seconds: int = SECONDS
) -> Drawn | None:
    """The page with no side over `longest` pixels; None when it is broken, or costs too much.

    `go` is called again and again, and raises to stop.
    """
    told = _answer("picture", longest, data, go, seconds)
    return None if told is None else _picture(told)


def texts_of(data: bytes, seconds: int = SECONDS) -> list[str] | None:
    """The texts of all pages in order; None when they cannot be read, or cost too much."""
    told = _answer("texts", 0, data, int, seconds)
    return None if told is None else [str(text) for text in json.loads(told)]


def _answer(
    kind: str, longest: int, data: bytes, go: Callable[[], object], seconds: int
) -> bytes | None:
    command = [sys.executable, "-m", __name__] if not _ONE_FILE else [sys.executable, ASKED]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}
    try:
        reading = subprocess.Popen(  # noqa: S603 - this very program
            [*command, kind, str(longest), str(seconds)], env=environment, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except OSError:
        return None
    # What is waited for with a time limit forgets what it has not written yet: a thread writes.
    inlet, reading.stdin = reading.stdin, None
    feeding = threading.Thread(target=_feed, args=(inlet, data), daemon=True)
    feeding.start()
    try:
        told = _told(reading, go, time.monotonic() + _PATIENCE * seconds)
    finally:
        reading.kill()
        reading.wait()
        feeding.join()
        if reading.stdout is not None:
            reading.stdout.close()
    return told if reading.returncode == 0 else None


def _feed(inlet: IO[bytes], data: bytes) -> None:
    with contextlib.suppress(OSError), inlet:
        inlet.write(data)


def _told(reading: subprocess.Popen[bytes], go: Callable[[], object], end: float) -> bytes:
    while time.monotonic() < end:
        go()
        with contextlib.suppress(subprocess.TimeoutExpired):
            return reading.communicate(timeout=_LOOK)[0]
    return b""


def _picture(told: bytes) -> Drawn | None:
    head, _line, rows = told.partition(b"\n")
    try:
        width, height, stride = map(int, head.split())
    except ValueError:
        return None
    fits = 0 < width * 4 <= stride and height > 0 and len(rows) == stride * height
    return Drawn(width, height, stride, rows) if fits else None


# --- in that process ------------------------------------------------------------------------------


def serve(arguments: Sequence[str]) -> int:
    """Read the PDF on the standard input and answer on the standard output; not 0 for a failure."""
    kind, longest, seconds = arguments[0], *map(int, arguments[1:])
    _limit(seconds)
    import pypdfium2

    # By number: a program without a console has no standard streams to speak of.
    data = b"".join(iter(lambda: os.read(0, _PIECE), b""))
    try:
        document: Any = pypdfium2.PdfDocument(data)
        told = _texts(document) if kind == "texts" else _drawn(document, longest)
    except (pypdfium2.PdfiumError, IndexError, MemoryError):
        return 1
    while told:
        told = told[os.write(1, told[:_PIECE]) :]
    # What takes down the library behind it is of no use here.
    os._exit(0)


def _drawn(document: Any, longest: int) -> bytes:  # noqa: ANN401 - the library has no types
    page = document[0]
    scale = min(_LARGEST, longest / max(*page.get_size(), 1.0))
    bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
    head = f"{bitmap.width} {bitmap.height} {bitmap.stride}\n"
    return head.encode() + bytes(bitmap.buffer)


def _texts(document: Any) -> bytes:  # noqa: ANN401 - the library has no types
    return json.dumps([page.get_textpage().get_text_bounded() for page in document]).encode()


def _limit(seconds: int) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1:]))
