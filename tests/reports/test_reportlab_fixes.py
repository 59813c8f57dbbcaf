"""The replaced ToUnicode map, and the refusal of an untested reportlab."""

from __future__ import annotations

import re

import pytest
import reportlab
from reportlab.pdfbase import ttfonts

from desktop_app.reports import reportlab_fixes


def test_the_installed_version_is_the_tested_one() -> None:
    reportlab_fixes.apply()
    assert ttfonts.makeToUnicodeCMap is reportlab_fixes.to_unicode_map


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reportlab, "Version", "99.0")
    with pytest.raises(RuntimeError, match=r"99\.0"):
        reportlab_fixes.apply()


def test_rare_characters_become_surrogate_pairs() -> None:
    text = reportlab_fixes.to_unicode_map("F", [0x41, ord("企"), ord("𫖯")])
    assert "<00> <0041>" in text
    assert "<01> <4F01>" in text
    assert f"<02> <{'𫖯'.encode('utf-16-be').hex().upper()}>" in text


def test_blocks_hold_at_most_a_hundred() -> None:
    text = reportlab_fixes.to_unicode_map("F", range(0x4E00, 0x4E00 + 256))
    assert [int(count) for count in re.findall(r"(\d+) beginbfchar", text)] == [100, 100, 56]
    assert text.count("endbfchar") == 3
    assert "<00> <FF>" in text
