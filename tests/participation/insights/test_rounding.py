"""Rounding: what one stored count may and may not tell (T-507, T-508)."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.insights.rounding import BASE, draw, rounded

Histogram = tuple[int, ...]
KEY = b"k" * 32
key_sums = st.integers(0, 2**64 - 1)
shares = st.floats(0, 1, exclude_max=True)


def histograms(total: int, options: int) -> Iterator[Histogram]:
    if options == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in histograms(total - first, options - 1))


def both_ways(count: int, total: int) -> set[int]:
    return {rounded(count, total, 0.0), rounded(count, total, 1 - 2**-53)}


def both_ways_without_cap(count: int, total: int) -> set[int]:
    return {count - count % BASE, count + -count % BASE}


def certain_cases(total: int, options: int, ways: Callable[[int, int], set[int]]) -> list[tuple[Histogram, int, int]]:
    """List (what is stored, answer of the one known child, answer then certain of all others)."""
    possible: dict[Histogram, list[Histogram]] = defaultdict(list)
    for histogram in histograms(total, options):
        for stored in itertools.product(*(ways(count, total) for count in histogram)):
            possible[stored].append(histogram)
    return [
        (stored, known, other)
        for stored, worlds in possible.items()
        for known, other in itertools.product(range(options), repeat=2)
        if (left := [world for world in worlds if world[known]])
        and all(world[other] - (known == other) == total - 1 for world in left)
    ]


@pytest.mark.parametrize("options", [2, 3, 4])
@pytest.mark.parametrize("total", range(8, 15))
def test_t507_knowing_one_other_answer_never_makes_a_third_certain(total: int, options: int) -> None:
    assert certain_cases(total, options, both_ways) == []


@pytest.mark.parametrize("options", [2, 3])
def test_t508_without_the_cap_a_third_answer_becomes_certain(options: int) -> None:
    assert certain_cases(8, options, both_ways_without_cap)


@pytest.mark.parametrize("total", range(8, 15))
def test_t507_a_count_alone_never_makes_a_third_choice_certain(total: int) -> None:
    """One option of a multiple question: only the count of those who chose it is stored."""
    possible: dict[int, list[int]] = defaultdict(list)
    for count in range(total + 1):
        for stored in both_ways(count, total):
            possible[stored].append(count)
    for worlds, knows_a_chooser in itertools.product(possible.values(), [True, False]):
        if knows_a_chooser:
            others = {count - 1 for count in worlds if count}
        else:
            others = {count for count in worlds if count < total}
        assert len(others) > 1 or others.isdisjoint({0, total - 1})


@given(st.data())
def test_a_stored_count_is_a_near_multiple_of_three_and_fits_the_cohort(data: st.DataObject) -> None:
    total = data.draw(st.integers(8, 300))
    count = data.draw(st.integers(0, total))
    stored = rounded(count, total, data.draw(shares))
    assert stored % BASE == 0
    assert abs(stored - count) < BASE
    assert 0 <= stored <= total
    assert stored == count or count % BASE


@pytest.mark.parametrize(("count", "total"), [(-1, 8), (9, 8)])
def test_a_count_outside_its_cohort_is_refused(count: int, total: int) -> None:
    with pytest.raises(ValueError, match="between nought and the total"):
        rounded(count, total, 0.5)


@given(st.binary(min_size=16), st.text(), st.text(), key_sums, key_sums)
def test_a_draw_is_repeated_exactly_and_below_one(key: bytes, question: str, option: str, ck: int, ca: int) -> None:
    first = draw(key, question, option, ck, ca)
    assert first == draw(key, question, option, ck, ca)
    assert 0 <= first < 1


def test_every_part_of_a_draw_matters() -> None:
    """T-508: with the key, the children or the cohort left out, two of these would be equal."""
    draws = {
        draw(KEY, "friends", "said_no", 5, 9),
        draw(b"j" * 32, "friends", "said_no", 5, 9),
        draw(KEY, "school", "said_no", 5, 9),
        draw(KEY, "friends", "said_yes", 5, 9),
        draw(KEY, "friends", "said_no", 6, 9),
        draw(KEY, "friends", "said_no", 5, 8),
        draw(KEY, "friendss", "aid_no", 5, 9),
    }
    assert len(draws) == 7


@pytest.mark.parametrize("count", [0, 1, 4, 5, 7, 11, 12])
def test_rounding_is_right_on_average_over_keys(count: int) -> None:
    keys = [number.to_bytes(16, "big") for number in range(6000)]
    mean = sum(rounded(count, 14, draw(key, "friends", "said_no", 77, 99)) for key in keys) / len(keys)
    assert mean == pytest.approx(count, abs=0.1)
