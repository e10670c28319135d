"""Closing periods: once, whole, for ever, and without anybody's name (T-506, T-602, T-611)."""

import datetime as dt
import json
from collections.abc import Iterable
from itertools import count

import pytest

from config import keys
from participation.cards import Card as ChildCard
from participation.cards import seal_card
from participation.insights.cohorts import Period, period_of
from participation.insights.sealing import Closed, close_period
from participation.models import (
    Child,
    ChildAssignment,
    ClosedPool,
    Cohort,
    CohortCount,
    CohortMember,
    FollowUp,
    Invitation,
    Unit,
    User,
)
from questionbanks import reading
from questionbanks.answers import Answer
from questionbanks.models import Version
from surveys import answering
from surveys.cards import Card
from surveys.issuing import issue
from surveys.models import Response

pytestmark = pytest.mark.django_db
SPRING, SUMMER = period_of(dt.date(2026, 2, 1)), period_of(dt.date(2026, 6, 1))
IN_SPRING, IN_SUMMER = (dt.datetime(2026, month, 10, 12, tzinfo=dt.UTC) for month in (3, 6))
numbers = count(1)


def at_due(period: Period) -> dt.datetime:
    return dt.datetime.combine(period.due_on, dt.time(2), tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _keys(tmp_path, monkeypatch):
    monkeypatch.setattr(keys, "FOLDER", tmp_path)
    keys.make("2026")
    reading.forget()
    yield
    keys.forget()


@pytest.fixture
def north() -> Unit:
    unit: Unit = Unit.add_root(name="Norr")
    return unit


@pytest.fixture
def sara() -> User:
    return User.objects.create_user("sara@example.invalid", first_name="Sara", last_name="Ek")


@pytest.fixture
def version() -> Version:
    """One question, friends: yes or no."""
    words = {"sv": "?"}
    options = [{"key": key, "text": words} for key in ("said_yes", "said_no")]
    question = {"key": "friends", "area": "home", "kind": "single", "text": words, "options": options}
    child = {
        "key": "tiny", "modules": [], "number": 1, "band": "6-11", "title": words, "languages": ["sv"],
        "simple_max_age": 8, "areas": [], "scales": {}, "roles": [], "non_answers": {}, "texts": {},
        "questions": [question],
    }  # fmt: skip
    staff = {
        "title": words, "area_names": {}, "bbic_domains": {}, "levels": {},
        "questions": {"friends": {"signals": "none", "aggregate": True}},
    }  # fmt: skip
    return Version.objects.create(
        key="tiny", number=1, band="6-11", sha256="0" * 64, published_at=IN_SPRING,
        child_snapshot=json.dumps(child), staff_snapshot=json.dumps(staff),
    )  # fmt: skip


@pytest.fixture
def children(north: Unit, sara: User) -> list[Child]:
    return [a_child(north, sara) for _ in range(10)]


def a_child(unit: Unit, secretary: User, *, is_protected: bool = False) -> Child:
    child = Child(unit=unit, label_index=b"", created_at=IN_SPRING, is_protected=is_protected)
    card = ChildCard(
        label="Bäver",
        case_number="",
        birth_month="2018-01",
        language="sv",
        email="",
        phone="",
        placement="home",
    )
    child.card = seal_card(child.pk, card)
    child.save()
    ChildAssignment.objects.create(child=child, user=secretary, capacity="secretary", since=IN_SPRING)
    return child


def answered(
    children: Iterable[Child], version: Version, sara: User, *, on: dt.datetime, says: str = "said_yes"
) -> None:
    for child in children:
        card = Card(contact="Sara", contact_phone="", jour_phone="", jour_hours="")
        issued = issue(
            version, language="sv", is_simple=False, expires_at=on + dt.timedelta(days=9), card=card, at=on
        )
        follow_up = FollowUp.objects.create(child=child, number=next(numbers), opened_at=on, opened_by=sara)
        Invitation.objects.create(
            follow_up=follow_up, response=issued.response, channel="paper", invited_by=sara, created_at=on
        )
        sitting = answering.sit(issued.code, at=on)
        sitting.will("yes", at=on)
        sitting.save("friends", Answer(says), at=on)
        sitting.send(at=on)


def counts() -> dict[str, int]:
    return dict(CohortCount.objects.values_list("option", "rounded"))


def test_a_periods_answers_become_one_cohort_of_rounded_counts(
    children: list[Child], version: Version, sara: User, north: Unit
) -> None:
    answered(children[:9], version, sara, on=IN_SPRING)
    assert close_period(SPRING, at=at_due(SPRING)) == Closed(cohorts=1)
    cohort = Cohort.objects.get()
    assert (cohort.unit, cohort.family, cohort.band, cohort.size) == (north, "tiny", "all", 9)
    assert (cohort.period_start, cohort.period_end) == (dt.date(2026, 1, 1), dt.date(2026, 5, 1))
    assert counts() == {"said_yes": 9, "said_no": 0, "skipped": 0, "prefer_not": 0}
    assert not Invitation.objects.filter(cohort_closed_at__isnull=True).exists()


def test_of_the_members_only_keyed_fingerprints_are_kept(
    children: list[Child], version: Version, sara: User
) -> None:
    answered(children, version, sara, on=IN_SPRING)
    close_period(SPRING, at=at_due(SPRING))
    prints = {bytes(print_) for print_ in CohortMember.objects.values_list("fingerprint", flat=True)}
    assert len(prints) == 10
    assert all(len(print_) == 32 for print_ in prints)
    assert not any(child.pk.bytes in print_ for child in children for print_ in prints)


def test_t506_nothing_that_happens_later_changes_a_stored_count(
    children: list[Child], version: Version, sara: User
) -> None:
    answered(children[:7], version, sara, on=IN_SPRING)
    answered(children[7:], version, sara, on=IN_SPRING, says="said_no")
    close_period(SPRING, at=at_due(SPRING))
    before = list(CohortCount.objects.values_list()), list(Cohort.objects.values_list())
    south = Unit.add_root(name="Söder")
    Child.objects.filter(pk=children[0].pk).update(unit=south, is_protected=True)
    Invitation.objects.filter(follow_up__child=children[1]).delete()
    answered(children[2:4], version, sara, on=IN_SPRING, says="said_no")
    for _ in range(2):
        assert close_period(SPRING, at=at_due(SUMMER)).cohorts == 0
    assert (list(CohortCount.objects.values_list()), list(Cohort.objects.values_list())) == before


def test_t611_a_period_is_never_sealed_early(children: list[Child], version: Version, sara: User) -> None:
    answered(children, version, sara, on=IN_SPRING)
    assert close_period(SPRING, at=at_due(SPRING) - dt.timedelta(days=1)) == Closed()
    assert not ClosedPool.objects.exists()


def test_too_few_answers_are_carried_into_the_next_period(
    children: list[Child], version: Version, sara: User
) -> None:
    answered(children[:7], version, sara, on=IN_SPRING)
    assert close_period(SPRING, at=at_due(SPRING)) == Closed(carried=1)
    assert not Cohort.objects.exists()
    answered(children[7:], version, sara, on=IN_SUMMER)
    assert close_period(SUMMER, at=at_due(SUMMER)) == Closed(cohorts=1)
    assert Cohort.objects.get().size == 10


def test_answers_sent_after_the_period_go_to_the_next(
    children: list[Child], version: Version, sara: User
) -> None:
    answered(children[:8], version, sara, on=IN_SPRING)
    answered(children[8:], version, sara, on=dt.datetime(2026, 5, 2, 12, tzinfo=dt.UTC))
    close_period(SPRING, at=at_due(SPRING))
    assert Cohort.objects.get().size == 8
    assert Invitation.objects.filter(cohort_closed_at__isnull=True).count() == 2


def test_protected_children_are_never_counted(
    children: list[Child], version: Version, sara: User, north: Unit
) -> None:
    hidden = [a_child(north, sara, is_protected=True) for _ in range(3)]
    answered([*children[:8], *hidden], version, sara, on=IN_SPRING)
    close_period(SPRING, at=at_due(SPRING))
    assert Cohort.objects.get().size == 8
    assert not Invitation.objects.filter(
        follow_up__child__is_protected=True, cohort_closed_at__isnull=False
    ).exists()


def test_only_a_childs_latest_answers_count_and_the_older_never_come_back(
    children: list[Child], version: Version, sara: User
) -> None:
    answered(children[:9], version, sara, on=IN_SPRING)
    answered(children[:9], version, sara, on=IN_SPRING + dt.timedelta(days=5), says="said_no")
    close_period(SPRING, at=at_due(SPRING))
    assert counts() == {"said_yes": 0, "said_no": 9, "skipped": 0, "prefer_not": 0}
    assert close_period(SUMMER, at=at_due(SUMMER)) == Closed()


def test_t504_a_single_joiner_waits(children: list[Child], version: Version, sara: User) -> None:
    answered(children[:9], version, sara, on=IN_SPRING)
    close_period(SPRING, at=at_due(SPRING))
    answered(children, version, sara, on=IN_SUMMER)
    assert close_period(SUMMER, at=at_due(SUMMER)) == Closed(carried=1)
    assert Cohort.objects.count() == 1


def test_a_response_that_does_not_open_is_left_out_loudly(
    children: list[Child], version: Version, sara: User, caplog: pytest.LogCaptureFixture
) -> None:
    """T-614: one damaged row does not hide the others."""
    answered(children, version, sara, on=IN_SPRING)
    damaged = Response.objects.latest("created_at", "pk")
    Response.objects.filter(pk=damaged.pk).update(document=bytes(damaged.document or b"")[:-1] + b"\0")
    assert close_period(SPRING, at=at_due(SPRING)) == Closed(cohorts=1, broken=1)
    assert Cohort.objects.get().size == 9
    assert str(damaged.pk) in caplog.text


def test_t602_a_worker_that_dies_half_way_leaves_nothing_behind(
    children: list[Child], version: Version, sara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(children, version, sara, on=IN_SPRING)
    with monkeypatch.context() as dying, pytest.raises(SystemExit):
        dying.setattr(type(CohortMember.objects.all()), "bulk_create", lambda *_: exit(9))
        close_period(SPRING, at=at_due(SPRING))
    assert not (Cohort.objects.exists() or CohortCount.objects.exists() or ClosedPool.objects.exists())
    assert close_period(SPRING, at=at_due(SPRING)) == Closed(cohorts=1)
