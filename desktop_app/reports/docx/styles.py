"""The styles of the Word report, from the same measures as the PDF.

Built-in names (heading 1, toc 1, caption ...) are those Word knows, so that its navigation, list
of contents and captions work; the other names are for people and follow the language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from desktop_app.i18n import _, current_language
from desktop_app.reports import style as measure
from desktop_app.reports.docx.numbering import BULLETS
from desktop_app.reports.docx.paragraphs import Format, Indent, Spacing, border, right_tab
from desktop_app.reports.docx.runs import EAST_ASIAN, LATIN, run_properties
from desktop_app.reports.docx.xml import WORD, clean, colour, el, root, twips
from desktop_app.reports.style import FRAME_WIDTH, TextStyle

TABLE: Final = "NearZeroTable"
PLAIN_TABLE: Final = "NearZeroPlain"
#: Room above the title and below it on the cover.
TITLE_BEFORE: Final = 106.0
SUBTITLE_BEFORE: Final = 8.0
_CALLOUT_INDENT: Final = 14.0
_CALLOUT_PAD: Final = 7.0
_CALLOUT_BAR: Final = 2.5
_TOC_INDENT: Final = 16.0
_NEUTRAL: Final = TextStyle(1, 1)


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: id, name, text, format; `following` is the style of what comes next."""

    id: str
    name: str
    text: TextStyle
    form: Format
    following: str = ""
    own: bool = True

    def xml(self) -> str:
        """The element; a style of our own is shown in the gallery."""
        base = "" if self.id == "Normal" else el("w:basedOn", val="Normal")
        default = {"default": 1} if self.id == "Normal" else {}
        custom = {"customStyle": 1} if self.own else {}
        return el(
            "w:style",
            el("w:name", val=clean(self.name)),
            base,
            el("w:next", val=self.following) if self.following else "",
            el("w:qFormat"),
            el("w:pPr", self.form.xml()),
            el("w:rPr", run_properties(self.text)),
            type="paragraph",
            styleId=self.id,
            **default,
            **custom,
        )


def styles_part() -> bytes:
    """The part word/styles.xml."""
    written = (style.xml() for style in (*_text_styles(), *_panel_styles(), *_page_styles()))
    return root("w:styles", WORD, _defaults(), *written, *_character_styles(), *_table_styles())


def _defaults() -> str:
    fonts = {"ascii": LATIN, "hAnsi": LATIN, "eastAsia": EAST_ASIAN, "cs": LATIN}
    latin = "en-US"
    size = measure.BODY.size * 2
    run = (
        el("w:rFonts", **fonts),
        el("w:color", val=colour("text")),
        el("w:sz", val=round(size)),
        el("w:szCs", val=round(size)),
        el("w:lang", val=latin, eastAsia="zh-CN", bidi="ar-SA"),
    )
    return el(
        "w:docDefaults",
        el("w:rPrDefault", el("w:rPr", *run)),
        el("w:pPrDefault", el("w:pPr", Spacing(0, 0).xml())),
    )


def _set(style: TextStyle, before: float = 0, after: float = 0) -> Format:
    """The format of a text style with room around it."""
    return Format(spacing=Spacing(before, after, style.leading), align=style.align)


def _text_styles() -> Iterator[_Style]:
    body = measure.BODY.aligned("left")
    yield _Style("Normal", "Normal", body, _set(body), own=False)
    before = measure.PARAGRAPH_BEFORE
    for style_id, name, text in (
        ("BodyText", "Body Text", measure.BODY),
        ("Lead", _("导语"), measure.LEAD),
        ("Small", _("小字"), measure.SMALL),
    ):
        own = style_id != "BodyText"
        yield _Style(style_id, name, text, _set(text.aligned("justify"), before), own=own)
    for level, text in measure.HEADINGS.items():
        form = replace(
            _set(text, measure.HEADING_BEFORE[level], measure.HEADING_AFTER[level]),
            keep_next=True,
            keep_lines=True,
            outline=level,
        )
        name = f"heading {level}"
        yield _Style(f"Heading{level}", name, text, form, "BodyText", own=False)
    caption = replace(_set(measure.CAPTION, measure.BLOCK_BEFORE, 4), keep_next=True)
    yield _Style("Caption", "caption", measure.CAPTION, caption, own=False)
    under = _set(measure.CAPTION.aligned("middle"), 6, measure.BLOCK_BEFORE)
    yield _Style("FigureCaption", _("图题"), measure.CAPTION, under)
    figure = replace(_set(body.aligned("middle"), measure.BLOCK_BEFORE), keep_next=True)
    yield _Style("Figure", _("图"), body, figure)
    hanging = Indent(14, 0, 14)
    bulleted = replace(_set(body.aligned("justify"), 4), list_id=BULLETS, indent=hanging)
    yield _Style("ListBullet", "List Bullet", body, bulleted, own=False)
    numbered = replace(bulleted, list_id=0)
    yield _Style("ListNumber", "List Number", body, numbered, own=False)


