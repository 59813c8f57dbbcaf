"""A finding: what a rule found in a case, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from desktop_app.core.consistency.wording import filled
from desktop_app.core.pack import Cited, Limb
from desktop_app.core.problems import Severity

_WORDS: Final = frozenset({"name", "table", "kind", "field", "used"})
_RANK: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule as lists show it; `pack` is "" for those that hold for every pack."""

    id: str
    severity: Severity
    name: str
    group: str
    pack: str = ""
    cited: Cited = Cited()


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found at one place.

    `text` and `advice` are templates that `args` fill. `item` (and `record`) is what the finding
    is about, `place` the name of the record where the sentence does not say it, `jump` the text
    of the datum key to go to, "" when there is none. `set_aside` is the reason somebody gave for
    letting it stand.
    """

    rule: str
    severity: Severity
    name: str
    group: str
    text: str
    advice: str
    args: Mapping[str, str] = field(default_factory=dict)
    item: str = ""
    record: str = ""
    place: str = ""
    jump: str = ""
    section: str = ""
    limb: Limb | None = None
    cited: Cited = Cited()
    set_aside: str = ""

    @property
    def id(self) -> str:
        """What tells this finding from others of the case, edit after edit."""
        record = f"[{self.record}]" if self.record else ""
        return f"{self.rule}:{self.item}{record}"

    @property
    def rank(self) -> tuple[bool, int]:
        """What comes first: open before set aside, errors before warnings before remarks."""
        return bool(self.set_aside), _RANK[self.severity]

    def message(self, translate: Callable[[str], str] = str) -> str:
        """What was found, as one sentence in the language of `translate`."""
        return self._filled(self.text, translate)

    def remedy(self, translate: Callable[[str], str] = str) -> str:
        """What to do about it."""
        return self._filled(self.advice, translate)

    def _filled(self, template: str, translate: Callable[[str], str]) -> str:
        def value(name: str) -> str:
            found = self.args.get(name, f"{{{name}}}")
            return translate(found) if found and name in _WORDS else found

        return filled(translate(template), value)
