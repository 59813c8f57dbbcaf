"""What can be asked of `near-zero verify`; imports nothing that takes time."""

from __future__ import annotations

from pathlib import Path

from desktop_app.commands.pack_arguments import Commands, JobOf, add_command
from desktop_app.i18n import _


def add_verify(commands: Commands, job: JobOf) -> None:
    """Declare `verify`; `job` finds what it does by module and name."""
    words = _("核对报告、工作簿、规则包、自评包：是否原样，改动了哪里，自评此后有没有变")
    verify = add_command(commands, "verify", words, job("verifying", "verify"))
    verify.add_argument("file", type=Path, help=_("PDF、.docx、.xlsx、.nzpack 或 .nzcase 文件"))
    verify.add_argument(
        "--case", default="", help=_("与哪个自评比较：编号，或企业名称加年度；省略时自动查找")
    )
    verify.add_argument(
        "--library", default="", help=_("企业库文件（默认为用户自己的；没有就不比较）")
    )
    verify.add_argument("--password-file", type=Path, help=_("口令文件（第一行是口令）"))
    verify.add_argument("--trust", action="store_true", help=_("信任签名人（先核对公钥指纹）"))
