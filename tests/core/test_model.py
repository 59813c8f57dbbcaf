"""Packs merged into one model: names, values, what feeds what, factors to declared units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.core.expr.parse import parse
from desktop_app.core.model import Built, Model, build_model
from desktop_app.core.pack import FieldOptions, Option, Pack
from desktop_app.packs.read import read_library
from tests.packs.samples import SAMPLES, write_pack


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Pack]:
    root = tmp_path_factory.mktemp("packs")
    library = read_library([write_pack(root, pack_id) for pack_id in SAMPLES])
    return [library.packs[pack_id] for pack_id in ("base", "mill", "ready")]


def model_of(packs: Sequence[Pack], year: int = 2023) -> Model:
    built = build_model(packs, year, "520100", "C3130")
    assert built.problems == ()
    assert built.model is not None
    return built.model


@pytest.fixture
def model(packs: Sequence[Pack]) -> Model:
    return model_of(packs)


def test_everything_is_found_by_name(model: Model) -> None:
    assert model.items["energy.coal"].name == "原煤"
    assert model.sections["mill"].title == "产量"
    assert model.record_kinds["outlet"].name == "排放口"
    assert model.sources["mill.cp"].title.startswith("轧钢")
    assert model.scales["cp"].levels[0].id == "L1"
    assert [table.id for table in model.assessments] == ["mill.cp"]
    assert model.readiness is not None
    assert [measure.id for measure in model.measures] == ["m1"]
    assert model.quantity("energy.total") is not None
    assert model.quantity("energy.coal") is None


def test_choices_of_other_packs_come_before_the_last_one(packs: Sequence[Pack]) -> None:
    base, mill, ready = packs
    other = Option("other", "其他")
    kind = base.record_kinds[0]
    field = replace(kind.fields[0], options=(*kind.fields[0].options, other))
    base = replace(base, record_kinds=(replace(kind, fields=(field,)),))
    added = (Option("mill", "磨机"), Option("kiln", "回转窑"))
    mill = replace(mill, field_options=(FieldOptions("outlet", "source", added),))
    model = model_of([base, mill, ready])
    options = [(one.id, one.text) for one in model.record_kinds["outlet"].fields[0].options]
    assert options == [("kiln", "窑"), ("boiler", "锅炉"), ("mill", "磨机"), ("other", "其他")]


def test_quantities_follow_those_they_read(model: Model) -> None:
    order = [quantity.id for quantity in model.quantities]
    assert order.index("energy.total") > order.index("ce.coal")
    assert order.index("energy.total") > order.index("ce.coke")


def test_units_labels_and_records(model: Model) -> None:
    assert model.unit_of("energy.coal") == "t"
    assert model.unit_of("energy.total") == "tce"
    assert model.unit_of("k.coal") == "tce/t"
    assert model.unit_of("nothing") == ""
    assert model.label_of("ce.coke") == "焦炭折标煤"
    assert model.label_of("nothing") == "nothing"
    assert model.record_kind("air.pm") == "outlet"
    assert model.record_kind("energy.coal") == ""


def test_wildcards(model: Model) -> None:
    assert model.expand("ce.*") == ("ce.coal", "ce.coke")
    assert model.expand("air.pm.mass.*") == ("air.pm.mass",)
    assert model.expand("none.*") == ()


def test_parameters_of_the_year(packs: Sequence[Pack]) -> None:
    model = model_of(packs)
    assert model.parameters["cf.coke.cc"].member == "ndrc"
    assert model.parameters["grid.factor"].value == Decimal("0.5703")
    assert [one.code for one in model.parameter_notices["grid.factor"]] == ["judge.factor_carried"]
    later = model_of(packs, 2024)
    assert later.parameters["cf.coke.cc"].member == "mee"
    earlier = model_of(packs, 2021)
    assert "grid.factor" not in earlier.parameters
    assert earlier.unit_of("grid.factor") == "tCO2/MWh"
    assert [one.code for one in earlier.parameter_notices["grid.factor"]] == [
        "judge.parameter_missing"
    ]


def test_tables_of_the_year(packs: Sequence[Pack]) -> None:
    early = model_of(packs, 2019)
    assert early.assessments == ()
    assert [one.code for one in early.notices] == ["judge.not_in_force"]
    assert model_of(packs).notices == ()


def test_what_a_change_touches(model: Model) -> None:
    assert model.closure(["energy.coal"]) == {
        "energy.coal",
        "ce.coal",
        "energy.total",
        "mill.cp.energy_use",
        "mill.cp",
        "near_zero.C1",
        "near_zero.P1",
        "near_zero",
    }
    assert "energy.total" in model.closure(["energy.list_complete"])
    assert "mill.cp.furnace" in model.closure(["mill.has.kiln"])
    assert "mill.cp.dust" in model.closure(["output.steel"])
    assert "near_zero.C1" in model.closure(["ready.plan"])
    assert "near_zero.G1" in model.closure(["gate.permit"])
    assert model.closure(["mill.cp.furnace"]) >= {"mill.cp.furnace", "mill.cp", "near_zero.P1"}
    assert model.closure([]) == frozenset()


def test_reads_is_dependents_turned_round(model: Model) -> None:
    for reader, names in model.feeds.items():
        for name in names:
            assert reader in model.dependents[name]
    assert model.reads("ce.coal") == {"energy.coal", "k.coal"}
    assert model.reads("nothing") == frozenset()


def test_factors_to_the_declared_unit(model: Model) -> None:
    dust = model.quantity("air.pm.total")
    assert dust is not None
    assert model.scale_to(dust.formula, dust.unit) == 1000
    total = model.quantity("energy.total")
    assert total is not None
    assert model.scale_to(total.formula, total.unit) == 1
    part = model.assessments[0].indicators[0].parts[0]
    assert model.scale_to(part.value, part.unit) == 1000
    assert [model.scale_to(step.limit, part.unit) for step in part.thresholds if step.limit] == [
        1,
        1,
        1,
    ]


def codes(built: Built) -> list[str]:
    return [one.code for one in built.problems]


def with_formula(pack: Pack, name: str, source: str) -> Pack:
    read = parse(source)
    assert not isinstance(read, tuple)
    changed = tuple(
        replace(one, formula=read) if one.id == name else one for one in pack.quantities
    )
    return replace(pack, quantities=changed)


def test_a_circle_is_named(packs: Sequence[Pack]) -> None:
    changed = with_formula(packs[0], "ce.coal", "energy.total")
    built = build_model([changed], 2023)
    assert built.model is None
    assert codes(built) == ["pack.cycle"]
    assert built.problems[0].args["cycle"] == "ce.coal → energy.total → ce.coal"


def test_a_row_named_like_its_item_is_no_circle(model: Model) -> None:
    assert "mill.cp.furnace" in model.reads("mill.cp.furnace")


def test_a_unit_that_does_not_fit_is_left_to_the_checker(packs: Sequence[Pack]) -> None:
    changed = with_formula(packs[0], "ce.coal", "energy.coal")
    built = build_model([changed], 2023)
    assert built.problems == ()
    assert built.model is not None
    quantity = built.model.quantity("ce.coal")
    assert quantity is not None
    assert built.model.scale_to(quantity.formula, quantity.unit) == 1


def test_names_of_two_packs_clash(packs: Sequence[Pack]) -> None:
    twin = replace(packs[0], id="twin", parameters=(), sources=())
    built = build_model([packs[0], twin], 2023)
    assert built.model is None
    assert set(codes(built)) == {"pack.duplicate_name"}


def test_a_name_declared_twice_in_one_pack(packs: Sequence[Pack]) -> None:
    twice = replace(packs[0], items=(*packs[0].items, packs[0].items[0]))
    assert codes(build_model([twice], 2023)) == ["pack.duplicate_name"]


def test_sources_described_in_two_ways_are_a_warning(packs: Sequence[Pack]) -> None:
    other = replace(packs[0].sources[0], title="另一个题名")
    mill = replace(packs[1], sources=(*packs[1].sources, other))
    built = build_model([packs[0], mill], 2023)
    assert built.model is not None
    assert codes(built) == ["pack.source_conflict"]
    assert built.model.sources["gbt2589"].title == "综合能耗计算通则"


def test_ambiguous_bindings_stop_the_model(packs: Sequence[Pack]) -> None:
    bindings = (*packs[0].bindings, replace(packs[0].bindings[0], member="ndrc"))
    built = build_model([replace(packs[0], bindings=bindings)], 2023)
    assert built.model is None
    assert codes(built) == ["pack.binding_conflict"]


def test_no_packs_make_an_empty_model() -> None:
    built = build_model([], 2023)
    assert built.model is not None
    assert built.model.items == {}


def test_the_last_readiness_model_counts(packs: Sequence[Pack]) -> None:
    model = packs[2].readiness
    assert model is not None
    own = replace(packs[2], id="own", items=(), readiness=replace(model, name="本地模型"))
    built = build_model([*packs, own], 2023)
    assert built.model is not None
    assert built.model.readiness is not None
    assert built.model.readiness.name == "本地模型"


def test_building_reads_no_file(tmp_path: Path, packs: Sequence[Pack]) -> None:
    first, again = model_of(packs), model_of(packs)
    assert all(getattr(first, one.name) == getattr(again, one.name) for one in fields(Model))
    assert list(tmp_path.iterdir()) == []
