"""One child's answers as one page to prepare a conversation from, in the order to read it. Pure.

An order of reading, never an assessment: no sums, no scores, and areas have no value of their own.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from participation import comparing
from participation.comparing import CHALLENGE, RESOURCE, Asked, Change, person_said
from participation.marking import Mark, marks
from questionbanks.answers import Person
from questionbanks.content import Question, Signals

TALK_ABOUT = "talk_about"
"""The bank's question of what the child wants to talk about, in every band."""
OPENERS_SHOWN = 12
GroupKey = Literal["wants", "not_now", "unsure", "strengths", "between"]
GROUPS: tuple[GroupKey, ...] = ("wants", "not_now", "unsure", "strengths", "between")
HARD: tuple[GroupKey, ...] = ("wants", "not_now", "unsure")


@dataclass(frozen=True, slots=True)
class Row:
    """One question with its answer. ``note`` is the bank's advice to staff, given beside what is hard."""

    key: str
    question: str
    answer: str
    change: Change | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AreaRows:
    """The rows of one area within one group, and the child's own word on wanting help there."""

    key: str
    name: str
    pictogram: str
    rows: tuple[Row, ...]
    help: str = ""
    help_change: Change | None = None
    help_note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    key: GroupKey
    areas: tuple[AreaRows, ...]


@dataclass(frozen=True, slots=True)
class Somebody:
    words: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Ring:
    """The people at one closeness, the nearest ring first; the name is empty where closeness was not said."""

    name: str
    people: tuple[Somebody, ...]


@dataclass(frozen=True, slots=True)
class Passed:
    """How many questions of an area the child skipped or did not want to answer."""

    area: str
    count: int


@dataclass(frozen=True, slots=True)
class Preparation:
    """All that the page and the sheet show of one sent response, in the same order."""

    title: str
    sent_at: dt.datetime
    devices: int
    was_alone: str
    was_self: str
    compared_with: dt.datetime | None
    marks: tuple[Mark, ...]
    talk_about: Row | None
    was_asked_topic: bool
    groups: tuple[Group, ...]
    own_words: tuple[Row, ...]
    wishes: tuple[Row, ...]
    setting: tuple[Row, ...]
    people: tuple[Ring, ...]
    no_longer_named: tuple[str, ...]
    passed: tuple[Passed, ...]
    openers: tuple[str, ...]
    answered: int = 0

    @property
    def hard(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if group.key in HARD)


def prepare(now: Asked, then: Asked | None = None) -> Preparation:
    """Lay out a sent response, compared with an earlier one when there is one. Costs one pass per part."""
    return _Reader(now, then).read()


