"""Files given to the program, by a double click or after its name: the window opens them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop_app.commands.pack_arguments import Commands, Job
from desktop_app.i18n import _

OPEN = "open"
_WITHOUT_VALUE = ("--version", "--help", "-h")


def add_open(commands: Commands, window: Job) -> None:
    """The command that opens the window with files."""
    words = _("在窗口里打开文件：自评包、规则包、台账、企业库……；命令名可省，双击文件就是这样")
    opened = commands.add_parser(OPEN, help=words)
    opened.add_argument("files", type=Path, nargs="*", metavar="FILE", help=_("文件"))
    opened.set_defaults(run=window)


def with_files(given: Sequence[str]) -> list[str]:
    """The arguments; where a file stands in place of a command, files are to be opened."""
    first = 0
    while first < len(given) and given[first].startswith("-"):
        alone = given[first] in _WITHOUT_VALUE or "=" in given[first]
        first += 1 if alone else 2
    files = given[first:]
    if files and all(map(_is_file, files)):
        return [*given[:first], OPEN, *files]
    return list(given)


def _is_file(argument: str) -> bool:
    """Whether an argument is a file there is, or could only be meant as one."""
    path = Path(argument)
    return not argument.startswith("-") and (bool(path.suffix) or path.is_file())
