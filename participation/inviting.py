"""Inviting a child: the response with its two ways in, the follow-up it belongs to, and the message that carries it.

The code and the link exist in clear only in the value that is handed back, and in a sealed message until it is sent.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from config import keys
from participation import outbox, wording
from participation.cards import Card, open_card
from participation.models import Child, FollowUp, Invitation, Unit, User
from participation.registering import secretary_of
from questionbanks.content import Content
from questionbanks.models import Version, VersionQuerySet
from questionbanks.reading import child_content
from surveys import credentials, issuing
from surveys.cards import Card as ChildsCard

Channel = Invitation.Channel
Guardian = FollowUp.Guardian
YOUTH_AGE = 12
MESSAGES = (Channel.SMS, Channel.EMAIL)


class NotInvited(Exception):
    """The child was not invited; nothing was made."""


class NotForProtected(NotInvited):
    """A child with protected personal details is never sent a message."""


class AddressMissing(NotInvited):
    """The card has no number or no e-mail address to send to."""


class ReasonMissing(NotInvited):
    """The guardian is not informed, and nobody said why."""


class NothingPublished(NotInvited):
    """No version of the questionnaire is published."""


class AlreadyInvited(NotInvited):
    """Somebody, or a second tap, has invited the child since the page was shown."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an invitation is, unless the secretary says otherwise."""

    family: str
    language: str
    is_simple: bool


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation and, this once, its ways in."""

    invitation: Invitation
    code: str = field(repr=False)
    token: str = field(repr=False)
    link: str = field(repr=False)


def suggest(child: Child, card: Card, at: dt.datetime) -> Suggestion:
    """The questionnaire by age and placement, the child's language where it is translated, simple mode by age.

    Raises NothingPublished. Opens one query; the version's content is kept in memory.
    """
    age = card.age_on(timezone.localdate(at))
    is_young = age is None or age < YOUTH_AGE
    base, module = ("children_6_11", "placed_6_11") if is_young else ("youth_12_18", "placed_12_18")
    modules = ("", module) if card.placement == "home" else (module, "")
    found = {version.modules: version for version in _light().current().filter(key=base, modules__in=modules)}
    version = next((found[name] for name in modules if name in found), None)
    if version is None:
        raise NothingPublished(base)
    content = child_content(version.pk)
    return Suggestion(
        family=version.family,
        language=_language(content, card.language),
        is_simple=age is not None and age <= content.simple_max_age,
    )


@transaction.atomic
def invite(
    child: Child,
    *,
    by: User,
    at: dt.datetime,
    channel: Invitation.Channel | str,
    carries: wording.Carries = "link",
    family: str = "",
    language: str = "",
    is_simple: bool | None = None,
    meeting_at: dt.datetime | None = None,
    guardian: FollowUp.Guardian | str = Guardian.INFORMED,
    guardian_reason: str = "",
    expires_at: dt.datetime | None = None,
    seen: str | None = None,
) -> Invited:
    """Invite a child, in a new follow-up when none is open; an earlier invitation that is still open is withdrawn.

    ``seen`` is the id of the latest invitation when the page was shown, empty when there was none; a second tap is
    then refused. Raises NotInvited in one of its kinds.
    """
    child = Child.objects.select_for_update().select_related("unit").get(pk=child.pk)
    card = open_card(child)
    _check(child, card, channel, guardian, guardian_reason)
    if seen is not None and seen != latest_id(child):
        raise AlreadyInvited
    version, content = _version(family or suggest(child, card, at).family)
    language = _language(content, language or card.language)
    if is_simple is None:
        is_simple = suggest(child, card, at).is_simple
    is_after = content.key.startswith(wording.AFTER_MEETING)
    follow_up = _follow_up(child, is_after=is_after, by=by, at=at)
    _note(follow_up, meeting_at, guardian, guardian_reason)
    for earlier in follow_up.invitations.filter(response__state="open").select_related("response"):
        withdraw(earlier, at=at)
    contact = _contact(child, by, at)
    expires_at = expires_at or _expiry(at, None if is_after else follow_up.meeting_at)
    issued = issuing.issue(version, language=language, is_simple=is_simple, expires_at=expires_at, card=contact, at=at)
    invitation = Invitation.objects.create(
        follow_up=follow_up, response=issued.response, channel=channel, invited_by=by, created_at=at
    )
    invited = Invited(invitation, issued.code, issued.token, wording.link(issued.token))
    if channel in MESSAGES:
        _send(invited, content, card, contact, carries, at)
    return invited


def withdraw(invitation: Invitation, *, at: dt.datetime) -> bool:
    """Take an invitation back and wipe what lies in it. False when the child has sent its answers already."""
    outbox.stop(invitation)
    return issuing.revoke(invitation.response, at=at)


def extend(invitation: Invitation, *, expires_at: dt.datetime) -> bool:
    """Let the same code and link work longer. False when the answers are sent or the invitation withdrawn."""
    return issuing.extend(invitation.response, expires_at=expires_at)


def latest(child: Child) -> Invitation | None:
    return Invitation.objects.filter(follow_up__child=child).order_by("-created_at", "-pk").first()


def latest_id(child: Child) -> str:
    newest = latest(child)
    return str(newest.pk) if newest else ""


def last_moment(day: dt.date) -> dt.datetime:
    """The end of a day, as clocks on the wall tell it."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59, 59)))


