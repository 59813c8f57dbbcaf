"""Process start to a usable window on a virtual screen: this program, and others beside it.

Usable is when the title names what was opened: this program on its last case, DB Browser for
SQLite (sqlitebrowser, another Qt program on SQLite files) on the same library file, and a bare Qt
window that opens nothing. This program is also timed until its window is there, still empty.
Their runs alternate on one screen. Only ratios are printed: how often the bare window could have
been opened in the time, of the medians and of the quickest runs, which other work touches least.

    python -m benchmarks.bench_windows [--runs 7]
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from desktop_app.app.catalog import Catalog
from desktop_app.app.example import open_example
from desktop_app.app.paths import find_paths
from desktop_app.app.session import CaseSession
from desktop_app.app.settings import SettingsFile
from desktop_app.store.library import Library
from tests.walkthrough.desk import Desk, desk, missing, running

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.setWindowTitle("bare window")
window.resize(1366, 768)
window.show()
application.exec()
"""
RIVAL = "sqlitebrowser"
_LOOK = 0.01


def with_case(user: Path) -> str:
    """A user's folder in which the example is the last case; returns what its title names."""
    paths = find_paths(user)
    user.mkdir(parents=True)
    library = Library.open(paths.library)
    assert isinstance(library, Library)
    session = open_example(paths, Catalog(paths), library)
    assert isinstance(session, CaseSession)
    SettingsFile(paths.settings).change(last_case=session.case_id)
    name = session.case.enterprise.name
    library.close()
    return name


def seconds(at: Desk, command: Sequence[str], title: str) -> float:
    """From the start of a program until a window with that title is in sight."""
    begun = time.monotonic()
    with running(command, at.environ):
        while not any(title in one for one in at.titles()):
            if time.monotonic() - begun > 60:
                raise TimeoutError(" ".join(command))
            time.sleep(_LOOK)
        taken = time.monotonic() - begun
    while any(title in one for one in at.titles()):
        time.sleep(_LOOK)
    return taken


def main() -> int:
    """Measure in turns and print ratios of medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    if missing():
        print(f"no virtual screen here: {', '.join(missing())}")
        return 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        user = Path(folder) / "user"
        enterprise = with_case(user)
        ours = [sys.executable, "-m", "desktop_app", "--user", str(user)]
        programs = {
            "bare Qt window": ([sys.executable, "-c", BARE], "bare window"),
            "this program, its window": (ours, "双近零"),
            "this program, its case": (ours, enterprise),
        }
        if shutil.which(RIVAL):
            programs[RIVAL] = ([RIVAL, str(user / "library.nzl")], "library.nzl")
        else:
            print(f"{RIVAL} is not here (Debian package of that name): left out")
        times: dict[str, list[float]] = {name: [] for name in programs}
        with desk(Path(folder) / "pictures") as at:
            for run in range(given.runs + 1):
                for name, (command, title) in programs.items():
                    taken = seconds(at, command, title)
                    if run:  # the first fills the caches of the disk
                        times[name].append(taken)
    bare = times.pop("bare Qt window")
    for name, taken in times.items():
        usual, best = statistics.median(taken) / statistics.median(bare), min(taken) / min(bare)
        print(f"{name:24} usable after {usual:5.2f} bare Qt windows, at best {best:5.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
