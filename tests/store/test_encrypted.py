"""Encrypted libraries: the store works on them as on plain ones, and nothing can be read."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.app.library_check import check_library
from desktop_app.core.problems import Problem
from desktop_app.store import driver, secret
from desktop_app.store.backups import (
    Backup,
    backups_of,
    changed_since,
    look_into,
    make_backup,
    mirror,
    second_folder,
)
from desktop_app.store.driver import PLAIN, connect, head_of
from desktop_app.store.keyring import KEYRING, Keyring
from desktop_app.store.library import Library
from desktop_app.store.opening import examine
from desktop_app.store.reading import read_contents
from desktop_app.store.recoding import recode, unfinished
from desktop_app.store.remembered import Entry, beside, recall, remember
from desktop_app.store.salvage import Salvaged, salvage
from desktop_app.store.schema import HEAD as NEWEST
from desktop_app.store.secret import FORM, HEAD, Secret, new_secret, secret_of, value_of
from tests.store.samples import NOW, STAMP, filled, put
from tests.store.test_salvage import cases_in
from tests.torture.cuts import OLD, RecodingCuts
from tests.torture.kills import ROOT, Torment

PAGE = 4096
PASSWORD = "矿区 2023 龙里"
TRACES = ("贵州𫖯山".encode(), b"energy.fuel_", b"520100", b"CREATE TABLE", "张工".encode())


@pytest.fixture(autouse=True)
def light_and_forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stretching passwords takes the time it is meant to take; secrets last one test."""
    monkeypatch.setattr(secret, "_COST", 1 << 4)
    yield
    KEYRING.clear()
    KEYRING.ask_with(None)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library of two enterprises, not encrypted."""
    path = tmp_path_factory.mktemp("明文") / "库.nzl"
    filled(path, months=4).close()
    return path


@pytest.fixture
def plain(template: Path, odd_path: Path) -> Path:
    """The same in a folder of its own."""
    return Path(shutil.copyfile(template, odd_path / "库 密.nzl"))


@pytest.fixture
def sealed(plain: Path) -> Path:
    """The same under the password, which is known to the process."""
    assert recode(plain, kept()) is None
    return plain


def kept(password: str = PASSWORD) -> Secret:
    made = new_secret(password)
    KEYRING.add(made)
    return made


def opened(path: Path) -> Library:
    library = Library.open(path)
    assert isinstance(library, Library), library
    return library


def readable(folder: Path) -> list[str]:
    """The files below a folder in which something of the library can be read."""
    files = [one for one in folder.rglob("*") if one.is_file()]
    return [one.name for one in files if any(trace in one.read_bytes() for trace in TRACES)]


# --- the secret ---------------------------------------------------------------------------------


def test_password_and_recovery_key_give_the_same_secret() -> None:
    made = new_secret(PASSWORD)
    assert len(made.head) == HEAD
    assert made.head.startswith(FORM)
    assert secret_of(made.head, PASSWORD) == made
    assert secret_of(made.head, made.recovery_key) == made
    assert secret_of(made.head, made.recovery_key.lower().replace("-", " ")) == made
    assert secret_of(made.head, "矿区 ２０２３ 龙里") == made  # of an input method
    assert secret_of(made.head, "矿区 2023 龙") is None
    assert secret_of(made.head, "") is None
    assert new_secret(PASSWORD).value != made.value


def test_a_secret_is_not_printed() -> None:
    made = new_secret(PASSWORD)
    assert made.value.hex() not in repr(made)
    assert str(made.value) not in repr(made)


@given(st.binary(min_size=16, max_size=16), st.integers(0, 27), st.sampled_from("0123456789ABC"))
def test_a_slip_in_a_recovery_key_is_seen(value: bytes, place: int, sign: str) -> None:
    key = Secret(FORM + bytes(12), value).recovery_key
    assert value_of(key) == value
    assert [len(group) for group in key.split("-")] == [4] * 7
    signs = list(key.replace("-", ""))
    if signs[place] != sign:
        signs[place] = sign
        # One slip in a thousand fits by chance; it then gives another secret, which opens nothing.
        assert value_of("".join(signs)) != value


@given(st.binary(max_size=60).map(lambda raw: raw.decode("utf-16", "replace")))
def test_no_text_breaks_reading_a_recovery_key(text: str) -> None:
    found = value_of(text)
    assert found is None or len(found) == 16


# --- nothing can be read ------------------------------------------------------------------------


def test_nothing_readable_is_left_anywhere(sealed: Path) -> None:
    library = opened(sealed)
    put(library, library.cases()[0].id, "7")
    library.files.keep(["发票 贵州𫖯山".encode() * 50_000])
    assert make_backup(sealed, datetime.now(UTC)) is not None
    remember(beside(sealed), [Entry("1", "k", "贵州𫖯山", NOW)])
    assert Path(f"{sealed}-wal").stat().st_size
    assert readable(sealed.parent) == []  # while it is open: the log, its backups, what is judged
    assert dict(recall(beside(sealed)))["1"].text == "贵州𫖯山"
    library.close()
    assert readable(sealed.parent) == []


def test_the_plain_module_reads_nothing_of_it(sealed: Path) -> None:
    with closing(sqlite3.connect(sealed)) as raw, pytest.raises(sqlite3.DatabaseError) as told:
        raw.execute("SELECT count(*) FROM enterprise")
    assert told.value.sqlite_errorcode == sqlite3.SQLITE_NOTADB


def test_a_plain_library_never_loads_the_cipher(odd_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom desktop_app.store.library import Library\n"
        f"library = Library.open(Path({str(odd_path / '库.nzl')!r}))\nlibrary.cases()\n"
        "library.close()\nprint({'sqlcipher3', 'cryptography'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


# --- opening ------------------------------------------------------------------------------------


def test_without_its_password_it_says_so(sealed: Path) -> None:
    KEYRING.clear()
    for found in (Library.open(sealed), examine(sealed), look_into(sealed), recode(sealed, None)):
        assert isinstance(found, Problem)
        assert found.code == "library.locked"
    wrong = KEYRING.unlock(head_of(sealed), sealed, "猜的")
    assert isinstance(wrong, Problem)
    assert wrong.code == "library.wrong_password"
    assert isinstance(KEYRING.unlock(head_of(sealed), sealed, PASSWORD), Secret)
    opened(sealed).close()


def test_damage_is_not_taken_for_a_wrong_password(sealed: Path) -> None:
    raw = bytearray(sealed.read_bytes())
    raw[2000] ^= 1
    sealed.write_bytes(raw)
    KEYRING.clear()
    assert isinstance(KEYRING.unlock(head_of(sealed), sealed, PASSWORD), Secret)
    found = Library.open(sealed)
    assert isinstance(found, Problem)
    assert found.code == "library.damaged"
    assert sealed.read_bytes() == raw


def test_what_a_later_program_encrypted_is_left_alone(sealed: Path) -> None:
    raw = bytearray(sealed.read_bytes())
    raw[3] += 1
    sealed.write_bytes(raw)
    found = Library.open(sealed)
    assert isinstance(found, Problem)
    assert found.code == "library.newer_encryption"


def test_a_keyring_asks_once_for_each_head(sealed: Path) -> None:
    asked: list[Path] = []

    def ask(path: Path) -> Iterator[str]:
        asked.append(path)
        yield "猜的"
        yield "又猜"

    ring = Keyring()
    ring.ask_with(ask)
    for _time in range(2):
        found = ring.secret(head_of(sealed), sealed)
        assert isinstance(found, Problem)
        assert found.code == "library.wrong_password"
    assert asked == [sealed]


def test_errors_are_those_of_the_plain_module(sealed: Path) -> None:
    library = opened(sealed)
    gone = library.add_case("nobody", 2030, (), NOW)
    assert isinstance(gone, Problem)
    assert gone.code == "library.case_gone"
    case = library.facts()[0]
    twice = library.add_case(case.enterprise_id, case.year, (), NOW)
    assert isinstance(twice, Problem)
    assert twice.code == "library.case_exists"
    library.close()


def test_a_library_somebody_writes_is_busy(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.1)
    library = opened(sealed)
    with closing(connect(sealed)) as other:
        other.execute("BEGIN IMMEDIATE")
        found = put(library, library.cases()[0].id, "7")
        assert isinstance(found, Problem)
        assert found.code == "library.busy"
        failed = recode(sealed, None)
        assert failed is not None
        assert failed.code == "library.in_use"
        other.execute("ROLLBACK")
    library.close()


def test_a_head_is_not_read_while_the_library_is_open(
    sealed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening and closing the file once more would take away SQLite's locks."""
    library = opened(sealed)
    touched: list[Path] = []
    real: Callable[..., object] = Path.open

    def told(self: Path, *args: str) -> object:
        touched.append(self)
        return real(self, *args)

    monkeypatch.setattr(Path, "open", told)
    read_contents(sealed)
    assert head_of(sealed).startswith(FORM)
    assert sealed not in touched
    library.close()
    head_of(sealed)
    assert sealed in touched


