"""The Word report: the blocks of the PDF as headings, paragraphs and tables that can be edited."""

from __future__ import annotations

from desktop_app.reports.docx.pictures import Rasteriser
from desktop_app.reports.docx.png import Pixels
from desktop_app.reports.docx.write import write_docx

__all__ = ["Pixels", "Rasteriser", "write_docx"]
