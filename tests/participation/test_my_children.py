"""The children's room through its pages: owner, colleague, stranger, wrong input, wrong method."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from participation import inviting, registering
from participation.cards import Card, open_card
from participation.models import Child, Entry, Invitation, Message, Unit, User
from surveys.models import Response
from tests.conftest import ELSA

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


def wishes(child: Child, **others: str) -> dict[str, str]:
    """The form as it is suggested, ready to be sent."""
    return {
        "family": "children_6_11", "language": "sv", "channel": "screen", "carries": "link",
        "guardian": "informed", "seen": inviting.latest_id(child), **others,
    }  # fmt: skip


def of(child: Child, name: str = "child") -> str:
    return reverse(f"participation:{name}", args=[child.pk])


def test_without_children_the_list_says_what_to_do(desk: Client) -> None:
    assert "Här är inga barn än" in words(desk.get("/staff/"))


def test_the_secretary_sees_her_child_and_a_colleague_does_not(
    child: Child, desk: Client, client_of: ClientOf, colleague: User
) -> None:
    assert "Elsa K." in words(desk.get("/staff/"))
    assert "Elsa K." not in words(client_of(colleague).get("/staff/"))


@pytest.mark.parametrize("who", ["manager", "administrator", "archivist", "editor", "team_leader"])
def test_whoever_answers_for_no_child_has_no_list(
    who: str, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    assert client_of(request.getfixturevalue(who)).get("/staff/").status_code == 403


def test_whoever_is_not_signed_in_is_asked_to(client: Client) -> None:
    assert "/staff/login/" in client.get("/staff/").headers["Location"]


@pytest.mark.parametrize("name", ["child", "change_child", "hand_over", "invite"])
def test_a_colleagues_child_is_not_found(child: Child, client_of: ClientOf, colleague: User, name: str) -> None:
    assert client_of(colleague).get(of(child, name)).status_code == 404


@pytest.mark.parametrize("name", ["extend", "withdraw", "letter", "lend_screen"])
def test_a_colleagues_invitation_is_neither_found_nor_changed(
    child: Child, secretary: User, client_of: ClientOf, colleague: User, name: str
) -> None:
    made = invited(child, secretary)
    url = reverse(f"participation:{name}", args=[made.invitation.pk])
    answer = client_of(colleague).post(url, {"code": made.code, "token": made.token})
    assert answer.status_code == 404
    assert Response.objects.get().state == Response.State.OPEN


@pytest.mark.parametrize("name", ["extend", "withdraw", "letter", "lend_screen"])
def test_what_changes_something_is_no_link(child: Child, secretary: User, desk: Client, name: str) -> None:
    made = invited(child, secretary)
    assert desk.get(reverse(f"participation:{name}", args=[made.invitation.pk])).status_code == 405


def test_the_list_and_the_card_are_journalled_before_they_are_shown(child: Child, desk: Client) -> None:
    desk.get("/staff/")
    desk.get(of(child))
    assert list(Entry.objects.values_list("action", "result")) == [("list_children", "ok"), ("read_child", "ok")]


def test_as_many_queries_for_three_hundred_children_as_for_one(
    child: Child, secretary: User, unit: Unit, desk: Client
) -> None:
    invited(child, secretary, "sms")
    desk.get("/staff/")
    with CaptureQueriesContext(connection) as one:
        desk.get("/staff/")
    at = timezone.now()
    for number in range(299):
        card = Card(label=f"Barn {number}", birth_month="2015-01", phone="+46701740605")
        other = registering.add_child(card, unit=unit, secretary=secretary, by=secretary, at=at)
        invited(other, secretary, "sms")
    with CaptureQueriesContext(connection) as many:
        answer = desk.get("/staff/")
    assert answer.content.count(b'<article class="case">') == 300
    assert len(many) == len(one)


def test_a_card_that_does_not_open_leaves_the_rest_of_the_list(
    child: Child, secretary: User, unit: Unit, desk: Client
) -> None:
    """T-614"""
    registering.add_child(Card(label="Noah"), unit=unit, secretary=secretary, by=secretary, at=timezone.now())
    Child.objects.filter(pk=child.pk).update(card=b"broken")
    text = words(desk.get("/staff/"))
    assert "Noah" in text
    assert "Kortet går inte att öppna" in text


def test_a_new_child_leads_straight_to_its_invitation(desk: Client, unit: Unit, secretary: User) -> None:
    form = {
        "label": "Noah L.", "birth_month": "2012-03", "language": "sv", "placement": "foster",
        "phone": "070-174 06 05", "unit": unit.pk,
    }  # fmt: skip
    answer = desk.post(reverse("participation:add_child"), form)
    child = Child.objects.get()
    assert answer.headers["Location"] == of(child, "invite")
    assert open_card(child).phone == "+46701740605"
    assert "Bjud in Noah L." in words(desk.get(of(child, "invite")))


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("birth_month", "mars 2012", "2015-03"),
        ("birth_month", "2099-01", "har inte varit"),
        ("phone", "12", "id_phone_error"),
        ("label", "", "id_label_error"),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field(
    desk: Client, unit: Unit, name: str, value: str, complaint: str
) -> None:
    form = {"label": "N", "birth_month": "2012-03", "language": "sv", "placement": "home", "unit": unit.pk, name: value}
    answer = desk.post(reverse("participation:add_child"), form)
    assert complaint in words(answer)
    assert not Child.objects.exists()


def test_a_child_is_not_put_in_a_unit_where_one_does_not_work(desk: Client, other_unit: Unit) -> None:
    form = {
        "label": "N", "birth_month": "2012-03", "language": "sv", "placement": "home", "unit": other_unit.pk,
    }  # fmt: skip
    assert desk.post(reverse("participation:add_child"), form).status_code == 200
    assert not Child.objects.exists()


def test_a_changed_card_is_saved(child: Child, desk: Client) -> None:
    form = {"label": "Elsa", "birth_month": "2017-05", "language": "en", "placement": "home", "is_protected": "on"}
    desk.post(of(child, "change_child"), form)
    child.refresh_from_db()
    assert (open_card(child).language, child.is_protected) == ("en", True)


def test_three_actions_send_an_invitation(child: Child, desk: Client) -> None:
    """The list, the child's invitation as it is suggested, and the button."""
    desk.get("/staff/")
    form = desk.get(of(child, "invite")).context["form"]
    sent = {field.name: field.value() or "" for field in form} | {"channel": "sms"}
    answer = desk.post(of(child, "invite"), {**sent, "is_simple": ""})
    assert answer.headers["Location"] == of(child)
    assert Message.objects.get().state == Message.State.QUEUED
    assert "Skickas nu" in words(desk.get(of(child)))


