"""The arguments of the commands about the program itself: self-test, portable copy, updates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop_app.commands.pack_arguments import Commands, Job
from desktop_app.i18n import _


def add_program(commands: Commands, job: Callable[[str, str], Job]) -> None:
    """Offer the commands about the program itself."""
    selftest = commands.add_parser(
        "selftest", help=_("自检：规则包、界面语言、许可证、示例、报告、窗口")
    )
    selftest.add_argument("--json", action="store_true")
    selftest.set_defaults(run=job("selftest", "selftest"))
    portable = commands.add_parser("portable", help=_("把程序做成便携版，设置和企业库都在里面"))
    portable.add_argument("folder", type=Path, help=_("新文件夹，例如 U 盘上的"))
    portable.add_argument("--json", action="store_true")
    portable.set_defaults(run=job("portable", "portable"))
    update = commands.add_parser("update", help=_("查看一个安装包是哪个版本、是否完整、怎么装"))
    steps = update.add_subparsers(title=_("命令"), metavar="", required=True)
    look = steps.add_parser("look", help=_("查看安装包，什么也不安装"))
    look.add_argument("file", type=Path)
    look.add_argument("--json", action="store_true")
    look.set_defaults(run=job("updates", "look"))
    sign = steps.add_parser("sign", help=_("给安装包签名，旁边生成 .sig"))
    sign.add_argument("file", type=Path)
    sign.add_argument("--key", type=Path, required=True, help=_("packs key new 生成的私钥文件"))
    sign.add_argument("--json", action="store_true")
    sign.set_defaults(run=job("updates", "sign"))
