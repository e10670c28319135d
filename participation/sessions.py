"""How long a member of staff stays signed in: half an hour without a sign of life, ten hours in all."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

ROOMS = ("/staff/", "/cms/")
"""A child's page never asks who is signed in."""
STARTED = "started_at"
SEEN = "seen_at"
GRAIN_SECONDS = 30
"""The last sign of life is written at most this often, so that reading a page rarely writes a session."""


class SessionLimits:
    """Signs out whoever has been away or in for too long. Runs after Django's authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ROOMS) and request.user.is_authenticated:
            now = time.time()
            if is_over(request, now):
                logout(request)
            elif now - request.session.get(SEEN, 0) > GRAIN_SECONDS:
                request.session[SEEN] = now
        return self.get_response(request)


def begin(request: HttpRequest) -> None:
    """Count from now, at sign-in."""
    request.session[STARTED] = request.session[SEEN] = time.time()


def is_over(request: HttpRequest, now: float) -> bool:
    """A clock that has been turned back ends the session, rather than making it longer."""
    started = request.session.setdefault(STARTED, now)
    seen = request.session.setdefault(SEEN, now)
    is_turned_back = now < max(started, seen) - 60
    is_idle = now - seen > settings.SESSION_IDLE_SECONDS
    return bool(is_turned_back or is_idle or now - started > settings.SESSION_COOKIE_AGE)
