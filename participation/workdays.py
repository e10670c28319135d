"""Swedish working days. Pure.

Days off are Sundays, the public holidays of lag (1989:253) and the days that lag (1930:173) puts beside them:
Saturdays, Midsummer Eve, Christmas Eve and New Year's Eve.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

_FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
_FROM_EASTER = (-2, 0, 1, 39, 49)
"""Good Friday, Easter Day, Easter Monday, Ascension Day, Whit Sunday."""
_SATURDAY = 5


def is_workday(day: dt.date) -> bool:
    return day.weekday() < _SATURDAY and day not in days_off(day.year)


def after_workdays(day: dt.date, count: int) -> dt.date:
    """The day when so many working days have passed after a day, which is not counted itself."""
    while count:
        day += dt.timedelta(days=1)
        count -= is_workday(day)
    return day


@lru_cache(maxsize=16)
def days_off(year: int) -> frozenset[dt.date]:
    """The days of a year that are off whatever weekday they fall on."""
    easter = easter_day(year)
    midsummer = _weekday_from(dt.date(year, 6, 20), _SATURDAY)
    all_saints = _weekday_from(dt.date(year, 10, 31), _SATURDAY)
    return frozenset(
        {dt.date(year, month, day) for month, day in _FIXED}
        | {easter + dt.timedelta(days=days) for days in _FROM_EASTER}
        | {midsummer - dt.timedelta(days=1), midsummer, all_saints}
    )


def easter_day(year: int) -> dt.date:
    """Easter Day in the Gregorian calendar, by Gauss's rule with its two known exceptions.

    Holds for 1900 to 2099, where the rule's two constants are 24 and 5.
    """
    moon = (19 * (year % 19) + 24) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    days = moon + sunday
    if days == 35 or (days == 34 and moon == 28 and year % 19 > 10):
        days -= 7
    return dt.date(year, 3, 22) + dt.timedelta(days=days)


def _weekday_from(day: dt.date, weekday: int) -> dt.date:
    """The first such weekday on or after a day (Monday is 0)."""
    return day + dt.timedelta(days=(weekday - day.weekday()) % 7)
