"""The case the pictures of the screens show: the full demonstration, with a plan and evidence.

All its figures are invented, as those of the demonstration are.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Final

from desktop_app.app.catalog import Catalog
from desktop_app.app.evidence import add
from desktop_app.app.example import fresh_example
from desktop_app.app.paths import Paths
from desktop_app.app.receiving import Received, receive
from desktop_app.app.session import CaseSession
from desktop_app.core.changes import PutPlanned
from desktop_app.core.data import Key, Period
from desktop_app.core.evidence import Subject
from desktop_app.core.planned import DataChange, How, PlannedMeasure, Progress
from desktop_app.core.problems import Problem
from desktop_app.i18n import _

SHOWN: Final = "steel-demo-2023"


def fresh_showcase(
    paths: Paths, catalog: Catalog, folder: Path
) -> CaseSession | tuple[Problem, ...]:
    """The case in a library of its own in `folder`."""
    session = fresh_example(paths, catalog, folder, SHOWN)
    if isinstance(session, CaseSession):
        session.apply(_("改进方案"), [PutPlanned(one) for one in _plan()])
        files = [receive(session.library.files, path) for path in _files(paths)]
        received = [one for one in files if isinstance(one, Received)]
        power = Key("energy.electricity", Period(session.case.year))
        add(session, received, [Subject.of_datum(power)])
    return session


def _plan() -> tuple[PlannedMeasure, ...]:
    def less(item: str, per_cent: int) -> DataChange:
        return DataChange(item, How.PERCENT, Decimal(-per_cent))

    return (
        PlannedMeasure(
            "showcase-drives",
            _("风机水泵变频改造"),
            changes=(less("energy.electricity", 8),),
            investment=Decimal(560),
            yearly=Decimal(330),
            years=Decimal(10),
            due="2025-08-31",
            progress=Progress.DECIDED,
        ),
        PlannedMeasure(
            "showcase-coke",
            _("提高喷煤比，降低焦比"),
            changes=(less("energy.coke", 3),),
            investment=Decimal(1200),
            yearly=Decimal(900),
            years=Decimal(8),
        ),
    )


def _files(paths: Paths) -> list[Path]:
    return sorted((paths.root / "resources" / "pictures").glob("*.png"))[:2]
