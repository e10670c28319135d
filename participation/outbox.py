"""What a queued message holds: its address and words, sealed to staff until it is sent, then wiped."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from dataclasses import asdict, dataclass, field

from participation.models import Invitation, Message
from surveys import sealing


@dataclass(frozen=True, slots=True)
class Payload:
    to: str = field(repr=False)
    body: str = field(repr=False)
    subject: str = ""
    sender: str = ""
    """The first name an e-mail comes from."""


def queue(invitation: Invitation, payload: Payload, *, at: dt.datetime) -> Message:
    message = Message(invitation=invitation, channel=invitation.channel, due_at=at, created_at=at)
    plain = json.dumps(asdict(payload), ensure_ascii=False).encode()
    message.payload = sealing.seal_to_staff(plain, _place(message.pk))
    message.save(force_insert=True)
    return message


def read(message: Message) -> Payload:
    """Raises ``sealing.SealBroken`` and ``keys.KeyMissing``."""
    return Payload(**json.loads(sealing.open_by_staff(message.payload, _place(message.pk))))


def stop(invitation: Invitation) -> None:
    """Stop what is not sent yet; a message that is on its way cannot be called back."""
    waiting = Message.objects.filter(invitation=invitation, state=Message.State.QUEUED)
    waiting.update(state=Message.State.STOPPED, payload=b"")


def _place(message_id: uuid.UUID) -> bytes:
    return sealing.bind("message", message_id, "payload")
