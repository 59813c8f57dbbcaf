"""What works for an open case behind its pages: findings, forecasts, evidence, what is sent out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop_app.ui.bridge import Bridge
from desktop_app.ui.case_pages import CHECKS
from desktop_app.ui.checks.watch import FindingsWatch
from desktop_app.ui.evidence.desk import EvidenceDesk
from desktop_app.ui.improve.watch import PlanWatch

if TYPE_CHECKING:
    from desktop_app.ui.main_window import MainWindow
    from desktop_app.ui.outgoing.outgoing import Outgoing


def attend(window: MainWindow, bridge: Bridge) -> None:
    """Let all of them work for a case; they go with its bridge."""
    FindingsWatch(bridge, window.tasks, partial(window.rail.set_count, CHECKS))
    PlanWatch(bridge, window.tasks)
    told = (window.tasks, window.status_line, window.toasts, window.settings)
    EvidenceDesk(bridge, *told)

    def make_outgoing() -> Outgoing:
        from desktop_app.ui.outgoing.outgoing import Outgoing  # documents take long to load

        return Outgoing(bridge, window.paths, *told)

    bridge.make_outgoing = make_outgoing
