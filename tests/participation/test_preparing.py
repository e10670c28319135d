"""The order in which one child's answers are read, and what counts as changed."""

from __future__ import annotations

import pytest

from participation.comparing import Change, change, class_of, said
from participation.marking import level, marks
from participation.preparing import Preparation, Row, prepare
from questionbanks.answers import PREFER_NOT, SKIPPED, Answer, Person
from tests.participation.asking import QUESTIONS, SCALES, asked, options, text


def one(value: str | int, scale: str = "") -> Answer:
    return Answer(value, scale=scale)


def rows(preparation: Preparation, key: str) -> list[str]:
    group = next(group for group in preparation.groups if group.key == key)
    return [row.key for area in group.areas for row in area.rows]


def test_a_challenge_goes_where_the_wish_for_help_puts_it():
    for answer, group in (("please", "wants"), ("no", "not_now"), ("maybe", "unsure")):
        found = prepare(asked({"school": one("bad", "five"), "school_help": one(answer, "help")}))
        assert rows(found, group) == ["school"]
        area = next(group.areas[0] for group in found.groups if group.areas)
        assert area.help == answer.capitalize()


def test_a_challenge_without_a_word_on_help_is_unsure_and_never_not_now():
    for skipped in ({}, {"school_help": Answer(none=SKIPPED)}, {"school_help": Answer(none=PREFER_NOT)}):
        found = prepare(asked({"school": one("bad", "five")} | skipped))
        assert rows(found, "unsure") == ["school"]
        assert rows(found, "not_now") == []


def test_one_hard_thing_of_several_makes_a_challenge():
    now = asked({"hard": Answer(("noise",)), "school": one("great", "five"), "teased": one("never", "often")})
    assert class_of(now, "hard") == "challenge"
    found = prepare(now)
    assert rows(found, "strengths") == ["school"]
    assert rows(found, "between") == ["teased"]


def test_a_wish_for_help_beside_no_challenge_is_not_lost():
    found = prepare(asked({"school": one("middle", "five"), "school_help": one("please", "help")}))
    assert rows(found, "wants") == ["school_help"]


def test_every_answer_is_shown_once_and_skips_only_as_numbers():
    answers = {
        "privacy": one("seen"),
        "life": one(7, "degrees"),
        "school": one("bad", "five"),
        "teased": Answer(none=SKIPPED),
        "hard": Answer(("alone", "noise")),
        "people": Answer((Person("mum", closeness="near"),)),
        "wish": Answer(("outside",)),
        "good_at": one("Rita hästar"),
        "talk_about": one("Om bråket"),
        "home": Answer(none=PREFER_NOT),
    }
    found = prepare(asked(answers, path=("home_help",)))
    shown = [key for group in found.groups for key in rows(found, group.key)]
    others = [row.key for row in (*found.own_words, *found.wishes, *found.setting)]
    assert sorted([*shown, *others]) == ["good_at", "hard", "life", "privacy", "school", "wish"]
    assert found.talk_about == Row("talk_about", "Fråga om talk_about?", "Om bråket")
    assert [(passed.area, passed.count) for passed in found.passed] == [("School", 1), ("Home", 2)]
    assert found.answered == 7
    assert found.people[0].name == "Near"


def test_answers_off_the_path_do_not_count():
    now = asked({"home": one("awful", "five")})
    off = asked({"home": one("awful", "five")}, questions=QUESTIONS)
    object.__setattr__(off.document, "path", ())
    assert marks(now)
    assert not marks(off)
    assert prepare(off).answered == 0


def test_openers_begin_with_the_childs_own_topic_and_come_once():
    found = prepare(asked({"school": one("bad", "five"), "talk_about": one("Skolan")}))
    assert found.openers == ("Berätta mer om det.", "Vad vore bättre i skolan?")


def test_the_contacts_name_stands_where_the_child_saw_it():
    words = text("Vad vill du göra med {contact}?")
    questions = [{"key": "wish", "area": "say", "kind": "multiple", "options": options("draw"), "text": words}]
    assert prepare(asked({"wish": Answer(("draw",))}, questions=questions)).wishes[0].question == (
        "Vad vill du göra med Sara?"
    )


@pytest.mark.parametrize(
    ("key", "before", "after", "expected"),
    [
        ("teased", one("sometimes", "often"), one("often", "often"), Change("harder", "Sometimes")),
        ("teased", one("often", "often"), one("sometimes", "often"), Change("better", "Often")),
        ("teased", one("never", "often"), one("never", "often"), Change("same", "Never")),
        # A scale with a simple twin is compared by class, never by step, whichever of the two was used.
        ("school", one("awful", "five"), one("bad", "five"), Change("alike", "Awful")),
        ("school", one("bad", "three"), one("good", "five"), Change("better", "Bad")),
        ("life", one("high", "warmth"), one(2, "degrees"), Change("harder", "High")),
        ("life", one(0, "degrees"), one(3, "degrees"), Change("alike", "0 (0–10)")),
        ("school_help", one("no", "help"), one("please", "help"), Change("other", "No")),
        ("school", Answer(none=SKIPPED), one("bad", "five"), Change("unanswered")),
        ("school", Answer(none=PREFER_NOT), one("bad", "five"), Change("unanswered")),
        ("home", None, one("bad", "five"), Change("unasked")),
        ("hard", Answer(("noise",)), Answer(("alone",)), None),
        ("teased", one("often", "often"), Answer(none=SKIPPED), None),
    ],
)
def test_a_change_is(key: str, before: Answer | None, after: Answer, expected: Change | None):
    then = asked({key: before} if before else {"life": one(5, "degrees")})
    assert change(asked({key: after}), then, key) == expected


def test_other_options_under_the_same_scale_are_compared_by_class():
    often = SCALES["often"] | {
        "options": options("often", "sometimes", "rarely", "never", often=3, sometimes=2, rarely=1, never=0)
    }
    then = asked({"teased": one("often", "often")}, scales=SCALES | {"often": often})
    assert change(asked({"teased": one("sometimes", "often")}), then, "teased") == Change("alike", "Often")


def test_a_first_response_is_compared_with_nothing():
    found = prepare(asked({"school": one("bad", "five")}))
    assert found.compared_with is None
    assert all(row.change is None for group in found.groups for area in group.areas for row in area.rows)


def test_people_new_and_no_longer_named_are_told():
    then = asked({"people": Answer((Person("mum"), Person("friend", "Alva", "near")))})
    now = asked({"people": Answer((Person("friend", "Alva", "far"), Person("friend", "Bo", "near")))})
    found = prepare(now, then)
    assert [(ring.name, one.words, one.is_new) for ring in found.people for one in ring.people] == [
        ("Near", "Kompis (Bo)", True),
        ("Far", "Kompis (Alva)", False),
    ]
    assert found.no_longer_named == ("Mamma",)


def test_marks_name_the_acute_first_and_words_are_never_marked():
    now = asked(
        {
            "teased": one("often", "often"),
            "home": one("awful", "five"),
            "life": one(1, "degrees"),
            "talk_about": one("Jag vill dö"),
        }
    )
    found = marks(now)
    assert [(mark.level, mark.area) for mark in found] == [("acute", "Home"), ("soon", "Now"), ("soon", "School")]
    assert found[0].note == "Tala enskilt."
    assert level(found) == "acute"
    assert level(marks(asked({"home": Answer(none=SKIPPED)}))) == ""


def test_an_option_unknown_to_the_version_is_shown_and_not_dropped():
    assert said(asked({"hard": Answer(("noise", "gone"))}), "hard") == "Noise, gone"
