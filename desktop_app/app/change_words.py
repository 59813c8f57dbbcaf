"""What the log says of a place, in the language in force: its name, what it was and became.

A place is called as in the forms of the packs that judge the case. What those do not know keeps the
name it has in the log: nothing of the history is ever left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from desktop_app.app.profile_words import profile_titles
from desktop_app.core.data import Case, Datum, Key, Period, State
from desktop_app.core.evidence import number_label
from desktop_app.core.evidence_texts import KIND_WORDS
from desktop_app.core.log import (
    DATUM,
    ENTERPRISE,
    EVIDENCE,
    LINK,
    PACKS,
    PINS,
    PLANNED,
    RECORD,
    Place,
    Step,
)
from desktop_app.core.model import Model
from desktop_app.core.numbers import exact_text, significant
from desktop_app.core.pack import Item, ItemKind
from desktop_app.core.planned import Progress
from desktop_app.core.problems import Problem
from desktop_app.core.units import convert, show_unit
from desktop_app.core.unread import is_unread, typed_for
from desktop_app.i18n import _, translate
from desktop_app.reports.plan_words import progress_word
from desktop_app.store.rows import from_json

NOTHING: Final = "—"
_FINDING: Final = "finding:"
_TIMES: Final = 1000
"""From so many per cent on, a change is told as a multiple."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change in words; `target` is where the window can go to see it, "" nowhere.

    Of amounts `was` and `now` are the figures in `unit`, that of the item.
    """

    step: Step
    name: str
    old: str
    new: str
    target: str
    was: Decimal | None = None
    now: Decimal | None = None
    unit: str = ""

    @property
    def change(self) -> str:
        """By how much a figure went up or down, in per cent; "" where that says nothing."""
        if self.was is None or self.now is None or not self.was or self.was == self.now:
            return ""
        share = (self.now - self.was) / abs(self.was) * 100
        return (
            f"{share:+.1f}%"
            if abs(share) < _TIMES
            else _("{times} 倍").format(times=exact_text(significant(self.now / self.was, 3)))
        )

    def has(self, wanted: str) -> bool:
        """Whether the line holds a text, whatever its case."""
        return any(wanted in text.casefold() for text in (self.name, self.old, self.new))


class Words:
    """Puts places and what they contain into words, by a model and the records of a case."""

    def __init__(self, model: Model | None, case: Case, *others: Case) -> None:
        self._model = model
        self._year = case.year
        every = (case, *others)
        self._records = {
            (one.kind, one.id): one.name for each in reversed(every) for one in each.records
        }
        self._documents = {one.id: one.label for each in reversed(every) for one in each.evidence}

    def lines(self, steps: Iterable[Step]) -> list[ChangeLine]:
        """Changes in words, in their order."""
        return [self.line(step) for step in steps]

    def line(self, step: Step) -> ChangeLine:
        """A change in words: of what has several parts, those that differ."""
        place = step.place
        old, new = (self._parts(place, content) for content in (step.old, step.new))
        if old and new:
            same = {name for name in old.keys() & new.keys() if old[name] == new[name]}
            if len(same) < max(len(old), len(new)):
                old, new = (_without(parts, same) for parts in (old, new))
        texts = (self.name(place), _joined(place, old), _joined(place, new), self.target(place))
        return ChangeLine(step, *texts, *self._amounts(step))

    def _amounts(self, step: Step) -> tuple[Decimal | None, Decimal | None, str]:
        """Both figures in the unit of the item; None for what is no amount of a known item."""
        key = step.place.key
        item = self._items.get(key.item) if key is not None else None
        if item is None or item.kind is not ItemKind.AMOUNT:
            return None, None, ""
        was, now = (self._amount(item, content) for content in (step.old, step.new))
        return was, now, show_unit(item.unit)

    def _amount(self, item: Item, content: Any) -> Decimal | None:  # noqa: ANN401 - JSON of the log
        if content is None or content["value"] is None:
            return None
        found = convert(Decimal(content["value"]), content["unit"] or item.unit, item.unit)
        return None if isinstance(found, Problem) else found

    def content(self, place: Place, content: Any) -> str:  # noqa: ANN401 - JSON of the log
        """All a place contains, in words."""
        return _joined(place, self._parts(place, content))

    def name(self, place: Place) -> str:
        """What a place is called."""
        match place.kind:
            case "datum":
                return self._datum_name(place.key or Key(place.target, Period(self._year)))
            case "enterprise":
                return profile_titles().get(place.target, place.target)
            case "record":
                return self._record_name(*place.parts)
            case "evidence":
                return " ".join(filter(None, (_("佐证"), self._documents.get(place.target, ""))))
            case "evidence_link":
                return self._link_name(place)
            case "planned":
                return _("改进方案的措施")
            case _:
                return _("规则包") if place.kind == PACKS else _("规则包版本")

    def target(self, place: Place) -> str:
        """Where the window can go to see a place."""
        match place.kind:
            case "datum":
                key = place.key
                known = self._model is not None and key is not None
                asked = typed_for(key) if key is not None else None
                there = known and asked is not None and asked.item in self._items
                return str(asked) if there else ""
            case "enterprise":
                return f"enterprise.{place.target}"
            case "record":
                kind, code = place.parts
                return f"{kind}[{code}]"
            case "evidence" | "evidence_link":
                return f"evidence:{place.parts[0]}"
            case "planned":
                return f"improve:{place.target}"
            case _:
                return "enterprise.packs"

    # --- names --------------------------------------------------------------------------------

    @property
    def _items(self) -> Mapping[str, Item]:
        return self._model.items if self._model is not None else {}

    def _datum_name(self, key: Key) -> str:
        if key.item.startswith(_FINDING):
            item = key.item.removeprefix(_FINDING).partition(":")[2]
            return _("检查发现的说明：{name}").format(name=self._item_name(item))
        asked = typed_for(key)
        name = self._item_name(asked.item)
        if asked.record:
            name = f"{name}（{asked.record}）"
        if is_unread(key):
            name = _("{name}（看不懂的文字）").format(name=name)
        gap = "" if name.endswith("）") else " "
        return f"{name}{gap}{_period(asked.period)}"

    def _item_name(self, item: str) -> str:
        found = self._items.get(item)
        return translate(found.name) if found is not None else item

    def _record_name(self, kind: str, code: str) -> str:
        found = self._model.record_kinds.get(kind) if self._model is not None else None
        word = translate(found.name) if found is not None else kind
        name = self._records.get((kind, code), "")
        return " ".join(part for part in (word, code, name if name != code else "") if part)

    def _link_name(self, place: Place) -> str:
        document, kind, subject, record, period = place.parts
        number = self._documents.get(document, "")
        if kind == DATUM:
            year, _dash, month = period.partition("-")
            name = self._datum_name(Key(subject, Period(int(year), int(month or 0)), record))
        else:
            name = self._record_name(subject, record) if kind == RECORD else subject
        return _("佐证 {number} 与“{name}”的关联").format(number=number, name=name)

    # --- contents -----------------------------------------------------------------------------

    def _parts(self, place: Place, content: Any) -> dict[str, str]:  # noqa: ANN401
        """What a place contains, part by part; "" names the main one. Nothing for nothing."""
        if content is None:
            return {}
        read: Mapping[str, Callable[[Place, Any], dict[str, str]]] = {
            DATUM: self._datum_parts,
            ENTERPRISE: lambda _place, text: {"": text},
            RECORD: self._record_parts,
            EVIDENCE: lambda _place, kept: _document_parts(kept),
            LINK: lambda _place, _kept: {"": _("已关联")},
            PLANNED: lambda _place, kept: self._planned_parts(kept),
            PACKS: lambda _place, packs: {"": _("、").join(map(self._pack_name, packs))},
            PINS: lambda _place, pins: {
                self._pack_name(pack): pin.partition(" ")[0] for pack, pin in pins.items()
            },
        }
        return read[place.kind](place, content)

    def _datum_parts(self, place: Place, content: Any) -> dict[str, str]:  # noqa: ANN401
        key = place.key
        if key is None:
            return {}
        datum = from_json(key, content)
        value = datum.reason if key.item.startswith(_FINDING) else self.datum_text(datum)
        return {"": value, _("备注"): datum.note} if datum.note else {"": value}

    def datum_text(self, datum: Datum) -> str:
        """A datum as it was given: value with its unit, answer, or why it does not apply."""
        if datum.state is State.NA:
            return _("不适用（{reason}）").format(reason=datum.reason)
        if datum.value is not None:
            text = f"{exact_text(datum.value)} {show_unit(datum.unit)}".strip()
        elif datum.text:
            text = self._answer(datum)
        else:
            text = datum.raw
        return f"≈ {text}" if datum.state is State.ESTIMATED else text

    def _answer(self, datum: Datum) -> str:
        item = self._items.get(datum.key.item)
        options = item.options if item is not None else ()
        option = next((one.text for one in options if one.id == datum.text), "")
        return translate(option) or {"yes": _("是"), "no": _("否")}.get(datum.text, datum.text)

    def _record_parts(self, place: Place, content: Any) -> dict[str, str]:  # noqa: ANN401
        kind = place.parts[0]
        declared = self._model.record_kinds.get(kind) if self._model is not None else None
        parts = {"": content["name"]}
        fields = {field.id: field for field in declared.fields} if declared is not None else {}
        for name, text in content["fields"].items():
            field = fields.get(name)
            options = {one.id: one.text for one in field.options} if field is not None else {}
            title = translate(field.name) if field is not None else name
            if text:
                parts[title] = translate(options[text]) if text in options else text
        return parts

    def _planned_parts(self, kept: Mapping[str, Any]) -> dict[str, str]:
        money = _("{amount} 万元")

        def amount(name: str, form: str) -> str:
            return form.format(amount=exact_text(Decimal(kept[name]))) if kept[name] else ""

        parts = {
            "": kept["name"],
            _("计入方案"): _("是") if kept["switched"] else _("否"),
            _("改变的数据"): self._changes(kept["changes"]),
            _("投资"): amount("investment", money),
            _("年净节省"): amount("yearly", money),
            _("使用年限"): amount("years", _("{amount} 年")),
            _("负责人"): kept["owner"],
            _("开始"): kept["begin"],
            _("完成"): kept["due"],
            _("进展"): progress_word(Progress(kept["progress"])),
            _("备注"): kept["note"],
        }
        return {name: text for name, text in parts.items() if text}

    def _changes(self, changes: Iterable[Mapping[str, Any]]) -> str:
        told = []
        for one in changes:
            name = self._item_name(one["item"]) + (f"（{one['record']}）" if one["record"] else "")
            unit = "%" if one["how"] == "percent" else f" {show_unit(one['unit'])}".rstrip()
            value = f"{one['value']}{unit}" if one["value"] else one["text"]
            told.append(f"{name} {'→ ' if one['how'] == 'to' else ''}{value}".strip())
        return _("、").join(told)

    def _pack_name(self, pack: str) -> str:
        packs = self._model.packs if self._model is not None else ()
        return next((translate(one.name) for one in packs if one.id == pack), pack)


def _period(period: Period) -> str:
    if period.monthly:
        return _("{year} 年 {month} 月").format(year=period.year, month=period.month)
    return _("{year} 年").format(year=period.year)


def _document_parts(kept: Mapping[str, Any]) -> dict[str, str]:
    parts = {
        "": f"{number_label(kept['number'])} {kept['title']}",
        _("种类"): translate(KIND_WORDS[kept["kind"]]),
        _("文件"): kept["file"],
        _("日期"): kept["dated"],
        _("出具单位"): kept["issuer"],
        _("备注"): kept["note"],
    }
    return {name: text for name, text in parts.items() if text}


def _without(parts: dict[str, str], left_out: set[str]) -> dict[str, str]:
    return {name: text for name, text in parts.items() if name not in left_out}


def _joined(place: Place, parts: Mapping[str, str]) -> str:
    """The parts on one line; nothing is said as nothing."""
    told = [f"{name} {text}".strip() for name, text in parts.items() if text or not name]
    text = _("；").join(part for part in told if part)
    return text or (_("未填") if place.kind == DATUM else NOTHING)
