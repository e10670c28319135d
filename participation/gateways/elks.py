"""The 46elks protocol: one form posted with Basic authentication, a JSON answer with the message's id.

A receipt comes later as a posted form with ``id`` and ``status``; see ``views/receipts.py``.
"""

from __future__ import annotations

import httpx
from django.conf import settings

from participation.gateways.gateway import NotTaken, Refused

TIMEOUT_SECONDS = 15
REFUSALS = (400, 404, 422)


class Elks:
    def send(self, *, to: str, body: str, receipt_address: str) -> str:
        form = {"from": settings.STIGEN_SMS_FROM, "to": to, "message": body, "whendelivered": receipt_address}
        login = (settings.STIGEN_SMS_USER, settings.STIGEN_SMS_PASSWORD)
        try:
            answer = httpx.post(settings.STIGEN_SMS_URL, data=form, auth=login, timeout=TIMEOUT_SECONDS)
        except httpx.HTTPError as error:
            # Without a cause: its text may hold the address and the form.
            raise NotTaken(type(error).__name__) from None
        if answer.status_code in REFUSALS:
            raise Refused(str(answer.status_code))
        if not answer.is_success:
            raise NotTaken(str(answer.status_code))
        return _reference(answer)


def _reference(answer: httpx.Response) -> str:
    """The message's id; a gateway that says yes without one has still taken the message."""
    try:
        return str(answer.json().get("id", ""))[:80]
    except (ValueError, AttributeError):
        return ""
