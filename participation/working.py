"""The worker's round: deliver, look through what was sent, close what is due, forget what has expired.

Each step stands alone: one that fails is logged without its contents and the others still run. The beats say
which steps went through; ``/healthz`` reads the one of the whole round.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

from participation.attending import examine_sent
from participation.delivering import deliver_due
from participation.insights.funnel import take_daily_figures
from participation.insights.sealing import close_due_pools
from participation.models import Beat
from surveys.expiring import forget_drafts

log = logging.getLogger("stigen.working")

Step = Callable[..., Any]


def forget_expired(*, at: dt.datetime) -> int:
    """Forget what was begun and never sent, some days after the way in closed."""
    return forget_drafts(before=at - dt.timedelta(days=settings.STIGEN_DRAFT_DAYS), at=at)


STEPS: Mapping[str, Step] = {
    "examine": examine_sent,
    "deliver": deliver_due,
    "funnel": take_daily_figures,
    "cohorts": close_due_pools,
    "forget": forget_expired,
}
"""In the order of a round: what may be urgent for a child comes first."""


def work_once(*, at: dt.datetime, steps: Mapping[str, Step] = STEPS) -> dict[str, str]:
    """One round; returns the steps that failed, by name, with the kind of trouble."""
    failed = {name: trouble for name, step in steps.items() if (trouble := _take(name, step, at))}
    if not failed:
        _beat(Beat.ROUND, at)
    return failed


def _take(name: str, step: Step, at: dt.datetime) -> str:
    """Run a step; a beat when it went through, else the name of what it raised, never its message."""
    try:
        step(at=at)
        _beat(name, at)
    except Exception as error:
        log.error("the worker's step %s failed: %s", name, type(error).__name__)
        return type(error).__name__
    return ""


def _beat(name: str, at: dt.datetime) -> None:
    Beat.objects.update_or_create(name=name, defaults={"at": at})
