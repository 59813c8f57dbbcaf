"""Rule packs in Excel from the command line: exit codes, JSON, and what is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app.cli import main
from tests.packs.books import column_of


def run(capsys: pytest.CaptureFixture[str], user: Path, *arguments: str) -> tuple[int, str, str]:
    code = main(["--user", str(user), "packs", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_export_and_import(capsys: pytest.CaptureFixture[str], odd_path: Path) -> None:
    file = odd_path / "冶炼.xlsx"
    user = odd_path / "user"
    code, out, _err = run(capsys, user, "export", "smelting", "--out", str(file))
    assert (code, out.strip()) == (0, str(file))
    code, out, _err = run(capsys, user, "import", str(file), "--check")
    assert code == 0
    assert "没有不同。" in out
    assert not list(user.rglob("*.nzpack"))
    code, out, _err = run(capsys, user, "import", str(file), "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["ok"] is True
    assert answer["pack"]["id"] == "smelting"
    assert answer["changes"]["changes"] == []
    assert len(list(user.rglob("smelting-*.nzpack"))) == 1
    folder = odd_path / "smelting"
    assert run(capsys, user, "import", str(file), "--out", str(folder))[0] == 0
    assert run(capsys, user, "check", str(folder))[0] == 0


def test_a_pack_is_compared_with_an_edited_workbook(
    capsys: pytest.CaptureFixture[str], odd_path: Path
) -> None:
    file = odd_path / "冶炼 改.xlsx"
    run(capsys, odd_path, "export", "smelting", "--out", str(file))
    book = load_workbook(file)
    page = book["规则包"]
    row = next(row for row in range(3, 20) if page.cell(row, 1).value == "summary")
    page.cell(row, 3).value = "改过的简介。"
    book.save(file)
    code, out, _err = run(capsys, odd_path, "diff", "smelting", str(file))
    assert code == 0
    assert "改过的简介。" in out
    code, out, _err = run(capsys, odd_path, "diff", str(file), str(file))
    assert (code, "没有不同。" in out) == (0, True)


def test_a_faulty_one(capsys: pytest.CaptureFixture[str], odd_path: Path) -> None:
    file = odd_path / "冶炼.xlsx"
    run(capsys, odd_path, "export", "smelting", "--out", str(file))
    book = load_workbook(file)
    page = book["出处"]
    page.cell(3, column_of(page, "confidence")).value = "已核石"
    book.save(file)
    code, out, err = run(capsys, odd_path, "import", str(file))
    assert code == 1
    assert "没有导入" in out
    assert "出处: " in err
    code, out, _err = run(capsys, odd_path, "import", str(file), "--json")
    assert code == 1
    found = json.loads(out)["problems"]
    assert any(one["code"].startswith("book.word_") for one in found)
    assert run(capsys, odd_path, "import", str(odd_path / "no.xlsx"))[0] == 1
    assert run(capsys, odd_path, "export", "no-such", "--out", str(file))[0] == 1
