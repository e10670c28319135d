"""SMS gateways, chosen by ``STIGEN_SMS``. To add one: a class with ``send`` in a module here, and its name below."""

from __future__ import annotations

from django.conf import settings

from participation.gateways.elks import Elks
from participation.gateways.gateway import Gateway, NotTaken, Refused
from participation.gateways.on_screen import Console, File

__all__ = ["Gateway", "NotTaken", "Refused", "chosen"]

GATEWAYS: dict[str, type[Gateway]] = {"46elks": Elks}
ONLY_IN_DEMO: dict[str, type[Gateway]] = {"console": Console, "file": File}


def chosen() -> Gateway | None:
    """The gateway in use; nothing when SMS is not set up. The demo's gateways show the message, so only there."""
    found = GATEWAYS.get(settings.STIGEN_SMS)
    if found is None and settings.STIGEN_DEMO:
        found = ONLY_IN_DEMO.get(settings.STIGEN_SMS)
    return found() if found else None
