"""Reading groups: sums over whole sealed cohorts and their stored counts.

Reads nothing else, so that no filter can ever reach a child. No means, no cross-tables, no
ranking of units.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from participation.insights.cohorts import FOUR_BANDS, TWO_BANDS, WHOLE, periods_from
from participation.models import Cohort, CohortCount, Unit

COARSE_BELOW: Final = 20
"""Fewer answers than this are shown as whole tens of per cent."""
WITHIN: Final[Mapping[str, tuple[str, ...]]] = {
    "6-12": ("6-12", "6-9", "10-12"),
    "13-18": ("13-18", "13-15", "16-18"),
}
"""Which finer cohorts a wider band is made of."""


@dataclass(frozen=True, slots=True)
class Figure:
    """About how many of the children gave one value. `percent` is whole, in tens under 20 children."""

    option: str
    about: int
    of: int
    percent: int


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question over all cohorts that published it alike; `of` counts their children."""

    question: str
    of: int
    figures: tuple[Figure, ...]

    @property
    def by_option(self) -> dict[str, Figure]:
        return {figure.option: figure for figure in self.figures}


def cohorts_of(
    units: Collection[Unit],
    *,
    family: str = "",
    band: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> list[Cohort]:
    """Return the sealed cohorts of some units, newest first.

    A band also finds the finer cohorts inside it, never a wider one; `since` and `until` are days
    on which a period begins.
    """
    found = Cohort.objects.filter(unit__in=units).select_related("unit")
    if family:
        found = found.filter(family=family)
    if band and band != WHOLE:
        found = found.filter(band__in=WITHIN.get(band, (band,)))
    if since:
        found = found.filter(period_start__gte=since)
    if until:
        found = found.filter(period_start__lte=until)
    return list(found)


def bands() -> list[str]:
    """Return the age bands one may ask for, widest first."""
    return [WHOLE, *(label for _, label in TWO_BANDS), *(label for _, label in FOUR_BANDS)]


def figures(cohorts: Iterable[Cohort]) -> dict[str, QuestionFigures]:
    """Return the counts of each question, summed over whole cohorts. One query.

    Where the values of a question have changed, only cohorts with the newest one's values count.
    """
    ordered = sorted(cohorts, key=lambda cohort: (cohort.period_start, cohort.pk), reverse=True)
    stored: dict[str, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in CohortCount.objects.filter(cohort__in=ordered):
        stored[row.question][row.cohort_id][row.option] = row.rounded
    return {question: _sum(question, counts, ordered) for question, counts in sorted(stored.items())}


def _sum(question: str, counts: Mapping[int, Mapping[str, int]], ordered: list[Cohort]) -> QuestionFigures:
    publishing = [cohort for cohort in ordered if cohort.pk in counts]
    options = counts[publishing[0].pk].keys()
    alike = [cohort for cohort in publishing if counts[cohort.pk].keys() == options]
    of = sum(cohort.size for cohort in alike)
    sums = {option: sum(counts[cohort.pk][option] for cohort in alike) for option in sorted(options)}
    found = (Figure(option, about, of, share(about, of)) for option, about in sums.items())
    return QuestionFigures(question, of, tuple(found))


def share(about: int, of: int) -> int:
    """Return a share in whole per cent; in whole tens under 20, where more would only look exact."""
    if not of:
        return 0
    step = 10 if of < COARSE_BELOW else 1
    return min(100, (200 * about + of * step) // (2 * of * step) * step)


def earliest_next(today: dt.date, *, after: dt.date | None = None) -> dt.date:
    """Return the first day, from today on, on which cohorts may be sealed.

    With `after`, the first day of a period: on which those of a later period may be.
    """
    periods = periods_from(after or today - dt.timedelta(days=366))
    return next(
        period.due_on for period in periods if period.due_on >= today and (not after or period.starts_on > after)
    )
