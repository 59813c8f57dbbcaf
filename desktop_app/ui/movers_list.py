"""What moves a result most 影响最大的输入, as lines that lead to where each is filled in."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.core.evaluate import Evaluation
from desktop_app.core.what_moves import Driver, Mover, drivers
from desktop_app.i18n import _, format_number, translate
from desktop_app.ui.components.labels import label
from desktop_app.ui.link_row import LinkList

_PARAMETERS: Final = 3
_PLACES: Final = 2


class MoversList(QWidget):
    """A heading, the strongest inputs as links, the strongest parameters as text.

    Signals:
        opened(str): a line was opened; carries its target.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = label("", "strong", wrap=True)
        self.links = LinkList()
        self.links.opened.connect(self.opened)
        self._parameters = label("", "caption", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (self._heading, self.links, self._parameters):
            column.addWidget(part)

    @property
    def words(self) -> str:
        """Everything said here, for the clipboard."""
        lines = [f"{line.text} {line.mark}".rstrip() for line in self.links.lines]
        return "\n".join(filter(None, (self._heading.text(), *lines, self._parameters.text())))

    def show_movers(self, evaluation: Evaluation, result_id: str, most: int) -> None:
        """Show the `most` things that move a result; nothing at all where nothing does."""
        found = drivers(evaluation, result_id, most)
        links = [one for one in found if one.kind is not Mover.PARAMETER]
        factors = [one for one in found if one.kind is Mover.PARAMETER][:_PARAMETERS]
        self._heading.setText(_heading(found))
        self.links.show_lines([(one.jump, translate(one.name), "", effect(one)) for one in links])
        listed = _("；").join(f"{translate(one.name)} {effect(one)}" for one in factors)
        self._parameters.setText(_("系数：{listed}").format(listed=listed))
        self._parameters.setVisible(bool(factors))
        self.links.setVisible(bool(links))
        self.setVisible(bool(found))


def _heading(found: tuple[Driver, ...]) -> str:
    if any(one.unit == "%" for one in found):
        return _("影响最大的输入（各自增加 1% 时，结果的变化）")
    if any(one.kind is Mover.ROW for one in found):
        return _("影响最大的行（单独达到最好时）")
    if any(one.kind is Mover.ANSWER for one in found):
        return _("改变回答就会改变结论的问题")
    return _("影响最大的项（门槛和可得的分）")


def effect(driver: Driver) -> str:
    """What a mover does, in a few words."""
    if driver.kind is Mover.GATE:
        return _("封顶 {grade}").format(grade=driver.level)
    if driver.effect is None:
        return _("达到{level}").format(level=translate(driver.level)) if driver.level else ""
    shown = format_number(driver.effect, _PLACES)
    sign = "+" if driver.effect > 0 else ""
    if driver.unit == "%":
        return f"{sign}{shown}%"
    text = _("{sign}{points} 分").format(sign=sign, points=shown)
    return f"{text} → {translate(driver.level)}" if driver.level else text
