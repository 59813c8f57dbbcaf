"""What can be asked of `near-zero workbook`; imports nothing that takes time."""

from __future__ import annotations

from pathlib import Path

from desktop_app.commands.pack_arguments import Commands, JobOf, add_command
from desktop_app.i18n import _


def add_workbook(commands: Commands, job: JobOf) -> None:
    """Declare `workbook` with its own commands; `job` finds what one does by module and name."""
    workbook = commands.add_parser("workbook", help=_("导出的工作簿改过以后导回"))
    inner = workbook.add_subparsers(title=_("命令"), metavar="", required=True)
    words = _("导入在 Excel 里改过的自评工作簿：逐格列出改动，冲突要选一边")
    taken = add_command(inner, "import", words, job("returned", "take_back"))
    taken.add_argument("file", type=Path, metavar="FILE", help=_("改过的 .xlsx"))
    taken.add_argument("--case", default="", help=_("自评：编号，或企业名称加年度；只有一个可省略"))
    taken.add_argument("--library", default="", help=_("企业库文件（默认为用户自己的）"))
    taken.add_argument("--preview", action="store_true", help=_("只列出改动，不导入"))
    words = _("自评在导出以后也改过的：keep 留自评的，take 用工作簿的")
    taken.add_argument("--clashes", choices=("keep", "take"), help=words)
    taken.add_argument("--anyway", action="store_true", help=_("企业名称不同也导入"))
