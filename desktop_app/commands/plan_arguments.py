"""What can be asked of `near-zero plan`; imports nothing that takes time."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.commands.pack_arguments import Commands, JobOf, add_command
from desktop_app.i18n import _


def add_plan(commands: Commands, job: JobOf) -> None:
    """Declare `plan` with its own commands; `job` finds what one does by module and name."""
    plan = commands.add_parser("plan", help=_("改进方案：差距、措施、方案前后"))
    inner = plan.add_subparsers(title=_("命令"), metavar="", required=True)
    words = _("列出差距、方案里的措施和方案前后的变化")
    _which(add_command(inner, "show", words, job("plans", "show")))
    words = _("试算：改动几个数据，等级、碳和费用怎么变；什么也不保存")
    tried = add_command(inner, "try", words, job("plans", "try_changes"))
    tried.add_argument(
        "--change",
        action="append",
        default=[],
        metavar=_("数据项=变动"),
        help=_("energy.electricity=-10%%、air.nox[DA001]=50；可写多次"),
    )
    tried.add_argument("--alone", action="store_true", help=_("不连同方案里已计入的措施"))
    _which(tried)


def _which(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--case", default="", help=_("自评：编号，或企业名称加年度；只有一个可省略")
    )
    command.add_argument("--library", default="", help=_("企业库文件（默认为用户自己的）"))
    command.add_argument("--data", type=Path, help=_("改用 TOML 数据文件，不用企业库"))
