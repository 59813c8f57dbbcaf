"""What can be asked of `near-zero report`; imports nothing that takes time."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.app.formats import FORMATS
from desktop_app.commands.pack_arguments import Commands, JobOf, add_command
from desktop_app.i18n import _


def add_report(commands: Commands, job: JobOf) -> None:
    """Declare `report` and what is inside it; `job` finds what a command does by its name."""
    report = commands.add_parser(
        "report", help=_("生成报告、监管报表（PDF、Word）和工作簿；管理报告版式")
    )
    report.add_argument(
        "--case", default="", help=_("自评：编号，或企业名称加年度；只有一个可省略")
    )
    report.add_argument("--library", default="", help=_("企业库文件（默认为用户自己的）"))
    report.add_argument("--data", type=Path, help=_("改用 TOML 数据文件，不用企业库"))
    report.add_argument(
        "--out", type=Path, default=Path(), help=_("输出文件夹（默认为当前文件夹）")
    )
    words = _("做监管报表而不是自评报告：报表编号，可写多次；report forms 列出全部")
    report.add_argument("--form", action="append", default=[], metavar="ID", help=words)
    report.add_argument(
        "--format",
        type=formats,
        default=FORMATS,
        metavar=",".join(FORMATS),
        help=_("要哪几种文件，用逗号隔开；省略时全要"),
    )
    report.add_argument("--template", default="full", help=_("报告版式：full、short 或自己的"))
    words = _("连同佐证册一起做，报告的佐证清单注明在册中的页码（要有 --case）")
    report.add_argument("--binder", action="store_true", help=words)
    add_signing(report)
    add_confirmations(report)
    report.add_argument("--json", action="store_true", help=_("以 JSON 打印结果"))
    report.set_defaults(run=job("reports", "report"))
    inner = report.add_subparsers(title=_("命令"), metavar="")
    _add_forms(inner, job)
    _add_templates(inner, job)


def _add_forms(commands: Commands, job: JobOf) -> None:
    words = _("列出监管报表：编号、名称、适用对象，并检查报表文件")
    forms = add_command(commands, "forms", words, job("regulator_forms", "listing"))
    inner = forms.add_subparsers(title=_("命令"), metavar="")
    words = _("复制成自己的监管报表，再改那个 .toml 文件")
    copied = add_command(inner, "copy", words, job("regulator_forms", "copy"))
    copied.add_argument("source", metavar="FROM", help=_("报表编号，如 energy_use"))
    copied.add_argument("target", metavar="TO", help=_("新报表的编号，也是文件名"))
    copied.add_argument("--name", default="", help=_("新报表的名称"))
    words = _("列出监管报表的全部问题；省略时检查自己的全部报表")
    checked = add_command(inner, "check", words, job("regulator_forms", "check"))
    checked.add_argument("form_id", nargs="*", metavar="ID", help=_("报表编号或文件"))


def _add_templates(commands: Commands, job: JobOf) -> None:
    template = commands.add_parser("template", help=_("报告版式：列出、复制、检查"))
    inner = template.add_subparsers(title=_("命令"), metavar="", required=True)
    listed = inner.add_parser("list", help=_("列出全部报告版式"))
    listed.set_defaults(run=job("reports", "templates"))
    copied = inner.add_parser("copy", help=_("复制成自己的版式，再改其中的 template.toml"))
    copied.add_argument("source", metavar="FROM", help=_("版式编号，如 full、short"))
    copied.add_argument("target", metavar="TO", help=_("新版式的编号，也是文件夹名"))
    copied.add_argument("--name", default="", help=_("新版式的名称"))
    copied.set_defaults(run=job("reports", "copy"))
    checked = inner.add_parser("check", help=_("列出版式的全部问题；省略时检查自己的全部版式"))
    checked.add_argument("template", nargs="*", help=_("版式编号或文件夹"))
    checked.set_defaults(run=job("reports", "check"))
    for one in (listed, copied, checked):
        one.add_argument("--json", action="store_true", help=_("以 JSON 打印结果"))


def add_signing(command: argparse.ArgumentParser) -> None:
    """Let a command sign what it writes."""
    words = _("用这个私钥签名（packs key new 生成的文件）")
    command.add_argument("--sign", type=Path, metavar="KEY", help=words)
    command.add_argument("--signer", default="", help=_("签名人：单位或姓名，一并签上"))


def add_confirmations(command: argparse.ArgumentParser) -> None:
    """Let a command take what somebody confirmed in the packs."""
    words = _("连同核实记录一起判定（packs confirmations export 导出的文件）")
    command.add_argument("--confirmations", type=Path, metavar="FILE", help=words)


def formats(text: str) -> tuple[str, ...]:
    """The kinds of files named in a list, each once and in our order.

    Raises:
        argparse.ArgumentTypeError: a name is none of them, or there is none.
    """
    named = [word.strip().lower() for word in text.replace("，", ",").split(",") if word.strip()]
    unknown = [word for word in named if word not in FORMATS]
    if unknown or not named:
        told = _("没有“{format}”这种文件，可选：{known}")
        known = _("、").join(FORMATS)
        raise argparse.ArgumentTypeError(told.format(format="".join(unknown[:1]), known=known))
    return tuple(kind for kind in FORMATS if kind in named)
