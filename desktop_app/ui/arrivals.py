"""Files that come to the window: dropped on it, or opened from the desktop by a double click.

Whoever can do something with a kind of file registers; the first that takes a file gets it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from desktop_app.i18n import _

if TYPE_CHECKING:
    from desktop_app.ui.main_window import MainWindow

LIBRARY_SUFFIX: Final = ".nzl"


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes which files; goes by their names, because asked while something is dragged."""

    accepts: Callable[[Path], bool]
    take: Callable[[list[Path]], object]


class Arrivals(QObject):
    """Hands files on to whoever takes them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._takers: list[Taker] = []
        self._waiting: tuple[Path, ...] = ()
        self.register(is_library, lambda paths: window.use_library(str(paths[0])))
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        window.opener.loaded.connect(self._loaded)

    def register(
        self, accepts: Callable[[Path], bool], take: Callable[[list[Path]], object]
    ) -> None:
        """Let somebody take the files `accepts` says yes to."""
        self._takers.append(Taker(accepts, take))

    def open_later(self, paths: Sequence[Path]) -> None:
        """Hand files on as soon as library and packs are there."""
        self._waiting = tuple(paths)

    def offer(self, paths: Sequence[Path]) -> bool:
        """Hand files on; False when nobody takes any of them."""
        for taker in self._takers:
            wanted = [path for path in paths if taker.accepts(path)]
            if wanted:
                taker.take(wanted)
                return True
        return False

    def _loaded(self) -> None:
        waiting, self._waiting = self._waiting, ()
        if waiting and not self.offer(waiting):
            names = "、".join(path.name for path in waiting)
            self._window.toasts.show(
                _("本软件打不开这种文件：{name}").format(name=names), "problem"
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that are dropped anywhere on the window."""
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            taken = any(self._somebody_takes(path) for path in files_in(event.mimeData()))
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            taken = self.offer(files_in(event.mimeData()))
        else:
            return super().eventFilter(watched, event)
        if taken:
            event.acceptProposedAction()
        return taken or super().eventFilter(watched, event)

    def _somebody_takes(self, path: Path) -> bool:
        return any(taker.accepts(path) for taker in self._takers)


def is_library(path: Path) -> bool:
    """Whether a file bears the name of a library."""
    return path.suffix.lower() == LIBRARY_SUFFIX


def files_in(mime: QMimeData) -> list[Path]:
    """The files of this machine among what is dragged."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
