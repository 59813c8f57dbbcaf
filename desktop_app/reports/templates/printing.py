"""What only printing shows of a template: characters without a shape, a logo that is no picture."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from reportlab.lib.utils import ImageReader

from desktop_app.core.problems import Problem, problem
from desktop_app.reports.fonts import load_fonts, undrawable
from desktop_app.reports.templates.model import Template


def printing_problems(template: Template, fonts: Path) -> Iterator[Problem]:
    """The texts with characters printed as 〓, and what is wrong with the logo.

    Raises:
        OSError: a font file is missing; the installation is damaged.
    """
    faces = load_fonts(fonts)
    for text in template.texts():
        missing = undrawable(text, faces)
        if missing:
            shown = text if len(text) <= 20 else f"{text[:20]}…"
            yield problem("report_template.glyph", template.id, shown, characters=missing)
    fault = logo_fault(template)
    if fault is not None:
        yield fault


def logo_fault(template: Template) -> Problem | None:
    """Why the logo cannot be drawn, although its head looks sound."""
    if template.logo is None:
        return None
    try:
        picture = ImageReader(BytesIO(template.logo.data))
        picture.getRGBData()  # type: ignore[no-untyped-call]
    except Exception as error:  # noqa: BLE001 - a decoder may fail in any way on a damaged file
        return problem(
            "report_template.logo_broken",
            template.id,
            "template.logo",
            file=template.logo_file,
            detail=error,
        )
    return None
