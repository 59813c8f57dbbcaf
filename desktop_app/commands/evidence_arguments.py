"""What can be asked of `near-zero evidence`; imports nothing that takes time."""

from __future__ import annotations

from pathlib import Path

from desktop_app.commands.pack_arguments import Commands, JobOf, add_command
from desktop_app.commands.report_arguments import add_signing
from desktop_app.i18n import _


def add_evidence(commands: Commands, job: JobOf) -> None:
    """Declare `evidence` with its own commands; `job` finds what one does by module and name."""
    evidence = commands.add_parser("evidence", help=_("佐证：列出、添加、导出、核对"))
    inner = evidence.add_subparsers(title=_("命令"), metavar="", required=True)
    words = _("列出佐证：编号、题名、种类、关联")
    listed = add_command(inner, "list", words, job("evidence", "list_evidence"))
    listed.add_argument(
        "--needs", action="store_true", help=_("改为列出还没有佐证的填报值，影响大的在前")
    )
    added = add_command(inner, "add", _("添加佐证文件"), job("evidence", "add"))
    added.add_argument("file", type=Path, nargs="+", help=_("文件，可写多个"))
    words = _("关联到：energy.raw_coal@2023-03、outlet[DA001] 或结果编号；可写多次")
    added.add_argument("--link", action="append", default=[], metavar="KEY", help=words)
    for name, text in (
        ("title", _("题名（默认取文件名）")),
        ("kind", "invoice、ledger、monitoring、photo、certificate、other"),
        ("dated", _("文件日期，如 2023-06-30")),
        ("issuer", _("出具单位")),
        ("note", _("备注")),
    ):
        added.add_argument(f"--{name}", help=text)
    words = _("导出佐证文件，附 SHA-256 清单")
    export = add_command(inner, "export", words, job("evidence", "export"))
    export.add_argument("number", nargs="*", help=_("只要这些编号，如 P-001（默认全部）"))
    export.add_argument("--out", type=Path, required=True, help=_("输出文件夹"))
    words = _("核对佐证内容与登记的 SHA-256")
    verify = add_command(inner, "verify", words, job("evidence", "verify"))
    words = _("把全部佐证汇编成一个 PDF：目录、隔页、各份材料、指纹清单、签章页")
    binder = add_command(inner, "binder", words, job("binding", "bind"))
    words = _("输出文件 .pdf 或文件夹（默认为当前文件夹）")
    binder.add_argument("--out", type=Path, default=Path(), help=words)
    add_signing(binder)
    for one in (listed, added, export, verify, binder):
        one.add_argument(
            "--case", default="", help=_("自评：编号，或企业名称加年度；只有一个可省略")
        )
        one.add_argument("--library", default="", help=_("企业库文件（默认为用户自己的）"))
