"""The workbook of a case with live formulas: data, factors, figures, tables, grade."""

from __future__ import annotations

from desktop_app.reports.workbook.write import write_workbook

__all__ = ["write_workbook"]
