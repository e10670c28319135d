"""The gate before publishing. Pure: reads a draft, says what is wrong with it and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questionbanks.drafts import Draft


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, why, and what to do. Only errors hinder publishing."""

    key: str
    """Of the questionnaire, module, scale, area or text it is in."""
    place: str
    reason: str
    remedy: str
    is_error: bool = True

    def __str__(self) -> str:
        return f"{self.place}: {self.reason} {self.remedy}"


def problems(draft: Draft) -> list[Problem]:
    """All that is wrong with the draft, each once."""
    return list(dict.fromkeys(_found(draft)))


def _found(draft: Draft) -> Iterator[Problem]:
    yield from ()
