"""What README promises is there: commands, the data file it shows, the keys of the answer."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import dev
from desktop_app.cli import main
from desktop_app.core.data import State
from desktop_app.core.pack import Confidence
from desktop_app.core.result import Status
from installer import coverage

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)


def test_every_command_of_dev_is_there_and_named() -> None:
    named = set(re.findall(r"dev\.py (\w+)", README))
    assert named == dev.commands().keys()


GROUPS = (
    "packs(?: confirmations| key)?|backup|library|evidence|package|plan|report template|"
    "history(?: moment)?|workbook|update"
)


@pytest.mark.parametrize(
    "command",
    sorted(set(re.findall(rf"`near-zero ((?:{GROUPS}) [a-z-]+|[a-z]+)", README))),
)
def test_every_command_of_the_program_is_there(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main([*command.split(), "--help"])
    assert left.value.code == 0
    assert "--json" in capsys.readouterr().out


def test_the_data_file_it_shows_is_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "data.toml"
    path.write_text(EXAMPLE[0], encoding="utf-8")
    assert main(["--user", str(tmp_path), "score", "--data", str(path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    shown = re.search(r"`--json` 的回答：\n\n```\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    assert set(re.findall(r"^(\w+):", shown[1], re.MULTILINE)) == answer.keys()
    for name in ("results", "problems", "packs"):
        listed = re.search(rf"^{name}: +\[\{{(.*?)\}}\]", shown[1], re.MULTILINE | re.DOTALL)
        assert listed is not None
        assert set(re.findall(r"\w+", listed[1])) <= answer[name][0].keys()


def test_every_state_and_confidence_is_explained() -> None:
    words = {*map(str, Status), *map(str, State), *(one.word for one in Confidence)}
    assert {word for word in words if word not in README} == set()


def test_every_folder_and_picture_it_shows_is_there() -> None:
    listed = re.search(r"## 房子怎么盖的\n\n```\n(.*?)```", README, re.DOTALL)
    assert listed is not None
    folders = re.findall(r"(\w+)/ ", listed[1].replace("\n", " \n"))
    assert len(folders) > 12
    tops = (ROOT, ROOT / "desktop_app")
    assert [name for name in folders if not any((top / name).is_dir() for top in tops)] == []
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", README)
    assert [name for name in pictures if not (ROOT / name).is_file()] == []


def test_the_coverage_table_is_that_of_the_packs() -> None:
    """After a change of packs: python3 dev.py coverage."""
    assert coverage.renewed(README) == README
