"""Times LibreOffice recalculating a workbook that is already open; run by bench_rivals.

It needs the Python that has LibreOffice's `uno` (Debian: python3-uno), so it stands alone.

    /usr/bin/python3 benchmarks/office_recalculation.py WORKBOOK PROFILE_FOLDER
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

RUNS = 9
PIPE = "near-zero-bench"
BRIDGE = "com.sun.star.bridge.UnoUrlResolver"


def connected(deadline: float = 60) -> object:
    """The desktop of the office just started."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(BRIDGE, local)
    end = time.monotonic() + deadline
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            manager = context.ServiceManager
            return manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def main() -> int:
    """Open, recalculate a few times, print the times in milliseconds as JSON."""
    workbook, profile = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    command = ["soffice", "--headless", "--norestore", f"--accept=pipe,name={PIPE};urp;"]
    office = subprocess.Popen([*command, f"-env:UserInstallation={profile.as_uri()}"])
    desktop = connected()
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    begun = time.perf_counter()
    book = desktop.loadComponentFromURL(workbook.as_uri(), "_blank", 0, (hidden,))  # type: ignore[attr-defined]
    opened = time.perf_counter() - begun
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        book.calculateAll()
        times.append(time.perf_counter() - begun)
    book.close(True)
    desktop.terminate()  # type: ignore[attr-defined]
    office.wait(30)
    print(json.dumps({"open": opened * 1000, "recalculate": statistics.median(times) * 1000}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
