"""A person's children and where each one's follow-up stands: the same few queries for one child and for many."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from config import keys
from participation.cards import Card, open_card
from participation.models import Attention, Child, Conversation, FollowUp, Invitation, Message
from participation.standings import UNREAD, Standing, stand
from participation.wording import AFTER_MEETING
from surveys import sealing

log = logging.getLogger("stigen.caseload")


@dataclass(frozen=True, slots=True)
class Round:
    """A follow-up, its latest invitation and where it stands."""

    follow_up: FollowUp
    invitation: Invitation | None
    message: Message | None
    standing: Standing
    after: Invitation | None = None
    """The latest invitation to the questions after the meeting."""

    @property
    def may_be_extended(self) -> bool:
        return self.invitation is not None and self.invitation.response.state == "open"


@dataclass(frozen=True, slots=True)
class Case:
    """One child as a row: ``card`` is nothing when it does not open, and the row says so."""

    child: Child
    card: Card | None
    age: int | None
    rounds: tuple[Round, ...]
    focus: Round | None
    """The round that needs somebody most, else the newest."""
    standing: Standing

    @property
    def label(self) -> str:
        return self.card.label if self.card else _("Kortet går inte att öppna")

    @property
    def newest(self) -> Round | None:
        return self.rounds[0] if self.rounds else None


def caseload(children: QuerySet[Child], at: dt.datetime) -> list[Case]:
    """The children with their rounds, those who need somebody first, then by label."""
    found = children.select_related("unit").prefetch_related(Prefetch("follow_ups", _follow_ups()))
    cases = [_case(child, at) for child in found]
    return sorted(cases, key=lambda case: (case.standing.urgency, case.label.casefold()))


def _follow_ups() -> QuerySet[FollowUp]:
    messages = Message.objects.defer("payload").order_by("created_at")
    invitations = (
        Invitation.objects.select_related("response__version", "attention")
        .defer(
            "response__document",
            "response__card",
            "response__version__child_snapshot",
            "response__version__staff_snapshot",
        )
        .order_by("created_at")
        .prefetch_related(Prefetch("messages", messages))
    )
    follow_ups = FollowUp.objects.order_by("-number").select_related("conversation")
    return follow_ups.prefetch_related(Prefetch("invitations", invitations))


def _case(child: Child, at: dt.datetime) -> Case:
    card = _card(child)
    rounds = tuple(_round(follow_up, at) for follow_up in child.follow_ups.all())
    urgent = [each for each in rounds if each.standing.urgency <= UNREAD]
    focus = min(urgent, key=_urgency) if urgent else next(iter(rounds), None)
    standing = focus.standing if focus else stand(None, None, None, None, at)
    age = card.age_on(timezone.localdate(at)) if card else None
    return Case(child, card, age, rounds, focus, standing)


def _urgency(found: Round) -> int:
    return found.standing.urgency


def _round(follow_up: FollowUp, at: dt.datetime) -> Round:
    invitations = list(follow_up.invitations.all())
    before = [each for each in invitations if not each.response.version.key.startswith(AFTER_MEETING)]
    after = [each for each in invitations if each not in before]
    latest = before[-1] if before else None
    messages = list(latest.messages.all()) if latest else []
    message = messages[-1] if messages else None
    marked = (_attention(each) for each in invitations)
    waiting = next((each for each in marked if each and each.acknowledged_at is None), None)
    standing = stand(latest, message, _conversation(follow_up), waiting, at)
    return Round(follow_up, latest, message, standing, after[-1] if after else None)


def _attention(invitation: Invitation) -> Attention | None:
    return getattr(invitation, "attention", None)


def _conversation(follow_up: FollowUp) -> Conversation | None:
    return getattr(follow_up, "conversation", None)


def _card(child: Child) -> Card | None:
    try:
        return open_card(child)
    except (sealing.SealBroken, keys.KeyMissing):
        log.error("The card of the child %s does not open.", child.pk)
        return None
