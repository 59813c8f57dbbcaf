"""The bill of materials of a frozen program (CycloneDX 1.6, JSON), and the licences it must carry.

Usage: python -m installer.bill FOLDER SYSTEM PYTHON SQLITE [DPKG_DATABASE]

FOLDER holds the program's libraries and data, SYSTEM is linux or win32, then the versions of the
interpreter in it. What was taken from the packages of a Debian is looked up in its database, and
their copyright files go along. A binary that belongs to nothing listed is an error.
"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

import tomli_w
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.contrib.this.builders import this_component
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from desktop_app.app.about import NAME, VERSION
from desktop_app.app.parts import SYSTEM_PARTS, Part, licence_text, parts, qt_duties
from desktop_app.app.paths import BILL, Paths
from installer.owners import linked_openssl, strangers
from installer.steps import NOTICE

_DEBIAN: Final = "Debian: "
_SHORT: Final = re.compile(r"^License:[ \t]*(\S.*)$", re.MULTILINE)
_MOST_LICENCES: Final = 4
_NO_TEXT: Final = frozenset({"blessing", "LicenseRef-Microsoft-Redistributable"})

# Of the library itself: Debian's copyright files also name those of its tools and packaging.
_LIBRARIES: Final = {
    "libbz2": "bzip2-1.0.6",
    "libexpat": "MIT",
    "libffi": "MIT",
    "liblzma": "LicenseRef-public-domain",
    "libssl1": "OpenSSL",
    "libssl3": "Apache-2.0",
    "libuuid": "BSD-3-Clause",
    "libxcb": "MIT",
    "libxkbcommon": "MIT",
    "libzstd": "BSD-3-Clause",
}

# Known to registries of vulnerabilities by this name alone.
_GENERIC: Final = frozenset({"OpenSSL", "Python", "Qt", "SQLite"})

# Linked into the launchers of Windows, and the unpacker of the installer.
_WINDOWS_TOOLS: Final = {"mingw-w64-common": "ZPL-2.1", "nsis-common": "Zlib"}


def bill_of(found: list[Part]) -> Bom:
    """The bill of materials that lists these parts of this version of the program."""
    licences = LicenseFactory()
    bill = Bom()
    program = Component(
        name="near-zero", version=VERSION, type=ComponentType.APPLICATION, bom_ref="near-zero"
    )
    bill.metadata.component = program
    bill.metadata.tools.components.add(this_component())
    for number, part in enumerate(found):
        kind = ComponentType.FILE if "Sans" in part.name else ComponentType.LIBRARY
        component = Component(
            name=part.name,
            version=part.version or None,
            type=kind,
            bom_ref=f"{number}-{part.name}",
            description=part.origin,
            licenses=[licences.make_from_string(part.licence)] if part.licence else [],
            purl=_address(part),
        )
        bill.components.add(component)
        bill.register_dependency(program, [component])
    return bill


def _address(part: Part) -> PackageURL | None:
    """Where the part is known to registries of vulnerabilities."""
    if part.python:
        return PackageURL("pypi", name=part.name.lower().replace("_", "-"), version=part.version)
    if part.origin.startswith(_DEBIAN):
        name, _space, version = part.origin.removeprefix(_DEBIAN).partition(" ")
        return PackageURL("deb", "debian", name.split(":")[0], version or part.version)
    if part.name in _GENERIC:
        return PackageURL("generic", name=part.name.lower(), version=part.version)
    return None


def lacking(found: list[Part]) -> list[str]:
    """The parts without a licence, or without its text where one must go along."""
    bare = (p for p in found if p.licence not in _NO_TEXT and not licence_text(p))
    return [p.name for p in (*bare, *(p for p in found if not p.licence))]


def _debian_part(
    package: str, folder: Path, database: Path, licence: str = ""
) -> dict[str, object]:
    """A Debian package for system.toml; its copyright file goes to resources/licences/debian."""
    name = package.split(":", maxsplit=1)[0]
    text = database.parents[2] / "usr/share/doc" / name / "copyright"
    words = text.read_text(encoding="utf-8", errors="replace") if text.exists() else ""
    kept = _keep(folder, f"debian/{name}.txt", words)
    known = next((of for start, of in _LIBRARIES.items() if name.startswith(start)), "")
    return {
        "name": name,
        "version": _query(database, "-W", "-f", "${Version}", package),
        "licence": licence or known or _short(words),
        "origin": f"{_DEBIAN}{package}",
        "texts": [kept],
    }


def _keep(folder: Path, name: str, words: str) -> str:
    """Put the text of a licence into the program; returns where, below resources/."""
    kept = Path("licences") / name
    target = folder / "resources" / kept
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(words, encoding="utf-8")
    return kept.as_posix()


def _short(words: str) -> str:
    """The licences a copyright file names, if it names them in a form machines can read."""
    named = dict.fromkeys(one.strip() for one in _SHORT.findall(words))
    return " / ".join(list(named)[:_MOST_LICENCES])


def libraries(folder: Path, database: Path) -> dict[str, str]:
    """The shared libraries directly in a folder that came from Debian, with their package."""
    found = {file.name: _query(database, "-S", f"*/{file.name}") for file in folder.glob("*.so*")}
    return {name: told.split(": ", 1)[0].split(",")[0] for name, told in found.items() if told}


def _query(database: Path, *arguments: str) -> str:
    command = ["dpkg-query", f"--admindir={database}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()[0].strip() if done.returncode == 0 and done.stdout else ""


def _bootloader(folder: Path) -> dict[str, object]:
    """What starts a program that PyInstaller froze; its licence lets any program be started."""
    tool = distribution("pyinstaller")
    words = tool.locate_file(next(f for f in tool.files or () if f.name == "COPYING.txt"))
    kept = _keep(folder, "PyInstaller.txt", Path(str(words)).read_text(encoding="utf-8"))
    return {
        "name": "PyInstaller bootloader",
        "version": tool.version,
        "licence": "GPL-2.0-or-later WITH Bootloader-exception",
        "origin": "PyPI: pyinstaller",
        "texts": [kept],
    }


def _openssl(origin: str, version: str) -> dict[str, object]:
    return {
        "name": "OpenSSL",
        "version": version,
        "licence": "Apache-2.0",
        "origin": origin if origin == "CPython" else f"PyPI: {origin}",
        "texts": ["licences/Apache-2.0.txt"],
    }


def notice(folder: Path, system: str) -> str:
    """The terms of the parts of a program, as an installer shows them."""
    found = parts(Paths(folder, folder), system=system, search=[folder])
    lines = [f"{part.name} {part.version}".strip() + f"：{part.licence}" for part in found]
    where = (
        f"许可证全文：程序里的“关于本软件”，或 {folder.name}/resources、{folder.name}/*.dist-info。"
    )
    return "\r\n".join([f"{NAME} {VERSION}", "", qt_duties(), "", where, "", *lines, ""])


def main(folder: Path, system: str, versions: dict[str, str], database: Path | None) -> int:
    """Write bill, notice and licences into the program; 1 when something is not accounted for."""
    paths = Paths(folder, folder)
    debian = libraries(folder, database) if database is not None else {}
    found_openssl = linked_openssl(folder.parent, folder, debian.keys())
    stated = [_openssl(*one) for one in found_openssl.items()]
    if database is not None:
        stated += [_debian_part(one, folder, database) for one in sorted(set(debian.values()))]
        stated.append(_bootloader(folder))
    else:
        own = Path("/var/lib/dpkg")
        stated += [_debian_part(one, folder, own, of) for one, of in _WINDOWS_TOOLS.items()]
    text = tomli_w.dumps({"versions": versions, "part": stated})
    (paths.licences / SYSTEM_PARTS).write_text(text, encoding="utf-8")
    found = parts(paths, system=system, search=[folder])
    if missing := lacking(found):
        print("没有许可证的部分：" + "、".join(missing))
        return 1
    if unknown := strangers(folder.parent, folder, debian.keys()):
        print("不知道从哪里来的文件：" + "、".join(unknown))
        return 1
    JsonV1Dot6(bill_of(found)).output_to_file(str(folder / BILL), allow_overwrite=True, indent=1)
    # With a byte order mark, or installer pages and old editors show Chinese as something else.
    (folder.parent / NOTICE).write_text(notice(folder, system), encoding="utf-8-sig", newline="")
    print(f"{len(found)} 个部分，每个文件都有出处")
    return 0


if __name__ == "__main__":
    program, made_for, python, sqlite, *rest = sys.argv[1:]
    held = {"Python": python, "SQLite": sqlite}
    sys.exit(main(Path(program), made_for, held, Path(rest[0]) if rest else None))
