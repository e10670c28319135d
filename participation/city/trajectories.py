"""How an invented child fares over its follow-ups, area by area, and what it then answers. Pure, and drawn by seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from participation.city import names
from participation.city.words import own_words
from questionbanks.answers import PREFER_NOT, SKIPPED, Answer, Person
from questionbanks.content import Content, Option, Question, Safeguard, Signals, StaffContent
from questionbanks.rules import meets

Course = Literal["better", "worse", "mixed", "stable"]
COURSES: tuple[Course, ...] = ("better", "better", "mixed", "stable", "stable", "worse")
HARD, FAIR = 0.38, 0.55
"""Below the one an answer is a challenge, below the other neutral, above a resource."""
STEP = 0.13
SCALES = {"better": STEP, "worse": -STEP, "stable": 0.0}

Marks = Mapping[str, str]
"""Answers that are given whatever the child's course, by question."""
ACUTE: Marks = {
    "privacy_now": "private", "home_feel": "bad", "placed_feel": "bad", "safe_home": "unsafe", "placed_safe": "unsafe",
}  # fmt: skip
SOON: Marks = {"school_feel": "bad", "bullied": "often"}
NOTHING: Marks = {}


@dataclass(frozen=True)
class Life:
    """One child as it answers in one round: its well-being per area between nought and one, and its surroundings."""

    seed: str
    """The child's; what belongs to the child and not to the round is drawn from it."""
    number: int
    turn: int
    course: Course
    is_placed: bool
    marks: Marks = field(default_factory=dict)

    def level(self, area: str) -> float:
        start = Random(f"{self.seed}|{area}").uniform(0.34, 0.86)
        if self.course == "mixed":
            direction = STEP if Random(f"{self.seed}|{area}|way").random() < 0.5 else -STEP
        else:
            direction = SCALES[self.course]
        if self.course == "better":
            start -= 0.15
        return min(0.95, max(0.1, start + direction * self.turn))


