"""The gate before publishing. Pure: reads a draft, says what is wrong with it and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from questionbanks.checks import guards, meanings, messages, paths, questions, scales, texts, wording
from questionbanks.drafts import Draft, families
from questionbanks.problems import Problem
from questionbanks.shapes import DRAFT

__all__ = ["Problem", "problems"]


def problems(draft: Draft) -> list[Problem]:
    """All that is wrong with the draft, each once; errors first.

    What refers to what is looked at only when every part has its shape, and the paths only when every
    reference holds.
    """
    found: list[Problem] = []
    for step in (_shapes, _parts, _guards, _paths):
        found += dict.fromkeys(step(draft))
        if any(problem.is_error for problem in found):
            break
    return sorted(found, key=lambda problem: not problem.is_error)


def _shapes(draft: Draft) -> Iterator[Problem]:
    for name, shape in DRAFT.items():
        yield from shape(getattr(draft, name), name)


def _parts(draft: Draft) -> Iterator[Problem]:
    yield from scales.problems(draft)
    yield from texts.problems(draft)
    yield from messages.problems(draft)
    yield from questions.problems(draft)
    yield from meanings.problems(draft)
    yield from wording.problems(draft)


def _guards(draft: Draft) -> Iterator[Problem]:
    for family in families(draft):
        yield from guards.problems(draft, family)


def _paths(draft: Draft) -> Iterator[Problem]:
    for family in families(draft):
        yield from paths.problems(draft, family)
