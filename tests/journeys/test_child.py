"""A child of nine answers on a phone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings

from questionbanks.narration.clips import Clip
from questionbanks.narration.speaking import speak
from surveys.documents import open_document
from surveys.issuing import Issued
from tests.journeys.visiting import Visitor

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, databases=["default", "journal"]),
]

FIRST = "Kan någon se vad du svarar nu?"


def answer(visitor: Visitor) -> None:
    """Whatever is asked, say something: the last choice, a person, or words of one's own."""
    page = visitor.page
    if page.get_by_role("textbox", name=visitor.heading).count():
        page.get_by_role("textbox", name=visitor.heading).fill("Att mamma och jag åker till sjön.")
    elif page.get_by_role("button", name="Lägg till").count():
        visitor.choose("Mamma")
        visitor.press(re.compile("^Lägg till"))
    else:
        page.locator("label:has(input[name=answer]):not(.choice--quiet)").last.click()
    visitor.press("Nästa")


@pytest.fixture
def voice(settings: LazySettings, tmp_path: Path) -> None:
    """The first question has its sound."""
    settings.STIGEN_SOUND = tmp_path
    speak([Clip(FIRST, "sv")], tmp_path)


def test_a_child_answers_everything_on_a_phone_and_sends(
    phone: Visitor, give: Callable[..., Issued], voice: None
) -> None:
    issued = give("children_6_11")
    phone.go("/")
    phone.picture("door")
    phone.page.get_by_role("textbox").fill(issued.code)
    phone.press("Gå vidare")
    phone.picture("welcome")
    phone.press("Ja, vi börjar")

    assert phone.heading == FIRST
    with phone.page.expect_response(re.compile("/ljud/")) as heard:
        phone.find("Lyssna").click()
    assert heard.value.headers["content-type"] == "audio/mpeg"
    phone.find("Lyssna").click()

    met = []
    while phone.is_asked():
        met.append(phone.heading)
        if len(met) in (1, 2, 3, 6) or phone.page.get_by_role("button", name="Lägg till").count():
            phone.picture(f"question-{len(met)}")
        if phone.heading == "Hur är det i skolan?":
            phone.press("Hoppa över")
        else:
            answer(phone)
    assert len(met) > 18

    phone.picture("review")
    phone.choose("Ja", group="Var du ensam när du svarade?")
    phone.press("Skicka")
    phone.picture("thanks")
    issued.response.refresh_from_db()
    document = open_document(issued.response)
    assert document.was_alone == "said_yes"
    assert document.plain["school_feel"].none == "skipped"
    assert len(document.plain) == len(met)


def test_a_link_opens_by_a_button_and_leaves_no_token_in_the_address(
    phone: Visitor, give: Callable[..., Issued]
) -> None:
    issued = give("after_meeting_6_11")
    phone.go(f"/#{issued.token}")
    assert issued.token not in phone.page.url
    phone.picture("link")
    phone.press("Öppna")
    assert phone.find("Ja, vi börjar").is_visible()
