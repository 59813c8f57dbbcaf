"""Installing, removing and exporting pack files: all or nothing, and only from the trusted."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop_app.app.catalog import Catalog
from desktop_app.app.pack_files import install, look_at, pack_up, remove
from desktop_app.app.pack_references import refer
from desktop_app.app.paths import Paths, find_paths
from desktop_app.core.entries import entries
from desktop_app.core.pack import Checked, Confidence, Confirmation
from desktop_app.core.problems import has_errors
from desktop_app.packs.build import PackRead
from desktop_app.packs.editions import in_files
from desktop_app.packs.pack_file import PackFile, read_file
from desktop_app.packs.publishers import distrust, trusted
from desktop_app.packs.signing import new_key
from tests.packs.pack_files import file_of, forged, own_files

ROOT = Path(__file__).resolve().parents[2]
KEY = new_key()


@pytest.fixture
def paths(odd_path: Path) -> Paths:
    return find_paths(odd_path / "user")


@pytest.fixture
def catalog(paths: Paths) -> Catalog:
    return Catalog(paths)


def on_disk(folder: Path, data: bytes | PackFile, name: str = "") -> Path:
    """A pack file somebody was given."""
    held = data.data if isinstance(data, PackFile) else data
    path = folder / (name or (data.file_name if isinstance(data, PackFile) else "x.nzpack"))
    path.write_bytes(held)
    return path


def state(paths: Paths) -> dict[str, bytes]:
    """Everything in the user's folder, by name."""
    every = (path for path in paths.user.rglob("*") if path.is_file())
    return {path.relative_to(paths.user).as_posix(): path.read_bytes() for path in every}


def codes(found: Any) -> list[str]:  # noqa: ANN401 - problems, or what holds them
    return [one.code for one in getattr(found, "problems", found)]


def test_a_sound_file_is_installed_and_used_at_once(
    paths: Paths, catalog: Catalog, tmp_path: Path
) -> None:
    assert "own" not in catalog.library.packs
    done = install(paths, catalog, [on_disk(tmp_path, file_of(own_files()))])
    assert codes(done) == ["pack_file.unsigned"]
    assert catalog.library.packs["own"].version == "2026.1.1"
    again = install(paths, catalog, [on_disk(tmp_path, file_of(own_files()))])
    assert codes(again) == ["pack_file.unsigned", "pack_file.already"]
    install(paths, catalog, [on_disk(tmp_path, file_of(own_files("2026.1.2")))])
    assert catalog.library.packs["own"].version == "2026.1.2"
    older = install(paths, catalog, [on_disk(tmp_path, file_of(own_files("2025.1.2")))])
    assert "pack_file.older" in codes(older)
    assert catalog.library.packs["own"].version == "2026.1.2"
    assert [one.version for one in catalog.versions if one.id == "own"] == [
        "2026.1.2",
        "2026.1.1",
        "2025.1.2",
    ]


def test_other_content_under_a_version_takes_its_place_and_says_so(
    paths: Paths, catalog: Catalog, tmp_path: Path
) -> None:
    install(paths, catalog, [on_disk(tmp_path, file_of(own_files()))])
    done = install(paths, catalog, [on_disk(tmp_path, file_of(own_files(formula="own.rolls")))])
    assert "pack_file.replaces" in codes(done)
    assert [one.id for one in in_files(paths.user_packs)[0]] == ["own"]


def test_an_unknown_publisher_waits_until_somebody_trusts_him(
    paths: Paths, catalog: Catalog, tmp_path: Path
) -> None:
    file = on_disk(tmp_path, file_of(own_files(), key=KEY, publisher="某设计院"))
    refused = install(paths, catalog, [file])
    assert codes(refused) == ["pack_file.signer_unknown"]
    assert refused.waits_for_trust
    assert "某设计院" in refused.problems[0].message()
    assert state(paths) == {}
    done = install(paths, catalog, [file], trusting=True, now="2026-11-30T01:00:00")
    assert not has_errors(done.problems)
    (known,) = trusted(paths.publishers).values()
    assert (known.name, known.since) == ("某设计院", "2026-11-30")
    newer = on_disk(tmp_path, file_of(own_files("2026.1.2"), key=KEY, publisher="某设计院"))
    assert codes(install(paths, catalog, [newer])) == ["pack_file.signed_by"]
    assert distrust(paths.publishers, known.key) is None
    assert trusted(paths.publishers) == {}


def test_a_pack_does_not_change_hands_in_silence(
    paths: Paths, catalog: Catalog, tmp_path: Path
) -> None:
    first = on_disk(tmp_path, file_of(own_files(), key=KEY, publisher="某设计院"))
    install(paths, catalog, [first], trusting=True)
    unsigned = on_disk(tmp_path, file_of(own_files("2026.1.2")))
    assert "pack_file.signer_changed" in codes(install(paths, catalog, [unsigned]))
    other = on_disk(tmp_path, file_of(own_files("2026.1.2"), key=new_key(), publisher="某设计院"))
    assert "pack_file.signer_changed" in codes(install(paths, catalog, [other]))
    assert catalog.library.packs["own"].version == "2026.1.1"
    assert not has_errors(install(paths, catalog, [other], trusting=True).problems)


