"""Consistency rules of a pack: their ids, the data their sentences name, the place they lead to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from desktop_app.core.checks.references import check_match
from desktop_app.core.checks.scope import Scope, nearest
from desktop_app.core.consistency.wording import placeholders, stray_brace
from desktop_app.core.pack import ConsistencyRule
from desktop_app.core.problems import Problem


def check_rules(scope: Scope) -> Iterator[Problem]:
    """Everything wrong with the [[check]] of the pack but their formulas."""
    yield from _ids(scope)
    for rule in scope.pack.rules:
        path = f"check[{rule.id}]"
        if rule.record and rule.record not in scope.record_kinds:
            near = nearest(rule.record, scope.record_kinds)
            yield scope.fault(
                "pack.record_unknown", f"{path}.record", name=rule.record, suggestion=near
            )
        yield from check_match(scope, path, rule.record, rule.match)
        yield from _jump(scope, rule, f"{path}.jump")
        for field, text in (("message", rule.message), ("remedy", rule.remedy)):
            yield from _sentence(scope, rule, f"{path}.{field}", text)


def _ids(scope: Scope) -> Iterator[Problem]:
    """Ids that stand twice, or that a required pack has taken already."""
    own = Counter(rule.id for rule in scope.pack.rules)
    taken = {rule.id for pack in scope.packs[:-1] for rule in pack.rules}
    for rule_id, count in own.items():
        if count > 1 or rule_id in taken:
            yield scope.fault("pack.duplicate_id", f"check[{rule_id}]", id=rule_id)


def _jump(scope: Scope, rule: ConsistencyRule, path: str) -> Iterator[Problem]:
    item = scope.items.get(rule.jump)
    if item is None:
        near = nearest(rule.jump, scope.items)
        yield scope.fault("pack.item_unknown", path, name=rule.jump, suggestion=near)
    elif item.record not in ("", rule.record):
        yield scope.fault("pack.jump_record", path, name=rule.jump, record=item.record)


def _sentence(scope: Scope, rule: ConsistencyRule, path: str, text: str) -> Iterator[Problem]:
    if stray_brace(text):
        yield scope.fault("pack.stray_brace", path)
    for name in dict.fromkeys(placeholders(text)):
        if name not in scope.names:
            near = nearest(name, scope.names)
            yield scope.fault("pack.sentence_name", path, name=name, suggestion=near)
        elif scope.record_of(name) not in ("", rule.record):
            yield scope.fault("pack.record_mismatch", path, name=name, record=scope.record_of(name))
