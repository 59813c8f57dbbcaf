"""The windows the screens belong to: a case full, empty or none, a library that is ill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.app.case_file import read_case_file
from desktop_app.app.catalog import Catalog
from desktop_app.app.example import store_case
from desktop_app.app.paths import Paths, find_paths
from desktop_app.app.protection import set_password
from desktop_app.app.session import CaseSession
from desktop_app.app.showcase import fresh_showcase
from desktop_app.app.workspace import Workspace
from desktop_app.core.data import Enterprise
from desktop_app.core.problems import Problem
from desktop_app.i18n import _
from desktop_app.store.keyring import KEYRING
from desktop_app.store.library import Library
from desktop_app.ui.case_pages import START, page_entries
from desktop_app.ui.screens import open_bare_window, open_window
from desktop_app.ui.theme import ThemeControl
from installer.screens.files import install_own_pack
from installer.screens.pages import case_screens, page
from installer.screens.panels import panel_screens
from installer.screens.stage import Screen, Stage

_OTHERS: Final = (
    "cement/cases/near_zero_2023.toml",
    "electroplating/cases/level_two.toml",
    "aluminium/cases/smelter_2023.toml",
    "coal_power/cases/ordinary_2024.toml",
    "baijiu/cases/plant_2024.toml",
    "manganese/cases/plant_2024.toml",
)
"""Cases that fill the library of the first window."""
_PASSWORD: Final = "guiyang-26"

Opened = Iterator[tuple[Stage, ThemeControl]]


@dataclass(frozen=True, slots=True)
class Setting:
    """A window and its screens; `open` prepares it in a folder of its own."""

    name: str
    open: Callable[[Path], AbstractContextManager[tuple[Stage, ThemeControl]]]
    screens: tuple[Screen, ...]


def _paths(folder: Path) -> Paths:
    user = folder / "user"
    user.mkdir(exist_ok=True)
    return find_paths(user)


def _full(folder: Path) -> Opened:
    """The demonstration case of two years, and others beside it in the library."""
    paths = _paths(folder)
    catalog = Catalog(paths)
    session = fresh_showcase(paths, catalog, folder)
    if not isinstance(session, CaseSession):
        raise ValueError(session)
    for name in _OTHERS:
        read = read_case_file(paths.forms / name, catalog)
        stored = store_case(read, session.library, catalog, _("打开示例"), session.clock)
        if not isinstance(stored, CaseSession):
            raise ValueError(stored)
    with open_window(paths, session) as (window, control):
        yield Stage(window, folder), control
    session.library.close()


def _empty(folder: Path) -> Opened:
    """A case of an enterprise that has not filled anything yet."""
    paths = _paths(folder)
    workspace = Workspace.open(paths)
    enterprise = Enterprise(_("新建企业"), region="520100", industry="C3120")
    session = workspace.create(enterprise, 2024, ("general", "steel", "readiness"))
    if not isinstance(session, CaseSession):
        raise ValueError(session)
    with open_window(paths, session) as (window, control):
        yield Stage(window, folder), control
    workspace.close()


def _bare(folder: Path) -> Opened:
    """The very first start."""
    with open_bare_window(_paths(folder)) as (window, control):
        stage = Stage(window, folder)
        window.load()
        stage.wait(lambda: window.workspace is not None)
        stage.rest()
        yield stage, control


def _loading(folder: Path) -> Opened:
    """The first picture, before anything is loaded."""
    with open_bare_window(_paths(folder)) as (window, control):
        yield Stage(window, folder), control


def _damaged(folder: Path) -> Opened:
    """A library that cannot be read."""
    paths = _paths(folder)
    paths.library.parent.mkdir(parents=True, exist_ok=True)
    paths.library.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 64)
    with open_bare_window(paths) as (window, control):
        stage = Stage(window, folder)
        window.load()
        stage.wait(lambda: window.workspace is not None)
        stage.rest()
        yield stage, control


def _sealed(folder: Path) -> Opened:
    """A library with a password."""
    paths = _paths(folder)
    library = Library.open(paths.library)
    if isinstance(library, Problem):
        raise ValueError(library)
    library.close()
    set_password(paths.library, _PASSWORD)
    KEYRING.clear()
    with open_bare_window(paths) as (window, control):
        stage = Stage(window, folder)
        window.load()
        stage.wait(lambda: window.locking.locked)
        stage.rest()
        yield stage, control


def _moved(folder: Path) -> Opened:
    """A case that was judged by an earlier version of a pack."""
    paths = _paths(folder)
    install_own_pack(paths, "2026.1.1", 2)
    workspace = Workspace.open(paths)
    made = workspace.create(Enterprise("甲厂", region="520100"), 2023, ("general", "own"))
    if not isinstance(made, CaseSession):
        raise ValueError(made)
    workspace.close()
    install_own_pack(paths, "2026.9.1", 3)
    again = Workspace.open(paths)
    session = again.open_case(made.case_id)
    if not isinstance(session, CaseSession):
        raise ValueError(session)
    with open_window(paths, session) as (window, control):
        yield Stage(window, folder), control
    again.close()


# --- what is seen in them ------------------------------------------------------------------------


def _new(stage: Stage) -> None:
    stage.window.show_page(START)
    stage.window.start_page.start_new()
    form = stage.window.start_page.form
    form.name.clear()
    form.uscc.clear()
    stage.settle()


def _new_with_problems(stage: Stage) -> None:
    _new(stage)
    form = stage.window.start_page.form
    form.uscc.setText("91520100MA6DXXXX15")
    form.uscc.textEdited.emit(form.uscc.text())
    form.create_button.click()
    stage.settle()


def _home(stage: Stage) -> None:
    start = stage.window.start_page
    start._stack.setCurrentWidget(start.home)
    stage.window.show_page(START)


def _lock_refuses(stage: Stage) -> None:
    stage.window.locking.screen.refuse(_("口令不对。"))


def _move_page(stage: Stage) -> None:
    page("overview")(stage)
    stage.window._pack_watch.notice.wanted.emit()
    stage.rest()


def _emptied() -> tuple[Screen, ...]:
    pages = [one.id for one in page_entries() if one.id not in (START, "packs")]
    history = Screen("empty-history", lambda stage: stage.window.history.show_page())
    return (*(Screen(f"empty-{one}", page(one)) for one in pages), history)


def settings() -> tuple[Setting, ...]:
    """Every window with its screens, in the order they are drawn."""
    return (
        Setting("full", contextmanager(_full), (*case_screens(), *panel_screens())),
        Setting("empty", contextmanager(_empty), _emptied()),
        Setting(
            "first",
            contextmanager(_bare),
            (
                Screen("first-start", _home),
                Screen("first-new", _new),
                Screen("first-problems", _new_with_problems),
                Screen("first-enterprises", page("enterprises")),
            ),
        ),
        Setting("loading", contextmanager(_loading), (Screen("loading", lambda _stage: None),)),
        Setting(
            "damaged",
            contextmanager(_damaged),
            (
                Screen("damaged", page(START)),
                Screen("damaged-safety", lambda stage: stage.window.safety.show_page()),
            ),
        ),
        Setting(
            "sealed",
            contextmanager(_sealed),
            (
                Screen("lock", lambda stage: stage.settle()),
                Screen("lock-refused", _lock_refuses),
            ),
        ),
        Setting(
            "moved",
            contextmanager(_moved),
            (Screen("pack-newer", page("overview")), Screen("pack-move", _move_page)),
        ),
    )
