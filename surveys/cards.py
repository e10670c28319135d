"""What the child's pages say about their sender: a first name and telephone numbers. Handed down, sealed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """``contact`` is a first name. Numbers are written as they are to be read; empty where there is none."""

    contact: str
    contact_phone: str = ""
    jour_phone: str = ""
    jour_hours: str = ""

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, found: bytes) -> Card:
        return cls(**json.loads(found))
