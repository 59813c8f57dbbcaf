"""Packs through Excel as the user does it: export, edit, see what changes, install."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.app.catalog import Catalog
from desktop_app.app.pack_files import install
from desktop_app.app.pack_references import refer
from desktop_app.app.pack_workbooks import (
    Incoming,
    export_workbook,
    install_workbook,
    look_at_installing,
    read_workbook,
    write_folder,
)
from desktop_app.app.paths import Paths, find_paths
from desktop_app.core.pack_diff import Fate, pack_diff
from desktop_app.core.problems import has_errors
from desktop_app.packs.files import Contents, parsed, read_contents
from desktop_app.packs.header import Header, read_header
from desktop_app.packs.pack_file import PackFile, make
from desktop_app.packs.signing import new_key
from tests.packs.books import column_of, row_of
from tests.reports.recalculate import needs_office, recalculate

TABLE = "电镀清洁生产水平（综合电镀，2015）"


@pytest.fixture
def paths(odd_path: Path) -> Paths:
    return find_paths(odd_path / "user")


@pytest.fixture
def catalog(paths: Paths) -> Catalog:
    return Catalog(paths)


@pytest.fixture
def book(catalog: Catalog, odd_path: Path) -> Path:
    path = odd_path / "电镀.xlsx"
    assert not has_errors(export_workbook(catalog, "electroplating", path))
    return path


def edit(path: Path, change: Callable[[Workbook], None]) -> Path:
    opened = load_workbook(path)
    change(opened)
    opened.save(path)
    return path


def page(book: Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def next_version(book: Workbook) -> None:
    """A stricter limit, said to be the next version."""
    head, table = page(book, "规则包"), page(book, TABLE)
    row = next(row for row in range(3, 20) if head.cell(row, 1).value == "version")
    head.cell(row, 3).value = "2099.1.1"
    at = row_of(table, "id", "wash_water")
    table.cell(at, column_of(table, "levels.1")).value = 7.5


def test_an_unedited_workbook_changes_nothing(catalog: Catalog, book: Path) -> None:
    incoming = read_workbook(catalog, book)
    assert not incoming.refused
    assert incoming.changes is not None
    assert incoming.changes.changes == ()


def test_what_changes_is_told_and_then_installed(
    paths: Paths, catalog: Catalog, book: Path
) -> None:
    incoming = read_workbook(catalog, edit(book, next_version))
    assert incoming.changes is not None
    changed = {one.thing.path: one for one in incoming.changes.changes}
    row = changed["assessment[electroplating.cp].indicator[wash_water]"]
    assert row.fate is Fate.CHANGED
    assert [(one.old, one.new) for one in row.differences] == [("≤ 8 / 24 / 40", "≤ 7.5 / 24 / 40")]
    assert catalog.library.packs["electroplating"].version != "2099.1.1"
    assert not has_errors(install_workbook(paths, catalog, incoming).problems)
    assert Catalog(paths).library.packs["electroplating"].version == "2099.1.1"
    assert catalog.library.packs["electroplating"].version == "2099.1.1"


def test_a_faulty_one_is_refused_and_nothing_changes(
    paths: Paths, catalog: Catalog, book: Path
) -> None:
    def spoil(opened: Workbook) -> None:
        next_version(opened)
        table = page(opened, TABLE)
        at = row_of(table, "id", "wash_water")
        table.cell(at, column_of(table, "value")).value = "electroplating.wash_water_rat"
        table.cell(at, column_of(table, "weight")).value = 0.7

    incoming = read_workbook(catalog, edit(book, spoil))
    assert incoming.refused
    found = {one.code: one for one in incoming.problems}
    name = found["pack.name_unknown"]
    assert name.where.document == f"{book.name}/{TABLE}"
    assert name.args["suggestion"] == "electroplating.wash_water_rate"
    letter = name.where.path.rstrip("0123456789")
    opened = load_workbook(book)
    assert page(opened, TABLE)[f"{letter}1"].value == "value"
    assert "pack.weights" in found
    assert has_errors(install_workbook(paths, catalog, incoming).problems)
    assert not list(paths.user.rglob("*.nzpack"))


def test_the_same_version_again_replaces_the_one_before(
    paths: Paths, catalog: Catalog, book: Path
) -> None:
    install_workbook(paths, catalog, read_workbook(catalog, edit(book, next_version)))

    def more(opened: Workbook) -> None:
        table = page(opened, TABLE)
        table.cell(row_of(table, "id", "wash_water"), column_of(table, "levels.1")).value = 7

    incoming = read_workbook(catalog, edit(book, more))
    assert not has_errors(install_workbook(paths, catalog, incoming).problems)
    digest = incoming.edition.digest if incoming.edition else ""
    assert Catalog(paths).newest["electroplating"].digest == digest


def test_an_older_version_is_installed_but_said_not_to_be_in_use(
    paths: Paths, catalog: Catalog, book: Path
) -> None:
    def older(opened: Workbook) -> None:
        next_version(opened)
        head = page(opened, "规则包")
        row = next(row for row in range(3, 20) if head.cell(row, 1).value == "version")
        head.cell(row, 3).value = "2001.1.1"

    found = install_workbook(paths, catalog, read_workbook(catalog, edit(book, older)))
    assert [one.code for one in found.problems] == ["book.not_in_use"]


def test_a_folder_instead(catalog: Catalog, book: Path, odd_path: Path) -> None:
    incoming = read_workbook(catalog, book)
    assert incoming.edition is not None
    folder = odd_path / "electroplating"
    folder.mkdir()
    (folder / "old.toml").write_text("", encoding="utf-8")
    found = write_folder(incoming.edition.contents.files, folder)
    assert [one.code for one in found] == ["book.file_stays"]
    (folder / "old.toml").unlink()
    assert not has_errors(catalog.check([folder]))
    assert (folder / "cases" / "level_two.toml").is_file()


def test_a_signed_pack_gives_way_to_a_workbook_only_by_consent(
    paths: Paths, catalog: Catalog, book: Path, odd_path: Path
) -> None:
    contents = read_contents(paths.forms / "electroplating", cases=True)
    key = new_key()
    files = {**contents.files, "pack.toml": _as_version(contents.files["pack.toml"], "2098.1.1")}
    signed = make(replace(contents, files=files), _header(files), "0", key=key, publisher="某院")
    assert isinstance(signed, PackFile)
    given = odd_path / signed.file_name
    given.write_bytes(signed.data)
    assert not has_errors(install(paths, catalog, [given], trusting=True).problems)
    before = _state(paths)

    incoming = read_workbook(catalog, edit(book, next_version))
    looked = look_at_installing(paths, catalog, incoming)
    assert [one.code for one in looked.problems] == ["pack_file.signer_changed"]
    assert "某院" in looked.problems[0].message()
    assert looked.waits_for_trust
    refused = install_workbook(paths, catalog, incoming)
    assert has_errors(refused.problems)
    assert _state(paths) == before
    assert catalog.library.packs["electroplating"].version == "2098.1.1"

    assert not has_errors(install_workbook(paths, catalog, incoming, trusting=True).problems)
    assert catalog.library.packs["electroplating"].version == "2099.1.1"
    assert (paths.user_packs / signed.file_name).read_bytes() == signed.data


def _as_version(header: bytes, version: str) -> bytes:
    return re.sub(rb'(?m)^version = ".*"$', f'version = "{version}"'.encode(), header)


def _header(files: Mapping[str, bytes]) -> Header:
    return read_header(parsed(Contents("electroplating", files)).documents, "electroplating", [])


def _state(paths: Paths) -> dict[str, bytes]:
    every = (path for path in paths.user.rglob("*") if path.is_file())
    return {path.name: path.read_bytes() for path in every}


def test_whoever_waits_is_told_how_far_it_is_and_may_stop(
    catalog: Catalog, book: Path, odd_path: Path
) -> None:
    class Stopped(Exception):  # noqa: N818 - somebody asked for it
        pass

    def stop_at(share: float) -> Callable[[float], None]:
        def step(done: float) -> None:
            if done >= share:
                raise Stopped

        return step

    for work in (
        lambda step: export_workbook(catalog, "electroplating", odd_path / "n.xlsx", step=step),
        lambda step: read_workbook(catalog, book, step),
    ):
        told: list[float] = []
        work(told.append)
        assert told == sorted(told)
        assert len(told) > 10
        assert 0 <= told[0] < 0.3
        assert told[-1] > 0.85
        written = odd_path / "n.xlsx"
        written.unlink(missing_ok=True)
        for share in (0.0, 0.5, 0.8):
            with pytest.raises(Stopped):
                work(stop_at(share))
        assert not written.exists()


def test_a_pack_is_compared_with_an_edited_workbook(catalog: Catalog, book: Path) -> None:
    found = refer(str(edit(book, next_version)), catalog)
    assert found.problems == ()
    assert found.pack is not None
    changes = pack_diff(catalog.library.packs["electroplating"], found.pack).changes
    said = [(one.old, one.new) for change in changes for one in change.differences]
    assert ("≤ 8 / 24 / 40", "≤ 7.5 / 24 / 40") in said

    def spoil(opened: Workbook) -> None:
        table = page(opened, TABLE)
        table.cell(row_of(table, "id", "wash_water"), column_of(table, "weight")).value = 0.7

    broken = refer(str(edit(book, spoil)), catalog)
    assert broken.pack is None
    assert any(one.where.document == f"{book.name}/{TABLE}" for one in broken.problems)


def test_an_unknown_pack_or_place(catalog: Catalog, odd_path: Path) -> None:
    found = export_workbook(catalog, "electroplatin", odd_path / "x.xlsx")
    assert [one.code for one in found] == ["pack.unknown"]
    assert "electroplating" in found[0].told()
    (odd_path / "file").write_text("x", encoding="utf-8")
    found = export_workbook(catalog, "electroplating", odd_path / "file" / "x.xlsx")
    assert [one.code for one in found] == ["book.cannot_write"]


@needs_office
def test_saved_by_another_office_it_is_still_the_same(
    catalog: Catalog, book: Path, odd_path: Path
) -> None:
    """LibreOffice writes the workbook anew; dates, numbers, texts and hidden ids all survive."""
    out = odd_path / "saved"
    out.mkdir()
    saved = recalculate([book], out)[book.name]
    before, after = read_workbook(catalog, book), read_workbook(catalog, saved)
    assert not after.refused, [one.sentence() for one in after.problems]
    assert _files(after) == _files(before)


def _files(incoming: Incoming) -> dict[str, bytes]:
    assert incoming.edition is not None
    return dict(incoming.edition.contents.files)
