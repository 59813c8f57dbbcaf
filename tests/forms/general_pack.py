"""The general pack, and cases judged by it alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from desktop_app.core.data import Case, Datum, Enterprise, Key, Period, State
from desktop_app.core.evaluate import evaluate
from desktop_app.core.model import Model, build_model
from desktop_app.core.pack import Binding, Pack
from desktop_app.core.result import Result
from desktop_app.packs.read import read_library

FORMS = Path(__file__).resolve().parents[2] / "forms"
GUIZHOU = "520300"


@cache
def general_pack() -> Pack:
    """The pack as it is shipped."""
    return read_library([FORMS / "general"]).packs["general"]


@cache
def model_of(year: int, **bound: str) -> Model:
    """The model of a year in Guizhou; `bound` binds families of factors to other members."""
    pack = general_pack()
    kept = tuple(one for one in pack.bindings if one.family not in bound)
    others = tuple(Binding(family, member) for family, member in bound.items())
    built = build_model([replace(pack, bindings=(*kept, *others))], year, GUIZHOU)
    assert built.model is not None, built.problems
    return built.model


def results_of(year: int, answers: Mapping[str, str], **bound: str) -> Mapping[str, Result]:
    """A case of amounts in the items' own units; "yes" answers a yes/no, a word a choice."""
    data = {}
    for name, text in answers.items():
        key = Key(name, Period(year))
        number = Decimal(text) if re.fullmatch(r"-?[\d.]+", text) else None
        data[key] = Datum(key, State.GIVEN, number, text="" if number is not None else text)
    case = Case(Enterprise("示例厂", region=GUIZHOU), year, ("general",), data)
    return evaluate(model_of(year, **bound), case).results
