"""The journal: every access, written and committed before anything is shown, each row sealed to the one before.

Knows no answer, no code and no telephone number. On SQLite a row cannot be written while a transaction of the
same request is open, so write first, then open the transaction.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from config import keys
from participation.models import Entry, Unit, User
from participation.permissions import Action, Grant

BEGINNING = bytes(32)
LOCK = 5_704_102  # any number, the same in every process: whoever holds it may add the next row


class JournalUnwritable(Exception):
    """The journal could not be written, so nothing may be shown."""


@dataclass(frozen=True)
class Fault:
    """A row that is changed, missing or out of its place."""

    sequence: int
    what: str


def write(
    actor: User | None,
    action: Action | str,
    *,
    grant: Grant | None = None,
    thing: str = "",
    thing_id: object = "",
    unit: Unit | int | None = None,
    reason: str = "",
    result: str = "ok",
) -> Entry:
    """Add a row and commit it. Raises JournalUnwritable; then nothing may be disclosed."""
    entry = Entry(
        at=timezone.now(),
        actor=actor.pk if actor else None,
        actor_name=str(actor)[:120] if actor else "",
        role=grant.role if grant else "",
        ground=grant.ground if grant else "",
        action=str(action),
        thing=thing,
        thing_id=str(thing_id),
        unit=unit.pk if isinstance(unit, Unit) else unit,
        reason=reason[:200],
        result=result,
    )
    try:
        _append(entry)
    except (DatabaseError, OSError, keys.KeyMissing) as error:
        raise JournalUnwritable from error
    return entry


def verify() -> Iterator[Fault]:
    """Every fault in the chain, in order. Rows cut off at the end leave no trace here: compare with ``end()``."""
    expected, previous = 1, BEGINNING
    for entry in Entry.objects.using(settings.STIGEN_JOURNAL_DATABASE).order_by("sequence").iterator():
        if entry.sequence != expected:
            yield Fault(expected, "missing")
        elif bytes(entry.previous) != previous:
            yield Fault(entry.sequence, "reordered")
        if not hmac.compare_digest(bytes(entry.digest), _digest(entry)):
            yield Fault(entry.sequence, "changed")
        expected, previous = entry.sequence + 1, bytes(entry.digest)


def end() -> str:
    """The last row's number and digest, to be kept elsewhere: ``17:9f86d0…``; ``0:`` for an empty journal."""
    last = _last()
    return f"{last.sequence}:{bytes(last.digest).hex()}" if last else "0:"


def holds(mark: str) -> bool:
    """Whether the row that an earlier ``end()`` named is still there, unchanged."""
    sequence, _, digest = mark.partition(":")
    if not digest:
        return True
    entry = Entry.objects.using(settings.STIGEN_JOURNAL_DATABASE).filter(sequence=int(sequence)).first()
    return entry is not None and hmac.compare_digest(bytes(entry.digest).hex(), digest)


def _append(entry: Entry) -> None:
    alias = settings.STIGEN_JOURNAL_DATABASE
    with transaction.atomic(using=alias, durable=True):
        if connections[alias].vendor == "postgresql":
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = _last()
        entry.sequence = last.sequence + 1 if last else 1
        entry.previous = bytes(last.digest) if last else BEGINNING
        entry.digest = _digest(entry)
        entry.save(using=alias, force_insert=True)


def _last() -> Entry | None:
    return Entry.objects.using(settings.STIGEN_JOURNAL_DATABASE).order_by("-sequence").first()


def _digest(entry: Entry) -> bytes:
    row: list[Any] = [
        entry.sequence,
        entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.actor_name,
        entry.role,
        entry.ground,
        entry.action,
        entry.thing,
        entry.thing_id,
        entry.unit,
        entry.reason,
        entry.result,
    ]
    message = bytes(entry.previous) + json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
    return hmac.digest(keys.key("journal"), message, hashlib.sha256)
