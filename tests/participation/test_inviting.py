"""Inviting: what is suggested, what is made, what is refused, and what the message says."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.conf import LazySettings
from django.utils import timezone

from participation import inviting, outbox, registering
from participation.cards import Card
from participation.conversing import note_conversation
from participation.models import Child, FollowUp, Invitation, Message, Unit, User
from questionbanks.models import Version
from surveys.models import Credential, Response
from tests.conftest import ELSA

pytestmark = pytest.mark.usefixtures("published")
AT = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)


def invite(child: Child, by: User, channel: str = "sms", **wishes: object) -> inviting.Invited:
    wishes.setdefault("at", timezone.now())
    return inviting.invite(child, by=by, channel=channel, **wishes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("month", "placement", "family", "is_simple"),
    [
        ("2018-01", "home", "children_6_11", True),
        ("2015-01", "home", "children_6_11", False),
        ("2014-12", "foster", "children_6_11+placed_6_11", False),
        ("2014-11", "home", "youth_12_18", False),
        ("2010-01", "residential", "youth_12_18+placed_12_18", False),
        ("", "home", "children_6_11", False),
    ],
)
def test_age_and_placement_suggest_the_questions(
    child: Child, month: str, placement: str, family: str, is_simple: bool
) -> None:
    card = Card(label="x", birth_month=month, placement=placement)  # type: ignore[arg-type]
    suggestion = inviting.suggest(child, card, AT)
    assert (suggestion.family, suggestion.is_simple) == (family, is_simple)


def test_a_language_without_translation_becomes_swedish(child: Child) -> None:
    assert inviting.suggest(child, Card(label="x", language="so"), AT).language == "sv"
    assert inviting.suggest(child, Card(label="x", language="en"), AT).language == "en"


def test_an_invitation_opens_a_follow_up_and_pins_its_version(
    child: Child, secretary: User, published: list[Version]
) -> None:
    invited = invite(child, secretary)
    response = invited.invitation.response
    assert invited.invitation.follow_up.number == 1
    assert response.version.family == "children_6_11"
    assert response.state == Response.State.OPEN


def test_neither_code_nor_link_is_stored_readable(child: Child, secretary: User) -> None:
    invited = invite(child, secretary)
    message = Message.objects.get()
    rows = b"".join(bytes(each.fingerprint) + bytes(each.wrap) for each in Credential.objects.all())
    stored = rows + bytes(message.payload) + bytes(invited.invitation.response.card)
    digits = invited.code.replace(" ", "")
    assert not any(each.encode() in stored for each in (invited.code, digits, invited.token, "0701740605"))


def test_what_was_made_shows_no_code_when_it_is_printed(child: Child, secretary: User) -> None:
    invited = invite(child, secretary)
    shown = repr(invited) + repr(outbox.read(Message.objects.get()))
    assert invited.code not in shown
    assert invited.token not in shown


@pytest.mark.parametrize("carries", ["link", "code"])
def test_a_message_carries_the_link_or_the_code_and_never_both(
    child: Child, secretary: User, settings: LazySettings, carries: str
) -> None:
    settings.STIGEN_ADDRESS = "https://min.exempel.se"
    invited = invite(child, secretary, carries=carries)
    body = outbox.read(Message.objects.get()).body
    assert (invited.link in body) == (carries == "link")
    assert (invited.code in body) == (carries == "code")
    assert invited.link == f"https://min.exempel.se/#{invited.token}"


@pytest.mark.parametrize("channel", ["sms", "email"])
def test_a_message_names_neither_child_authority_nor_subject(child: Child, secretary: User, channel: str) -> None:
    """T-160"""
    invite(child, secretary, channel)
    payload = outbox.read(Message.objects.get())
    assert not re.search(r"elsa|soc|kommun|barn|staden|lindgren|\{", payload.subject + payload.body, re.IGNORECASE)
    assert "Sara" in payload.body


def test_a_message_goes_to_the_address_on_the_card(child: Child, secretary: User) -> None:
    invite(child, secretary, "email")
    assert outbox.read(Message.objects.get()).to == ELSA.email


@pytest.mark.parametrize("channel", ["paper", "screen"])
def test_paper_and_screen_send_nothing(child: Child, secretary: User, channel: str) -> None:
    invite(child, secretary, channel)
    assert not Message.objects.exists()


@pytest.mark.parametrize("channel", ["sms", "email"])
def test_a_protected_child_is_never_sent_a_message(child: Child, secretary: User, channel: str) -> None:
    """T-161"""
    registering.change_card(child, ELSA, is_protected=True)
    with pytest.raises(inviting.NotForProtected):
        invite(child, secretary, channel)
    assert not Message.objects.exists()
    assert not Response.objects.exists()


@pytest.mark.parametrize("channel", ["sms", "email"])
def test_a_child_without_an_address_is_not_invited_by_message(unit: Unit, secretary: User, channel: str) -> None:
    child = registering.add_child(Card(label="x"), unit=unit, secretary=secretary, by=secretary, at=timezone.now())
    with pytest.raises(inviting.AddressMissing):
        invite(child, secretary, channel)


def test_an_uninformed_guardian_needs_a_reason(child: Child, secretary: User) -> None:
    with pytest.raises(inviting.ReasonMissing):
        invite(child, secretary, guardian=FollowUp.Guardian.NOT_INFORMED, guardian_reason=" ")
    invited = invite(child, secretary, guardian="not_informed", guardian_reason="Utredning pågår")
    assert invited.invitation.follow_up.guardian_reason == "Utredning pågår"


def test_inviting_anew_withdraws_the_earlier_and_its_message(child: Child, secretary: User) -> None:
    first = invite(child, secretary)
    second = invite(child, secretary)
    first.invitation.response.refresh_from_db()
    assert first.invitation.response.state == Response.State.REVOKED
    assert second.invitation.follow_up == first.invitation.follow_up
    assert [each.state for each in Message.objects.order_by("created_at")] == ["stopped", "queued"]
    assert bytes(Message.objects.order_by("created_at")[0].payload) == b""


def test_a_second_tap_is_refused(child: Child, secretary: User) -> None:
    seen = inviting.latest_id(child)
    invite(child, secretary, seen=seen)
    with pytest.raises(inviting.AlreadyInvited):
        invite(child, secretary, seen=seen)
    assert Invitation.objects.count() == 1


def test_after_the_conversation_the_next_invitation_opens_a_new_follow_up(child: Child, secretary: User) -> None:
    first = invite(child, secretary).invitation.follow_up
    note_conversation(first, by=secretary, at=timezone.now())
    assert invite(child, secretary).invitation.follow_up.number == 2


def test_questions_after_the_meeting_belong_to_the_follow_up_that_had_it(child: Child, secretary: User) -> None:
    first = invite(child, secretary).invitation.follow_up
    note_conversation(first, by=secretary, at=timezone.now())
    after = invite(child, secretary, family="after_meeting_6_11")
    assert after.invitation.follow_up == first
    message = Message.objects.get(invitation=after.invitation)
    assert "Tack för senast" in outbox.read(message).body


def test_an_unpublished_questionnaire_is_refused(child: Child, secretary: User) -> None:
    with pytest.raises(inviting.NothingPublished):
        invite(child, secretary, family="nothing")


def test_a_code_works_to_the_end_of_the_meetings_day(child: Child, secretary: User) -> None:
    meeting = AT + dt.timedelta(days=7)
    invited = invite(child, secretary, at=AT, meeting_at=meeting)
    local = timezone.localtime(invited.invitation.response.expires_at)
    assert (local.date(), local.hour, local.minute) == (dt.date(2026, 12, 2), 23, 59)


def test_without_a_meeting_a_code_works_as_long_as_the_settings_say(
    child: Child, secretary: User, settings: LazySettings
) -> None:
    settings.STIGEN_INVITATION_DAYS = 10
    expires_at = invite(child, secretary, at=AT).invitation.response.expires_at
    assert timezone.localdate(expires_at) == dt.date(2026, 12, 5)


def test_the_letter_says_who_to_call_and_how_long_the_code_works(child: Child, secretary: User) -> None:
    secretary.phone = "+46701740606"
    secretary.save()
    invited = invite(child, secretary, "paper", at=AT)
    letter = inviting.letter_of(invited)
    assert invited.code in letter.code_line
    assert "16 december" in letter.valid_line
    assert "Sara" in letter.contact_line
    assert "070-174 06 06" in letter.contact_line


def test_a_letter_without_a_number_to_call_has_no_such_line(child: Child, secretary: User) -> None:
    assert inviting.letter_of(invite(child, secretary, "paper")).contact_line == ""


def test_a_withdrawn_invitation_is_withdrawn_once_and_not_extended(child: Child, secretary: User) -> None:
    invitation = invite(child, secretary).invitation
    assert inviting.withdraw(invitation, at=timezone.now())
    assert not inviting.withdraw(invitation, at=timezone.now())
    assert not inviting.extend(invitation, expires_at=timezone.now() + dt.timedelta(days=5))


def test_a_deputy_invites_in_the_secretarys_name(child: Child, colleague: User) -> None:
    invite(child, colleague)
    assert "Sara" in outbox.read(Message.objects.get()).body


def test_codes_of_another_invitation_are_not_taken_for_its_own(child: Child, secretary: User) -> None:
    first, second = invite(child, secretary, "paper"), invite(child, secretary, "paper")
    assert inviting.opens(second.invitation, second.code, second.token)
    assert not inviting.opens(second.invitation, first.code, second.token)
