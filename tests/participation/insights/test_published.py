"""What one child's answers count as, and what never counts."""

from typing import Any

import pytest

from participation.insights.published import published_values
from questionbanks.answers import Answer
from questionbanks.content import StaffContent, read_child, read_staff


def text(words: str) -> dict[str, str]:
    return {"sv": words}


def options(*keys: str, **values: int) -> list[dict[str, Any]]:
    return [{"key": key, "text": text(key), "value": values.get(key)} for key in keys]


SCALES = {
    "five": {
        "kind": "ordinal", "render": "faces", "simple": "three",
        "options": options("very_bad", "bad", "middle", "good", "very_good"),
    },
    "three": {"kind": "ordinal", "render": "faces", "options": options("bad", "middle", "good")},
    "degrees": {"kind": "numeric", "render": "thermometer", "min": 0, "max": 10, "simple": "warmth"},
    "warmth": {"kind": "ordinal", "render": "faces", "options": options("low", "high", low=2, high=8)},
    "yes_no": {"kind": "nominal", "render": "buttons", "options": options("said_yes", "said_no")},
    "help": {"kind": "nominal", "render": "buttons", "options": options("said_yes", "maybe", "said_no")},
}  # fmt: skip
AFTER_FEEL = [{"any": [{"question": "feel", "op": "in", "value": ["bad"]}]}]
QUESTIONS: list[dict[str, Any]] = [
    {"key": "feel", "kind": "scale", "scale": "five"},
    {"key": "life", "kind": "temperature", "scale": "degrees"},
    {"key": "friends", "kind": "scale", "scale": "yes_no"},
    {"key": "wish", "kind": "multiple", "options": options("where", "who")},
    {"key": "words", "kind": "text"},
    {"key": "hurt", "kind": "scale", "scale": "yes_no", "sensitive": True},
    {"key": "why", "kind": "scale", "scale": "yes_no", "show_if": AFTER_FEEL},
    {"key": "privacy", "kind": "scale", "scale": "yes_no", "setup": True},
    {"key": "plain", "kind": "scale", "scale": "yes_no"},
    {"key": "feel_help", "kind": "scale", "scale": "help", "show_if": AFTER_FEEL},
]
SIGNALS = {
    "feel": {"challenge": ["very_bad", "bad"], "neutral": ["middle"], "resource": ["good", "very_good"]},
    "life": {"challenge": {"lte": 3}, "neutral": {"gte": 4, "lte": 6}, "resource": {"gte": 7}},
    "feel_help": {
        "help_wanted": True, "wants_help": ["said_yes"], "unsure": ["maybe"],
        "no_help": ["said_no"], "applies_to": ["feel"],
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def staff() -> StaffContent:
    """Every question but `plain` claims to be aggregated, also those that must not be."""
    child = {
        "key": "tiny", "modules": [], "number": 1, "band": "6-11", "title": text("Liten"),
        "languages": ["sv"], "simple_max_age": 8, "areas": [], "scales": SCALES, "roles": [],
        "non_answers": {}, "texts": {},
        "questions": [{"area": "home", "text": text("?"), **question} for question in QUESTIONS],
    }  # fmt: skip
    questions = {
        question["key"]: {
            "signals": SIGNALS.get(question["key"], "none"),
            "aggregate": question["key"] != "plain",
        }
        for question in QUESTIONS
    }
    named: dict[str, Any] = {"area_names": {}, "bbic_domains": {}, "levels": {}}
    return read_staff({"title": text("Liten"), "questions": questions, **named}, read_child(child))


def test_only_harmless_closed_questions_put_to_everybody_are_counted(staff: StaffContent) -> None:
    assert set(published_values(staff, {})) == {"feel", "life", "friends", "wish", "help:home"}


def test_a_child_that_says_nothing_still_has_a_value_everywhere(staff: StaffContent) -> None:
    given = {question: value.given for question, value in published_values(staff, {}).items()}
    assert given == {
        "feel": ("no_answer",), "life": ("no_answer",), "friends": ("skipped",), "wish": ("skipped",),
        "help:home": ("no_or_not_asked",),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("question", "answer", "given"),
    [
        ("feel", Answer("very_bad", scale="five"), "challenge"),
        ("feel", Answer("bad", scale="three"), "challenge"),
        ("feel", Answer("good", scale="five"), "resource"),
        ("feel", Answer(none="prefer_not", scale="five"), "no_answer"),
        ("life", Answer(0, scale="degrees"), "challenge"),
        ("life", Answer(4, scale="degrees"), "neutral"),
        ("life", Answer("low", scale="warmth"), "challenge"),
        ("life", Answer("high", scale="warmth"), "resource"),
        ("friends", Answer("said_no", scale="yes_no"), "said_no"),
        ("friends", Answer(none="prefer_not", scale="yes_no"), "prefer_not"),
    ],
)
def test_a_scale_with_a_twin_counts_by_class_and_others_by_option(
    staff: StaffContent, question: str, answer: Answer, given: str
) -> None:
    value = published_values(staff, {question: answer})[question]
    assert value.given == (given,)
    assert given in value.options


def test_the_values_are_the_same_whichever_scale_was_used(staff: StaffContent) -> None:
    full = published_values(staff, {"feel": Answer("bad", scale="five")})["feel"]
    simple = published_values(staff, {"feel": Answer("bad", scale="three")})["feel"]
    assert full == simple
    assert full.options == {"challenge", "neutral", "resource", "no_answer"}


def test_every_choice_of_a_multiple_question_is_a_value(staff: StaffContent) -> None:
    value = published_values(staff, {"wish": Answer(("who", "where"))})["wish"]
    assert value.given == ("where", "who")
    assert value.options == {"where", "who", "skipped", "prefer_not"}


@pytest.mark.parametrize(
    ("answer", "given"),
    [
        (Answer("said_yes"), "wants"),
        (Answer("maybe"), "unsure"),
        (Answer("said_no"), "no_or_not_asked"),
        (Answer(none="skipped"), "no_or_not_asked"),
    ],
)
def test_no_to_help_and_never_asked_are_the_same_value(staff: StaffContent, answer: Answer, given: str) -> None:
    """Told apart they would say who had a challenge."""
    assert published_values(staff, {"feel_help": answer})["help:home"].given == (given,)
