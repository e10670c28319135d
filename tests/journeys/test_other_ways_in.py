"""A youth in the dark, a browser without script, a child with a keyboard only."""

import re
from collections.abc import Callable

import pytest

from questionbanks.answers import Person
from surveys.documents import open_document
from surveys.issuing import Issued
from tests.journeys.conftest import AWAY, DESK, PHONE
from tests.journeys.visiting import Visitor

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, databases=["default", "journal"]),
]

CHOICES = {
    "Hur ofta känner du dig ensam?": ["Ofta"],
    "Vad är svårt på din fritid?": ["Det kostar för mycket", "Jag orkar inte"],
    "Hur är det i skolan?": ["Bra"],
}


def test_a_youth_in_dark_mode_chooses_several_names_people_and_writes(
    visitor: Callable[..., Visitor], give: Callable[..., Issued]
) -> None:
    issued = give("youth_12_18")
    phone = visitor(**PHONE, color_scheme="dark")
    phone.come_in(issued.code)
    while phone.is_asked():
        match phone.heading:
            case "Vilka är viktiga för dig?":
                phone.choose("Syskon")
                phone.fill("Förnamn, om du vill", "Alva")
                phone.choose("Nära mig")
                phone.press("Lägg till någon")
                assert (
                    phone.page.get_by_role("list", name="Dem du har lagt till").get_by_text("Alva").first.is_visible()
                )
                phone.picture("youth-people")
                phone.press("Nästa")
            case "Vad är viktigast att ni pratar om?":
                phone.page.get_by_role("textbox").fill("Att få sova.")
                phone.look()
                phone.picture("youth-text")
                phone.press("Nästa")
            case heading if heading in CHOICES:
                phone.look()
                for choice in CHOICES[heading]:
                    phone.choose(choice)
                phone.picture(f"youth-{heading.split()[2]}")
                phone.press("Nästa")
            case _:
                phone.press("Hoppa över", look=False)
    phone.look()
    phone.press("Skicka")
    phone.picture("youth-thanks")
    issued.response.refresh_from_db()
    answers = open_document(issued.response).plain
    assert answers["leisure_hard"].value == ("money", "energy")
    assert answers["talk_about"].value == "Att få sova."
    assert answers["important_people"].value == (Person("sibling", "Alva", "close"),)


def test_without_script_all_can_be_answered_and_sent(
    visitor: Callable[..., Visitor], give: Callable[..., Issued]
) -> None:
    issued = give("after_meeting_6_11")
    phone = visitor(**PHONE, java_script_enabled=False)
    phone.come_in(issued.code)
    for choice in ("Ja", "Lite", "Nej", "Ja, det är bättre"):
        phone.choose(choice)
        phone.press("Nästa")
    phone.page.get_by_role("textbox").fill("Ha glass.")
    phone.press("Nästa")
    phone.press("Skicka")
    issued.response.refresh_from_db()
    values = {key: answer.value for key, answer in open_document(issued.response).plain.items()}
    assert values == {
        "met_said": "said_yes",
        "met_listened": "a_little",
        "met_next": "said_no",
        "met_changed": "better",
        "met_better": "Ha glass.",
    }


def test_without_script_the_quick_exit_ends_the_session_before_it_leads_away(
    visitor: Callable[..., Visitor], give: Callable[..., Issued]
) -> None:
    phone = visitor(**PHONE, java_script_enabled=False)
    phone.come_in(give("after_meeting_6_11").code)
    asked = phone.page.url
    phone.press("Stäng snabbt")
    assert phone.page.url.endswith(AWAY)
    phone.go(asked)
    assert phone.heading == "Skriv din kod"


def tab_to(visitor: Visitor, name: str) -> None:
    """Press Tab until what has the focus is called that."""
    keys = visitor.page.keyboard
    for _ in range(25):
        keys.press("Tab")
        called = visitor.page.locator(":focus").evaluate(
            "one => (one.labels?.[0]?.innerText || one.innerText || '').trim()"
        )
        if called == name:
            return
    raise AssertionError(f"Tab never comes to {name}")


def enter(visitor: Visitor) -> None:
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.look()


def test_with_a_keyboard_only_all_can_be_answered_and_sent(
    visitor: Callable[..., Visitor], give: Callable[..., Issued]
) -> None:
    issued = give("after_meeting_6_11")
    desk = visitor(**DESK)
    keys = desk.page.keyboard
    desk.go("/")
    tab_to(desk, "Koden har 12 siffror. Den står på ditt papper eller i din telefon.")
    keys.type(issued.code)
    enter(desk)
    desk.picture("welcome-wide")
    tab_to(desk, "Ja, vi börjar")
    enter(desk)
    for first in ("Ja", "Ja", "Ja", "Ja, det är bättre"):
        tab_to(desk, first)
        keys.press("ArrowDown")
        desk.picture("question-wide")
        enter(desk)
    tab_to(desk, "Hoppa över")
    enter(desk)
    tab_to(desk, "Skicka")
    enter(desk)
    issued.response.refresh_from_db()
    answers = open_document(issued.response).plain
    assert [answers[key].value for key in ("met_said", "met_changed")] == ["a_little", "worse"]
    assert answers["met_better"].none == "skipped"


def test_every_calm_page_fits_the_smallest_phone(visitor: Callable[..., Visitor], give: Callable[..., Issued]) -> None:
    phone = visitor(**PHONE | {"viewport": {"width": 320, "height": 568}})
    code = give("children_6_11", is_simple=True).code
    phone.go("/")
    phone.page.get_by_role("textbox").fill("1234 5678 9012")
    phone.press("Gå vidare")
    phone.picture("refused")
    assert phone.heading == "Det går inte att öppna"
    assert len(phone.noise) == 1, "the browser notes that the answer was a refusal"
    phone.noise.clear()
    phone.come_in(code)
    phone.press("Nästa")
    phone.picture("question-simple")
    phone.press("Ta paus")
    phone.picture("paused")
    phone.go("/")
    phone.page.get_by_role("textbox").fill(code)
    phone.press("Gå vidare")
    phone.press("Inte nu, men senare")
    phone.picture("later")
    assert phone.heading == "Vi ses en annan dag"


def test_help_opens_in_the_page_with_numbers_to_call(phone: Visitor, give: Callable[..., Issued]) -> None:
    phone.come_in(give("after_meeting_6_11").code)
    phone.page.get_by_text("Hjälp nu", exact=True).click()
    phone.look()
    phone.picture("help-now")
    assert phone.find(re.compile("Ring 112"), role="link").get_attribute("href") == "tel:112"
