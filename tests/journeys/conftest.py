"""Chromium, a server with real transactions, and visitors of both kinds: a child's phone and a desk."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from questionbanks.models import Version
from surveys.cards import Card
from surveys.issuing import Issued, issue
from tests.journeys.visiting import Visitor

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
AWAY = "/?away"
CARD = Card(contact="Sara", contact_phone="070-174 06 05", jour_phone="08-465 004 12", jour_hours="kvällar och helger")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One Chromium for all journeys. Playwright runs an event loop in this thread, which Django must not mind."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    with sync_playwright() as playwright:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        path = os.environ.get("CHROMIUM_PATH", "/usr/bin/chromium")
        # A root's Chromium starts only without its sandbox. It can reach no other host, whatever a page asks for.
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"]
        )
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
    if before is not None:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def home(live_server: LiveServer, settings: LazySettings) -> str:
    """Where the server is, as links and codes name it too. Who leaves fast comes to its door."""
    address: str = live_server.url
    settings.STIGEN_ADDRESS = address
    settings.STIGEN_EXIT_ADDRESS = f"{address}{AWAY}"
    return address


@pytest.fixture
def visitor(chromium: Browser, home: str) -> Iterator[Callable[..., Visitor]]:
    """Opens browsers; each must have had nothing to complain of when the test ends."""
    opened: list[Visitor] = []

    def open_one(*, is_ours: bool = True, **options: Any) -> Visitor:
        context = chromium.new_context(locale="sv-SE", reduced_motion="reduce", **options)
        has_script = options.get("java_script_enabled", True)
        is_desk = "has_touch" not in options
        opened.append(Visitor(context, home, has_script=has_script, is_desk=is_desk, is_ours=is_ours))
        return opened[-1]

    yield open_one
    for one in opened:
        one.context.close()
    for one in opened:
        one.is_content()


@pytest.fixture
def phone(visitor: Callable[..., Visitor]) -> Visitor:
    return visitor(**PHONE)


@pytest.fixture
def desk(visitor: Callable[..., Visitor]) -> Visitor:
    return visitor(**DESK)


@pytest.fixture
def give(published: list[Version]) -> Callable[..., Issued]:
    """Issues an open response to one family of the bank."""

    def make(key: str, modules: str = "", *, is_simple: bool = False) -> Issued:
        now = timezone.now()
        version = Version.objects.current().get(key=key, modules=modules)
        week = now + dt.timedelta(days=7)
        return issue(version, language="sv", is_simple=is_simple, expires_at=week, card=CARD, at=now)

    return make
