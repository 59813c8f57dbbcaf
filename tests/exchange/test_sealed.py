"""Files under a password: readable at any place, and nothing of them changes unnoticed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.exchange.package import sealed
from desktop_app.exchange.package.sealed import (
    COST,
    HEAD_SIZE,
    PIECE,
    SealedReader,
    SealedWriter,
    SealError,
    is_sealed,
)

PASSWORD = "贵阳-2026"
TAG = 16


@pytest.fixture(autouse=True, scope="module")
def cheap() -> object:
    """The cost is written in the head; the least that is read keeps the tests quick."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed, "COST", sealed.COSTS[0])
        yield


def seal(data: bytes, step: int = 50_000) -> bytes:
    held = io.BytesIO()
    writer = SealedWriter(held, PASSWORD)
    for start in range(0, len(data), step):
        writer.write(data[start : start + step])
    writer.finish()
    return held.getvalue()


def unseal(data: bytes, password: str = PASSWORD) -> bytes:
    return io.BufferedReader(SealedReader(io.BytesIO(data), password)).read()


@pytest.fixture(scope="module")
def plain() -> bytes:
    return bytes(range(256)) * 1000  # not a whole number of pieces


@pytest.fixture(scope="module")
def whole(plain: bytes, cheap: object) -> bytes:
    return seal(plain)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_what_is_sealed_comes_back(size: int) -> None:
    data = b"x" * size
    made = seal(data)
    assert is_sealed(made)
    assert unseal(made) == data
    assert len(made) == HEAD_SIZE + size + TAG * max(1, -(-size // PIECE))


def test_it_is_read_at_any_place(plain: bytes, whole: bytes) -> None:
    reader = io.BufferedReader(SealedReader(io.BytesIO(whole), PASSWORD))
    for place in (0, PIECE - 3, 5, len(plain) - 4, PIECE * 2):
        reader.seek(place)
        assert reader.read(10) == plain[place : place + 10]
    assert reader.seek(0, io.SEEK_END) == len(plain)


def test_the_usual_cost_is_what_the_module_says() -> None:
    assert COST == 17


def test_a_wrong_password_is_told_at_once(whole: bytes) -> None:
    with pytest.raises(SealError, match="wrong_password"):
        unseal(whole, "贵阳-2027")


def test_full_width_characters_are_the_same_password(plain: bytes, whole: bytes) -> None:
    assert unseal(whole, "贵阳－２０２６") == plain


def test_the_same_content_is_never_sealed_alike(plain: bytes, whole: bytes) -> None:
    assert seal(plain)[HEAD_SIZE:] != whole[HEAD_SIZE:]


@given(place=st.integers(0, 256_000), bit=st.integers(0, 7))
@settings(max_examples=12)
def test_a_flipped_bit_anywhere_is_noticed(whole: bytes, place: int, bit: int) -> None:
    changed = bytearray(whole)
    changed[place % len(whole)] ^= 1 << bit
    with pytest.raises(SealError):
        unseal(bytes(changed))


@pytest.mark.parametrize("cut", [1, 15, 16, 17, 1000, PIECE + TAG])
def test_a_cut_anywhere_is_noticed(whole: bytes, cut: int) -> None:
    with pytest.raises(SealError, match="altered"):
        unseal(whole[:-cut])


@pytest.mark.parametrize("pieces", [0, 1, 2, 3])
def test_a_cut_between_two_pieces_is_noticed(whole: bytes, pieces: int) -> None:
    with pytest.raises(SealError, match="altered"):
        unseal(whole[: HEAD_SIZE + pieces * (PIECE + TAG)])


def test_pieces_cannot_be_swapped_repeated_or_appended(whole: bytes) -> None:
    size = PIECE + TAG
    head, body = whole[:HEAD_SIZE], whole[HEAD_SIZE:]
    first, second, rest = body[:size], body[size : 2 * size], body[2 * size :]
    for changed in (second + first + rest, first + first + rest, body + first, second + rest):
        with pytest.raises(SealError, match="altered"):
            unseal(head + changed)


def test_a_head_cannot_ask_for_all_memory(whole: bytes) -> None:
    for place, value in ((9, 40), (10, 255), (11, 255)):
        changed = bytearray(whole)
        changed[place] = value
        with pytest.raises(SealError, match="altered"):
            unseal(bytes(changed))


def test_pieces_of_another_file_do_not_fit(plain: bytes, whole: bytes, tmp_path: Path) -> None:
    other = seal(plain)
    with pytest.raises(SealError, match="altered"):
        unseal(whole[: HEAD_SIZE + PIECE + TAG] + other[HEAD_SIZE + PIECE + TAG :])
