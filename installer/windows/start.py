"""Starts the program from its folder on Windows."""

from __future__ import annotations

import sys
from pathlib import Path

# What a frozen program looks at: the folder of its libraries and data, told before it is imported.
vars(sys)["_MEIPASS"] = str(Path(__file__).resolve().with_name("lib"))

from desktop_app.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
