"""What every test gets: no screen, no network, no contact with the user's own files."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# Read by Qt when the first window is made, so it must be set before any test module is imported.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"

# How long an example, or making it, takes says more about the machine than about the code.
settings.register_profile(
    "near-zero", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("near-zero")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put modules that share one slow set-up first, so that only one process makes it.

    The processes of a parallel run begin with equal parts of the list and then take from the ends
    of each other's parts.
    """
    items.sort(key=lambda item: item.get_closest_marker("set_up_once") is None)


def is_local(family: int, address: object) -> bool:
    """Whether a socket address stays on this machine (D-Bus and X11 use such sockets)."""
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = str(address[0]) if isinstance(address, tuple) else ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app never uses the network, so a test that tries to leave the machine fails."""
    for name in ("connect", "connect_ex"):
        real = getattr(socket.socket, name)

        def guarded(self: socket.socket, address: Any, _real: Any = real) -> Any:  # noqa: ANN401
            if not is_local(self.family, address):
                raise AssertionError(f"network use: {address}")
            return _real(self, address)

        monkeypatch.setattr(socket.socket, name, guarded)


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home folder for this run alone: data, settings and cache of the user stay untouched."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(home))
        for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        yield home


@pytest.fixture
def odd_path(tmp_path: Path) -> Path:
    """A fresh folder as Windows users have them: Chinese, a space, full-width brackets."""
    path = tmp_path / "企业 数据（测试）"
    path.mkdir()
    return path


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """pytest-qt's application with the bundled fonts, without which Chinese is drawn as boxes."""
    from PySide6.QtGui import QFontDatabase

    for path in sorted(FONTS.glob("*.ttf")):
        assert QFontDatabase.addApplicationFont(str(path)) != -1, path.name
    return qapp
