"""How much is filled in: the whole as a ring, every section as a line that leads to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.summary import Completion
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.card import Card
from desktop_app.ui.components.completion_ring import CompletionRing
from desktop_app.ui.components.labels import label
from desktop_app.ui.components.progress_bar import ThinBar
from desktop_app.ui.link_row import LinkRow


class _SectionLine(LinkRow):
    """A section with its share as a thin bar."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = ThinBar()
        self._bar.setFixedWidth(theme.current().px(72))
        self._count = label("", "caption")
        self._count.setMinimumWidth(theme.current().px(44))
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.behind.setSpacing(8)
        self.behind.addWidget(self._bar)
        self.behind.addWidget(self._count)

    def show_section(self, part: Completion) -> None:
        """Show a section; its target is its id."""
        self.show_line(part.section, translate(part.title))
        count = f"{part.answered} / {part.asked}"
        if self._count.text() != count:
            self._count.setText(count)
            self._bar.set_share(float(part.share))
            self.setAccessibleDescription(count)


class RingCard(Card):
    """The ring, and how many answers are asked for and given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._ring = CompletionRing()
        self._heading = label(_("完成度"), "strong")
        self._sentence = label("", "caption", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._heading)
        words.addWidget(self._sentence)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._ring)
        row.addLayout(words, 1)
        self.body.addLayout(row)

    @property
    def sentence(self) -> str:
        """What is said beside the ring."""
        return self._sentence.text()

    def show_progress(self, parts: Sequence[Completion]) -> None:
        """Show all sections together."""
        asked = sum(part.asked for part in parts)
        answered = sum(part.answered for part in parts)
        self._ring.set_share(Completion("", "", asked, answered).share)
        self._sentence.setText(
            _("应填 {asked} 项，已答 {answered} 项，还差 {left} 项").format(
                asked=asked, answered=answered, left=asked - answered
            )
        )


class SectionsCard(Card):
    """The sections that ask for something, in form order.

    Signals:
        section_opened(str): a section's line was opened; carries its id.
    """

    section_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("各部分完成情况"), parent=parent)
        self._lines: dict[str, _SectionLine] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)

    @property
    def lines(self) -> dict[str, LinkRow]:
        """The lines shown, by section."""
        return {key: line for key, line in self._lines.items() if not line.isHidden()}

    def show_progress(self, parts: Sequence[Completion]) -> None:
        """Show the sections; those that ask nothing are left out."""
        for part in parts:
            if part.asked and part.section not in self._lines:
                self._add(part.section)
        for part in parts:
            line = self._lines.get(part.section)
            if line is not None:
                line.setVisible(bool(part.asked))
                line.show_section(part)

    def _add(self, section: str) -> None:
        line = _SectionLine()
        line.opened.connect(self.section_opened)
        self._lines[section] = line
        self._list.addWidget(line)
