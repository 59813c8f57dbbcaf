"""Evidence on the command line: added, listed, exported, verified; what is wrong is told."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.app.evidence_files import pdf_bytes, png_bytes, put
from tests.test_cli import Ran

LINK = "output.crude_steel@2020"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("企业 库")
    made = Ran(folder, "example", "--out", folder)
    assert made.code == 0, made.complaints
    return folder / "example.nzl"


def test_a_document_goes_in_and_comes_out(library: Path, odd_path: Path) -> None:
    case = ("--case", "西王 2020", "--library", library, "--json")
    invoice = put(odd_path, "产量 月报.pdf", pdf_bytes())
    photo = put(odd_path, "地磅.jpg", png_bytes())
    done = Ran(odd_path, "evidence", "add", invoice, photo, "--link", LINK, *case).json
    assert [row["number"] for row in done["added"]] == ["P-001", "P-002"]
    assert done["added"][0]["links"] == [LINK]
    assert done["added"][0]["sha256"] == hashlib.sha256(pdf_bytes()).hexdigest()
    again = Ran(odd_path, "evidence", "add", invoice, *case).json
    assert (again["added"], again["known"]) == ([], ["P-001"])
    listed = Ran(odd_path, "evidence", "list", *case).json["evidence"]
    assert [row["title"] for row in listed] == ["产量 月报", "地磅"]
    needs = Ran(odd_path, "evidence", "list", "--needs", *case).json
    assert "output.crude_steel" not in {row["item"] for row in needs["needs"]}
    assert needs["needs"]
    out = odd_path / "出"
    files = Ran(odd_path, "evidence", "export", "p-001", "--out", out, *case).json["files"]
    assert Path(files[0]).read_bytes() == pdf_bytes()
    assert Ran(odd_path, "evidence", "verify", *case).json["verified"] == ["P-001", "P-002"]
    with closing(sqlite3.connect(library)) as raw:
        raw.execute("UPDATE content_chunk SET data = x'00'")
        raw.commit()
    broken = Ran(odd_path, "evidence", "verify", *case)
    assert broken.code == 1
    assert [one["code"] for one in broken.json["problems"]] == ["evidence.content_changed"] * 2


def test_what_is_wrong_is_told_and_nothing_is_added(library: Path, odd_path: Path) -> None:
    file = put(odd_path, "a.pdf", pdf_bytes("other"))
    case = ("--case", "2020", "--library", library, "--json")
    before = Ran(odd_path, "evidence", "list", *case).json
    for code, arguments in {
        "evidence.unknown_subject": ("add", file, "--link", "output.crude_stee"),
        "evidence.folder": ("add", file, odd_path),
        "evidence.unknown_kind": ("add", file, "--kind", "bill"),
        "evidence.unknown": ("export", "P-077", "--out", odd_path / "out"),
    }.items():
        ran = Ran(odd_path, "evidence", *arguments, *case)
        assert ran.code == 1
        assert [one["code"] for one in ran.json["problems"]] == [code]
    assert Ran(odd_path, "evidence", "list", *case).json == before


def test_a_case_that_is_not_named_clearly_is_asked_for(library: Path, odd_path: Path) -> None:
    ran = Ran(odd_path, "evidence", "list", "--library", library)
    assert ran.code == 1
    assert "西王特钢有限公司 2020" in ran.complaints
    assert "西王特钢有限公司 2019" in ran.complaints
