"""What one child's answers count as when groups are read.

Pure: knows a version's content and plain answers, never a child, a database or a request.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from questionbanks.answers import PREFER_NOT, SKIPPED, Answer, Answers
from questionbanks.content import Content, Question, Signals, StaffContent

NO_ANSWER: Final = "no_answer"
CHALLENGE: Final = "challenge"
NEUTRAL: Final = "neutral"
RESOURCE: Final = "resource"
WANTS: Final = "wants"
UNSURE: Final = "unsure"
NO_OR_NOT_ASKED: Final = "no_or_not_asked"
HELP: Final = "help:"

NOTHING: Final = Answer(none="skipped")
CLASSES: Final = frozenset({CHALLENGE, NEUTRAL, RESOURCE, NO_ANSWER})
HELP_VALUES: Final = frozenset({WANTS, UNSURE, NO_OR_NOT_ASKED})


@dataclass(frozen=True, slots=True)
class Value:
    """The values a child gave to one question, and all it could have given."""

    given: tuple[str, ...]
    options: frozenset[str]


def published_values(staff: StaffContent, answers: Answers) -> dict[str, Value]:
    """Return what may be counted of one response, by question key or help key.

    `answers` are those on the path; an aggregated question without one was skipped.
    """
    values = {
        question.key: _value(staff, question, answers.get(question.key, NOTHING)) for question in aggregated(staff)
    }
    for question in staff.content.questions:
        signals = staff.by_key[question.key].signals
        if signals.is_help:
            values[help_key(question.area)] = Value(help_value(signals, answers.get(question.key)), HELP_VALUES)
    return values


def aggregated(staff: StaffContent) -> Iterator[Question]:
    """Yield the questions that may be counted: closed, harmless and put to everybody.

    The bank's own check demands all of this too; a version that slipped past it must not leak here.
    """
    for question in staff.content.questions:
        is_open = question.kind in ("text", "people")
        is_harmless = question.is_root and not (question.is_sensitive or question.is_setup or is_open)
        if staff.by_key[question.key].is_aggregated and is_harmless:
            yield question


def help_key(area: str) -> str:
    """Return the name under which the wish for help in an area is stored."""
    return HELP + area


def help_value(signals: Signals, answer: Answer | None) -> tuple[str, ...]:
    """Return whether the child wants help; "no" and "never asked" are one value on purpose.

    Told apart, they would say which children had a challenge in the area.
    """
    if answer is None or not answer.is_given:
        return (NO_OR_NOT_ASKED,)
    if answer.value in signals.wants_help:
        return (WANTS,)
    return (UNSURE,) if answer.value in signals.unsure else (NO_OR_NOT_ASKED,)


def has_twin(content: Content, question: Question) -> bool:
    """Is the question asked on a scale that simple mode swaps for another?"""
    return bool(question.scale and content.scales[question.scale].simple)


def _value(staff: StaffContent, question: Question, answer: Answer) -> Value:
    if has_twin(staff.content, question):
        return Value((_class(staff, question, answer),), CLASSES)
    return Value(_chosen(answer), _options(staff.content, question) | {SKIPPED, PREFER_NOT})


def _class(staff: StaffContent, question: Question, answer: Answer) -> str:
    signals = staff.by_key[question.key].signals
    scale = staff.content.scales[answer.scale or question.scale]
    number = scale.value_of(answer.value) if isinstance(answer.value, str | int) else None
    for name in (CHALLENGE, NEUTRAL, RESOURCE):
        covered: tuple[str, ...] | range = getattr(signals, name)
        if answer.is_given and (number if isinstance(covered, range) else answer.value) in covered:
            return name
    return NO_ANSWER


def _chosen(answer: Answer) -> tuple[str, ...]:
    if not answer.is_given:
        return (answer.none,)
    if isinstance(answer.value, tuple):
        return tuple(sorted({str(option) for option in answer.value})) or (SKIPPED,)
    return (str(answer.value),)


def _options(content: Content, question: Question) -> frozenset[str]:
    scale = content.scale_of(question, is_simple=False)
    if scale and scale.kind == "numeric":
        return frozenset(str(number) for number in range(scale.minimum, scale.maximum + 1, scale.step))
    return frozenset(option.key for option in content.options_of(question, is_simple=False))