@dataclass
class Answerer:
    """A child with a questionnaire before it."""

    staff: StaffContent
    life: Life
    language: str
    is_simple: bool
    chance: Random

    @property
    def content(self) -> Content:
        return self.staff.content

    def answer(self, question: Question) -> Answer:
        scale = self.content.scale_of(question, is_simple=self.is_simple)
        name = scale.key if scale else ""
        if question.key in self.life.marks:
            return self._marked(question, name)
        passed = self.chance.random()
        if passed < 0.05 and not question.is_setup:
            return Answer(none=SKIPPED if passed < 0.035 else PREFER_NOT, scale=name)
        return self._chosen(question, name)

    def _marked(self, question: Question, scale: str) -> Answer:
        wanted = self.life.marks[question.key]
        keys = [option.key for option in self.content.options_of(question, is_simple=self.is_simple)]
        return Answer(wanted if wanted in keys else keys[0], scale=scale)

    def _chosen(self, question: Question, scale: str) -> Answer:
        signals = self.staff.by_key[question.key].signals
        match question.kind:
            case "text":
                words = self._words(question)
                return Answer(words) if words else Answer(none=SKIPPED)
            case "people":
                return Answer(self._people(question))
            case "multiple":
                return Answer(self._several(question, signals))
            case "temperature" if not self.content.scales[scale].options:
                level = self.life.level(question.area) + self.chance.gauss(0, 0.08)
                return Answer(min(10, max(2, round(level * 10))), scale=scale)
        options = self._harmless(question, scale)
        return Answer(self._one(question, options, signals, scale), scale=scale)

    def _one(self, question: Question, options: list[str], signals: Signals, scale: str) -> str:
        if question.is_setup:
            return self.chance.choices(options, [86, 10, 4][: len(options)])[0]
        if signals.is_help:
            return self._help(question, options, signals)
        if not signals.has_classes:
            return self.chance.choice(options)
        wanted = [one for one in options if self._class(one, signals, scale) == self._wanted(question)]
        milder = [one for one in options if self._class(one, signals, scale) != "challenge"]
        # The bank writes the stronger of two answers outermost: the inner one is the more usual.
        return self.chance.choices(wanted or milder or options, k=1)[0]

    def _wanted(self, question: Question) -> str:
        score = self.life.level(question.area) + self.chance.gauss(0, 0.1)
        if question.is_sensitive:
            score = max(score, 0.9)
        return "challenge" if score < HARD else "neutral" if score < FAIR else "resource"

    def _class(self, key: str, signals: Signals, scale: str) -> str:
        found = self.content.scales[scale].value_of(key) if scale else None
        for name in ("challenge", "neutral", "resource"):
            covered: tuple[str, ...] | range = getattr(signals, name)
            if (found if isinstance(covered, range) else key) in covered:
                return name
        return ""

    def _harmless(self, question: Question, scale: str) -> list[str]:
        """The options that no safeguard speaks of: what must be read at once is only ever given on purpose."""
        keys = [option.key for option in self.content.options_of(question, is_simple=self.is_simple)]
        guards = self.staff.by_key[question.key].safeguarding
        return [key for key in keys if not _is_marked(Answer(key, scale=scale), guards, self.content)]

    def _help(self, question: Question, options: list[str], signals: Signals) -> str:
        is_hard = self.life.level(question.area) < HARD
        weights = [6 if one in signals.wants_help else 3 if one in signals.unsure else 2 for one in options]
        if not is_hard:
            weights = [weight if one in signals.unsure else 3 for one, weight in zip(options, weights, strict=True)]
        return self.chance.choices(options, weights)[0]

    def _several(self, question: Question, signals: Signals) -> tuple[str, ...]:
        usual = self._usual(question)
        exclusive = [option.key for option in question.options if option.is_exclusive or option.key == "nothing"]
        if signals.has_classes and exclusive and self.life.level(question.area) > FAIR:
            return (exclusive[0],)
        chosen = self.chance.sample(usual, min(len(usual), self.chance.choice((1, 1, 2))))
        return tuple(option.key for option in question.options if option.key in chosen)

    def _usual(self, question: Question) -> list[str]:
        guards = self.staff.by_key[question.key].safeguarding
        return [
            option.key
            for option in question.options
            if option.key != "nothing" and not _is_exclusive_or_marked(option, guards, self.content)
        ]

    def _people(self, question: Question) -> tuple[Person, ...]:
        mine = Random(f"{self.life.seed}|people")
        near = self.content.scales[question.closeness].options if question.closeness else ()
        roles = _around(mine, is_placed=self.life.is_placed)
        if question.key == "placed_miss":
            roles = ["mother", "sibling"][: mine.randint(1, 2)]
        elif self.life.turn:
            roles = [*roles, "school_adult" if self.life.course == "better" else "friend"]
        known = {role.key for role in self.content.roles}
        found = [_person(role, mine, [option.key for option in near]) for role in roles if role in known]
        return tuple(found[: question.max_people])

    def _words(self, question: Question) -> str:
        if self.chance.random() < 0.3 and not self.life.marks:
            return ""
        return own_words(
            question.key,
            turn=self.life.number + 5 * self.life.turn,
            language=self.language,
            is_young=self.content.band == "6-11",
            is_placed=self.life.is_placed,
            is_marked=bool(self.life.marks),
            chance=self.chance,
        )


def _around(mine: Random, *, is_placed: bool) -> list[str]:
    first = ["foster_parent", "mother"] if is_placed else ["mother"]
    others = ["father", "sibling", "grandparent", "friend", "animal", "relative", "leisure_adult"]
    return first + mine.sample(others, mine.randint(2, 4))


def _person(role: str, mine: Random, near: list[str]) -> Person:
    name = ""
    if role == "animal":
        name = mine.choice(names.ANIMALS)
    elif role in ("sibling", "friend", "relative", "leisure_adult", "school_adult"):
        name = mine.choice(names.RELATIVES)
    return Person(role, name, mine.choice([*near[:1], *near]) if near else "")


def _is_exclusive_or_marked(option: Option, guards: tuple[Safeguard, ...], content: Content) -> bool:
    return option.is_exclusive or _is_marked(Answer((option.key,)), guards, content)


def _is_marked(answer: Answer, guards: tuple[Safeguard, ...], content: Content) -> bool:
    return any(all(meets(answer, test, content) for test in guard.when) for guard in guards)
