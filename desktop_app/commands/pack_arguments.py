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
    listed = add_command(inner, "list", _("列出已安装的规则包"), job("packs", "list_packs"))
    listed.add_argument("--all", action="store_true", help=_("列出各个版本、来处和签名"))
    listed.add_argument("--library", default="", help=_("连同这个企业库留存的版本"))
    check = add_command(inner, "check", _("检查规则包，一次报告全部问题"), job("packs", "check"))
    check.add_argument(
        "folder", type=Path, nargs="*", help=_("规则包的文件夹或编号（默认检查已安装的）")
    )
    _add_comparing(inner, job)
    _add_confirmations(inner, job)
    _add_coverage(inner, job)
    _add_files(inner, job)
    _add_workbooks(inner, job)
    add_command(inner, "rules", _("列出检查规则：编号、严重程度、名称"), job("packs", "list_rules"))


def _add_comparing(commands: Commands, job: JobOf) -> None:
    diff = add_command(commands, "diff", _("比较两个规则包或两个版本"), job("comparing", "diff"))
    named = _("编号、编号@版本、规则包文件夹或文件")
    diff.add_argument("old", help=named)
    diff.add_argument("new", help=named)
    words = _("比较一个规则包在两个年度适用的版本")
    editions = add_command(commands, "editions", words, job("comparing", "editions"))
    editions.add_argument("pack", help=named)
    editions.add_argument("--from", dest="first", type=int, help=_("年度（默认最早的）"))
    editions.add_argument("--to", dest="last", type=int, help=_("年度（默认最近的）"))


def _add_files(commands: Commands, job: JobOf) -> None:
    packed = add_command(commands, "pack", _("把规则包存成一个文件"), job("pack_files", "pack"))
    packed.add_argument("pack", help=_("编号、编号@版本或规则包文件夹"))
    packed.add_argument("--out", type=Path, required=True, help=_("输出文件或文件夹"))
    packed.add_argument("--key", type=Path, help=_("私钥文件：给规则包签名"))
    packed.add_argument("--publisher", default="", help=_("发布者名称，签名时一并签上"))
    packed.add_argument("--confirmed", action="store_true", help=_("附上企业库里的核实记录"))
    packed.add_argument("--library", default="", help=_("企业库文件（默认为用户自己的）"))
    keys = commands.add_parser("key", help=_("签名用的密钥"))
    inner = keys.add_subparsers(title=_("命令"), metavar="", required=True)
    new = add_command(inner, "new", _("生成签名用的密钥"), job("pack_files", "new_key"))
    new.add_argument("--out", type=Path, required=True, help=_("私钥文件，请妥善保管"))
    words = _("安装规则包文件；互相配套的一起写")
    install = add_command(commands, "install", words, job("pack_files", "install_files"))
    install.add_argument("file", type=Path, nargs="+", help=_("规则包文件 .nzpack"))
    install.add_argument("--trust", action="store_true", help=_("信任发布者（先核对公钥指纹）"))
    removed = add_command(
        commands, "remove", _("移除安装的规则包"), job("pack_files", "remove_pack")
    )
    removed.add_argument("pack", help=_("编号，或编号@版本"))
    known = add_command(
        commands, "publishers", _("列出信任的发布者"), job("pack_files", "publishers")
    )
    known.add_argument("--forget", default="", help=_("不再信任这个公钥指纹的发布者"))
    verify = add_command(
        commands, "verify", _("查验规则包文件，不安装"), job("pack_files", "verify")
    )
    verify.add_argument("file", type=Path, help=_("规则包文件 .nzpack"))


