"""A child's card: everything that tells who the child is, sealed to staff, and found only by exact match."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import uuid
from dataclasses import asdict, dataclass
from typing import Literal

from phonenumber_field.phonenumber import PhoneNumber

from config import keys
from participation.models import Child
from surveys import sealing

Placement = Literal["home", "foster", "residential", "supported"]


@dataclass(frozen=True, slots=True)
class Card:
    """What staff know of a child. A label and a birth month are enough; no name is needed."""

    label: str
    case_number: str = ""
    birth_month: str = ""
    """Year and month, such as ``2015-03``; never a day."""
    language: str = "sv"
    email: str = ""
    phone: str = ""
    """The child's own number, in international form."""
    placement: Placement = "home"

    @property
    def shown_phone(self) -> str:
        """The number as it is read in the country."""
        return str(PhoneNumber.from_string(self.phone).as_national) if self.phone else ""

    def age_on(self, day: dt.date) -> int | None:
        """Whole years, counted from the first day of the birth month; nothing when the month is not known."""
        if not self.birth_month:
            return None
        year, month = (int(part) for part in self.birth_month.split("-"))
        return day.year - year - (day.month < month)


def seal_card(child_id: uuid.UUID, card: Card) -> bytes:
    plain = json.dumps(asdict(card), ensure_ascii=False, separators=(",", ":")).encode()
    return sealing.seal_to_staff(plain, _place(child_id))


def open_card(child: Child) -> Card:
    """Raises ``sealing.SealBroken`` and ``keys.KeyMissing``; never shows stored bytes instead."""
    return Card(**json.loads(sealing.open_by_staff(child.card, _place(child.pk))))


def label_index(label: str) -> bytes:
    """The keyed index by which a label is found again, whatever its case and spacing."""
    return _index("label", label)


def case_index(number: str) -> bytes | None:
    """The keyed index of a case number; nothing for no number."""
    return _index("case", number) if number.strip() else None


def _index(kind: str, words: str) -> bytes:
    plain = f"{kind}|{' '.join(words.casefold().split())}"
    return hmac.digest(keys.key("index"), plain.encode(), hashlib.sha256)


def _place(child_id: uuid.UUID) -> bytes:
    return sealing.bind("child", child_id, "card")
