"""Whatever file comes to whatever door: bounded memory, a reason, and nothing stored is harmed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from desktop_app.app import evidence as verbs
from desktop_app.app.foreign_pdf import ASKED, draw_first_page, texts_of
from desktop_app.app.outcome import Outcome
from desktop_app.app.receiving import receive
from desktop_app.app.session import CaseSession
from desktop_app.app.workspace import Workspace
from desktop_app.core.data import Enterprise, Key, Period, Record, State
from desktop_app.core.entry import Entry
from desktop_app.core.planned import PlannedMeasure
from desktop_app.core.toml_text import LongKeyError, load_toml
from desktop_app.exchange.clipboard_table import MAX_CELLS, count_cells, read_table, split_cells
from tests.hostile_files import one_page, stream
from tests.ui.opened import STEEL
from tests.ui.starting import paths_below

ROOT = Path(__file__).resolve().parents[1]
POWER = Key("energy.electricity", Period(2023, 3))


@cache
def outcomes() -> dict[tuple[str, str], str]:
    """What came of every file at every door, all tried once in a process of their own."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="near-zero-") as folder:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "tests.hostile_doors", folder],
            cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8",
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout[-300:]}\n{done.stderr[-3000:]}"
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {(name, door): found for name, door, found in lines}


def test_nothing_is_raised_and_all_of_it_fits_into_little_memory() -> None:
    found = outcomes()
    assert len(found) > 400
    assert found["", "limited"] == str(sys.platform == "linux")


@pytest.mark.parametrize(
    ("name", "door", "expected"),
    [
        ("炸弹.xlsx", "ledger", "zip.entry_too_large"),
        ("实体.xlsx", "ledger", "book.dtd"),
        ("尺寸.xlsx", "ledger", "book.too_big"),
        ("外链.xlsx", "pack book", "book.outside"),
        ("公式.xlsx", "ledger", "LedgerBook"),
        ("加密.xlsx", "ledger", "zip.old_office"),
        ("加密.xlsx", "evidence", "不能在这里预览"),
        ("断.xlsx", "template", "False"),
        ("路径.nzpack", "pack", "pack_file.outside"),
        ("炸弹.xlsx", "package", "package.is_other"),
        ("断.xlsx", "package", "package.is_partial"),
        ("别家.nzl", "package", "package.is_other"),
        ("触发.nzl", "package", "package.is_library"),
        ("空.bin", "package", "package.is_empty"),
        ("深.toml", "case file", "file.not_toml"),
        ("点.toml", "case file", "file.not_toml"),
        ("大数.toml", "case file", "file.not_toml"),
        ("一千万字.txt", "evidence", "text"),
        ("空.bin", "evidence", "evidence.empty"),
        ("平方公里.png", "evidence", "太大，不预览"),
        ("八千万.png", "evidence", "读不出来"),
        ("大.bmp", "evidence", "读不出来"),
        ("一万页.pdf", "evidence", "picture"),
        ("脚本.pdf", "evidence", "picture"),
        ("递归.pdf", "evidence", "画不出来"),
        ("自含.pdf", "evidence", "画不出来"),
        ("断.pdf", "evidence", "无法读取"),
        ("别家.nzl", "library", "library.not_ours"),
        ("别号.nzl", "library", "library.not_ours"),
        ("触发.nzl", "library", "library.altered_read_only"),
        ("视图.nzl", "library", "library.altered"),
        ("视图.nzl", "verify", "library.altered"),
        ("视图.nzl", "salvage", "Salvaged"),
        ("旧触发.nzl", "library", "library.altered"),
        ("断.nzl", "check", "library.damaged"),
    ],
)
def test_the_reason_is_told(name: str, door: str, expected: str) -> None:
    assert expected in outcomes()[name, door]


# --- texts ------------------------------------------------------------------------------------

TEXTS = {
    "nul": "a\0b",
    "escape": "a\x1b[31mb",
    "bidi": "广东\u202egnuk\u202c厂",
    "isolate": "a\u2066b",
    "lone surrogate": "a\ud800b",
    "ten megabytes": "9" * 10_000_000,
}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> CaseSession:
    workspace = Workspace.open(paths_below(tmp_path_factory.mktemp("texts")))
    made = workspace.create(STEEL, 2023, ("steel",))
    assert isinstance(made, CaseSession)
    paper = workspace.paths.user / "a.txt"
    paper.write_text("a", "utf-8")
    received = receive(made.library.files, paper)
    assert not hasattr(received, "code")
    verbs.add(made, [received])
    return made


