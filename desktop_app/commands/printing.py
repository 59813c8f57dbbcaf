"""What all commands print: JSON, problems, and the exit codes that go with them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Final

from desktop_app.app.answer import problems_json
from desktop_app.core.problems import Problem, Severity
from desktop_app.i18n import _, translate

OK: Final = 0
FAILED: Final = 1


def as_json_text(data: object) -> str:
    """Anything as the JSON the commands print."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def fail(problems: Iterable[Problem], *, as_json: bool) -> int:
    """Print what went wrong; the exit code of a command that failed."""
    found = tuple(problems)
    if as_json:
        print(as_json_text({"ok": False, "problems": problems_json(found)}))
    else:
        print_problems(found)
    return FAILED


def severity_words() -> dict[Severity, str]:
    """How grave a problem is, in the language in force."""
    return {
        Severity.ERROR: _("错误"),
        Severity.WARNING: _("提醒"),
        Severity.INFO: _("说明"),
    }


def print_problems(problems: Iterable[Problem]) -> None:
    """Print problems where a pipe of the answer does not take them along."""
    words = severity_words()
    for found in problems:
        print(f"{words[found.severity]} {found.sentence(translate)}", file=sys.stderr)
