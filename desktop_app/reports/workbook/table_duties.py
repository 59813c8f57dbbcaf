"""The conclusion of a policy table: duties that are due decide, everything else is counted."""

from __future__ import annotations

from desktop_app.core.methods.duties import DUTY, ENCOURAGED, TARGET
from desktop_app.i18n import _
from desktop_app.reports.workbook.conclusion import Conclusion
from desktop_app.reports.workbook.grid import TableSpots


class Duties(Conclusion):
    """As `core.methods.duties.judge_duties`."""

    def write(self) -> TableSpots:
        """The counts of every kind, then the conclusion over the duties that are due."""
        sheet = self.sheet
        sheet.row += 1
        sheet.band(_("各类要求的项数"))
        self.tallies()
        sheet.row += 1
        sheet.band(_("结论"))
        due = self.labelled(_("到期的约束性要求"), f"{self.duties()}-{self.put_off('low')}")
        ends = []
        for label, column in ((_("按已填（级别序号）"), "low"), (_("补全后最好"), "high")):
            failed = f"{self.standing(column)}-{self.put_off(column)}"
            ends.append(self.labelled(label, f'IF({due}=0,"",IF({failed}>0,{self.below},1))'))
        low, high = ends
        level = self.labelled(_("可以认定的级别序号"), f'IF({low}={high},{low},"")')
        return self.concluded(level, low, high)

    def unnamed(self, low: str) -> str:
        """Nothing is due, or what is due is still to be answered."""
        return f'IF({low}="","{_("没有到期的约束性要求")}","{_("尚待回答")}")'

    def tallies(self) -> None:
        """How many rows of each kind are met, not met, not yet due, and open."""
        grid = self.grid
        best, later = self.area(grid.best), self.area(grid.later)
        names = {
            DUTY: _("约束性要求"),
            TARGET: _("全省目标（企业作对照）"),
            ENCOURAGED: _("鼓励方向"),
        }
        for kind, name in names.items():
            of_kind = self.of_kind(kind)
            met = f"COUNTIFS({of_kind},{best},1)"
            unmet = f"COUNTIFS({of_kind},{best},{self.below},{later},0)"
            put_off = f"COUNTIFS({of_kind},{best},{self.below},{later},1)"
            still = f"COUNTIFS({of_kind})-{met}-{unmet}-{put_off}"
            states = (_("符合"), _("未符合"), _("尚未到期"), _("待答"))
            for state, text in zip(states, (met, unmet, put_off, still), strict=True):
                label = _("{name}：{value}").format(name=name, value=state)
                self.labelled(label, text)

    def of_kind(self, kind: str) -> str:
        """The rows of a kind that apply, as conditions of COUNTIFS."""
        return f'{self.applies},1,{self.area(self.grid.group)},"{kind}"'

    def duties(self) -> str:
        """How many duties apply."""
        return f"COUNTIFS({self.of_kind(DUTY)})"

    def standing(self, column: str) -> str:
        """How many duties stand below the scale at worst (low) or at best (high)."""
        letter = self.grid.low if column == "low" else self.grid.high
        return f"COUNTIFS({self.of_kind(DUTY)},{self.area(letter)},{self.below})"

    def put_off(self, column: str) -> str:
        """Those of them that need not be met yet."""
        letter, later = self.grid.low if column == "low" else self.grid.high, self.grid.later
        here = f"{self.area(letter)},{self.below},{self.area(later)},1"
        return f"COUNTIFS({self.of_kind(DUTY)},{here})"
