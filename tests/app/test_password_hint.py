"""What is said of a password: longer is better, and what looks long may be easy."""

from __future__ import annotations

from desktop_app.app.password_hint import hint_of, strength


def test_more_signs_and_more_kinds_are_harder() -> None:
    rising = ["1234", "qwmz", "qwmzplxv", "qwMz7lxv!", "qwMz7lxv!-贵阳山水"]
    found = [strength(one) for one in rising]
    assert found == sorted(set(found))


def test_runs_repeats_and_years_add_little() -> None:
    assert strength("gy2026") < strength("gy9481")
    assert strength("aaaaaaaaaaaa") < strength("qwmz")
    assert strength("１２３４") == strength("1234")


def test_the_hint_follows() -> None:
    hints = [hint_of(one) for one in ("", "gy2026", "qwmzplxvrt7k")]
    assert len(set(hints)) == 3
    assert "不加密" in hints[0]
