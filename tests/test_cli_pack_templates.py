"""A pack of one's own from the command line: the blank template, the pack, what is asked back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_app.cli import main
from tests.packs.templates import filled, row, written
from tests.packs.test_workbook_hostile import changed, other, sound, with_sheet

CASE = """
[case]
year = 2024
packs = ["own_c3360"]
[enterprise]
name = "示例厂"
region = "520100"
industry = "C3360"
[[data]]
key = "own_c3360.cp.r01"
value = "1100"
unit = "kgce/t"
[[data]]
key = "own_c3360.cp.r02"
text = "L1"
"""


def run(capsys: pytest.CaptureFixture[str], user: Path, *arguments: str) -> tuple[int, str, str]:
    code = main(["--user", str(user), *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_from_the_blank_template_to_a_level(
    capsys: pytest.CaptureFixture[str], odd_path: Path
) -> None:
    user, blank = odd_path / "user", odd_path / "空白 模板.xlsx"
    code, out, _err = run(capsys, user, "packs", "template", "--out", str(blank))
    assert (code, out.strip()) == (0, str(blank))
    code, out, err = run(capsys, user, "packs", "new", "--from", str(blank))
    assert code == 1
    assert "没有生成规则包" in out
    assert "标准: B3: “标准名称”没有填" in err
    cells = [
        row("★能耗", "≤1.0", "≤1.2", "≤1.5", group="消耗", group_weight="60", weight="100",
            unit="tce/t 产品"),
        row("制度", "有认证", "有制度", "同左", group="管理", group_weight="40", weight="100"),
    ]  # fmt: skip
    source = written(odd_path / "填好.xlsx", filled(cells))
    code, out, _err = run(capsys, user, "packs", "new", "--from", str(source), "--json")
    answer = json.loads(out)
    assert code == 0
    assert (answer["ok"], answer["pack"]["id"], answer["rows"], answer["limiting"]) == (
        True, "own_c3360", 2, 1,
    )  # fmt: skip
    assert "own_c3360" in run(capsys, user, "packs", "list")[1]
    assert run(capsys, user, "packs", "check", answer["folder"])[0] == 0
    case = odd_path / "case.toml"
    case.write_text(CASE, encoding="utf-8")
    code, out, _err = run(capsys, user, "score", "--data", str(case), "--json")
    results = {one["id"]: one for one in json.loads(out)["results"]}
    assert code == 0
    assert results["own_c3360.cp.r01"]["level"] == "L2"
    assert results["own_c3360.cp"]["level"] == "L2"
    code, out, err = run(capsys, user, "packs", "new", "--from", str(source))
    assert code == 1
    assert "--replace" in err
    code, out, _err = run(capsys, user, "packs", "new", "--from", str(source), "--replace")
    assert code == 0
    assert "2 项指标，2 组，限定性 1 项" in out


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7", "zip.no_zip"),
        (sound()[:-200], "zip.broken"),
        (other("word/document.xml"), "book.other_office"),
        (changed("xl/vbaProject.bin", b"x"), "book.macros"),
        (with_sheet('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'), "book.bad_reference"),
        (sound(), "template.sheet_missing"),
    ],
)
def test_workbooks_nobody_should_trust(
    capsys: pytest.CaptureFixture[str], odd_path: Path, data: bytes, code: str
) -> None:
    source = written(odd_path / "来路不明.xlsx", data)
    user = odd_path / "user"
    exit_code, out, _err = run(capsys, user, "packs", "new", "--from", str(source), "--json")
    answer = json.loads(out)
    assert exit_code == 1
    assert code in {one["code"] for one in answer["problems"]}
    assert not user.exists() or not list(user.rglob("*.toml"))
