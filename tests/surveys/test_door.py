"""The door: T-102, and that nobody is ever locked out."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from surveys import answering, credentials, throttling
from surveys.issuing import extend, revoke
from surveys.models import Response


@pytest.fixture(autouse=True)
def no_refusals_yet():
    cache.clear()


def refusal(typed: str) -> bytes:
    cache.clear()
    response = Client().post("/", {"code": typed})
    headers = sorted((name, value) for name, value in response.items())
    return f"{response.status_code}{headers}".encode() + response.content


def test_t102_every_refusal_is_the_same_byte_for_byte(give):
    used, expired, revoked = give(), give(), give()
    answering.sit(used.code, at=timezone.now()).send(at=timezone.now())
    Response.objects.filter(pk=expired.response.pk).update(expires_at=timezone.now() - dt.timedelta(hours=1))
    revoke(revoked.response, at=timezone.now())
    typed = [
        "1234 5678 9012",
        credentials.new_code().shown,
        credentials.new_token().shown,
        *(one for issued in (used, expired, revoked) for one in (issued.code, issued.token)),
        "",
        "hej",
        "\x00",
        "9" * 5000,
    ]
    assert len({refusal(one) for one in typed}) == 1


@pytest.mark.parametrize("way", ["code", "token"])
def test_code_and_link_both_open(issued, way):
    response = Client().post("/", {"code": getattr(issued, way)})
    assert response.status_code == 302 and response["Location"] == "/start/"


def test_looking_burns_nothing(issued):
    Client().get("/")
    Client().head("/")
    assert Response.objects.get().opened_at is None


def test_wrong_codes_delay_and_never_lock_a_child_out(issued, client):
    for _ in range(throttling.FREE_TRIES + 5):
        client.post("/", {"code": credentials.new_code().shown})
    assert client.post("/", {"code": issued.token}).status_code == 302
    tries = [client.post("/", {"code": issued.code}).status_code for _ in range(60)]
    assert 302 in tries and 429 in tries


def test_a_post_from_another_site_opens_nothing(issued, client):
    client.post("/", {"code": issued.code}, headers={"Sec-Fetch-Site": "cross-site"})
    assert Response.objects.get().opened_at is None


def test_other_methods_are_refused(client, published):
    assert client.put("/").status_code == 405


def test_the_cookie_is_for_this_session_only(issued, client):
    cookie = client.post("/", {"code": issued.code}).cookies["stigen"]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and not cookie["max-age"] and not cookie["expires"]


def test_extending_keeps_the_code(issued, client):
    Response.objects.update(expires_at=timezone.now() - dt.timedelta(hours=1))
    assert client.post("/", {"code": issued.code}).status_code == 403
    extend(issued.response, expires_at=timezone.now() + dt.timedelta(days=3))
    assert client.post("/", {"code": issued.code}).status_code == 302
