"""What an SMS gateway is, and the two ways it can fail. Knows no child and no invitation."""

from __future__ import annotations

from typing import Protocol


class NotTaken(Exception):
    """The gateway did not take the message; another try may go better."""


class Refused(Exception):
    """The gateway refuses this message for good, for instance because there is no such number."""


class Gateway(Protocol):
    def send(self, *, to: str, body: str, receipt_address: str) -> str:
        """Hand one message over; gives the gateway's own reference, or nothing. Raises NotTaken and Refused.

        ``to`` is a number in international form. Receipts are sent to ``receipt_address``.
        """
        ...
