"""A response to answer, and devices to answer it on."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from questionbanks.models import Version
from surveys import answering
from surveys.cards import Card
from surveys.issuing import Issued, issue
from surveys.sitting import Sitting

CARD = Card(contact="Sara", contact_phone="070-174 06 05", jour_phone="08-465 004 12", jour_hours="kvällar och helger")


@pytest.fixture
def give(published: None) -> Callable[..., Issued]:
    """Issues an open response to one family of the bank."""

    def make(key: str = "children_6_11", modules: str = "", *, days: int = 7, language: str = "sv") -> Issued:
        now = timezone.now()
        return issue(
            Version.objects.current().get(key=key, modules=modules),
            language=language,
            is_simple=False,
            expires_at=now + dt.timedelta(days=days),
            card=CARD,
            at=now,
        )

    return make


@pytest.fixture
def issued(give: Callable[..., Issued]) -> Issued:
    return give()


def resumed(cookie: str) -> Sitting:
    """The sitting behind a session cookie, which is there."""
    sitting = answering.resume(cookie, at=timezone.now())
    assert sitting is not None
    return sitting


class Device:
    """One browser without script, that reads the page it is on as a child would."""

    def __init__(self) -> None:
        self.client = Client()
        self.pages: list[bytes] = []
        self.url = ""

    def post(self, url: str, **fields: object):
        return self._read(self.client.post(url, fields, follow=True))

    def get(self, url: str):
        return self._read(self.client.get(url, follow=True))

    def _read(self, response):
        self.pages.append(response.content)
        self.response = response
        if response.redirect_chain:
            self.url = str(response.redirect_chain[-1][0])
        return response

    def come_in(self, credential: str):
        self.post("/", code=credential)
        return self.post("/start/", willingness="yes")

    def answer(self, value: object = "", **fields: object):
        """Answer the question on the page; an empty value is *next* with nothing chosen."""
        step = self.url
        data = {"answer": value} if value else {}
        return self.post(step, **{self.management: self.step, **data, **fields})

    @property
    def step(self) -> str:
        return self.url.rstrip("/").rsplit("/", 1)[-1]

    @property
    def management(self) -> str:
        found = re.search(rb'name="([\w-]+-current_step)"', self.response.content)
        assert found, "the page has no question"
        return found[1].decode()

    @property
    def heading(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.response.content.decode(), re.S)
        return str(found[1]).strip() if found else ""

    def options(self) -> list[str]:
        return re.findall(r'name="answer"[^>]*value="([^"]+)"', self.response.content.decode())

    def is_at_question(self) -> bool:
        return "/steg/" in self.url

    def answer_all(self, choose: Callable[[list[str]], str] | None = None) -> list[str]:
        """Answer until the review; says which questions were met."""
        met = []
        while self.is_at_question():
            met.append(self.heading)
            options = [option for option in self.options() if option != "prefer_not"]
            self.answer((choose or (lambda found: found[-1]))(options) if options else "")
        return met


@pytest.fixture
def device() -> Callable[[], Device]:
    return Device
