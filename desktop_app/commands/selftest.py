"""The self-test: everything the installed program needs, once, in a temporary folder.

It shows no window on the screen, so that it runs where there is none, and leaves nothing behind.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from desktop_app.app.catalog import Catalog
from desktop_app.app.example import examples, fresh_example
from desktop_app.app.foreign_pdf import draw_first_page, texts_of
from desktop_app.app.manual import manual_pages
from desktop_app.app.package_looking import look, verify_package
from desktop_app.app.package_making import MadePackage, Wish, make_package
from desktop_app.app.package_taking import Library, take_new
from desktop_app.app.parts import parts
from desktop_app.app.paths import Paths
from desktop_app.app.pinyin import pinyin, reads
from desktop_app.app.protection import tried
from desktop_app.app.session import CaseSession, utc_now
from desktop_app.app.verifying import State, Verified, verify_file
from desktop_app.commands.documents import documents
from desktop_app.commands.printing import OK, as_json_text, fail
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.i18n import LANGUAGES, SOURCE_LANGUAGE, _, current_language, set_language

_KNOWN_WORD: Final = ("双", "shuang")
_PICTURE: Final = re.compile(r'<img src="([^"]+)"')
_PASSWORD: Final = "near-zero"
_SIDE: Final = 400


class _Failed(Exception):  # noqa: N818 - stays in this module
    """Carries what the self-test found wrong."""

    def __init__(self, *found: Problem) -> None:
        super().__init__()
        self.problems = found


def selftest(given: argparse.Namespace, paths: Paths) -> int:
    """Try every part and tell what works; the first that does not ends it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    done: list[str] = []
    try:
        done.extend(_trials(paths))
    except _Failed as failed:
        return fail(failed.problems, as_json=given.json)
    print(as_json_text({"ok": True, "done": done}) if given.json else "\n".join(done))
    return OK


def _trials(paths: Paths) -> Iterator[str]:
    before = _files(paths)
    catalog = Catalog(paths)
    problems = catalog.check(())
    if has_errors(problems) or not examples(paths):
        raise _Failed(*problems)
    yield _("规则包 {count} 个，无错误").format(count=len(catalog.packs))
    yield from _resources(paths)
    with tempfile.TemporaryDirectory(prefix="near-zero-", ignore_cleanup_errors=True) as folder:
        yield from _example(paths, Path(folder))
    if _files(paths) != before:
        raise _Failed(_wrong(paths.root, _("自检写了程序文件夹里的文件")))
    if before is not None:
        yield _("程序文件夹没有变动")


def _resources(paths: Paths) -> Iterator[str]:
    """The translations, the readings of characters, the licences, the manual."""
    spoken = current_language()
    try:
        for language in LANGUAGES:
            if set_language(language, paths.i18n) != language:
                raise _Failed(_wrong(paths.i18n, language))
    finally:
        set_language(spoken, paths.i18n if spoken != SOURCE_LANGUAGE else None)
    yield _("界面语言 {count} 种").format(count=len(LANGUAGES))
    sign, reading = _KNOWN_WORD
    if not reads(pinyin(paths).starts(sign), reading):
        raise _Failed(_wrong(paths.pinyin, sign))
    found = parts(paths)
    lacking = [part.name for part in found if not part.licence]
    if lacking or not found:
        raise _Failed(_wrong(paths.licences, "、".join(lacking)))
    yield _("组成部分 {count} 个，各有许可证").format(count=len(found))
    chapters = manual_pages(paths)
    pictures = [name for one in chapters for name in _PICTURE.findall(one.html)]
    for name in pictures:
        if not (paths.manual / name).is_file():
            raise _Failed(_wrong(paths.manual, name))
    told = _("用户手册 {count} 章，图 {pictures} 张")
    yield told.format(count=len(chapters), pictures=len(pictures))


def _example(paths: Paths, folder: Path) -> Iterator[str]:
    """A library with a judged case; what is made of it, and read back; a window that shows it."""
    catalog = Catalog(paths)
    session = fresh_example(paths, catalog, folder)
    if not isinstance(session, CaseSession):
        raise _Failed(*session)
    yield _("示例已判定，{count} 个结果").format(count=len(session.evaluation.results))
    made = documents(paths, session.evaluation, folder)
    if not isinstance(made, list):
        raise _Failed(*made)
    for path in made:
        found = verify_file(paths, path)
        if not isinstance(found, Verified):
            raise _Failed(*found)
        if found.state is not State.AS_WRITTEN:
            raise _Failed(_wrong(path, found.state))
        told = _("{name}：{size} 字节，核对与写出时一致")
        yield told.format(name=path.name, size=path.stat().st_size)
    yield _foreign(made[0])
    yield _package(catalog, session, folder)
    from desktop_app.ui.screens import grab_overview

    picture = folder / "overview.png"
    try:
        grab_overview(paths, session, picture)
    except OSError as error:
        raise _Failed(_wrong(picture, str(error))) from error
    yield _("窗口已打开，截图 {size} 字节").format(size=picture.stat().st_size)
    session.library.close()
    failed = tried(session.library.path)
    if failed is not None:
        raise _Failed(failed)
    yield _("企业库已加密并再打开")


def _foreign(pdf: Path) -> str:
    """A PDF as if somebody else had made it: read in a process of its own."""
    data = pdf.read_bytes()
    drawn, texts = draw_first_page(data, _SIDE), texts_of(data)
    if drawn is None or not texts:
        raise _Failed(_wrong(pdf, _("另开的进程没有读出这个 PDF")))
    return _("别人的 PDF 由另开的进程读：{count} 页").format(count=len(texts))


def _package(catalog: Catalog, session: CaseSession, folder: Path) -> str:
    """A package with a password: made, verified, and taken into another library."""
    target = folder / "case.nzcase"
    wish = Wish(target, "", utc_now(), _PASSWORD)
    made = make_package(session.library, catalog, session.case_id, wish)
    if not isinstance(made, MadePackage):
        raise _Failed(*made)
    found = verify_package(target, _PASSWORD)
    wrong = found if isinstance(found, Problem) else found[1]
    if wrong is not None:
        raise _Failed(wrong)
    other = Library.open(folder / "other.nzl")
    if isinstance(other, Problem):
        raise _Failed(other)
    try:
        looked = look(other, target, _PASSWORD)
        taken = looked if isinstance(looked, Problem) else take_new(other, looked, utc_now())
    finally:
        other.close()
    if isinstance(taken, Problem):
        raise _Failed(taken)
    return _("自评包已加口令、核对、导入，{size} 字节").format(size=made.size)


def _files(paths: Paths) -> frozenset[tuple[str, int]] | None:
    """The files of an installed program with the time of their last change; None from source."""
    if not paths.is_built:
        return None
    every = [path for path in paths.program.rglob("*") if path.is_file()]
    own = [path for path in every if not path.is_relative_to(paths.portable_data)]
    return frozenset((str(path), path.stat().st_mtime_ns) for path in own)


def _wrong(place: Path, detail: str) -> Problem:
    return problem("program.selftest", str(place), detail=detail)
