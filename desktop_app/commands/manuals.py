"""The command `manual`: the manual, or its quick start, as a PDF."""

from __future__ import annotations

import argparse
from datetime import date

from desktop_app.app.manual import write_manual, write_quick_start
from desktop_app.app.paths import Paths
from desktop_app.commands.printing import OK, as_json_text, fail
from desktop_app.core.problems import Problem
from desktop_app.i18n import _


def manual(given: argparse.Namespace, paths: Paths) -> int:
    """Write the PDF; non-zero when it cannot be written."""
    make = write_quick_start if given.quick else write_manual
    made = make(paths, given.out, date.today().isoformat())  # noqa: DTZ011 - the user's own day
    if isinstance(made, Problem):
        return fail([made], as_json=given.json)
    if given.json:
        print(as_json_text({"file": str(given.out), "pages": made.pages}))
    else:
        print(_("{file}：{pages} 页").format(file=given.out, pages=made.pages))
    return OK
