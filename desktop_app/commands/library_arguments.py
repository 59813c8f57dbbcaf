"""What can be asked of `near-zero library`; imports nothing that takes time."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.commands.pack_arguments import Commands, Job, JobOf
from desktop_app.commands.safety_arguments import add_file_commands
from desktop_app.i18n import _


def add_library(commands: Commands, job: JobOf) -> None:
    """Declare `library` with its own commands; `job` finds what a command does by its name."""
    library = commands.add_parser(
        "library", help=_("企业库：列出、判定、汇总、批量报告、检查、抢救")
    )
    inner = library.add_subparsers(title=_("命令"), metavar="", required=True)
    _add(inner, "list", _("列出企业库的自评和记得的判定结果"), job("library", "list_cases"))
    judge = _add(inner, "judge", _("判定还没有判定或已改动的自评"), job("library", "judge"))
    judge.add_argument("--all", action="store_true", help=_("全部重新判定"))
    words = _("汇总工作簿：一行一个自评，带活的合计")
    rollup = _add(inner, "rollup", words, job("library", "roll_up"))
    rollup.add_argument("--out", type=Path, required=True, help=_("输出文件 (.xlsx)"))
    words = _("批量生成报告；一个失败不影响其他")
    reports = _add(inner, "report-all", words, job("library", "report_all"))
    reports.add_argument("--out", type=Path, required=True, help=_("输出文件夹"))
    reports.add_argument("--pdf", action="store_true", help=_("只生成 PDF"))
    reports.add_argument("--docx", action="store_true", help=_("只生成 Word"))
    reports.add_argument("--template", default="full", help=_("报告版式：full、short 或自己的"))
    reports.add_argument("--xlsx", action="store_true", help=_("只生成工作簿"))
    add_file_commands(inner, job)


def _add(commands: Commands, name: str, words: str, job: Job) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=words)
    command.add_argument("--library", default="", help=_("企业库文件（默认为用户自己的）"))
    command.add_argument(
        "--find",
        default="",
        metavar="TEXT",
        help=_("只要含这些词的：企业、代码、地区、行业、年度、拼音"),
    )
    command.add_argument("--year", type=int, default=0, help=_("只要这个年度的"))
    command.add_argument("--json", action="store_true", help=_("以 JSON 打印结果"))
    command.set_defaults(run=job)
    return command
