"""The page a secretary reads before a talk, and the queue that leads there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from participation import attending, journal, registering
from participation.models import Attention, Child, ChildAssignment, Conversation, Entry, Invitation, User
from questionbanks import reading
from questionbanks.answers import SKIPPED, Answer, Person
from surveys.models import Response
from tests.participation.asking import QUESTIONS, a_version
from tests.participation.tiny import has_sent

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]
CANARY = "Jag vill byta rum med Alva <b>nu</b>"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    reading.forget()


def scale(value: str, of: str) -> Answer:
    return Answer(value, scale=of)


def answers(**changes: Answer) -> dict[str, Answer]:
    return {
        "privacy": Answer("alone"),
        "school": scale("bad", "five"),
        "teased": scale("often", "often"),
        "school_help": scale("please", "help"),
        "home": Answer(none=SKIPPED),
        "people": Answer((Person("mum", closeness="near"),)),
        "talk_about": Answer(CANARY),
    } | changes


@pytest.fixture
def invitation(child: Child) -> Invitation:
    return has_sent(child, a_version(), timezone.now(), answers())


def page(invitation: Invitation, name: str = "prepare") -> str:
    return reverse(f"participation:{name}", args=[invitation.follow_up_id])


def test_the_childs_own_topic_comes_first_and_markup_stays_inert(
    invitation: Invitation, secretary: User, client_of: ClientOf
):
    shown = client_of(secretary).get(page(invitation))
    html = shown.content.decode()
    assert shown.status_code == 200
    assert "Jag vill byta rum med Alva &lt;b&gt;nu&lt;/b&gt;" in html
    assert html.index("Alva") < html.index("Svårt och vill ha hjälp") < html.index("Styrkor")
    assert shown.headers["Cache-Control"].count("no-store")


def test_headings_are_never_more_than_one_step_apart(invitation: Invitation, secretary: User, client_of: ClientOf):
    html = client_of(secretary).get(page(invitation)).content.decode()
    levels = [int(part[0]) for part in html.split("<h")[1:] if part[0].isdigit()]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_reading_is_journalled_and_the_first_reader_kept(
    invitation: Invitation, secretary: User, duty: User, client_of: ClientOf
):
    registering.assign(invitation.follow_up.child, duty, ChildAssignment.Capacity.DUTY, by=secretary, at=timezone.now())
    client_of(secretary).get(page(invitation))
    client_of(duty).get(page(invitation))
    invitation.refresh_from_db()
    assert invitation.first_read_by == secretary
    read = Entry.objects.filter(action="read_answers", result="ok")
    assert list(read.values_list("actor", flat=True)) == [secretary.pk, duty.pk]
    assert CANARY not in str(list(Entry.objects.values()))


def test_the_duty_reads_but_neither_prints_nor_notes(
    invitation: Invitation, secretary: User, duty: User, client_of: ClientOf
):
    registering.assign(invitation.follow_up.child, duty, ChildAssignment.Capacity.DUTY, by=secretary, at=timezone.now())
    html = client_of(duty).get(page(invitation)).content.decode()
    assert page(invitation, "sheet") not in html
    assert page(invitation, "note_conversation") not in html


@pytest.mark.parametrize("who", ["colleague", "manager", "team_leader", "administrator", "archivist"])
def test_nobody_else_reads(invitation: Invitation, who: str, client_of: ClientOf, request: pytest.FixtureRequest):
    """T-120: another secretary's child is not even there; a leader may never."""
    client = client_of(request.getfixturevalue(who))
    for name in ("prepare", "sheet"):
        answer = client.get(page(invitation, name))
        assert answer.status_code == (404 if who == "colleague" else 403)
        assert "Alva" not in answer.content.decode()
    invitation.refresh_from_db()
    assert invitation.first_read_at is None


def test_before_send_there_is_nothing_to_read(child: Child, secretary: User, client_of: ClientOf):
    invitation = has_sent(child, a_version(), timezone.now(), answers())
    Response.objects.update(state="open", sent_at=None, document=None)
    html = client_of(secretary).get(page(invitation)).content.decode()
    assert "Inga svar har kommit än" in html
    assert client_of(secretary).get(page(invitation, "sheet")).status_code == 302


