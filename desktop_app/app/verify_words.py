"""What was found of a file, in words that never say more than can be known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop_app.app.verify_case import Belonging, Compared
from desktop_app.app.verifying import Change, Form, Place, Signature, State, Verified
from desktop_app.core.provenance import Output, Provenance
from desktop_app.i18n import _


def state_title(found: Verified) -> str:
    """The verdict in a few words."""
    return {
        State.AS_WRITTEN: _("与写出时一致"),
        State.EXTENDED: _("原文未变，其后有追加"),
        State.RESAVED: _("另存过，内容未变"),
        State.ALTERED: _("内容有改动"),
        State.LOST: _("无法核对：出处信息已残缺"),
        State.FOREIGN: _("无法核对：没有出处信息"),
    }[found.state]


def state_words(found: Verified) -> str:
    """What the verdict means for this kind of file."""
    pieces = {
        Form.PDF: _("各页的文字"),
        Form.WORD: _("各段文字和图片"),
        Form.WORKBOOK: _("各格填写的数、文字和公式"),
    }[found.form]
    match found.state:
        case State.AS_WRITTEN:
            return _("文件的每个字节都与它所带的出处信息相符。")
        case State.EXTENDED:
            return _(
                "写出时的内容逐字节都在，后面追加了别的内容（如电子签章、批注）；"
                "追加的内容不在核对之内。"
            )
        case State.RESAVED:
            return _("文件被{program}重新存过；{pieces}与写出时相同，版式和图形没有比较。").format(
                program=_program(found), pieces=pieces
            )
        case State.ALTERED:
            return _("{pieces}与写出时不同，共 {count} 处。").format(
                pieces=pieces, count=found.differing
            )
        case State.LOST:
            return _("出处信息被删改或在另存时丢失，不能说明文件是不是原样。")
        case State.FOREIGN:
            return _("文件不是本软件写出的，或出处信息已被删去（例如打印成 PDF、复制到新文件）。")


_OURS: Final = ("ReportLab", "near-zero", "Openpyxl")
"""What our own files say they were written by; some programs leave that as it was."""


def _program(found: Verified) -> str:
    known = found.program.partition("$")[0]
    ours = not known or any(one in known for one in _OURS)
    return _("其他程序") if ours else f" {known} "


def place_words(place: Place) -> str:
    """One place that differs."""
    change = {
        Change.CHANGED: _("改动"),
        Change.ADDED: _("新增"),
        Change.REMOVED: _("删去"),
    }[place.change]
    now = _("：现为“{text}”").format(text=place.text) if place.text else ""
    return f"{_spot(place)} {change}{now}"


def _spot(place: Place) -> str:
    if place.cell:
        return _("工作表“{sheet}”{cell}").format(sheet=place.sheet, cell=place.cell)
    if place.sheet:
        return _("工作表“{sheet}”").format(sheet=place.sheet)
    return _("工作簿的名称定义")


def piece_words(found: Verified, place: Place) -> str:
    """One page, paragraph, cell or sheet that differs."""
    if found.form is Form.WORKBOOK:
        return place_words(place)
    removed = place.change is Change.REMOVED
    if found.form is Form.PDF:
        spot = _("原第 {number} 页") if removed else _("第 {number} 页")
        return f"{spot.format(number=place.number)} {_change_of_text(place)}"
    spot = _("原第 {number} 段") if removed else _("第 {number} 段")
    return f"{spot.format(number=place.number)} {_change_of_text(place)}"


def _change_of_text(place: Place) -> str:
    words = {
        Change.CHANGED: _("文字有改动，现为“{text}”"),
        Change.ADDED: _("是新增的：“{text}”"),
        Change.REMOVED: _("已被删去"),
    }[place.change]
    return words.format(text=place.text.replace("\x1c", _("图片")))


def origin_words(told: Provenance) -> str:
    """Where the file comes from, in one sentence."""
    if told.output is Output.ROLL_UP:
        return _("企业库汇总，{created} 由 {program} 版写出。").format(
            created=told.created, program=told.program
        )
    what = {Output.WORKBOOK: _("工作簿"), Output.BINDER: _("佐证册")}.get(told.output, _("报告"))
    words = _("{what}，出自“{name} {year} 年”，{created} 由 {program} 版写出，自评编号{case}。")
    return words.format(
        what=what,
        name=told.enterprise,
        year=told.year,
        created=told.created,
        program=told.program,
        case=f" {told.case}" if told.case else _("无"),
    )


def signature_words(signature: Signature | None) -> str:
    """Who signed the file, and what that is worth."""
    if signature is None:
        return _("没有签名：指纹谁都能重算，这里的结论只能发现无意或公开的改动，不能防止有意伪造。")
    if not signature.holds:
        return _("签名不成立：签名与出处信息不符，文件或签名被改过。")
    who = signature.name or _("未署名")
    trust = _("已信任") if signature.trusted else _("还没有信任，请向对方核对指纹")
    words = (
        _("签名成立：{who}，公钥指纹 {key}（{trust}）；签的就是这个文件。")
        if signature.whole
        else _("签名成立：{who}，公钥指纹 {key}（{trust}）；签的是写出时的文件，不包括此后的变动。")
    )
    return words.format(who=who, key=signature.fingerprint, trust=trust)


def case_words(compared: Compared) -> Iterator[str]:
    """Whether the file belongs to the case, and what changed since; one sentence each."""
    name = _("{name} {year} 年").format(name=compared.enterprise, year=compared.year)
    yield {
        Belonging.SAME: _("属于企业库里的自评“{name}”（编号相同）。"),
        Belonging.NAMESAKE: _(
            "与企业库里的自评“{name}”企业和年度相同，编号不同（可能出自另一个企业库）。"
        ),
        Belonging.OTHER: _("不属于自评“{name}”：企业或年度不同。"),
    }[compared.belonging].format(name=name)
    if compared.belonging is Belonging.OTHER:
        return
    if compared.unchanged:
        yield _("写出文件以后，这个自评的数据、规则包和结果都没有变。")
        return
    if compared.parts:
        parts = _("、").join(part_word(part) for part in compared.parts)
        yield _("写出文件以后，这个自评有改动：{parts}。").format(parts=parts)
    if compared.places:
        yield _("改动的有：{places}。").format(places=_("、").join(compared.places))
    if compared.packs:
        packs = _("、").join(compared.packs)
        yield _("判定所用的规则包与文件不同，现为：{packs}。").format(packs=packs)
    if compared.results:
        told = _("判定结果与文件里的不同。")
        alone = _("判定结果与文件里的不同；数据和规则包没有变，可能是上年数据或程序版本变了。")
        yield told if compared.parts or compared.packs else alone


def part_word(part: str) -> str:
    """A part of the data."""
    return {
        "profile": _("企业档案"),
        "data": _("填报数据"),
        "records": _("排放口、产品等登记"),
        "evidence": _("佐证"),
        "plan": _("改进方案"),
    }[part]


def reader_words() -> str:
    """What to know where pages were read by another version of the PDF library."""
    return _("读取 PDF 文字的组件与写出时版本不同，逐页比较可能有出入。")
