"""Closing a period: once, for ever, and nothing but keyed fingerprints of who was counted."""

import datetime as dt

import pytest

from participation.insights import sealing
from participation.insights.cohorts import period_of
from participation.insights.sealing import close_due_pools, fingerprint
from participation.models import Child, ClosedPool, Cohort, CohortCount, CohortMember, Invitation, Unit, User
from questionbanks import reading
from questionbanks.answers import Answer
from questionbanks.models import Version
from surveys.models import Response
from tests.participation import tiny

pytestmark = pytest.mark.django_db
MARCH = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
JUNE = dt.datetime(2026, 6, 10, 12, tzinfo=dt.UTC)
EARLY, DUE = (dt.datetime(2026, 5, day, 12, tzinfo=dt.UTC) for day in (14, 15))
AUTUMN = dt.datetime(2026, 9, 20, 12, tzinfo=dt.UTC)


@pytest.fixture
def north() -> Unit:
    made: Unit = Unit.add_root(name="Norr")
    return made


@pytest.fixture
def sara() -> User:
    return User.objects.create_user("sara@example.invalid", first_name="Sara", last_name="Ek")


@pytest.fixture
def version() -> Version:
    reading.forget()
    return tiny.a_version(MARCH)


def children_send(
    number: int, unit: Unit, by: User, version: Version, at: dt.datetime = MARCH, feel: str = "yes"
) -> list[Child]:
    children = [tiny.a_child(unit, by, at) for _ in range(number)]
    for child in children:
        tiny.has_sent(child, version, at, {"feel": Answer(feel, scale="five")})
    return children


def stored() -> list[tuple[object, ...]]:
    return sorted(CohortCount.objects.values_list("pk", "cohort", "question", "option", "rounded"))


def test_a_pool_is_sealed_when_it_is_due_and_never_again(north: Unit, sara: User, version: Version) -> None:
    children_send(9, north, sara, version)
    assert close_due_pools(at=EARLY) == []
    (closed,) = close_due_pools(at=DUE)
    assert (closed.outcome, closed.family, closed.period_start) == ("sealed", "tiny", dt.date(2026, 1, 1))
    before = stored()
    assert close_due_pools(at=DUE) == []
    assert stored() == before
    assert Cohort.objects.get().size == 9


def test_what_is_stored_is_in_threes_and_holds_no_open_question(north: Unit, sara: User, version: Version) -> None:
    children_send(9, north, sara, version)
    close_due_pools(at=DUE)
    counts = {(row.question, row.option): row.rounded for row in CohortCount.objects.all()}
    assert counts["feel", "resource"] == 9
    assert counts["friends", "skipped"] == 9
    assert {question for question, _ in counts} == {"feel", "friends", "likes"}
    assert all(count % 3 == 0 for count in counts.values())


def test_seven_children_wait_for_the_next_period(north: Unit, sara: User, version: Version) -> None:
    children_send(7, north, sara, version)
    (closed,) = close_due_pools(at=DUE)
    assert closed.outcome == ClosedPool.Outcome.CARRIED
    assert not Invitation.objects.exclude(cohort_closed_at=None).exists()
    children_send(2, north, sara, version, JUNE)
    (closed,) = close_due_pools(at=AUTUMN)
    assert closed.outcome == ClosedPool.Outcome.SEALED
    assert Cohort.objects.get().size == 9
    assert not Invitation.objects.filter(cohort_closed_at=None).exists()


def test_a_child_counts_once_with_its_latest_answers(north: Unit, sara: User, version: Version) -> None:
    children = children_send(9, north, sara, version, feel="no")
    for child in children:
        tiny.has_sent(child, version, MARCH + dt.timedelta(days=9), {"feel": Answer("yes", scale="five")})
    close_due_pools(at=DUE)
    assert Cohort.objects.get().size == 9
    assert CohortCount.objects.get(question="feel", option="challenge").rounded == 0
    assert not Invitation.objects.filter(cohort_closed_at=None).exists()


def test_protected_children_are_in_no_cohort(north: Unit, sara: User, version: Version) -> None:
    for child in children_send(9, north, sara, version):
        Child.objects.filter(pk=child.pk).update(is_protected=True)
    assert close_due_pools(at=DUE) == []


