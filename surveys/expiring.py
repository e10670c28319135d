"""Forgets what was begun and never sent, some time after the way in has closed."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from surveys.issuing import wipe
from surveys.models import Response

BATCH = 500


def forget_drafts(*, before: dt.datetime, at: dt.datetime) -> int:
    """Delete drafts, and every wrap of the key, of unsent responses that expired before a moment.

    Returns how many responses were emptied. They are revoked, since extending them would open nothing.
    """
    expired = Response.objects.filter(state=Response.State.OPEN, expires_at__lt=before)
    return sum(_forget(pk, before, at) for pk in list(expired.values_list("pk", flat=True)[:BATCH]))


@transaction.atomic
def _forget(pk: uuid.UUID, before: dt.datetime, at: dt.datetime) -> bool:
    """The row count decides against a response that is sent or extended at the same moment."""
    still = Response.objects.filter(pk=pk, state=Response.State.OPEN, expires_at__lt=before)
    if not still.update(state=Response.State.REVOKED, revoked_at=at, card=b""):
        return False
    wipe(Response(pk=pk))
    return True
