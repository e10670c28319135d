"""Which questions a child meets: guards and the one truth about the path.

Pure. Guard semantics follow docs/questionbank.md: every test is positive and false when its source is not on
the path or not answered, except ``skipped``, which is true when the source was shown and not answered.
"""

from __future__ import annotations

from collections.abc import Mapping

from questionbanks.answers import Answer, Answers
from questionbanks.content import Content, Question, Rule, Test

Path = tuple[Question, ...]


def walk(content: Content, answers: Answers) -> Path:
    """The questions on the path, in order, given the answers so far.

    Answers to questions that are not on the path have no effect. Costs one pass over the questions.
    """
    shown: dict[str, Answer | None] = {}
    path = []
    for question in content.questions:
        if holds(question.show_if, shown, content):
            shown[question.key] = answers.get(question.key)
            path.append(question)
    return tuple(path)


def holds(rule: Rule, shown: Mapping[str, Answer | None], content: Content) -> bool:
    """Whether every group of the rule holds for the answers of the questions shown."""
    return all(
        (all if group.needs == "all" else any)(
            test.question in shown and meets(shown[test.question], test, content) for test in group.tests
        )
        for group in rule
    )


def meets(answer: Answer | None, test: Test, content: Content) -> bool:
    """Whether the answer of a question on the path meets a test; no answer yet meets none."""
    if answer is None:
        return False
    if test.op == "skipped":
        return not answer.is_given
    if not answer.is_given:
        return False
    if test.op == "answered":
        return True
    return _compare(answer, test, content)


def _compare(answer: Answer, test: Test, content: Content) -> bool:
    wanted = test.value
    match test.op:
        case "in":
            return answer.value in _keys(wanted)
        case "includes_any":
            return bool(set(_keys(answer.value)) & set(_keys(wanted)))
        case "includes_all":
            return set(_keys(wanted)) <= set(_keys(answer.value))
    number = _number(answer, content)
    return number is not None and _lies_within(number, test)


def _lies_within(number: int, test: Test) -> bool:
    match test.op, test.value:
        case "gte", int(least):
            return number >= least
        case "lte", int(most):
            return number <= most
        case "between", (int(low), int(high)):
            return low <= number <= high
    return False


def _keys(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _number(answer: Answer, content: Content) -> int | None:
    """The number an answer stands for: itself, or the value of its option on the scale it was asked on."""
    if isinstance(answer.value, int):
        return answer.value
    scale = content.scales.get(answer.scale)
    return scale.value_of(answer.value) if scale and isinstance(answer.value, str) else None
