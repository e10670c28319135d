"""Two at once: two taps make one invitation, and two workers send one message."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connections
from django.utils import timezone

from participation import delivering, inviting
from participation.models import Child, Invitation, Message, User

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True, databases=["default", "journal"]),
    pytest.mark.usefixtures("published"),
]
TRIES = 10


def together(call: Callable[[], object]) -> list[object]:
    """What the same call gives in two threads that begin at the same moment."""
    gate = threading.Barrier(2)

    def one(_number: int) -> object:
        gate.wait()
        try:
            return call()
        except inviting.AlreadyInvited as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, range(2)))


def test_two_taps_make_one_invitation(child: Child, secretary: User) -> None:
    """T-609"""
    for number in range(1, TRIES + 1):
        seen = inviting.latest_id(child)
        call = partial(inviting.invite, child, by=secretary, at=timezone.now(), channel="sms", seen=seen)
        results = together(call)
        assert sum(isinstance(result, inviting.AlreadyInvited) for result in results) == 1
        assert Invitation.objects.count() == number


def test_two_workers_send_one_message(child: Child, secretary: User, settings: LazySettings, tmp_path: Path) -> None:
    """T-602"""
    settings.STIGEN_SMS, settings.STIGEN_VAR = "file", tmp_path
    for number in range(1, TRIES + 1):
        inviting.invite(child, by=secretary, at=timezone.now(), channel="sms")
        assert sum(map(int, map(str, together(partial(delivering.deliver_due, at=timezone.now()))))) == 1
        assert len(list((tmp_path / "sms").iterdir())) == number
    assert Message.objects.filter(state=Message.State.SENT).count() == TRIES
