"""The TOML data file a command works on, judged without a library."""

from __future__ import annotations

import argparse
from dataclasses import replace

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.confirming import read_file, untrue
from desktop_app.app.file_before import JudgedFile, judge_file
from desktop_app.app.paths import Paths
from desktop_app.core.pack import Confirmation
from desktop_app.core.problems import Problem


def judged_data(given: argparse.Namespace, paths: Paths) -> JudgedFile:
    """The data file, judged with what somebody confirmed in the packs where a file tells of it."""
    catalog, made = Catalog(paths), list[Confirmation]()
    if given.confirmations is not None:
        confirmed = read_file(given.confirmations)
        wrong = tuple(one for one in confirmed if isinstance(one, Problem))
        if wrong:
            return JudgedFile(None, None, wrong)
        made = [one for one in confirmed if isinstance(one, Confirmation)]
        catalog.confirm_by(made)
    found = judge_file(given.data, read_case_file(given.data, catalog), catalog)
    return replace(found, problems=(*untrue(catalog, made), *found.problems))
