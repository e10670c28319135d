"""Whether every test of a rule asks an earlier question something its answer can tell. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from questionbanks.checks.answers import answers_to, places
from questionbanks.drafts import Draft, Family, Json
from questionbanks.problems import Problem, error

LISTS = ("in", "includes_any", "includes_all")
NUMBERS = ("gte", "lte", "between")
STATES = ("answered", "skipped")


def problems(draft: Draft, family: Family) -> Iterator[Problem]:
    """Of the rules of one family. A test on a question that a module hides never holds, and is no error."""
    place_of = places(family)
    all_keys = {question["key"] for question in family.questions()}
    earlier: dict[str, Json] = {}
    for question in family.questions():
        place = place_of[question["key"]]
        for test in tests_of(question):
            name = test["question"]
            if name in earlier:
                yield from _test(f"{place}.show_if", test["op"], test.get("value"), earlier[name], draft)
            elif name in all_keys:
                yield error(f"{place}.show_if", "forward_reference", name=name)
            elif name not in family.hidden:
                yield error(f"{place}.show_if", "unknown_question", name=name)
        yield from _conditions(place, question, draft)
        earlier[question["key"]] = question


def tests_of(question: Json) -> list[Json]:
    return [test for group in question.get("show_if", ()) for tests in group.values() for test in tests]


def _conditions(place: str, question: Json, draft: Draft) -> Iterator[Problem]:
    for name in ("safeguarding", "after_answer"):
        for entry in question.get(name, ()):
            for op, value in entry["when"].items():
                yield from _test(f"{place}.{name}", op, value, question, draft)


def _test(place: str, op: str, value: Any, source: Json, draft: Draft) -> Iterator[Problem]:
    if op not in _ops(source, draft):
        yield error(place, "wrong_test", op=op, name=source["key"])
    elif not _is_value(op, value):
        yield error(place, "wrong_value", op=op)
    elif op in LISTS:
        there = {answer.key for answer in answers_to(source, draft)}
        unknown = [key for key in value if key not in there]
        yield from (error(place, "unknown_option", name=source["key"], value=key) for key in unknown)


def _ops(source: Json, draft: Draft) -> tuple[str, ...]:
    """The tests that fit the kind of answer."""
    match source["type"]:
        case "text" | "people":
            return STATES
        case "multiple":
            return ("includes_any", "includes_all", *STATES)
        case "single":
            return ("in", *STATES)
    kind = draft.scales[source["scale"]]["kind"]
    return {"numeric": (*NUMBERS, *STATES), "nominal": ("in", *STATES), "ordinal": ("in", *NUMBERS, *STATES)}[kind]


def _is_value(op: str, value: Any) -> bool:
    if op in STATES:
        return value is None
    if op in LISTS:
        return isinstance(value, list) and bool(value)
    numbers = value if op == "between" and isinstance(value, list) and len(value) == 2 else [value]
    are_whole = all(isinstance(number, int) and not isinstance(number, bool) for number in numbers)
    return are_whole and (op != "between" or len(numbers) == 2) and numbers == sorted(numbers)
