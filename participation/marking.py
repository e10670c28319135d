"""Which sent answers are marked in the bank to be read soon. Pure: a reading order, never an assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from participation.comparing import Asked, said
from questionbanks.rules import meets


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked answer, in words for the person who reads it."""

    level: Literal["acute", "soon"]
    area: str
    question: str
    answer: str
    reason: str
    note: str


def marks(asked: Asked) -> tuple[Mark, ...]:
    """Every marked answer on the path, the acute ones first, else in the order asked.

    Of several safeguards that one answer meets, all count and all give their reason.
    """
    found = [mark for key in asked.document.path if key in asked.staff.by_key for mark in _of(asked, key)]
    return tuple(sorted(found, key=lambda mark: mark.level != "acute"))


def level(found: tuple[Mark, ...]) -> str:
    """The most urgent level among the marks, or an empty string without any."""
    return found[0].level if found else ""


def _of(asked: Asked, key: str) -> list[Mark]:
    answer, staff = asked.answer(key), asked.staff.by_key[key]
    return [
        Mark(
            level=guard.level,
            area=asked.words(asked.staff.area_names[asked.content.by_key[key].area]),
            question=asked.question(key),
            answer=said(asked, key),
            reason=asked.words(guard.reason),
            note=asked.words(staff.worker_note) if staff.worker_note else "",
        )
        for guard in staff.safeguarding
        if all(meets(answer, test, asked.content) for test in guard.when)
    ]
