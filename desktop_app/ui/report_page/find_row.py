"""Finding words in the document of the preview, in the background, place by place."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.i18n import _
from desktop_app.ui import theme
from desktop_app.ui.components.buttons import IconButton
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.search_field import SearchField
from desktop_app.ui.report_page.pdf_document import Found
from desktop_app.ui.report_page.view import PdfView
from desktop_app.ui.tasks import Cancel, CancelledError, Progress, Tasks

_MOST: Final = 2000
"""More places than anybody goes through; a letter alone has tens of thousands."""


class FindRow(QWidget):
    """Finds words in the document: Enter goes to the next place, Shift+Enter back, Esc ends it."""

    def __init__(self, view: PdfView, tasks: Tasks) -> None:
        super().__init__()
        self._view, self._tasks = view, tasks
        self._running: Cancel | None = None
        self.found: tuple[Found, ...] = ()
        self.at = -1
        self.field = _Words(self)
        self.count = label("", "caption")
        self.before = IconButton("chevron-up", _("上一处"))
        self.after = IconButton("chevron-down", _("下一处"))
        self.end = IconButton("x", _("结束查找"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().px(4))
        row.addStretch(1)
        for part in (self.field, self.count, self.before, self.after, self.end):
            row.addWidget(part)
        self.field.setMinimumWidth(theme.current().px(220))
        self.field.searched.connect(self.look)
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self.end.clicked.connect(self.close_up)
        self._say()

    def open(self) -> None:
        """Show the row and take the keyboard."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self.field.text().strip():
            self.look(self.field.text().strip())

    def close_up(self) -> None:
        """Hide the row and take the marks away."""
        self._stop()
        self.found, self.at = (), -1
        self._view.show_found(())
        self.hide()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def look(self, words: str) -> None:
        """Look for words from the page that is shown on; empty words are found nowhere."""
        self._stop()
        document, first = self._view.document, self._view.page - 1
        if document is None or not words:
            self._take(first, ())
            return
        pages = self._view.pages
        token = Cancel()
        self._running = token

        def job(progress: Progress) -> tuple[Found, ...]:
            every: list[Found] = []
            for index in range(pages):
                progress.check()
                every += document.find(words, index)
                if len(every) >= _MOST:
                    break
            return tuple(every[:_MOST])

        def done(found: tuple[Found, ...]) -> None:
            if self._running is token and isValid(self):
                self._running = None
                self._take(first, found)

        self._tasks.run(job, done, self._failed, cancel=token)

    def again(self) -> None:
        """The document is another one: look once more, if anything is looked for."""
        self.found, self.at = (), -1
        if not self.isHidden():
            self.look(self.field.text().strip())

    def step(self, step: int) -> None:
        """Go to the next place, or the one before; from the last to the first."""
        if self.found:
            self.at = (self.at + step) % len(self.found)
            self._view.show_found(self.found, self.at)
        self._say()

    def _take(self, first: int, found: tuple[Found, ...]) -> None:
        self.found = found
        ahead = (place for place, one in enumerate(found) if one.page >= first)
        self.at = next(ahead, 0 if found else -1)
        self._view.show_found(found, self.at)
        self._say()

    def _say(self) -> None:
        looked_for = bool(self.field.text().strip())
        text = f"{self.at + 1} / {len(self.found)}" if self.found else _("没有找到")
        self.count.setText(text if looked_for else "")
        for button in (self.before, self.after):
            button.setEnabled(bool(self.found))

    def _stop(self) -> None:
        if self._running is not None:
            self._running.request()
        self._running = None

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, CancelledError):
            raise error


class _Words(SearchField):
    """The words to find; keys that go on or end it are those of every reader."""

    def __init__(self, row: FindRow) -> None:
        super().__init__(_("在报告中查找"))
        self._row = row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on once what was typed is found; Esc ends it at once."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._row.close_up()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip() == self._last:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._row.step(-1 if back else 1)
        else:
            super().keyPressEvent(event)
