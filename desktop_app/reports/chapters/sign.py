"""The page to sign and seal."""

from __future__ import annotations

from desktop_app.i18n import translate
from desktop_app.reports.blocks import Block, Heading, PageBreak, Paragraph, SignaturePanel
from desktop_app.reports.template import Template


def blocks(template: Template) -> tuple[Block, ...]:
    """Statement and signature lines on a page of their own."""
    return (
        PageBreak(),
        Heading(1, translate(template.sign_title), "sign"),
        Paragraph(translate(template.sign_text)),
        SignaturePanel(tuple(translate(label) for label in template.sign_labels)),
    )
