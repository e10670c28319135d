"""Which answers wait for somebody, and until when: child, level and time, never what was answered."""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from participation.cards import open_card
from participation.models import Attention, Child, FollowUp, Invitation, Unit, User
from participation.permissions import Action
from surveys.sealing import SealBroken

log = logging.getLogger("stigen.preparing")

SHOWN = 100
RECENT = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row. ``attention`` is None where answers are merely unread: own words must be read the day they come."""

    follow_up: FollowUp
    label: str
    sent_at: dt.datetime
    attention: Attention | None = None
    is_late: bool = False

    @property
    def is_protected(self) -> bool:
        return self.follow_up.child.is_protected


@dataclass(frozen=True, slots=True)
class Queue:
    waiting: tuple[Waiting, ...]
    unread: tuple[Waiting, ...]
    taken: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Late:
    """How many marked answers of a unit are late, and since when the oldest is."""

    unit: Unit
    count: int
    oldest: dt.datetime


def queue(user: User, *, at: dt.datetime) -> Queue:
    """What waits for this person: late and acute first. Three queries; a card that does not open is named so."""
    marked = Attention.objects.visible_to(user, at=at).select_related(
        "invitation__follow_up__child", "invitation__response", "acknowledged_by"
    )
    marked = marked.defer("invitation__response__document", "invitation__response__card")
    taken = marked.filter(acknowledged_at__gte=at - RECENT).order_by("-acknowledged_at")
    return Queue(
        waiting=tuple(_row(one.invitation, at, one) for one in marked.waiting().order_by("due_at")[:SHOWN]),
        unread=tuple(_row(one, at) for one in _unread(user, at)[:SHOWN]),
        taken=tuple(_row(one.invitation, at, one) for one in taken[:SHOWN]),
    )


def late(user: User, *, at: dt.datetime) -> tuple[Late, ...]:
    """Where marked answers have passed their time, by unit, for whoever leads there. Names no child."""
    passed = Attention.objects.visible_to(user, Action.SEE_OVERDUE, at).waiting().filter(due_at__lt=at)
    rows = list(passed.select_related("child__unit").order_by("due_at"))
    counts = Counter(one.child.unit for one in rows)
    oldest: dict[Unit, dt.datetime] = {}
    for one in rows:
        oldest.setdefault(one.child.unit, one.due_at)
    return tuple(Late(unit, count, oldest[unit]) for unit, count in counts.items())


def _unread(user: User, at: dt.datetime) -> QuerySet[Invitation]:
    unread = Invitation.objects.visible_to(user, Action.READ_ANSWERS, at).unread()
    unread = unread.filter(attention__isnull=True).select_related("follow_up__child", "response")
    return unread.defer("response__document", "response__card").order_by("response__sent_at")


def _row(invitation: Invitation, at: dt.datetime, attention: Attention | None = None) -> Waiting:
    return Waiting(
        follow_up=invitation.follow_up,
        label=_label(invitation.follow_up.child),
        sent_at=invitation.response.sent_at or at,
        attention=attention,
        is_late=attention is not None and attention.acknowledged_at is None and attention.due_at < at,
    )


def _label(child: Child) -> str:
    try:
        return open_card(child).label
    except SealBroken:
        log.error("the card of child %s does not open", child.pk)
        return _("Kortet går inte att öppna")
