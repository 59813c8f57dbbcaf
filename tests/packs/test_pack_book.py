"""Packs to workbooks and back: nothing is lost, whatever the pack says."""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop_app.core.expr.ast import FUNCTIONS
from desktop_app.core.methods import METHODS
from desktop_app.core.pack import Confidence, Direction, ItemKind, Limb
from desktop_app.core.problems import Problem, Severity
from desktop_app.packs import elements, header, readiness
from desktop_app.packs.files import Contents, parse, parsed
from desktop_app.packs.toml_text import dumps
from desktop_app.packs.workbook import kinds
from desktop_app.packs.workbook import words as labels_of
from desktop_app.packs.workbook.coding import Form, Words, is_literal, same
from desktop_app.packs.workbook.plan import plan_book
from tests.packs.books import FOLDERS, exported, files_of, imported, library, opened

NAMES = [folder.name for folder in FOLDERS]


def documents(files: Mapping[str, bytes]) -> dict[str, object]:
    """The parsed files of a pack, without its cases."""
    return {name: parse(data, name) for name, data in files.items() if "/" not in name}


@pytest.mark.parametrize("folder", FOLDERS, ids=NAMES)
def test_every_pack_comes_back_the_same(folder: Path) -> None:
    files = files_of(folder)
    first = exported(files)
    back = imported(first)
    assert not back.problems
    assert back.pack_id == folder.name
    assert same(documents(files), documents(back.files))
    cases = {name: data for name, data in files.items() if "/" in name}
    assert {name: back.files[name] for name in cases} == cases
    assert files.keys() == back.files.keys()
    # And from then on not one byte changes.
    assert imported(exported(back.files)).files == back.files


@pytest.mark.parametrize("folder", FOLDERS, ids=NAMES)
def test_no_column_is_without_a_head(folder: Path) -> None:
    """All fields the shipped packs use have a Chinese head and an explanation of their coding."""
    raw = {name for name, data in documents(files_of(folder)).items() if isinstance(data, Problem)}
    assert not raw
    plan = plan_book(documents(files_of(folder)), {}, {})  # type: ignore[arg-type]
    told = [cell for sheet in plan.sheets for line in sheet.lines for cell in line.cells.values()]
    assert not [cell for cell in told if is_literal(cell)]
    assert kinds.REST_MARK not in {sheet.mark for sheet in plan.sheets}
    own = [sheet for sheet in plan.sheets if not sheet.mark.startswith(kinds.TABLE_MARK)]
    heads = {
        column.field for sheet in own for column in sheet.columns if column.head == column.field
    }
    assert heads == set()


def test_the_pack_itself_is_the_same() -> None:
    """Not only the files: the pack read from them, but for the digest of its bytes."""
    from dataclasses import replace

    from desktop_app.packs.build import build, shared

    for name in ("electroplating", "steel", "readiness"):
        folder = next(one for one in FOLDERS if one.name == name)
        back = imported(exported(files_of(folder)))
        known = shared([parsed(Contents(f"forms/{one.name}", files_of(one))) for one in FOLDERS])
        read = build(parsed(Contents(f"forms/{name}", back.files, has_cases=True)), known)
        assert read.pack is not None
        assert replace(read.pack, digest="") == replace(library().packs[name], digest="")


# --- generated packs -------------------------------------------------------------------------

letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
tricky = st.sampled_from(
    ["", " ", "=1+2", "+1", "-", "—", "无要求", "free", "unknown", "是", "1", "0.50", "toml: v = 1",
     "长文: 1",
     "（空）", "a~b", "1~2", "_x0041_", "a\r\nb", "\n", "行", "'x", "44/12", "x" * 31_000,
     "\x07", "\ufffe", "near-zero:item"]
)  # fmt: skip
texts = letters | tricky
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=None)
scalars = (
    texts
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | numbers
    | st.dates()
    | st.datetimes()
    | st.times()
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(letters, inner, max_size=3),
    max_leaves=4,
)
fields = st.text(string.ascii_lowercase + "_", min_size=1, max_size=6)
ids = st.text(string.ascii_lowercase, min_size=1, max_size=6)


def rows(*known: str) -> st.SearchStrategy[object]:
    """A list of tables with fields that a sheet explains and others."""
    return st.lists(
        st.dictionaries(st.sampled_from(known) | fields, values, max_size=5), max_size=3
    )


