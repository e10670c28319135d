"""What children say as groups: one page of sealed figures, and the same as a table file."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from participation import permissions
from participation.insights import reading, showing
from participation.insights.cohorts import Period, period_of
from participation.insights.funnel import latest_funnel
from participation.models import Cohort, FunnelFigure, Unit
from participation.permissions import Action
from participation.spreadsheets import neutral
from participation.views.policy import person, policy
from questionbanks.content import StaffContent
from questionbanks.models import Version
from questionbanks.reading import staff_content

Step = FunnelFigure.Step
T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """What the filter asks for, with everything it could ask for; unknown choices fall back to the first."""

    unit: Unit | None
    units: list[Unit]
    within: list[Unit]
    """The chosen unit and those below it."""
    family: str
    families: dict[str, str]
    """Titles by family."""
    version: Version | None
    cohorts: list[Cohort]
    """Of the family and the unit, in every period."""
    period: Period | None

    @property
    def periods(self) -> list[Period]:
        return sorted({period_of(cohort.period_start) for cohort in self.cohorts}, reverse=True)

    def sealed_in(self, period: Period | None) -> list[Cohort]:
        return [cohort for cohort in self.cohorts if period and cohort.period_start == period.starts_on]

    @property
    def staff(self) -> StaffContent | None:
        return staff_content(self.version.pk) if self.version else None


@policy(Action.SEE_COHORTS)
@require_safe
def insights(request: HttpRequest) -> HttpResponse:
    """The page; `cohort`, `unit` and `questions` choose which whole cohorts are summed."""
    asked = _asked(request)
    today = timezone.localdate()
    chosen = asked.sealed_in(asked.period)
    rows = _rows(asked.staff, chosen)
    context = {
        "asked": asked,
        "periods": [(period, showing.period_name(period)) for period in asked.periods],
        "period_name": showing.period_name(asked.period) if asked.period else "",
        "size": sum(cohort.size for cohort in chosen),
        "earliest": _earliest(asked.period, today),
        "class_values": showing.CLASS_VALUES,
        "help_values": showing.HELP_VALUES,
        "pairs": _pairs(asked, rows["class_rows"]),
        **rows,
        **_funnel(request, asked),
    }
    return render(request, "participation/insights.html", context)


@policy(Action.SEE_COHORTS)
@require_safe
def insights_table(request: HttpRequest) -> HttpResponse:
    """The same figures as a table file: semicolons and a byte order mark, as Swedish spreadsheets expect."""
    asked = _asked(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="insikter.csv"'
    response.headers["Cache-Control"] = "no-store"
    table = csv.writer(response, delimiter=";", lineterminator="\r\n")
    for cells in _table(asked):
        table.writerow([neutral(cell) for cell in cells])
    return response


def _asked(request: HttpRequest) -> Asked:
    units = list(Unit.objects.visible_to(person(request), Action.SEE_COHORTS))
    unit = _pick(request.GET.get("unit"), {str(unit.pk): unit for unit in units})
    within = [one for one in units if unit and one.path.startswith(unit.path)]
    found = reading.cohorts_of(within)
    versions = _versions()
    with_cohorts = {cohort.family for cohort in found}
    families = {
        family: _title(versions[family])
        for family in sorted(versions, key=lambda f: (f not in with_cohorts, f.startswith("after_meeting"), f))
    }
    family = _pick(request.GET.get("questions"), {family: family for family in families}) or ""
    cohorts = [cohort for cohort in found if cohort.family == family]
    periods = {cohort.period_start.isoformat(): period_of(cohort.period_start) for cohort in cohorts}
    period = _pick(request.GET.get("cohort"), periods)
    return Asked(unit, units, within, family, families, versions.get(family), cohorts, period)


def _pick(wanted: str | None, known: dict[str, T]) -> T | None:
    """Return what is asked for if it is among the known, else the first of them."""
    return known.get(wanted or "") or next(iter(known.values()), None)


def _versions() -> dict[str, Version]:
    """Return the newest version of each family, the current ones first."""
    found: dict[str, Version] = {}
    for version in Version.objects.defer("child_snapshot", "staff_snapshot").order_by(
        "-is_current", "key", "modules", "-number"
    ):
        found.setdefault(version.family, version)
    return found


def _title(version: Version) -> str:
    return showing.plain(staff_content(version.pk).title.words_in(_language()))


def _language() -> str:
    return (get_language() or "sv").partition("-")[0]


def _rows(staff: StaffContent | None, cohorts: list[Cohort]) -> dict[str, list[showing.Row]]:
    if not staff or not cohorts:
        return {"class_rows": [], "help_rows": [], "option_rows": []}
    figures = reading.figures(cohorts)
    makers = (showing.class_rows, showing.help_rows, showing.option_rows)
    return {maker.__name__: maker(staff, figures, _language()) for maker in makers}


def _earliest(period: Period | None, today: dt.date) -> str:
    return showing.day_name(reading.earliest_next(today, after=period.starts_on if period else None))


def _pairs(asked: Asked, now: list[showing.Row]) -> dict[str, object]:
    """Return the first cohort's rows beside the chosen one's; empty when they are the same."""
    first = asked.periods[-1] if asked.periods else None
    if not asked.staff or first in (None, asked.period):
        return {}
    earlier = asked.sealed_in(first)
    then = showing.class_rows(asked.staff, reading.figures(earlier), _language())
    return {
        "rows": list(zip(then, now, strict=True)),
        "first_name": showing.period_name(first),
        "first_size": sum(cohort.size for cohort in earlier),
    }


def _funnel(request: HttpRequest, asked: Asked) -> dict[str, object]:
    if not (asked.unit and permissions.may(request.user, Action.SEE_FUNNEL, asked.unit)):
        return {}
    figures = latest_funnel(asked.within)
    whole = figures.get(Step.SHOULD, 0)
    before = {
        Step.INVITED: Step.SHOULD,
        Step.OPENED: Step.INVITED,
        Step.ANSWERED: Step.INVITED,
        Step.TALKED: Step.ANSWERED,
    }
    names = _step_names()
    steps = [
        (
            names[step],
            about,
            figures.get(before[Step(step)], 0) if Step(step) in before else 0,
            showing.percent_length(about, whole),
        )
        for step, about in figures.items()
    ]
    return {"steps": steps, "invited": figures.get(Step.INVITED, 0), "answered": figures.get(Step.ANSWERED, 0)}


def _step_names() -> dict[str, str]:
    return {
        Step.SHOULD: _("Bör få frågor"),
        Step.INVITED: _("Inbjudna"),
        Step.OPENED: _("Har öppnat"),
        Step.ANSWERED: _("Har svarat"),
        Step.TALKED: _("Samtal har hållits"),
    }


def _table(asked: Asked) -> Iterator[Iterable[object]]:
    yield (
        _("Kull"),
        _("Enhet"),
        _("Frågor"),
        _("Område"),
        _("Fråga"),
        _("Svar"),
        _("Cirka antal"),
        _("Av"),
        _("Ungefär procent"),
    )
    if not (asked.period and asked.unit):
        return
    same = (showing.period_name(asked.period), asked.unit.name, asked.families[asked.family])
    rows = _rows(asked.staff, asked.sealed_in(asked.period))
    for row in rows["class_rows"] + rows["help_rows"]:
        for value, figure in row.told:
            yield (*same, row.area, row.text, str(value.label), figure.about, row.of, figure.percent)
    for row in rows["option_rows"]:
        for choice in row.choices:
            yield (*same, row.area, row.text, choice.label, choice.figure.about, row.of, choice.figure.percent)
