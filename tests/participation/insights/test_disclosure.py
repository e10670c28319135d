"""A simulated city read in every way: whom can somebody who combines all filters single out?

The unit of disclosure is one child's answers in one period. Two of them that are in exactly the
same published numbers cannot be told apart, whatever is added and subtracted.
"""

import itertools
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from participation.insights import cohorts
from participation.insights.cohorts import Member, parts

DAYS_IN_PERIOD = 120
SEALED_AFTER = 14
UNITS = range(4)


@dataclass(frozen=True)
class Sent:
    """One child's answers: sent on a day of the year, perhaps withdrawn on another."""

    child: int
    unit: int
    age: int
    sent_on: int
    withdrawn_on: int | None

    def counts_on(self, day: int) -> bool:
        return self.sent_on <= day and (self.withdrawn_on is None or self.withdrawn_on > day)


Release = frozenset[Sent]


def a_city_year(seed: int) -> list[Sent]:
    chance = random.Random(seed)
    year: list[Sent] = []
    for child in range(160):
        unit, age = chance.choice(UNITS), chance.randint(6, 17)
        for period in range(3):
            if chance.random() < 0.75:
                sent_on = period * DAYS_IN_PERIOD + chance.randrange(DAYS_IN_PERIOD + 30)
                withdrawn_on = sent_on + chance.randrange(1, 90) if chance.random() < 0.08 else None
                year.append(Sent(child, unit, age, sent_on, withdrawn_on))
    return year


def latest_per_child(waiting: Iterable[Sent]) -> list[Sent]:
    return list({one.child: one for one in sorted(waiting, key=lambda one: one.sent_on)}.values())


def sealed_releases(year: list[Sent]) -> list[Release]:
    released: list[Release] = []
    for unit in UNITS:
        waiting = {one for one in year if one.unit == unit}
        earlier: list[frozenset[str]] = []
        for end in (DAYS_IN_PERIOD, 2 * DAYS_IN_PERIOD, 3 * DAYS_IN_PERIOD):
            mine = {one for one in waiting if one.sent_on < end and one.counts_on(end + SEALED_AFTER)}
            pool = {str(one.child): one for one in latest_per_child(mine)}
            members = [Member(child, f"s{one.child % 5}", one.age, 1, {}, {}) for child, one in pool.items()]
            if found := parts(members, earlier):
                waiting -= mine
                earlier += [part.fingerprints for part in found] + [frozenset(pool)]
                released += [frozenset(pool[member.child] for member in part.members) for part in found]
    return released


def live_releases(year: list[Sent], *, hidden_below: int) -> list[Release]:
    released: set[Release] = set()
    bands = [
        range(6, 19),
        range(6, 13),
        range(13, 19),
        range(6, 10),
        range(10, 13),
        range(13, 16),
        range(16, 19),
    ]
    for day, units, band in itertools.product(range(400), [*([unit] for unit in UNITS), UNITS], bands):
        shown = frozenset(one for one in year if one.unit in units and one.age in band and one.counts_on(day))
        if len(shown) >= hidden_below:
            released.add(shown)
    return list(released)


def smallest_class(releases: list[Release]) -> int:
    """Return how many answers the least hidden answer shares all its published numbers with."""
    columns: dict[Sent, list[int]] = {}
    for number, release in enumerate(releases):
        for one in release:
            columns.setdefault(one, []).append(number)
    return min(Counter(map(tuple, columns.values())).values())


@pytest.mark.parametrize("seed", range(20))
def test_t501_no_combination_of_sealed_numbers_separates_fewer_than_eight(seed: int) -> None:
    released = sealed_releases(a_city_year(seed))
    assert len(released) >= 4
    assert smallest_class(released) >= 8


def test_t502_the_same_attack_on_a_live_board_that_hides_small_numbers_singles_out_a_child() -> None:
    assert smallest_class(live_releases(a_city_year(1), hidden_below=5)) == 1


def test_t508_without_the_minimum_the_attack_succeeds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cohorts, "N_MIN", 1)
    monkeypatch.setattr(cohorts, "SPLIT_MIN", 1)
    assert min(smallest_class(sealed_releases(a_city_year(seed))) for seed in range(5)) < 8


def test_t508_computing_a_cohort_again_after_a_withdrawal_singles_out_a_child() -> None:
    released = sealed_releases(a_city_year(1))
    again = frozenset(sorted(released[0], key=lambda one: one.child)[1:])
    assert smallest_class([*released, again]) == 1
