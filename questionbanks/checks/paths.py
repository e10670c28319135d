"""Whether every question can be met, and no sensitive one by a child who is watched. Pure.

Asks the walk's own tests, so that the gate and the child's pages can never disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from questionbanks.answers import SKIPPED, Answer, Person
from questionbanks.checks.answers import places
from questionbanks.compiling import compile_family
from questionbanks.content import Content, Question, Test, read_child
from questionbanks.drafts import Draft, Family
from questionbanks.problems import Problem, _, error
from questionbanks.rules import meets

PRIVACY = "privacy_now"
WATCHED = "seen_not_ok"

MODES = {_("enkelt läge"): True, _("vanligt läge"): False}


def problems(draft: Draft, family: Family) -> Iterator[Problem]:
    """Of a family whose references hold."""
    content = read_child(compile_family(draft, family, 0).child)
    place = places(family)
    for question in content.questions:
        for mode, is_simple in MODES.items():
            if not _Reach(content, is_simple).shows(question):
                yield error(place[question.key], "unreachable", mode=mode)
        if question.is_sensitive and not _is_guarded(question, content):
            yield error(place[question.key], "sensitive_unguarded")


def ways(question: Question) -> Iterator[tuple[Test, ...]]:
    """The ways to a question, each a list of tests that must all hold."""
    choices = [
        [group.tests] if group.needs == "all" else [(test,) for test in group.tests] for group in question.show_if
    ]
    return (tuple(test for tests in way for test in tests) for way in product(*choices))


def answers_on_the_page(question: Question, content: Content, *, is_simple: bool) -> Iterator[Answer]:
    """Answers that differ for some test: each alone, all that go together, and none."""
    yield Answer(none=SKIPPED)
    scale = content.scale_of(question, is_simple=is_simple)
    options = content.options_of(question, is_simple=is_simple)
    match question.kind:
        case "text":
            yield Answer("…")
        case "people":
            yield Answer((Person("friend"),))
        case "multiple":
            yield from (Answer((option.key,)) for option in options)
            yield Answer(tuple(option.key for option in options if not option.is_exclusive))
        case _ if scale and scale.kind == "numeric":
            yield from (
                Answer(number, scale=scale.key) for number in range(scale.minimum, scale.maximum + 1, scale.step)
            )
        case _:
            yield from (Answer(option.key, scale=scale.key if scale else "") for option in options)


class _Reach:
    """Looks for one set of answers that shows a question."""

    def __init__(self, content: Content, is_simple: bool) -> None:
        self.content = content
        self.is_simple = is_simple

    def shows(self, question: Question) -> bool:
        return self._search((question,), frozenset(), ())

    def _search(self, waiting: tuple[Question, ...], met: frozenset[str], needed: tuple[Test, ...]) -> bool:
        """Each waiting question must be shown, and what shows it must be answered so, and be shown too."""
        if not waiting:
            return True
        first, *rest = waiting
        for way in ways(first):
            if not all(test.question in self.content.by_key for test in way):
                continue
            together = needed + way
            if all(self._is_possible(test.question, together) for test in way):
                known = met | {first.key} | {question.key for question in rest}
                more = {test.question: self.content.by_key[test.question] for test in way if test.question not in known}
                if self._search((*rest, *more.values()), met | {first.key}, together):
                    return True
        return False

    def _is_possible(self, key: str, tests: tuple[Test, ...]) -> bool:
        mine = [test for test in tests if test.question == key]
        answers = answers_on_the_page(self.content.by_key[key], self.content, is_simple=self.is_simple)
        return any(all(meets(answer, test, self.content) for test in mine) for answer in answers)


def _is_guarded(question: Question, content: Content) -> bool:
    """Every way must hold a test on privacy that the answer of a watched child does not meet."""
    watched = Answer(WATCHED)
    return all(
        any(test.question == PRIVACY and not meets(watched, test, content) for test in way) for way in ways(question)
    )
