"""Chinese source texts to the chosen language: gettext catalogues, switchable while running.

Chinese is the source language, so a lost catalogue degrades to Chinese and never to English.
"""

from __future__ import annotations

import gettext as _gettext
import struct
from collections.abc import Iterable
from decimal import Context, Decimal
from pathlib import Path
from typing import Final

SOURCE_LANGUAGE: Final = "zh_CN"
LANGUAGES: Final = {"zh_CN": "简体中文", "en": "English"}
DOMAIN: Final = "near_zero"
#: What gettext raises over a file that is missing, cut off or mangled.
_DAMAGED: Final = (OSError, ValueError, LookupError, struct.error)


class _Catalogue:
    """The catalogue in use; one per process, replaced as a whole when the language changes."""

    def __init__(self) -> None:
        self.language = SOURCE_LANGUAGE
        self.translations: _gettext.NullTranslations = _gettext.NullTranslations()
        self.doubled = False


_CURRENT: Final = _Catalogue()


def set_language(language: str, folder: Path | None = None, *, doubled: bool = False) -> str:
    """Use the catalogue of `language` below `folder` (resources/i18n).

    `doubled` repeats every text, a mode for finding layouts that cut long texts.
    Returns the language in force: an unknown or damaged catalogue leaves Chinese.
    """
    _CURRENT.doubled = doubled
    _CURRENT.language, _CURRENT.translations = SOURCE_LANGUAGE, _gettext.NullTranslations()
    if language != SOURCE_LANGUAGE and language in LANGUAGES and folder is not None:
        try:
            _CURRENT.translations = _gettext.translation(DOMAIN, folder, [language])
        except _DAMAGED:
            return SOURCE_LANGUAGE
        _CURRENT.language = language
    return _CURRENT.language


def current_language() -> str:
    """The language in force, a key of LANGUAGES."""
    return _CURRENT.language


def _(text: str) -> str:
    """The text in the language in force; Chinese itself when the catalogue lacks it."""
    if not text:
        return ""
    found = _CURRENT.translations.gettext(text)
    return f"{found} {found}" if _CURRENT.doubled else found


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of a text that fits `count`; Chinese has one form, English two."""
    return _CURRENT.translations.ngettext(singular, plural, count)


def run_on(sentences: Iterable[str]) -> str:
    """Sentences as running text: between Latin ones stands a space, between Chinese ones none."""
    text = ""
    for one in filter(None, sentences):
        text += f" {one}" if text.endswith((".", "?", "!", ":", ";")) else one
    return text


def translate(text: str) -> str:
    """The text of pack data or a problem: same catalogue, but not marked for extraction here."""
    return _(text)


def format_number(value: Decimal | None, places: int | None = None, *, thin: bool = False) -> str:
    """A figure for display: thousands separated, `places` decimals, or up to six meaningful ones.

    Without `places`, a small figure keeps three digits, so that it does not look like zero.
    `thin` uses thin spaces (reports), else commas (window). A missing value shows as an em dash.
    Rounding here never feeds back into judging.
    """
    if value is None:
        return "—"
    shown = _display_round(value, places)
    return f"{shown:,f}".replace(",", "\u2009") if thin else f"{shown:,f}"


def _display_round(value: Decimal, places: int | None) -> Decimal:
    if places is not None:
        return value.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    if value == 0:
        return Decimal(0)
    digits = max(0, min(6, 5 - value.adjusted()), min(20, 2 - value.adjusted()))
    rounded = value.quantize(Decimal(1).scaleb(-digits)) if value.adjusted() < 20 else value
    normal = rounded.normalize()
    exponent = normal.as_tuple().exponent
    written_out = isinstance(exponent, int) and exponent > 0
    return normal.quantize(Decimal(1), context=_WIDE) if written_out else normal


_WIDE: Final = Context(prec=400)
"""Room for the largest figure there can be, written out."""
