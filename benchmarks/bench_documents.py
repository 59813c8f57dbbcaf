"""Making documents beside what they cost without us, in one run, in processor time.

The report against bare reportlab drawing the same lines of text at the same places (no tables, no
rules, no charts, nothing laid out); the workbook against bare openpyxl writing the same cells; and,
by the clock, our report against LibreOffice printing our workbook, where it is installed. Each is
the median of some runs after one that warms up.

    python -m benchmarks.bench_documents [--runs 3]
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from openpyxl import Workbook, load_workbook
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import find_paths
from desktop_app.app.reporting import Made, MadeOf, make_pdf, make_workbook
from desktop_app.core.evaluate import evaluate
from desktop_app.reports.fonts import REGULAR, load_fonts

CASE = "steel/cases/demo_2023.toml"
CREATED = "2026-01-01"


class Line(NamedTuple):
    """A line of text and where it begins, in points from the lower left corner."""

    x: float
    y: float
    text: str


def lines_of(pdf: Path) -> list[list[Line]]:
    """The lines of every page of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        held = page.get_textpage()
        boxes = [held.get_rect(at) for at in range(held.count_rects())]
        pages.append([Line(box[0], box[1], held.get_text_bounded(*box)) for box in boxes])
    document.close()
    return pages


def draw_bare(pages: Sequence[Sequence[Line]], target: Path) -> None:
    """The same lines by reportlab alone."""
    canvas = Canvas(str(target), pagesize=A4, pageCompression=1)
    for page in pages:
        canvas.setFont(REGULAR, 9)
        for line in page:
            canvas.drawString(line.x, line.y, line.text)
        canvas.showPage()
    canvas.save()


def write_bare(book: Workbook, target: Path) -> None:
    """The same cells by openpyxl alone, without any look."""
    made = Workbook()
    made.remove(made.active)
    for sheet in book.worksheets:
        fresh = made.create_sheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    fresh.cell(cell.row, cell.column, cell.value)
    made.save(target)


def measured(work: Callable[[], object], runs: int, clock: Callable[[], float]) -> float:
    """The median of some runs, in seconds, after one that warms up."""
    work()
    times = []
    for _run in range(runs):
        begun = clock()
        work()
        times.append(clock() - begun)
    return statistics.median(times)


def printed_by_office(book: Path, folder: Path) -> None:
    """The workbook as a PDF by LibreOffice, with a profile of its own."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(book)], check=True, capture_output=True)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        paths = find_paths(folder)
        read = read_case_file(paths.forms / CASE, Catalog(paths))
        if read.model is None or read.case is None:
            print("\n".join(found.sentence() for found in read.problems), file=sys.stderr)
            return 1
        of = MadeOf(paths, evaluate(read.model, read.case), CREATED)
        report, book = folder / "report.pdf", folder / "workbook.xlsx"
        ours = measured(lambda: make_pdf(of, report), runs, time.process_time)
        made = make_pdf(of, report)
        pages = made.pages if isinstance(made, Made) else 0
        load_fonts(paths.fonts)
        lines = lines_of(report)
        bare = measured(lambda: draw_bare(lines, folder / "bare.pdf"), runs, time.process_time)
        print(f"report, {pages} pages      {ours:6.2f} s")
        print(f"its lines by reportlab {bare:6.2f} s, ours : bare {ours / bare:.2f}")
        workbook = measured(lambda: make_workbook(of, book), runs, time.process_time)
        cells = load_workbook(book)
        plain = measured(lambda: write_bare(cells, folder / "b.xlsx"), runs, time.process_time)
        print(f"workbook               {workbook:6.2f} s")
        print(f"its cells by openpyxl  {plain:6.2f} s, ours : bare {workbook / plain:.2f}")
        if shutil.which("soffice"):
            wall = measured(lambda: make_pdf(of, report), runs, time.perf_counter)
            office = measured(lambda: printed_by_office(book, folder), 1, time.perf_counter)
            print(f"LibreOffice prints it  {office:6.2f} s, ours : LibreOffice {wall / office:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
