"""Answering on one device and on several: T-101, T-104, T-113, T-609."""

import datetime as dt
import json
import re

import pytest
from django.utils import timezone

from questionbanks.answers import Answer
from questionbanks.models import Version
from surveys import answering, documents
from surveys.issuing import revoke
from surveys.models import Draft, Response, Visit
from tests.surveys.conftest import resumed

CANARIES = ("kanarie-ett", "kanarie-två", "kanarie-tre")


def test_a_child_answers_everything_and_sends(issued, device):
    phone = device()
    phone.come_in(issued.code)
    met = phone.answer_all()
    assert len(met) >= 19
    phone.post("/skicka/", check_alone="said_yes", check_self="said_yes")
    assert phone.url == "/tack/"
    document = documents.open_document(Response.objects.get())
    assert document.was_self == "said_yes" and document.devices == 1
    assert set(document.answers) <= set(document.path)
    assert not Draft.objects.exists()


def test_skipping_everything_can_be_sent(issued, device):
    phone = device()
    phone.come_in(issued.token)
    while phone.is_at_question():
        phone.answer(skip="1")
    phone.post("/skicka/")
    document = documents.open_document(Response.objects.get())
    assert {one.answer.none for one in document.answers.values()} == {"skipped"}


def test_next_with_nothing_chosen_keeps_the_earlier_answer(issued, device):
    phone = device()
    phone.come_in(issued.code)
    first = phone.url
    phone.answer("private")
    phone.get(first)
    phone.url = first
    assert re.search(rb'value="private"[^>]*checked', phone.response.content)
    phone.answer("")
    sitting = resumed(phone.client.cookies["stigen"].value)
    assert sitting.answers["privacy_now"].value == "private"


def test_t101_another_device_shows_nothing_of_what_was_answered(give, device):
    lists = []
    for answer in ("very_bad", "very_good"):
        issued = give()
        first = answering.sit(issued.code, at=timezone.now())
        first.save("privacy_now", Answer(value="private"), at=timezone.now())
        first.save(
            "life_now", Answer(value=0 if answer == "very_bad" else 10, scale="temperature_0_10"), at=timezone.now()
        )
        first.save("home_feel", Answer(value=answer, scale="five_faces"), at=timezone.now())
        first.save("mood", Answer(value=answer, scale="five_faces"), at=timezone.now())
        first.save("talk_about", Answer(value=CANARIES[0]), at=timezone.now())
        other = device()
        other.come_in(issued.code)
        lists.append(other.answer_all())
        assert not any(canary.encode() in page for page in other.pages for canary in CANARIES)
        assert not any(b"checked" in page for page in other.pages)
        other.post("/skicka/")
        other.get("/tack/")
        assert CANARIES[0].encode() not in other.pages[-1]
        sent = documents.open_document(Response.objects.get(pk=issued.response.pk))
        assert sent.plain["talk_about"].value == CANARIES[0] and sent.plain["home_feel"].value == answer
        assert sent.devices == 2
    assert lists[0] == lists[1]


def test_a_second_device_in_company_does_not_erase_what_was_told_alone(give):
    issued, now = give(), timezone.now()
    alone, seen = (answering.sit(issued.code, at=now) for _ in range(2))
    alone.save("privacy_now", Answer(value="private"), at=now)
    alone.save("hurt_by_adult", Answer(value="now", scale="happened_4"), at=now)
    seen.save("privacy_now", Answer(value="seen_not_ok"), at=now)
    seen.send(at=now)
    assert documents.open_document(Response.objects.get()).plain["hurt_by_adult"].value == "now"


def test_t104_quick_exit_ends_the_session_without_script(issued, device):
    phone = device()
    phone.come_in(issued.code)
    phone.answer("private")
    step, cookie = phone.url, phone.client.cookies["stigen"].value
    response = phone.client.post("/ut/")
    assert response.status_code == 302 and response["Location"].startswith("https://")
    phone.client.cookies["stigen"] = cookie
    assert phone.client.get(step)["Location"] == "/"
    assert Visit.objects.get().ended_at and not bytes(Visit.objects.get().wrap)


@pytest.mark.parametrize("shown", ["door", "refused", "welcome", "question", "review", "thanks", "later"])
def test_t113_help_and_exit_are_on_every_page(issued, device, shown):
    phone = device()
    if shown == "door":
        phone.get("/")
    elif shown == "refused":
        phone.response = phone.client.post("/", {"code": "1"})
    else:
        phone.post("/", code=issued.code)
    if shown in ("question", "review", "thanks"):
        phone.post("/start/", willingness="yes")
    if shown == "later":
        phone.post("/start/", willingness="later")
    if shown in ("review", "thanks"):
        phone.answer_all()
    if shown == "thanks":
        phone.post("/skicka/")
    html = phone.response.content.decode()
    assert 'href="tel:112"' in html and 'href="tel:116111"' in html
    assert 'action="/ut/"' in html and "Vi läser inte" in html
    assert "<title>Stigen</title>" in html


