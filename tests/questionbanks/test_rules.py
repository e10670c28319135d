"""The walk: which questions a child meets, and what never decides it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionbanks import content as values
from questionbanks.answers import PREFER_NOT, SKIPPED, Answer, Person
from questionbanks.checks.paths import answers_on_the_page
from questionbanks.compiling import compile_family
from questionbanks.content import Content, Group, read_child
from questionbanks.drafts import families
from questionbanks.loading import read
from questionbanks.rules import holds, meets, walk

DRAFT = read()
CONTENTS = {family.key: read_child(compile_family(DRAFT, family, 1).child) for family in families(DRAFT)}
CHILDREN = CONTENTS["children_6_11"]

ONE = Answer("said_no", scale="yes_sometimes_no")
SEVERAL = Answer(("alone", "tasks"))
NUMBER = Answer(3)
NONE = Answer(none=SKIPPED)
REFUSED = Answer(none=PREFER_NOT)
WORDS = Answer("jag vill prata")
PEOPLE = Answer((Person("friend"),))


@pytest.mark.parametrize(
    ("op", "value", "answer", "is_met"),
    [
        ("in", ("said_no", "sometimes"), ONE, True),
        ("in", ("said_yes",), ONE, False),
        ("in", ("said_no",), NONE, False),
        ("includes_any", ("tasks", "noise"), SEVERAL, True),
        ("includes_any", ("noise",), SEVERAL, False),
        ("includes_all", ("alone", "tasks"), SEVERAL, True),
        ("includes_all", ("alone", "noise"), SEVERAL, False),
        ("gte", 0, ONE, True),
        ("gte", 1, ONE, False),
        ("lte", 3, NUMBER, True),
        ("lte", 2, NUMBER, False),
        ("between", (3, 5), NUMBER, True),
        ("between", (4, 5), NUMBER, False),
        ("lte", 2, NONE, False),
        ("gte", 0, WORDS, False),
        ("answered", None, WORDS, True),
        ("answered", None, PEOPLE, True),
        ("answered", None, REFUSED, False),
        ("answered", None, None, False),
        ("skipped", None, NONE, True),
        ("skipped", None, REFUSED, True),
        ("skipped", None, ONE, False),
        ("skipped", None, None, False),
    ],
)
def test_a_test_is_met_only_by_what_it_asks_for(op, value, answer, is_met):
    assert meets(answer, values.Test("friends", op, value), CHILDREN) is is_met


def test_every_group_of_a_rule_must_hold():
    yes, no = values.Test("friends", "answered"), values.Test("friends", "skipped")
    shown = {"friends": ONE}

    assert holds((), {}, CHILDREN)
    assert holds((Group("any", (no, yes)), Group("all", (yes,))), shown, CHILDREN)
    assert not holds((Group("any", (yes,)), Group("all", (yes, no))), shown, CHILDREN)


def test_a_test_on_a_question_that_was_not_shown_is_false():
    assert not holds((Group("any", (values.Test("friends", "skipped"),)),), {}, CHILDREN)


def test_a_child_for_whom_all_is_well_meets_no_follow_up():
    path = {question.key for question in walk(CHILDREN, {})}

    assert "leisure_help" not in path
    assert "friends" in path


def test_a_wish_for_help_is_asked_after_what_is_hard():
    assert "leisure_help" in {question.key for question in walk(CHILDREN, {"friends": ONE})}


def test_a_watched_child_meets_no_sensitive_question():
    watched = {"privacy_now": Answer("seen_not_ok")}

    for content in CONTENTS.values():
        assert not any(question.is_sensitive for question in walk(content, watched))


def test_a_value_counts_on_the_scale_it_was_answered_on():
    low = Answer("low", scale="temperature_3")

    assert meets(low, values.Test("life_now", "lte", 3), CHILDREN)
    assert not meets(Answer("low", scale="gone"), values.Test("life_now", "lte", 3), CHILDREN)


def answers_to(content: Content) -> st.SearchStrategy[dict[str, Answer]]:
    """Any answers to any of the questions, on the path or not."""
    return st.fixed_dictionaries(
        {},
        optional={
            question.key: st.sampled_from(
                [
                    *answers_on_the_page(question, content, is_simple=False),
                    *answers_on_the_page(question, content, is_simple=True),
                ]
            )
            for question in content.questions
        },
    )


@pytest.mark.parametrize("family", CONTENTS)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_answers_off_the_path_decide_nothing(family, data):
    content = CONTENTS[family]
    answers = data.draw(answers_to(content))
    path = walk(content, answers)
    on_path = {question.key: answers[question.key] for question in path if question.key in answers}

    assert walk(content, on_path) == path


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_other_answers_to_what_is_off_the_path_leave_the_path_as_it_is(data):
    answers = data.draw(answers_to(CHILDREN))
    path = walk(CHILDREN, answers)
    on_path = {question.key for question in path}
    others = {key: value for key, value in data.draw(answers_to(CHILDREN)).items() if key not in on_path}
    kept = {key: value for key, value in answers.items() if key in on_path}

    assert walk(CHILDREN, {**others, **kept}) == path


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_later_answer_never_changes_what_came_before(data):
    answers = data.draw(answers_to(CHILDREN))
    path = walk(CHILDREN, answers)
    last = path[-1].key

    assert walk(CHILDREN, {key: value for key, value in answers.items() if key != last}) == path
