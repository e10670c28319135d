"""Who is sealed with whom, when, and what is then stored."""

from collections.abc import Iterable
from datetime import date

import pytest

from participation.insights.cohorts import (
    Member,
    Part,
    counts,
    has_turned_over,
    is_large_and_mixed,
    parts,
    period_of,
    periods_due,
)

KEY = b"k" * 32
YES_NO = frozenset({"said_yes", "said_no", "skipped", "prefer_not"})


def member(child: str, *, age: int | None = 8, secretary: str = "", answer: str = "said_yes") -> Member:
    return Member(
        child,
        secretary or f"secretary of {child}",
        age,
        sum(child.encode()) * 7919,
        {"friends": (answer,)},
        {"friends": YES_NO},
    )


def members(ages: Iterable[int | None]) -> list[Member]:
    return [member(f"child {number}", age=age) for number, age in enumerate(ages)]


def bands(found: list[Part] | None) -> list[tuple[str, int]] | None:
    return None if found is None else [(part.band, len(part.members)) for part in found]


def names(numbers: Iterable[int]) -> frozenset[str]:
    return frozenset(f"child {number}" for number in numbers)


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        (
            [7] * 12 + [11] * 12 + [14] * 12 + [17] * 12,
            [("6-9", 12), ("10-12", 12), ("13-15", 12), ("16-18", 12)],
        ),
        ([7] * 11 + [11] * 12 + [14] * 24, [("6-12", 23), ("13-18", 24)]),
        ([7] * 12 + [11] * 12, [("6-9", 12), ("10-12", 12)]),
        ([7] * 12 + [11] * 11, [("6-12", 23)]),
        ([7] * 12 + [14] * 11, [("all", 23)]),
        ([7] * 11, [("all", 11)]),
        ([7] * 8, [("all", 8)]),
        ([7] * 7, None),
        ([], None),
        ([19] * 12, [("16-18", 12)]),
        ([7] * 12 + [14] * 12 + [None], [("all", 25)]),
    ],
)
def test_a_pool_is_split_as_finely_as_its_size_allows(
    ages: list[int | None], expected: list[tuple[str, int]] | None
) -> None:
    assert bands(parts(members(ages), [])) == expected


@pytest.mark.parametrize(("others", "sealed"), [(0, True), (1, False), (2, False), (3, True)])
def test_one_secretary_cannot_subtract_her_own_children(others: int, sealed: bool) -> None:
    pool = [member(f"own {number}", secretary="Sara") for number in range(10)]
    pool += [member(f"other {number}") for number in range(others)]
    assert is_large_and_mixed(Part("all", tuple(pool))) is sealed
    assert (parts(pool, []) is not None) is sealed


def test_a_split_where_one_part_is_dominated_is_not_made() -> None:
    pool = [member(f"own {number}", secretary="Sara", age=14) for number in range(11)]
    pool += [member("other", age=14), *members([7] * 12)]
    assert bands(parts(pool, [])) == [("all", 24)]


@pytest.mark.parametrize(
    ("then", "allowed"),
    [
        (range(10), True),
        (range(9), False),
        (range(11), False),
        (range(8), True),
        (range(12), True),
        (range(1, 11), False),
        (range(20, 30), True),
    ],
)
def test_a_cohort_is_never_an_earlier_one_with_a_single_child_more_or_less(then: range, allowed: bool) -> None:
    pool = members([8] * 10)
    assert has_turned_over(Part("all", tuple(pool)), [names(then)]) is allowed
    assert (parts(pool, [names(range(40, 60)), names(then)]) is not None) is allowed


def test_a_pool_that_only_lost_one_child_is_not_split_into_parts_either() -> None:
    ages = [7] * 13 + [11] * 13
    assert bands(parts(members(ages), [])) == [("6-9", 13), ("10-12", 13)]
    assert parts(members(ages), [names(range(27))]) is None


def test_a_child_twice_in_a_pool_is_refused() -> None:
    with pytest.raises(ValueError, match="in a pool once"):
        parts([member("one")] * 8, [])


def stored(part: Part, question: str = "friends") -> dict[str, int]:
    return {sealed.option: sealed.count for sealed in counts(part, [question], KEY)}


def test_every_value_gets_a_count_also_the_ones_nobody_gave() -> None:
    pool = [member(f"{number}", answer="said_yes" if number < 6 else "skipped") for number in range(9)]
    assert stored(Part("all", tuple(pool))) == {"said_yes": 6, "said_no": 0, "skipped": 3, "prefer_not": 0}


def test_counting_twice_or_in_another_order_stores_the_same() -> None:
    pool = [member(f"{number}", answer="said_yes" if number % 5 else "said_no") for number in range(14)]
    first = counts(Part("all", tuple(pool)), ["friends"], KEY)
    assert first == counts(Part("all", tuple(reversed(pool))), ["friends", "friends"], KEY)


def with_set(one: Member, values: frozenset[str] | None) -> Member:
    sets = {} if values is None else {"friends": values}
    return Member(one.child, one.secretary, one.age, one.record_key, one.answers, sets)


@pytest.mark.parametrize("other", [None, YES_NO | {"dont_know"}])
def test_a_question_not_put_to_everybody_in_the_same_way_is_not_published(
    other: frozenset[str] | None,
) -> None:
    first, *rest = members([8] * 9)
    assert stored(Part("all", (with_set(first, YES_NO), *rest)))
    assert stored(Part("all", (with_set(first, other), *rest))) == {}


def test_each_choice_of_a_multiple_question_is_counted_on_its_own() -> None:
    answer = ("where", "who")
    values = frozenset({"where", "who", "when", "skipped", "prefer_not"})
    pool = [Member(str(n), str(n), 8, n, {"wish": answer}, {"wish": values}) for n in range(9)]
    assert stored(Part("all", tuple(pool)), "wish") == {
        "where": 9, "who": 9, "when": 0, "skipped": 0, "prefer_not": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "name", "starts_on", "ends_on"),
    [
        (date(2026, 1, 1), "2026-1", date(2026, 1, 1), date(2026, 4, 30)),
        (date(2026, 8, 31), "2026-2", date(2026, 5, 1), date(2026, 8, 31)),
        (date(2028, 12, 31), "2028-3", date(2028, 9, 1), date(2028, 12, 31)),
    ],
)
def test_a_year_has_three_periods(day: date, name: str, starts_on: date, ends_on: date) -> None:
    period = period_of(day)
    assert (str(period), period.starts_on, period.ends_on) == (name, starts_on, ends_on)


def test_a_period_is_due_only_after_the_whole_delay() -> None:
    """T-611: neither a day early, nor forgotten after a long stop."""
    assert period_of(date(2026, 3, 1)).due_on == date(2026, 5, 15)
    spring = period_of(date(2026, 3, 1))
    assert spring not in periods_due(date(2026, 5, 14))
    assert periods_due(date(2026, 5, 15))[-1] == spring
    assert [str(period) for period in periods_due(date(2026, 9, 20), since=date(2025, 12, 1))] == [
        "2025-3", "2026-1", "2026-2",
    ]  # fmt: skip
