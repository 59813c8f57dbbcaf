"""The commands about the password of the library, as a user types them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.app.passwords import NEW_VARIABLE, VARIABLE
from desktop_app.app.settings import SettingsFile
from desktop_app.cli import main
from desktop_app.store import secret
from desktop_app.store.driver import PLAIN, head_of
from desktop_app.store.keyring import KEYRING
from tests.store.samples import filled


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stretching passwords takes the time it is meant to take; secrets last one command."""
    monkeypatch.setattr(secret, "_COST", 1 << 4)
    yield
    KEYRING.clear()
    KEYRING.ask_with(None)


@pytest.fixture
def library(odd_path: Path) -> Path:
    made = filled(odd_path / "library.nzl", enterprises=1, months=2)
    made.close()
    stick = odd_path / "U 盘"
    stick.mkdir()
    SettingsFile(odd_path / "settings.json").change(backup_folder=str(stick))
    return made.path


class Terminal:
    """Commands as of one user; nothing is remembered from one to the next."""

    def __init__(self, user: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._user, self._capsys = user, capsys

    def ask(self, *words: str, code: int = 0, file: Path | None = None) -> dict[str, Any]:
        KEYRING.clear()
        first = ["--user", str(self._user), *(["--password-file", str(file)] if file else [])]
        assert main([*first, *words, "--json"]) == code
        answer = json.loads(self._capsys.readouterr().out)
        assert isinstance(answer, dict)
        assert answer["ok"] is (code == 0)
        return answer

    def refused(self, *words: str, file: Path | None = None) -> str:
        problems = self.ask(*words, code=1, file=file)["problems"]
        return str(problems[0]["code"])


@pytest.fixture
def terminal(library: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(library.parent, capsys)


def test_encrypted_used_rekeyed_and_decrypted(
    library: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.ask("backup", "now")
    words, new = library.parent / "口令.txt", library.parent / "新.txt"
    words.write_text("\ufeff第一 个\n第二行不算", encoding="utf-8")
    new.write_text("第二 个", encoding="utf-8")
    paper = library.parent / "恢复密钥.txt"
    made = terminal.ask(
        "library", "encrypt", "--new-password-file", str(words), "--recovery-file", str(paper)
    )
    key = made["recovery_key"]
    assert paper.read_text(encoding="utf-8-sig").rstrip().endswith(key)
    assert len(made["plain_backups"]) == 2  # one beside the library, one on the stick
    assert head_of(library) != PLAIN

    assert terminal.refused("library", "list") == "library.locked"
    assert terminal.refused("library", "list", file=new) == "library.wrong_password"
    assert len(terminal.ask("library", "list", file=words)["cases"]) == 2
    monkeypatch.setenv(VARIABLE, key.lower())
    assert len(terminal.ask("library", "list")["cases"]) == 2
    terminal.ask("library", "check")
    assert terminal.ask("library", "recovery-key")["recovery_key"] == key

    dealt = terminal.ask("backup", "protect")
    assert (dealt["recoded"], dealt["plain_backups"], dealt["other_backups"]) == (2, [], [])
    for one in terminal.ask("backup", "list")["backups"]:
        assert head_of(Path(one["file"])) == head_of(library)

    monkeypatch.setenv(NEW_VARIABLE, "第三 个")
    changed = terminal.ask("library", "rekey", "--backups", "remove")
    assert changed["recovery_key"] != key
    assert changed["removed"] == 4
    assert terminal.refused("library", "list") == "library.wrong_password"
    monkeypatch.setenv(VARIABLE, "第三 个")
    plain = terminal.ask("library", "decrypt", "--backups", "recode")
    assert (plain["recoded"], plain["other_backups"]) == (2, [])
    monkeypatch.delenv(VARIABLE)
    assert len(terminal.ask("library", "list")["cases"]) == 2
    assert head_of(library) == PLAIN


def test_what_does_not_fit_is_said(
    library: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = library.read_bytes()
    assert terminal.refused("library", "encrypt") == "password.nobody"
    assert terminal.refused("library", "rekey") == "password.none"
    assert terminal.refused("library", "decrypt") == "password.none"
    assert terminal.refused("library", "recovery-key") == "password.none"
    monkeypatch.setenv(NEW_VARIABLE, "")
    assert terminal.refused("library", "encrypt") == "password.empty"
    monkeypatch.setenv(NEW_VARIABLE, "一个")
    there = ("library", "encrypt", "--recovery-file", str(library))
    assert terminal.refused(*there) == "password.key_unwritten"
    missing = library.parent / "没有.txt"
    assert terminal.refused("library", "list", file=missing) == "password.unreadable"
    assert library.read_bytes() == before
    terminal.ask("library", "encrypt")
    assert terminal.refused("library", "encrypt") == "password.there"
    assert terminal.refused("library", "decrypt") == "library.locked"


def test_the_key_is_told_with_what_it_means(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(NEW_VARIABLE, "一个")
    user = ["--user", str(library.parent)]
    assert main([*user, "backup", "now"]) == 0
    assert main([*user, "library", "encrypt"]) == 0
    told = capsys.readouterr().out
    assert "忘记口令且没有恢复密钥，数据无法找回" in told
    assert "还有 2 个以前的备份没有加密" in told
    assert "一个\n" not in told
