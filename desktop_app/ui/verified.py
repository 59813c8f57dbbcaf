"""Outputs of the program that come back: what verifying them found, said in one message."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop_app.core.problems import Problem
from desktop_app.i18n import _, translate
from desktop_app.ui.told import MOST

if TYPE_CHECKING:
    from desktop_app.app.verifying import Verified
    from desktop_app.ui.main_window import MainWindow
    from desktop_app.ui.tasks import Progress

_SOUND: Final = ("as_written", "extended", "resaved")


def verify(window: MainWindow, files: Sequence[Path]) -> None:
    """Hold each file against the stamp it bears, in the background, and say what was found."""
    paths = window.paths
    row = window.status_line.begin(_("正在核对 {count} 个文件…").format(count=len(files)))

    def job(progress: Progress) -> list[Verified | Problem]:
        from desktop_app.app.verifying import verify_file

        found: list[Verified | Problem] = []
        for one in files:
            progress.check()
            verified = verify_file(paths, one, lambda _share: progress.check())
            found += verified if isinstance(verified, tuple) else [verified]
        return found

    def done(found: Sequence[Verified | Problem]) -> None:
        window.status_line.end(row)
        lines = [_line(one) for one in found]
        if len(lines) > MOST:
            rest = _("另有 {count} 个文件没有列出。").format(count=len(lines) - MOST + 1)
            lines[MOST - 1 :] = [rest]
        window.toasts.show("\n".join(lines), "done" if all(map(_sound, found)) else "warning")

    def failed(error: Exception) -> None:
        window.status_line.end(row)
        raise error

    window.tasks.run(job, done, failed)


def _sound(found: Verified | Problem) -> bool:
    if isinstance(found, Problem):
        return False
    forged = found.signature is not None and not found.signature.holds
    return found.state in _SOUND and not forged


def _line(found: Verified | Problem) -> str:
    """The file, whose it is, and the verdict."""
    from desktop_app.app.verify_words import signature_words, state_title, state_words

    if isinstance(found, Problem):
        return found.told(translate)
    name, told = found.name, found.provenance
    if told is not None:
        name = _("{file}（{enterprise} {year} 年）").format(
            file=name, enterprise=told.enterprise, year=told.year
        )
    line = _("{file}：{verdict}。{words}").format(
        file=name, verdict=state_title(found), words=state_words(found)
    )
    forged = found.signature is not None and not found.signature.holds
    return f"{line}{signature_words(found.signature)}" if forged else line
