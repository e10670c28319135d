"""Those who work: a secretary from a new child to the talk, a manager with figures, an editor with questions."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page

from participation.attending import examine_sent
from participation.insights.cohorts import period_of
from participation.insights.funnel import take_daily_figures
from participation.insights.sealing import close_due_pools
from participation.models import Child, Entry, Unit, User
from questionbanks.answers import Answer
from questionbanks.models import Version
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.visiting import Visitor
from tests.participation import tiny

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True, databases=["default", "journal"]),
]

ANSWERS = {
    "Hur ofta gör du något roligt?": "Ofta",
    "Hur är det i skolan?": "Dåligt",
    "Hur ofta är någon dum mot dig i skolan?": "Ofta",
    "Vill du ha hjälp med något i skolan?": "Ja",
}
WISH = "Att jag vill byta klass."


def the_child_answers(phone: Visitor, code: str) -> None:
    phone.come_in(code)
    while phone.is_asked():
        if phone.heading in ANSWERS:
            phone.choose(ANSWERS[phone.heading])
            phone.press("Nästa", look=False)
        elif phone.page.locator("textarea").count():
            phone.page.get_by_role("textbox").fill(WISH)
            phone.press("Nästa", look=False)
        else:
            phone.press("Hoppa över", look=False)
    phone.press("Skicka")


def test_a_secretary_invites_in_three_actions_and_prepares_what_the_child_told(
    desk: Visitor, visitor: Callable[..., Visitor], secretary: User, published: list[Version]
) -> None:
    desk.sign_in(secretary)
    assert desk.heading == "Mina barn"
    desk.follow("Lägg till ett barn")
    desk.fill("Vad du kallar barnet", "Elsa K.")
    desk.fill("Född, år och månad", f"{timezone.localdate().year - 10}-01")
    desk.picture("add-child")
    desk.press("Spara och bjud in")
    desk.picture("invite")
    desk.press("Bjud in Elsa K.")
    desk.picture("invited")
    code = desk.page.get_by_text(re.compile(r"^\d{4} \d{4} \d{4}$")).inner_text()

    the_child_answers(visitor(**PHONE), code)
    assert examine_sent(at=timezone.now()) == 1

    desk.go("/staff/")
    desk.picture("my-children")
    desk.follow("Elsa K.")
    desk.picture("child")
    desk.follow(re.compile("^Förbered samtalet"))
    desk.picture("prepare")
    assert desk.page.get_by_role("blockquote").inner_text() == f"”{WISH}”"
    assert desk.open_pdf("Samtalsblad att skriva ut").startswith(b"%PDF")
    desk.press("Jag tar hand om det")
    desk.press("Vi har pratat")
    written = Entry.objects.filter(actor=secretary.pk, action="read_answers")
    assert written.exists()
    desk.follow("Bevakning")
    desk.picture("attention")


def test_a_screen_that_is_lent_to_the_child_has_no_way_to_the_staff_room(
    desk: Visitor, secretary: User, child: Child, published: list[Version]
) -> None:
    desk.sign_in(secretary)
    desk.follow("Elsa K.")
    desk.follow("Bjud in")
    desk.choose(re.compile("Min skärm"))
    desk.press("Bjud in Elsa K.")
    desk.press("Svara på den här skärmen")
    desk.picture("lend-screen")
    desk.follow("Börja")
    desk.press("Öppna")
    assert desk.find("Ja, vi börjar").is_visible()
    desk.go("/staff/")
    assert desk.heading == "Logga in"


@pytest.fixture
def autumn(unit: Unit, secretary: User, colleague: User, published: list[Version]) -> None:
    """Twelve children answered in a period that is over, and their cohort is sealed."""
    version = next(one for one in published if one.family == "children_6_11")
    now = timezone.now()
    start = period_of(timezone.localdate() - dt.timedelta(days=150)).starts_on
    then = timezone.make_aware(dt.datetime.combine(start, dt.time(10))) + dt.timedelta(days=20)
    for number in range(12):
        child = tiny.a_child(unit, (secretary, colleague)[number % 2], then)
        mood = ("good", "bad", "in_between")[number % 3]
        fun = ("often", "sometimes", "never")[number % 3]
        answers = {"school_feel": Answer(mood, scale="five_faces"), "fun_things": Answer(fun, scale="how_often_3")}
        tiny.has_sent(child, version, then, answers)
    close_due_pools(at=now)
    take_daily_figures(at=now)


def test_a_manager_sees_how_many_were_heard_and_what_cohorts_tell(desk: Visitor, manager: User, autumn: None) -> None:
    desk.sign_in(manager)
    assert desk.heading == "Vad barnen berättar"
    assert desk.page.get_by_text("cirka 12 barn").first.is_visible()
    desk.page.get_by_text("Visa som tabell").first.click()
    desk.look()
    desk.picture("insights")
    desk.press("Visa")
    assert desk.download(desk.find("Hämta som tabellfil", role="link"))


def test_an_administrator_finds_accounts_and_units(desk: Visitor, administrator: User, secretary: User) -> None:
    desk.sign_in(administrator)
    desk.picture("accounts")
    desk.follow(str(secretary))
    desk.follow("Enheter")


@pytest.fixture
def pages() -> None:
    """The page tree's root, which tests with real transactions wipe away and the editors' room wants."""
    Locale.objects.get_or_create(language_code="sv")
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root")


def test_an_editor_reads_the_bank_and_finds_where_to_publish(
    visitor: Callable[..., Visitor], editor: User, bank: None, pages: None
) -> None:
    # Wagtail's own pages answer for themselves: here only what they ask for and complain of is held to account.
    desk = visitor(**DESK, is_ours=False)
    desk.sign_in(editor)
    desk.go("/cms/snippets/questionbanks/question/?questionnaire=&q=roligt")
    desk.picture("bank")
    desk.follow(re.compile("Hur ofta gör du något roligt"))
    desk.picture("bank-question")
    desk.go("/cms/publicera/")
    desk.picture("bank-publish")
    assert desk.heading == "Publicera frågorna"