def test_only_a_keyed_fingerprint_of_a_member_is_kept(north: Unit, sara: User, version: Version) -> None:
    children = children_send(8, north, sara, version)
    close_due_pools(at=DUE)
    prints = {bytes(print_) for print_ in CohortMember.objects.values_list("fingerprint", flat=True)}
    assert prints == {fingerprint(child) for child in children}
    assert all(child.pk.bytes not in print_ for child in children for print_ in prints)


def test_nothing_that_happens_later_changes_a_count(north: Unit, sara: User, version: Version) -> None:
    """T-506: withdraw, erase, move, protect, and run the job again."""
    withdrawn, moved, protected, *erased = children_send(9, north, sara, version)
    close_due_pools(at=DUE)
    before = stored()
    Response.objects.filter(pk__in=withdrawn.follow_ups.values("invitations__response")).update(
        state="revoked", sent_at=None, document=None
    )
    Child.objects.filter(pk=moved.pk).update(unit=Unit.add_root(name="Söder"))
    Child.objects.filter(pk=protected.pk).update(is_protected=True)
    Child.objects.filter(pk__in=[child.pk for child in erased]).delete()
    Invitation.objects.update(cohort_closed_at=None)  # an old backup has been put back
    close_due_pools(at=DUE)
    assert stored() == before


def test_a_cohort_that_one_child_joined_is_not_sealed(north: Unit, sara: User, version: Version) -> None:
    children = children_send(8, north, sara, version)
    close_due_pools(at=DUE)
    for child in [*children, tiny.a_child(north, sara, JUNE)]:
        tiny.has_sent(child, version, JUNE, {"feel": Answer("yes", scale="five")})
    (closed,) = close_due_pools(at=AUTUMN)
    assert closed.outcome == ClosedPool.Outcome.CARRIED


def test_units_and_questionnaires_have_pools_of_their_own(north: Unit, sara: User, version: Version) -> None:
    children_send(5, north, sara, version)
    children_send(5, Unit.add_root(name="Söder"), sara, version)
    children_send(5, north, sara, tiny.a_version(MARCH, key="other"))
    assert [closed.outcome for closed in close_due_pools(at=DUE)] == ["carried"] * 3


def test_a_response_that_does_not_open_is_left_out_and_told(
    north: Unit, sara: User, version: Version, caplog: pytest.LogCaptureFixture
) -> None:
    children = children_send(9, north, sara, version)
    broken = Response.objects.get(pk__in=children[0].follow_ups.values("invitations__response"))
    Response.objects.filter(pk=broken.pk).update(document=bytes(broken.document or b"")[:-1])
    close_due_pools(at=DUE)
    assert Cohort.objects.get().size == 8
    assert str(broken.pk) in caplog.text
    assert Invitation.objects.get(cohort_closed_at=None).response_id == broken.pk


def test_a_run_that_comes_second_writes_nothing(north: Unit, sara: User, version: Version) -> None:
    children_send(9, north, sara, version)
    ClosedPool.objects.create(
        unit=north, family="tiny", period_start=dt.date(2026, 1, 1), outcome="sealed", closed_at=DUE
    )
    with pytest.raises(sealing.AlreadyClosed):
        sealing._close_pool(north, "tiny", period_of(MARCH.date()), DUE)
    assert not Cohort.objects.exists()
    assert not Invitation.objects.exclude(cohort_closed_at=None).exists()


def test_without_a_birth_month_a_child_counts_as_old_as_its_questions_begin(
    north: Unit, sara: User, version: Version
) -> None:
    for _ in range(8):
        child = tiny.a_child(north, sara, MARCH, birth_month="")
        tiny.has_sent(child, version, MARCH, {"feel": Answer("yes", scale="five")})
    close_due_pools(at=DUE)
    assert Cohort.objects.get().size == 8


def test_large_pools_are_split_by_age(north: Unit, sara: User, version: Version) -> None:
    for month in ["2018-03"] * 12 + ["2014-03"] * 12:
        child = tiny.a_child(north, sara, MARCH, birth_month=month)
        tiny.has_sent(child, version, MARCH, {"feel": Answer("yes", scale="five")})
    close_due_pools(at=DUE)
    assert {(cohort.band, cohort.size) for cohort in Cohort.objects.all()} == {("6-9", 12), ("10-12", 12)}
