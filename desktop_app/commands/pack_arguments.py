"""What can be asked of `near-zero packs`; imports nothing that takes time."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from desktop_app.app.paths import Paths
from desktop_app.i18n import _

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001
Job: TypeAlias = Callable[[argparse.Namespace, Paths], int]
JobOf: TypeAlias = Callable[[str, str], Job]


def add_packs(commands: Commands, job: JobOf) -> None:
    """Declare `packs` with its own commands; `job` finds what a command does by module and name."""
    packs = commands.add_parser("packs", help=_("规则包：列出、检查、列出检查规则"))
    inner = packs.add_subparsers(title=_("命令"), metavar="", required=True)
    _add(inner, "list", _("列出已安装的规则包"), job("packs", "list_packs"))
    check = _add(inner, "check", _("检查规则包，一次报告全部问题"), job("packs", "check"))
    check.add_argument("folder", type=Path, nargs="*", help=_("规则包文件夹（默认检查已安装的）"))
    _add_comparing(inner, job)
    _add(inner, "rules", _("列出检查规则：编号、严重程度、名称"), job("packs", "list_rules"))


def _add_comparing(commands: Commands, job: JobOf) -> None:
    diff = _add(commands, "diff", _("比较两个规则包或两个版本"), job("comparing", "diff"))
    named = _("编号、编号@版本、规则包文件夹或文件")
    diff.add_argument("old", help=named)
    diff.add_argument("new", help=named)
    words = _("比较一个规则包在两个年度适用的版本")
    editions = _add(commands, "editions", words, job("comparing", "editions"))
    editions.add_argument("pack", help=named)
    editions.add_argument("--from", dest="first", type=int, help=_("年度（默认最早的）"))
    editions.add_argument("--to", dest="last", type=int, help=_("年度（默认最近的）"))


def _add(commands: Commands, name: str, text: str, run: Job) -> argparse.ArgumentParser:
    """One command, which can answer as JSON as all do."""
    command = commands.add_parser(name, help=text)
    command.add_argument("--json", action="store_true", help=_("以 JSON 打印结果"))
    command.set_defaults(run=run)
    return command
