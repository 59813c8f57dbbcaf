"""The texts of a pack: characters no font of ours can draw, words without a translation.

Fonts and catalogues are not the core's matter; what can be drawn and what is translated is asked of
the functions given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from desktop_app.core.declared import declared
from desktop_app.core.pack import Pack
from desktop_app.core.pack_wording import shared_words
from desktop_app.core.problems import Problem, problem

_SHOWN: Final = 3
_EDITION: Final = re.compile(r"^(\w+\[[^]@]*)@[^]]*\]")


def check_glyphs(pack: Pack, lacking: Callable[[str], str]) -> Iterator[Problem]:
    """Texts with characters that would be printed as 〓; `lacking` gives those of a text."""
    for one in declared(pack):
        for field, text in {"name": one.name, **one.says}.items():
            missing = lacking(text)
            if missing:
                element = _EDITION.sub(r"\1]", one.path)
                codes = "、".join(f"{char}（U+{ord(char):04X}）" for char in missing)
                yield problem(
                    "pack.glyph_missing", pack.id, f"{element}.{field}",
                    name=one.name, characters=codes,
                )  # fmt: skip


def check_translations(
    pack: Pack, languages: Mapping[str, Callable[[str], bool]]
) -> Iterator[Problem]:
    """Words on every screen that a language lacks: one problem per language, however many words.

    `languages` tell for each language whether it has a text.
    """
    words = [word for word in dict.fromkeys(shared_words(pack)) if word]
    for language, has in languages.items():
        lacking = [word for word in words if not has(word)]
        if lacking:
            shown = "、".join(f"“{word}”" for word in lacking[:_SHOWN])
            yield problem(
                "pack.untranslated", pack.id, "pack",
                count=len(lacking), language=language, words=shown,
            )  # fmt: skip
