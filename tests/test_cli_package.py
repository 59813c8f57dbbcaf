"""The commands about case packages, as a user types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.app.settings import SettingsFile
from desktop_app.cli import main
from desktop_app.exchange.package import sealed
from tests.app.package_desks import Desk, begun, desk


@pytest.fixture
def plant(odd_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(sealed, "COST", sealed.COSTS[0])
    made = begun(odd_path)
    made.workspace.close()
    return made


def ask(
    capsys: pytest.CaptureFixture[str], user: Path, *words: object, code: int = 0
) -> dict[str, Any]:
    assert main(["--user", str(user), "package", *map(str, words), "--json"]) == code
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    assert answer["ok"] is (code == 0)
    return answer


def codes(answer: dict[str, Any]) -> list[str]:
    return [one["code"] for one in answer["problems"]]


def test_a_case_goes_to_another_user_and_comes_back_merged(
    plant: Desk, odd_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = odd_path / "厂里", odd_path / "另一台"
    SettingsFile(there / "settings.json").change(user_name="王工")
    secret = odd_path / "口令.txt"
    secret.write_text("贵阳-2026\n", encoding="utf-8")
    words = ("--password-file", secret)
    sent = odd_path / "某厂.nzcase"
    made = ask(capsys, here, "create", "--case", "2023", "--out", sent, *words)
    assert made["file"] == str(sent)
    assert codes(ask(capsys, there, "inspect", sent, code=1)) == ["package.password_needed"]
    inspected = ask(capsys, there, "inspect", sent, *words)
    assert (inspected["found"], inspected["sealed"]) == ("new", True)
    assert ask(capsys, there, "verify", sent, *words)["head"] == made["head"]
    assert ask(capsys, there, "import", sent, *words)["case"] == inspected["case"]
    assert codes(ask(capsys, there, "import", sent, *words, code=1)) == ["package.case_here"]

    other = desk(there, "王工")
    other.type(6, "620")
    other.workspace.close()
    again = desk(here, "李工")
    again.type(6, "610")
    again.workspace.close()
    back = odd_path / "改过"
    back.mkdir()
    ask(capsys, there, "create", "--case", "2023", "--out", back, "--no-evidence")
    (file,) = back.iterdir()
    difference = ask(capsys, here, "inspect", file)["differences"]
    assert [(one["verdict"], one["mine"], one["theirs"]) for one in difference] == [
        ("conflict", "610 MWh", "620 MWh")
    ]
    assert codes(ask(capsys, here, "merge", file, code=1)) == ["package.undecided"]
    assert ask(capsys, here, "merge", file, "--theirs")["changed"] is True
    twice = ask(capsys, here, "merge", file, "--mine")
    assert (twice["changed"], codes(twice)) == (False, ["package.nothing_new"])


def test_a_person_reads_what_differs(
    plant: Desk, odd_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = odd_path / "a.nzcase"
    ask(capsys, odd_path / "厂里", "create", "--case", "2023", "--out", sent)
    again = desk(odd_path / "厂里", "李工")
    again.type(6, "610")
    again.workspace.close()
    user = ["--user", str(odd_path / "厂里"), "package"]
    assert main([*user, "inspect", str(sent)]) == 0
    told = capsys.readouterr().out
    assert "贵州𫖯山钢铁有限公司" in told
    assert "都有了" in told
    assert main([*user, "merge", str(sent), "--replace"]) == 0
    assert main([*user, "verify", str(odd_path / "没有.nzcase")]) == 1
    assert "没有" in capsys.readouterr().err


def test_an_empty_password_file_is_told(
    plant: Desk, odd_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = odd_path / "空.txt"
    empty.write_text("\n", encoding="utf-8")
    out = ("--out", odd_path / "a.nzcase", "--password-file", empty)
    found = ask(capsys, odd_path / "厂里", "create", "--case", "2023", *out, code=1)
    assert codes(found) == ["package.password_file"]
    assert not (odd_path / "a.nzcase").exists()


def test_verify_knows_a_package_by_its_ending(
    plant: Desk, odd_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = odd_path / "甲.nzcase"
    words = ("create", "--case", "2023", "--library", plant.workspace.library_path, "--out", out)
    ask(capsys, odd_path, *words)
    for damaged in (False, True):
        if damaged:
            data = bytearray(out.read_bytes())
            data[len(data) // 2] ^= 1
            out.write_bytes(data)
        assert main(["--user", str(odd_path), "verify", str(out), "--json"]) == int(damaged)
        assert json.loads(capsys.readouterr().out)["ok"] is not damaged
