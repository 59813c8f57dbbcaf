"""What moving a case to the newest versions of its packs would change, worked out beforehand.

Nothing here is stored: the case is judged a second time, beside the way it is judged now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_app.app.case_packs import judging, newest_model
from desktop_app.app.catalog import Catalog
from desktop_app.core.carried import carried_items
from desktop_app.core.data import Case
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.model import Model
from desktop_app.core.pack_diff import PackDiff, pack_diff
from desktop_app.core.problems import Problem
from desktop_app.store.library import Library


@dataclass(frozen=True, slots=True)
class Preview:
    """The case as judged now and by the newest packs, and what these packs say differently.

    `after` is None when the newest packs cannot judge the case; `problems` say why.
    """

    before: Evaluation
    after: Evaluation | None
    packs: tuple[PackDiff, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def results(self) -> frozenset[str]:
        """The ids of results that differ, come or go."""
        if self.after is None:
            return frozenset()
        old, new = self.before.results, self.after.results
        return frozenset(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))


def preview(
    catalog: Catalog, library: Library, before: Evaluation, year_before: Case | None
) -> Preview:
    """What a case would be judged to be by the newest versions of its packs.

    `year_before` is the same enterprise's case of the year before, which unanswered items may
    take their figures from.
    """
    model = newest_model(catalog, before.case)
    if not isinstance(model, Model):
        return Preview(before, None, problems=model)
    case = before.case
    if year_before is not None and any(item.carry for item in model.items.values()):
        last = judging(catalog, library, year_before)
        if not isinstance(last, tuple):
            carried = carried_items(model, evaluate(last.model, year_before))
            case = replace(case, carried=carried)
    old = {pack.id: pack for pack in before.model.packs}
    differing = [
        pack_diff(old[pack.id], pack)
        for pack in model.packs
        if pack.id in old and pack.digest != old[pack.id].digest
    ]
    return Preview(before, evaluate(model, case), tuple(differing))
