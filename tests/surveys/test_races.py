"""Races of one child's taps, tabs and devices, with real threads: nothing lost, nothing double.

On SQLite a writer waits for the other's transaction; on PostgreSQL the response's row is locked.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connections
from django.utils import timezone

from questionbanks.answers import Answer
from surveys import answering, documents
from surveys.models import Draft, Response
from surveys.sitting import ResponseClosed
from tests.surveys.conftest import resumed

TRIES = 200

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def together():
    """Runs calls at the same moment, each in a thread of its own that closes its connections."""
    with ThreadPoolExecutor(2) as pool:

        def run(*calls):
            gate = threading.Barrier(len(calls))

            def one(call):
                gate.wait()
                try:
                    return call()
                finally:
                    connections.close_all()

            return [task.result() for task in [pool.submit(one, call) for call in calls]]

        yield run


def test_two_taps_on_send_make_one_document(give, together):
    for _ in range(TRIES):
        issued, now = give(), timezone.now()
        _sitting, cookie = answering.redeem(issued.code, at=now)
        resumed(cookie).save("talk_about", Answer(value="ord"), at=now)
        taps = [resumed(cookie) for _ in range(2)]
        together(*(partial(tap.send, at=timezone.now()) for tap in taps))
        sent = Response.objects.get(pk=issued.response.pk)
        assert documents.open_document(sent).plain["talk_about"].value == "ord"
    assert Response.objects.sent().count() == TRIES and not Draft.objects.exists()


def test_two_tabs_keep_one_answer_and_it_is_one_of_theirs(give, together):
    for _ in range(TRIES):
        issued, now = give(), timezone.now()
        _sitting, cookie = answering.redeem(issued.code, at=now)
        tabs = [resumed(cookie) for _ in range(2)]
        together(
            *(
                lambda tab=tab, n=n: tab.save("life_now", Answer(value=n), at=timezone.now())
                for n, tab in enumerate(tabs)
            )
        )
        assert Draft.objects.filter(response=issued.response).count() == 1
        assert resumed(cookie).answers["life_now"].value in (0, 1)


def test_an_answer_during_send_is_sent_or_refused_and_never_lost(give, together):
    for _ in range(TRIES):
        issued, now = give(), timezone.now()
        _sitting, cookie = answering.redeem(issued.code, at=now)
        sender, writer = (resumed(cookie) for _ in range(2))
        _sent, was_kept = together(partial(sender.send, at=timezone.now()), partial(keeps, writer))
        document = documents.open_document(Response.objects.get(pk=issued.response.pk))
        assert ("mood" in document.answers) == was_kept
    assert not Draft.objects.exists()


def keeps(writer):
    try:
        writer.save("mood", Answer(value="good", scale="five_faces"), at=timezone.now())
    except ResponseClosed:
        return False
    return True
