"""A worker that dies while it seals, and the bank as it is really counted."""

import datetime as dt
from typing import NoReturn

import pytest

from participation.insights.published import published_values
from participation.insights.sealing import close_due_pools
from participation.models import ClosedPool, Cohort, CohortCount, CohortMember, Unit, User
from questionbanks import reading
from questionbanks.answers import Answer
from questionbanks.models import Version
from tests.participation import tiny

pytestmark = pytest.mark.django_db
MARCH = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
DUE = dt.datetime(2026, 5, 15, 12, tzinfo=dt.UTC)


def die(*_: object) -> NoReturn:
    raise SystemExit(9)


@pytest.mark.parametrize("model", [CohortCount, CohortMember])
def test_t602_a_worker_that_dies_half_way_leaves_nothing_and_the_next_run_completes(
    model: type[CohortCount] | type[CohortMember], monkeypatch: pytest.MonkeyPatch
) -> None:
    reading.forget()
    version = tiny.a_version(MARCH)
    north = Unit.add_root(name="Norr")
    sara = User.objects.create_user("sara@example.invalid", first_name="Sara", last_name="Ek")
    for _ in range(9):
        tiny.has_sent(tiny.a_child(north, sara, MARCH), version, MARCH, {"feel": Answer("yes", scale="five")})
    with monkeypatch.context() as dying, pytest.raises(SystemExit):
        dying.setattr(model.objects, "bulk_create", die)
        close_due_pools(at=DUE)
    assert not (Cohort.objects.exists() or CohortCount.objects.exists() or ClosedPool.objects.exists())
    assert [pool.outcome for pool in close_due_pools(at=DUE)] == ["sealed"]
    assert Cohort.objects.get().members.count() == 9


def test_of_the_bank_only_what_it_marks_is_counted_and_help_once_per_area(published: list[Version]) -> None:
    reading.forget()
    for version in published:
        staff = reading.staff_content(version.pk)
        counted = set(published_values(staff, {}))
        helps = {question for question in counted if question.startswith("help:")}
        assert counted - helps == {key for key, question in staff.by_key.items() if question.is_aggregated}
        areas = {"help:leisure", "help:school", "help:home", "help:health", "help:around_me"}
        assert helps == (set() if version.key.startswith("after_meeting") else areas)
