"""The words for kinds of declared things, their fields and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from desktop_app.core.pack import Confidence, Pack
from desktop_app.core.pack_diff import Aspect, Difference, Fate
from desktop_app.i18n import _, translate

NO_SOURCES: Final[Mapping[str, str]] = MappingProxyType({})


def fate_word(fate: Fate) -> str:
    """What became of a thing."""
    return {Fate.CHANGED: _("变了"), Fate.NEW: _("新增"), Fate.DROPPED: _("删去")}[fate]


def aspect_word(aspect: Aspect) -> str:
    """The side of a thing a difference is about."""
    return {
        Aspect.VALUE: _("数值与条件"),
        Aspect.UNIT: _("单位"),
        Aspect.DATES: _("日期"),
        Aspect.SOURCE: _("出处"),
        Aspect.CONFIDENCE: _("把握程度"),
        Aspect.WORDING: _("文字"),
    }[aspect]


def confidence_word(confidence: Confidence) -> str:
    """How firm a number is, in the language in force."""
    return translate(confidence.label)


def kind_word(kind: str) -> str:
    """The kind of a declared thing (core.entries, core.declared)."""
    words = {
        "pack": _("规则包"),
        "parameter": _("参数"),
        "quantity": _("计算式"),
        "indicator": _("指标"),
        "group": _("指标组"),
        "gate": _("门槛"),
        "part": _("分指数成分"),
        "measure": _("改进措施"),
        "check": _("检查规则"),
        "source": _("来源"),
        "section": _("表单部分"),
        "item": _("数据项"),
        "option": _("选项"),
        "record_kind": _("记录类型"),
        "field": _("记录字段"),
        "scale": _("尺度"),
        "level": _("级别"),
        "table": _("评价表"),
        "binding": _("因子组选用"),
        "model": _("模型"),
        "sub_index": _("分指数"),
        "grade": _("等级"),
        "variant": _("另一种口径"),
    }
    return words.get(kind, kind)


def field_word(field: str) -> str:
    """A field of a declared thing; a field nobody named keeps the word of the pack file."""
    words = {
        "value": _("数值"),
        "unit": _("单位"),
        "valid_from": _("起始日期"),
        "valid_to": _("截止日期"),
        "deadline": _("期限"),
        "issued": _("发布日期"),
        "effective": _("施行日期"),
        "source": _("来源"),
        "clause": _("条款"),
        "confidence": _("把握程度"),
        "checked": _("核对记录"),
        "evidence": _("依据"),
        "note": _("说明"),
        "name": _("名称"),
        "title": _("名称"),
        "text": _("文字"),
        "number": _("文号"),
        "no": _("序号"),
        "hint": _("填报说明"),
        "formula": _("公式"),
        "weight": _("权重"),
        "limiting": _("限定性"),
        "applies": _("适用条件"),
        "match": _("适用记录"),
        "group": _("分组"),
        "section": _("表单部分"),
        "version": _("版本"),
        "summary": _("内容"),
        "completeness": _("收录情况"),
        "requires": _("依赖"),
        "industries": _("行业代码"),
        "plan": _("方案行业"),
        "after_gap": _("空档的原因"),
        "reason": _("理由"),
        "member": _("因子组"),
        "method": _("判法"),
        "serves": _("服务的指标"),
    }
    return words.get(field, field)


def said_word(field: str, said: str, sources: Mapping[str, str] = NO_SOURCES) -> str:
    """What a field says, as shown: words of confidence and texts of packs in the language.

    `sources` give the citations of documents by their ids.
    """
    confidences = {one.word: one for one in Confidence}
    if field == "confidence" and said in confidences:
        return confidence_word(confidences[said])
    if field == "source":
        return sources.get(said, said)
    return translate(said) if said else ""


def citations(packs: Iterable[Pack]) -> dict[str, str]:
    """The documents of packs as they are cited, by id; the first pack that names one is heard."""
    found: dict[str, str] = {}
    for source in (source for pack in packs for source in pack.sources):
        told = f"{source.number}《{translate(source.title)}》"
        found.setdefault(source.id, told)
    return found


def difference_text(one: Difference, sources: Mapping[str, str] = NO_SOURCES) -> str:
    """A difference on one line: field, what it said, what it says."""
    return _("{field} {old} → {new}").format(
        field=field_word(one.field),
        old=said_word(one.field, one.old, sources) or "—",
        new=said_word(one.field, one.new, sources) or "—",
    )


def first_sentence(text: str) -> str:
    """The first sentence of a summary or of what a table is for, translated; the gist of it."""
    head, stop, _rest = translate(text).partition("。")
    return head + stop
