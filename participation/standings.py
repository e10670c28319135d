"""Where a child's follow-up stands, in words and in four steps: sent, opened, answered, talked.

Concludes from rows already in hand: asks the database nothing and never looks at an answer.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from participation.models import Attention, Conversation, Invitation, Message

Tone = Literal["sent", "opened", "answered", "needs", "soon", "done"]
STEPS = 4
SOON = dt.timedelta(days=3)
UNREAD = 2
"""The urgency of answers nobody has read; what is more urgent still has a lower one."""
QUIET = dt.timedelta(days=7)
"""A child that has not opened its invitation for this long may need another way in."""


@dataclass(frozen=True, slots=True)
class Standing:
    step: int
    """How many of the four steps are reached."""
    words: str
    tone: Tone
    need: str = ""
    """What the secretary is asked to do about it; empty when nothing."""
    urgency: int = 9
    """The order of what needs somebody: nought first."""


def stand(
    invitation: Invitation | None,
    message: Message | None,
    conversation: Conversation | None,
    attention: Attention | None,
    at: dt.datetime,
) -> Standing:
    """Where a follow-up stands by its latest invitation, that invitation's message, and what followed."""
    if attention and attention.acknowledged_at is None:
        return _marked(attention)
    if conversation:
        return Standing(4, _("Samtal %(day)s") % {"day": day(conversation.held_at)}, "done")
    if invitation is None:
        return Standing(0, _("Inte inbjuden"), "sent")
    if invitation.response.state == "sent":
        return _answered(invitation)
    return _unanswered(invitation, message, at)


def day(moment: dt.datetime) -> str:
    return date_format(timezone.localtime(moment), "j F")


def weekday(moment: dt.datetime) -> str:
    return date_format(timezone.localtime(moment), "l j F").lower()


def _marked(attention: Attention) -> Standing:
    until = {"day": weekday(attention.due_at)}
    if attention.level == Attention.Level.ACUTE:
        words, need = _("Läs i dag"), _("har ett markerat svar. Läs och bedöm i dag, %(day)s.") % until
    else:
        words = _("Kontakt senast %(day)s") % until
        need = _("har ett markerat svar. Ta kontakt senast %(day)s.") % until
    return Standing(3, words, "needs", need, urgency=0 if attention.level == Attention.Level.ACUTE else 1)


def _answered(invitation: Invitation) -> Standing:
    if invitation.first_read_at:
        return Standing(3, _("Besvarad, läst %(day)s") % {"day": day(invitation.first_read_at)}, "answered")
    return Standing(3, _("Besvarad, inte läst"), "answered", _("har svarat. Du har inte läst svaren än."), UNREAD)


def _unanswered(invitation: Invitation, message: Message | None, at: dt.datetime) -> Standing:
    response = invitation.response
    step = 2 if response.opened_at else 1
    if response.state == "revoked":
        return Standing(0, _("Inbjudan tillbakadragen"), "sent")
    if response.willingness == "no":
        return Standing(step, _("Ville inte svara"), "done")
    if response.expires_at <= at:
        return Standing(step, _("Koden har slutat gälla"), "soon", _("hann inte svara. Koden har slutat gälla."), 4)
    if response.opened_at is None and message:
        unsent = _unsent(message)
        if unsent:
            return unsent
    if response.expires_at - at < SOON:
        until = {"day": weekday(response.expires_at)}
        need = _("har inte skickat sina svar. Koden slutar gälla %(day)s.") % until
        return Standing(step, _("Går ut %(day)s") % until, "soon", need, urgency=5)
    if response.opened_at:
        later = response.willingness == "later"
        return Standing(2, _("Sa ”kanske senare”") if later else _("Öppnad, inte skickad"), "opened")
    return _waiting(invitation, message, at)


def _unsent(message: Message) -> Standing | None:
    if message.state == Message.State.FAILED:
        return Standing(
            0, _("Gick inte att skicka"), "needs", _("har inte fått sin inbjudan. %s") % _(message.trouble), 3
        )
    if message.state == Message.State.QUEUED and message.tries:
        return Standing(0, _("Inte skickad än"), "soon", _("har inte fått sin inbjudan än. Vi försöker igen."), 6)
    if message.state in (Message.State.QUEUED, Message.State.SENDING):
        return Standing(0, _("Skickas nu"), "sent")
    return None


def _waiting(invitation: Invitation, message: Message | None, at: dt.datetime) -> Standing:
    if message is None:
        words = _("Kod lämnad")
    else:
        words = _("Framme") if message.state == Message.State.DELIVERED else _("Skickad")
    words = f"{words} {day(invitation.created_at)}"
    days = (at - invitation.created_at).days
    if at - invitation.created_at < QUIET:
        return Standing(1, words, "sent")
    need = _("har inte öppnat inbjudan på %(days)s dagar. Kanske passar ett annat sätt bättre?") % {"days": days}
    return Standing(1, words, "sent", need, urgency=7)
