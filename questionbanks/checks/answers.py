"""Which answers a question can get. Pure; looks at a draft whose parts have their shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questionbanks.drafts import Draft, Family, Json

CHOICE = ("scale", "single", "temperature")


@dataclass(frozen=True)
class Possible:
    """One answer: an option's key, with the value it stands for, or a number alone."""

    key: str | None
    value: int | None

    @property
    def name(self) -> str:
        return str(self.value if self.key is None else self.key)


def answers_to(question: Json, draft: Draft) -> tuple[Possible, ...]:
    """Every single answer, on the full scale; none for words and people, and for a scale that is not there."""
    if question["type"] in ("single", "multiple"):
        return tuple(Possible(option["key"], None) for option in question.get("options", ()))
    scale = draft.scales.get(question.get("scale", ""))
    return answers_on(scale) if scale else ()


def answers_on(scale: Json) -> tuple[Possible, ...]:
    if scale["kind"] == "numeric":
        numbers = range(scale.get("min", 0), scale.get("max", 0) + 1, scale.get("step") or 1)
        return tuple(Possible(None, number) for number in numbers)
    return tuple(Possible(option["key"], option.get("value")) for option in scale.get("options", ()))


def owned(draft: Draft) -> Iterator[tuple[str, str, Json]]:
    """Each question once, with the place it has and its band."""
    for part in [*draft.questionnaires, *draft.modules]:
        for question in part["questions"]:
            yield f"{part['key']}.{question['key']}", part["band"], question


def places(family: Family) -> dict[str, str]:
    """By question key, the place of each question that may be on a path of the family or is hidden from it."""
    return {
        question["key"]: f"{part['key']}.{question['key']}"
        for part in [family.questionnaire, *family.modules]
        for question in part["questions"]
    }


def doubles(keys: list[str]) -> list[str]:
    return sorted({key for key in keys if keys.count(key) > 1})
