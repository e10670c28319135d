"""Delivering to a real mail server and a real HTTP server that speaks the SMS gateway's protocol."""

from __future__ import annotations

import base64
import datetime as dt
import email
import json
import socket
import threading
from collections.abc import Iterator
from email.message import Message as Mail
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiosmtpd.controller import Controller
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from participation import delivering, inviting, registering
from participation.models import Child, Invitation, Message, User
from tests.conftest import ELSA

pytestmark = pytest.mark.usefixtures("published")
State = Message.State


class Elks(ThreadingHTTPServer):
    """A server that takes messages as 46elks does."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), ElksHandler)
        self.status = 200
        self.taken: list[dict[str, str]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/a1/sms"


class ElksHandler(BaseHTTPRequestHandler):
    server: Elks

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        login = base64.b64encode(b"u1:secret").decode()
        status = self.server.status if self.headers["Authorization"] == f"Basic {login}" else 401
        if status == 200:
            self.server.taken.append({name: values[0] for name, values in form.items()})
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps({"id": f"s{len(self.server.taken)}", "status": "created"}).encode())

    def log_message(self, *args: Any) -> None:
        """Nothing is logged."""


@pytest.fixture
def elks(settings: LazySettings) -> Iterator[Elks]:
    server = Elks()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.STIGEN_SMS, settings.STIGEN_SMS_URL = "46elks", server.address
    settings.STIGEN_SMS_USER, settings.STIGEN_SMS_PASSWORD = "u1", "secret"
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


class Postbox:
    """What a mail server does with what it is given."""

    def __init__(self) -> None:
        self.taken: list[Mail] = []
        self.answer = "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append(email.message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def postbox(settings: LazySettings) -> Iterator[Postbox]:
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    settings.EMAIL_PORT = port
    yield box
    controller.stop()


@pytest.fixture
def texted(child: Child, secretary: User) -> inviting.Invited:
    return inviting.invite(child, by=secretary, at=timezone.now(), channel="sms")


def the_message() -> Message:
    return Message.objects.get()


def test_an_sms_reaches_the_gateway_in_its_own_protocol(
    texted: inviting.Invited, elks: Elks, settings: LazySettings
) -> None:
    settings.STIGEN_STAFF_ADDRESS = "https://personal.exempel.se"
    assert delivering.deliver_due(at=timezone.now()) == 1
    [form] = elks.taken
    assert form["from"] == "Stigen"
    assert form["to"] == ELSA.phone
    assert texted.link in form["message"]
    assert form["whendelivered"].startswith("https://personal.exempel.se/staff/receipts/")
    assert (the_message().state, the_message().reference) == (State.SENT, "s1")


def test_address_and_words_are_wiped_when_a_message_is_sent(texted: inviting.Invited, elks: Elks) -> None:
    delivering.deliver_due(at=timezone.now())
    assert bytes(the_message().payload) == b""


def test_a_message_is_sent_once(texted: inviting.Invited, elks: Elks) -> None:
    delivering.deliver_due(at=timezone.now())
    assert delivering.deliver_due(at=timezone.now() + dt.timedelta(days=1)) == 0
    assert len(elks.taken) == 1


@pytest.mark.parametrize("status", [401, 429, 500, 503])
def test_a_gateway_in_trouble_is_tried_again_later(texted: inviting.Invited, elks: Elks, status: int) -> None:
    """T-605"""
    elks.status, at = status, timezone.now()
    assert delivering.deliver_due(at=at) == 0
    assert the_message().state == State.QUEUED
    assert the_message().trouble
    elks.status = 200
    assert delivering.deliver_due(at=at + dt.timedelta(seconds=50)) == 0
    assert delivering.deliver_due(at=at + dt.timedelta(seconds=61)) == 1
    assert the_message().trouble == ""


def test_a_gateway_that_is_gone_is_given_up_in_the_end(texted: inviting.Invited, settings: LazySettings) -> None:
    """T-605"""
    settings.STIGEN_SMS, settings.STIGEN_SMS_URL = "46elks", "http://127.0.0.1:9/"
    at = timezone.now()
    for _try in range(len(delivering.PAUSES) + 1):
        delivering.deliver_due(at=at)
        at += dt.timedelta(hours=7)
    message = the_message()
    assert (message.state, bytes(message.payload)) == (State.FAILED, b"")
    assert message.tries == len(delivering.PAUSES) + 1


def test_a_number_that_the_gateway_refuses_is_not_tried_again(texted: inviting.Invited, elks: Elks) -> None:
    elks.status = 400
    delivering.deliver_due(at=timezone.now())
    assert the_message().state == State.FAILED
    assert ELSA.phone not in the_message().trouble


def test_a_late_message_gives_the_child_the_lost_time_back(texted: inviting.Invited, elks: Elks) -> None:
    """T-605: expiry counts from delivery."""
    before = texted.invitation.response.expires_at
    delivering.deliver_due(at=timezone.now() + dt.timedelta(days=2))
    texted.invitation.response.refresh_from_db()
    assert texted.invitation.response.expires_at - before >= dt.timedelta(days=2)


def test_a_withdrawn_invitation_is_not_sent(texted: inviting.Invited, elks: Elks) -> None:
    inviting.withdraw(texted.invitation, at=timezone.now())
    assert delivering.deliver_due(at=timezone.now()) == 0
    assert elks.taken == []


def test_a_child_that_became_protected_meanwhile_is_sent_nothing(texted: inviting.Invited, elks: Elks) -> None:
    """T-161"""
    registering.change_card(texted.invitation.follow_up.child, ELSA, is_protected=True)
    assert delivering.deliver_due(at=timezone.now()) == 0
    assert elks.taken == []
    assert (the_message().state, bytes(the_message().payload)) == (State.STOPPED, b"")


def test_what_a_dead_worker_had_claimed_is_taken_up_again(texted: inviting.Invited, elks: Elks) -> None:
    """T-602"""
    at = timezone.now()
    Message.objects.update(state=State.SENDING, due_at=at + delivering.LEASE)
    assert delivering.deliver_due(at=at) == 0
    assert delivering.deliver_due(at=at + delivering.LEASE) == 1


def test_a_payload_that_does_not_open_fails_loudly_and_is_not_sent(texted: inviting.Invited, elks: Elks) -> None:
    """T-151"""
    Message.objects.update(payload=b"\x04" + b"+46701740605 Hej")
    delivering.deliver_due(at=timezone.now())
    assert elks.taken == []
    assert the_message().state == State.FAILED


def test_an_email_reaches_the_mail_server_from_a_first_name(child: Child, secretary: User, postbox: Postbox) -> None:
    invited = inviting.invite(child, by=secretary, at=timezone.now(), channel="email", carries="code")
    assert delivering.deliver_due(at=timezone.now()) == 1
    [mail] = postbox.taken
    assert mail["To"] == ELSA.email
    assert mail["From"].startswith("Sara <")
    assert mail["Subject"] == "Hej från Sara" or "=?utf-8?" in mail["Subject"]
    assert invited.code in mail.get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert the_message().state == State.SENT


@pytest.mark.parametrize(("answer", "state"), [("550 No such user", State.FAILED), ("450 Later", State.QUEUED)])
def test_a_refused_address_fails_and_a_busy_one_waits(
    child: Child, secretary: User, postbox: Postbox, answer: str, state: str
) -> None:
    """T-606"""
    inviting.invite(child, by=secretary, at=timezone.now(), channel="email")
    postbox.answer = answer
    delivering.deliver_due(at=timezone.now())
    assert the_message().state == state


def test_one_message_in_trouble_does_not_hold_up_the_next(texted: inviting.Invited, elks: Elks) -> None:
    at = timezone.now()
    early = at - dt.timedelta(hours=1)
    Message.objects.create(invitation=texted.invitation, channel="sms", due_at=early, created_at=early)
    assert delivering.deliver_due(at=at) == 1


@pytest.mark.parametrize(
    ("status", "state"), [("delivered", State.DELIVERED), ("failed", State.FAILED), ("sent", State.SENT)]
)
def test_a_receipt_says_what_became_of_the_message(
    texted: inviting.Invited, elks: Elks, status: str, state: str
) -> None:
    delivering.deliver_due(at=timezone.now())
    path = urlsplit(elks.taken[0]["whendelivered"]).path
    answer = Client(enforce_csrf_checks=True).post(path, {"id": "s1", "status": status})
    assert answer.status_code == 204
    assert the_message().state == state


def test_a_receipt_at_any_other_address_is_not_found(texted: inviting.Invited, elks: Elks) -> None:
    delivering.deliver_due(at=timezone.now())
    answer = Client().post("/staff/receipts/guess/", {"id": "s1", "status": "delivered"})
    assert answer.status_code == 404
    assert the_message().state == State.SENT


def test_a_receipt_for_no_message_changes_nothing(texted: inviting.Invited, elks: Elks) -> None:
    delivering.deliver_due(at=timezone.now())
    path = urlsplit(delivering.receipt_address()).path
    assert Client().post(path, {"id": "s99", "status": "failed"}).status_code == 204
    assert Client().post(path, {"status": "failed"}).status_code == 204
    assert the_message().state == State.SENT


def test_the_demos_gateways_are_not_to_be_had_outside_the_demo(settings: LazySettings) -> None:
    settings.STIGEN_SMS, settings.STIGEN_DEMO = "console", False
    assert delivering.channels() == (Invitation.Channel.PAPER, Invitation.Channel.SCREEN)


def test_in_the_demo_an_sms_lies_in_a_file(texted: inviting.Invited, settings: LazySettings) -> None:
    settings.STIGEN_SMS = "file"
    assert delivering.deliver_due(at=timezone.now()) == 1
    [file] = (settings.STIGEN_VAR / "sms").glob(f"{the_message().reference}.txt")
    assert texted.link in file.read_text()
