"""How many children are asked, open, answer and are talked with: per unit, once a day, in steps of five.

Counts that something happened, never what was answered.
"""

import datetime as dt
from collections.abc import Collection
from typing import Any, Final

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils import timezone

from participation.insights.cohorts import period_of
from participation.models import Child, FunnelFigure, Unit

STEP: Final = 5
Step = FunnelFigure.Step


def take_daily_figures(*, at: dt.datetime) -> int:
    """Store today's figures of every unit with children; returns how many were new.

    A unit whose figures of the day are stored keeps them. Counts this period's invitations of
    children who are not protected; each step counts among the one before.
    """
    day = timezone.localdate(at)
    done = FunnelFigure.objects.filter(day=day).values("unit")
    rows = [
        FunnelFigure(unit_id=row["unit"], day=day, step=step, figure=in_fives(row[step]))
        for row in _live(at, Unit.objects.filter(children__isnull=False).exclude(pk__in=done))
        for step in Step.values
    ]
    FunnelFigure.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def latest_funnel(units: Collection[Unit], *, until: dt.date | None = None) -> dict[str, int]:
    """Return the newest stored figures, summed over units; empty when there are none yet."""
    stored = FunnelFigure.objects.filter(unit__in=units)
    if until:
        stored = stored.filter(day__lte=until)
    day = stored.aggregate(newest=Max("day"))["newest"]
    sums = stored.filter(day=day).values_list("step").annotate(Sum("figure")).order_by()
    found = {str(step): int(figure) for step, figure in sums}
    return {step: found[step] for step in Step.values if step in found}


def in_fives(count: int) -> int:
    """Return the nearest multiple of five: a single child is hardly ever seen to come or go."""
    return (count + STEP // 2) // STEP * STEP


def _live(at: dt.datetime, units: QuerySet[Unit]) -> list[dict[str, Any]]:
    """Return the exact figures of each unit with children. Never shown: only `in_fives` of them is."""
    here = Child.objects.filter(unit__in=units, is_protected=False, created_at__lte=at)
    here = here.filter(Q(closed_at__isnull=True) | Q(closed_at__gt=at))
    steps = {step: Count("pk", distinct=True, filter=reached) for step, reached in _reached(at).items()}
    return [dict(row) for row in here.order_by().values("unit").annotate(**steps)]


def _reached(at: dt.datetime) -> dict[str, Q]:
    since = timezone.make_aware(dt.datetime.combine(period_of(timezone.localdate(at)).starts_on, dt.time.min))
    invitation = "follow_ups__invitations__"
    invited = Q((f"{invitation}created_at__gte", since), (f"{invitation}created_at__lte", at))
    answered = invited & Q((f"{invitation}response__sent_at__lte", at))
    return {
        Step.SHOULD: Q(pk__isnull=False),
        Step.INVITED: invited,
        Step.OPENED: answered | invited & Q((f"{invitation}response__opened_at__lte", at)),
        Step.ANSWERED: answered,
        Step.TALKED: answered & Q(("follow_ups__conversation__held_at__lte", at)),
    }
