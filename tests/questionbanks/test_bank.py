"""What has been decided about the words that come with Stigen, and must not be edited away unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from questionbanks.checks.texts import heard, texts_of, unheard
from questionbanks.compiling import compile_family
from questionbanks.content import Content, read_child
from questionbanks.drafts import BANDS, families
from questionbanks.loading import read

BANK = read()
DOOR = {
    "code_entry",
    "link_open",
    "code_refused",
    "wait_a_moment",
    "urgent",
    "help_door",
    "maintenance",
    "server_error",
}


def words() -> Iterator[tuple[str, str]]:
    for place, text in [*heard(BANK), *unheard(BANK)]:
        yield place, text["sv"]
        yield place, text["en"]


def content(key: str) -> Content:
    family = next(found for found in families(BANK) if found.key == key)
    return read_child(compile_family(BANK, family, 1).child)


@pytest.mark.parametrize("band", BANDS)
def test_there_is_no_button_to_save(band):
    labels = [text["sv"] for place, text in texts_of("", BANK.texts["buttons"][band])]

    assert not [label for label in labels if re.search(r"\bspara\b", label, re.IGNORECASE)]
    assert not [place for place, said in words() if re.search(r"\bspara\b|\bsave\b", said, re.IGNORECASE)]


@pytest.mark.parametrize("band", BANDS)
def test_the_quick_exit_has_one_name(band):
    assert BANK.texts["quick_exit"][band]["label"] == {"sv": "Stäng snabbt", "en": "Leave now"}
    others = re.compile(r"göm sidan|dölj sidan|snabbstäng|quick exit|exit this page|close quickly", re.IGNORECASE)
    assert not [place for place, said in words() if others.search(said)]


def test_only_texts_without_a_known_child_stand_at_the_door():
    assert {key for key, text in BANK.texts.items() if text.get("door")} == DOOR


def test_the_door_never_says_what_became_of_a_code():
    fate = re.compile(r"gått ut|slutat gälla|spärra|återkalla|redan skicka|för många|expired|revoked|locked", re.I)
    found = [said for key in DOOR for _, text in texts_of("", BANK.texts[key]["6-11"]) for said in text.values()]

    assert not [said for said in found if fate.search(said)]


@pytest.mark.parametrize("key", ["welcome", "saved", "send_confirm"])
@pytest.mark.parametrize("band", BANDS)
def test_the_child_is_told_that_nobody_reads_before_send(key, band):
    said = " ".join(text["sv"] for _, text in texts_of("", BANK.texts[key][band]))

    assert "Ingen läser innan du trycker på Skicka" in said


@pytest.mark.parametrize("band", BANDS)
def test_the_welcome_says_that_managers_do_not_read(band):
    said = " ".join(text["sv"] for _, text in texts_of("", BANK.texts["welcome"][band]))

    assert "Chefer läser inte dina svar" in said
    assert 3 <= len(BANK.texts["welcome"][band]["blocks"]) <= 5


@pytest.mark.parametrize("key", ["help_door", "help_now"])
@pytest.mark.parametrize("band", BANDS)
def test_help_always_has_112_and_bris(key, band):
    phones = {item["phone"] for item in BANK.texts[key][band]["items"]}

    assert {"112", "116111"} <= phones


def test_a_key_means_the_same_in_both_ages():
    children, youth = content("children_6_11").by_key, content("youth_12_18").by_key

    assert set(children) <= set(youth)
    for key, question in children.items():
        same = youth[key]
        assert (question.area, question.kind, question.is_sensitive, question.is_setup) == (
            same.area,
            same.kind,
            same.is_sensitive,
            same.is_setup,
        )


def test_every_questionnaire_begins_with_whether_anybody_sees():
    for key in ("children_6_11", "youth_12_18"):
        assert content(key).questions[0].key == "privacy_now"


def test_the_childrens_own_bank_asks_nothing_about_suicide_or_sex():
    asked = " ".join(question.text.words_in("sv") for question in content("children_6_11").questions)

    assert not re.search(r"självmord|dö\b|sex|skada dig själv", asked, re.IGNORECASE)