VERBS: dict[str, Callable[[CaseSession, str], Outcome]] = {
    "figure": lambda one, text: one.enter([Entry(POWER, text, "MWh")], "填写"),
    "unit": lambda one, text: one.enter([Entry(POWER, "1", text)], "填写"),
    "note": lambda one, text: one.enter([Entry(POWER, "1", "MWh", note=text)], "填写"),
    "reason": lambda one, text: one.enter(
        [Entry(POWER, "", "MWh", state=State.NA, reason=text)], "填写"
    ),
    "profile": lambda one, text: one.set_profile({"name": text}, "档案"),
    "record": lambda one, text: one.put_record(Record("outlet", "DA9", text, {}), "登记"),
    "record id": lambda one, text: one.put_record(Record("outlet", text, "机头", {}), "登记"),
    "plan": lambda one, text: one.plan([PlannedMeasure("m", text)], "方案"),
    "owner": lambda one, text: one.plan([PlannedMeasure("m", "变频", owner=text)], "方案"),
    "document": lambda one, text: verbs.edit(one, one.case.evidence[0].id, {"title": text}),
    "issuer": lambda one, text: verbs.edit(one, one.case.evidence[0].id, {"issuer": text}),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_no_field_takes_what_cannot_be_printed_or_read(
    session: CaseSession, verb: Callable[[CaseSession, str], Outcome], text: str
) -> None:
    before = session.case
    outcome = verb(session, text)
    assert {one.code for one in outcome.problems} <= {
        "data.control_character",
        "data.text_too_long",
    }
    assert outcome.problems
    assert len(outcome.problems[0].told()) < 1000
    assert session.case == before
    assert session.library.load(session.case_id).data == before.data


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_enterprise_is_made_of_such_a_name(session: CaseSession, text: str) -> None:
    workspace = Workspace(paths_below(session.library.path.parent), session.catalog, None)
    workspace.library, workspace.problems = session.library, ()
    count = len(session.library.cases())
    for enterprise in (Enterprise(text), Enterprise("好名字", contact=text)):
        made = workspace.create(enterprise, 2024, ("steel",))
        assert isinstance(made, tuple)
        assert made[0].code in {"data.control_character", "data.text_too_long"}
    assert len(session.library.cases()) == count


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_log_takes_any_name_of_a_user_and_of_an_edit(session: CaseSession, text: str) -> None:
    session.who = text
    outcome = session.enter([Entry(POWER, str(len(text)), "MWh")], text)
    session.who = ""
    assert outcome.problems == ()
    assert all(len(label) <= 200 for _id, label in session.stacks.undo)
    session.undo()


# --- what is pasted ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "1\t2\t3\n" * 300_000,
        "\t" * 1_000_000,
        "1\n" * 500_000,
        '"' + "a\tb\n" * 300_000,
        "\t" * 40_000 + "\n" + "1\n" * 300_000,
        "\n" * 1_000_000 + "1",
    ],
    ids=["block", "wide", "long", "open quote", "corner", "blank"],
)
def test_a_paste_of_too_many_cells_is_refused_before_it_is_held(text: str) -> None:
    grid = split_cells(text)
    assert sum(map(len, grid)) <= 2 * MAX_CELLS + 2
    found = read_table(grid, [], 2023)
    if count_cells(grid) > MAX_CELLS:
        assert [one.problem.code for one in found.left_out] == ["paste.too_large"]
    assert not found.cells


def test_a_key_of_many_segments_is_not_parsed() -> None:
    with pytest.raises(LongKeyError):
        load_toml("a" + ".a" * 100_000 + " = 1")
    assert load_toml("a.b.c = 1") == {"a": {"b": {"c": 1}}}
    assert load_toml('text = "1. 2. 3. ……………… https://a.b.c.d.e/f.g"')


# --- pages -------------------------------------------------------------------------------------


def test_a_page_is_drawn_in_a_process_of_its_own_and_can_be_stopped() -> None:
    drawn = draw_first_page(one_page(), 300)
    assert drawn is not None
    assert (drawn.width, drawn.height) == (300, 300)
    assert draw_first_page(b"no pdf", 300) is None
    assert texts_of(one_page()) == [""]
    long = one_page(b"/Contents 4 0 R", b"0 0 300 300", stream(b"% " + b"x" * 3_000_000))
    assert draw_first_page(long, 300) is not None
    assert texts_of(long) == [""]
    assert texts_of(b"no pdf") is None
    calls = 0

    def stop() -> None:
        nonlocal calls
        calls += 1
        raise KeyError

    with pytest.raises(KeyError):
        draw_first_page(one_page(), 300, stop)
    assert calls == 1


def test_the_program_itself_can_be_that_process() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", ASKED, "picture", "30", "9"],
        cwd=ROOT, input=one_page(), capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stdout.startswith(b"30 30 120\n")
    assert len(done.stdout) == 10 + 30 * 120
