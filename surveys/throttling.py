"""Slowing down whoever guesses codes. It delays, it never locks a child out, and links are never slowed.

Past a number of wrong codes from one address, only some tries from there are looked at; which ones is chance, so
that somebody who keeps trying cannot use up a child's turn.
"""

from __future__ import annotations

import random

from django.core.cache import cache
from django.http import HttpRequest

FREE_TRIES = 10
WINDOW_SECONDS = 600
LOOKED_AT = 0.25
_chance = random.SystemRandom()


def must_wait(request: HttpRequest) -> bool:
    return int(cache.get(_key(request), 0)) >= FREE_TRIES and _chance.random() > LOOKED_AT


def count_refusal(request: HttpRequest) -> None:
    key = _key(request)
    if not cache.add(key, 1, WINDOW_SECONDS):
        try:
            cache.incr(key)
        except ValueError:  # it ran out between the two calls
            cache.set(key, 1, WINDOW_SECONDS)


def _key(request: HttpRequest) -> str:
    return f"refusals|{request.META.get('REMOTE_ADDR', '')}"
