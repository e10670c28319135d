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
Move = Literal["open", "prepare", "extend", "invite"]
PLACES = (12, 44, 76, 108)
"""Where the four stones lie, from the left."""
SOON = dt.timedelta(days=3)
UNREAD = 2
"""The urgency of answers nobody has read; what is more urgent still has a lower one."""
QUIET = dt.timedelta(days=7)
"""A child that has not opened its invitation for this long may need another way in."""


@dataclass(frozen=True, slots=True)
class Stone:
    x: int
    state: Literal["past", "here", "coming"]


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
    move: Move = "open"
    """What is most likely done next."""

    @property
    def placed_stones(self) -> tuple[Stone, ...]:
        """The four steps as the drawing places them."""
        return tuple(
            Stone(x, "past" if step < self.step else "here" if step == self.step else "coming")
            for step, x in enumerate(PLACES, start=1)
        )

    @property
    def icon(self) -> str:
        icons = {"sent": "send", "opened": "eye", "answered": "check", "needs": "bell", "soon": "clock"}
        return icons.get(self.tone, "same")

    @property
    def step_words(self) -> str:
        name = (_("inte skickad"), _("skickad"), _("öppnad"), _("besvarad"), _("samtal"))[self.step]
        return _("Steg %(step)s av 4: %(name)s") % {"step": self.step, "name": name} if self.step else name


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
        return Standing(0, _("Inte inbjuden"), "sent", move="invite")
    if invitation.response.state == "sent":
        return _answered(invitation)
    return _unanswered(invitation, message, at)


def day(moment: dt.datetime) -> str:
    return date_format(timezone.localtime(moment), "j F")


def weekday(moment: dt.datetime) -> str:
    return date_format(timezone.localtime(moment), "l j F")


def _marked(attention: Attention) -> Standing:
    until = {"day": weekday(attention.due_at)}
    if attention.level == Attention.Level.ACUTE:
        need = _("har ett markerat svar. Läs och bedöm senast %(day)s.") % until
        return Standing(3, _("Läs senast %(day)s") % until, "needs", need, 0, "prepare")
    need = _("har ett markerat svar. Ta kontakt senast %(day)s.") % until
    return Standing(3, _("Kontakt senast %(day)s") % until, "needs", need, 1, "prepare")


def _answered(invitation: Invitation) -> Standing:
    if invitation.first_read_at:
        words = _("Besvarad, läst %(day)s") % {"day": day(invitation.first_read_at)}
        return Standing(3, words, "answered", move="prepare")
    need = _("har svarat. Ingen har läst svaren än.")
    return Standing(3, _("Besvarad, inte läst"), "answered", need, UNREAD, "prepare")


def _unanswered(invitation: Invitation, message: Message | None, at: dt.datetime) -> Standing:
    response = invitation.response
    step = 2 if response.opened_at else 1
    if response.state == "revoked":
        return Standing(0, _("Inbjudan tillbakadragen"), "sent", move="invite")
    if response.willingness == "no":
        return Standing(step, _("Ville inte svara"), "done", move="invite")
    if response.opened_at is None and message and (unsent := _unsent(message)):
        return unsent
    if response.expires_at - at < SOON:
        return _ending(step, response.expires_at, at)
    if response.opened_at:
        later = response.willingness == "later"
        return Standing(2, _("Sa ”kanske senare”") if later else _("Öppnad, inte skickad"), "opened")
    return _waiting(invitation, message, at)


def _ending(step: int, expires_at: dt.datetime, at: dt.datetime) -> Standing:
    until = {"day": weekday(expires_at)}
    if expires_at <= at:
        need = _("hann inte svara. Koden slutade gälla %(day)s.") % until
        return Standing(step, _("Koden har slutat gälla"), "soon", need, 4, "extend")
    need = _("har inte skickat sina svar. Koden slutar gälla %(day)s.") % until
    return Standing(step, _("Går ut %(day)s") % until, "soon", need, 5, "extend")


def _unsent(message: Message) -> Standing | None:
    if message.state == Message.State.FAILED:
        need = _("har inte fått sin inbjudan. %(why)s") % {"why": _(message.trouble) if message.trouble else ""}
        return Standing(0, _("Gick inte att skicka"), "needs", need, 3, "invite")
    if message.state == Message.State.QUEUED and message.tries:
        need = _("har inte fått sin inbjudan än. Vi försöker igen.")
        return Standing(0, _("Inte skickad än"), "soon", need, 6, "invite")
    if message.state in (Message.State.QUEUED, Message.State.SENDING):
        return Standing(0, _("Skickas nu"), "sent")
    return None


def _waiting(invitation: Invitation, message: Message | None, at: dt.datetime) -> Standing:
    if message is None:
        words = _("Kod lämnad %(day)s")
    else:
        words = _("Framme %(day)s") if message.state == Message.State.DELIVERED else _("Skickad %(day)s")
    words = words % {"day": day(invitation.created_at)}
    if at - invitation.created_at < QUIET:
        return Standing(1, words, "sent")
    days = (at - invitation.created_at).days
    need = _("har inte öppnat inbjudan på %(days)s dagar. Kanske passar ett annat sätt bättre?") % {"days": days}
    return Standing(1, words, "sent", need, 7, "invite")
