"""The near-zero command as a user or a script runs it: JSON, exit codes, places and remedies."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from desktop_app.app.about import VERSION
from desktop_app.app.answer import text_of
from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.paths import Paths, find_paths
from desktop_app.cli import main
from desktop_app.commands import printing
from desktop_app.core.evaluate import Evaluation, evaluate

ROOT = Path(__file__).resolve().parents[1]
ELECTRIC = ROOT / "forms" / "readiness" / "cases" / "electric_2023.toml"
BAD = """
[case]
year = 2024
packs = ["steel"]
[enterprise]
name = "某厂"
[[data]]
key = "energy.bituminous"
value = "5"
unit = "GJ"
[[data]]
key = "energy.cokee"
value = "5"
"""
RESULT_FIELDS = {
    "id", "name", "value", "unit", "level", "state", "confidence", "low", "high", "trace",
}  # fmt: skip
PROBLEM_FIELDS = {"code", "severity", "where", "message", "remedy"}


class Ran:
    """A command that ran: exit code, what it printed, what it complained about."""

    def __init__(self, user: Path, *arguments: object) -> None:
        words = [str(word) for word in arguments]
        command = [sys.executable, "-m", "desktop_app", "--user", str(user), *words]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=300)
        self.code = done.returncode
        self.out = done.stdout.decode("utf-8")
        self.complaints = done.stderr.decode("utf-8")

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever was printed
        return json.loads(self.out)


@pytest.fixture
def bad(odd_path: Path) -> Path:
    path = odd_path / "坏文件.toml"
    path.write_text(BAD, encoding="utf-8")
    return path


def judged(path: Path, user: Path) -> Evaluation:
    read = read_case_file(path, Catalog(find_paths(user)))
    assert read.model is not None
    assert read.case is not None
    return evaluate(read.model, read.case)


# --- as a script runs it ---------------------------------------------------------------------


def test_the_score_as_json_says_what_was_judged(tmp_path: Path) -> None:
    ran = Ran(tmp_path, "score", "--data", ELECTRIC, "--json")
    assert (ran.code, ran.complaints) == (0, "")
    assert ran.json["ok"] is True
    whole = judged(ELECTRIC, tmp_path)
    assert [one["id"] for one in ran.json["results"]] == list(whole.results)
    for one in ran.json["results"]:
        result = whole.results[one["id"]]
        assert one.keys() >= RESULT_FIELDS
        for name in ("value", "low", "high"):
            exact = getattr(result, name)
            assert one[name] is None if exact is None else Decimal(one[name]) == exact
        assert one["level"] == result.level
        assert one["state"] == result.status.value
        assert one["confidence"] == result.confidence.word
        assert one["trace"]["id"] == result.id
    by_id = {one["id"]: one for one in ran.json["results"]}
    assert (by_id["near_zero"]["level"], by_id["readiness.c2"]["value"]) == ("D2", "28.9625")
    packs = {pack["id"]: pack for pack in ran.json["packs"]}
    assert set(packs) == {"general", "readiness"}
    assert all(len(pack["hash"]) == 64 and pack["version"] for pack in packs.values())


def test_no_figure_of_the_json_is_a_binary_number(tmp_path: Path) -> None:
    ran = Ran(
        tmp_path, "score", "--data", ROOT / "forms/steel/cases/long_process_2024.toml", "--json"
    )

    def refuse(text: str) -> None:
        raise AssertionError(f"a float: {text}")

    json.loads(ran.out, parse_float=refuse)


def test_a_bad_file_fails_with_place_and_remedy(tmp_path: Path, bad: Path) -> None:
    ran = Ran(tmp_path, "score", "--data", bad)
    assert ran.code == 1
    unit, key = ran.complaints.splitlines()[:2]
    assert unit.startswith("错误 坏文件.toml: data[0].energy.bituminous@2024: ")
    assert "请改用以下单位之一" in unit
    assert key.startswith("错误 坏文件.toml: data[1]: ")
    assert "是否指“energy.coke”？" in key
    assert "Traceback" not in ran.complaints


def test_a_bad_file_as_json(tmp_path: Path, bad: Path) -> None:
    ran = Ran(tmp_path, "score", "--data", bad, "--json")
    assert ran.code == 1
    assert ran.json["ok"] is False
    assert ran.json["results"], "what could be read is judged all the same"
    first = ran.json["problems"][0]
    assert set(first) == PROBLEM_FIELDS
    assert (first["code"], first["severity"]) == ("data.bad_unit", "error")
    assert first["remedy"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    ran = Ran(tmp_path, "score", "--data", tmp_path / "没有.toml", "--json")
    assert (ran.code, ran.json["ok"], ran.json["results"], ran.json["packs"]) == (1, False, [], [])
    assert [one["code"] for one in ran.json["problems"]] == ["file.missing"]


def test_the_example_makes_every_document(odd_path: Path) -> None:
    out = odd_path / "输出"
    ran = Ran(odd_path / "user", "example", "--out", out, "--json")
    assert ran.code == 0, ran.complaints
    assert sorted(Path(name).name for name in ran.json["files"]) == [
        "overview.png", "report.docx", "report.pdf", "result.json", "workbook.xlsx",
    ]  # fmt: skip
    assert all(Path(name).is_file() for name in ran.json["files"])
    with PdfDocument(out / "report.pdf") as pdf:
        assert len(pdf) > 3
    assert load_workbook(out / "workbook.xlsx").sheetnames
    assert (out / "overview.png").read_bytes().startswith(b"\x89PNG")
    stored = json.loads((out / "result.json").read_text(encoding="utf-8"))
    assert stored["results"] == ran.json["results"]


def test_the_program_finds_itself_well(tmp_path: Path) -> None:
    ran = Ran(tmp_path, "selftest", "--json")
    assert ran.code == 0, ran.complaints
    assert ran.json["ok"] is True
    assert any("report.pdf" in line for line in ran.json["done"])


# --- in this process -------------------------------------------------------------------------


def run(user: Path, *arguments: object) -> int:
    return main(["--user", str(user), *(str(word) for word in arguments)])


def test_installed_packs_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "packs", "list") == 0
    text = capsys.readouterr().out
    assert run(tmp_path, "packs", "list", "--json") == 0
    packs = json.loads(capsys.readouterr().out)["packs"]
    assert {pack["id"] for pack in packs} >= {"general", "readiness", "steel"}
    assert all(pack["name"] in text and pack["version"] in text for pack in packs)


def test_installed_packs_are_without_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "packs", "check") == 0
    assert capsys.readouterr().out == "规则包没有错误。\n"
    assert run(tmp_path, "packs", "check", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is True
    assert all(set(one) == PROBLEM_FIELDS for one in found["problems"])


@pytest.mark.parametrize("as_json", [False, True])
def test_a_faulty_pack_fails_the_check(
    odd_path: Path, capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    folder = odd_path / "broken"
    folder.mkdir()
    (folder / "pack.toml").write_text('[pack]\nid = "broken"\n', encoding="utf-8")
    assert run(odd_path, "packs", "check", folder, *(["--json"] if as_json else [])) == 1
    printed = capsys.readouterr()
    if as_json:
        found = json.loads(printed.out)
        assert found["ok"] is False
        assert all(one["message"] for one in found["problems"])
    else:
        assert printed.out == "规则包有错误。\n"
        assert "broken/pack.toml: pack.name: 缺少“name”。请补上这一项。" in printed.err


def test_a_folder_that_is_not_there_fails_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "packs", "check", tmp_path / "nowhere") == 1
    assert "nowhere" in capsys.readouterr().err


def test_the_rules_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "packs", "rules") == 0
    text = capsys.readouterr().out
    assert "finding.month_unit_slip" in text
    assert "gate.audit_unlisted" in text
    assert run(tmp_path, "packs", "rules", "--json") == 0
    listed = json.loads(capsys.readouterr().out)["rules"]
    assert len(listed) >= 60
    assert len({one["id"] for one in listed}) == len(listed)
    assert {one["severity"] for one in listed} == {"error", "warning", "info"}
    assert {one["pack"] for one in listed} >= {"", "general", "readiness", "steel"}
    assert text.splitlines()[-1] == f"共 {len(listed)} 条检查规则。"


def test_the_findings_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, "score", "--data", ELECTRIC, "--json")
    found = json.loads(capsys.readouterr().out)["findings"]
    waste = next(one for one in found if one["rule"] == "waste.solid_below")
    assert (waste["severity"], waste["where"]) == ("warning", "waste.solid.used@2023")
    assert "产生 1000 t" in waste["message"]
    assert waste["remedy"]


def test_the_score_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "score", "--data", ELECTRIC) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "二氧化碳排放总量：2841.5 tCO2" in lines
    head = lines.index("检查")
    assert lines[head - 1].startswith("双近零就绪度：合规提升级")
    assert any("利用、处置、贮存之和比它少" in line for line in lines[head:])
    assert lines[-1].startswith("  另有 ")


def test_large_figures_have_no_exponent(odd_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = ELECTRIC.read_text(encoding="utf-8").replace(
        'value = "10000", unit = "MWh"', 'value = "123456789", unit = "MWh"'
    )
    path = odd_path / "大.toml"
    path.write_text(text, encoding="utf-8")
    run(odd_path, "score", "--data", path)
    assert "e+" not in capsys.readouterr().out.lower()


def test_notices_of_the_judging_are_told(
    odd_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = odd_path / "月.toml"
    path.write_text(
        '[case]\nyear = 2023\n[enterprise]\nname = "某厂"\n[[data]]\n'
        'key = "energy.bituminous"\nvalue = "5"\nperiod = "2023-01"\n',
        encoding="utf-8",
    )
    assert run(odd_path, "score", "--data", path) == 0
    assert "只有 1 个月的数据" in capsys.readouterr().err


def test_a_report_of_a_file(odd_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = odd_path / "报告"
    assert run(odd_path, "report", "--data", ELECTRIC, "--out", out) == 0
    files = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [path.name for path in files] == ["report.pdf", "report.docx", "workbook.xlsx"]
    assert all(path.stat().st_size > 10_000 for path in files)


@pytest.mark.parametrize(
    ("asked", "made"),
    [
        ("docx", ["report.docx"]),
        ("xlsx，PDF, pdf", ["report.pdf", "workbook.xlsx"]),
    ],
)
def test_only_the_formats_asked_for(
    odd_path: Path, capsys: pytest.CaptureFixture[str], asked: str, made: list[str]
) -> None:
    out = odd_path / "报告"
    arguments = ("report", "--data", ELECTRIC, "--out", out, "--format", asked, "--json")
    assert run(odd_path, *arguments) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert [Path(name).name for name in files] == made
    assert sorted(path.name for path in out.iterdir()) == sorted(made)


@pytest.mark.parametrize("asked", ["odt", "pdf,doc", "", ","])
def test_a_format_there_is_none_of_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: str
) -> None:
    with pytest.raises(SystemExit) as left:
        run(tmp_path, "report", "--data", ELECTRIC, "--out", tmp_path / "o", "--format", asked)
    assert left.value.code == 2
    assert "可选：pdf、docx、xlsx" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_no_report_of_a_bad_file(
    tmp_path: Path, bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "report", "--data", bad, "--out", tmp_path / "out", "--json") == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["report", "example"])
def test_a_folder_that_cannot_be_made_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (tmp_path / "file").write_text("")
    given: Sequence[object] = ("--data", ELECTRIC) if command == "report" else ()
    assert run(tmp_path, command, *given, "--out", tmp_path / "file" / "out") == 1
    assert "错误" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    (out / "report.pdf").mkdir(parents=True)
    assert run(tmp_path, "report", "--data", ELECTRIC, "--out", out) == 1
    assert "report.pdf" in capsys.readouterr().err


def test_an_unknown_example_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "example", "--out", tmp_path / "out", "--example", "nothing") == 1
    assert "没有示例“nothing”" in capsys.readouterr().err


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, expected in ((["--version"], VERSION), (["score", "--help"], "TOML")):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 0
        assert expected in capsys.readouterr().out


def test_the_selftest_fails_without_packs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = Paths(tmp_path, tmp_path)
    monkeypatch.setattr("desktop_app.cli.find_paths", lambda _user=None: empty)
    assert main(["selftest", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False


def test_decimals_are_text_without_exponent() -> None:
    assert text_of(Decimal("1.50E+3")) == "1500"
    assert text_of(Decimal("0.000000100")) == "0.0000001"
    assert text_of(None) is None
    assert printing.OK == 0


# --- comparing packs -------------------------------------------------------------------------


def test_packs_are_compared_as_json_and_as_text(tmp_path: Path) -> None:
    ran = Ran(tmp_path, "packs", "diff", "ferroalloy", "silicon", "--json")
    assert ran.code == 0
    counted = ran.json["counts"]
    assert sum(counted.values()) == len(ran.json["changes"]) > 0
    told = Ran(tmp_path, "packs", "diff", "ferroalloy", "silicon").out
    assert told.splitlines()[-1] == (
        f"变了 {counted['changed']}，新增 {counted['new']}，删去 {counted['dropped']}。"
    )
    wrong = Ran(tmp_path, "packs", "diff", "steal", "steel@1.1")
    assert wrong.code == 1
    assert "是否指“steel”？" in wrong.complaints
    assert len(wrong.complaints.splitlines()) == 2


def test_editions_of_a_pack_are_compared_by_year(tmp_path: Path) -> None:
    years = ("--from", 2022, "--to", 2023)
    ran = Ran(tmp_path, "packs", "editions", "ferroalloy", *years, "--json")
    assert (ran.code, ran.json["from"], ran.json["to"]) == (0, 2022, 2023)
    values = [
        (one["old"], one["new"])
        for change in ran.json["changes"]
        for one in change["differences"]
        if one["field"] == "value"
    ]
    assert ("≤ 1770 / 1900", "≤ 1770 / 1850") in values
    assert "发改产业〔2023〕723号" in Ran(tmp_path, "packs", "editions", "ferroalloy", *years).out


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    """What `near-zero packs list | head -1` does: the pipe closes before all is written."""
    command = [sys.executable, "-m", "desktop_app", "--user", str(tmp_path), "packs", "list"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(300) == 1
