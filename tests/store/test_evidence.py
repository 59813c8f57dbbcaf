"""Documents of a case in the library file: numbered, linked, undoable; their contents kept once."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.core.changes import (
    Changes,
    DropEvidence,
    DropRecord,
    LinkEvidence,
    Mutation,
    PutDatum,
    PutEvidence,
    PutRecord,
    UnlinkEvidence,
)
from desktop_app.core.data import Datum, Enterprise, Key, Period, Record, State
from desktop_app.core.evidence import Evidence, EvidenceKind, Subject
from desktop_app.core.problems import Problem
from desktop_app.store.edits import Stamp
from desktop_app.store.file_contents import PIECE, Unused
from desktop_app.store.library import Library

NOW = "2026-11-22T08:00:00+00:00"
STAMP = Stamp(NOW, "张工")
COAL = Key("energy.raw_coal", Period(2023, 3))
INVOICE = Evidence(
    "a" * 32,
    0,
    "三月原煤发票",
    EvidenceKind.INVOICE,
    "发票 03.pdf",
    "application/pdf",
    7,
    hashlib.sha256(b"invoice").hexdigest(),
    dated="2023-03-31",
    issuer="某某煤业有限公司",
    pages=1,
    added=NOW,
    who="张工",
)
PHOTO = replace(INVOICE, id="b" * 32, title="地磅照片", kind=EvidenceKind.PHOTO, file="IMG.jpg")


@pytest.fixture
def library(odd_path: Path) -> Iterator[Library]:
    opened = Library.open(odd_path / "企业库.nzl")
    assert isinstance(opened, Library)
    yield opened
    opened.close()


@pytest.fixture
def case_id(library: Library) -> str:
    enterprise = library.add_enterprise(Enterprise("贵州𫖯山钢铁有限公司"), NOW)
    assert isinstance(enterprise, str)
    case = library.add_case(enterprise, 2023, ("general",), NOW)
    assert isinstance(case, str)
    return case


def edit(library: Library, case_id: str, *mutations: Mutation) -> Changes:
    changes = library.apply(case_id, "佐证", mutations, STAMP)
    assert isinstance(changes, Changes)
    return changes


def on_disk(library: Library, case_id: str) -> tuple[Evidence, ...]:
    """What another reader of the file finds."""
    other = Library.open(library.path)
    assert isinstance(other, Library)
    found = other.load(case_id).evidence
    other.close()
    return found


def kept(library: Library, content: bytes) -> str:
    found = library.files.keep([content])
    assert not isinstance(found, Problem)
    return found.digest


def test_a_document_is_on_disk_with_its_number_and_links(library: Library, case_id: str) -> None:
    coal = Subject.of_datum(COAL)
    changes = edit(
        library, case_id, PutEvidence(INVOICE), LinkEvidence(INVOICE.id, coal), PutEvidence(PHOTO)
    )
    assert changes.evidence == {INVOICE.id, PHOTO.id}
    assert not changes.keys
    assert on_disk(library, case_id) == (
        replace(INVOICE, number=1, subjects=frozenset({coal})),
        replace(PHOTO, number=2),
    )


def test_a_number_is_never_given_twice(library: Library, case_id: str) -> None:
    edit(library, case_id, PutEvidence(INVOICE))
    edit(library, case_id, DropEvidence(INVOICE.id))
    edit(library, case_id, PutEvidence(PHOTO))
    assert [one.label for one in on_disk(library, case_id)] == ["P-002"]


def test_numbers_of_one_case_do_not_depend_on_another(library: Library, case_id: str) -> None:
    edit(library, case_id, PutEvidence(INVOICE))
    owner = library.cases()[0].enterprise_id
    other = library.add_case(owner, 2022, ("general",), NOW)
    assert isinstance(other, str)
    edit(library, other, PutEvidence(INVOICE))
    assert [one.number for one in library.evidence(other)] == [1]


def test_what_is_known_of_a_document_changes_under_its_number(
    library: Library, case_id: str
) -> None:
    coal = Subject.of_datum(COAL)
    edit(library, case_id, PutEvidence(INVOICE), LinkEvidence(INVOICE.id, coal))
    edit(library, case_id, PutEvidence(replace(INVOICE, title="改过的题名")))
    (found,) = on_disk(library, case_id)
    assert (found.number, found.title, found.subjects) == (1, "改过的题名", frozenset({coal}))
    library.undo(case_id, STAMP)
    assert on_disk(library, case_id)[0].title == "三月原煤发票"


def test_removing_takes_the_links_along_and_undo_brings_all_back(
    library: Library, case_id: str
) -> None:
    subjects = (Subject.of_datum(COAL), Subject.of_record("outlet", "DA001"))
    edit(
        library,
        case_id,
        PutEvidence(INVOICE),
        *(LinkEvidence(INVOICE.id, subject) for subject in subjects),
    )
    before = on_disk(library, case_id)
    assert edit(library, case_id, DropEvidence(INVOICE.id)).evidence == {INVOICE.id}
    assert on_disk(library, case_id) == ()
    library.undo(case_id, STAMP)
    assert on_disk(library, case_id) == before
    library.redo(case_id, STAMP)
    assert on_disk(library, case_id) == ()


def test_linking_twice_and_unlinking_nothing_leave_no_step(library: Library, case_id: str) -> None:
    coal = Subject.of_datum(COAL)
    edit(library, case_id, PutEvidence(INVOICE), LinkEvidence(INVOICE.id, coal))
    assert not edit(library, case_id, LinkEvidence(INVOICE.id, coal))
    assert edit(library, case_id, UnlinkEvidence(INVOICE.id, coal))
    assert not edit(library, case_id, UnlinkEvidence(INVOICE.id, coal))
    assert len(library.stacks(case_id).undo) == 2


def test_nothing_is_linked_to_a_document_that_is_gone(library: Library, case_id: str) -> None:
    edit(library, case_id, PutEvidence(INVOICE))
    edit(library, case_id, DropEvidence(INVOICE.id))
    assert not edit(library, case_id, LinkEvidence(INVOICE.id, Subject.of_datum(COAL)))


def test_links_go_and_come_back_with_the_record_they_point_at(
    library: Library, case_id: str
) -> None:
    key = Key("air.so2", Period(2023), "DA001")
    datum = Datum(key, State.GIVEN, Decimal(20), "mg/m3")
    own = {Subject.of_record("outlet", "DA001"), Subject.of_datum(key)}
    spared = {
        Subject.of_record("product", "DA001"),
        Subject.of_datum(Key("product.output", Period(2023), "DA001")),
        Subject.of_datum(COAL),
    }
    edit(
        library,
        case_id,
        PutRecord(Record("outlet", "DA001", "机头")),
        PutDatum(datum),
        PutEvidence(INVOICE),
        *(LinkEvidence(INVOICE.id, subject) for subject in sorted(own | spared)),
    )
    edit(library, case_id, DropRecord("outlet", "DA001", frozenset({"product.output"})))
    assert on_disk(library, case_id)[0].subjects == spared
    library.undo(case_id, STAMP)
    assert on_disk(library, case_id)[0].subjects == own | spared


def test_a_content_is_kept_once_and_comes_back_whole(library: Library) -> None:
    content = bytes(range(256)) * 4096 * 3 + b"end"
    pieces = [content[:5], content[5 : PIECE * 2 + 9], content[PIECE * 2 + 9 :]]
    first, again = library.files.keep(pieces), library.files.keep([content])
    assert not isinstance(first, Problem)
    assert not isinstance(again, Problem)
    assert first.digest == again.digest == hashlib.sha256(content).hexdigest()
    assert (first.size, first.new, again.new) == (len(content), True, False)
    assert b"".join(library.files.read(first.digest)) == content
    assert _count(library, "content_chunk") == 4


def test_an_empty_content_is_a_content(library: Library) -> None:
    digest = kept(library, b"")
    assert library.files.has(digest)
    assert list(library.files.read(digest)) == []


def test_what_no_document_has_goes_when_it_is_purged_and_not_before(
    library: Library, case_id: str
) -> None:
    digest = kept(library, b"invoice")
    edit(library, case_id, PutEvidence(INVOICE))
    assert library.files.purge() == Unused()
    edit(library, case_id, DropEvidence(INVOICE.id))
    assert library.files.has(digest)
    assert library.files.unused() == Unused(1, 7)
    assert library.files.purge() == Unused(1, 7)
    assert not library.files.has(digest)
    assert _count(library, "content_chunk") == 0
    library.undo(case_id, STAMP)
    assert [one.title for one in on_disk(library, case_id)] == ["三月原煤发票"]
    assert kept(library, b"invoice") == digest


def test_a_source_that_breaks_off_leaves_nothing(library: Library) -> None:
    def broken() -> Iterator[bytes]:
        yield b"x" * PIECE * 2
        raise OSError("unplugged")

    with pytest.raises(OSError, match="unplugged"):
        library.files.keep(broken())
    assert _count(library, "content_chunk") == _count(library, "content") == 0


def test_a_full_disk_is_a_problem_and_leaves_nothing(library: Library) -> None:
    with closing(sqlite3.connect(library.path)) as raw:
        raw.execute(
            "CREATE TRIGGER full BEFORE INSERT ON content_chunk WHEN NEW.place = 2"
            " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    found = library.files.keep([b"x" * PIECE * 4])
    assert isinstance(found, Problem)
    assert found.code == "library.cannot_write"
    assert "disk is full" in found.message()
    assert _count(library, "content_chunk") == _count(library, "content") == 0


def test_leftovers_of_a_killed_writing_go_with_the_next_purge(library: Library) -> None:
    with closing(sqlite3.connect(library.path)) as raw:
        raw.execute("INSERT INTO content_chunk VALUES ('dead', 0, x'00')")
        raw.commit()
    assert library.files.purge() == Unused()
    assert _count(library, "content_chunk") == 0


def test_a_purge_elsewhere_while_a_file_is_written_is_told(library: Library) -> None:
    def purged_meanwhile() -> Iterator[bytes]:
        yield b"x" * PIECE
        other = Library.open(library.path)
        assert isinstance(other, Library)
        other.files.purge()
        other.close()
        yield b"y"

    found = library.files.keep(purged_meanwhile())
    assert isinstance(found, Problem)
    assert found.code == "evidence.interrupted"
    assert _count(library, "content_chunk") == _count(library, "content") == 0


def test_an_edit_gets_in_between_the_pieces_of_a_large_file(library: Library, case_id: str) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> Iterator[bytes]:
        yield b"x" * PIECE
        begun.set()
        assert go_on.wait(20)
        yield b"y" * PIECE

    thread = threading.Thread(target=lambda: library.files.keep(slow()))
    thread.start()
    assert begun.wait(20)
    assert edit(library, case_id, PutEvidence(PHOTO))
    go_on.set()
    thread.join(20)
    assert _count(library, "content") == 1


def _count(library: Library, table: str) -> int:
    with closing(sqlite3.connect(library.path)) as raw:
        return int(raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
