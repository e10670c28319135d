"""Looks through sent answers for marked ones and says by when somebody must read them.

Keeps child, level and deadline, never what was answered. Nothing here is an assessment: a person reads.
"""

from __future__ import annotations

import datetime as dt
import logging
import uuid

from django.db import transaction
from django.utils import timezone

from participation import marking
from participation.comparing import Asked
from participation.models import Attention, Invitation, User
from participation.workdays import after_workdays
from questionbanks.reading import staff_content
from surveys.documents import open_document
from surveys.sealing import SealBroken

log = logging.getLogger("stigen.attending")

SOON_WORKDAYS = 2


def examine_sent(*, at: dt.datetime) -> int:
    """Look through sent answers not looked through before; returns how many were.

    One that does not open is reported in the log by its number and left, so that it is tried again and
    stays loud. Raises ``keys.KeyMissing`` in a process that cannot open answers.
    """
    waiting = Invitation.objects.unexamined().order_by("response__sent_at")
    return sum(_examine(pk, at) for pk in list(waiting.values_list("pk", flat=True)))


def _examine(pk: uuid.UUID, at: dt.datetime) -> bool:
    invitation = Invitation.objects.select_related("response", "follow_up").get(pk=pk)
    response = invitation.response
    try:
        document = open_document(response)
    except SealBroken:
        log.error("response %s does not open and could not be looked through", response.pk)
        return False
    level = marking.level(marking.marks(Asked(staff_content(response.version_id), document)))
    with transaction.atomic():
        # The row count decides between two workers.
        mine = Invitation.objects.filter(pk=invitation.pk, examined_at__isnull=True).update(examined_at=at)
        if mine and level:
            Attention.objects.create(
                child_id=invitation.follow_up.child_id,
                invitation=invitation,
                level=level,
                raised_at=at,
                due_at=due(level, document.sent_at),
            )
    return bool(mine)


def due(level: str, sent_at: dt.datetime) -> dt.datetime:
    """When answers sent at a moment must have been attended to, in Swedish time.

    Acute: the same day, also on a day off. Soon: the end of the second working day after.
    """
    day = timezone.localdate(sent_at)
    if level == Attention.Level.SOON:
        day = after_workdays(day, SOON_WORKDAYS)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59)))


def acknowledge(attention: Attention, *, by: User, at: dt.datetime) -> bool:
    """Take it on. False when somebody else did first; theirs stands."""
    waiting = Attention.objects.waiting().filter(pk=attention.pk)
    return bool(waiting.update(acknowledged_at=at, acknowledged_by=by))
