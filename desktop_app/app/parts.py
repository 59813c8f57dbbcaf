"""What the program consists of: every part with version, licence and the text of the licence.

The same list is shown in the window and written into the bill of materials of an installer. Python
distributions are those requirements.lock pins and tell about themselves; the rest stands in
resources/licences/parts.toml. A frozen program also carries `system.toml` beside it: the versions
of the interpreter it was given, and what was taken from the system it was frozen on.
"""

from __future__ import annotations

import platform
import re
import sqlite3
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any, Final

from desktop_app.app.paths import BILL, Paths
from desktop_app.i18n import _

PARTS: Final = "parts.toml"
SYSTEM_PARTS: Final = "system.toml"
"""Written by a build beside parts.toml, in the same form."""

_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
_TEXT_NAME: Final = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_FILED: Final = "License :: OSI Approved :: "
_LONGEST_LICENCE: Final = 80
_LARGEST_TEXT: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the program.

    Attributes:
        name: what it is called.
        version: "" when it is not known.
        licence: as an SPDX expression where the part has one, else in its own words.
        origin: the package or site it was taken from.
        python: whether it is a Python distribution, `name` being that of its project.
        texts: files with the text of its licence.
    """

    name: str
    version: str
    licence: str
    origin: str
    python: bool
    texts: tuple[Path, ...]


def parts(
    paths: Paths, *, system: str = sys.platform, search: Sequence[Path] | None = None
) -> list[Part]:
    """The parts of this program in alphabetical order.

    Args:
        paths: where the program is.
        system: the system it is made for, as sys.platform names it.
        search: folders with the Python distributions; by default where this Python has them.
    """
    stated = _stated(paths.licences / PARTS)
    where = sys.path if search is None else [str(one) for one in search]
    found = list(_distributions(paths, stated, where))
    built = _stated(paths.licences / SYSTEM_PARTS)
    versions = built.get("versions", {})
    others = (*stated.get("part", ()), *built.get("part", ()))
    mine = [one for one in others if system in one.get("systems", (system,))]
    found += [_other(paths, one, versions.get(one["name"], "")) for one in mine]
    return sorted(found, key=lambda part: part.name.lower())


def licence_text(part: Part) -> str:
    """The text of a part's licence; "" when it comes without one."""
    read = (path.read_bytes()[:_LARGEST_TEXT] for path in part.texts if path.is_file())
    return "\n\n".join(data.decode("utf-8", "replace").strip() for data in read)


def qt_duties() -> str:
    """What whoever gets Qt with the program must be told (LGPL version 3, section 4)."""
    return _(
        "窗口用 Qt 和 PySide6 画出，依 LGPL 第 3 版使用，未作修改，以动态库附带。"
        "可以换成自己编译的：用同一版本、同名的库文件（libQt6*、libpyside6*、libshiboken6*；"
        "Windows 是 Qt6*.dll、pyside6*.dll、shiboken6*.dll）替换程序文件夹里的即可，"
        "为此可以对本软件作反向工程。源代码在 download.qt.io：qt 和 QtForPython 目录下的同一版本，"
        "旧版本在 archive 目录下。全部组成部分另见程序里的 {bill}（CycloneDX）。"
    ).format(bill=BILL)


def _distributions(paths: Paths, stated: Mapping[str, Any], where: list[str]) -> Iterator[Part]:
    """The Python distributions of the lock file, as they are installed."""
    try:
        pins = _PIN.findall(paths.lock.read_text(encoding="utf-8"))
    except OSError:
        pins = []
    for name, version in pins:
        texts = _below(paths, stated.get("texts", {}).get(name, ()))
        licence = str(stated.get("licences", {}).get(name, ""))
        found = next(iter(distributions(name=name, path=where)), None)
        if found is None:
            yield Part(name, version, licence, f"PyPI: {name}", python=True, texts=texts)
            continue
        own, texts = str(found.metadata["Name"]), (*_texts(found), *texts)
        licence = licence or _licence(found)
        yield Part(own, found.version, licence, f"PyPI: {own}", python=True, texts=texts)


def _licence(found: Distribution) -> str:
    """The licence a distribution states: an expression, its own words, or how it is filed."""
    stated = _all(found, "License-Expression") + _all(found, "License")
    lines = [line for text in stated for line in text.strip().splitlines()[:1]]
    for line in lines:
        if line != "UNKNOWN" and len(line) <= _LONGEST_LICENCE:
            return line
    filed = _all(found, "Classifier")
    return ", ".join(one.removeprefix(_FILED) for one in filed if one.startswith(_FILED))


def _all(found: Distribution, name: str) -> list[str]:
    return [str(value) for value in found.metadata.get_all(name) or ()]


def _texts(found: Distribution) -> Iterator[Path]:
    for file in found.files or ():
        inside = [part.lower() for part in file.parts[:-1]]
        in_info = any(part.endswith(".dist-info") for part in inside)
        if in_info and (_TEXT_NAME.search(file.name) or "licenses" in inside):
            yield Path(str(found.locate_file(file)))


def _stated(file: Path) -> dict[str, Any]:
    """What a file of parts says; nothing when it is not there."""
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _other(paths: Paths, one: Mapping[str, Any], version: str) -> Part:
    return Part(
        name=one["name"],
        version=version or one.get("version") or _running(one["name"]),
        licence=one["licence"],
        origin=one["origin"],
        python=False,
        texts=_below(paths, one["texts"]),
    )


def _below(paths: Paths, names: Sequence[str]) -> tuple[Path, ...]:
    return tuple(paths.licences.parent / name for name in names)


def _running(name: str) -> str:
    """The version of a part that tells it while it runs."""
    if name == "Python":
        return platform.python_version()
    return sqlite3.sqlite_version if name == "SQLite" else ""
