"""Process start to first painted window: this program against a bare Qt window.

Both import the same Qt modules and register the same fonts; their runs alternate, so that what
else the machine does touches both alike. Prints only the ratio.

    python -m benchmarks.bench_start [--runs 15]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 60


class FirstPaint(QObject):
    """Prints the moment at which the first picture is on the screen, and ends the program."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            application = QApplication.instance()
            assert application is not None
            application.removeEventFilter(self)
            # Due after the paint that is just beginning, with all its parts, has been shown.
            QTimer.singleShot(0, self.tell)
        return False

    def tell(self) -> None:
        print(time.monotonic_ns(), flush=True)
        os._exit(0)


class WatchedApplication(QApplication):
    """An application that ends with its first picture."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._watch = FirstPaint(self)
        self.installEventFilter(self._watch)


def bare() -> None:
    """A window with one line of text, in the fonts of the program."""
    application = WatchedApplication(sys.argv[:1])
    for file in sorted((ROOT / "resources" / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    window = QMainWindow()
    label = QLabel("双近零企业自评")
    font = label.font()
    font.setFamilies(["Noto Sans SC"])
    label.setFont(font)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    window.setCentralWidget(label)
    window.resize(1366, 768)
    assert not QSvgRenderer().isValid()
    window.show()
    application.exec()


def ours() -> None:
    """The program as a user starts it, with a folder of its own."""
    from desktop_app import cli
    from desktop_app.ui import application

    vars(application)["QApplication"] = WatchedApplication
    with tempfile.TemporaryDirectory() as folder:
        cli.main(["--user", folder])


def seconds(what: str) -> float:
    """One run in a process of its own, from before its start to its first picture."""
    started = time.monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bench_start", "--child", what],
        cwd=ROOT,
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=True,
    )
    return (int(done.stdout.split()[-1]) - started) / 1e9


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--child", choices=("bare", "ours"))
    given = parser.parse_args()
    children: dict[str, Callable[[], None]] = {"bare": bare, "ours": ours}
    if given.child:
        children[given.child]()
        return
    for what in children:
        seconds(what)  # fills the caches of the disk
    times: dict[str, list[float]] = {what: [] for what in children}
    for _run in range(given.runs):
        for what in children:
            times[what].append(seconds(what))
    ratios = [a / b for a, b in zip(times["ours"], times["bare"], strict=True)]
    low, high = min(ratios), max(ratios)
    print(
        f"first picture after {statistics.median(ratios):.2f} bare Qt windows"
        f" (median of {given.runs} pairs; {low:.2f}-{high:.2f})"
    )


if __name__ == "__main__":
    main()
