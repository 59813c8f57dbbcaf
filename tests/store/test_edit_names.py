"""The names of edits: the same in every copy of a log, as far as the copies are the same."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.store.library import Library
from desktop_app.store.salvage import Salvaged, salvage
from tests.store.samples import STAMP, put
from tests.torture.cuts import OLD


def names(path: Path) -> list[tuple[str, str]]:
    """Case and name of every edit, in their order."""
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute("SELECT case_id, uid FROM batch ORDER BY case_id, id").fetchall()


def migrated(source: Path, target: Path) -> Library:
    shutil.copyfile(source, target)
    library = Library.open(target)
    assert isinstance(library, Library), library
    return library


@pytest.mark.parametrize("revision", ["0001", "0006"])
def test_copies_migrated_apart_agree(revision: str, tmp_path: Path) -> None:
    for name in ("甲.nzl", "乙.nzl"):
        migrated(OLD / f"{revision}.nzl", tmp_path / name).close()
    found = names(tmp_path / "甲.nzl")
    assert found == names(tmp_path / "乙.nzl")
    assert len({uid for _case, uid in found}) == len(found)
    assert all(len(uid) == 32 for _case, uid in found)


def test_copies_that_differed_before_they_were_migrated_agree_up_to_there(tmp_path: Path) -> None:
    old = tmp_path / "old.nzl"
    shutil.copyfile(OLD / "0006.nzl", old)
    with closing(sqlite3.connect(old)) as raw:
        case = raw.execute("SELECT case_id FROM batch ORDER BY id DESC").fetchone()[0]
        mine = "SELECT id FROM batch WHERE case_id=? ORDER BY id"
        third = raw.execute(mine, (case,)).fetchall()[2][0]
        raw.execute("UPDATE change SET new=replace(new, '1', '9') WHERE batch_id=?", (third,))
        raw.commit()
    migrated(OLD / "0006.nzl", tmp_path / "甲.nzl").close()
    migrated(old, tmp_path / "乙.nzl").close()
    one, other = (
        [uid for owner, uid in names(tmp_path / name) if owner == case]
        for name in ("甲.nzl", "乙.nzl")
    )
    assert one[:2] == other[:2]
    assert not set(one[2:]) & set(other[2:])


def test_every_edit_made_from_now_on_has_a_name_of_its_own(tmp_path: Path) -> None:
    library = migrated(OLD / "0006.nzl", tmp_path / "库.nzl")
    case = library.cases()[0].id
    for value in "123":
        put(library, case, value)
    library.undo(case, STAMP)
    library.close()
    found = names(library.path)
    assert len({uid for _case, uid in found}) == len(found)
    assert None not in {uid for _case, uid in found}


@pytest.mark.parametrize("revision", ["0001", "0006"])
def test_what_is_salvaged_from_an_older_library_has_its_log_under_the_same_names(
    revision: str, tmp_path: Path
) -> None:
    migrated(OLD / f"{revision}.nzl", tmp_path / "好.nzl").close()
    found = salvage(OLD / f"{revision}.nzl", tmp_path / "救.nzl")
    assert isinstance(found, Salvaged), found
    assert found.whole
    assert names(tmp_path / "救.nzl") == names(tmp_path / "好.nzl")
