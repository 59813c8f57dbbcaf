"""Sentences one after the other, spaced as the language does."""

from __future__ import annotations

import pytest

from desktop_app.i18n import run_on


@pytest.mark.parametrize(
    ("sentences", "text"),
    [
        (("两边都有新的修改。", "还有 1 处要选择。"), "两边都有新的修改。还有 1 处要选择。"),
        (("Both sides changed.", "One place is left."), "Both sides changed. One place is left."),
        (("", "Nothing yet?", "", "Wait."), "Nothing yet? Wait."),
        ((), ""),
    ],
)
def test_latin_sentences_are_parted_by_a_space(sentences: tuple[str, ...], text: str) -> None:
    assert run_on(sentences) == text
