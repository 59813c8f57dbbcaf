"""Recalculating workbooks with LibreOffice, each run with a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""
needs_office = pytest.mark.skipif(
    not SOFFICE, reason="LibreOffice (soffice) is not installed: nothing to recalculate with"
)


def recalculate(paths: Sequence[Path], out: Path) -> dict[str, Path]:
    """Write the files anew with the values LibreOffice gives their formulas; by file name."""
    profile = (out / "profile").resolve().as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out)]
    done = subprocess.run(
        [*command, *map(str, paths)], check=True, capture_output=True, timeout=1100
    )
    made = {path.name: out / path.name for path in paths}
    lost = [name for name, path in made.items() if not path.exists()]
    assert not lost, f"{lost}: {done.stderr.decode(errors='replace')}"
    shutil.rmtree(out / "profile", ignore_errors=True)
    return made


def recalculated(path: Path) -> Workbook:
    """One workbook with the values LibreOffice gives its formulas."""
    out = path.parent / f"{path.stem}-recalculated"
    out.mkdir(exist_ok=True)
    return load_workbook(recalculate([path], out)[path.name], data_only=True)
