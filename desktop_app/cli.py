"""The near-zero command: without arguments the window, with them the jobs that need none.

Every command prints its findings in Chinese with place and remedy, as JSON with --json, and
exits non-zero on failure.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from desktop_app.app.about import VERSION
from desktop_app.app.answer import answer, pack_json, problems_json
from desktop_app.app.case_file import CaseFile, read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.example import examples, fresh_example
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.reporting import Made, make_pdf, make_workbook
from desktop_app.app.session import CaseSession
from desktop_app.core.evaluate import Evaluation, evaluate
from desktop_app.core.problems import Problem, Severity, has_errors
from desktop_app.i18n import _, set_language, translate

OK, FAILED = 0, 1
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 when it did what was asked."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8")
    given = _parser().parse_args(arguments)
    paths = find_paths(given.user)
    set_language(given.language, paths.i18n)
    command: Callable[[argparse.Namespace, Paths], int] = given.run
    return command(given, paths)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="near-zero", description=_("双近零企业自评：不带命令时打开窗口。")
    )
    parser.add_argument("--version", action="version", version=VERSION)
    parser.add_argument("--user", type=Path, help=_("数据文件夹（默认为系统的用户数据文件夹）"))
    parser.add_argument("--language", default="zh_CN", help=_("界面语言：zh_CN 或 en"))
    parser.set_defaults(run=_window)
    commands = parser.add_subparsers(title=_("命令"), metavar="")
    _add_example(commands)
    _add_packs(commands)
    _add_score(commands)
    _add_report(commands)
    selftest = commands.add_parser("selftest", help=_("自检：规则包、示例、报告、窗口"))
    selftest.add_argument("--json", action="store_true")
    selftest.set_defaults(run=_selftest)
    screens = commands.add_parser("screens", help=_("把每个界面存为图片"))
    screens.add_argument("--out", type=Path, default=Path("out/screens"))
    screens.set_defaults(run=_screens)
    return parser


def _add_example(commands: Commands) -> None:
    example = commands.add_parser(
        "example", help=_("用真实企业的公开数据跑一遍：报告、工作簿、总览图")
    )
    example.add_argument("--out", type=Path, required=True, help=_("输出文件夹"))
    example.add_argument("--example", default="", help=_("示例编号"))
    example.add_argument("--json", action="store_true", help=_("以 JSON 打印结果"))
    example.set_defaults(run=_example)


def _add_packs(commands: Commands) -> None:
    packs = commands.add_parser("packs", help=_("规则包：列出、检查"))
    inner = packs.add_subparsers(title=_("命令"), metavar="", required=True)
    for name, run, text in (
        ("list", _packs_list, _("列出已安装的规则包")),
        ("check", _packs_check, _("检查规则包，一次报告全部问题")),
    ):
        sub = inner.add_parser(name, help=text)
        sub.add_argument("--json", action="store_true", help=_("以 JSON 打印结果"))
        sub.set_defaults(run=run)
        if name == "check":
            sub.add_argument(
                "folder", type=Path, nargs="*", help=_("规则包文件夹（默认检查已安装的）")
            )


def _add_score(commands: Commands) -> None:
    score = commands.add_parser("score", help=_("不用企业库，直接判定一个数据文件"))
    score.add_argument("--data", type=Path, required=True, help=_("TOML 数据文件，格式见 README"))
    score.add_argument("--json", action="store_true", help=_("以 JSON 打印结果"))
    score.set_defaults(run=_score)


def _add_report(commands: Commands) -> None:
    report = commands.add_parser("report", help=_("由数据文件生成 PDF 报告和工作簿"))
    report.add_argument("--data", type=Path, required=True, help=_("TOML 数据文件，格式见 README"))
    report.add_argument("--out", type=Path, required=True, help=_("输出文件夹"))
    report.add_argument("--json", action="store_true", help=_("以 JSON 打印结果"))
    report.set_defaults(run=_report)


# commands


def _window(given: argparse.Namespace, paths: Paths) -> int:
    from desktop_app.ui.application import run_window  # Qt only when a window is wanted

    return run_window(paths, language=given.language)


def _example(given: argparse.Namespace, paths: Paths) -> int:
    session = fresh_example(paths, Catalog(paths), given.out, given.example)
    if not isinstance(session, CaseSession):
        return _fail(session, as_json=given.json)
    made = _documents(paths, session.evaluation, given.out)
    if not isinstance(made, list):
        return _fail(made, as_json=given.json)
    result = answer(session.evaluation)
    (given.out / "result.json").write_text(_json(result), encoding="utf-8")
    from desktop_app.ui.screens import grab_overview

    grab_overview(paths, session, given.out / "overview.png")
    session.library.close()
    files = [*made, given.out / "overview.png", given.out / "result.json"]
    if given.json:
        print(_json({"files": [str(path) for path in files], **result}))
    else:
        _print_summary(session.evaluation)
        for path in files:
            print(path)
    return OK


def _documents(paths: Paths, evaluation: Evaluation, out: Path) -> list[Path] | tuple[Problem, ...]:
    out.mkdir(parents=True, exist_ok=True)
    created = datetime.now().astimezone().date().isoformat()
    for made in (
        make_pdf(paths, evaluation, out / "report.pdf", created),
        make_workbook(paths, evaluation, out / "workbook.xlsx", created),
    ):
        if not isinstance(made, Made):
            return made
    return [out / "report.pdf", out / "workbook.xlsx"]


def _packs_list(given: argparse.Namespace, paths: Paths) -> int:
    catalog = Catalog(paths)
    if given.json:
        print(_json({"packs": [dict(pack_json(pack)) for pack in catalog.packs]}))
        return OK
    for pack in catalog.packs:
        print(f"{pack.id:16} {pack.version:12} {translate(pack.name)}  {pack.digest[:12]}")
        print(f"{'':16} {translate(pack.completeness)}")
    return OK


def _packs_check(given: argparse.Namespace, paths: Paths) -> int:
    found = Catalog(paths).check(given.folder)
    failed = has_errors(found)
    if given.json:
        print(_json({"ok": not failed, "problems": problems_json(found)}))
    else:
        _print_problems(found)
        print(_("规则包有错误。") if failed else _("规则包没有错误。"))
    return FAILED if failed else OK


def _score(given: argparse.Namespace, paths: Paths) -> int:
    read = read_case_file(given.data, Catalog(paths))
    evaluation = _judged(read)
    if evaluation is None:
        return _fail(read.problems, as_json=given.json)
    if given.json:
        print(_json(answer(evaluation, read.problems)))
    else:
        _print_problems(read.problems)
        _print_summary(evaluation)
    return FAILED if has_errors(read.problems) else OK


def _judged(read: CaseFile) -> Evaluation | None:
    return evaluate(read.model, read.case) if read.case and read.model else None


def _report(given: argparse.Namespace, paths: Paths) -> int:
    read = read_case_file(given.data, Catalog(paths))
    evaluation = _judged(read)
    if evaluation is None or has_errors(read.problems):
        return _fail(read.problems, as_json=given.json)
    made = _documents(paths, evaluation, given.out)
    if not isinstance(made, list):
        return _fail(made, as_json=given.json)
    if given.json:
        print(_json({"files": [str(path) for path in made]}))
    else:
        for path in made:
            print(path)
    return OK


def _selftest(given: argparse.Namespace, paths: Paths) -> int:
    """Everything the installed program needs, once, in a temporary folder."""
    done: list[str] = []
    catalog = Catalog(paths)
    problems = catalog.check(())
    if has_errors(problems) or not examples(paths):
        return _fail(problems, as_json=given.json)
    done.append(_("规则包 {count} 个，无错误").format(count=len(catalog.packs)))
    with tempfile.TemporaryDirectory(prefix="near-zero-", ignore_cleanup_errors=True) as folder:
        session = fresh_example(paths, Catalog(paths), Path(folder))
        if not isinstance(session, CaseSession):
            return _fail(session, as_json=given.json)
        done.append(_("示例已判定，{count} 个结果").format(count=len(session.evaluation.results)))
        made = _documents(paths, session.evaluation, Path(folder))
        if not isinstance(made, list):
            return _fail(made, as_json=given.json)
        done.extend(
            _("{name}：{size} 字节").format(name=p.name, size=p.stat().st_size) for p in made
        )
        from desktop_app.ui.screens import grab_overview

        picture = Path(folder) / "overview.png"
        grab_overview(paths, session, picture)
        done.append(_("窗口已打开，截图 {size} 字节").format(size=picture.stat().st_size))
        session.library.close()
    print(_json({"ok": True, "done": done}) if given.json else "\n".join(done))
    return OK


def _screens(given: argparse.Namespace, paths: Paths) -> int:
    from desktop_app.ui.screens import grab_all

    with tempfile.TemporaryDirectory(prefix="near-zero-", ignore_cleanup_errors=True) as folder:
        session = fresh_example(paths, Catalog(paths), Path(folder))
        if not isinstance(session, CaseSession):
            return _fail(session, as_json=False)
        for path in grab_all(paths, session, given.out):
            print(path)
        session.library.close()
    return OK


# printing


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _fail(problems: Iterable[Problem], *, as_json: bool) -> int:
    found = tuple(problems)
    if as_json:
        print(_json({"ok": False, "problems": problems_json(found)}))
    else:
        _print_problems(found)
    return FAILED


def _print_problems(problems: Iterable[Problem]) -> None:
    words = {
        Severity.ERROR: _("错误"),
        Severity.WARNING: _("提醒"),
        Severity.INFO: _("说明"),
    }
    for found in problems:
        print(f"{words[found.severity]} {found.sentence(translate)}", file=sys.stderr)


def _print_summary(evaluation: Evaluation) -> None:
    for result in evaluation.results.values():
        if not result.headline:
            continue
        level = translate(result.level_name)
        value = "" if result.value is None else f"{result.value:.6g} {result.unit}"
        mark = _("（待核实）") if result.to_verify else ""
        print(f"{translate(result.name)}：{level or value or '—'}{mark}")
