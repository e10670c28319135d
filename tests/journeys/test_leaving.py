"""Somebody comes: the page is gone at once, and Back, Forward or the address bring none of it again."""

from collections.abc import Callable

import pytest

from surveys.issuing import Issued
from surveys.models import Visit
from tests.journeys.conftest import AWAY
from tests.journeys.visiting import Visitor

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, databases=["default", "journal"]),
]

CANARY = "Kanariefågeln sjunger"
QUESTIONS = ("Vad kan vi göra bättre", "Har något ändrats")


def come_to_the_words(visitor: Visitor, code: str) -> None:
    visitor.come_in(code)
    for _ in range(4):
        visitor.press("Hoppa över", look=False)
    visitor.page.get_by_role("textbox").fill(CANARY)
    visitor.press("Nästa")
    visitor.follow("Tillbaka")
    assert visitor.page.get_by_role("textbox").input_value() == CANARY


def wait_until_the_server_knows(visitor: Visitor) -> None:
    """The page leaves without waiting for the server's answer."""
    for _ in range(50):
        if not Visit.objects.filter(ended_at=None).exists():
            return
        visitor.page.wait_for_timeout(100)
    raise AssertionError("the visit has not ended")


def shows_nothing(visitor: Visitor) -> bool:
    shown = visitor.page.content()
    return CANARY not in shown and not any(question in shown for question in QUESTIONS)


def test_after_the_quick_exit_no_way_back_shows_what_was_there(phone: Visitor, give: Callable[..., Issued]) -> None:
    come_to_the_words(phone, give("after_meeting_6_11").code)
    asked = phone.page.url
    with phone.page.expect_navigation(url=lambda url: url.endswith(AWAY)):
        phone.find("Stäng snabbt").click()
    wait_until_the_server_knows(phone)
    for _ in range(3):
        phone.page.go_back()
        assert shows_nothing(phone)
    phone.page.go_forward()
    assert shows_nothing(phone)
    phone.go(asked)
    assert shows_nothing(phone)
    assert phone.heading == "Skriv din kod"
    assert not phone.context.cookies()


def test_three_presses_of_escape_lead_away(desk: Visitor, give: Callable[..., Issued]) -> None:
    come_to_the_words(desk, give("after_meeting_6_11").code)
    with desk.page.expect_navigation(url=lambda url: url.endswith(AWAY)):
        for _ in range(3):
            desk.page.keyboard.press("Escape")
    wait_until_the_server_knows(desk)
    desk.page.go_back()
    assert shows_nothing(desk)
