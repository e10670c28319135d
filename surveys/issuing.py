"""Issuing a response with its two ways in, extending it, revoking it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction

from config import keys
from questionbanks.models import Version
from surveys import credentials, sealing
from surveys.cards import Card
from surveys.models import Credential, Draft, Response, Visit


@dataclass(frozen=True, slots=True)
class Issued:
    """A new response and, this once, its credentials in clear."""

    response: Response
    code: str = field(repr=False)
    """Twelve digits shown 4-4-4."""
    token: str = field(repr=False)
    """The link's token, for the fragment of the door's address."""


@transaction.atomic
def issue(
    version: Version, *, language: str, is_simple: bool, expires_at: dt.datetime, card: Card, at: dt.datetime
) -> Issued:
    """Make an open response pinned to a version, with a code and a link that open it until it expires."""
    response = Response(version=version, language=language, is_simple=is_simple, created_at=at, expires_at=expires_at)
    key = sealing.new_key()
    response.card = sealing.seal(key, card.to_bytes(), card_place(response))
    response.save()
    code, token = credentials.new_code(), credentials.new_token()
    Credential.objects.bulk_create(_wrapped(response, secret, key) for secret in (code, token))
    return Issued(response, code.shown, token.shown)


def extend(response: Response, *, expires_at: dt.datetime) -> bool:
    """Let the same credentials work longer. False when the response is no longer open to be extended."""
    still_open = Response.objects.filter(pk=response.pk, state=Response.State.OPEN)
    return bool(still_open.update(expires_at=expires_at))


@transaction.atomic
def revoke(response: Response, *, at: dt.datetime) -> bool:
    """Close an unsent response for good and wipe what lies in it. False when it was sent or revoked already."""
    still_open = Response.objects.filter(pk=response.pk, state=Response.State.OPEN)
    if not still_open.update(state=Response.State.REVOKED, revoked_at=at, card=b""):
        return False
    wipe(response)
    return True


def wipe(response: Response) -> None:
    """Delete the drafts and every wrap of the response's key, so that nobody can open what was there."""
    Draft.objects.filter(response=response).delete()
    Credential.objects.filter(response=response).update(wrap=b"")
    Visit.objects.filter(response=response).update(wrap=b"")


def card_place(response: Response) -> bytes:
    return sealing.bind("response", response.pk, "card")


def credential_key(secret: credentials.Secret) -> bytes:
    return sealing.derive(secret.value.encode(), f"credential|{secret.kind}", keys.key("pepper"))


def credential_place(response_id: object, kind: str) -> bytes:
    return sealing.bind("credential", response_id, kind)


def _wrapped(response: Response, secret: credentials.Secret, key: bytes) -> Credential:
    return Credential(
        response=response,
        kind=secret.kind,
        fingerprint=credentials.fingerprint(secret, keys.key("pepper")),
        wrap=sealing.seal(credential_key(secret), key, credential_place(response.pk, secret.kind)),
    )
