"""The page to sign and seal."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.reports.blocks import Block, Heading, Paragraph, SignaturePanel
from desktop_app.reports.templates.model import Template


def blocks(template: Template, said: Callable[[str], str]) -> tuple[Block, ...]:
    """Statement and signature lines; `said` gives a text of the template as it is printed."""
    return (
        Heading(1, said(template.sign_title), "sign"),
        Paragraph(said(template.sign_text)),
        SignaturePanel(tuple(said(label) for label in template.sign_labels)),
    )
