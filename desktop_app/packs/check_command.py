"""Checking a folder of packs from a terminal: python -m desktop_app.packs.check_command forms."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop_app.core.problems import has_errors
from desktop_app.packs.checking import check_folders
from desktop_app.packs.read import pack_folders


def main(arguments: list[str]) -> int:
    """Print every problem of the packs below the folders given; 1 when there is an error."""
    folders = [folder for root in arguments for folder in pack_folders(Path(root))]
    library, problems = check_folders(folders)
    for found in problems:
        sys.stdout.write(f"{found.severity:7} {found.code:24} {found.sentence()}\n")
    for pack in library.packs.values():
        counts = f"{len(pack.items)} items, {len(pack.parameters)} parameters, "
        counts += f"{len(pack.quantities)} quantities, {len(pack.assessments)} assessments"
        sys.stdout.write(f"ok      {pack.id} {pack.version}: {counts}\n")
    return int(has_errors(problems))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
