"""The pages of the window, each in the states that look different."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.core.pack_elements import Limb
from desktop_app.i18n import _
from desktop_app.ui.case_pages import CHECKS, LEDGER, REPORT, page_entries
from desktop_app.ui.ledger.page import LedgerPage
from desktop_app.ui.packs_page.findings import PackFindings
from desktop_app.ui.report_page import making
from installer.screens.files import altered, newer_release, package_for
from installer.screens.stage import Screen, Stage

if TYPE_CHECKING:
    from desktop_app.ui.assess.page import AssessPage
    from desktop_app.ui.checks.page import ChecksPage
    from desktop_app.ui.data_page import DataPage
    from desktop_app.ui.enterprises.page import EnterprisesPage
    from desktop_app.ui.evidence.page import EvidencePage
    from desktop_app.ui.history.page import HistoryPage
    from desktop_app.ui.improve.page import ImprovePage
    from desktop_app.ui.package.page import PackagePage
    from desktop_app.ui.packs_page.page import PacksPage
    from desktop_app.ui.report_page.page import ReportPage

PACK: Final = "electroplating"
"""A pack that is whole, for the views of one pack."""
_PLAIN: Final = ("start", "overview", "profile", "readiness")
_SECTIONS: Final = ("outlet", "product", "steel_process", "water", "fugitive")
_LIMBS: Final = tuple(one for one in Limb if one.value in (
    "clean_production", "energy", "carbon", "pollutants", "policy"))  # fmt: skip
_IMPROVE: Final = ("plan", "charts", "editor", "search")
_EVIDENCE: Final = ("all", "loose", "needs")
_VIEWS: Final = (
    ":findings", ":coverage", f"{PACK}:about", f"{PACK}:numbers", f"{PACK}:compare",
)  # fmt: skip
_HISTORY: Final = ("log", "moments", "compare")
_PACKAGES: Final = ("new", "parted", "sealed")


def page(page_id: str, share: float = 0) -> Callable[[Stage], None]:
    """A page as it comes up, or further down."""

    def show(stage: Stage) -> None:
        stage.window.show_page(page_id)
        if page_id == CHECKS:
            stage.wait(lambda: stage.bridge.findings is not None)
        stage.rest()
        stage.scroll(share)

    return show


# --- the ledger ----------------------------------------------------------------------------------


def _ledger(stage: Stage, section: str) -> DataPage:
    data = cast("DataPage", stage.window.show_page(LEDGER))
    data.show_section(section)
    return data


def _grid(stage: Stage, *, beside: bool, cell: tuple[int, int] | None = None) -> None:
    shown = _ledger(stage, "energy").shown
    if not isinstance(shown, LedgerPage):
        raise TypeError(shown)
    shown.beside_box.setChecked(beside)
    if cell is not None:
        shown.view.setCurrentIndex(shown.model.index(*cell))
        shown.view.setFocus()
    stage.settle()


def _sections(stage: Stage) -> None:
    data = _ledger(stage, "energy")
    if data.chooser.isVisible():
        data.chooser.click()


# --- judged --------------------------------------------------------------------------------------


def _limb(limb: Limb) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        shown = cast("AssessPage", stage.window.show_page("assess"))
        shown.search.clear()
        shown.show_limb(limb)
        stage.scroll(0)

    return show


def _row(stage: Stage) -> None:
    shown = cast("AssessPage", stage.window.show_page("assess"))
    view = shown.show_limb(Limb.CLEAN_PRODUCTION)
    key = next(key for key, row in view.rows.items() if row.reading.band is not None)
    view.reveal_row(key)
    stage.settle()


def _nothing_found(stage: Stage) -> None:
    shown = cast("AssessPage", stage.window.show_page("assess"))
    shown.show_limb(Limb.CLEAN_PRODUCTION)
    shown.search.setText("zzz")
    shown.search.searched.emit("zzz")


def _checks(stage: Stage, order: str) -> None:
    page(CHECKS)(stage)
    shown = cast("ChecksPage", stage.window.page_widget(CHECKS))
    shown.order.choose(order)
    shown.order.changed.emit(order)
    stage.settle()


def _improve(stage: Stage) -> ImprovePage:
    shown = cast("ImprovePage", stage.window.show_page("improve"))
    stage.wait(shown.gaps.waiting.isHidden)
    stage.rest()
    return shown


def _improve_as(stage: Stage, view: str) -> None:
    shown = _improve(stage)
    if view == "editor":
        shown.edit(stage.bridge.case.plan[0].id)
    elif view == "search":
        shown.show_search()
    else:
        shown._show_middle(shown.plan)
    stage.rest()
    stage.scroll(1 if view == "charts" else 0)


def _evidence(stage: Stage, view: str) -> None:
    shown = cast("EvidencePage", stage.window.show_page("evidence"))
    shown.views.choose(view)
    shown.refresh(None)
    stage.wait(lambda: view != "needs" or shown.needs.waiting.isHidden())
    stage.settle()


# --- the report ----------------------------------------------------------------------------------


def _report(stage: Stage, what: str = making.WHOLE, at: int = 1, zoom: float = 0) -> ReportPage:
    shown = cast("ReportPage", stage.window.show_page(REPORT))
    shown.beside.panel.hide()
    shown.what.choose(what)
    shown.refresh(None)
    stage.rest()
    shown.view.set_zoom(zoom)
    shown.view.go_to(at)
    stage.wait(lambda: shown.view.page in shown.view.drawn)
    shown.view.viewport().repaint()
    stage.rest()
    return shown


def _verified(stage: Stage) -> None:
    shown = _report(stage)
    target, changed = stage.folder / "report.pdf", stage.folder / "changed.pdf"
    if not changed.exists():
        shown.export_to(target, making.export_pdf)
        stage.wait(target.exists)
        stage.rest()
        altered(target, changed)
    shown.beside.verify(changed)
    stage.wait(shown.beside.panel.isVisible)
    stage.rest()


def _report_menu(stage: Stage) -> None:
    _report(stage).beside.open_menu()


def _report_choice(stage: Stage) -> None:
    _report(stage).what.showPopup()
    stage.settle()


# --- packs and library ---------------------------------------------------------------------------


def _packs(stage: Stage, target: str) -> PacksPage:
    shown = cast("PacksPage", stage.window.show_page("packs"))
    stage.wait(lambda: shown.door is not None)
    pack, _colon, view = target.partition(":")
    shown.show_pack(pack)
    shown.show_view(view)
    if isinstance(shown.view, PackFindings):
        stage.wait(shown.view.check_button.isEnabled)
    stage.rest()
    return shown


def _pack_card(stage: Stage, what: str) -> None:
    shown = _packs(stage, f"{PACK}:about")
    if what == "template":
        shown.door.start_template()  # type: ignore[union-attr]
    elif shown.chosen is not None and shown.door is not None:
        shown.door.export_to(shown.chosen, stage.folder / "pack.xlsx")
        stage.rest()
        if what == "workbook":
            shown.offer_files([stage.folder / "pack.xlsx"])
    stage.rest()


def _put_away(stage: Stage) -> None:
    shown = cast("PacksPage", stage.window.page_widget("packs"))
    if shown.card is not None:
        shown.card.decided.emit()


def _library(stage: Stage, view: str, *, chosen: int = 0) -> EnterprisesPage:
    shown = cast("EnterprisesPage", stage.window.show_page("enterprises"))
    stage.rest()
    shown.show_view(view)
    stage.wait(lambda: all(one.shown.packs for one in shown.list.model.lines))
    stage.rest()
    shown.list.table.clearSelection()
    table, model = shown.list.table, shown.list.table.model()
    last = model.index(chosen - 1, model.columnCount() - 1)
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    if chosen:
        table.selectionModel().select(QItemSelection(model.index(0, 0), last), rows)
    return shown


# --- pages the rail does not offer ---------------------------------------------------------------


def _history(stage: Stage, view: str) -> None:
    stage.window.history.show_page()
    shown = cast("HistoryPage", stage.window.page_widget("history"))
    shown.show_view(view)
    stage.rest()
    if view == "log":
        shown.log.table.selectRow(1)  # the day stands above
    stage.settle()


def _package(stage: Stage, kind: str) -> None:
    session = stage.bridge.session
    path = package_for(session, stage.folder, kind)
    stage.window.packages.open(path)
    stage.wait(lambda: stage.window.page == "package")
    stage.rest()
    shown = cast("PackagePage", stage.window.page_widget("package"))
    if shown.merge is not None:
        shown.merge.table.selectRow(0)


def _export(stage: Stage) -> None:
    stage.window.packages.export()
    stage.settle()


def _hidden(show: Callable[[Stage], object]) -> Callable[[Stage], None]:
    def shown(stage: Stage) -> None:
        show(stage)
        stage.rest()

    return shown


def _update(stage: Stage) -> None:
    stage.window.program.look_at(newer_release(stage.folder))
    stage.rest()


# --- over the pages ------------------------------------------------------------------------------


def _working(stage: Stage) -> None:
    page("overview")(stage)
    for kind, words in (
        ("info", _("后台还有任务在进行，完成后再试。")),
        ("done", _("自评包已导入。")),
        ("warning", _("已停止导出，没有留下文件。")),
    ):
        stage.window.toasts.show(words, kind)


def _focused(stage: Stage, page_id: str, stops: int) -> None:
    """The ring of the keyboard, where it is after so many tabs."""
    page(page_id)(stage)
    stage.window.page_widget(page_id).setFocus()
    for _stop in range(stops):
        QTest.keyClick(QApplication.focusWidget() or stage.window, Qt.Key.Key_Tab)
    stage.settle()


def _focused_rail(stage: Stage) -> None:
    page("overview")(stage)
    stage.window.region_action.trigger()
    QTest.keyClick(QApplication.focusWidget() or stage.window, Qt.Key.Key_Tab)
    stage.settle()


def _section(section: str) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        _ledger(stage, section)
        stage.settle()
        stage.scroll(0)

    return show


def _safety_end(stage: Stage) -> None:
    stage.window.safety.show_page()
    stage.rest()
    stage.scroll(1)


def case_screens() -> tuple[Screen, ...]:
    """The screens of a window with a case that has something of everything."""
    return (
        *(Screen(one.id, page(one.id)) for one in page_entries() if one.id in _PLAIN),
        Screen("overview-end", page("overview", 1)),
        Screen("profile-end", page("profile", 1)),
        Screen("ledger", partial(_grid, beside=False)),
        Screen("ledger-cell", partial(_grid, beside=False, cell=(1, 4))),
        Screen("ledger-last-year", partial(_grid, beside=True, cell=(1, 2))),
        Screen("ledger-sections", _sections),
        *(Screen(f"ledger-{one}", _section(one)) for one in _SECTIONS),
        *(Screen(f"assess-{one.value}", _limb(one)) for one in _LIMBS),
        Screen("assess-row", _row),
        Screen("assess-nothing", _nothing_found),
        Screen("readiness-end", page("readiness", 1)),
        *(Screen(f"improve-{view}", partial(_improve_as, view=view)) for view in _IMPROVE),
        Screen("checks", partial(_checks, order="severity")),
        Screen("checks-sections", partial(_checks, order="section")),
        *(Screen(f"evidence-{view}", partial(_evidence, view=view)) for view in _EVIDENCE),
        Screen("report", _report),
        Screen("report-page", partial(_report, at=8)),
        Screen("report-large", partial(_report, at=8, zoom=2)),
        Screen("report-form", partial(_report, what="energy_use")),
        Screen("report-verified", _verified),
        Screen("report-menu", _report_menu),
        Screen("report-choice", _report_choice),
        *(Screen(f"packs-{at.replace(':', '-')}", partial(_packs, target=at)) for at in _VIEWS),
        Screen("packs-template", partial(_pack_card, what="template")),
        Screen("packs-exported", partial(_pack_card, what="export")),
        Screen("packs-workbook", partial(_pack_card, what="workbook")),
        Screen("enterprises", partial(_library, view="list")),
        Screen("enterprises-chosen", partial(_library, view="list", chosen=2)),
        Screen("enterprises-heat", partial(_library, view="heat")),
        Screen("enterprises-trash", partial(_library, view="trash")),
        *(Screen(f"history-{view}", partial(_history, view=view)) for view in _HISTORY),
        Screen("safety", _hidden(lambda stage: stage.window.safety.show_page())),
        Screen("safety-end", _safety_end),
        Screen("about", _hidden(lambda stage: stage.window.program.show_about())),
        Screen("update", _update),
        Screen("package-export", _export),
        *(Screen(f"package-{kind}", partial(_package, kind=kind)) for kind in _PACKAGES),
        Screen("toasts", _working),
        Screen("focus-rail", _focused_rail),
        Screen("focus-overview", partial(_focused, page_id="overview", stops=3)),
        Screen("focus-checks", partial(_focused, page_id="checks", stops=6)),
    )
