"""Small packs written inline as authors write them, read by the real reader, and cases of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop_app.core.data import Case, Datum, Enterprise, Key, Period, Record, State
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.model import Model, build_model
from desktop_app.core.pack import Pack
from desktop_app.core.problems import Problem
from desktop_app.packs.read import read_library

YEAR = 2024

HEADER = """
[pack]
id = "small"
name = "小规则包"
version = "2026.11.1"
kind = "base"
completeness = "测试用。"

[[source]]
id = "std"
title = "某标准"
number = "GB 1-2020"
confidence = "confirmed"

[[section]]
id = "all"
title = "全部"

[[record_kind]]
id = "outlet"
name = "排放口"
[[record_kind.field]]
id = "source"
name = "污染源"

[[scale]]
id = "cp"
name = "清洁生产水平"
[[scale.level]]
id = "L1"
name = "Ⅰ级"
sign = "●"
tone = "level_1"
[[scale.level]]
id = "L2"
name = "Ⅱ级"
sign = "◐"
tone = "level_2"
[[scale.level]]
id = "L3"
name = "Ⅲ级"
sign = "○"
tone = "level_3"
[scale.below]
id = "below"
name = "未达Ⅲ级"
sign = "✕"
tone = "level_below"
"""


@cache
def read_small(*texts: str) -> tuple[Pack, ...]:
    """The packs in these texts (the first behind HEADER), all free of faults."""
    with TemporaryDirectory() as root:
        folders = [_folder(Path(root), text) for text in (HEADER + texts[0], *texts[1:])]
        library = read_library(folders)
        assert not library.problems, [one.sentence() for one in library.problems]
        return tuple(library.packs[folder.name] for folder in folders)


def _folder(root: Path, text: str) -> Path:
    folder = root / text.split('id = "', 1)[1].split('"', 1)[0]
    folder.mkdir()
    (folder / "pack.toml").write_text(text, encoding="utf-8")
    return folder


@cache
def small_model(*texts: str, year: int = YEAR, region: str = "") -> Model:
    """The model of such packs."""
    built = build_model(read_small(*texts), year, region)
    assert built.model is not None, [one.sentence() for one in built.problems]
    return built.model


def item(key: str, unit: str = "", **more: str) -> str:
    """One [[item]]; `more` are further fields as TOML values."""
    fields = {
        "key": f'"{key}"',
        "name": f'"{key}"',
        "section": '"all"',
        "unit": f'"{unit}"',
        **more,
    }
    return "[[item]]\n" + "".join(f"{name} = {value}\n" for name, value in fields.items())


def quantity(name: str, formula: str, unit: str = "", **more: str) -> str:
    """One [[quantity]]."""
    fields = {
        "id": f'"{name}"', "name": f'"{name}"', "unit": f'"{unit}"', "formula": f'"{formula}"',
        "limb": '"energy"', **more,
    }  # fmt: skip
    return "[[quantity]]\n" + "".join(f"{key} = {value}\n" for key, value in fields.items())


def parameter(key: str, value: str, unit: str = "", **more: str) -> str:
    """One [[parameter]], confirmed unless said otherwise."""
    fields = {
        "key": f'"{key}"', "name": f'"{key}"', "value": f'"{value}"', "unit": f'"{unit}"',
        "source": '"std"', "confidence": '"confirmed"', **more,
    }  # fmt: skip
    return "[[parameter]]\n" + "".join(f"{name} = {cell}\n" for name, cell in fields.items())


Answer = str | int | Decimal | bool | None | Datum
"""A figure, an option id, yes or no; None for n.a.; a Datum for anything else."""


def datum(key: str, answer: Answer, unit: str = "", record: str = "", month: int = 0) -> Datum:
    """An answered datum of the year."""
    if isinstance(answer, Datum):
        return answer
    place = Key(key, Period(YEAR, month), record)
    if answer is None:
        return Datum(place, State.NA, reason="没有")
    if isinstance(answer, bool):
        return Datum(place, State.GIVEN, text="yes" if answer else "no")
    if isinstance(answer, str):
        return Datum(place, State.GIVEN, text=answer)
    return Datum(place, State.GIVEN, Decimal(answer), unit)


def case_of(
    answers: Mapping[str, Answer] | Iterable[Datum], records: Iterable[Record] = ()
) -> Case:
    """A case with these answers; a name may carry its record: `air.pm[DA001]`."""
    if isinstance(answers, Mapping):
        named = [(name.partition("["), answer) for name, answer in answers.items()]
        data = [datum(name, one, record=rest.rstrip("]")) for (name, _b, rest), one in named]
    else:
        data = list(answers)
    return Case(Enterprise("某厂"), YEAR, ("small",), {d.key: d for d in data}, tuple(records))


def judged(
    text: str, answers: Mapping[str, Answer] | Iterable[Datum], records: Iterable[Record] = ()
) -> Evaluation:
    """A case of a one-pack model, judged."""
    return evaluate(small_model(text), case_of(answers, records))


def codes(problems: Iterable[Problem]) -> list[str]:
    """The codes of problems, in order."""
    return [one.code for one in problems]
