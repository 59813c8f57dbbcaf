"""History on the command line: listed, shown, compared, moments kept, a case brought back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_app.app.paths import find_paths
from desktop_app.app.session import CaseSession
from desktop_app.app.workspace import Workspace
from desktop_app.cli import main
from desktop_app.core.data import Key, Period
from desktop_app.core.entry import Entry

NOX = Key("steel.direct.nox", Period(2020))
Run = Callable[..., Any]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, with one figure changed."""
    folder = tmp_path_factory.mktemp("企业 库")
    workspace = Workspace.open(find_paths(folder), str(folder / "库.nzl"))
    workspace.who = "张工"
    session = workspace.open_example()
    assert isinstance(session, CaseSession)
    session.enter([Entry(NOX, "0.2", "kg/t")], "改氮氧化物")
    workspace.close()
    return folder / "库.nzl"


@pytest.fixture
def run(library: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object, code: int = 0) -> Any:  # noqa: ANN401 - whatever was printed
        words = ["--user", str(library.parent), "history", *map(str, arguments)]
        words += ["--case", "西王 2020", "--library", str(library), "--json"]
        assert main(words) == code
        return json.loads(capsys.readouterr().out)

    return run


def test_edits_are_listed_and_opened(run: Run) -> None:
    listed = run("list", "--who", "张工", "--what", "data", "--find", "氮氧化物", "--limit", "1")
    (edit,) = listed["edits"]
    assert (edit["label"], edit["who"], edit["changes"]) == ("改氮氧化物", "张工", 1)
    (change,) = run("show", edit["edit"])["changes"]
    assert (change["change"], change["old_value"], change["new_value"]) == (
        "changed",
        "0.16",
        "0.2",
    )
    assert change["target"] == str(NOX)
    place = run("show", "steel.direct.nox")["edits"]
    assert [one["edit"] for one in place] == [edit["edit"], 2]


def test_a_moment_is_kept_compared_and_gone_back_to(run: Run, tmp_path: Path) -> None:
    assert run("moment", "add", "第一稿", "--at", "2")["moment"]["edit"] == 2
    run("moment", "rename", "第一稿", "--name", "报送前", "--note", "给县局")
    (kept,) = run("moment", "list")["moments"]
    assert (kept["name"], kept["note"]) == ("报送前", "给县局")
    out = tmp_path / "对比.xlsx"
    found = run("compare", "--from", "报送前", "--out", out)
    assert found["counts"] == {"changed": 1, "new": 0, "dropped": 0}
    assert found["files"] == [str(out)]
    assert out.is_file()
    back = run("back", "--to", "报送前")
    assert (back["how"], back["label"]) == ("restored", "回到“报送前”")
    run("moment", "remove", "报送前")
    assert run("compare", "--from", "2", "--with", "西王 2019")["old"]["year"] == 2019


def test_what_is_wrong_is_told(run: Run) -> None:
    for code, words in {
        "history.no_edit": ("show", "999999"),
        "moment.unknown": ("compare", "--from", "没有"),
        "history.bad_what": ("list", "--what", "x"),
    }.items():
        assert run(*words, code=1)["problems"][0]["code"] == code
