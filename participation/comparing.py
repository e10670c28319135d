"""What an answer means to its reader, in words and as a class, and what changed since last time.

Pure. Never a sum, never a score: one question at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from questionbanks.answers import Answer, Person
from questionbanks.content import Content, Option, Question, Scale, StaffContent, Text
from surveys.documents import Document

CHALLENGE, NEUTRAL, RESOURCE = "challenge", "neutral", "resource"
CLASSES = (CHALLENGE, NEUTRAL, RESOURCE)
"""From the hardest to the best, so that they can be compared."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A sent document beside the version it was asked on, and how to put it into words.

    ``contact`` is the first name that the questions speak of.
    """

    staff: StaffContent
    document: Document
    language: str = "sv"
    contact: str = ""

    @property
    def content(self) -> Content:
        return self.staff.content

    def answer(self, key: str) -> Answer | None:
        """The answer to a question on the path; None when it was not asked, or passed without a word."""
        found = self.document.answers.get(key) if key in self.document.path else None
        return found.answer if found else None

    def is_answered(self, key: str) -> bool:
        answer = self.answer(key)
        return answer is not None and answer.is_given

    def words(self, text: Text) -> str:
        """A text as the reader sees it, with the contact's name where the child saw it."""
        return text.words_in(self.language).replace("{contact}", self.contact)

    def question(self, key: str) -> str:
        return self.words(self.content.by_key[key].text)

    def scale_of(self, question: Question) -> Scale | None:
        """The scale the question was asked on, which the answer remembers."""
        answer = self.answer(question.key)
        if answer and answer.scale in self.content.scales:
            return self.content.scales[answer.scale]
        return self.content.scale_of(question, is_simple=self.document.is_simple)


@dataclass(frozen=True, slots=True)
class Change:
    """How an answer stands to the earlier one, and the earlier one in words.

    ``unasked`` and ``unanswered`` speak of last time and have no earlier words; ``same`` is the same answer,
    ``alike`` another one that is neither better nor harder, and ``other`` one that has no order at all.
    """

    kind: Literal["better", "harder", "same", "alike", "other", "unasked", "unanswered"]
    before: str = ""


def class_of(asked: Asked, key: str) -> str:
    """Challenge, neutral or resource; empty where the question has no classes or was not answered.

    Of several options one challenge makes a challenge, as the bank's format says.
    """
    answer = asked.answer(key)
    signals = asked.staff.by_key[key].signals
    if answer is None or not answer.is_given or not signals.has_classes:
        return ""
    values = set(_values(asked, asked.content.by_key[key], answer))
    return next((name for name in (CHALLENGE, RESOURCE, NEUTRAL) if values & set(getattr(signals, name))), "")


def said(asked: Asked, key: str) -> str:
    """The given answer in words; empty when there is none."""
    answer = asked.answer(key)
    if answer is None or not answer.is_given:
        return ""
    return ", ".join(_said(asked, asked.content.by_key[key], answer))


def change(now: Asked, then: Asked | None, key: str) -> Change | None:
    """What changed since last time; None without a last time, or where the bank does not compare.

    Steps are compared only on one and the same ordered scale that has no simple twin; everything else as
    challenge, neutral and resource, each judged by the version it was asked on.
    """
    if then is None or not now.staff.by_key[key].is_compared or not now.is_answered(key):
        return None
    if key not in then.document.path or key not in then.content.by_key:
        return Change("unasked")
    if not then.is_answered(key):
        return Change("unanswered")
    before = said(then, key)
    if before == said(now, key):
        return Change("same", before)
    steps = _steps(now, then, key)
    if steps is None:
        return Change("other", before)
    return Change("better" if steps > 0 else "harder" if steps < 0 else "alike", before)


def _steps(now: Asked, then: Asked, key: str) -> int | None:
    """How far the answer moved towards the better; None when the two cannot be put in one order."""
    direction = {"high": 1, "low": -1}.get(now.staff.by_key[key].better)
    if direction and _is_one_scale(now, then, key):
        newer, older = (_number(asked, key) for asked in (now, then))
        if newer is not None and older is not None:
            return (newer - older) * direction
    classes = class_of(now, key), class_of(then, key)
    if not all(classes):
        return None
    return CLASSES.index(classes[0]) - CLASSES.index(classes[1])


def _is_one_scale(now: Asked, then: Asked, key: str) -> bool:
    scales = [asked.scale_of(asked.content.by_key[key]) for asked in (now, then)]
    newer, older = scales
    if newer is None or older is None or newer.key != older.key or newer.kind == "nominal":
        return False
    return _steps_of(newer) == _steps_of(older) and not any(_has_twin(asked, key) for asked in (now, then))


def _steps_of(scale: Scale) -> object:
    return scale.minimum, scale.maximum, scale.step, [(option.key, option.value) for option in scale.options]


def _has_twin(asked: Asked, key: str) -> bool:
    scale = asked.content.scales.get(asked.content.by_key[key].scale)
    return bool(scale and scale.simple)


def _number(asked: Asked, key: str) -> int | None:
    answer, scale = asked.answer(key), asked.scale_of(asked.content.by_key[key])
    if answer is None or scale is None or not isinstance(answer.value, str | int):
        return None
    return scale.value_of(answer.value)


def _values(asked: Asked, question: Question, answer: Answer) -> Iterator[str | int]:
    """Everything by which a class can know the answer: its option keys and its number."""
    if isinstance(answer.value, tuple):
        yield from (item for item in answer.value if isinstance(item, str))
    elif answer.value is not None:
        yield answer.value
        number = _number(asked, question.key)
        if number is not None:
            yield number


def _said(asked: Asked, question: Question, answer: Answer) -> Iterator[str]:
    match answer.value:
        case int():
            scale = asked.scale_of(question)
            yield f"{answer.value} ({scale.minimum}–{scale.maximum})" if scale else str(answer.value)
        case str():
            yield answer.value if question.kind == "text" else _option(asked, question, answer.value)
        case tuple():
            yield from (
                person_said(asked, item) if isinstance(item, Person) else _option(asked, question, item)
                for item in answer.value
            )


def _option(asked: Asked, question: Question, key: str) -> str:
    scale = asked.scale_of(question)
    return _named(asked, scale.options if scale else question.options, key)


def person_said(asked: Asked, person: Person) -> str:
    """A person's role, and the name the child gave."""
    role = _named(asked, asked.content.roles, person.role)
    return f"{role} ({person.name})" if person.name else role


def _named(asked: Asked, options: tuple[Option, ...], key: str) -> str:
    """An option's words. A key the version does not know is shown as it is: nothing said is dropped."""
    return next((asked.words(option.text) for option in options if option.key == key), key)
