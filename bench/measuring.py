"""The measurements. Each takes nothing and gives a figure with its budget."""

from __future__ import annotations

import datetime as dt
import gzip
import logging
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases
from django.utils import timezone

from questionbanks.models import Version
from surveys.cards import Card
from surveys.issuing import issue

FORM = "application/x-www-form-urlencoded"
CARD = Card("Sara", "070-174 06 05", "08-465 004 12", "kvällar och helger")


@dataclass(frozen=True, slots=True)
class Figure:
    what: str
    figure: float
    budget: float
    unit: str

    def __str__(self) -> str:
        verdict = "ok" if self.figure <= self.budget else "short"
        return f"{self.what:<62} {self.figure:>9.2f} {self.unit:<8} budget {self.budget:>7.2f}   {verdict}"


def run() -> None:
    logging.disable(logging.WARNING)
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    old = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("load_bank", verbosity=0)
        call_command("publish_bank", "--no-sound", verbosity=0)
        print(f"database: {connection.vendor}")
        for measure in (weights, answers, refusals, start):
            for figure in measure():
                print(figure, flush=True)
    finally:
        teardown_databases(old, verbosity=0)


def open_one(key: str, modules: str = "") -> Client:
    """A browser that has come in to a new response."""
    now = timezone.now()
    version = Version.objects.current().get(key=key, modules=modules)
    issued = issue(version, language="sv", is_simple=False, expires_at=now + dt.timedelta(days=3), card=CARD, at=now)
    client = Client(headers={"Accept-Encoding": "gzip"})
    client.post("/", {"code": issued.code})
    return client


def weights() -> Iterator[Figure]:
    """Everything but sound, compressed as a server would."""
    client = open_one("children_6_11")
    first = client.get("/start/")
    files = [file for name in _assets(first.content) if (file := _asset(name)) is not None]
    total = _packed(first.content) + sum(map(_packed, files))
    yield Figure("first page after the door: all but sound, compressed", total / 1024, 30, "KB")
    yield Figure("first page after the door: requests", 1 + len(files), 6, "")
    heaviest = max(_packed(page) for page, _seconds, _queries in _walk(client))
    yield Figure("heaviest next page, compressed", heaviest / 1024, 6, "KB")


def answers() -> Iterator[Figure]:
    """Server CPU and queries per answer: the POST and the page that follows."""
    for key, modules in (("children_6_11", ""), ("youth_12_18", "placed_12_18")):
        list(_walk(open_one(key, modules)))
        steps = [step for _ in range(10) for step in _walk(open_one(key, modules))]
        seconds = sorted(step[1] for step in steps)
        yield Figure(f"server CPU per answer, {key}: median", 1000 * seconds[len(seconds) // 2], 5, "ms")
        yield Figure(
            f"queries per answer and next page, {key}: most", max(step[2] for step in _counted(key, modules)), 12, ""
        )


def refusals() -> Iterator[Figure]:
    """T-102: how far the medians of the refusals lie apart over 200 calls each."""
    now = timezone.now()
    version = Version.objects.current().get(key="children_6_11", modules="")
    expired = issue(version, language="sv", is_simple=False, expires_at=now, card=CARD, at=now)
    typed = ("hej", "1234 5678 9012", expired.code, expired.token)
    medians = [_median(partial(_try, one)) for one in typed]
    yield Figure("refused codes: medians apart", 1000 * (max(medians) - min(medians)), 5, "ms")


def start() -> Iterator[Figure]:
    """Heavy libraries that a starting process must not import."""
    code = (
        "import sys, django; django.setup(); import config.urls\n"
        "print(sum(name in sys.modules for name in ('pandas', 'numpy', 'reportlab', 'openpyxl')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    yield Figure("pandas, numpy, reportlab, openpyxl imported at start", int(done.stdout), 0, "")


def _walk(client: Client) -> Iterator[tuple[bytes, float, int]]:
    """Answer to the end: each page, the CPU seconds its answer and the next page took, no queries counted."""
    page = client.post("/start/", {"willingness": "yes"}, follow=True)
    while "/steg/" in (url := page.redirect_chain[-1][0]):
        data = _answer(page.content.decode(), url)
        before = time.process_time()
        page = client.post(url, urlencode(data), content_type=FORM, follow=True)
        yield page.content, time.process_time() - before, 0


def _counted(key: str, modules: str) -> Iterator[tuple[bytes, float, int]]:
    client = open_one(key, modules)
    page = client.post("/start/", {"willingness": "yes"}, follow=True)
    while "/steg/" in (url := page.redirect_chain[-1][0]):
        data = _answer(page.content.decode(), url)
        with CaptureQueriesContext(connection) as queries:
            page = client.post(url, data, follow=True)
        yield page.content, 0.0, len(queries)


def _answer(html: str, url: str) -> dict[str, str]:
    """The last way to answer on the page, or a skip."""
    step = url.rstrip("/").rsplit("/", 1)[-1]
    management = re.search(r'name="([\w-]+-current_step)"', html)
    assert management, "the page has no question"
    options = [one for one in re.findall(r'name="answer" value="([^"]+)"', html) if one != "prefer_not"]
    return {management[1]: step, **({"answer": options[-1]} if options else {"skip": "1"})}


def _median(call: Callable[[], object]) -> float:
    times = []
    for _ in range(200):
        before = time.perf_counter()
        call()
        times.append(time.perf_counter() - before)
    return sorted(times)[100]


def _try(typed: str) -> None:
    Client().post("/", {"code": typed})


def _assets(html: bytes) -> list[str]:
    return re.findall(r'(?:src|href)="(/static/[^"]+)"', html.decode())


def _asset(address: str) -> bytes | None:
    found = finders.find(address.removeprefix(settings.STATIC_URL))
    if not isinstance(found, str):
        return None
    with open(found, "rb") as file:
        return file.read()


def _packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))
