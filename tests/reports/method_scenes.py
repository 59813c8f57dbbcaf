"""Small tables that use what no shipped pack uses yet, and random answers to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from desktop_app.core.data import Record
from desktop_app.core.evaluate import Evaluation
from tests.core.additive_for_tests import TRIAL
from tests.core.packs_for_tests import Answer, item, judged
from tests.core.test_methods_duties import BY_TABLE
from tests.core.test_methods_duties import TABLE as POLICY

FIGURES = tuple(Decimal(n) for n in (5, 10, 15, 25, 50))


@dataclass(frozen=True, slots=True)
class Scene:
    """A pack and what may be answered to each of its items (None stands for n.a.)."""

    text: str
    answers: Mapping[str, Sequence[Answer]]
    records: tuple[Record, ...] = ()

    def judged(self, seed: int) -> Evaluation:
        """The scene with random answers, about a fifth of them left blank."""
        random = Random(seed)
        given = {
            key: random.choice(list(choices))
            for key, choices in self.answers.items()
            if random.random() > 0.2
        }
        return judged(self.text, given, self.records)


def table(method: str, groups: str, rows: str, options: str = "") -> str:
    """An [[assessment]] named t."""
    return f"""
[[assessment]]
id = "t"
name = "表"
limb = "clean_production"
method = "{method}"
scale = "cp"
source = "std"
clause = "表1"
confidence = "confirmed"
{options}{groups}{rows}"""


def group(own_id: str, weight: str = "", more: str = "") -> str:
    line = f"weight = {weight}\n" if weight else ""
    return f'[[assessment.group]]\nid = "{own_id}"\nname = "{own_id}"\n{line}{more}\n'


def row(own_id: str, inside: str, more: str = "", levels: str = "[10, 20, 30]") -> str:
    return (
        f'[[assessment.indicator]]\nid = "{own_id}"\nname = "{own_id}"\ngroup = "{inside}"\n'
        f'unit = "t"\ndirection = "lower"\nlevels = {levels}\nvalue = "{own_id}"\n{more}\n'
    )


def items(*keys: str) -> str:
    return "".join(item(key, "t") for key in keys)


LIMITING = "limiting = true\n"
ALL = dict.fromkeys("abcdx", (*FIGURES, None))

BONUS = Scene(
    items(*"abcdx")
    + table(
        "level_index.v1",
        group("g", "0.6") + group("h", "0.4") + group("extra", "0.1", "bonus = true"),
        row("a", "g", "weight = 0.75\n" + LIMITING)
        + row("b", "g", "weight = 0.25")
        + row("c", "h", "weight = 0.5")
        + row("d", "h", "weight = 0.5")
        + row("x", "extra", "weight = 1"),
    ),
    ALL,
)
BARE_BONUS = Scene(
    items(*"abx")
    + table(
        "level_index.v1",
        group("g") + group("extra", "", "bonus = true"),
        row("a", "g", LIMITING) + row("b", "g") + row("x", "extra"),
        '[assessment.options]\nweights = "missing"\n',
    ),
    {key: ALL[key] for key in "abx"},
)
STRICT = Scene(
    items(*"abc")
    + table(
        "level_index.v1",
        group("g", "1"),
        row("a", "g", "weight = 0.5\nstrict = true\n" + LIMITING, "[10, 15, 25]")
        + row("b", "g", "weight = 0.3\nstrict = true", "[15, 25, 50]")
        + row("c", "g", "weight = 0.2", "[15, 25, 50]"),
    ),
    {key: ALL[key] for key in "abc"},
)
SOME_WEIGHTS = Scene(
    items(*"abcdxyz")
    + item("a.made", "t")
    + item("b.made", "t")
    + table(
        "level_index.v1",
        group("g", "0.5")
        + group("h", "0.3")
        + group("k", "0.2")
        + group("extra", "0.1", "bonus = true"),
        row("a", "g", 'pool = "p"\npool_weight = 0.4\nweight_by = "a.made"')
        + row("b", "g", 'pool = "p"\npool_weight = 0.4\nweight_by = "b.made"')
        + row("c", "g", LIMITING, "[15, 25, 60]")
        + row("d", "g", "", "[10, 25, 60]")
        + row("x", "h", "", "[15, 25, 60]")
        + row("y", "k", "weight = 1", "[15, 30, 60]")
        + row("z", "extra", "weight = 1"),
        '[assessment.options]\nweights = "partial"\n',
    ),
    {
        **dict.fromkeys("abxyz", FIGURES),
        **dict.fromkeys("cd", (*FIGURES, None)),
        **{f"{key}.made": (Decimal(0), Decimal(100), Decimal(300)) for key in "ab"},
    },
)
NEW_BUILD = Scene(
    items(*"ab")
    + item("is.new", kind='"yesno"')
    + table(
        "level_index.v1",
        group("g", "1"),
        row("a", "g", "weight = 0.9\n" + LIMITING, "[1, 12, 60]")
        + row("b", "g", "weight = 0.1", "[1, 12, 60]"),
        '[assessment.options]\nnew_build = "is.new"\nlevel1_others = "L2"\n',
    ),
    {"a": FIGURES, "b": FIGURES, "is.new": (True, False, None)},
)
LINES = (Record("outlet", "A", "一线", {}), Record("outlet", "B", "二线", {}))
OUTPUTS = (Decimal(0), Decimal(100), Decimal(300), None)
PRODUCTS = Scene(
    items(*"abc")
    + item("a.made", "t")
    + item("b.made", "t", listed="true")
    + item("line", "t", record='"outlet"')
    + item("line.made", "t", record='"outlet"')
    + table(
        "level_index.v1",
        group("g", "0.7") + group("h", "0.3"),
        row("a", "g", 'pool = "p"\npool_weight = 0.8\nweight_by = "a.made"')
        + row("b", "g", 'pool = "p"\npool_weight = 0.8\nweight_by = "b.made"')
        + row("c", "g", "weight = 0.2\n" + LIMITING)
        + row("line", "h", 'weight = 1\nrecord = "outlet"\nweight_by = "line.made"'),
    ),
    {
        **dict.fromkeys("abc", FIGURES),
        **{f"{key}.made": OUTPUTS for key in "ab"},
        **{f"line[{one.id}]": FIGURES for one in LINES},
        **{f"line.made[{one.id}]": OUTPUTS for one in LINES},
    },
    LINES,
)
QUOTA = Scene(
    items(*"ab")
    + item("is.new", kind='"yesno"')
    + table(
        "quota.v1",
        group("g"),
        row("a", "g", levels="[20, 10, 30]") + row("b", "g"),
        '[assessment.options]\nnew_build = "is.new"\nnon_monotonic = true\n',
    ),
    {"a": ALL["a"], "b": ALL["b"], "is.new": (True, False, None)},
)
OUTLETS = tuple(
    Record("outlet", own_id, own_id, {"source": source, "executes": executes})
    for own_id, source, executes in (
        ("A", "kiln", ""), ("B", "kiln", "l2"), ("C", "kiln", "L1"), ("D", "mill", "L2"),
    )
)  # fmt: skip
AT_OUTLETS = {
    f"{key}[{one.id}]": choices
    for key, choices in {"air": FIGURES, "air.permit": (*FIGURES, None)}.items()
    for one in OUTLETS
}
LIMITS = Scene(
    items("fix")
    + item("air", "t", record='"outlet"', listed="true")
    + item("air.permit", "t", record='"outlet"', listed="true")
    + table(
        "limits.v1",
        group("g"),
        row(
            "air",
            "g",
            'permit = "air.permit"\nrecord = "outlet"\nmatch = {source = ["kiln"]}',
            '[10, "fix", 30]',
        )
        + row(
            "hole",
            "g",
            'record = "outlet"\nmatch = {source = ["mill"]}',
            '[10, "unknown", 30]',
        ).replace('value = "hole"', 'value = "air"')
        + row("eff", "g", levels="[40, 20, 10]")
        .replace('"lower"', '"higher"')
        .replace('value = "eff"', 'value = "fix"'),
    ),
    {"fix": (Decimal(12), Decimal(20)), **AT_OUTLETS},
    OUTLETS,
)
ADDITIVE = Scene(
    TRIAL,
    {
        "coal": (Decimal(0), Decimal(25), Decimal(50), Decimal(100), None),
        "elec": (Decimal(10), Decimal(20), Decimal(40), None),
        "base": (Decimal(20), Decimal(30)),
        "reuse": (Decimal(0), Decimal(60), Decimal(100), None),
        "t.permit": ("advanced", "advanced", "below", None),
        "t.audit": ("advanced", "below"),
        "has.law": (True, False),
    },
)
RATES = (Decimal(60), Decimal(70), Decimal(80), None)
DUTIES = Scene(
    POLICY,
    {
        **dict.fromkeys(("due", "future", "goal", "goal_2030", "wish"), RATES),
        **dict.fromkeys(("big", "listed", "done"), (True, False)),
    },
)
ASKING = Scene(BY_TABLE, {"use": (Decimal(5), Decimal(10), Decimal(15), Decimal(30))})
SCENES = {
    "bonus": BONUS, "bare_bonus": BARE_BONUS, "new_build": NEW_BUILD, "products": PRODUCTS,
    "quota": QUOTA, "limits": LIMITS, "additive": ADDITIVE, "duties": DUTIES, "asking": ASKING,
    "strict": STRICT, "some_weights": SOME_WEIGHTS,
}  # fmt: skip
