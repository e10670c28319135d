"""The gate: each kind of error is found at its place, and the bank that comes with Stigen has none."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest

from questionbanks import checks, explaining
from questionbanks.checks.messages import sms_parts
from questionbanks.checks.wording import lix
from questionbanks.drafts import Draft
from questionbanks.loading import read
from questionbanks.problems import SENTENCES

BANK = read()

Planting = Callable[[Any], Any]


def planted(plant: Planting) -> list[checks.Problem]:
    draft: Any = Draft(**{field.name: copy.deepcopy(getattr(BANK, field.name)) for field in fields(Draft)})
    plant(draft)
    return checks.problems(draft)


def question(draft: Any, key: str, part: str = "children_6_11") -> Any:
    parts = [*draft.questionnaires, *draft.modules]
    return next(q for found in parts if found["key"] == part for q in found["questions"] if q["key"] == key)


def asks(op: str, value: Any = None, on: str = "friends") -> list[Any]:
    """A rule of one test."""
    return [{"any": [{"question": on, "op": op} | ({} if value is None else {"value": value})]}]


def rule(key: str, value: Any) -> Planting:
    return lambda draft: question(draft, key).update(show_if=value)


def change(key: str, /, **changes: Any) -> Planting:
    return lambda draft: question(draft, key).update(changes)


def text(key: str, field: str, words: str, band: str = "6-11") -> Planting:
    return lambda draft: draft.texts[key][band][field].update(sv=words, en=words)


FAULTS: dict[str, list[tuple[str, Planting]]] = {
    "not_a_mapping": [("questionnaires.children_6_11.questions.friends.text", change("friends", text="Hej"))],
    "not_a_list": [("questionnaires.children_6_11.questions.friends.bbic", change("friends", bbic="health"))],
    "not_words": [("areas.now.colour", lambda draft: draft.areas[0].update(colour=""))],
    "not_a_number": [("areas.now.order", lambda draft: draft.areas[0].update(order="ett"))],
    "not_yes_or_no": [("questionnaires.children_6_11.questions.friends.compare", change("friends", compare="ja"))],
    "not_a_choice": [("questionnaires.children_6_11.questions.friends.type", change("friends", type="gissa"))],
    "missing_field": [
        ("questionnaires.children_6_11.questions.friends", lambda d: question(d, "friends").pop("signals"))
    ],
    "unknown_field": [("questionnaires.children_6_11.questions.friends", change("friends", readers=["chef"]))],
    "bad_key": [("questionnaires.children_6_11.questions.Vän.key", change("friends", key="Vän"))],
    "too_many_or_few": [
        ("questionnaires.children_6_11.questions.privacy_now.options", change("privacy_now", options=[]))
    ],
    "empty_text": [
        (
            "questionnaires.children_6_11.questions.friends.text",
            lambda draft: question(draft, "friends")["text"].pop("en"),
        ),
        ("texts.thanks.6-11.title", text("thanks", "title", " ")),
    ],
    "double_key": [("children_6_11", change("friends", key="fun_things"))],
    "unknown_placeholder": [("texts.sms_reply.6-11.body", text("sms_reply", "body", "Hej {namn}"))],
    "different_placeholders": [
        ("texts.sms_reply.6-11.body", lambda draft: draft.texts["sms_reply"]["6-11"]["body"].update(sv="Hej"))
    ],
    "no_spoken_form": [
        ("children_6_11.know_why.text", lambda draft: question(draft, "know_why")["text"].pop("spoken"))
    ],
    "spoken_placeholder": [
        (
            "children_6_11.know_why.text",
            lambda draft: question(draft, "know_why")["text"]["spoken"].update(sv="Hej {contact}"),
        )
    ],
    "unknown_area": [("children_6_11.friends", change("friends", area="space"))],
    "unknown_scale": [
        ("children_6_11.friends", change("friends", scale="gone")),
        ("scales.five_faces", lambda draft: draft.scales["five_faces"].update(simple="gone")),
    ],
    "unknown_domain": [
        ("children_6_11.friends", change("friends", bbic=["luck"])),
        ("areas.now", lambda draft: draft.areas[0].update(bbic=["luck"])),
    ],
    "unknown_text": [
        (
            "children_6_11.friends.after_answer",
            change("friends", after_answer=[{"when": {"in": ["said_no"]}, "show_text": "gone"}]),
        )
    ],
    "unknown_question": [
        ("children_6_11.leisure_help.show_if", rule("leisure_help", asks("answered", on="gone"))),
        ("placed_6_11", lambda draft: draft.modules[0].update(insert_after="gone")),
        (
            "children_6_11.leisure_help.signals",
            lambda draft: question(draft, "leisure_help")["signals"].update(applies_to=["gone"]),
        ),
    ],
    "unknown_host": [("placed_6_11", lambda draft: draft.modules[0].update(host="gone"))],
    "other_band": [("placed_6_11", lambda draft: draft.modules[0].update(band="12-18"))],
    "no_questions": [("after_meeting_6_11", lambda draft: draft.questionnaires[2].update(questions=[]))],
    "not_for_kind": [("children_6_11.friends", change("friends", max_length=10))],
    "needed_for_kind": [("children_6_11.friends", lambda draft: question(draft, "friends").pop("scale"))],
    "not_numeric": [("children_6_11.life_now", change("life_now", scale="five_faces"))],
    "no_exclusive_option": [
        (
            "children_6_11.school_hard",
            lambda draft: [option.pop("exclusive", 0) for option in question(draft, "school_hard")["options"]],
        )
    ],
    "area_out_of_order": [("children_6_11.fun_things", change("life_now", area="my_say"))],
    "must_not_count": [
        ("children_6_11.privacy_now", change("privacy_now", aggregate=True)),
        ("children_6_11.school_hard", change("school_hard", aggregate=True)),
    ],
    "two_help_questions": [("children_6_11", change("school_help", area="leisure"))],
    "no_direction": [("children_6_11.friends", lambda draft: question(draft, "friends").pop("better"))],
    "challenge_without_help": [
        (
            "children_6_11.friends",
            lambda draft: question(draft, "leisure_help")["signals"]["applies_to"].remove("friends"),
        )
    ],
    "forward_reference": [
        ("children_6_11.leisure_help.show_if", rule("leisure_help", asks("answered", on="school_feel")))
    ],
    "wrong_test": [
        ("children_6_11.leisure_help.show_if", rule("leisure_help", asks("includes_any", ["said_no"]))),
        ("children_6_11.leisure_help.show_if", rule("leisure_help", asks("in", [3], on="life_now"))),
        ("children_6_11.leisure_help.show_if", rule("leisure_help", asks("ne", "said_no"))),
        ("children_6_11.leisure_help.show_if", rule("leisure_help", asks("gte", 1, on="privacy_now"))),
    ],
    "wrong_value": [
        ("children_6_11.leisure_help.show_if", rule("leisure_help", asks("in", "said_no"))),
        ("children_6_11.leisure_help.show_if", rule("leisure_help", asks("skipped", True))),
        ("children_6_11.leisure_help.show_if", rule("leisure_help", asks("between", [5, 3], on="life_now"))),
        ("children_6_11.leisure_help.show_if", rule("leisure_help", asks("between", 5, on="life_now"))),
    ],
    "unknown_option": [("children_6_11.leisure_help.show_if", rule("leisure_help", asks("in", ["rarely"])))],
    "unreachable": [
        ("children_6_11.leisure_help", rule("leisure_help", asks("skipped") + asks("answered"))),
        ("children_6_11.leisure_help", rule("leisure_help", asks("lte", 1, on="life_now"))),
    ],
    "sensitive_unguarded": [
        ("children_6_11.safe_home", rule("safe_home", asks("answered"))),
        ("children_6_11.safe_home", rule("safe_home", asks("answered", on="privacy_now"))),
    ],
    "answer_without_meaning": [
        ("children_6_11.friends.signals", lambda draft: question(draft, "friends")["signals"].update(neutral=[])),
        (
            "children_6_11.life_now.signals",
            lambda draft: question(draft, "life_now")["signals"].update(challenge={"lte": 4}),
        ),
    ],
    "meaning_without_answer": [
        (
            "children_6_11.friends.signals",
            lambda draft: question(draft, "friends")["signals"]["neutral"].append("rarely"),
        )
    ],
    "help_without_rule": [("children_6_11.leisure_help", lambda draft: question(draft, "leisure_help").pop("show_if"))],
    "simple_differs": [
        ("scales.five_faces", lambda draft: draft.scales["three_faces"]["options"][0].update(value=0)),
        ("scales.temperature_0_10", lambda draft: draft.scales["temperature_3"]["options"][0].update(value=11)),
    ],
    "option_value": [("scales.help_4", lambda draft: draft.scales["help_4"]["options"][0].update(value=1))],
    "exposing_word": [
        ("children_6_11.friends.text", change("friends", text={"sv": "Har polisen kommit?", "en": "Did they come?"})),
        ("texts.sms_reply.6-11.body", text("sms_reply", "body", "Hej från kommunen")),
        ("areas.now", lambda draft: draft.areas[0]["name"].update(sv="Utredning")),
    ],
    "long_sentence": [
        ("children_6_11.friends.text", change("friends", text={"sv": "Är det så " * 5 + "?", "en": "Is it?"}))
    ],
    "hard_to_read": [
        ("children_6_11.friends.text", change("friends", text={"sv": "Vardagsrutinernas förutsättningar?", "en": "?"}))
    ],
    "missing_text": [("texts", lambda draft: draft.texts.pop("thanks"))],
    "different_fields": [("texts.thanks", lambda draft: draft.texts["thanks"]["6-11"].pop("title"))],
    "door_differs": [
        (
            "texts.code_refused",
            lambda draft: draft.texts["code_refused"].update({"6-11": draft.texts["wait_a_moment"]["6-11"]}),
        )
    ],
    "door_placeholder": [("texts.urgent", text("urgent", "body", "Ring {contact}"))],
    "link_and_code": [("texts.email_invite_link.6-11.body", text("email_invite_link", "body", "{url} {code}"))],
    "code_without_address": [("texts.sms_invite_code.6-11.body", text("sms_invite_code", "body", "{code}"))],
    "reminder_with_code": [("texts.sms_reminder.6-11.body", text("sms_reminder", "body", "{url}"))],
    "long_message": [("texts.sms_reply.6-11.body", text("sms_reply", "body", "a" * 161))],
}


def test_the_bank_that_comes_with_stigen_has_nothing_to_put_right():
    assert checks.problems(BANK) == []


@pytest.mark.parametrize(
    ("kind", "place", "plant"), [(kind, *fault) for kind, faults in FAULTS.items() for fault in faults]
)
def test_a_fault_is_found_at_its_place(kind, place, plant):
    found = planted(plant)

    assert (kind, place) in {(problem.kind, problem.place) for problem in found}


def test_every_kind_of_problem_has_a_planted_fault():
    assert set(FAULTS) == set(SENTENCES)


@pytest.mark.parametrize("kind", FAULTS)
def test_every_problem_says_why_and_what_to_do(kind):
    problem = next(found for found in planted(FAULTS[kind][0][1]) if found.kind == kind)

    assert "%(" not in str(problem)
    assert explaining.say(problem) in str(problem)


@pytest.mark.parametrize("kind", ["long_sentence", "hard_to_read", "challenge_without_help"])
def test_advice_does_not_hinder(kind):
    assert not any(problem.is_error for problem in planted(FAULTS[kind][0][1]))


def test_a_test_on_a_question_that_a_module_hides_is_no_error():
    show_if = asks("skipped") + asks("answered", on="home_feel")
    show_if[0]["any"].append({"question": "home_feel", "op": "answered"})

    found = planted(lambda draft: question(draft, "placed_feel", "placed_6_11").update(show_if=show_if[:1]))

    assert not any(problem.kind == "unknown_question" for problem in found)


@pytest.mark.parametrize(
    ("words", "parts"),
    [("a" * 160, 1), ("a" * 161, 2), ("€" * 81, 2), ("a" * 306, 2), ("”" + "a" * 69, 1), ("”" + "a" * 70, 2)],
)
def test_parts_of_an_sms_are_counted_as_the_networks_do(words, parts):
    assert sms_parts(words) == parts


def test_lix_is_words_per_sentence_and_share_of_long_words():
    assert lix("Hur mår du?") == 3
    assert lix("Skolmaten smakar gott.") == pytest.approx(3 + 100 / 3)
    assert lix("") == 0
