"""Whether what answers mean is whole: one class per answer, one help question per area. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from questionbanks.checks.answers import Possible, answers_to, owned
from questionbanks.drafts import Draft, Json, families
from questionbanks.problems import Problem, advice, error

CLASSES = ("challenge", "neutral", "resource")
WISHES = ("wants_help", "unsure", "no_help")


def problems(draft: Draft) -> Iterator[Problem]:
    for place, _band, question in owned(draft):
        if isinstance(question["signals"], Mapping):
            yield from _divided(f"{place}.signals", question, draft)
        yield from _direction(place, question, draft)
        if is_help(question) and not question.get("show_if"):
            yield error(place, "help_without_rule")
    for family in families(draft):
        yield from _help(family.key, family.questions(), family.hidden)
        yield from _uncovered(family.key, family.questions(), draft)


def is_help(question: Json) -> bool:
    return isinstance(question["signals"], Mapping) and bool(question["signals"].get("help_wanted"))


def _divided(place: str, question: Json, draft: Draft) -> Iterator[Problem]:
    signals = question["signals"]
    names = WISHES if is_help(question) else CLASSES
    answers = answers_to(question, draft)
    for answer in answers:
        count = sum(_holds(signals[name], answer) for name in names)
        if count != 1:
            yield error(place, "answer_without_meaning", value=answer.name, count=count)
    there = {answer.key for answer in answers}
    for name in names:
        if isinstance(signals[name], list):
            unknown = [key for key in signals[name] if key not in there]
            yield from (error(place, "meaning_without_answer", value=key) for key in unknown)


def _holds(group: Any, answer: Possible) -> bool:
    if isinstance(group, list):
        return answer.key in group
    return answer.value is not None and group.get("gte", 0) <= answer.value <= group.get("lte", 100)


def _direction(place: str, question: Json, draft: Draft) -> Iterator[Problem]:
    """What is compared on a scale with an order needs a direction, and the scale's where it has one."""
    scale = draft.scales.get(question.get("scale", ""))
    if not scale or scale["kind"] == "nominal" or not question["compare"] or is_help(question):
        return
    better = question.get("better")
    if not better or scale["better"] not in ("by_question", better):
        yield error(place, "no_direction")


def _help(part: str, questions: tuple[Json, ...], hidden: frozenset[str]) -> Iterator[Problem]:
    areas = [question["area"] for question in questions if is_help(question)]
    yield from (error(part, "two_help_questions", area=area) for area in sorted(set(areas)) if areas.count(area) > 1)
    earlier: set[str] = set()
    for question in questions:
        if is_help(question):
            unknown = [name for name in question["signals"]["applies_to"] if name not in earlier | hidden]
            place = f"{part}.{question['key']}.signals"
            yield from (error(place, "unknown_question", name=name) for name in unknown)
        earlier.add(question["key"])


def _uncovered(part: str, questions: tuple[Json, ...], draft: Draft) -> Iterator[Problem]:
    """What is about the meeting itself is answered by talking, not by more help."""
    covered = {name for question in questions if is_help(question) for name in question["signals"]["applies_to"]}
    for question in questions:
        sides = {draft.bbic_domains.get(name, {}).get("side") for name in question["bbic"]}
        is_met = question["area"] == "my_say" or "principle" in sides
        if _challenges(question) and not is_met and question["key"] not in covered:
            yield advice(f"{part}.{question['key']}", "challenge_without_help")


def _challenges(question: Json) -> bool:
    signals = question["signals"]
    return isinstance(signals, Mapping) and bool(signals.get("challenge"))
