"""Looks through sent answers for marked ones and says by when somebody must read them.

Keeps child, level and deadline, never what was answered. Nothing here is an assessment: a person reads.
"""

from __future__ import annotations

import datetime as dt
import logging
import uuid

from django.db import transaction
from django.utils import timezone

from participation import journal, marking
from participation.comparing import Asked
from participation.models import Attention, Child, ChildAssignment, Invitation, Role, RoleAssignment, User
from participation.permissions import Action
from participation.registering import assign
from participation.workdays import after_workdays
from questionbanks.reading import staff_content
from surveys.documents import open_document
from surveys.sealing import SealBroken

log = logging.getLogger("stigen.attending")

SOON_WORKDAYS = 2
DUTY_READS_FOR = dt.timedelta(days=7)
"""How long past the deadline the staffed function may read."""
REASON = "marked answer"


def examine_sent(*, at: dt.datetime) -> int:
    """Look through sent answers not looked through before; returns how many were.

    One that does not open is reported in the log by its number and left, so that it is tried again and
    stays loud. Raises ``keys.KeyMissing`` in a process that cannot open answers.
    """
    waiting = Invitation.objects.unexamined().order_by("response__sent_at")
    return sum(_examine(pk, at) for pk in list(waiting.values_list("pk", flat=True)))


def _examine(pk: uuid.UUID, at: dt.datetime) -> bool:
    invitation = Invitation.objects.select_related("response", "follow_up__child__unit").get(pk=pk)
    response = invitation.response
    try:
        document = open_document(response)
    except SealBroken:
        log.error("response %s does not open and could not be looked through", response.pk)
        return False
    level = marking.level(marking.marks(Asked(staff_content(response.version_id), document)))
    called = _call_duty(invitation.follow_up.child, at) if level else []
    return _file(invitation, level, document.sent_at, called, at)


@transaction.atomic
def _file(invitation: Invitation, level: str, sent_at: dt.datetime, called: list[User], at: dt.datetime) -> bool:
    """Mark the answers as looked through and file what they ask for; the row count decides between two workers."""
    unexamined = Invitation.objects.filter(pk=invitation.pk, examined_at__isnull=True)
    if not unexamined.update(examined_at=at):
        return False
    if level:
        child, until = invitation.follow_up.child, due(level, sent_at)
        Attention.objects.create(child=child, invitation=invitation, level=level, raised_at=at, due_at=until)
        reads_until, duty = max(until, at) + DUTY_READS_FOR, ChildAssignment.Capacity.DUTY
        for user in called:
            assign(child, user, duty, by=None, at=at, reason=REASON, until=reads_until)
    return True


def _call_duty(child: Child, at: dt.datetime) -> list[User]:
    """Who is to get the right to read, journalled before it is given: the journal commits on its own."""
    called = _on_duty(child, at)
    for user in called:
        why = f"{REASON}: {user}"
        journal.write(None, Action.ASSIGN_CHILD, thing="child", thing_id=child.pk, unit=child.unit, reason=why)
    return called


def _on_duty(child: Child, at: dt.datetime) -> list[User]:
    """The staffed function of the child's unit or one above it, but for those who may read already."""
    units = [child.unit, *child.unit.get_ancestors()]
    on_duty = RoleAssignment.objects.current(timezone.localdate(at)).filter(role=Role.DUTY, unit__in=units)
    assigned = ChildAssignment.objects.current(at).filter(child=child)
    users = User.objects.filter(is_active=True, pk__in=on_duty.values("user"))
    return list(users.exclude(pk__in=assigned.values("user")).order_by("pk"))


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
