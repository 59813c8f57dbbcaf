"""The names of the limbs 评价维度 for window and command line: those the report prints."""

from __future__ import annotations

from desktop_app.reports.limb_words import limb_title

__all__ = ["limb_title"]
