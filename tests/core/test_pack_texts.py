"""Every problem a pack may have is worded, every wording is used, and no wording is malformed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop_app.core.pack_check_texts import PACK_CHECK_TEXTS
from desktop_app.core.pack_texts import PACK_TEXTS
from desktop_app.core.problems import Severity, problem

SOURCES = Path(__file__).resolve().parents[2] / "desktop_app"
CODE = re.compile(r'"((?:pack|case)\.[a-z0-9_]+)"')
TEXTS = {**PACK_TEXTS, **PACK_CHECK_TEXTS}


def used_codes() -> set[str]:
    files = [path for path in SOURCES.rglob("*.py") if not path.name.endswith("_texts.py")]
    return {code for path in files for code in CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_wording_is_used() -> None:
    assert set(TEXTS) - used_codes() == set()


@pytest.mark.parametrize("code", TEXTS)
def test_wordings_are_whole_sentences(code: str) -> None:
    severity, text, remedy = TEXTS[code]
    assert severity in set(Severity)
    assert text.endswith(("。", "？", "}"))
    assert remedy.endswith(("。", "？"))
    assert problem(code).sentence() == problem(code).message() + problem(code).remedy()
