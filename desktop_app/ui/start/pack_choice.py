"""The rule packs of a new case: the one that fits its industry is chosen, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop_app.app.pack_words import first_sentence
from desktop_app.i18n import _, translate
from desktop_app.ui import theme
from desktop_app.ui.components.check_box import CheckBox
from desktop_app.ui.components.fold import Fold
from desktop_app.ui.components.labels import label

if TYPE_CHECKING:
    from desktop_app.app.workspace import Offer

_WIDTH: Final = 700


class PackChoice(QWidget):
    """Check boxes, one per pack, with the reason why it is chosen or not below each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, CheckBox] = {}
        self._reasons: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(12))
        self._note = label("", "muted", wrap=True)
        self._column.addWidget(self._note)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the packs that are ticked."""
        return tuple(pack_id for pack_id, box in self.boxes.items() if box.isChecked())

    def show_offers(self, offers: Sequence[Offer], industry: str) -> None:
        """Offer packs for an industry; "" while none is picked."""
        while self._column.count() > 1:
            old = self._column.takeAt(1).widget()
            old.hide()
            old.deleteLater()
        self.boxes, self._reasons = {}, []
        fitting = sum(offer.fits for offer in offers)
        self._note.setText(_note(industry, fitting))
        self._note.setVisible(bool(self._note.text()))
        first = [offer for offer in offers if offer.fits or offer.required]
        others = [offer for offer in offers if offer not in first]
        for offer in first:
            self._column.addWidget(self._line(offer, sure=fitting == 1))
        if others:
            closed = _("其他行业的规则包（{count}）").format(count=len(others))
            fold = Fold(closed, _("收起其他行业的规则包"))
            for offer in others:
                fold.inside.addWidget(self._line(offer))
            self._column.addWidget(fold)
        self._size()

    def _size(self) -> None:
        """Give every reason the height of its lines: a scrolled page would cut the last one."""
        width = theme.current().px(_WIDTH)
        for why in self._reasons:
            why.ensurePolished()
            why.setFixedWidth(width)
            why.setFixedHeight(why.heightForWidth(width))

    def changeEvent(self, event: QEvent) -> None:
        """Measure the reasons in another font size."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._size()

    def _line(self, offer: Offer, *, sure: bool = False) -> QWidget:
        """One pack; it is ticked when it applies to all, or is the only one that fits."""
        made = QWidget()
        box = CheckBox(translate(offer.pack.name))
        box.setChecked(offer.required or (sure and offer.fits))
        box.setEnabled(not offer.required)
        self.boxes[offer.pack.id] = box
        why = label(_reason(offer), "caption", wrap=True)
        why.setToolTip(translate(offer.pack.summary))
        why.setContentsMargins(theme.current().px(28), 0, 0, 0)
        self._reasons.append(why)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(box)
        column.addWidget(why)
        return made


def _note(industry: str, fitting: int) -> str:
    if not industry:
        return _("选好行业后，这里会勾上适用的行业规则包；没有选行业也可以先用通用规则包。")
    if fitting > 1:
        return _("这个行业代码下有几种工艺，各有规则包：请勾上本企业实际有的。")
    if not fitting:
        return _("还没有这个行业的规则包：先用通用规则包算能源、碳和污染物，清洁生产等级暂不能评。")
    return ""


def _reason(offer: Offer) -> str:
    """Why the pack is chosen or not, with the first sentence of what it is about."""
    about = first_sentence(offer.pack.summary)
    if offer.required:
        return _("所有企业都用：{summary}").format(summary=about)
    if offer.fits:
        return _("适用于所选行业：{summary}").format(summary=about)
    return about
