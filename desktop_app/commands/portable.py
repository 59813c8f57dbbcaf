"""The command that makes a portable copy of the program."""

from __future__ import annotations

import argparse

from desktop_app.app.paths import Paths
from desktop_app.app.portable import make_portable
from desktop_app.commands.printing import OK, as_json_text, fail
from desktop_app.core.problems import Problem


def portable(given: argparse.Namespace, paths: Paths) -> int:
    """Copy the program to a folder that keeps library and settings in itself."""
    made = make_portable(paths, given.folder)
    if isinstance(made, Problem):
        return fail([made], as_json=given.json)
    print(as_json_text({"folder": str(made)}) if given.json else made)
    return OK
