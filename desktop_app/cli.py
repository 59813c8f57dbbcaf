"""The near-zero command: without arguments the window, with them the jobs that need none.

What the jobs need is imported when one is asked for: the window must not wait for it.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

from desktop_app.app.about import VERSION
from desktop_app.app.foreign_pdf import ASKED, serve
from desktop_app.app.paths import Paths, find_paths
from desktop_app.commands.evidence_arguments import add_evidence
from desktop_app.commands.history_arguments import add_history
from desktop_app.commands.library_arguments import add_library
from desktop_app.commands.opening import add_open, with_files
from desktop_app.commands.pack_arguments import Commands, Job, add_packs
from desktop_app.commands.package_arguments import add_package
from desktop_app.commands.plan_arguments import add_plan
from desktop_app.commands.program_arguments import add_program
from desktop_app.commands.report_arguments import add_confirmations, add_report
from desktop_app.commands.safety_arguments import add_safety
from desktop_app.commands.verify_arguments import add_verify
from desktop_app.commands.workbook_arguments import add_workbook
from desktop_app.i18n import SOURCE_LANGUAGE, _, set_language

#: Most of what a run makes stays to its end: Python's own rhythm of looking for garbage among it,
#: every 700 objects, takes a tenth of every start.
_GARBAGE_RHYTHM: Final = (10_000, 20, 50)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 when it did what was asked."""
    asked = list(sys.argv[1:] if arguments is None else arguments)
    if asked[:1] == [ASKED]:
        return serve(asked[1:])
    gc.set_threshold(*_GARBAGE_RHYTHM)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8")
    set_language(_language(arguments), find_paths().i18n)
    given = _parser().parse_args(with_files(asked))
    paths = find_paths(given.user)
    command: Job = given.run
    if given.run is not _window or given.library_password is not None:
        command = partial(_with_passwords, command)
    try:
        code = command(given, paths)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        return _unread()
    return code


def _unread() -> int:
    """Leave quietly when the reader of the output went away, as `head` does.

    What is still buffered goes nowhere, lest the interpreter complains while it ends.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return 1


def _language(arguments: Sequence[str] | None) -> str:
    """The language asked for, read before anything else so that the help speaks it too."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--language", default=SOURCE_LANGUAGE)
    return str(parser.parse_known_args(arguments)[0].language)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="near-zero", description=_("双近零企业自评：不带命令时打开窗口。")
    )
    parser.add_argument("--version", action="version", version=VERSION)
    parser.add_argument("--user", type=Path, help=_("数据文件夹（默认为系统的用户数据文件夹）"))
    parser.add_argument("--language", default=SOURCE_LANGUAGE, help=_("界面语言：zh_CN 或 en"))
    words = _("加密的企业库的口令文件（第一行）；也可用环境变量 NEAR_ZERO_PASSWORD，或提示输入")
    # Under a name of its own: packages have password files, too.
    parser.add_argument(
        "--password-file", dest="library_password", type=Path, metavar="FILE", help=words
    )
    parser.set_defaults(run=_window)
    commands = parser.add_subparsers(title=_("命令"), metavar="")
    add_open(commands, _window)
    _add_example(commands)
    add_packs(commands, _job)
    add_safety(commands, _job)
    add_evidence(commands, _job)
    add_library(commands, _job)
    add_package(commands, _job)
    add_plan(commands, _job)
    add_history(commands, _job)
    add_verify(commands, _job)
    _add_score(commands)
    add_report(commands, _job)
    add_workbook(commands, _job)
    add_program(commands, _job)
    manual = commands.add_parser("manual", help=_("把用户手册写成 PDF"))
    manual.add_argument("--out", type=Path, default=Path("用户手册.pdf"), help=_("PDF 文件"))
    manual.add_argument("--quick", action="store_true", help=_("只要一页的快速上手"))
    manual.add_argument("--json", action="store_true", help=_("以 JSON 打印结果"))
    manual.set_defaults(run=_job("manuals", "manual"))
    return parser


def _add_example(commands: Commands) -> None:
    example = commands.add_parser(
        "example", help=_("用真实企业的公开数据跑一遍：报告（PDF、Word）、工作簿、总览图")
    )
    example.add_argument("--out", type=Path, required=True, help=_("输出文件夹"))
    example.add_argument("--example", default="", help=_("示例编号"))
    example.add_argument("--json", action="store_true", help=_("以 JSON 打印结果"))
    example.set_defaults(run=_job("cases", "example"))


def _add_score(commands: Commands) -> None:
    score = commands.add_parser("score", help=_("不用企业库，直接判定一个数据文件"))
    score.add_argument("--data", type=Path, required=True, help=_("TOML 数据文件，格式见 README"))
    add_confirmations(score)
    score.add_argument("--json", action="store_true", help=_("以 JSON 打印结果"))
    score.set_defaults(run=_job("cases", "score"))


def _window(given: argparse.Namespace, paths: Paths) -> int:
    from desktop_app.ui.application import run_window

    return run_window(paths, language=given.language, opened=getattr(given, "files", ()))


def _with_passwords(command: Job, given: argparse.Namespace, paths: Paths) -> int:
    """Do a job that may meet an encrypted library."""
    from desktop_app.commands.passwords import ready
    from desktop_app.commands.printing import fail

    failed = ready(given.library_password, os.environ)
    if failed is not None:
        return fail([failed], as_json=getattr(given, "json", False))
    return command(given, paths)


def _job(module: str, name: str) -> Job:
    """A job of desktop_app.commands, whose module is imported when the job is done."""
    return partial(_run, module, name)


def _run(module: str, name: str, given: argparse.Namespace, paths: Paths) -> int:
    job: Job = getattr(import_module(f"desktop_app.commands.{module}"), name)
    return job(given, paths)
