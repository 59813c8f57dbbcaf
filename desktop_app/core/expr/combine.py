"""How values combine: strict operators, three-valued logic, and sums over many.

Strict operators (arithmetic, comparisons, min, max) carry blanks and n.a. through: an INVALID
operand makes the result INVALID, else a BLANK one BLANK, else an n.a. one n.a. (in products n.a.
comes first); PARTIAL and ESTIMATED are contagious, PARTIAL the stronger. Sums and means skip n.a.
and are PARTIAL while terms are blank or could not be worked out. In logic one deciding operand is
enough.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Context, Decimal, DecimalException, Overflow
from typing import Final

from desktop_app.core.numbers import CONTEXT, add_up
from desktop_app.core.value import Value, ValueState


def hindrance(values: Sequence[Value]) -> Value | None:
    """The result that operands force on a strict operator, None when all are known."""
    states = [value.state for value in values]
    if ValueState.INVALID in states:
        return values[states.index(ValueState.INVALID)]
    if ValueState.BLANK in states:
        return Value(state=ValueState.BLANK, missing=missing_of(values))
    return Value.na() if ValueState.NA in states else None


def missing_of(values: Sequence[Value]) -> frozenset[str]:
    """All blanks that any of the values rests on."""
    return frozenset().union(*(value.missing for value in values))


def state_of(values: Sequence[Value]) -> ValueState:
    """The state of a result worked out from known values."""
    states = {value.state for value in values}
    for state in (ValueState.PARTIAL, ValueState.ESTIMATED):
        if state in states:
            return state
    return ValueState.GIVEN


def known_as(
    values: Sequence[Value],
    number: Decimal | None = None,
    truth: bool | None = None,
    text: str | None = None,
) -> Value:
    """A result worked out from known values: as well known as the least known of them."""
    problem = next((value.problem for value in values if value.problem), "")
    return Value(number, truth, text, state_of(values), missing_of(values), problem)


def _numbers(values: Sequence[Value]) -> list[Decimal] | None:
    """The numbers of known values, None when one of them is no number."""
    found: list[Decimal] = []
    for value in values:
        if value.number is None:
            return None
        found.append(value.number)
    return found


def _all_given(values: Sequence[Value]) -> bool:
    """Whether nothing but numbers and truths given outright is here: the common, fast case."""
    return all(value.state is ValueState.GIVEN for value in values)


def strictly(values: Sequence[Value], work: Callable[..., Decimal], fault: str) -> Value:
    """Apply `work` to the numbers of all values; `fault` is the code when it has no result."""
    given = _all_given(values)
    stop = None if given else hindrance(values)
    if stop is not None:
        return stop
    numbers = _numbers(values)
    if numbers is None:
        return Value.invalid("formula.not_a_number")
    try:
        number = work(*numbers)
    except Overflow:
        return Value.invalid("formula.overflow")
    except DecimalException:
        return Value.invalid(fault)
    return Value(number) if given else known_as(values, number=number)


def order(left: Decimal, right: Decimal) -> int:
    """-1, 0 or 1 as left is less than, equal to or greater than right.

    Numbers that differ only in the last four of their 34 digits are equal, so that x / 3 * 3
    reaches the limit x.
    """
    if left and right:
        difference = _DIFFERENCE.subtract(left, right)
        if difference.adjusted() < max(left.adjusted(), right.adjusted()) - _EXACT:
            return 0
    return (left > right) - (left < right)


_EXACT: Final = 29
_DIFFERENCE: Final = Context(prec=CONTEXT.prec)


def tested(values: Sequence[Value], holds: Callable[..., bool]) -> Value:
    """The truth of a test of the numbers of all values."""
    stop = None if _all_given(values) else hindrance(values)
    if stop is not None:
        return stop
    numbers = _numbers(values)
    if numbers is None:
        return Value.invalid("formula.not_a_number")
    return known_as(values, truth=holds(*numbers))


def judged(value: Value) -> Value:
    """A known value without a truth in it is no condition."""
    if value.known and value.truth is None:
        return Value.invalid("formula.not_a_truth")
    return value


def decide(values: Sequence[Value], *, decisive: bool) -> Value:
    """Conjunction (`decisive` False) or disjunction (True): one deciding operand is enough.

    Among deciding operands the best known one speaks; without any, blanks leave it open.
    """
    truths = [judged(value) for value in values]
    deciding = [value for value in truths if value.known and value.truth is decisive]
    if deciding:
        return min(deciding, key=lambda value: _RANK[value.state])
    stop = hindrance(truths)
    if stop is not None:
        return stop
    return known_as(truths, truth=not decisive)


_RANK: Final = {ValueState.GIVEN: 0, ValueState.ESTIMATED: 1, ValueState.PARTIAL: 2}


def total(values: Sequence[Value]) -> Value:
    """The sum of what is known, PARTIAL while terms are blank; n.a. when there are none."""
    return _reduced(values, lambda *numbers: add_up(numbers))


def average(values: Sequence[Value]) -> Value:
    """The mean of what is known, PARTIAL while some are blank."""
    return _reduced(values, lambda *numbers: CONTEXT.divide(add_up(numbers), Decimal(len(numbers))))


def _reduced(values: Sequence[Value], work: Callable[..., Decimal]) -> Value:
    applying = [value for value in values if value.state is not ValueState.NA]
    if not applying:
        return Value.na()
    known = [value for value in applying if value.known]
    result = strictly(known or applying, work, "formula.overflow")
    if not result.known or len(known) == len(applying):
        return result
    whole = known_as(applying, number=result.number)
    return replace(whole, state=ValueState.PARTIAL)


def quotient(values: Sequence[Value]) -> Value:
    """A part of a whole, n.a. where there is neither; open while either is still to be filled in.

    As in every product, with an n.a. operand there is nothing.
    """
    if any(value.state is ValueState.NA for value in values):
        return Value.na()
    part, whole = values
    if whole.number != 0 or not part.known or not whole.known:
        return strictly(values, CONTEXT.divide, "formula.division_by_zero")
    if ValueState.PARTIAL in (part.state, whole.state):
        return Value(state=ValueState.BLANK, missing=missing_of(values))
    return Value.na() if part.number == 0 else Value.invalid("formula.division_by_zero")


def ranked(values: Sequence[Value], place: int) -> Value:
    """The value at a place from the largest down, the smallest where there are fewer.

    What does not apply is left out; PARTIAL while some are blank.
    """
    return _reduced(
        values, lambda *numbers: sorted(numbers, reverse=True)[min(place, len(numbers)) - 1]
    )


def count_known(values: Sequence[Value]) -> Value:
    """How many of the values are answered."""
    return Value.given(Decimal(sum(value.known for value in values)))


def any_or_all(values: Sequence[Value], *, decisive: bool) -> Value:
    """`decide` over those values that apply, n.a. when none does."""
    applying = [value for value in values if value.state is not ValueState.NA]
    return decide(applying, decisive=decisive) if applying else Value.na()
