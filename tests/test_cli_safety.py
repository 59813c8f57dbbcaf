"""The commands about the library itself, as a user types them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop_app.app.settings import SettingsFile
from desktop_app.cli import main
from desktop_app.store.library import Library
from tests.store.samples import filled, put


@pytest.fixture
def library(odd_path: Path) -> Path:
    made = filled(odd_path / "library.nzl", enterprises=1)
    made.close()
    return made.path


def ask(
    capsys: pytest.CaptureFixture[str], user: Path, *words: str, code: int = 0
) -> dict[str, Any]:
    assert main(["--user", str(user), *words, "--json"]) == code
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    assert answer["ok"] is (code == 0)
    return answer


def test_backups_made_listed_verified_and_restored(
    library: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    user = library.parent
    stick = tmp_path / "U 盘"
    stick.mkdir()
    SettingsFile(user / "settings.json").change(backup_folder=str(stick))
    made = ask(capsys, user, "backup", "now")
    assert Path(made["second"]["file"]).is_relative_to(stick)
    listed = ask(capsys, user, "backup", "list")["backups"]
    assert [one["file"] for one in listed] == [made["backup"]["file"]]
    verified = ask(capsys, user, "backup", "verify")["backup"]
    assert (verified["enterprises"], len(verified["cases"])) == (1, 2)
    assert (verified["documents"], verified["files_checked"], verified["unread"]) == (0, 0, 0)
    opened = Library.open(library)
    assert isinstance(opened, Library)
    put(opened, opened.cases()[0].id, "1")
    opened.close()
    name = Path(made["backup"]["file"]).name
    restored = ask(capsys, user, "backup", "restore", name)["library"]
    assert Path(restored).parent == user
    before = library.read_bytes()
    out = ("backup", "restore", name, "--out", str(library))
    refused = ask(capsys, user, *out, code=1)
    assert refused["problems"][0]["code"] == "backup.target_exists"
    assert library.read_bytes() == before
    assert len(ask(capsys, user, "backup", "list")["backups"]) == 2


def test_what_cannot_be_done_is_told(
    odd_path: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = ask(capsys, odd_path, "backup", "restore", "没有.nzl", code=1)
    assert unknown["problems"][0]["code"] == "backup.unknown"
    none = ask(capsys, odd_path, "backup", "verify", code=1)
    assert none["problems"][0]["code"] == "backup.unknown"
    missing = ask(capsys, odd_path, "backup", "now", "--library", str(odd_path / "x.nzl"), code=1)
    assert missing["problems"][0]["code"] == "backup.no_library"
    told = ask(capsys, odd_path, "backup", "now", "--second", str(odd_path / "没插"))
    assert told["problems"][0]["code"] == "backup.place_missing"


def test_a_library_is_checked_and_a_damaged_one_salvaged(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    user = library.parent
    with closing(sqlite3.connect(library)) as raw:
        raw.execute("DELETE FROM pack_copy")  # the one of the sample is no pack
        raw.commit()
    assert ask(capsys, user, "library", "check")["problems"] == []
    assert ask(capsys, user, "library", "check", "--deep")["data"] == 142
    assert ask(capsys, user, "backup", "now")["ok"]
    content = bytes(4096) + library.read_bytes()[4096:]
    library.write_bytes(content)
    told = ask(capsys, user, "library", "check", code=1)
    assert told["problems"][0]["code"] == "library.not_ours"
    out = user / "救回来的.nzl"
    saved = ask(capsys, user, "library", "salvage", "--out", str(out))
    assert library.read_bytes() == content
    assert [case["data"] for case in saved["cases"]] == [71, 71]
    assert Path(saved["newest_backup"]).is_file()
    assert ask(capsys, user, "library", "check", "--deep", "--library", str(out))["cases"] == 2
    again = ask(capsys, user, "library", "salvage", "--out", str(out), code=1)
    assert again["problems"][0]["code"] == "backup.target_exists"
    out.unlink()
    assert main(["--user", str(user), "library", "salvage", "--out", str(out)]) == 0
    words = capsys.readouterr().out
    assert "数据：读出 142 行" in words
    assert "2023 年：71 个数据" in words
    assert "最近的完好备份" in words


def test_in_words(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    user = ["--user", str(library.parent)]
    assert main([*user, "backup", "now"]) == 0
    assert main([*user, "backup", "list"]) == 0
    assert main([*user, "backup", "verify"]) == 0
    out = capsys.readouterr().out
    assert "共 1 个备份" in out
    assert "1 家企业，2 个自评，142 个数据" in out
    assert "备份完好" in out
