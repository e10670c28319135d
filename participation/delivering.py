"""Delivering what lies in the outbox by SMS and e-mail, and noting the receipts that come back.

A message is claimed by a conditional update, so that two workers never send it both; what a dead worker had claimed is
taken up again. Address and text are wiped as soon as the message is sent or given up.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import logging
import smtplib
import uuid
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_noop

from config import keys
from participation import gateways, outbox
from participation.gateways import NotTaken, Refused
from participation.models import Invitation, Message
from participation.models.invitations import MessageQuerySet
from surveys import issuing, sealing

State = Message.State
Channel = Invitation.Channel
PAUSES = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
"""Between the tries; after the last one the message is given up."""
LEASE = dt.timedelta(minutes=10)
"""How long a message may be on its way before another worker takes it up."""
AT_A_TIME = 100
LATE = dt.timedelta(hours=1)
"""A message that left later than this gives the child the lost time back."""

NOT_TAKEN = gettext_noop("Det gick inte att nå operatören. Vi försöker igen.")
GIVEN_UP = gettext_noop("Det gick inte att skicka. Välj ett annat sätt.")
REFUSED = gettext_noop("Operatören tog inte emot adressen. Kontrollera den.")
NOT_DELIVERED = gettext_noop("Meddelandet kom inte fram. Kontrollera adressen.")
UNREADABLE = gettext_noop("Meddelandet kunde inte öppnas. Bjud in igen.")

log = logging.getLogger("stigen.delivering")


def channels() -> tuple[Invitation.Channel, ...]:
    """The ways of inviting that this installation is set up for."""
    found = []
    if gateways.chosen():
        found.append(Channel.SMS)
    if settings.EMAIL_HOST or settings.STIGEN_DEMO:
        found.append(Channel.EMAIL)
    return (*found, Channel.PAPER, Channel.SCREEN)


def deliver_due(*, at: dt.datetime) -> int:
    """Send what is due; says how many messages left. One that fails never holds up the others."""
    Message.objects.filter(state=State.SENDING, due_at__lte=at).update(state=State.QUEUED)
    due = Message.objects.due(at).order_by("due_at").values_list("pk", flat=True)[:AT_A_TIME]
    return sum(_deliver(pk, at) for pk in list(due))


def note_receipt(reference: str, status: str, *, at: dt.datetime) -> bool:
    """Note what the gateway says became of a message. False when there is no such message on its way."""
    if not reference:
        return False
    sent = Message.objects.filter(reference=reference, state__in=(State.SENT, State.SENDING))
    if status == "delivered":
        return bool(sent.update(state=State.DELIVERED, delivered_at=at, trouble=""))
    if status == "failed":
        return bool(sent.update(state=State.FAILED, trouble=NOT_DELIVERED))
    return sent.exists()


def receipt_secret() -> str:
    """The part of the receipts' address that only this installation and its gateway know."""
    return hmac.digest(keys.key("secret"), b"receipts of messages", hashlib.sha256).hex()[:40]


def receipt_address() -> str:
    path = reverse("participation:receipt", args=[receipt_secret()])
    return f"{settings.STIGEN_STAFF_ADDRESS.rstrip('/')}{path}"


def _deliver(pk: uuid.UUID, at: dt.datetime) -> bool:
    claimed = Message.objects.due(at).filter(pk=pk)
    if not claimed.update(state=State.SENDING, tries=F("tries") + 1, due_at=at + LEASE):
        return False
    message = Message.objects.select_related("invitation__response", "invitation__follow_up__child").get(pk=pk)
    if not _is_wanted(message, at):
        _finish(message, State.STOPPED)
        return False
    try:
        reference = _hand_over(message, outbox.read(message))
    except NotTaken:
        _try_again(message, at)
        return False
    except Refused:
        _finish(message, State.FAILED, trouble=REFUSED)
        return False
    except sealing.SealBroken:
        log.error("The message %s does not open.", message.pk)
        _finish(message, State.FAILED, trouble=UNREADABLE)
        return False
    _sent(message, reference, at)
    return True


def _is_wanted(message: Message, at: dt.datetime) -> bool:
    """Not when the invitation is withdrawn, answered or over, or the child has become protected meanwhile."""
    invitation = message.invitation
    return invitation.response.is_open(at) and not invitation.follow_up.child.is_protected


def _hand_over(message: Message, payload: outbox.Payload) -> str:
    if message.channel == Channel.EMAIL:
        return _email(payload)
    gateway = gateways.chosen()
    if gateway is None:
        raise NotTaken("no gateway")
    return gateway.send(to=payload.to, body=payload.body, receipt_address=receipt_address())


def _email(payload: outbox.Payload) -> str:
    sender = formataddr((payload.sender, settings.DEFAULT_FROM_EMAIL))
    message = EmailMessage(payload.subject, payload.body, sender, [payload.to])
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _words in error.recipients.values()]
        raise (Refused if codes and min(codes) >= 500 else NotTaken)("recipient") from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotTaken(type(error).__name__) from None
    return ""


def _try_again(message: Message, at: dt.datetime) -> None:
    if message.tries > len(PAUSES):
        _finish(message, State.FAILED, trouble=GIVEN_UP)
        return
    due_at = at + PAUSES[message.tries - 1]
    _mine(message).update(state=State.QUEUED, due_at=due_at, trouble=NOT_TAKEN)


def _finish(message: Message, state: Message.State, trouble: str = "") -> None:
    _mine(message).update(state=state, payload=b"", trouble=trouble)


def _sent(message: Message, reference: str, at: dt.datetime) -> None:
    _mine(message).update(state=State.SENT, payload=b"", sent_at=at, reference=reference, trouble="")
    late = at - message.created_at
    if late > LATE:
        response = message.invitation.response
        issuing.extend(response, expires_at=response.expires_at + late)


def _mine(message: Message) -> MessageQuerySet:
    return Message.objects.filter(pk=message.pk, state=State.SENDING)
