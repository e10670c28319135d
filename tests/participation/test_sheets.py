"""The conversation sheet on paper."""

from __future__ import annotations

import io

from pypdf import PdfReader

from participation.preparing import Preparation, prepare
from participation.sheets import Heading, sheet
from questionbanks.answers import SKIPPED, Answer, Person
from tests.participation.asking import asked

HEADING = Heading("Elsa Å.", ("9 år", "Uppföljning 3"), "Sara Lindgren")


def pages(preparation: Preparation, heading: Heading = HEADING, openers: tuple[str, ...] = ()) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(sheet(preparation, heading, openers))).pages]


def prepared(topic: str = "Att det är stökigt. Åäö ÅÄÖ é <b>&") -> Preparation:
    then = asked({"school": Answer("good", scale="five")}, path=("home",))
    answers = {
        "life": Answer(8, scale="degrees"),
        "school": Answer("bad", scale="five"),
        "school_help": Answer("please", scale="help"),
        "teased": Answer("often", scale="often"),
        "home": Answer("middle", scale="five"),
        "hard": Answer(none=SKIPPED),
        "people": Answer((Person("mum", closeness="near"),)),
        "talk_about": Answer(topic),
    }
    return prepare(asked(answers), then)


def test_a_sheet_is_one_page_in_the_pages_order():
    (words,) = pages(prepared(), openers=("Vad vore bättre i skolan?",))
    order = ["Elsa Å.", "stökigt. Åäö ÅÄÖ é <b>&", "Svårt och vill ha hjälp", "Styrkor", "1. Vad vore bättre", "Mamma"]
    places = [words.index(part) for part in order]
    assert places == sorted(places)


def test_last_times_answer_stands_beside_or_why_there_is_none():
    (words,) = pages(prepared())
    assert "Good" in words
    assert "inget svar" in words
    assert "frågades inte" in words


def test_a_protected_child_is_marked_on_every_page():
    long = prepare(asked({"talk_about": Answer("Mycket att säga. " * 700)}))
    found = pages(long, Heading("Barn 7", (), "Sara", is_protected=True))
    assert len(found) > 1
    assert all("skyddade personuppgifter" in words.lower() for words in found)


def test_nothing_a_child_wrote_is_cut_off():
    words = "".join(pages(prepare(asked({"talk_about": Answer("ord " * 500 + "sist")}))))
    assert "sist" in words