def usual_expiry(at: dt.datetime) -> dt.datetime:
    """The end of the day so many days ahead as the settings say."""
    return last_moment(timezone.localdate(at) + dt.timedelta(days=settings.STIGEN_INVITATION_DAYS))


def opens(invitation: Invitation, code: str, token: str) -> bool:
    """Whether a code and a link token are this invitation's own."""
    secrets = [credentials.read(code), credentials.read(token)]
    prints = [credentials.fingerprint(secret, keys.key("pepper")) for secret in secrets if secret]
    return invitation.response.credentials.filter(fingerprint__in=prints).count() == 2


def letter_of(invited: Invited) -> wording.Letter:
    """The words of the paper letter, for the one time the code is known."""
    response = invited.invitation.response
    child = invited.invitation.follow_up.child
    contact = _contact(child, invited.invitation.invited_by, invited.invitation.created_at)
    content = child_content(response.version_id)
    filling = _filling(invited, contact)
    return wording.letter(content, response.language, filling)


def _check(child: Child, card: Card, channel: str, guardian: str, reason: str) -> None:
    if child.is_protected and channel in MESSAGES:
        raise NotForProtected
    if (channel == Channel.SMS and not card.phone) or (channel == Channel.EMAIL and not card.email):
        raise AddressMissing
    if guardian == Guardian.NOT_INFORMED and not reason.strip():
        raise ReasonMissing


def _light() -> VersionQuerySet:
    return Version.objects.defer("child_snapshot", "staff_snapshot")


def _version(family: str) -> tuple[Version, Content]:
    key, _, modules = family.partition("+")
    version = _light().current().filter(key=key, modules=modules).first()
    if version is None:
        raise NothingPublished(family)
    return version, child_content(version.pk)


def _language(content: Content, wanted: str) -> str:
    return wanted if wanted in content.languages else "sv"


def _follow_up(child: Child, *, is_after: bool, by: User, at: dt.datetime) -> FollowUp:
    """The open follow-up, or a new one; questions after a meeting belong to the one that had the meeting."""
    newest = child.follow_ups.order_by("-number").first()
    if newest and (is_after or newest.closed_at is None):
        return newest
    number = newest.number + 1 if newest else 1
    return FollowUp.objects.create(child=child, number=number, opened_at=at, opened_by=by)


def _note(follow_up: FollowUp, meeting_at: dt.datetime | None, guardian: str, reason: str) -> None:
    follow_up.meeting_at = meeting_at or follow_up.meeting_at
    follow_up.guardian = guardian
    follow_up.guardian_reason = reason.strip()
    follow_up.save(update_fields=["meeting_at", "guardian", "guardian_reason"])


def _expiry(at: dt.datetime, meeting_at: dt.datetime | None) -> dt.datetime:
    """The end of the meeting's day when it lies ahead, else so many days from now as the settings say."""
    if meeting_at and meeting_at > at:
        return last_moment(timezone.localdate(meeting_at))
    return usual_expiry(at)


def _contact(child: Child, by: User, at: dt.datetime) -> ChildsCard:
    """Whom the child's pages and messages name: its secretary, or whoever invites in the secretary's place."""
    person = secretary_of(child, at) or by
    phone, hours = _jour(child.unit)
    return ChildsCard(
        contact=person.first_name,
        contact_phone=person.phone.as_national if person.phone else "",
        jour_phone=phone,
        jour_hours=hours,
    )


def _jour(unit: Unit) -> tuple[str, str]:
    """The out-of-hours number of the nearest unit that has one, else the installation's."""
    for place in (unit, *reversed(unit.get_ancestors())):
        if place.jour_phone:
            return place.jour_phone, place.jour_hours or settings.STIGEN_JOUR_HOURS
    return settings.STIGEN_JOUR_PHONE, settings.STIGEN_JOUR_HOURS


def _filling(invited: Invited, contact: ChildsCard) -> dict[str, str]:
    response = invited.invitation.response
    filling = wording.values(
        contact=contact.contact,
        phone=contact.contact_phone,
        expires_at=response.expires_at,
        language=response.language,
    )
    return {**filling, "code": invited.code, "url": invited.link}


def _send(
    invited: Invited,
    content: Content,
    card: Card,
    contact: ChildsCard,
    carries: wording.Carries,
    at: dt.datetime,
) -> None:
    invitation = invited.invitation
    language, filling = invitation.response.language, _filling(invited, contact)
    if invitation.channel == Channel.SMS:
        payload = outbox.Payload(to=card.phone, body=wording.sms(content, language, carries, filling))
    else:
        subject, body = wording.email(content, language, carries, filling)
        payload = outbox.Payload(to=card.email, body=body, subject=subject, sender=contact.contact)
    outbox.queue(invitation, payload, at=at)
