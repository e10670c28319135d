"""How group figures look: bars, sentences and table cells from counts and the questions' words.

Pure but for the language that is spoken: knows no child, no cohort's members and no request.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.insights.cohorts import Period
from participation.insights.published import (
    CHALLENGE,
    NEUTRAL,
    NO_ANSWER,
    NO_OR_NOT_ASKED,
    RESOURCE,
    UNSURE,
    WANTS,
    aggregated,
    has_twin,
    help_key,
)
from participation.insights.reading import Figure, QuestionFigures
from questionbanks.answers import PREFER_NOT, SKIPPED
from questionbanks.content import Question, StaffContent

Figures = Mapping[str, QuestionFigures]
PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")
GAP: Final = 0.3
"""Between two pieces of a bar, in per cent of its length."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a bar: its name, and the classes of its colour and of the number upon it."""

    key: str
    label: str | Promise
    colour: str
    ink: str


CLASS_VALUES: Final = (
    Value(CHALLENGE, gettext_lazy("Svårt"), "d1", "on-dark"),
    Value(NEUTRAL, gettext_lazy("Mittemellan"), "d3", "on-light"),
    Value(RESOURCE, gettext_lazy("Styrka"), "d5", "on-dark"),
    Value(NO_ANSWER, gettext_lazy("Inget svar"), "d0", "on-light"),
)
HELP_VALUES: Final = (
    Value(WANTS, gettext_lazy("Vill ha hjälp"), "d5", "on-dark"),
    Value(UNSURE, gettext_lazy("Osäker"), "d4", "on-light"),
    Value(NO_OR_NOT_ASKED, gettext_lazy("Nej, eller frågades inte"), "d0", "on-light"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of a bar. Lengths are attribute values, in per cent with a point in every language."""

    value: Value
    about: int
    start: str
    length: str
    middle: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a question, with a bar of its own."""

    label: str
    figure: Figure
    length: str


@dataclass(frozen=True, slots=True)
class Row:
    """One question. `of` is 0 when no cohort published it; then it has neither pieces nor choices."""

    area: str
    text: str
    of: int = 0
    pieces: tuple[Piece, ...] = ()
    told: tuple[tuple[Value, Figure], ...] = ()
    """Every value of the bar with its figure, for the table."""
    choices: tuple[Choice, ...] = ()
    say: str = ""
    rest: str = ""
    """What `say` leaves out, for whoever listens to the page."""


def class_rows(staff: StaffContent, figures: Figures, language: str) -> list[Row]:
    """Return the questions that are read as challenge, neutral or resource."""
    return [
        _bar(_area(staff, question, language), _words(question, language), figures.get(question.key), CLASS_VALUES)
        for question in aggregated(staff)
        if has_twin(staff.content, question)
    ]


def help_rows(staff: StaffContent, figures: Figures, language: str) -> list[Row]:
    """Return one row per area in which a child may wish for help."""
    asked = (question for question in staff.content.questions if staff.by_key[question.key].signals.is_help)
    return [
        _bar("", _area(staff, question, language), figures.get(help_key(question.area)), HELP_VALUES)
        for question in asked
    ]


def option_rows(staff: StaffContent, figures: Figures, language: str) -> list[Row]:
    """Return the questions that are read option by option."""
    rows = []
    for question in aggregated(staff):
        if has_twin(staff.content, question):
            continue
        found = figures.get(question.key)
        choices = tuple(_choices(staff, question, found, language)) if found else ()
        rows.append(
            Row(
                area=_area(staff, question, language),
                text=_words(question, language),
                of=found.of if found else 0,
                choices=choices,
            )
        )
    return rows


def percent_length(about: float, of: float) -> str:
    """Return a length as SVG reads it; never with a decimal comma."""
    return f"{100 * min(about, of) / of if of else 0:.2f}%"


def period_name(period: Period) -> str:
    """Return for instance "maj–augusti 2026"."""
    first, last = date_format(period.starts_on, "F"), date_format(period.ends_on, "F")
    return f"{first}–{last} {period.starts_on.year}"


def day_name(day: dt.date) -> str:
    return date_format(day, "j F Y")


def _bar(area: str, text: str, found: QuestionFigures | None, values: Sequence[Value]) -> Row:
    if not found:
        return Row(area, text)
    by_option = found.by_option
    given = [(value, by_option[value.key]) for value in values if value.key in by_option]
    return Row(
        area=area,
        text=text,
        of=found.of,
        pieces=tuple(_pieces([(value, figure.about) for value, figure in given])),
        told=tuple(given),
        say=_sentence(*given[0]) if given else "",
        rest=_rest(given[1:]),
    )


def _pieces(counts: Iterable[tuple[Value, int]]) -> Iterator[Piece]:
    """Lay the values after one another. Each was rounded on its own, so their sum is the whole length."""
    shown = [(value, about) for value, about in counts if about]
    whole, start = sum(about for _value, about in shown), 0
    for value, about in shown:
        length = 100 * about / whole
        at = 100 * start / whole
        yield Piece(value, about, f"{at:.2f}%", f"{max(length - GAP, 0):.2f}%", f"{at + length / 2:.2f}%")
        start += about


def _sentence(value: Value, figure: Figure) -> str:
    words = {"label": value.label, "about": figure.about, "of": figure.of, "percent": figure.percent}
    return _("%(label)s: cirka %(about)s av %(of)s, ungefär %(percent)s %%.") % words


def _rest(given: Iterable[tuple[Value, Figure]]) -> str:
    told = [_("%(label)s: cirka %(about)s") % {"label": v.label, "about": f.about} for v, f in given]
    return ", ".join(told) + "." if told else ""


def _choices(staff: StaffContent, question: Question, found: QuestionFigures, language: str) -> Iterator[Choice]:
    options = staff.content.options_of(question, is_simple=False)
    order = [option.key for option in options]
    labels = {option.key: plain(option.text.words_in(language)) for option in options}
    labels |= {SKIPPED: _("Hoppade över"), PREFER_NOT: _("Vill inte svara")}
    order += [SKIPPED, PREFER_NOT]
    known = sorted(found.figures, key=lambda figure: _place(order, figure.option))
    for figure in known:
        label = labels.get(figure.option, figure.option)
        yield Choice(label, figure, percent_length(figure.about, found.of))


def _place(order: list[str], option: str) -> tuple[int, int, str]:
    """Options in the order they are asked; numbers after their size; options since taken away last."""
    at = order.index(option) if option in order else len(order)
    return at, int(option) if option.isdecimal() else 0, option


def _area(staff: StaffContent, question: Question, language: str) -> str:
    name = staff.area_names.get(question.area)
    return name.words_in(language) if name else question.area


def _words(question: Question, language: str) -> str:
    return plain(question.text.words_in(language))


def plain(words: str) -> str:
    """Return a text without names: each placeholder becomes an ellipsis."""
    return PLACEHOLDER.sub("…", words)
