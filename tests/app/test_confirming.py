"""Confirmed numbers: kept in the library, firm in every result of it, carried over by hand."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import tomli_w

from desktop_app.app import confirming
from desktop_app.app.answer import trace_json
from desktop_app.app.confirming import State
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.session import CaseSession
from desktop_app.app.workspace import Workspace
from desktop_app.core.confirmed import holding
from desktop_app.core.data import Enterprise
from desktop_app.core.entries import Entry, entries
from desktop_app.core.entry import Entry as Typed
from desktop_app.core.pack import Checked, Cited, Confidence, Confirmation, Pack
from desktop_app.core.result import Trace
from desktop_app.core.trace import build_trace
from desktop_app.packs.confirmations import confirmation_row
from desktop_app.store.library import Library
from tests.ui.opened import key_of

CHECKED = Checked("张工", date(2026, 11, 3), "GB/T 2589-2020 综合能耗计算通则", "第 9 页")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    opened = Workspace.open(Paths(find_paths().root, tmp_path / "用户"))
    assert isinstance(opened.library, Library)
    return opened


@pytest.fixture
def general(workspace: Workspace) -> Pack:
    return workspace.catalog.library.packs["general"]


def weak(pack: Pack, kind: str = "parameter") -> Entry:
    return next(one for one in entries(pack) if one.kind == kind and one.cited.confidence.to_verify)


def test_a_confirmed_number_is_firm_in_this_library_alone(
    workspace: Workspace, general: Pack, tmp_path: Path
) -> None:
    entry = weak(general)
    assert confirming.confirm(workspace, general, [entry.path], CHECKED) == ()
    found = {one.entry.path: one for one in confirming.standings(workspace, general)}
    assert found[entry.path].entry.cited.confidence is Confidence.CONFIRMED
    assert found[entry.path].entry.cited.checked == CHECKED
    assert found[entry.path].own
    workspace.close()
    again = Workspace.open(Paths(find_paths().root, tmp_path / "用户"))
    assert again.catalog.firm(general) != general
    other = Workspace.open(Paths(find_paths().root, tmp_path / "别人"))
    assert other.catalog.firm(general) == general
    again.close()
    other.close()


def test_results_of_an_open_case_lose_the_mark_and_get_it_back(
    workspace: Workspace, general: Pack
) -> None:
    session = workspace.create(Enterprise("贵州某厂", region="520100"), 2023, ())
    assert isinstance(session, CaseSession)
    session.enter([Typed(key_of("energy.compressed_air@2023"), "1000", "m3")], "")
    result = session.evaluation.results["ce.compressed_air"]
    shaky = [one for one in _below(session, "ce.compressed_air") if one.confidence.to_verify]
    assert result.to_verify
    paths = [f"parameter[{one.id}]" for one in shaky if one.kind == "parameter"]
    known = {one.path for one in entries(general)}
    assert set(paths) <= known
    assert confirming.confirm(workspace, general, paths, CHECKED) == ()
    outcome = session.judge_again()
    assert "ce.compressed_air" in outcome.changes.results
    assert not session.evaluation.results["ce.compressed_air"].to_verify
    told = trace_json(build_trace(session.evaluation, "ce.compressed_air"))
    assert "张工" in str(told)
    assert confirming.withdraw(workspace, "general", paths) == ()
    session.judge_again()
    assert session.evaluation.results["ce.compressed_air"].to_verify


def _below(session: CaseSession, result: str) -> list[Trace]:
    return list(build_trace(session.evaluation, result).walk())


def test_what_is_wrong_is_told_in_one_go_and_nothing_is_kept(
    workspace: Workspace, general: Pack
) -> None:
    entry = weak(general)
    bad = Checked(" ", date(2999, 1, 1), "")
    found = confirming.confirm(workspace, general, [entry.path, f"{entry.path}x"], bad)
    assert [one.code for one in found] == [
        "confirm.who_missing",
        "confirm.document_missing",
        "confirm.in_future",
        "confirm.unknown_entry",
    ]
    assert entry.path in found[-1].message()
    assert workspace.library is not None
    assert workspace.library.confirmations() == ()


def test_control_characters_are_refused(workspace: Workspace, general: Pack) -> None:
    odd = Checked("张\x07工", date(2026, 11, 3), "GB 1")
    found = confirming.confirm(workspace, general, [weak(general).path], odd)
    assert [one.code for one in found] == ["data.control_character"]


def test_a_hole_cannot_be_confirmed_into_a_number(workspace: Workspace) -> None:
    holes = [
        (pack, one)
        for pack in workspace.catalog.packs
        for one in entries(pack)
        if confirming.is_hole(one)
    ]
    assert holes
    pack, hole = holes[0]
    assert "?" in hole.value
    found = confirming.confirm(workspace, pack, [hole.path], CHECKED)
    assert [one.code for one in found] == ["confirm.nothing_there"]


def test_confirmations_travel_as_text_and_importing_twice_changes_nothing(
    workspace: Workspace, general: Pack, tmp_path: Path
) -> None:
    paths = [one.path for one in entries(general) if one.cited.confidence.to_verify][:5]
    assert confirming.confirm(workspace, general, paths, CHECKED) == ()
    text = confirming.exported(workspace, "general")
    other = Workspace.open(Paths(find_paths().root, tmp_path / "别人"))
    assert other.library is not None
    for _time in range(2):
        assert confirming.imported(other, text, "c.toml") == ()
    assert {one.path for one in other.library.confirmations()} == set(paths)
    assert confirming.exported(other) == text
    other.close()


def test_an_import_tells_which_no_longer_hold(workspace: Workspace, general: Pack) -> None:
    entry = weak(general)
    assert confirming.confirm(workspace, general, [entry.path], CHECKED) == ()
    stale = confirming.exported(workspace).replace(entry.digest, "0" * 16)
    assert confirming.withdraw(workspace, "general", [entry.path]) == ()
    found = confirming.imported(workspace, stale, "c.toml")
    assert [one.code for one in found] == ["confirm.lapsed"]
    assert [one.state for one in confirming.kept(workspace)] == [State.LAPSED]
    standing = next(
        one for one in confirming.standings(workspace, general) if one.entry.path == entry.path
    )
    assert standing.lapsed == CHECKED
    assert standing.entry.cited.confidence.to_verify
    assert not standing.own


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("not toml at all [", "pack.not_toml"),
        ("", "confirm.unreadable"),
        ("[[confirmation]]\npack='general'\n", "pack.field_missing"),
        ("[[confirmation]]\nwho=1\n", "pack.not_text"),
        ("x" * 5_000_001, "confirm.unreadable"),
        ("a." * 3000 + "b=1", "pack.too_deep"),
    ],
)
def test_bad_files_of_confirmations_are_refused_whole(
    workspace: Workspace, text: str, code: str
) -> None:
    found = confirming.imported(workspace, text, "c.toml")
    assert code in {one.code for one in found}
    assert workspace.library is not None
    assert workspace.library.confirmations() == ()


def test_an_old_confirmation_does_not_hide_the_new_one(workspace: Workspace, general: Pack) -> None:
    """Somebody checked what the pack says, then an older library's record came in."""
    entry = weak(general)
    assert confirming.confirm(workspace, general, [entry.path], CHECKED) == ()
    stale = confirming.exported(workspace).replace(entry.digest, "0" * 16)
    confirming.imported(workspace, stale, "c.toml")
    found = {one.entry.path: one for one in confirming.standings(workspace, general)}[entry.path]
    assert found.own
    assert found.lapsed is None
    assert found.entry.cited.confidence is Confidence.CONFIRMED
    states = sorted(one.state for one in confirming.kept(workspace, "general"))
    assert states == [State.HOLDS, State.LAPSED]


