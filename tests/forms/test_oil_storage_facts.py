"""The oil pack against GB 20950, 20951 and 20952-2020, typed in independently."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.core.data import Record
from desktop_app.core.pack import Confidence
from tests.forms.industry import Industry

OIL = Industry("oil_storage", "G5941", "520100")
STATION = Record("oil_site", "S", "S", {"kind": "station"})
TRUCK = Record("oil_truck", "T", "T", {})

# GB 20952-2020 表2: ullage in litres, then Pa for 1-6, 7-12, 13-18, 19-24, more nozzles.
TABLE_2 = """
1893 182 172 162 152 142
2082 199 189 179 169 159
2271 217 204 194 184 177
2460 232 219 209 199 192
2650 244 234 224 214 204
2839 257 244 234 227 217
3028 267 257 247 237 229
3217 277 267 257 249 239
3407 286 277 267 257 249
3596 294 284 277 267 259
3785 301 294 284 274 267
4542 329 319 311 304 296
5299 349 341 334 326 319
6056 364 356 351 344 336
6813 376 371 364 359 351
7570 389 381 376 371 364
8327 396 391 386 381 376
9084 404 399 394 389 384
9841 411 406 401 396 391
10598 416 411 409 404 399
11355 421 418 414 409 404
13248 431 428 423 421 416
15140 438 436 433 428 426
17033 446 443 441 436 433
18925 451 448 446 443 441
22710 458 456 453 451 448
26495 463 461 461 458 456
30280 468 466 463 463 461
34065 471 471 468 466 466
37850 473 473 471 468 468
56775 481 481 481 478 478
75700 486 486 483 483 483
94625 488 488 488 486 486
"""


def least(ullage: str, nozzles: str) -> Decimal | None:
    given = {"oil_site.ullage@S": ullage, "oil_site.affected@S": nozzles}
    return OIL.judge(2024, given, (STATION,)).results["oil_site.tight_least[S]"].value


@pytest.mark.parametrize("line", TABLE_2.split("\n")[1:-1])
def test_every_cell_of_the_tightness_table(line: str) -> None:
    ullage, *pressures = line.split()
    for nozzles, wanted in zip(("6", "12", "18", "24", "25"), pressures, strict=True):
        found = least(ullage, nozzles)
        assert found is not None
        assert abs(found - Decimal(wanted)) < Decimal("1e-20")


@pytest.mark.parametrize(
    ("ullage", "nozzles", "wanted"),
    [
        ("1987.5", "1", "190.5"),  # half way from 1893 to 2082: (182 + 199) / 2
        ("20817.5", "7", "452"),  # half way from 18925 to 22710: (448 + 456) / 2
        ("1000", "1", "182"),
        ("95000", "30", "486"),
    ],
)
def test_between_two_rows_the_line_of_formula_b2(ullage: str, nozzles: str, wanted: str) -> None:
    found = least(ullage, nozzles)
    assert found is not None
    assert abs(found - Decimal(wanted)) < Decimal("1e-20")


@pytest.mark.parametrize(
    ("own_id", "limit"),
    [
        ("depot_vru", "25000"),
        ("depot_efficiency", "95"),
        ("station_vru", "25000"),
        ("depot_leak", "500"),
        ("depot_boundary", "4"),
        ("depot_pressure", "6.0"),
        ("depot_drip", "10"),
        ("station_drag_18", "40"),
        ("station_drag_28", "90"),
        ("station_drag_38", "155"),
        ("station_leak", "500"),
        ("station_boundary", "4.0"),
        ("truck_valve", "1.3"),
        ("truck_leak", "500"),
    ],
)
def test_limits(own_id: str, limit: str) -> None:
    found = OIL.row("oil_storage.limits", own_id)
    assert OIL.cells("oil_storage.limits", own_id) == ["absent", "absent", limit]
    assert found.cited.confidence is Confidence.SINGLE


@pytest.mark.parametrize(
    ("guns", "failed", "level"),
    [
        ("6", "0", "LIMIT"),
        ("10", "1", "below"),
        ("11", "1", "LIMIT"),
        ("20", "2", "below"),
        ("21", "2", "LIMIT"),
        ("21", "3", "below"),
    ],
)
def test_how_many_nozzles_may_fail(guns: str, failed: str, level: str) -> None:
    given = {"oil_site.guns@S": guns, "oil_site.guns_failed@S": failed}
    results = OIL.judge(2024, given, (STATION,)).results
    assert results["oil_storage.limits.station_air_liquid[S]"].level == level


@pytest.mark.parametrize(
    ("volume", "limit"),
    [
        ("9500", "0.25"),
        ("9499", "0.38"),
        ("5500", "0.38"),
        ("5499", "0.50"),
        ("3800", "0.50"),
        ("3799", "0.65"),
    ],
)
def test_tightness_of_trucks(volume: str, limit: str) -> None:
    for drop, level in ((limit, "LIMIT"), (str(Decimal(limit) + Decimal("0.01")), "below")):
        given = {"oil_truck.volume@T": volume, "oil_truck.drop@T": drop}
        results = OIL.judge(2024, given, (TRUCK,)).results
        assert results["oil_storage.limits.truck_drop[T]"].level == level


@pytest.mark.parametrize(
    ("own_id", "day"),
    [
        ("depot_vru", date(2023, 1, 1)),
        ("station_vru", date(2022, 1, 1)),
        ("truck_drop", date(2021, 4, 1)),
    ],
)
def test_since_when_existing_ones_are_held(own_id: str, day: date) -> None:
    assert OIL.row("oil_storage.limits", own_id).valid_from == day


def test_a_vapour_unit_held_to_gb_37822_is_reported() -> None:
    rules = {one.id for one in OIL.pack.rules}
    assert "oil_storage.vru_as_voc_outlet" in rules
    given = {"voc.own_standard": "yes", "voc_outlet.stack@U": "4", "voc_outlet.treated@U": "yes"}
    unit = Record("outlet", "U", "U", {"medium": "air", "source": "oil_vru_depot"})
    results = OIL.judge(2024, given, (unit,)).results
    assert results["voc.control.stack[U]"].status.value == "n.a."
    assert results["oil_storage.control.vru_stack[U]"].level == "MET"


def test_pack_is_sound() -> None:
    assert not OIL.errors()
