"""Opening a response by a credential or by a visit's secret. Every refusal is the same refusal."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import transaction

from config import keys
from surveys import credentials, issuing, sealing
from surveys.cards import Card
from surveys.models import Credential, Response, Visit
from surveys.sitting import Sitting

_NOBODY = credentials.Secret("link", "-" * 22)


class CodeRefused(Exception):
    """Wrong, unknown, used, expired or revoked: never says which."""


def redeem(typed: str, *, at: dt.datetime) -> tuple[Sitting, str]:
    """Open the response behind a code or a link, on a device that was never here before.

    Answers with the sitting and the visit's secret, for that browser's session cookie alone. Raises CodeRefused.
    What cannot be a credential costs the same look-up as what could be one.
    """
    secret = credentials.read(typed) or _NOBODY
    mark = credentials.fingerprint(secret, keys.key("pepper"))
    found = Credential.objects.select_related("response").filter(fingerprint=mark).first()
    if found is None or not found.response.is_open(at):
        raise CodeRefused
    response = found.response
    key = sealing.open_sealed(
        issuing.credential_key(secret), found.wrap, issuing.credential_place(response.pk, secret.kind)
    )
    return _begin(response, key, at)


def sit(typed: str, *, at: dt.datetime) -> Sitting:
    return redeem(typed, at=at)[0]


def resume(cookie: str, *, at: dt.datetime) -> Sitting | None:
    """The sitting behind a session cookie's secret; None when it ended, was idle too long, or is unknown.

    Once the response is sent the sitting can only say thanks: it holds no key.
    """
    try:
        secret = base64.urlsafe_b64decode(cookie.encode())
    except ValueError:
        return None
    idle = at - dt.timedelta(minutes=settings.STIGEN_CHILD_IDLE_MINUTES)
    visit = (
        Visit.objects.select_related("response")
        .defer("response__document", "response__card")
        .filter(fingerprint=_mark(secret), ended_at=None, seen_at__gt=idle)
        .first()
    )
    if visit is None or not (visit.response.is_open(at) or visit.response.state == Response.State.SENT):
        return None
    if at - visit.seen_at > dt.timedelta(minutes=1):
        Visit.objects.filter(pk=visit.pk).update(seen_at=at)
    return _opened(visit, secret)


def leave(sitting: Sitting, *, at: dt.datetime) -> None:
    """End the visit: its secret opens nothing any more. The credential still does."""
    Visit.objects.filter(pk=sitting.visit.pk).update(ended_at=at, wrap=b"", card=b"")


@transaction.atomic
def _begin(response: Response, key: bytes, at: dt.datetime) -> tuple[Sitting, str]:
    secret = secrets.token_bytes(32)
    card = sealing.open_sealed(key, response.card, issuing.card_place(response))
    visit = Visit(response=response, fingerprint=_mark(secret), started_at=at, seen_at=at)
    visit.wrap = sealing.seal(_visit_key(secret), key, _place(visit, "wrap"))
    visit.card = sealing.seal(_visit_key(secret), card, _place(visit, "card"))
    visit.save()
    if response.opened_at is None:
        Response.objects.filter(pk=response.pk, opened_at=None).update(opened_at=at)
    return Sitting(visit, key, Card.from_bytes(card)), base64.urlsafe_b64encode(secret).decode()


def _opened(visit: Visit, secret: bytes) -> Sitting:
    wrapping = _visit_key(secret)
    card = Card.from_bytes(sealing.open_sealed(wrapping, visit.card, _place(visit, "card")))
    key = sealing.open_sealed(wrapping, visit.wrap, _place(visit, "wrap")) if visit.wrap else b""
    return Sitting(visit, key, card)


def _visit_key(secret: bytes) -> bytes:
    return sealing.derive(secret, "visit", keys.key("pepper"))


def _mark(secret: bytes) -> bytes:
    return hmac.digest(keys.key("pepper"), b"visit|" + secret, hashlib.sha256)


def _place(visit: Visit, column: str) -> bytes:
    return sealing.bind("visit", f"{visit.response_id}|{bytes(visit.fingerprint).hex()}", column)
