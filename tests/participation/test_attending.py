"""Which answers somebody must read, and by when."""

from __future__ import annotations

import datetime as dt
import logging
from zoneinfo import ZoneInfo

import pytest

from participation import attending, workdays
from participation.models import Attention, Child, Entry, Invitation, Role, Unit, User
from participation.permissions import Action
from questionbanks import reading
from questionbanks.answers import Answer
from questionbanks.models import Version
from surveys.models import Response
from tests.conftest import somebody
from tests.participation.asking import a_version
from tests.participation.tiny import has_sent

STOCKHOLM = ZoneInfo("Europe/Stockholm")
AT = dt.datetime(2026, 11, 22, 15, 0, tzinfo=STOCKHOLM)  # a Sunday


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    reading.forget()


def sent(child: Child, **answers: str) -> Invitation:
    given = {key: Answer(value, scale="five" if key == "home" else "often") for key, value in answers.items()}
    return has_sent(child, a_version(), AT, given)


@pytest.mark.django_db
def test_a_marked_answer_is_filed_with_level_and_deadline(child: Child):
    invitation = sent(child, home="awful", teased="often")
    assert attending.examine_sent(at=AT) == 1
    found = Attention.objects.get()
    assert (found.child, found.invitation, found.level) == (child, invitation, "acute")
    assert found.due_at == dt.datetime(2026, 11, 22, 23, 59, tzinfo=STOCKHOLM)


@pytest.mark.django_db
def test_looking_through_twice_files_once(child: Child):
    sent(child, teased="often")
    assert attending.examine_sent(at=AT) == 1
    assert attending.examine_sent(at=AT) == 0
    assert Attention.objects.get().due_at == dt.datetime(2026, 11, 24, 23, 59, tzinfo=STOCKHOLM)


@pytest.mark.django_db
def test_an_unmarked_answer_raises_nothing(child: Child):
    invitation = sent(child, teased="never")
    assert attending.examine_sent(at=AT) == 1
    invitation.refresh_from_db()
    assert invitation.examined_at == AT
    assert not Attention.objects.exists()


@pytest.mark.django_db
def test_answers_that_do_not_open_are_loud_and_stop_nobody_else(child: Child, caplog: pytest.LogCaptureFixture):
    """T-614: the others are still looked through, and the broken one is tried again."""
    version = a_version()
    broken = has_sent(child, version, AT, {"home": Answer("awful", scale="five")})
    has_sent(child, version, AT, {"home": Answer("awful", scale="five")})
    Response.objects.filter(pk=broken.response_id).update(document=b"x" * 200)
    with caplog.at_level(logging.ERROR):
        assert attending.examine_sent(at=AT) == 1
    assert str(broken.response_id) in caplog.text
    assert Invitation.objects.unexamined().get() == broken


@pytest.mark.django_db
def test_the_duty_team_may_read_a_marked_answer_for_a_while_and_the_journal_says_so(
    child: Child, duty: User, other_unit: Unit
):
    elsewhere = somebody("Per", "Sjö", Role.DUTY, other_unit)
    sent(child, teased="never")
    attending.examine_sent(at=AT)
    assert not Child.objects.visible_to(duty, Action.READ_ANSWERS, AT).exists()
    has_sent(child, Version.objects.get(), AT, {"teased": Answer("often", scale="often")})
    attending.examine_sent(at=AT)
    assert Child.objects.visible_to(duty, Action.READ_ANSWERS, AT).get() == child
    assert not Child.objects.visible_to(elsewhere, Action.READ_ANSWERS, AT).exists()
    assert not Child.objects.visible_to(duty, Action.READ_ANSWERS, AT + dt.timedelta(days=30)).exists()
    entry = Entry.objects.get(action="assign_child", actor=None)
    assert entry.thing_id == str(child.pk)


@pytest.mark.django_db
def test_the_first_to_acknowledge_stands(child: Child, secretary: User, duty: User):
    sent(child, teased="often")
    attending.examine_sent(at=AT)
    found = Attention.objects.get()
    assert attending.acknowledge(found, by=secretary, at=AT)
    assert not attending.acknowledge(found, by=duty, at=AT)
    found.refresh_from_db()
    assert found.acknowledged_by == secretary


@pytest.mark.parametrize(
    ("sent_on", "due_on"),
    [
        ("2026-11-23", "2026-11-25"),  # Monday to Wednesday
        ("2026-11-20", "2026-11-24"),  # Friday to Tuesday
        ("2026-11-22", "2026-11-24"),  # Sunday to Tuesday
        ("2026-04-01", "2026-04-07"),  # over Easter: Thursday, then Tuesday
        ("2026-06-18", "2026-06-23"),  # over Midsummer Eve
        ("2026-12-23", "2026-12-29"),  # over Christmas
        ("2026-12-30", "2027-01-05"),  # over New Year
    ],
)
def test_two_working_days_pass_over_days_off(sent_on: str, due_on: str):
    sent_at = dt.datetime.fromisoformat(f"{sent_on}T22:30").replace(tzinfo=STOCKHOLM)
    assert attending.due("soon", sent_at).astimezone(STOCKHOLM).date().isoformat() == due_on


def test_acute_is_the_same_swedish_day_also_just_before_midnight_and_on_a_day_off():
    sent_at = dt.datetime(2026, 12, 24, 22, 58, tzinfo=dt.UTC)
    assert attending.due("acute", sent_at) == dt.datetime(2026, 12, 24, 23, 59, tzinfo=STOCKHOLM)


def test_easter_falls_where_the_almanac_says():
    known = {1954: (4, 18), 1981: (4, 19), 2000: (4, 23), 2024: (3, 31), 2026: (4, 5), 2038: (4, 25), 2049: (4, 18)}
    assert {year: (day.month, day.day) for year in known for day in [workdays.easter_day(year)]} == known


def test_the_moving_days_off_of_2026():
    off = workdays.days_off(2026)
    moving = {"2026-04-03", "2026-04-06", "2026-05-14", "2026-06-19", "2026-06-20", "2026-10-31"}
    assert moving <= {day.isoformat() for day in off}
