"""What one child's answer counts as when groups are read.

Pure: knows a question's kind and one answer, never a child, a database or a request.
"""

from collections.abc import Collection
from typing import Final, TypeAlias

SKIPPED: Final = "skipped"
PREFER_NOT: Final = "prefer_not"
NO_ANSWER: Final = "no_answer"
CHALLENGE: Final = "challenge"
NEUTRAL: Final = "neutral"
RESOURCE: Final = "resource"
WANTS: Final = "wants"
UNSURE: Final = "unsure"
NO_OR_NOT_ASKED: Final = "no_or_not_asked"

CLASSES: Final = frozenset({CHALLENGE, NEUTRAL, RESOURCE, NO_ANSWER})
HELP_VALUES: Final = frozenset({WANTS, UNSURE, NO_OR_NOT_ASKED})

Given: TypeAlias = str | Collection[str] | None


def option_values(options: Collection[str]) -> frozenset[str]:
    """Return the values of a question that is published option by option."""
    return frozenset(options) | {SKIPPED, PREFER_NOT}


def option_answer(given: Given) -> tuple[str, ...]:
    """Return the values one answer gives, option by option; nothing given is a skip."""
    if not given:
        return (SKIPPED,)
    return (given,) if isinstance(given, str) else tuple(sorted(set(given)))


def class_answer(signal: str | None) -> tuple[str, ...]:
    """Return the class of an answer on a scale that has a simple twin; no signal is no answer."""
    return (signal if signal in CLASSES else NO_ANSWER,)


def help_question(area: str) -> str:
    """Return the name under which the wish for help in an area is stored."""
    return f"help:{area}"


def help_answer(given: str | None, *, wants: Collection[str], unsure: Collection[str]) -> tuple[str, ...]:
    """Return whether the child wants help; "no" and "never asked" are one value on purpose.

    Told apart, they would say which children had a challenge in the area.
    """
    if given in wants:
        return (WANTS,)
    return (UNSURE,) if given in unsure else (NO_OR_NOT_ASKED,)
