"""Gateways for the demo, where nothing leaves the machine: the message is shown on the console or put in a file."""

from __future__ import annotations

import sys
import uuid

from django.conf import settings


class Console:
    def send(self, *, to: str, body: str, receipt_address: str) -> str:
        sys.stdout.write(f"--- sms ---\n{body}\n-----------\n")
        sys.stdout.flush()
        return ""


class File:
    def send(self, *, to: str, body: str, receipt_address: str) -> str:
        reference = uuid.uuid4().hex
        folder = settings.STIGEN_VAR / "sms"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / f"{reference}.txt").write_text(f"To: {to}\n\n{body}\n")
        return reference
