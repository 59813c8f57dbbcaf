"""What can be asked of `near-zero history`; imports nothing that takes time."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.commands.pack_arguments import Commands, Job, JobOf
from desktop_app.i18n import _


def add_history(commands: Commands, job: JobOf) -> None:
    """Declare `history` with its own commands; `job` finds what a command does by its name."""
    history = commands.add_parser("history", help=_("修改记录、存档点和比较"))
    inner = history.add_subparsers(title=_("命令"), metavar="", required=True)
    listed = _add(inner, "list", _("列出一个自评的修改，新的在前"), job("history", "list_edits"))
    listed.add_argument("--find", default="", help=_("只要步骤或数据项名称含这段文字的"))
    listed.add_argument("--who", default=None, help=_("只要这个人的（空文字为未署名）"))
    listed.add_argument("--how", default="", help=_("只要这样来的：typed、pasted、imported…"))
    listed.add_argument("--what", default="", help=_("只要改这一类的：data、profile、records…"))
    listed.add_argument("--limit", type=int, default=50, help=_("最多列几条（默认 50）"))
    listed.add_argument("--before", type=int, default=0, help=_("只要比这个编号更早的"))
    show = _add(inner, "show", _("一次修改的内容，或一个数据项的历史"), job("history", "show"))
    show.add_argument("place", help=_("修改的编号，或数据项如 energy.raw_coal@2023-03"))
    compare = _add(
        inner, "compare", _("比较两个时点、两个年度或两个自评"), job("history", "compare")
    )
    words = _("原来的时点：存档点的名称、修改的编号或 now（默认 now）")
    compare.add_argument("--from", dest="old", default="now", help=words)
    words = _("现在的时点（默认 now）")
    compare.add_argument("--to", dest="new", default="now", help=words)
    words = _("“原来”取自另一个自评：编号，或企业名称和年度")
    compare.add_argument("--with", dest="other", default="", metavar="CASE", help=words)
    compare.add_argument("--out", type=Path, default=None, help=_("另存为工作簿 (.xlsx)"))
    back = _add(inner, "back", _("回到一个时点；是一次可撤销的修改"), job("history", "go_back"))
    back.add_argument("--to", dest="new", required=True, help=_("存档点的名称或修改的编号"))
    _add_moments(inner, job)


def _add_moments(inner: Commands, job: JobOf) -> None:
    moments = inner.add_parser("moment", help=_("存档点：新建、列出、改名、删除"))
    verbs = moments.add_subparsers(title=_("命令"), metavar="", required=True)
    _add(verbs, "list", _("列出存档点"), job("history_moments", "list_moments"))
    add = _add(verbs, "add", _("给现在（或某次修改之后）存档"), job("history_moments", "add"))
    add.add_argument("name", help=_("名称，如“报送前”"))
    add.add_argument("--note", default="", help=_("说明"))
    add.add_argument("--at", type=int, default=-1, help=_("修改的编号（默认现在）"))
    rename = _add(verbs, "rename", _("改名或改说明"), job("history_moments", "rename"))
    rename.add_argument("moment", help=_("存档点的名称"))
    rename.add_argument("--name", default=None, help=_("新的名称"))
    rename.add_argument("--note", default=None, help=_("新的说明"))
    remove = _add(verbs, "remove", _("删除存档点；修改记录不变"), job("history_moments", "remove"))
    remove.add_argument("moment", help=_("存档点的名称"))


def _add(commands: Commands, name: str, about: str, job: Job) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=about)
    command.add_argument(
        "--case", default="", help=_("自评：编号，或企业名称加年度；只有一个可省略")
    )
    command.add_argument("--library", default="", help=_("企业库文件（默认为用户自己的）"))
    command.add_argument("--json", action="store_true", help=_("以 JSON 打印结果"))
    command.set_defaults(run=job)
    return command