def test_a_child_with_no_address_is_invited_by_what_its_page_asks(desk: Client, secretary: User, unit: Unit) -> None:
    card = Card(label="Maja", birth_month="2013-03")
    child = registering.add_child(card, unit=unit, secretary=secretary, by=secretary, at=timezone.now())
    shown = words(desk.get(of(child, "invite")))
    asked = set(re.findall(r'name="(\w+)"', shown))
    assert "carries" not in asked
    form = {name: value for name, value in wishes(child).items() if name in asked}
    assert re.search(r"\d{4} \d{4} \d{4}", words(desk.post(of(child, "invite"), form)))


def test_a_code_on_the_screen_is_shown_once_and_kept_nowhere(child: Child, desk: Client) -> None:
    answer = desk.post(of(child, "invite"), wishes(child))
    code = re.findall(r"\d{4} \d{4} \d{4}", words(answer))[0]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<svg" in words(answer)
    assert "style=" not in words(answer)
    assert code not in str(dict(desk.session))
    assert code not in words(desk.get(of(child)))


def test_a_reloaded_code_page_makes_no_second_invitation(child: Child, desk: Client) -> None:
    form = wishes(child)
    desk.post(of(child, "invite"), form)
    answer = desk.post(of(child, "invite"), form)
    assert answer.headers["Location"] == of(child)
    assert Invitation.objects.count() == 1


def test_a_protected_child_is_offered_no_message(child: Child, desk: Client) -> None:
    """T-161"""
    registering.change_card(child, ELSA, is_protected=True)
    text = words(desk.get(of(child, "invite")))
    assert "Skyddade personuppgifter" in text
    assert 'value="sms"' not in text
    answer = desk.post(of(child, "invite"), wishes(child, channel="sms"))
    assert answer.status_code == 200
    assert not Invitation.objects.exists()


def test_an_uninformed_guardian_without_a_reason_is_asked_about(child: Child, desk: Client) -> None:
    answer = desk.post(of(child, "invite"), wishes(child, guardian="not_informed"))
    assert "Skriv kort varför" in words(answer)
    assert not Invitation.objects.exists()


def test_a_day_that_has_been_is_not_taken_as_the_last(child: Child, desk: Client) -> None:
    answer = desk.post(of(child, "invite"), wishes(child, expires_on="2020-01-01"))
    assert "Välj en dag från i dag" in words(answer)


def test_the_letter_is_a_pdf_made_of_what_its_page_carries(child: Child, secretary: User, desk: Client) -> None:
    made = invited(child, secretary, "paper")
    url = reverse("participation:letter", args=[made.invitation.pk])
    answer = desk.post(url, {"code": made.code, "token": made.token})
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Cache-Control"] == "no-store"
    assert desk.post(url, {"code": "0000 0000 0000", "token": made.token}).status_code == 404


def test_lending_the_screen_signs_the_secretary_out(child: Child, secretary: User, desk: Client) -> None:
    made = invited(child, secretary)
    url = reverse("participation:lend_screen", args=[made.invitation.pk])
    answer = desk.post(url, {"code": made.code, "token": made.token})
    assert f'href="{made.link}"' in words(answer)
    assert "Elsa" not in words(answer)
    assert "/staff/login/" in desk.get("/staff/").headers["Location"]


def test_an_extended_code_works_longer(child: Child, secretary: User, desk: Client) -> None:
    made = invited(child, secretary, expires_at=timezone.now() + dt.timedelta(days=1))
    day = timezone.localdate() + dt.timedelta(days=40)
    desk.post(reverse("participation:extend", args=[made.invitation.pk]), {"expires_on": day.isoformat()})
    assert timezone.localdate(Response.objects.get().expires_at) == day


def test_a_withdrawn_invitation_says_so(child: Child, secretary: User, desk: Client) -> None:
    made = invited(child, secretary)
    desk.post(reverse("participation:withdraw", args=[made.invitation.pk]))
    assert "Inbjudan tillbakadragen" in words(desk.get(of(child)))


def test_a_child_handed_over_leaves_the_list_of_whoever_handed_it_over(
    child: Child, desk: Client, client_of: ClientOf, colleague: User
) -> None:
    form = {"colleague": colleague.pk, "capacity": "secretary", "reason": "Byter tjänst"}
    desk.post(of(child, "hand_over"), form)
    assert "Elsa K." not in words(desk.get("/staff/"))
    assert "Elsa K." in words(client_of(colleague).get("/staff/"))


def test_a_child_is_not_handed_over_to_somebody_elsewhere(child: Child, desk: Client, manager: User) -> None:
    form = {"colleague": manager.pk, "capacity": "secretary", "reason": "x"}
    desk.post(of(child, "hand_over"), form)
    assert registering.secretary_of(child, timezone.now()) != manager