def _panel_styles() -> Iterator[_Style]:
    cell = measure.CELL
    for style_id, name, text in (
        ("TableText", _("表格文字"), cell),
        ("TableHead", _("表头"), measure.CELL_HEAD),
        ("TableUnit", _("表头单位"), measure.CELL_UNIT),
        ("FactLabel", _("项目名"), replace(cell, colour="muted")),
        ("CardTitle", _("卡片标题"), measure.CARD_TITLE),
        ("CardFigure", _("卡片数字"), measure.CARD_FIGURE),
        ("CardBadge", _("卡片级别"), replace(cell, leading=17)),
        ("CardNote", _("卡片说明"), measure.CARD_NOTE),
    ):
        yield _Style(style_id, name, text, _set(text))
    note = _set(measure.NOTE, 4, measure.BLOCK_BEFORE / 2)
    yield _Style("TableNote", _("表注"), measure.NOTE, note)
    yield _Style("Callout", _("提示"), measure.BODY, _callout("accent"))
    yield _Style("CalloutWarning", _("提醒"), measure.BODY, _callout("level_3"))
    gap = Format(spacing=Spacing(0, 0, 6, exact=True))
    yield _Style("Gap", _("间隔"), replace(_NEUTRAL, size=2), gap)


def _callout(token: str) -> Format:
    """A tinted ground with a bar at its left; the frame in the colour of the ground pads it."""
    ground, bar = colour(token, 0.07), colour(token)
    pad = (("top", "bottom", "right"), _CALLOUT_PAD)
    sides = {side: border(side, 0.5, ground, pad[1]) for side in pad[0]}
    sides["left"] = border("left", _CALLOUT_BAR, bar, _CALLOUT_INDENT - _CALLOUT_BAR)
    frame = el("w:pBdr", *(sides[side] for side in ("top", "left", "bottom", "right")))
    return replace(
        _set(measure.BODY.aligned("justify"), 10, 4),
        keep_lines=True,
        borders=frame,
        shade=ground,
        indent=Indent(_CALLOUT_INDENT, _CALLOUT_PAD),
    )


def _page_styles() -> Iterator[_Style]:
    title, subtitle = measure.COVER_TITLE, measure.COVER_SUBTITLE
    yield _Style("Title", "Title", title, _set(title, TITLE_BEFORE), own=False)
    yield _Style("Subtitle", "Subtitle", subtitle, _set(subtitle, SUBTITLE_BEFORE), own=False)
    for style_id, name, text in (
        ("CoverLabel", _("封面项目"), measure.COVER_LABEL),
        ("CoverValue", _("封面内容"), measure.COVER_VALUE),
        ("CoverNote", _("封面脚注"), measure.NOTE),
    ):
        yield _Style(style_id, name, text, _set(text))
    rule = el("w:pBdr", border("bottom", 0.5, colour("border"), 4))
    for style_id, frame in (("Header", rule), ("Footer", "")):
        form = replace(_set(measure.FURNITURE), borders=frame, tabs=right_tab(FRAME_WIDTH))
        yield _Style(style_id, style_id.lower(), measure.FURNITURE, form, own=False)
    head = replace(_set(measure.TOC_TITLE, 0, 14), keep_next=True, new_page=True)
    yield _Style("TOCHeading", "TOC Heading", measure.TOC_TITLE, head, own=False)
    for level, text in measure.TOC_LINES.items():
        form = replace(
            _set(text, 8 if level == 1 else 0),
            tabs=right_tab(FRAME_WIDTH, "dot"),
            indent=Indent((level - 1) * _TOC_INDENT),
        )
        yield _Style(f"TOC{level}", f"toc {level}", text, form, own=False)


def _character_styles() -> Iterator[str]:
    yield el(
        "w:style",
        el("w:name", val="Default Paragraph Font"),
        el("w:uiPriority", val=1),
        el("w:semiHidden"),
        type="character",
        default=1,
        styleId="DefaultParagraphFont",
    )
    yield el(
        "w:style",
        el("w:name", val="Hyperlink"),
        el("w:rPr", el("w:color", val=colour("accent"))),
        type="character",
        styleId="Hyperlink",
    )


def _table_styles() -> Iterator[str]:
    """Tables have a hairline below every row; plain ones have none (cards, facts, signatures)."""
    yield el(
        "w:style",
        el("w:name", val="Normal Table"),
        el("w:uiPriority", val=99),
        el("w:semiHidden"),
        el("w:tblPr", el("w:tblInd", w=0, type="dxa"), _margins(0, 0)),
        type="table",
        default=1,
        styleId="TableNormal",
    )
    lines = (border(name, measure.HAIRLINE, colour("border")) for name in ("bottom", "insideH"))
    ruled = el("w:tblBorders", *lines)
    pad = _margins(measure.CELL_PAD_X, measure.CELL_PAD_Y)
    yield _table_style(TABLE, _("表格"), ruled + pad)
    yield _table_style(PLAIN_TABLE, _("无框表格"), _margins(0, measure.CELL_PAD_Y))


def _table_style(style_id: str, name: str, properties: str) -> str:
    return el(
        "w:style",
        el("w:name", val=clean(name)),
        el("w:basedOn", val="TableNormal"),
        el("w:qFormat"),
        el("w:tblPr", properties),
        type="table",
        customStyle=1,
        styleId=style_id,
    )


def _margins(across: float, down: float) -> str:
    sides = (("top", down), ("left", across), ("bottom", down), ("right", across))
    return el("w:tblCellMar", *(el(f"w:{s}", w=twips(v), type="dxa") for s, v in sides))


def language_tag() -> str:
    """The language of the report as documents name it."""
    return "zh-CN" if current_language().startswith("zh") else current_language()
