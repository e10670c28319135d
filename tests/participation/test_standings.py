"""Where a child stands, as the list says it: in words, in four stones, and in what comes first."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from participation import inviting, registering
from participation.cards import Card
from participation.conversing import note_conversation
from participation.models import Attention, Child, Message, Unit, User
from surveys.models import Response

pytestmark = pytest.mark.usefixtures("published")
ClientOf = Callable[[User], Client]


@pytest.fixture
def desk(client_of: ClientOf, secretary: User) -> Client:
    return client_of(secretary)


def invited(child: Child, by: User, channel: str = "screen", **wishes: Any) -> inviting.Invited:
    wishes.setdefault("at", timezone.now())
    return inviting.invite(child, by=by, channel=channel, **wishes)


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def standing(child: Child, desk: Client) -> str:
    case = desk.get("/staff/").context["cases"][0]
    return f"{case.standing.step} {case.standing.words}"


def test_the_four_stones_follow_the_child(child: Child, secretary: User, desk: Client) -> None:
    assert standing(child, desk) == "0 Inte inbjuden"
    made = invited(child, secretary)
    assert standing(child, desk).startswith("1 Kod lämnad")
    Response.objects.update(opened_at=timezone.now())
    assert standing(child, desk) == "2 Öppnad, inte skickad"
    Response.objects.update(state="sent", sent_at=timezone.now(), document=b"x")
    assert standing(child, desk) == "3 Besvarad, inte läst"
    note_conversation(made.invitation.follow_up, by=secretary, at=timezone.now())
    assert standing(child, desk).startswith("4 Samtal")


def test_a_marked_answer_comes_first_and_shows_no_answer(
    child: Child, secretary: User, unit: Unit, desk: Client
) -> None:
    other = registering.add_child(Card(label="Adam"), unit=unit, secretary=secretary, by=secretary, at=timezone.now())
    made, now = invited(child, secretary), timezone.now()
    Response.objects.update(state="sent", sent_at=now, document=b"x")
    Attention.objects.create(
        child=child, invitation=made.invitation, level="soon", raised_at=now, due_at=now + dt.timedelta(days=2)
    )
    cases = desk.get("/staff/").context["cases"]
    assert [case.child for case in cases] == [child, other]
    assert cases[0].standing.words.startswith("Kontakt senast")


@pytest.mark.parametrize(
    ("change", "words_"),
    [
        ({"state": "failed", "trouble": "Operatören tog inte emot adressen. Kontrollera den."}, "Gick inte att skicka"),
        ({"state": "queued", "tries": 1}, "Inte skickad än"),
        ({"state": "sent"}, "Skickad"),
        ({"state": "delivered"}, "Framme"),
    ],
)
def test_what_became_of_the_message_is_said_in_words(
    child: Child, secretary: User, desk: Client, change: dict[str, Any], words_: str
) -> None:
    """T-605"""
    invited(child, secretary, "sms")
    Message.objects.update(**change)
    assert words_ in standing(child, desk)


@pytest.mark.parametrize(
    ("days", "willingness", "words_"),
    [
        (-1, "", "Koden har slutat gälla"),
        (1, "", "Går ut"),
        (9, "no", "Ville inte svara"),
        (9, "later", "kanske senare"),
    ],
)
def test_an_unanswered_invitation_says_why(
    child: Child, secretary: User, desk: Client, days: int, willingness: str, words_: str
) -> None:
    invited(child, secretary)
    now = timezone.now()
    Response.objects.update(opened_at=now, expires_at=now + dt.timedelta(days=days), willingness=willingness)
    assert words_ in standing(child, desk)


def test_an_invitation_nobody_opens_asks_for_another_way(child: Child, secretary: User, desk: Client) -> None:
    invited(child, secretary, at=timezone.now() - dt.timedelta(days=9))
    assert "har inte öppnat inbjudan på 9 dagar" in words(desk.get("/staff/"))
