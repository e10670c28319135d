"""Which children are sealed together, and what is stored about them.

Pure: no database and no request. Members carry keyed fingerprints, never an identity.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import Final, TypeAlias

from participation.insights.rounding import (
    N_MIN,
    PERIOD,
    R_DOM,
    SEAL_DELAY,
    SPLIT_MIN,
    draw,
    rounded,
)

WHOLE: Final = "all"
FOUR_BANDS: Final = ((9, "6-9"), (12, "10-12"), (15, "13-15"), (18, "16-18"))
TWO_BANDS: Final = ((12, "6-12"), (18, "13-18"))
KEY_RANGE: Final = 1 << 64

Fingerprint: TypeAlias = str
Bands: TypeAlias = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One child's latest answers in a pool, as they may be published.

    `answers` holds per question the published values the child gave (one, or several for a
    multiple question; a non-answer is a value too). `sets` holds per question it was asked the
    whole set of values that could have been given. `age` is None where it is not known.
    `record_key` is random per child, below 2^64.
    """

    child: Fingerprint
    secretary: str
    age: int | None
    record_key: int
    answers: Mapping[str, tuple[str, ...]]
    sets: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """Children to be sealed as one cohort; `band` is "all" or the ages it holds."""

    band: str
    members: tuple[Member, ...]

    @property
    def fingerprints(self) -> frozenset[Fingerprint]:
        return frozenset(member.child for member in self.members)


@dataclass(frozen=True, slots=True)
class Sealed:
    """One stored count: about how many of the cohort gave this value."""

    question: str
    option: str
    count: int


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Four months, named by year and number; `ends_on` is the last day that belongs to it."""

    starts_on: date
    ends_on: date

    def __str__(self) -> str:
        return f"{self.starts_on.year}-{(self.starts_on.month - 1) // PERIOD + 1}"

    @property
    def due_on(self) -> date:
        """The first day on which the cohorts of this period may be sealed."""
        return self.ends_on + SEAL_DELAY + timedelta(days=1)


def parts(members: Sequence[Member], earlier: Sequence[frozenset[Fingerprint]]) -> list[Part] | None:
    """Return the finest allowed split of a pool, or None when it has to wait for more answers.

    `earlier` holds the members of every earlier cohort of the same unit and family, and of every
    set of cohorts that were sealed together. The whole pool must pass the turnover rule even when
    it is split: three small roundings against one large one can betray the child who left.
    """
    if len({member.child for member in members}) != len(members):
        raise ValueError("a child is in a pool once")
    whole = [Part(WHOLE, tuple(members))]
    if not has_turned_over(whole[0], earlier):
        return None
    for bands in (FOUR_BANDS, TWO_BANDS):
        split = split_by_age(members, bands)
        if split and all(len(part.members) >= SPLIT_MIN and _may_be_sealed(part, earlier) for part in split):
            return split
    return whole if _may_be_sealed(whole[0], earlier) else None


def split_by_age(members: Sequence[Member], bands: Bands) -> list[Part]:
    """Return one part per age band that has children; none when somebody's age is not known.

    Older children count in the last band.
    """
    by_band: dict[str, list[Member]] = {label: [] for _, label in bands}
    for member in members:
        if member.age is None:
            return []
        age = member.age
        fitting = (label for highest, label in bands if age <= highest)
        by_band[next(fitting, bands[-1][1])].append(member)
    return [Part(label, tuple(found)) for label, found in by_band.items() if found]


def is_large_and_mixed(part: Part) -> bool:
    """Is the part large enough, and not one secretary's children with one or two others?

    Whoever knows nearly all children of a cohort could subtract them and read the rest.
    """
    size = len(part.members)
    if size < N_MIN:
        return False
    others = size - max(Counter(member.secretary for member in part.members).values(), default=0)
    return others == 0 or others >= R_DOM


def has_turned_over(part: Part, earlier: Iterable[frozenset[Fingerprint]]) -> bool:
    """Has no earlier cohort been left or joined by exactly one child?"""
    now = part.fingerprints
    return all(len(now - then) != 1 and len(then - now) != 1 for then in earlier)


def _may_be_sealed(part: Part, earlier: Iterable[frozenset[Fingerprint]]) -> bool:
    return is_large_and_mixed(part) and has_turned_over(part, earlier)


def counts(part: Part, questions: Iterable[str], key: bytes) -> list[Sealed]:
    """Return the rounded counts to store, for each question that may be published.

    A question is left out unless every member was asked it with the same set of values. Each
    value is rounded on its own, so the counts need not add up to the size of the cohort.
    """
    stored: list[Sealed] = []
    for question in sorted(set(questions)):
        options = shared_options(part, question)
        stored += [Sealed(question, option, _count(part, question, option, key)) for option in sorted(options)]
    return stored


def shared_options(part: Part, question: str) -> frozenset[str]:
    """Return the values of a question that every member could choose from; empty if they differ."""
    sets = {member.sets.get(question, frozenset()) for member in part.members}
    return sets.pop() if len(sets) == 1 else frozenset()


def _count(part: Part, question: str, option: str, key: bytes) -> int:
    giving = [member for member in part.members if option in member.answers[question]]
    ck = sum(member.record_key for member in giving) % KEY_RANGE
    ca = sum(member.record_key for member in part.members) % KEY_RANGE
    return rounded(len(giving), len(part.members), draw(key, question, option, ck, ca))


def period_of(day: date) -> Period:
    """Return the period a day belongs to."""
    first = (day.month - 1) // PERIOD * PERIOD + 1
    starts_on = date(day.year, first, 1)
    following = date(day.year + (first + PERIOD > 12), (first + PERIOD - 1) % 12 + 1, 1)
    return Period(starts_on, following - timedelta(days=1))


def periods_due(today: date, *, since: date | None = None) -> list[Period]:
    """Return the periods that may be sealed today, oldest first.

    Looks back to `since`, or a year: closing a period twice changes nothing.
    """
    due = periods_from(since or today - timedelta(days=366))
    return list(takewhile(lambda period: period.due_on <= today, due))


def periods_from(day: date) -> Iterator[Period]:
    """Yield the period a day belongs to and, without end, those that follow."""
    period = period_of(day)
    while True:
        yield period
        period = period_of(period.ends_on + timedelta(days=1))
