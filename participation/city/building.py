"""Builds the demo city: units, staff, children and their stories, sealed cohorts and daily figures.

Refuses any database that holds something else, and continues where an interrupted run stopped.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from participation import inviting, registering
from participation.cards import Card, case_index, open_card
from participation.city import names, planning
from participation.city.planning import Planned
from participation.city.playing import City, play
from participation.city.staffing import settle_staff, settle_units
from participation.insights.cohorts import periods_due
from participation.insights.funnel import take_daily_figures
from participation.insights.sealing import close_due_pools
from participation.inviting import Channel
from participation.models import Child, ChildAssignment, User

HISTORY = dt.timedelta(days=760)
"""How long before today the city's units, staff and questions begin."""
BIRTHDAYS = {"6_11": 9, "12_18": 15}
"""How old a fresh demo child is, by the ending of a questionnaire's name."""
Progress = Callable[[int, int], None]


class NotTheDemo(Exception):
    """This is no demo, or the database holds something that the demo did not make. The message says which."""


@dataclass(frozen=True, slots=True)
class Door:
    """An open invitation of an invented child, this once with its ways in."""

    child: Child
    label: str
    code: str = field(repr=False)
    link: str = field(repr=False)


def check_demo() -> None:
    if not settings.STIGEN_DEMO:
        raise NotTheDemo("This is not the demo: set STIGEN_DEMO=1, and never where real children are asked.")


def check_ground() -> None:
    """Raises NotTheDemo unless this is a demo whose database is empty or the demo's own."""
    check_demo()
    if User._meta.db_table not in connection.introspection.table_names():
        return
    if User.objects.exclude(email__endswith=f"@{names.DOMAIN}").exists():
        raise NotTheDemo("The database has accounts that the demo did not make. Nothing was changed.")
    if Child.objects.exists() and not User.objects.exists():
        raise NotTheDemo("The database has children that the demo did not make. Nothing was changed.")


def plan(*, now: dt.datetime, children: int = planning.CHILDREN) -> list[Planned]:
    """The city's children for today, or for the day the city here was begun."""
    begun = Child.objects.filter(case_index=case_index(names.case_number(0))).first()
    today = planning.today_of(timezone.localdate(begun.created_at)) if begun else timezone.localdate(now)
    return list(planning.plan(today, children=children))


def build(planned: Sequence[Planned], *, now: dt.datetime, progress: Progress | None = None) -> int:
    """Play the children's stories until now, then close what is due; says how many rounds were new."""
    since = now - HISTORY
    units = settle_units()
    city = City(units, settle_staff(units, since=since), now)
    with quietly():
        new = sum(_played(one, city, done, len(planned), progress) for done, one in enumerate(planned, 1))
    _let_stand_in(planned, city)
    close_periods(now=now)
    return new


def close_periods(*, now: dt.datetime) -> None:
    """Seal each period's cohorts on its own day, and store figures for the last day of each month until today."""
    today, since = timezone.localdate(now), timezone.localdate(now - HISTORY)
    for period in periods_due(today, since=since):
        close_due_pools(at=_morning(period.due_on))
    month_end = since.replace(day=1) - dt.timedelta(days=1)
    while month_end < today:
        take_daily_figures(at=_morning(month_end))
        month_end = (month_end + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    take_daily_figures(at=now)


def open_door(*, now: dt.datetime) -> Door:
    """A fresh invitation for Elsa, whose code is printed; an earlier open one is withdrawn."""
    elsa = planning.elsa(timezone.localdate(now))
    return _invited(Child.objects.get(case_index=case_index(elsa.card.case_number)), "", "sv", now)


@transaction.atomic
def fresh_door(*, now: dt.datetime, family: str = "", language: str = "sv") -> Door:
    """A new invented child of Sara's with an open invitation. Raises NothingPublished, and NotTheDemo without Sara."""
    number = Child.objects.count() + 1
    age = next((years for ending, years in BIRTHDAYS.items() if ending in family), BIRTHDAYS["6_11"])
    label = f"{names.CHILDREN[number % len(names.CHILDREN)]} {number}"
    return _invited(_add(label, names.case_number(1000 + number), age, now), family, language, now)


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Let the story's old messages leave without being shown: their codes are long dead."""
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    gateway, settings.STIGEN_SMS = settings.STIGEN_SMS, "console"
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        settings.EMAIL_BACKEND, settings.STIGEN_SMS = backend, gateway


@contextlib.contextmanager
def swiftly() -> Iterator[None]:
    """Do not wait for the disk on this connection: a city lost to a power cut is built again."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


def _played(planned: Planned, city: City, done: int, total: int, progress: Progress | None) -> int:
    rounds = play(planned, city)
    if rounds and progress:
        progress(done, total)
    return rounds


def _let_stand_in(planned: Sequence[Planned], city: City) -> None:
    """Sara stands in for a colleague who is away."""
    sara, capacity = city.staff[names.SARA.email], ChildAssignment.Capacity.DEPUTY
    of_others = [one for one in planned if one.unit == names.NORTH and one.secretary != names.SARA]
    for one in of_others[1:2]:
        child = Child.objects.get(case_index=case_index(one.card.case_number))
        if not child.assignments.filter(user=sara).exists():
            by, until = city.staff[one.secretary.email], city.now + dt.timedelta(days=20)
            registering.assign(child, sara, capacity, by=by, at=city.now, reason="Semester", until=until)


def _add(label: str, case_number: str, age: int, now: dt.datetime) -> Child:
    sara = User.objects.filter(email=names.SARA.email).first()
    if sara is None:
        raise NotTheDemo("There is no city yet: run prepare_demo first.")
    unit = settle_units()[names.SARA.unit]
    born = timezone.localdate(now) - dt.timedelta(days=round(age * 365.25) + 40)
    card = Card(label=label, case_number=case_number, birth_month=born.strftime("%Y-%m"))
    return registering.add_child(card, unit=unit, secretary=sara, by=sara, at=now)


def _invited(child: Child, family: str, language: str, now: dt.datetime) -> Door:
    sara = User.objects.get(email=names.SARA.email)
    invited = inviting.invite(child, by=sara, at=now, channel=Channel.SCREEN, family=family, language=language)
    return Door(child, open_card(child).label, invited.code, invited.link)


def _morning(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(3, 0)))
