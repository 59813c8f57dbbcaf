"""The files some screens need: a ledger from elsewhere, a workbook that comes back, packages."""

from __future__ import annotations

import io
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pypdfium2
from openpyxl import Workbook

from desktop_app.app.package_looking import Looked, look
from desktop_app.app.package_making import MadePackage, Wish, make_package
from desktop_app.app.package_taking import Taken, take_new
from desktop_app.app.paths import Paths
from desktop_app.app.session import CaseSession
from desktop_app.core.data import Case, Key, Period
from desktop_app.core.entry import Entry
from desktop_app.core.problems import Problem
from desktop_app.packs.files import Contents, parsed
from desktop_app.packs.header import read_header
from desktop_app.packs.pack_file import PackFile, make
from desktop_app.store.library import Library

POWER: Final = "energy.electricity"
_PASSWORD: Final = "guiyang-26"
_OWN: Final = """
[pack]
id = "own"
name = "某厂自用"
version = "{version}"
kind = "industry"
completeness = "虚构，只用来画图。"
requires = ["general"]

[[section]]
id = "own"
title = "某厂"

[[item]]
key = "own.rolls"
name = "轧辊数"
section = "own"
unit = "个"

[[quantity]]
id = "own.double"
name = "换辊数"
unit = "个"
formula = "own.rolls * {times}"
limb = "energy"
headline = true
"""
_OWN_CASE: Final = '[case]\nyear = 2023\npacks = ["own"]\n[enterprise]\nname = "虚构，仅验证算法"\n'


def ledger_file(folder: Path) -> Path:
    """A ledger as an enterprise keeps it, with some texts that need a look."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "能源"
    for row in (
        ["2023年能源消耗"],
        ["名称", "单位", "1月", "2月", "3月", "本年"],
        ["原煤", "吨", 100, "１２０", 130, 350],
        ["锅炉用油", "公斤", 7000, "约8000", 6500, 21500],
        ["电力", "万千瓦时", 5, "五", 6, 16],
        ["外购蒸汽", "GJ", 310, 290, 305, 905],
    ):
        sheet.append(row)
    target = folder / "某厂能源台账.xlsx"
    book.save(target)
    return target


def returned_file(case: Case, folder: Path) -> Path:
    """A workbook of the case as exported, small, with figures changed since."""
    heads = (
        "编号",
        "记录",
        "数据项",
        "单位",
        *(f"{month}月" for month in range(1, 13)),
        "全年填报",
    )
    roles = ("item", "record", "name", "unit", *map(str, range(1, 13)), "0")
    book = Workbook()
    book.remove(book.worksheets[0])
    data, hidden = book.create_sheet("数据"), book.create_sheet("导出时的值")
    data.append(heads)
    data.append((POWER, None, "电力", "万kWh", 3040, 1878.2, 3102.1))
    data.append(("energy.diesel", None, "柴油", "t", 81, 47, 83))
    data.append((None, None, "自己加的一行", None, 3))
    hidden.append(("near-zero-workbook", "1"))
    hidden.append(("case", case.enterprise.name, case.enterprise.uscc, str(case.year)))
    for role, head in zip(roles, heads, strict=True):
        hidden.append(("head", role, head))
    hidden.append(("cell", POWER, None, "1", "5"))
    target = folder / "改过的工作簿.xlsx"
    book.save(target)
    return target


def altered(source: Path, target: Path) -> None:
    """A report somebody took a page out of."""
    with pypdfium2.PdfDocument(source) as document:
        del document[4]
        document.save(target)


def newer_release(folder: Path) -> Path:
    """A Debian package of a later version, as far as it is looked into."""
    control = b"Package: near-zero\nVersion: 99.0.0\nArchitecture: amd64\n"
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:xz") as archive:
        info = tarfile.TarInfo("./control")
        info.size = len(control)
        archive.addfile(info, io.BytesIO(control))
    members = (("debian-binary", b"2.0\n"), ("control.tar.xz", packed.getvalue()))
    target = folder / "near-zero_99.0.0_amd64.deb"
    target.write_bytes(b"!<arch>\n" + b"".join(_member(*one) for one in members))
    return target


def _member(name: str, data: bytes) -> bytes:
    head = f"{name:<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(data):<10}`\n".encode("ascii")
    return head + data + b"\n" * (len(data) % 2)


def package_for(session: CaseSession, folder: Path, kind: str) -> Path:
    """A package: of a case that is `new` here, `parted` from the open one, or `sealed`.

    Raises:
        ValueError: it cannot be made.
    """
    target = folder / f"{kind}.nzcase"
    if target.exists():
        return target
    if kind == "sealed":
        return _sent(session, target, _PASSWORD)
    elsewhere = _elsewhere(session, folder, kind)
    change = Key(POWER, Period(session.case.year, 6))
    elsewhere.enter([Entry(change, "30000", "MWh")], "填写")
    made = _sent(elsewhere, target)
    elsewhere.library.close()
    if kind == "parted":
        session.enter([Entry(change, "31000", "MWh")], "填写")
    return made


def _sent(session: CaseSession, target: Path, password: str = "") -> Path:
    wish = Wish(target, "王工", datetime.now(UTC).isoformat(), password)
    made = make_package(session.library, session.catalog, session.case_id, wish)
    if not isinstance(made, MadePackage):
        raise ValueError(made)
    return made.path


def _elsewhere(session: CaseSession, folder: Path, kind: str) -> CaseSession:
    """The case in the library of somebody else; a `new` one is another case."""
    library = Library.open(folder / f"{kind}.nzl")
    if isinstance(library, Problem):
        raise ValueError(library)
    first = _sent(session, folder / f"{kind}-first.nzcase")
    looked = look(library, first, "")
    if not isinstance(looked, Looked):
        raise ValueError(looked)
    taken = take_new(library, looked, datetime.now(UTC).isoformat())
    if kind == "new" and isinstance(taken, Taken):
        again = look(library, first, "")
        if isinstance(again, Looked):
            taken = take_new(library, again, datetime.now(UTC).isoformat())
    if not isinstance(taken, Taken):
        raise ValueError(taken)
    opened = CaseSession.open(library, taken.case_id, session.catalog)
    if not isinstance(opened, CaseSession):
        raise ValueError(opened)
    return opened


def install_own_pack(paths: Paths, version: str, times: int) -> None:
    """A small pack of the user's own, as an installed file.

    Raises:
        ValueError: it is unsound.
    """
    text = _OWN.format(version=version, times=times)
    contents = Contents(
        "own", {"cases/own.toml": _OWN_CASE.encode(), "pack.toml": text.encode()}, has_cases=True
    )
    made = make(contents, read_header(parsed(contents).documents, "own", []), "0.0")
    if not isinstance(made, PackFile):
        raise ValueError(made)
    paths.user_packs.mkdir(parents=True, exist_ok=True)
    (paths.user_packs / made.file_name).write_bytes(made.data)
