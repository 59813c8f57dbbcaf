"""Help for tests of industry packs: the pack, its tables as texts, a case judged from figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import Paths
from desktop_app.core.check import check_pack
from desktop_app.core.data import Case, Datum, Enterprise, Key, Period, Record, State
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.model import Model
from desktop_app.core.pack import Assessment, Confidence, Indicator, Pack

ROOT = Path(__file__).resolve().parents[2]


@cache
def catalog() -> Catalog:
    return Catalog(Paths(ROOT, ROOT / "no-packs-of-the-user"))


def cells_of(indicator: Indicator) -> list[str]:
    """The cells of a row as written, or the word for one that is no limit."""
    thresholds = indicator.parts[0].thresholds
    return [cell.limit.source if cell.limit else cell.met.value for cell in thresholds]


@dataclass(frozen=True, slots=True)
class Industry:
    """One industry pack in a region, for an enterprise of an industry code."""

    pack_id: str
    code: str
    region: str = "520200"
    outlets: Mapping[str, str] = field(default_factory=dict)
    products: Mapping[str, str] = field(default_factory=dict)

    @property
    def pack(self) -> Pack:
        return catalog().library.packs[self.pack_id]

    def errors(self) -> list[str]:
        found = check_pack(self.pack, catalog().library.packs)
        return [one.sentence() for one in found if one.severity == "error"]

    def model(self, year: int) -> Model:
        found = catalog().model((self.pack_id,), year, self.region, self.code)
        assert isinstance(found, Model)
        return found

    def parameter(self, year: int, key: str) -> Decimal | None:
        found = self.model(year).parameters.get(key)
        return found.value if found else None

    def table(self, own_id: str) -> Assessment:
        (found,) = (one for one in self.pack.assessments if one.id == own_id)
        return found

    def row(self, table: str, own_id: str) -> Indicator:
        (found,) = (one for one in self.table(table).indicators if one.id == own_id)
        return found

    def cells(self, table: str, own_id: str) -> list[str]:
        """The levels of a row as written; the words for free, absent, unknown and text."""
        return cells_of(self.row(table, own_id))

    def unsure(self) -> set[str]:
        """The keys of the numbers kept for reading only."""
        numbers = self.pack.parameters
        return {one.key for one in numbers if one.cited.confidence is Confidence.UNSURE}

    def judge(
        self, year: int, answers: Mapping[str, str], records: tuple[Record, ...] = ()
    ) -> Evaluation:
        """A case of year figures in their own units; words are answers, `item@record` is of one."""
        data: dict[Key, Datum] = {}
        for name, text in answers.items():
            item, _, record = name.partition("@")
            key = Key(item, Period(year), record)
            number = text.lstrip("-").replace(".", "").isdigit()
            data[key] = (
                Datum(key, State.GIVEN, Decimal(text))
                if number
                else Datum(key, State.GIVEN, text=text)
            )
        records = (
            *records,
            *(Record("outlet", name, name, {"source": one}) for name, one in self.outlets.items()),
            *(Record("product", name, name, {"kind": one}) for name, one in self.products.items()),
        )
        forged = Enterprise("虚构", region=self.region, industry=self.code)
        case = Case(forged, year, (self.pack_id,), data, records)
        return evaluate(self.model(year), case)
