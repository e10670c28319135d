"""What an answer is: a choice, a number, words, people, or one of the two ways of not answering. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

SKIPPED: Final = "skipped"
PREFER_NOT: Final = "prefer_not"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody around the child: a role, a first name if the child gave one, a closeness if it was asked."""

    role: str
    name: str = ""
    closeness: str = ""


Chosen = str | int | tuple[str, ...] | tuple[Person, ...] | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one question.

    ``value`` is an option key (scale, single), a number (temperature), option keys (multiple), words (text)
    or people; it is None exactly when ``none`` says how the child did not answer. ``scale`` is the scale the
    question was asked on, empty where it has none.
    """

    value: Chosen = None
    none: Literal["", "skipped", "prefer_not"] = ""
    scale: str = ""

    @property
    def is_given(self) -> bool:
        return not self.none

    def to_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"none": self.none} if self.none else {"is": _plain(self.value)}
        return found | ({"scale": self.scale} if self.scale else {})

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Answer:
        """Raises KeyError or TypeError when the value was not made by ``to_json``."""
        scale = found.get("scale", "")
        if "none" in found:
            return cls(none=found["none"], scale=scale)
        return cls(value=_frozen(found["is"]), scale=scale)


Answers = Mapping[str, Answer]
"""Answers by question key."""


def _plain(value: Chosen) -> Any:
    if isinstance(value, tuple):
        return [_person(item) if isinstance(item, Person) else item for item in value]
    return value


def _person(person: Person) -> dict[str, str]:
    found = {"role": person.role, "name": person.name, "closeness": person.closeness}
    return {key: value for key, value in found.items() if value}


def _frozen(value: Any) -> Chosen:
    if isinstance(value, list):
        return tuple(Person(**item) if isinstance(item, Mapping) else item for item in value)
    if isinstance(value, str | int):
        return value
    raise TypeError(type(value).__name__)