# --- backups, other places ----------------------------------------------------------------------


def test_backups_are_encrypted_with_the_same_key(sealed: Path, tmp_path: Path) -> None:
    made = make_backup(sealed, datetime.now(UTC))
    assert isinstance(made, Backup)
    assert head_of(made.path) == head_of(sealed)
    assert not changed_since(sealed, made)
    place = tmp_path / "U盘"
    place.mkdir()
    second = mirror(made, place, sealed)
    assert isinstance(second, Backup)
    found = look_into(second.path, deep=True)
    assert not isinstance(found, Problem)
    assert len(found.cases) == 4
    assert readable(tmp_path) == []


def test_a_plain_backup_does_not_count_for_an_encrypted_library(plain: Path) -> None:
    path = plain
    backup = make_backup(path, datetime.now(UTC))
    assert isinstance(backup, Backup)
    place = plain.parent / "U盘"
    place.mkdir()
    mirrored = mirror(backup, place, path)
    assert isinstance(mirrored, Backup)
    made = kept()
    assert recode(path, made) is None
    assert changed_since(path, backup)
    # Encrypted itself, the backup takes the place of the plain one in the second place, too.
    assert recode(backup.path, made) is None
    again = mirror(Backup(backup.path, backup.at, backup.path.stat().st_size), place, path)
    assert isinstance(again, Backup)
    assert again.path == mirrored.path
    assert readable(second_folder(place, path)) == []


