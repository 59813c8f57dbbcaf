"""What the tests of industry packs against their sources share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from desktop_app.app.catalog import Catalog
from desktop_app.core.data import Case, Datum, Enterprise, Key, Period, Record, State
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.model import Model
from desktop_app.core.pack import Assessment, Indicator, Pack


def assessment(pack: Pack, name: str) -> Assessment:
    """The table of that id."""
    (found,) = (one for one in pack.assessments if one.id == name)
    return found


def row(pack: Pack, table: str, own_id: str) -> Indicator:
    """The row of that id in a table."""
    (found,) = (one for one in assessment(pack, table).indicators if one.id == own_id)
    return found


def limits_of(indicator: Indicator) -> list[str]:
    """The cells of a row as written, or the word for one that is no limit."""
    thresholds = indicator.parts[0].thresholds
    return [cell.limit.source if cell.limit else cell.met.value for cell in thresholds]


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges made-up plants of one industry."""

    catalog: Catalog
    pack: str
    region: str
    industry: str

    def model(self, year: int) -> Model:
        """What is in force for a year."""
        found = self.catalog.model((self.pack,), year, self.region, self.industry)
        assert isinstance(found, Model)
        return found

    def __call__(
        self, year: int, amounts: Mapping[str, str], records: tuple[Record, ...] = ()
    ) -> Evaluation:
        """A case of year figures in their own units; words are answers, key[record] is one's."""
        data = {}
        for name, text in amounts.items():
            plain, _bracket, rest = name.partition("[")
            key = Key(plain, Period(year), rest.rstrip("]"))
            number = text.lstrip("-").replace(".", "").isdigit()
            amount = Decimal(text) if number else None
            data[key] = Datum(key, State.GIVEN, amount, text="" if number else text)
        enterprise = Enterprise("虚构", region=self.region, industry=self.industry)
        case = Case(enterprise, year, (self.pack,), data, records=records)
        return evaluate(self.model(year), case)
