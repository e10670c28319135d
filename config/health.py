"""The state of health, for whoever watches over the machines. Says what is wrong, never a secret or a name."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import keys
from participation.models import Beat
from questionbanks.narration.speaking import engine_works

OK = "ok"
LATE_AFTER = dt.timedelta(minutes=2)
SOUND_SECONDS = 600


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when children can answer and their answers are looked after, else 503. Sound alone never turns it red."""
    found = {"database": database(), "keys": key_files(), "worker": worker(at=timezone.now())}
    is_well = set(found.values()) == {OK}
    status = HTTPStatus.OK if is_well else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse(found | {"sound": sound()}, status=status)


def database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return OK


def key_files() -> str:
    """Whether this process holds the keys that its sites need."""
    is_staff = settings.STIGEN_SITE in ("staff", "both")
    try:
        for name in keys.NAMES if is_staff else ("secret", "pepper"):
            keys.key(name)
        keys.writing_epoch()
    except keys.KeyMissing:
        return "a key is missing"
    return OK if keys.can_open() or not is_staff else "the staff's private key is missing"


def worker(*, at: dt.datetime) -> str:
    try:
        beat = Beat.objects.filter(name=Beat.ROUND).first()
    except DatabaseError:
        return "cannot be known"
    if beat is None:
        return "has never run"
    return OK if at - beat.at <= LATE_AFTER else f"last seen {beat.at.isoformat(timespec='seconds')}"


def sound() -> str:
    """Asked of the engine at most every ten minutes: it starts a process."""
    return _sound(int(timezone.now().timestamp()) // SOUND_SECONDS)


@lru_cache(maxsize=1)
def _sound(_slot: int) -> str:
    return OK if engine_works() else "no voice can be made here; kept clips still play"
