"""Reading sealed cohorts: whole cohorts only, and no more exact than the numbers are."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participation.insights import reading
from participation.models import Cohort, CohortCount, Unit

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC)
SPRING, SUMMER = dt.date(2026, 1, 1), dt.date(2026, 5, 1)


@pytest.fixture
def north() -> Unit:
    unit: Unit = Unit.add_root(name="Norr")
    return unit


def a_cohort(unit: Unit, size: int, counts: dict[str, int], *, band: str = "all", start: dt.date = SPRING) -> Cohort:
    cohort = Cohort.objects.create(
        unit=unit, family="tiny", band=band, period_start=start, period_end=start, size=size, sealed_at=NOON
    )
    CohortCount.objects.bulk_create(
        CohortCount(cohort=cohort, question="friends", option=option, rounded=rounded)
        for option, rounded in counts.items()
    )
    return cohort


def test_counts_are_summed_over_whole_cohorts_in_one_query(north: Unit) -> None:
    cohorts = [
        a_cohort(north, 12, {"a": 9, "b": 3}, band="6-9"),
        a_cohort(north, 14, {"a": 6, "b": 6}, band="10-12"),
    ]
    with CaptureQueriesContext(connection) as queries:
        friends = reading.figures(cohorts)["friends"]
    assert len(queries) == 1
    assert friends.of == 26
    assert {figure.option: (figure.about, figure.percent) for figure in friends.figures} == {
        "a": (15, 58),
        "b": (9, 35),
    }


def test_a_question_whose_values_changed_is_read_from_the_newest_only(north: Unit) -> None:
    old = a_cohort(north, 12, {"a": 12, "b": 0})
    new = a_cohort(north, 9, {"a": 3, "b": 3, "c": 3}, start=SUMMER)
    friends = reading.figures([old, new])["friends"]
    assert (friends.of, friends.by_option["a"].about) == (9, 3)


def test_a_wider_band_finds_the_finer_cohorts_in_it_and_never_a_wider_one(north: Unit) -> None:
    for band in ("6-9", "10-12", "13-15"):
        a_cohort(north, 12, {}, band=band)
    a_cohort(north, 12, {}, band="all", start=SUMMER)
    assert {cohort.band for cohort in reading.cohorts_of([north], band="6-12")} == {"6-9", "10-12"}
    assert {cohort.band for cohort in reading.cohorts_of([north], band="6-9")} == {"6-9"}
    assert len(reading.cohorts_of([north], band="all")) == 4
    assert [cohort.band for cohort in reading.cohorts_of([north], since=SUMMER)] == ["all"]
    assert len(reading.cohorts_of([north], until=SPRING)) == 3
    assert reading.cohorts_of([north], family="another") == []


@pytest.mark.parametrize(
    ("about", "of", "percent"),
    [(3, 8, 40), (6, 8, 80), (9, 19, 50), (0, 8, 0), (9, 20, 45), (9, 9, 100), (0, 0, 0), (3, 12, 30)],
)
def test_shares_are_whole_tens_under_twenty_children(about: int, of: int, percent: int) -> None:
    assert reading.share(about, of) == percent


def test_the_next_day_for_cohorts_is_told_without_looking_at_any_answer() -> None:
    assert reading.earliest_next(dt.date(2026, 5, 10)) == dt.date(2026, 5, 15)
    assert reading.earliest_next(dt.date(2026, 5, 15)) == dt.date(2026, 5, 15)
    assert reading.earliest_next(dt.date(2026, 5, 16)) == dt.date(2026, 9, 15)
    assert reading.earliest_next(dt.date(2026, 5, 10), after=SPRING) == dt.date(2026, 9, 15)
    assert reading.earliest_next(dt.date(2026, 12, 24), after=SPRING) == dt.date(2027, 1, 15)
