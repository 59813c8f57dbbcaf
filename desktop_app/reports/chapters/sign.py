"""The page to sign and seal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from desktop_app.reports.blocks import Block, Heading, Paragraph, SignaturePanel


class Signed(Protocol):
    """What ends in a page to sign: a template of the report, a regulator form."""

    @property
    def sign_title(self) -> str:
        """The heading of the page."""

    @property
    def sign_text(self) -> str:
        """What is declared."""

    @property
    def sign_labels(self) -> tuple[str, ...]:
        """Who signs, with what and when."""


def blocks(signed: Signed, said: Callable[[str], str]) -> tuple[Block, ...]:
    """Statement and signature lines; `said` gives a text of the template as it is printed."""
    return (
        Heading(1, said(signed.sign_title), "sign"),
        Paragraph(said(signed.sign_text)),
        SignaturePanel(tuple(said(label) for label in signed.sign_labels)),
    )
