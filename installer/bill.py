"""The bill of materials of a frozen program (CycloneDX 1.6, JSON), and the licences it must carry.

Usage: python -m installer.bill FOLDER SYSTEM [DPKG_DATABASE]

FOLDER holds the program's libraries and data, SYSTEM is linux or win32. What was taken from the
packages of a Debian is looked up in its database, and their copyright files go along.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import tomli_w
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.contrib.this.builders import this_component
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from desktop_app.app.about import VERSION
from desktop_app.app.parts import SYSTEM_PARTS, Part, licence_text, parts
from desktop_app.app.paths import Paths

BILL: Final = "bill.cdx.json"
_OWN: Final = re.compile(r"python3|sqlite3")
_SHORT: Final = re.compile(r"^License:[ \t]*(\S.*)$", re.MULTILINE)
_MOST_LICENCES: Final = 4

# Said by an author in words of their own; the law they mean has a name.
_SPDX: Final = {
    "PSFL": "PSF-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
}


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
            licenses=[licences.make_from_string(_SPDX.get(part.licence, part.licence))]
            if part.licence
            else [],
            purl=_address(part),
        )
        bill.components.add(component)
        bill.register_dependency(program, [component])
    return bill


def _address(part: Part) -> PackageURL | None:
    """Where the part is known to registries of vulnerabilities."""
    if part.python:
        return PackageURL("pypi", name=part.name.lower().replace("_", "-"), version=part.version)
    if part.origin.startswith("Debian: "):
        return PackageURL("deb", "debian", part.name, part.version)
    return None


def lacking(found: list[Part]) -> list[str]:
    """The parts without a licence, or without its text where one must go along."""
    free = {"blessing", "LicenseRef-Microsoft-Redistributable"}
    return [
        p.name for p in found if not p.licence or (p.licence not in free and not licence_text(p))
    ]


def system_parts(folder: Path, database: Path) -> list[dict[str, object]]:
    """The Debian packages whose libraries lie in the program, for system.toml.

    Their copyright files are copied to resources/licences/debian.
    """
    stated: dict[str, dict[str, object]] = {}
    for file in sorted(folder.glob("*.so*")):
        package = _package_of(file.name, database)
        if package is None or package in stated:
            continue
        name = package.split(":")[0]
        version = _query(database, "-W", "-f", "${Version}", package)
        text = database.parents[2] / "usr/share/doc" / name / "copyright"
        kept = Path("licences") / "debian" / f"{name}.txt"
        target = folder / "resources" / kept
        target.parent.mkdir(parents=True, exist_ok=True)
        words = text.read_text(encoding="utf-8", errors="replace") if text.exists() else ""
        target.write_text(words, encoding="utf-8")
        stated[package] = {
            "name": name,
            "version": version,
            "licence": _short(words),
            "origin": f"Debian: {package}",
            "texts": [kept.as_posix()],
        }
    return list(stated.values())


def _short(words: str) -> str:
    """The licences a copyright file names, if it names them in a form machines can read."""
    named = dict.fromkeys(one.strip() for one in _SHORT.findall(words))
    return " / ".join(list(named)[:_MOST_LICENCES]) or "见许可证文字"


def _package_of(name: str, database: Path) -> str | None:
    if _OWN.search(name):
        return None
    told = _query(database, "-S", f"*/{name}")
    return told.split(": ", 1)[0].split(",")[0] if told else None


def _query(database: Path, *arguments: str) -> str:
    command = ["dpkg-query", f"--admindir={database}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()[0].strip() if done.returncode == 0 and done.stdout else ""


def notice(folder: Path, system: str) -> str:
    """The parts of a program with their licences, as an installer shows them."""
    found = parts(Paths(folder, folder), system=system, search=[folder])
    lines = [f"{part.name} {part.version}: {part.licence}" for part in found]
    texts = "licences"
    return "\r\n".join([*lines, "", f"{texts}: resources\\licences, *.dist-info", ""])


def main(folder: Path, system: str, database: Path | None) -> int:
    """Write bill and licences into the program; 1 when a licence is missing."""
    paths = Paths(folder, folder)
    if database is not None:
        stated = system_parts(folder, database)
        text = tomli_w.dumps({"part": stated})
        (paths.licences / SYSTEM_PARTS).write_text(text, encoding="utf-8")
    found = parts(paths, system=system, search=[folder])
    if missing := lacking(found):
        print("没有许可证的部分：" + "、".join(missing))
        return 1
    JsonV1Dot6(bill_of(found)).output_to_file(str(folder / BILL), allow_overwrite=True, indent=1)
    print(f"{len(found)} 个部分")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]) if sys.argv[3:] else None))
