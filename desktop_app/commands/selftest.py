"""The self-test: everything the installed program needs, once, in a temporary folder.

It shows no window on the screen, so that it runs where there is none, and leaves nothing behind.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from desktop_app.app.catalog import Catalog
from desktop_app.app.example import examples, fresh_example
from desktop_app.app.parts import parts
from desktop_app.app.paths import Paths
from desktop_app.app.pdf_facts import pdf_facts
from desktop_app.app.pinyin import pinyin, reads
from desktop_app.app.protection import tried
from desktop_app.app.session import CaseSession
from desktop_app.commands.documents import documents
from desktop_app.commands.printing import OK, as_json_text, fail
from desktop_app.core.problems import Problem, has_errors, problem
from desktop_app.i18n import LANGUAGES, SOURCE_LANGUAGE, _, current_language, set_language

_KNOWN_WORD: Final = ("双", "shuang")


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
    """The translations, the readings of characters, and the licences."""
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


def _example(paths: Paths, folder: Path) -> Iterator[str]:
    """A library with a judged case, its documents, and a window that shows it."""
    session = fresh_example(paths, Catalog(paths), folder)
    if not isinstance(session, CaseSession):
        raise _Failed(*session)
    yield _("示例已判定，{count} 个结果").format(count=len(session.evaluation.results))
    made = documents(paths, session.evaluation, folder)
    if not isinstance(made, list):
        raise _Failed(*made)
    for path in made:
        if not _sound(path):
            raise _Failed(_wrong(path, _("读不回来")))
        yield _("{name}：{size} 字节").format(name=path.name, size=path.stat().st_size)
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


def _sound(path: Path) -> bool:
    """Whether a document can be read again."""
    if path.suffix == ".pdf":
        return pdf_facts(path.read_bytes())[0] > 0
    with zipfile.ZipFile(path) as packed:
        return packed.testzip() is None


def _files(paths: Paths) -> frozenset[tuple[str, int]] | None:
    """The files of an installed program with the time of their last change; None from source."""
    if not paths.is_built:
        return None
    every = [path for path in paths.program.rglob("*") if path.is_file()]
    own = [path for path in every if not path.is_relative_to(paths.portable_data)]
    return frozenset((str(path), path.stat().st_mtime_ns) for path in own)


def _wrong(place: Path, detail: str) -> Problem:
    return problem("program.selftest", str(place), detail=detail)