parts = rows("name", "unit", "direction", "levels", "value")
levels = st.lists(values, max_size=4)
indicator = st.fixed_dictionaries(
    {"id": ids},
    optional={
        "no": values, "name": texts, "group": ids, "weight": values, "limiting": values,
        "levels": levels | values, "part": parts, "match": values, "direction": values,
        "evidence": st.lists(texts, max_size=3), "confidence": values, "deadline": values,
    },
)  # fmt: skip
group = st.fixed_dictionaries({}, optional={"id": ids, "name": texts, "weight": values})
assessment = st.fixed_dictionaries(
    {},
    optional={
        "id": ids, "name": texts, "group": st.lists(group, max_size=3), "options": values,
        "indicator": st.lists(indicator, max_size=4), "scale": ids, "method": values,
    },
)  # fmt: skip
option = st.fixed_dictionaries({"id": ids, "text": texts})
document = st.fixed_dictionaries(
    {},
    optional={
        "pack": st.dictionaries(st.sampled_from(["id", "name", "requires"]) | fields, values),
        "source": rows("id", "title", "issued", "evidence") | values,
        "item": st.lists(
            st.fixed_dictionaries({}, optional={
                "key": ids, "kind": values, "option": st.lists(option, max_size=3) | values,
                "minimum": values, "listed": values, "hint": texts,
            }),
            max_size=3,
        ),
        "parameter": rows("key", "value", "unit", "valid_from", "carry_forward"),
        "scale": st.lists(
            st.fixed_dictionaries({"id": ids}, optional={
                "level": rows("id", "name", "tone"), "below": values, "mark": rows("id"),
            }),
            max_size=2,
        ),
        "assessment": st.lists(assessment, max_size=2) | values,
        "each": st.lists(
            st.fixed_dictionaries({}, optional={
                "table": ids, "where": values, "item": rows("key", "name"), "check": values,
            }),
            max_size=2,
        ),
        "table": st.dictionaries(ids | letters, rows("m", "name", "unit") | values, max_size=3),
        "readiness": st.fixed_dictionaries({}, optional={
            "id": ids, "axes": values, "gate": rows("id", "condition"),
            "sub_index": st.lists(
                st.fixed_dictionaries({"id": ids}, optional={"part": rows("name", "anchors")}),
                max_size=2,
            ),
            "grade": values,
        }) | values,
        "check": rows("id", "when"),
        "other": values,
    },
)  # fmt: skip
packs = st.dictionaries(
    st.sampled_from(["pack.toml", "10_a.toml", "20 b.toml", "表.toml"]), document, max_size=3
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@example({"pack.toml": {"assessment": [{"id": "t", "name": "\ufffe", "indicator": [{"id": "i"}]}]}})
@given(packs)
def test_whatever_a_pack_says_comes_back(pack: dict[str, dict[str, object]]) -> None:
    files = {name: dumps(content).encode() for name, content in pack.items()}
    written = documents(files)
    if any(isinstance(content, Problem) for content in written.values()):
        return  # Nested too deep to be a pack file at all.
    data = exported(files)
    back = imported(data)
    assert not back.problems
    assert same(documents(back.files), written)
    assert imported(exported(back.files)).files == back.files


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(letters, values, max_size=5))
def test_written_toml_reads_back(content: dict[str, object]) -> None:
    back = parse(dumps(content).encode(), "a.toml")
    if not isinstance(back, Problem):
        assert same(back, content)


def test_moments_are_kept_in_whole() -> None:
    content = {
        "item": [
            {"key": "a", "on": datetime.fromisoformat("2026-01-02T03:04:05"), "at": time(1, 2)}
        ]
    }
    files = {"pack.toml": dumps(content).encode()}
    assert same(documents(imported(exported(files)).files)["pack.toml"], content)


@pytest.mark.parametrize(
    ("written", "shown"),
    [(Decimal("0.10"), "0.10"), (Decimal("5.0"), "5.0"), (8, "8"), (Decimal("1E-7"), "0.0000001")],
)
def test_numbers_keep_their_digits(written: object, shown: str) -> None:
    files = {"pack.toml": dumps({"parameter": [{"key": "a", "value": written}]}).encode()}
    back = imported(exported(files))
    assert same(documents(back.files)["pack.toml"], parse(files["pack.toml"], ""))
    sheet = next(one for one in opened(exported(files)).sheets if one.name == "系数")
    assert shown in {cell.text for cell in sheet.cells.values()}


# --- the words of the sheets are those of the packs ------------------------------------------


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (labels_of.CONFIDENCE, [one.word for one in Confidence]),
        (labels_of.KINDS, list(ItemKind)),
        (labels_of.DIRECTIONS, list(Direction)),
        (labels_of.LIMBS, list(Limb)),
        (labels_of.METHODS, list(METHODS)),
        (labels_of.SEVERITIES, list(Severity)),
        (labels_of.LAYOUTS, list(elements.LAYOUTS)),
        (labels_of.CADENCES, list(elements.CADENCES)),
        (labels_of.AGGREGATES, list(elements.AGGREGATES)),
        (labels_of.TONES, list(elements.MARK_TONES)),
        (labels_of.PACK_KINDS, list(header.KINDS)),
        (labels_of.PART_KINDS, list(readiness.PART_KINDS)),
    ],
)
def test_every_word_has_a_label(labels: Words, words: list[str]) -> None:
    assert set(labels.labels) == set(words)
    assert len(set(labels.labels.values())) == len(words)


def test_formulas_are_explained() -> None:
    assert {"if", "first", "sum"} <= set(FUNCTIONS)
    formulas = [one for kind in kinds.LISTS for one in kind.columns if one.form is Form.FORMULA]
    assert all(one.note or one.field == "contradiction" for one in formulas)