def test_what_a_pack_no_longer_has_is_shown_and_can_be_withdrawn(
    workspace: Workspace, general: Pack
) -> None:
    gone = Confirmation("general", "parameter[no.more]", "0" * 16, CHECKED)
    other = Confirmation("nowhere", "parameter[x]", "0" * 16, CHECKED)
    found = confirming.take_over(workspace, (gone, other))
    assert [one.code for one in found] == ["confirm.gone", "confirm.no_pack"]
    assert {one.state for one in confirming.kept(workspace)} == {State.GONE, State.NO_PACK}
    last = confirming.standings(workspace, general)[-1]
    assert (last.entry.kind, last.lapsed) == (confirming.GONE, CHECKED)
    refused = confirming.confirm(workspace, general, [gone.path], CHECKED)
    assert [one.code for one in refused] == ["confirm.unknown_entry"]
    assert confirming.withdraw(workspace, "general", [gone.path]) == ()
    assert len(confirming.standings(workspace, general)) == len(entries(general))


def test_an_import_does_not_overwrite_a_later_check(workspace: Workspace, general: Pack) -> None:
    entry = weak(general)
    later = Checked("李工", date(2026, 11, 20), "GB/T 2589-2020", "第 12 页")
    assert confirming.confirm(workspace, general, [entry.path], later) == ()
    older = Confirmation("general", entry.path, entry.digest, CHECKED)
    assert confirming.take_over(workspace, (older,)) == ()
    assert [one.confirmation.checked for one in confirming.kept(workspace)] == [later]
    newest = replace(older, checked=replace(CHECKED, on=date(2026, 11, 25)))
    assert confirming.take_over(workspace, (newest,)) == ()
    assert [one.confirmation.checked for one in confirming.kept(workspace)] == [newest.checked]