def _add_confirmations(commands: Commands, job: JobOf) -> None:
    entries = add_command(
        commands,
        "entries",
        _("列出规则包里的数：路径、内容、来源、把握程度"),
        job("confirming", "entries"),
    )
    entries.add_argument("pack", help=_("规则包编号"))
    confirm = add_command(
        commands, "confirm", _("记下某个数已与原文核对"), job("confirming", "confirm_entry")
    )
    confirm.add_argument("pack", help=_("规则包编号"))
    confirm.add_argument("path", nargs="+", help=_("条目路径，见 packs entries"))
    confirm.add_argument("--who", required=True, help=_("核实人"))
    confirm.add_argument("--document", required=True, help=_("核对的文件"))
    confirm.add_argument("--page", default="", help=_("页码或表号"))
    confirm.add_argument("--note", default="", help=_("说明"))
    confirm.add_argument("--on", default="", help=_("核实日期，如 2026-11-03；默认今天"))
    confirm.add_argument("--withdraw", action="store_true", help=_("撤回核实记录"))
    kept = commands.add_parser("confirmations", help=_("核实记录：列出、导出、导入"))
    inner = kept.add_subparsers(title=_("命令"), metavar="", required=True)
    listed = add_command(inner, "list", _("列出核实记录"), job("confirming", "list_confirmations"))
    export = add_command(inner, "export", _("导出为 TOML 文件"), job("confirming", "export"))
    export.add_argument("--out", type=Path, required=True, help=_("输出文件"))
    for one in (listed, export):
        one.add_argument("--pack", default="", help=_("只要这个规则包的"))
    taken = add_command(inner, "import", _("导入核实记录"), job("confirming", "take_over"))
    taken.add_argument("file", type=Path, help=_("导出的 TOML 文件"))
    for one in (confirm, listed, export, taken):
        one.add_argument("--library", default="", help=_("企业库文件（默认为用户自己的）"))


def _add_coverage(commands: Commands, job: JobOf) -> None:
    words = _("覆盖表：方案各行业 × 评价维度 × 收录程度 × 把握程度")
    table = add_command(commands, "coverage", words, job("covering", "cover"))
    table.add_argument("--markdown", action="store_true", help=_("打印成 Markdown 表格"))


def _add_workbooks(commands: Commands, job: JobOf) -> None:
    export = add_command(
        commands, "export", _("把规则包导出为 Excel"), job("pack_workbooks", "export")
    )
    export.add_argument("pack", help=_("编号、编号@版本或规则包文件夹"))
    export.add_argument("--out", type=Path, required=True, help=_("输出文件 .xlsx"))
    words = _("导入改过的规则包工作簿：检查、列出变化、安装")
    taken = add_command(commands, "import", words, job("pack_workbooks", "take_in"))
    taken.add_argument("file", type=Path, help=_("导出后改过的 .xlsx"))
    taken.add_argument("--out", type=Path, help=_("不安装，写成这个规则包文件夹"))
    taken.add_argument("--check", action="store_true", help=_("只检查和列出变化，不安装"))
    words = _("有签名的规则包也换成这一份（先核对来历）")
    taken.add_argument("--trust", action="store_true", help=words)
    words = _("写一个空白模板：照官方的指标体系表填，用来新建规则包")
    blank = add_command(commands, "template", words, job("pack_templates", "template"))
    blank.add_argument("--out", type=Path, required=True, help=_("输出文件 .xlsx"))
    words = _("由填好的模板新建规则包")
    new = add_command(commands, "new", words, job("pack_templates", "new"))
    new.add_argument("--from", dest="file", type=Path, required=True, help=_("填好的模板 .xlsx"))
    new.add_argument("--out", type=Path, help=_("写成这个规则包文件夹（默认放进自己的规则包）"))
    new.add_argument("--replace", action="store_true", help=_("换掉自己已有的同编号规则包"))


def add_command(commands: Commands, name: str, text: str, run: Job) -> argparse.ArgumentParser:
    """Declare one command, which can answer as JSON as all do."""
    command = commands.add_parser(name, help=text)
    command.add_argument("--json", action="store_true", help=_("以 JSON 打印结果"))
    command.set_defaults(run=run)
    return command