def test_changes_are_counted_from_the_answers_before(child: Child, secretary: User, client_of: ClientOf):
    version, now = a_version(), timezone.now()
    has_sent(child, version, now - dt.timedelta(days=90), answers(teased=scale("never", "often")))
    latest = has_sent(child, version, now, answers(school=scale("good", "five"), home=scale("bad", "five")))
    html = client_of(secretary).get(page(latest)).content.decode()
    assert "Svårare. Förut: Never" in html
    assert "Bättre. Förut: Bad" in html
    assert "Inget svar förra gången" in html


def test_swapped_documents_are_a_hard_error_and_never_shown(child: Child, secretary: User, client_of: ClientOf):
    """T-151: each document opens only in its own place."""
    version, now = a_version(), timezone.now()
    one = has_sent(child, version, now - dt.timedelta(days=1), answers(talk_about=Answer("Om katten")))
    other = has_sent(child, version, now, answers())
    documents = dict(Response.objects.values_list("pk", "document"))
    Response.objects.filter(pk=one.response_id).update(document=documents[other.response_id])
    Response.objects.filter(pk=other.response_id).update(document=documents[one.response_id])
    client = client_of(secretary)
    for each in (one, other):
        for name in ("prepare", "sheet"):
            shown = client.get(page(each, name))
            assert shown.status_code == 500
            assert "Svaren går inte att öppna" in shown.content.decode()
            assert "katten" not in shown.content.decode()
            assert "Alva" not in shown.content.decode()
    assert Entry.objects.filter(result="broken").count() == 4


def test_plain_bytes_put_in_place_of_a_document_are_never_shown(
    invitation: Invitation, secretary: User, client_of: ClientOf
):
    """T-151."""
    Response.objects.update(document=b'{"answers": {"talk_about": {"is": "forged"}}}')
    shown = client_of(secretary).get(page(invitation))
    assert shown.status_code == 500
    assert "forged" not in shown.content.decode()


def test_one_broken_answer_leaves_the_lists_and_the_others_whole(child: Child, secretary: User, client_of: ClientOf):
    """T-614: broken earlier answers take only the comparison away."""
    version, now = a_version(), timezone.now()
    broken = has_sent(child, version, now - dt.timedelta(days=90), answers())
    latest = has_sent(child, version, now, answers())
    Response.objects.filter(pk=broken.response_id).update(document=b"\x04zzzz" + bytes(200))
    client = client_of(secretary)
    assert client.get(page(broken)).status_code == 500
    shown = client.get(page(latest))
    assert shown.status_code == 200
    assert "går inte att öppna, så inget är jämfört" in shown.content.decode()
    assert client.get(reverse("participation:attention")).status_code == 200


def test_a_broken_card_leaves_the_queue_and_the_answers(invitation: Invitation, secretary: User, client_of: ClientOf):
    """T-614."""
    Child.objects.update(card=bytes(120))
    client = client_of(secretary)
    for address in (reverse("participation:attention"), page(invitation)):
        assert "Kortet går inte att öppna" in client.get(address).content.decode()


def test_nothing_is_shown_when_the_journal_cannot_be_written(
    invitation: Invitation, secretary: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
):
    """T-615."""

    def full(*_args: object) -> None:
        raise OSError("disk full")

    client = client_of(secretary)
    monkeypatch.setattr(journal, "_append", full)
    shown = client.get(page(invitation))
    assert shown.status_code == 503
    assert "Alva" not in shown.content.decode()


def test_the_queries_are_as_many_for_150_questions_and_five_follow_ups(
    child: Child, secretary: User, client_of: ClientOf
):
    now = timezone.now()
    few = [one for one in QUESTIONS if one["key"] in answers()]
    more = [{"key": f"more_{number}", "area": "say", "kind": "text"} for number in range(150)]
    small = a_version(questions=few, key="small")
    large = a_version(questions=[*QUESTIONS, *more], key="large")
    written = {one["key"]: Answer("ord") for one in more}
    client = client_of(secretary)

    def queries(invitation: Invitation) -> int:
        client.get(page(invitation))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(page(invitation)).status_code == 200
        return len(captured)

    has_sent(child, small, now - dt.timedelta(days=9), answers())
    second = queries(has_sent(child, small, now - dt.timedelta(days=8), answers()))
    for days in (7, 6, 5, 4):
        has_sent(child, large, now - dt.timedelta(days=days), answers() | written)
    assert queries(has_sent(child, large, now, answers() | written)) == second
    assert second <= 21  # PostgreSQL locks the journal by a query of its own