@pytest.mark.parametrize(
    ("value", "hole"),
    [
        ("≤ ? / ? / ?", True),
        ("≤ ? / ? / ?; ≥ ? / ? / ?", True),
        ("≤ ? / ? / ? [0.3]", True),
        ("? / ?; ≤ 0.5 / 0.6", False),
        ("≤ 0.5 / ? / 0.9", False),
        ("— / — / —", False),
        ("有无？", False),
        ("", False),
    ],
)
def test_only_rows_that_say_nothing_are_holes(value: str, *, hole: bool) -> None:
    cited = Cited("", "", Confidence.UNSURE)
    entry = Entry("assessment[a].indicator[b]", "indicator", "b", value, "", cited, None, None, "")
    assert confirming.is_hole(entry) is hole


def test_packs_in_which_nothing_is_confirmed_keep_their_models(
    workspace: Workspace, general: Pack
) -> None:
    steel = workspace.catalog.library.packs["steel"]
    catalog = workspace.catalog
    plating = catalog.model(["electroplating"], 2023, "520100")
    works = catalog.model(["steel"], 2023, "520100")
    assert confirming.confirm(workspace, steel, [weak(steel, "indicator").path], CHECKED) == ()
    assert catalog.model(["electroplating"], 2023, "520100") is plating
    fresh = catalog.model(["steel"], 2023, "520100")
    assert fresh is not works
    assert catalog.model(["steel"], 2023, "520100") is fresh
    assert confirming.withdraw(workspace, "steel", [weak(steel, "indicator").path]) == ()
    assert catalog.model(["steel"], 2023, "520100") is not fresh
    assert catalog.model(["electroplating"], 2023, "520100") is plating


def test_a_pack_says_itself_what_was_checked_and_the_check_tells_what_lapsed(
    workspace: Workspace, tmp_path: Path
) -> None:
    """One of its confirmations holds, one has lapsed, one is of nothing."""
    source = workspace.paths.forms / "electroplating"
    folder = tmp_path / "packs" / "electroplating"
    shutil.copytree(source, folder)
    plain = workspace.catalog.read(folder).pack
    assert plain is not None
    one, two = [each for each in entries(plain) if each.cited.confidence.to_verify][:2]
    made = [
        Confirmation("electroplating", one.path, one.digest, CHECKED),
        Confirmation("electroplating", two.path, "0" * 16, CHECKED),
        Confirmation("electroplating", "parameter[no.more]", "0" * 16, CHECKED),
    ]
    rows = [confirmation_row(each) for each in made]
    (folder / "checked.toml").write_text(tomli_w.dumps({"confirmation": rows}), encoding="utf-8")
    found = workspace.catalog.check([folder])
    assert sorted(each.code for each in found if "confirmation" in each.code) == [
        "pack.confirmation_stale",
        "pack.confirmation_unknown",
    ]
    pack = workspace.catalog.read(folder).pack
    assert pack is not None
    standing = {each.entry.path: each for each in confirming.standings(workspace, pack)}
    assert standing[one.path].entry.cited.checked == CHECKED
    assert not standing[one.path].own
    assert standing[two.path].entry.cited.confidence.to_verify
    assert holding(plain, made) == (made[0],)
    assert holding(pack, made) == ()


def test_without_a_library_nothing_can_be_confirmed(workspace: Workspace, general: Pack) -> None:
    lone = Workspace(workspace.paths, workspace.catalog, None)
    for found in (
        confirming.confirm(lone, general, [weak(general).path], CHECKED),
        confirming.withdraw(lone, "general", []),
        confirming.imported(lone, "", "c.toml"),
    ):
        assert [one.code for one in found] == ["confirm.no_library"]