def test_t609_a_second_send_gets_the_same_thanks(issued, device):
    phone = device()
    phone.come_in(issued.code)
    pages = [phone.post("/skicka/").content for _ in range(2)]
    assert pages[0] == pages[1] and phone.url == "/tack/"
    assert Response.objects.sent().count() == 1


def test_t609_two_devices_send_one_response_with_the_newest_answers(give):
    issued, now = give(), timezone.now()
    one, two = (answering.sit(issued.code, at=now) for _ in range(2))
    one.save("mood", Answer(value="bad", scale="five_faces"), at=now)
    two.save("mood", Answer(value="good", scale="five_faces"), at=now + dt.timedelta(seconds=1))
    one.send(at=now)
    two.send(at=now)
    assert documents.open_document(Response.objects.get()).plain["mood"].value == "good"


def test_going_back_and_changing_takes_the_follow_up_off_the_path(issued):
    sitting, now = answering.sit(issued.code, at=timezone.now()), timezone.now()
    sitting.save("privacy_now", Answer(value="private"), at=now)
    sitting.save("home_feel", Answer(value="bad", scale="five_faces"), at=now)
    sitting.save("home_hard", Answer(value=("quarrels",)), at=now)
    sitting.save("home_feel", Answer(value="good", scale="five_faces"), at=now)
    sitting.send(at=now)
    assert "home_hard" not in documents.open_document(Response.objects.get()).answers


@pytest.mark.parametrize("willingness", ["later", "no"])
def test_not_now_and_no_are_respected_and_kept(issued, device, willingness):
    phone = device()
    phone.post("/", code=issued.code)
    phone.post("/start/", willingness=willingness)
    assert Response.objects.get().willingness == willingness
    assert phone.client.get("/start/")["Location"] == "/"
    phone.come_in(issued.code)
    assert phone.is_at_question()


def test_a_response_closed_between_two_taps_is_a_calm_way_back(issued, device, monkeypatch):
    phone = device()
    phone.post("/", code=issued.code)
    sitting = resumed(phone.client.cookies["stigen"].value)
    revoke(issued.response, at=timezone.now())
    monkeypatch.setattr(answering, "resume", lambda cookie, *, at: sitting)  # as it was read just before
    answer = phone.client.post("/start/", {"willingness": "yes"})
    assert answer.status_code == 302 and answer["Location"] == "/"


@pytest.mark.parametrize(
    "fields",
    [{}, {"answer": "x" * 100}, {"answer": ["a", "b"]}, {"wrong-current_step": "x"}, {"answer": "\x00"}],
)
def test_a_malformed_post_gets_a_calm_page_and_loses_nothing(issued, device, fields):
    phone = device()
    phone.come_in(issued.code)
    step = phone.url
    phone.answer("private")
    response = phone.client.post(step, fields, follow=True)
    assert response.status_code == 200 and b"Traceback" not in response.content
    sitting = resumed(phone.client.cookies["stigen"].value)
    assert sitting.answers["privacy_now"].value == "private"


def test_a_foreign_step_is_a_calm_redirect(issued, give, device):
    phone, other = device(), device()
    phone.come_in(issued.code)
    other.come_in(give().code)
    assert phone.get(other.url).status_code == 200 and phone.is_at_question()


def test_answers_after_send_say_thanks_and_change_nothing(issued, device):
    phone = device()
    phone.come_in(issued.code)
    step, management, token = phone.url, phone.management, phone.step
    phone.post("/skicka/")
    before = Response.objects.get().document
    phone.post(step, **{management: token, "answer": "private"})
    assert phone.url == "/tack/" and Response.objects.get().document == before


@pytest.mark.parametrize("length", [10, 150])
def test_queries_for_an_answer_do_not_grow(give, device, django_assert_num_queries, length):
    phone = device()
    phone.come_in(give(as_long(length)).code)
    phone.answer("")
    data = {phone.management: phone.step, "skip": "1"}
    with django_assert_num_queries(6):
        answered = phone.client.post(phone.url, data)
    with django_assert_num_queries(2):
        phone.client.get(answered["Location"])


def as_long(length: int) -> str:
    """The key of a version with that many root questions."""
    model = Version.objects.current().get(key="children_6_11", modules="")
    snapshot = json.loads(model.child_snapshot)
    one = next(question for question in snapshot["questions"] if question["key"] == "mood")
    snapshot["questions"] = [one | {"key": f"mood_{number}"} for number in range(length)]
    found = json.dumps(snapshot)
    now = timezone.now()
    Version.objects.create(
        key=f"long_{length}", number=1, band=model.band, child_snapshot=found, sha256=str(length), published_at=now
    )
    return f"long_{length}"
