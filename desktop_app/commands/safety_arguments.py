"""What can be asked of `near-zero backup` and `near-zero library`; imports nothing slow."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.commands.pack_arguments import Commands, Job, JobOf
from desktop_app.i18n import _


def add_safety(commands: Commands, job: JobOf) -> None:
    """Declare the commands; `job` finds what a command does by module and name."""
    backup = commands.add_parser("backup", help=_("备份企业库：立即备份、列出、核对、恢复为副本"))
    inner = backup.add_subparsers(title=_("命令"), metavar="", required=True)
    now = _add(inner, "now", _("立即备份企业库，写好后核对"), job("backups", "now"))
    listed = _add(inner, "list", _("列出备份"), job("backups", "list_them"))
    verify = _add(inner, "verify", _("核对备份：逐行检查是否完好"), job("backups", "verify"))
    verify.add_argument("file", nargs="?", default="", help=_("备份的文件名或路径（默认最近的）"))
    restore = _add(
        inner, "restore", _("把备份恢复为另一个企业库文件"), job("backups", "restore_it")
    )
    restore.add_argument("file", help=_("备份的文件名或路径"))
    restore.add_argument("--out", type=Path, help=_("新企业库文件（默认在企业库旁边取新名）"))
    words = _("把以前的备份改为企业库现在的口令，或删除")
    protect = _add(inner, "protect", words, job("passwords", "protect_backups"))
    protect.add_argument("--remove", action="store_true", help=_("删除，而不是改口令"))
    for one in (now, listed, verify, restore):
        words = _("第二备份位置（默认按设置）")
        one.add_argument("--second", default=None, metavar="DIR", help=words)


def add_file_commands(inner: Commands, job: JobOf) -> None:
    """Declare what `near-zero library` can be asked about the file itself."""
    check = _add(inner, "check", _("检查企业库是否完好"), job("library_file", "check"))
    words = _("逐行检查，并与修改记录核对（较慢）")
    check.add_argument("--deep", action="store_true", help=words)
    words = _("把损坏的企业库里还读得出的内容抢救到新文件")
    salvage = _add(inner, "salvage", words, job("library_file", "salvage_it"))
    salvage.add_argument("--out", type=Path, required=True, help=_("新企业库文件"))
    _add_passwords(inner, job)


def _add_passwords(inner: Commands, job: JobOf) -> None:
    words = _("给企业库设口令：加密企业库，给出恢复密钥")
    encrypt = _add(inner, "encrypt", words, job("passwords", "encrypt"))
    rekey = _add(inner, "rekey", _("换企业库的口令"), job("passwords", "rekey"))
    decrypt = _add(inner, "decrypt", _("取消企业库的口令"), job("passwords", "decrypt"))
    _add(inner, "recovery-key", _("显示企业库的恢复密钥"), job("passwords", "show_key"))
    for one in (encrypt, rekey):
        words = _("新口令所在的文件（第一行）；不写则提示输入，或用环境变量 NEAR_ZERO_NEW_PASSWORD")
        one.add_argument("--new-password-file", type=Path, metavar="FILE", help=words)
        words = _("把恢复密钥写入这个新文件")
        one.add_argument("--recovery-file", type=Path, metavar="FILE", help=words)
    for one in (encrypt, rekey, decrypt):
        words = _("以前的备份：keep 原样留着，recode 改为现在的口令，remove 删除")
        kinds = ("keep", "recode", "remove")
        one.add_argument("--backups", choices=kinds, default="keep", help=words)


def _add(commands: Commands, name: str, text: str, run: Job) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text)
    command.add_argument("--library", default="", help=_("企业库文件（默认为用户正在使用的）"))
    command.add_argument("--json", action="store_true", help=_("以 JSON 打印结果"))
    command.set_defaults(run=run)
    return command
