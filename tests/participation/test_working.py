"""The worker's round."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from participation import working
from participation.models import Beat
from questionbanks.models import Version
from surveys import answering, issuing
from surveys.cards import Card
from surveys.models import Credential, Draft, Response

pytestmark = pytest.mark.django_db

AT = timezone.now()


def test_a_round_leaves_a_beat_of_every_step_and_of_the_whole(db: None):
    assert working.work_once(at=AT) == {}
    assert set(Beat.objects.values_list("name", flat=True)) == {*working.STEPS, Beat.ROUND}


def test_a_failing_step_stops_no_other_and_its_message_is_not_logged(caplog: pytest.LogCaptureFixture):
    """T-602: the next round takes it up again."""
    taken: list[dt.datetime] = []

    def fails(*, at: dt.datetime) -> None:
        raise ValueError("ett barns ord")

    def works(*, at: dt.datetime) -> None:
        taken.append(at)

    with caplog.at_level(logging.ERROR):
        failed = working.work_once(at=AT, steps={"first": fails, "second": works})
    assert failed == {"first": "ValueError"}
    assert taken == [AT]
    assert "ett barns ord" not in caplog.text
    assert set(Beat.objects.values_list("name", flat=True)) == {"second"}


def test_unsent_answers_are_forgotten_some_days_after_the_way_in_closed(published: list[Version]):
    issued = issuing.issue(
        published[0],
        language="sv",
        is_simple=False,
        expires_at=AT + dt.timedelta(days=1),
        card=Card("Sara"),
        at=AT,
    )
    sitting = answering.sit(issued.code, at=AT)
    sitting.skip(sitting.path()[0].key, at=AT)
    working.forget_expired(at=AT + dt.timedelta(days=14))
    assert Draft.objects.exists()
    assert working.forget_expired(at=AT + dt.timedelta(days=16)) == 1
    assert not Draft.objects.exists()
    assert Response.objects.get().state == "revoked"
    assert {bytes(wrap) for wrap in Credential.objects.values_list("wrap", flat=True)} == {b""}


def test_once_from_the_command_line_runs_a_round_or_fails(monkeypatch: pytest.MonkeyPatch):
    call_command("work", "--once")
    assert Beat.objects.filter(name=Beat.ROUND).exists()

    def fails(*, at: dt.datetime) -> None:
        raise ValueError

    monkeypatch.setitem(working.STEPS, "deliver", fails)
    with pytest.raises(CommandError, match="deliver: ValueError"):
        call_command("work", "--once")