# --- giving it another key ----------------------------------------------------------------------


def test_a_library_comes_back_as_it_was(plain: Path) -> None:
    path = plain
    library = opened(path)
    while library.undo(library.cases()[0].id, STAMP):
        pass
    library.close()
    held, cases = read_contents(path), cases_in(path)
    remember(beside(path), [Entry("1", "k", "贵州𫖯山", NOW)])
    for made in (kept(), kept("另一个口令"), None):
        assert recode(path, made) is None
        assert head_of(path) == (PLAIN if made is None else made.head)
        assert not beside(path).exists()
        assert read_contents(path) == held
        assert cases_in(path) == cases
        assert check_problems(path) == []


def check_problems(path: Path) -> list[str]:
    """What a deep check finds; the packs of the sample are no real ones."""
    found = check_library(path).problems
    return [one.code for one in found if one.code != "library.pack_copy_changed"]


def test_a_damaged_library_is_not_recoded(sealed: Path) -> None:
    raw = bytearray(sealed.read_bytes())
    raw[len(raw) - PAGE + 100] ^= 1
    sealed.write_bytes(raw)
    failed = recode(sealed, None)
    assert failed is not None
    assert failed.code == "library.recoding_failed"
    assert sealed.read_bytes() == raw
    assert not unfinished(sealed).exists()


def test_recoding_that_is_stopped_changes_nothing(sealed: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(share: float) -> None:
        if share > 0.5:
            raise StoppedError

    before = sealed.read_bytes()
    with pytest.raises(StoppedError):
        recode(sealed, None, stop)
    assert sealed.read_bytes() == before
    assert {one.name for one in sealed.parent.iterdir()} == {sealed.name}


def test_what_a_killed_recoding_left_goes_when_the_library_is_opened(sealed: Path) -> None:
    unfinished(sealed).write_text("贵州𫖯山", encoding="utf-8")
    opened(sealed).close()
    assert not unfinished(sealed).exists()


# --- killed, cut short, damaged -----------------------------------------------------------------


def test_a_killed_process_loses_nothing_of_an_encrypted_library(odd_path: Path) -> None:
    torment = Torment(odd_path / "加密库.nzl", 20261130, new_secret(PASSWORD))
    deaths = [torment.kill_once() for _ in range(2)]
    assert deaths[-1].stored > 0
    assert readable(odd_path) == []


def test_cut_short_it_is_the_old_or_the_new_one(odd_path: Path) -> None:
    cuts = RecodingCuts(odd_path / "改", 1, new_secret(PASSWORD))
    assert cuts.cut_short("encrypt", cuts.steps("encrypt") // 2) is False
    assert cuts.cut_short("encrypt", cuts.steps("encrypt")) is True


def test_a_migration_keeps_it_encrypted(odd_path: Path) -> None:
    path = Path(shutil.copyfile(OLD / "0001.nzl", odd_path / "旧 library.nzl"))
    assert recode(path, kept()) is None
    opened(path).close()
    assert read_contents(path).revision == NEWEST
    (old,) = backups_of(path)
    assert old.revision == "0001"
    assert head_of(path) == head_of(old.path) != PLAIN


def test_damaged_pages_lose_what_the_log_does_not_hold_alone(sealed: Path) -> None:
    whole = cases_in(sealed)
    assert isinstance(make_backup(sealed, datetime.now(UTC)), Backup)
    with closing(connect(sealed)) as raw:
        pages = [
            row[0]
            for row in raw.execute(
                "SELECT rootpage FROM sqlite_master WHERE name IN"
                " ('datum', 'sqlite_autoindex_datum_1')"
            )
        ]
    folder = sealed.parent / "坏"
    folder.mkdir()
    bad = folder / sealed.name
    data = bytearray(sealed.read_bytes())
    for page in [*pages, 1]:  # the head with it
        data[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    bad.write_bytes(data)
    shutil.copytree(sealed.with_name(f"{sealed.stem}-backups"), folder / f"{sealed.stem}-backups")
    found = salvage(bad, folder / "新.nzl")
    assert isinstance(found, Salvaged), found
    assert cases_in(found.library) == whole
    assert head_of(found.library) == head_of(sealed)
    assert bad.read_bytes() == data
    assert readable(folder) == []
