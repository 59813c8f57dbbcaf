"""Several things to say at once: one message that lists them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop_app.core.problems import Problem, Severity
from desktop_app.i18n import _, translate
from desktop_app.ui.components.toast import ToastStack

MOST: Final = 4
"""Lines of one message; of more only how many there are is told."""
_KINDS: Final = {Severity.ERROR: "problem", Severity.WARNING: "warning", Severity.INFO: "info"}


def tell_together(toasts: ToastStack, problems: Sequence[Problem]) -> None:
    """Say all of them in one message, the gravest first; nothing when there are none."""
    if not problems:
        return
    order = list(_KINDS)
    sorted_ones = sorted(problems, key=lambda one: order.index(one.severity))
    lines = [one.told(translate) for one in sorted_ones]
    if len(lines) > MOST:
        rest = _("另有 {count} 个文件也没有照常处理。").format(count=len(lines) - MOST + 1)
        lines[MOST - 1 :] = [rest]
    toasts.show("\n".join(lines), _KINDS[sorted_ones[0].severity])
