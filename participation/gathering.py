"""Fetches what one follow-up's page needs, in the same few queries however long the history is.

Opens the answers to be read and the ones before them, and no others. Asks nobody for leave: load first.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language

from participation.comparing import Asked
from participation.models import Attention, FollowUp, Invitation, User
from participation.preparing import Preparation, prepare
from participation.wording import AFTER_MEETING
from questionbanks.reading import staff_content
from surveys.documents import open_document
from surveys.models import Response
from surveys.sealing import SealBroken

log = logging.getLogger("stigen.preparing")


@dataclass(frozen=True, slots=True)
class Gathered:
    """One sent response prepared, and the other sent responses of the same follow-up."""

    invitation: Invitation
    preparation: Preparation
    others: tuple[Invitation, ...]
    attention: Attention | None
    is_earlier_broken: bool = False
    """The earlier answers are there but do not open, so that nothing could be compared."""


def gather(follow_up: FollowUp, *, chosen: str = "") -> Gathered | None:
    """The answers chosen by their invitation's id, else the newest before a meeting; None when none are sent.

    Raises SealBroken when the answers to be read do not open, ``keys.KeyMissing`` without the staff's key.
    Broken earlier answers only take the comparison away, and say so.
    """
    sent = list(_sent(follow_up))
    here = [one for one in sent if one.follow_up_id == follow_up.pk]
    if not here:
        return None
    invitation = next((one for one in here if str(one.pk) == chosen), None) or min(here, key=_is_after_meeting)
    now = _asked(invitation)
    then, is_broken = _earlier(invitation, sent)
    return Gathered(
        invitation=invitation,
        preparation=prepare(now, then),
        others=tuple(one for one in here if one != invitation),
        attention=getattr(invitation, "attention", None),
        is_earlier_broken=is_broken,
    )


def mark_read(invitation: Invitation, *, by: User, at: dt.datetime) -> None:
    """Keep who read the answers first, and when; later readings change nothing."""
    unread = Invitation.objects.filter(pk=invitation.pk, first_read_at__isnull=True)
    if unread.update(first_read_at=at, first_read_by=by):
        invitation.first_read_at, invitation.first_read_by = at, by


def _sent(follow_up: FollowUp) -> QuerySet[Invitation]:
    """Every sent response of the child, the newest first, without what is in it."""
    return (
        Invitation.objects.filter(follow_up__child=follow_up.child_id, response__state=Response.State.SENT)
        .select_related("response__version", "attention__acknowledged_by", "invited_by", "first_read_by")
        .defer("response__document", "response__version__child_snapshot", "response__version__staff_snapshot")
        .order_by("-response__sent_at")
    )


def _is_after_meeting(invitation: Invitation) -> bool:
    return invitation.response.version.key.startswith(AFTER_MEETING)


def _asked(invitation: Invitation) -> Asked:
    return Asked(
        staff=staff_content(invitation.response.version_id),
        document=open_document(invitation.response),
        language=get_language() or "sv",
        contact=invitation.invited_by.first_name,
    )


def _earlier(invitation: Invitation, sent: list[Invitation]) -> tuple[Asked | None, bool]:
    """The answers sent last before these to the same kind of questions, and whether they do not open."""
    before = sent[sent.index(invitation) + 1 :]
    same_kind = (one for one in before if _is_after_meeting(one) == _is_after_meeting(invitation))
    found = next(same_kind, None)
    if found is None:
        return None, False
    try:
        return _asked(found), False
    except SealBroken:
        log.error("response %s does not open and could not be compared with", found.response_id)
        return None, True
