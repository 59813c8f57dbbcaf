"""The command that prints how far the rule packs cover the industries of the plan."""

from __future__ import annotations

import argparse

from desktop_app.app.catalog import Catalog
from desktop_app.app.coverage_words import (
    column_word,
    coverage_json,
    covered_text,
    detail_text,
    markdown,
    shares_text,
    verdict_word,
)
from desktop_app.app.paths import Paths
from desktop_app.commands.printing import OK, as_json_text
from desktop_app.core.coverage import Extent, Line, coverage
from desktop_app.i18n import _, translate


def cover(given: argparse.Namespace, paths: Paths) -> int:
    """Print the coverage table: text, JSON, or Markdown as README shows it."""
    lines = coverage({pack.id: pack for pack in Catalog(paths).packs})
    if given.json:
        print(as_json_text({"ok": True, "coverage": coverage_json(lines)}))
    elif given.markdown:
        print(markdown(lines), end="")
    else:
        for line in lines:
            _print(line)
        print(covered_text(lines))
    return OK


def _print(line: Line) -> None:
    packs = _("、").join(line.packs) or _("没有规则包")
    print(f"{translate(line.industry)}  {packs}")
    if not line.packs:
        return
    for cell in line.cells:
        verdict = "" if cell.extent is Extent.OWN else verdict_word(cell)
        told = (verdict, detail_text(cell), shares_text(cell.shares))
        print(f"     {column_word(cell.column)}  {'  '.join(text for text in told if text)}")