def test_a_protected_child_is_marked_on_page_and_queue(invitation: Invitation, secretary: User, client_of: ClientOf):
    Child.objects.update(is_protected=True)
    client = client_of(secretary)
    for address in (reverse("participation:attention"), page(invitation)):
        assert "Skyddade personuppgifter" in client.get(address).content.decode()


def test_a_marked_answer_is_taken_on_with_one_press(invitation: Invitation, secretary: User, client_of: ClientOf):
    attending.examine_sent(at=timezone.now())
    found = Attention.objects.get()
    client = client_of(secretary)
    assert "Två arbetsdagar" in client.get(reverse("participation:attention")).content.decode()
    press = reverse("participation:acknowledge", args=[found.pk])
    assert press in client.get(page(invitation)).content.decode()
    assert client.get(press).status_code == 405
    assert client.post(press).url == page(invitation)  # type: ignore[attr-defined]
    html = client.get(page(invitation)).content.decode()
    assert "Sara Lindgren tar hand om det" in html
    assert press not in html


def test_a_stranger_takes_nothing_on(invitation: Invitation, colleague: User, client_of: ClientOf):
    attending.examine_sent(at=timezone.now())
    press = reverse("participation:acknowledge", args=[Attention.objects.get().pk])
    assert client_of(colleague).post(press).status_code == 404
    assert Attention.objects.waiting().exists()


def test_the_queue_tells_child_level_and_time_and_no_answer(
    invitation: Invitation, secretary: User, colleague: User, client_of: ClientOf
):
    attending.examine_sent(at=timezone.now() - dt.timedelta(days=1))
    Attention.objects.update(due_at=timezone.now() - dt.timedelta(hours=1))
    html = client_of(secretary).get(reverse("participation:attention")).content.decode()
    assert "Elsa K." in html
    assert "Försenad" in html
    assert "Alva" not in html
    assert "Teased" not in html and "teased" not in html
    assert "Elsa K." not in client_of(colleague).get(reverse("participation:attention")).content.decode()


def test_a_leader_sees_how_many_are_late_and_no_child(
    invitation: Invitation, team_leader: User, manager: User, client_of: ClientOf
):
    attending.examine_sent(at=timezone.now())
    Attention.objects.update(due_at=timezone.now() - dt.timedelta(hours=1))
    html = client_of(team_leader).get(reverse("participation:attention")).content.decode()
    assert "Barn och unga norr" in html
    assert "Elsa" not in html
    assert client_of(manager).get(reverse("participation:attention")).status_code == 403


def test_a_talk_is_noted_by_a_press_and_never_by_reading(invitation: Invitation, secretary: User, client_of: ClientOf):
    client = client_of(secretary)
    press = page(invitation, "note_conversation")
    client.get(page(invitation))
    assert client.get(press).status_code == 405
    assert not Conversation.objects.exists()
    client.post(press)
    assert Conversation.objects.get().noted_by == secretary
    assert "Ni pratade" in client.get(page(invitation)).content.decode()


def test_other_answers_of_the_follow_up_can_be_chosen(child: Child, secretary: User, client_of: ClientOf):
    now = timezone.now()
    meeting = has_sent(child, a_version(), now - dt.timedelta(days=2), answers())
    after = has_sent(child, a_version(key="after_meeting_6_11"), now, answers(talk_about=Answer("Om hur det gick")))
    after.follow_up = meeting.follow_up
    after.save()
    client = client_of(secretary)
    html = client.get(page(meeting)).content.decode()
    assert "Alva" in html
    assert f"?answers={after.pk}" in html
    chosen = client.get(page(meeting), {"answers": str(after.pk)}).content.decode()
    assert "Om hur det gick" in chosen
    assert "Det finns inget tidigare svar att jämföra med." in chosen


def test_the_sheet_is_a_pdf_with_a_neutral_name(invitation: Invitation, secretary: User, client_of: ClientOf):
    sheet = client_of(secretary).get(page(invitation, "sheet"), {"opener": ["0"]})
    assert sheet.headers["Content-Type"] == "application/pdf"
    assert "Elsa" not in sheet.headers["Content-Disposition"]
    assert sheet.content.startswith(b"%PDF")
    assert Entry.objects.filter(action="print_answers", result="ok").count() == 1
