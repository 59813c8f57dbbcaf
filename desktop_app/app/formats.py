"""The kinds of files a report can be made as; imports nothing that takes time."""

from __future__ import annotations

from typing import Final

PDF: Final = "pdf"
DOCX: Final = "docx"
WORKBOOK: Final = "xlsx"
FORMATS: Final = (PDF, DOCX, WORKBOOK)
