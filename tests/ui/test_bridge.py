"""The bridge: verbs reach the library, pages are told, nothing typed is lost."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.core.changes import Changes
from desktop_app.core.data import Record
from desktop_app.core.entry import Entry
from desktop_app.core.problems import Problem, problem
from desktop_app.store.library import Library
from desktop_app.ui.bridge import Bridge
from tests.ui.opened import key_of, open_bridge, stored

COAL = "energy.raw_coal@2023-01"


@pytest.fixture
def bridge(tmp_path: Path) -> Bridge:
    return open_bridge(tmp_path)


def test_a_verb_is_on_disk_and_told(bridge: Bridge, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bridge.changed) as told:
        bridge.enter([Entry(key_of(COAL), "5")], "填写")
    assert isinstance(told.args[0], Changes)
    assert told.args[0].keys == {key_of(COAL)}
    found = stored(bridge, COAL)
    assert found is not None
    assert found.value == Decimal(5)
    assert bridge.evaluation.inputs["energy.raw_coal"].value.number == Decimal(5)
    bridge.undo()
    assert stored(bridge, COAL) is None
    bridge.redo()
    assert stored(bridge, COAL) is not None


def test_what_cannot_be_read_is_kept_and_told(bridge: Bridge, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bridge.problems) as told, qtbot.waitSignal(bridge.changed) as changed:
        bridge.enter([Entry(key_of(COAL), "五吨", "t")], "填写")
    assert told.args[0][0].code == bridge.pending[key_of(COAL)].problem.code
    assert bridge.pending[key_of(COAL)].text == "五吨"
    assert changed.args[0].keys == {key_of(COAL)}
    assert Bridge(bridge.session).pending == bridge.pending
    bridge.undo()
    assert not bridge.pending
    bridge.redo()
    assert bridge.pending[key_of(COAL)].text == "五吨"
    bridge.enter([Entry(key_of(COAL), "5")], "填写")
    assert not bridge.pending


def test_typing_the_stored_figure_again_settles_a_refused_text(bridge: Bridge) -> None:
    bridge.enter([Entry(key_of(COAL), "5", "t")], "填写")
    bridge.enter([Entry(key_of(COAL), "五", "t")], "填写")
    bridge.enter([Entry(key_of(COAL), "5", "t")], "填写")
    assert not bridge.pending


def test_a_library_that_cannot_be_written_loses_nothing(
    bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> Problem:
        return problem("library.cannot_write", "library.nzl", detail="disk full")

    with monkeypatch.context() as patch:
        patch.setattr(Library, "apply", full)
        bridge.enter([Entry(key_of(COAL), "5", "t")], "填写")
    assert bridge.pending[key_of(COAL)].text == "5"
    assert stored(bridge, COAL) is None
    bridge.enter([Entry(key_of(COAL), "5", "t")], "填写")
    assert not bridge.pending
    assert stored(bridge, COAL) is not None


def test_records_profile_and_packs(bridge: Bridge) -> None:
    bridge.put_record(Record("outlet", "DA001", "烟囱"), "添加")
    assert bridge.case.of_kind("outlet")
    bridge.drop_record("outlet", "DA001", "删除")
    bridge.set_profile({"address": "清镇市"}, "修改")
    assert bridge.case.enterprise.address == "清镇市"
    outcome = bridge.set_packs(["nonsense"], "选用")
    assert outcome.problems
    assert "steel" in bridge.case.packs
    bridge.undo()
    bridge.undo()
    assert bridge.case.of_kind("outlet")


def test_last_year(tmp_path: Path) -> None:
    bridge = open_bridge(tmp_path, last_year=[("energy.raw_coal@2022-01", "7")])
    assert bridge.last_case is not None
    assert bridge.last_evaluation is not None
    assert bridge.last_evaluation.inputs["energy.raw_coal"].value.number == Decimal(7)


def test_without_a_year_before(bridge: Bridge, qtbot: QtBot) -> None:
    assert bridge.last_case is None
    assert bridge.last_evaluation is None
    with qtbot.waitSignal(bridge.jump_requested) as asked:
        bridge.jump(COAL)
    assert asked.args == [COAL]
