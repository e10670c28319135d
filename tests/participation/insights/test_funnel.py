"""The daily figures of participation: nested, in fives, and never of a protected child."""

import datetime as dt
from itertools import count, pairwise

import pytest

from participation.insights.funnel import in_fives, latest_funnel, take_daily_figures
from participation.models import Child, Conversation, FollowUp, FunnelFigure, Invitation, Unit, User
from questionbanks.models import Version
from surveys.models import Response

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 6, 10, 12, tzinfo=dt.UTC)
BEFORE = NOON - dt.timedelta(days=3)
LAST_PERIOD = NOON - dt.timedelta(days=60)
numbers = count(1)


@pytest.fixture
def north() -> Unit:
    unit: Unit = Unit.add_root(name="Norr")
    return unit


@pytest.fixture
def sara() -> User:
    return User.objects.create_user("sara@example.invalid", first_name="Sara", last_name="Ek")


@pytest.fixture
def version() -> Version:
    return Version.objects.create(key="tiny", number=1, band="6-11", published_at=LAST_PERIOD, sha256="0")


def a_child(unit: Unit, *, is_protected: bool = False) -> Child:
    return Child.objects.create(unit=unit, card=b"", label_index=b"", created_at=LAST_PERIOD, is_protected=is_protected)


def invited(child: Child, by: User, version: Version, *, on: dt.datetime = BEFORE, reached: str = "") -> None:
    follow_up = FollowUp.objects.create(child=child, number=next(numbers), opened_at=on, opened_by=by)
    has_sent = reached in ("answered", "talked")
    response = Response.objects.create(
        version=version,
        language="sv",
        created_at=on,
        expires_at=NOON,
        opened_at=on if reached else None,
        state="sent" if has_sent else "open",
        sent_at=on if has_sent else None,
        document=b"sealed" if has_sent else None,
    )
    Invitation.objects.create(follow_up=follow_up, response=response, channel="paper", invited_by=by, created_at=on)
    if reached == "talked":
        Conversation.objects.create(follow_up=follow_up, held_at=on, noted_by=by)


def test_each_step_is_counted_among_the_one_before_and_in_fives(north: Unit, sara: User, version: Version) -> None:
    reached = ["talked"] * 6 + ["answered"] * 6 + ["opened"] * 5 + [""] * 4
    children = [a_child(north) for _ in range(24)]
    for child, far in zip(children, reached, strict=False):
        invited(child, sara, version, reached=far)
        invited(child, sara, version, on=LAST_PERIOD, reached="talked")
    assert take_daily_figures(at=NOON) == 5
    assert latest_funnel([north]) == {"should": 25, "invited": 20, "opened": 15, "answered": 10, "talked": 5}


def test_two_invitations_of_one_child_count_once(north: Unit, sara: User, version: Version) -> None:
    for child in [a_child(north) for _ in range(5)]:
        invited(child, sara, version, reached="answered")
        invited(child, sara, version)
    take_daily_figures(at=NOON)
    assert latest_funnel([north])["invited"] == 5


def test_protected_and_closed_children_are_left_out(north: Unit, sara: User, version: Version) -> None:
    for child in [a_child(north, is_protected=True) for _ in range(9)]:
        invited(child, sara, version, reached="talked")
    for child in [a_child(north) for _ in range(9)]:
        Child.objects.filter(pk=child.pk).update(closed_at=BEFORE)
    assert take_daily_figures(at=NOON) == 0
    assert latest_funnel([north]) == {}


def test_a_day_once_stored_is_never_taken_again(north: Unit) -> None:
    a_child(north)
    take_daily_figures(at=NOON)
    for _ in range(8):
        a_child(north)
    assert take_daily_figures(at=NOON + dt.timedelta(hours=1)) == 0
    assert latest_funnel([north])["should"] == 0
    assert take_daily_figures(at=NOON + dt.timedelta(days=1)) == 5
    assert latest_funnel([north])["should"] == 10
    assert latest_funnel([north], until=NOON.date())["should"] == 0
    assert FunnelFigure.objects.count() == 10


def test_figures_are_summed_over_units(north: Unit) -> None:
    south = Unit.add_root(name="Söder")
    for unit in [north] * 10 + [south] * 5:
        a_child(unit)
    take_daily_figures(at=NOON)
    assert latest_funnel([north, south])["should"] == 15
    assert latest_funnel([south])["should"] == 5


def test_fives_are_the_nearest_and_never_turn_the_order() -> None:
    assert [in_fives(count) for count in (0, 2, 3, 7, 8, 23)] == [0, 0, 5, 5, 10, 25]
    assert all(in_fives(fewer) <= in_fives(more) for fewer, more in pairwise(range(60)))