BAD = {
    "cyclic": file_of(own_files("2026.1.9", "own.double + own.rolls")).data,
    "a name nobody declares": file_of(own_files("2026.1.9", "own.secret")).data,
    "an attribute": forged(own_files(formula="own.rolls.__class__")),
    "a call outside the language": forged(own_files(formula="__import__('os').system('x')")),
    "a number beyond all bounds": forged(own_files(formula="9e999999999")),
    "a number too long": forged(own_files(formula="9" * 5000)),
    "too deep": forged(own_files(formula="(" * 4000 + "1" + ")" * 4000)),
    "a digest that lies": forged(own_files(), digest="f" * 64),
    "cut short": file_of(own_files("2026.1.9")).data[:-5],
    "no zip": b"hello",
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_hostile_or_broken_leaves_everything_as_it_was(
    paths: Paths, catalog: Catalog, tmp_path: Path, what: str
) -> None:
    install(paths, catalog, [on_disk(tmp_path, file_of(own_files()))])
    before = state(paths)
    started = time.process_time()
    done = install(paths, catalog, [on_disk(tmp_path, BAD[what])], trusting=True)
    assert time.process_time() - started < 20
    assert done.refused
    assert all("{" not in one.told() for one in done.problems)
    assert state(paths) == before
    assert catalog.library.packs["own"].version == "2026.1.1"


def test_of_several_files_one_bad_one_stops_them_all(
    paths: Paths, catalog: Catalog, tmp_path: Path
) -> None:
    good = on_disk(tmp_path, file_of(own_files()))
    bad = [
        on_disk(tmp_path, BAD[what], f"{n}.nzpack")
        for n, what in enumerate(("no zip", "cut short"))
    ]
    done = install(paths, catalog, [good, *bad])
    assert codes(done) == ["pack_file.not_zip", "pack_file.truncated"]
    assert state(paths) == {}


NEXT = """
[pack]
id = "next"
name = "后加的"
version = "2026.5.1"
kind = "industry"
completeness = "测试用。"
requires = ["own"]
[[quantity]]
id = "next.sum"
name = "合计"
unit = "个"
formula = "own.rolls * 3"
limb = "energy"
"""


def test_packs_that_need_one_another_are_installed_together_and_kept_together(
    paths: Paths, catalog: Catalog, tmp_path: Path
) -> None:
    own = on_disk(tmp_path, file_of(own_files()))
    after = on_disk(tmp_path, file_of({"pack.toml": NEXT.encode()}))
    assert "pack.requires_missing" in codes(install(paths, catalog, [after]))
    assert not has_errors(install(paths, catalog, [after, own]).problems)
    assert {"own", "next"} <= set(catalog.library.packs)
    assert codes(remove(paths, catalog, "own")) == ["pack_file.needed"]
    text = own_files("2026.1.2")["pack.toml"].decode().replace("own.rolls", "own.reels")
    breaking = install(paths, catalog, [on_disk(tmp_path, file_of({"pack.toml": text.encode()}))])
    assert "pack_file.breaks" in codes(breaking)
    assert breaking.refused
    assert catalog.library.packs["own"].version == "2026.1.1"
    assert remove(paths, catalog, "next") == ()
    assert remove(paths, catalog, "own") == ()
    assert {"own", "next"}.isdisjoint(catalog.library.packs)


def test_what_was_not_installed_cannot_be_removed(paths: Paths, catalog: Catalog) -> None:
    assert codes(remove(paths, catalog, "steel")) == ["pack_file.not_installed"]
    assert "steel" in catalog.library.packs


def test_one_version_can_be_removed_alone(paths: Paths, catalog: Catalog, tmp_path: Path) -> None:
    for version in ("2026.1.1", "2026.1.2"):
        install(paths, catalog, [on_disk(tmp_path, file_of(own_files(version)))])
    assert remove(paths, catalog, "own", "2026.1.2") == ()
    assert catalog.library.packs["own"].version == "2026.1.1"


def test_a_folder_somebody_worked_on_is_moved_aside(paths: Paths) -> None:
    for _time in range(2):
        folder = paths.user_forms / "own"
        folder.mkdir(parents=True)
        (folder / "pack.toml").write_bytes(own_files()["pack.toml"])
        catalog = Catalog(paths)
        assert codes(remove(paths, catalog, "own")) == ["pack_file.moved_aside"]
        assert "own" not in catalog.library.packs
    kept = {path.name for path in (paths.user / "removed").iterdir()}
    assert kept == {"own-2026.1.1", "own-2026.1.1-2"}


def test_an_exported_pack_is_the_same_pack(paths: Paths, catalog: Catalog, tmp_path: Path) -> None:
    made = pack_up(catalog, "electroplating")
    assert isinstance(made, PackFile)
    assert made.manifest.digest == catalog.library.packs["electroplating"].digest
    assert any(name.startswith("cases/") for name in made.contents.files)
    install(paths, catalog, [on_disk(tmp_path, made)])
    handed_on = pack_up(catalog, "electroplating")
    assert isinstance(handed_on, PackFile)
    assert handed_on.data == made.data


def test_a_signed_pack_is_handed_on_with_its_signature(
    paths: Paths, catalog: Catalog, tmp_path: Path
) -> None:
    signed = file_of(own_files(), key=KEY, publisher="某设计院")
    install(paths, catalog, [on_disk(tmp_path, signed)], trusting=True)
    made = pack_up(catalog, "own")
    assert isinstance(made, PackFile)
    assert made.data == signed.data
    assert made.signer == signed.signer


def test_what_was_confirmed_goes_along_when_asked(catalog: Catalog, tmp_path: Path) -> None:
    pack = catalog.library.packs["electroplating"]
    weak = next(one for one in entries(pack) if one.cited.confidence is not Confidence.CONFIRMED)
    checked = Checked("李工", date(2026, 11, 3), "原文", "第 3 页", "")
    made = pack_up(
        catalog, pack.id, confirmed=[Confirmation(pack.id, weak.path, weak.digest, checked)]
    )
    assert isinstance(made, PackFile)
    read = catalog.read_file(on_disk(tmp_path, made))
    assert isinstance(read, PackRead)
    assert read.pack is not None
    after = next(one for one in entries(catalog.firm(read.pack)) if one.path == weak.path)
    assert after.cited.confidence is Confidence.CONFIRMED


def test_a_faulty_folder_is_not_packed(catalog: Catalog, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "pack.toml").write_bytes(own_files(formula="own.secret")["pack.toml"])
    found = pack_up(catalog, str(folder))
    assert isinstance(found, tuple)
    assert has_errors(found)


def test_a_pack_file_can_be_named_where_a_pack_is_asked_for(
    catalog: Catalog, tmp_path: Path
) -> None:
    path = on_disk(tmp_path, file_of(own_files()))
    found = refer(str(path), catalog)
    assert found.pack is not None
    assert found.pack.id == "own"
    path.write_bytes(b"no zip")
    assert [one.code for one in refer(str(path), catalog).problems] == ["pack_file.not_zip"]


INSTALLER = """
import sys
from pathlib import Path
from desktop_app.app.catalog import Catalog
from desktop_app.app.pack_files import install
from desktop_app.app.paths import find_paths
from desktop_app.packs.placing import place
paths = find_paths(Path(sys.argv[1]))
target = paths.user_packs / "own-2026.1.1.nzpack"
files = [Path(one).read_bytes() for one in sys.argv[2:]]
for turn, _go in enumerate(sys.stdin):
    assert place(target, files[turn % 2]) is None
    print("placed", flush=True)
"""


@pytest.mark.parametrize("at_rest", [True, False])
def test_a_process_killed_while_installing_leaves_the_old_pack_or_the_new(
    paths: Paths, catalog: Catalog, tmp_path: Path, at_rest: bool
) -> None:
    """Two contents of one version take turns until the process is killed, six times over.

    At rest it is killed after a pack was said to be placed: then that very pack is there.
    """
    wide = {f"more_{n}.toml": b"# filling\n" * 50_000 for n in range(8)}
    files = [file_of(own_files()), file_of({**own_files(formula="own.rolls"), **wide})]
    given = [on_disk(tmp_path, one, f"{n}.nzpack") for n, one in enumerate(files)]
    install(paths, catalog, given[:1])
    choice = Random(6)
    for kill in range(6):
        command = [sys.executable, "-c", INSTALLER, str(paths.user), *map(str, given)]
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as running:
            assert running.stdin is not None
            assert running.stdout is not None
            turns = 1 + kill % 3
            for _turn in range(turns):
                print("go", file=running.stdin, flush=True)
                assert running.stdout.readline() == "placed\n"
            if not at_rest:
                print("go", file=running.stdin, flush=True)
                time.sleep(choice.uniform(0, 0.02))
            assert running.poll() is None
            running.kill()
        editions, problems = in_files(paths.user_packs)
        assert problems == []
        assert [one.id for one in editions] == ["own"]
        read = read_file(paths.user_packs / "own-2026.1.1.nzpack")
        assert isinstance(read, PackFile)
        allowed = files[(turns - 1) % 2 :][:1] if at_rest else files
        assert read.data in {one.data for one in allowed}
    install(paths, catalog, given[:1])
    assert [path.name for path in paths.user_packs.iterdir()] == ["own-2026.1.1.nzpack"]


@pytest.mark.parametrize(
    "text", ["", "[]", '{"x": {}}', "{", '{"x": 1}', json.dumps({"A" * 44: {"name": "a"}})]
)
def test_a_broken_list_of_publishers_trusts_nobody(paths: Paths, text: str) -> None:
    paths.user.mkdir(parents=True, exist_ok=True)
    paths.publishers.write_text(text, encoding="utf-8")
    assert trusted(paths.publishers) == {}


def test_looking_changes_nothing(paths: Paths, catalog: Catalog, tmp_path: Path) -> None:
    looked = look_at(paths, catalog, [on_disk(tmp_path, file_of(own_files(), key=KEY))])
    assert looked.waits_for_trust
    assert state(paths) == {}
