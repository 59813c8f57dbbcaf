"""What can be asked of `near-zero package`; imports nothing slow."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.commands.pack_arguments import Commands, Job, JobOf
from desktop_app.i18n import _


def add_package(commands: Commands, job: JobOf) -> None:
    """Declare the commands; `job` finds what a command does by module and name."""
    package = commands.add_parser(
        "package", help=_("自评包：一个文件带走一个自评，在别处查看、导入、合并")
    )
    inner = package.add_subparsers(title=_("命令"), metavar="", required=True)
    create = _add(inner, "create", _("导出自评包"), job("package", "create"))
    create.add_argument("--case", required=True, help=_("自评的编号，或企业名称和年度里的词"))
    create.add_argument("--out", type=Path, required=True, help=_("输出文件 .nzcase 或文件夹"))
    create.add_argument("--no-evidence", action="store_true", help=_("不带佐证文件的内容"))
    create.add_argument("--password", action="store_true", help=_("加口令（在终端输入两遍）"))
    inspect = _add(
        inner, "inspect", _("查看包里有什么，与企业库差在哪里"), job("package", "inspect")
    )
    verify = _add(inner, "verify", _("查验自评包：逐个文件核对"), job("package", "verify"))
    taken = _add(inner, "import", _("作为新自评导入"), job("package", "take"))
    words = _("企业库里已有时，另存为一份副本")
    taken.add_argument("--beside", action="store_true", help=words)
    merge = _add(inner, "merge", _("合并到企业库里的同一自评"), job("package", "merge"))
    side = merge.add_mutually_exclusive_group()
    side.add_argument("--mine", action="store_true", help=_("两边都改过的，以企业库为准"))
    side.add_argument("--theirs", action="store_true", help=_("两边都改过的，以包为准"))
    side.add_argument("--replace", action="store_true", help=_("整个换成包里的（可以撤销）"))
    for one in (inspect, verify, taken, merge):
        one.add_argument("file", type=Path, help=_("自评包 .nzcase"))
    for one in (create, inspect, verify, taken, merge):
        one.add_argument("--password-file", type=Path, help=_("口令文件（第一行是口令）"))


def _add(commands: Commands, name: str, text: str, run: Job) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text)
    command.add_argument("--library", default="", help=_("企业库文件（默认为用户正在使用的）"))
    command.add_argument("--json", action="store_true", help=_("以 JSON 打印结果"))
    command.set_defaults(run=run)
    return command
