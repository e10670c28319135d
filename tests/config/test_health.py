"""The state of health."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.utils import timezone

from config import health, keys
from participation.models import Beat

pytestmark = pytest.mark.django_db


@pytest.fixture
def beat() -> Beat:
    return Beat.objects.create(name=Beat.ROUND, at=timezone.now())


def test_all_well_is_200_and_says_so(beat: Beat, client: Client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert {key: answer.json()[key] for key in ("database", "keys", "worker")} == dict.fromkeys(
        ("database", "keys", "worker"), "ok"
    )
    assert "sound" in answer.json()


def test_a_late_or_missing_worker_turns_it_red(beat: Beat, client: Client):
    Beat.objects.update(at=timezone.now() - dt.timedelta(minutes=3))
    assert client.get("/healthz").status_code == 503
    Beat.objects.all().delete()
    assert client.get("/healthz").json()["worker"] == "has never run"


def test_a_missing_private_key_turns_the_staff_site_red_and_not_the_childs(
    beat: Beat, client: Client, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """T-613."""
    monkeypatch.setattr(keys, "FOLDER", tmp_path)
    keys.make("2026")
    (tmp_path / "staff" / "2026.private").unlink()
    keys.forget()
    try:
        answer = client.get("/healthz")
        assert answer.status_code == 503
        assert str(tmp_path) not in json.dumps(answer.json())
        settings.STIGEN_SITE = "child"
        assert client.get("/healthz").status_code == 200
        (tmp_path / "pepper").unlink()
        keys.forget()
        assert client.get("/healthz").json()["keys"] == "a key is missing"
    finally:
        keys.forget()


def test_a_database_that_does_not_answer_turns_it_red(beat: Beat, client: Client, monkeypatch: pytest.MonkeyPatch):
    from django.db import OperationalError

    def down(*_args: object, **_more: object) -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", down)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "does not answer"


def test_the_engine_is_not_started_at_every_look():
    health._sound.cache_clear()
    health.sound()
    health.sound()
    assert health._sound.cache_info().misses <= 1 + 1