@dataclass
class _Reader:
    now: Asked
    then: Asked | None
    shown: set[str] = field(default_factory=set)

    def read(self) -> Preparation:
        document = self.now.document
        groups = tuple(Group(key, tuple(self._areas(key))) for key in GROUPS)
        return Preparation(
            title=self.now.words(self.now.staff.title),
            sent_at=document.sent_at,
            devices=document.devices,
            was_alone=document.was_alone,
            was_self=document.was_self,
            compared_with=self.then.document.sent_at if self.then else None,
            marks=marks(self.now),
            talk_about=next(self._rows(lambda question: question.key == TALK_ABOUT), None),
            was_asked_topic=any(question.key == TALK_ABOUT for question in self._path),
            groups=groups,
            own_words=tuple(self._rows(lambda one: one.kind == "text" and one.key != TALK_ABOUT)),
            wishes=tuple(self._rows(self._is_plain)),
            setting=tuple(self._rows(lambda question: question.is_setup)),
            people=tuple(self._rings()),
            no_longer_named=tuple(self._no_longer_named()),
            passed=tuple(self._passed()),
            openers=tuple(self._openers(groups)),
            answered=sum(not question.is_setup for question in self._answered),
        )

    @cached_property
    def _path(self) -> list[Question]:
        by_key = self.now.content.by_key
        return [by_key[key] for key in self.now.document.path if key in by_key]

    @cached_property
    def _answered(self) -> list[Question]:
        return [question for question in self._path if self.now.is_answered(question.key)]

    @cached_property
    def _help(self) -> dict[str, Question]:
        """The help question on the path, by every question it applies to and by its area."""
        found: dict[str, Question] = {}
        for question in self._path:
            signals = self._signals(question)
            if signals.is_help:
                found |= dict.fromkeys((*signals.applies_to, f"area:{question.area}"), question)
        return found

    def _signals(self, question: Question) -> Signals:
        return self.now.staff.by_key[question.key].signals

    def _help_with(self, question: Question) -> Question | None:
        return self._help.get(question.key) or self._help.get(f"area:{question.area}")

    @cached_property
    def _grouped(self) -> dict[str, GroupKey]:
        """The group of every answered question that has classes."""
        classes = ((one.key, comparing.class_of(self.now, one.key), one) for one in self._answered)
        groups: dict[str, GroupKey] = {}
        for key, name, question in classes:
            if name == CHALLENGE:
                groups[key] = self._wish(self._help_with(question))
            elif name:
                groups[key] = "strengths" if name == RESOURCE else "between"
        return groups | {one.key: self._wish(one) for one in self._lonely_help(set(groups.items()))}

    def _wish(self, question: Question | None) -> GroupKey:
        """Where a challenge belongs by the child's wish for help; never asked or passed over is not a no."""
        answer = self.now.answer(question.key) if question else None
        if question is None or answer is None:
            return "unsure"
        signals = self._signals(question)
        if answer.value in signals.wants_help:
            return "wants"
        return "not_now" if answer.value in signals.no_help else "unsure"

    def _lonely_help(self, grouped: set[tuple[str, GroupKey]]) -> Iterator[Question]:
        """Help questions answered with a wish or a maybe that stand beside no challenge: never lose one."""
        hard = {key for key, group in grouped if group in HARD}
        for question in self._answered:
            signals = self._signals(question)
            is_lonely = not any(self._help_with(one) is question for one in self._path if one.key in hard)
            if signals.is_help and is_lonely and self._wish(question) != "not_now":
                yield question

    def _is_plain(self, question: Question) -> bool:
        """A wish or a fact that the bank calls neither hard nor good."""
        signals = self._signals(question)
        is_open = question.kind in ("text", "people")
        return not (is_open or question.is_setup or signals.is_help or question.key in self._grouped)

    def _rows(self, belongs: Callable[[Question], bool]) -> Iterator[Row]:
        return (self._row(question) for question in self._answered if belongs(question))

    def _row(self, question: Question, *, is_advised: bool = True) -> Row:
        note = self.now.staff.by_key[question.key].worker_note if is_advised else None
        return Row(
            key=question.key,
            question=self.now.question(question.key),
            answer=comparing.said(self.now, question.key),
            change=comparing.change(self.now, self.then, question.key),
            note=self.now.words(note) if note else "",
        )

    def _areas(self, group: GroupKey) -> Iterator[AreaRows]:
        here = [one for one in self._answered if self._grouped.get(one.key) == group]
        for area in self.now.content.areas:
            mine = [one for one in here if one.area == area.key]
            if mine:
                asked = self._help_with(mine[0]) if group in HARD else None
                has_said = asked is not None and asked not in mine and self.now.is_answered(asked.key)
                help_row = self._row(asked) if asked and has_said else None
                yield AreaRows(
                    key=area.key,
                    name=self.now.words(self.now.staff.area_names[area.key]),
                    pictogram=area.pictogram,
                    rows=tuple(self._row(one, is_advised=group in HARD) for one in mine),
                    help=help_row.answer if help_row else "",
                    help_change=help_row.change if help_row else None,
                    help_note=help_row.note if help_row else "",
                )

    def _passed(self) -> Iterator[Passed]:
        asked = (one for one in self._path if not one.is_setup)
        counts = Counter(one.area for one in asked if not self.now.is_answered(one.key))
        for area in self.now.content.areas:
            if counts[area.key]:
                yield Passed(self.now.words(self.now.staff.area_names[area.key]), counts[area.key])

    def _rings(self) -> Iterator[Ring]:
        for question in self._answered:
            scale = self.now.content.scales.get(question.closeness)
            names = {option.key: self.now.words(option.text) for option in scale.options} if scale else {}
            earlier = self._names(self.then, question.key)
            people = _people(self.now, question.key)
            for ring in (*names, *sorted({one.closeness for one in people} - set(names))):
                inside = [one for one in people if one.closeness == ring]
                if inside:
                    yield Ring(names.get(ring, ring), tuple(self._somebody(one, earlier) for one in inside))

    def _somebody(self, person: Person, earlier: set[str] | None) -> Somebody:
        words = person_said(self.now, person)
        return Somebody(words, is_new=earlier is not None and words not in earlier)

    def _no_longer_named(self) -> Iterator[str]:
        for question in self._answered:
            earlier = self._names(self.then, question.key) if question.kind == "people" else None
            yield from sorted((earlier or set()) - (self._names(self.now, question.key) or set()))

    @staticmethod
    def _names(asked: Asked | None, key: str) -> set[str] | None:
        """Who was named; None when the question had no answer then, so that nobody counts as new."""
        if asked is None or key not in asked.content.by_key or not asked.is_answered(key):
            return None
        return {person_said(asked, person) for person in _people(asked, key)}

    def _openers(self, groups: Iterable[Group]) -> Iterator[str]:
        """Each once: the child's own topic, then wished help, then the rest in the groups' order."""
        keys = [TALK_ABOUT] if self.now.is_answered(TALK_ABOUT) else []
        for group in groups:
            if group.key != "between":
                keys += self._keys_with_openers(group)
        own = [one.key for one in self._answered if one.kind in ("text", "people") or one.is_setup]
        openers = (opener for key in (*keys, *own) for opener in self.now.staff.by_key[key].openers)
        return iter(list(dict.fromkeys(openers))[:OPENERS_SHOWN])

    def _keys_with_openers(self, group: Group) -> Iterator[str]:
        by_key = self.now.content.by_key
        for area in group.areas:
            yield from (row.key for row in area.rows)
            asked = self._help_with(by_key[area.rows[0].key])
            if asked and group.key in ("wants", "unsure") and self.now.is_answered(asked.key):
                yield asked.key


def _people(asked: Asked, key: str) -> tuple[Person, ...]:
    answer = asked.answer(key)
    value = answer.value if answer else None
    return tuple(one for one in value if isinstance(one, Person)) if isinstance(value, tuple) else ()
