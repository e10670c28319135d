"""A small questionnaire with every kind of question, and answers to it, for what reads one child's answers."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from participation.comparing import Asked
from questionbanks.answers import Answer
from questionbanks.content import read_child, read_staff
from questionbanks.models import Version
from surveys.documents import Document, DocumentAnswer

AT = dt.datetime(2026, 9, 9, 8, 0, tzinfo=dt.UTC)


def text(words: str) -> dict[str, str]:
    return {"sv": words}


def options(*keys: str, **values: int) -> list[dict[str, Any]]:
    return [{"key": key, "text": text(key.capitalize()), "value": values.get(key)} for key in keys]


SCALES: dict[str, dict[str, Any]] = {
    "five": {
        "kind": "ordinal",
        "render": "faces",
        "simple": "three",
        "options": options("awful", "bad", "middle", "good", "great", awful=0, bad=1, middle=2, good=3, great=4),
    },
    "three": {
        "kind": "ordinal",
        "render": "faces",
        "options": options("bad", "middle", "good", bad=1, middle=2, good=3),
    },
    "degrees": {"kind": "numeric", "render": "thermometer", "min": 0, "max": 10, "simple": "warmth"},
    "warmth": {"kind": "ordinal", "render": "faces", "options": options("low", "high", low=2, high=8)},
    "often": {
        "kind": "ordinal",
        "render": "buttons",
        "options": options("often", "sometimes", "never", often=2, sometimes=1, never=0),
    },
    "help": {"kind": "nominal", "render": "buttons", "options": options("please", "maybe", "no")},
    "rings": {"kind": "ordinal", "render": "rings", "options": options("near", "far", near=1, far=0)},
}
QUESTIONS: list[dict[str, Any]] = [
    {"key": "privacy", "area": "now", "kind": "single", "setup": True, "options": options("alone", "seen")},
    {"key": "life", "area": "now", "kind": "temperature", "scale": "degrees"},
    {"key": "school", "area": "school", "kind": "scale", "scale": "five"},
    {"key": "teased", "area": "school", "kind": "scale", "scale": "often"},
    {"key": "hard", "area": "school", "kind": "multiple", "options": options("noise", "alone", "nothing")},
    {"key": "school_help", "area": "school", "kind": "scale", "scale": "help"},
    {"key": "home", "area": "home", "kind": "scale", "scale": "five"},
    {"key": "people", "area": "home", "kind": "people", "closeness": "rings"},
    {"key": "home_help", "area": "home", "kind": "scale", "scale": "help"},
    {"key": "wish", "area": "say", "kind": "multiple", "options": options("outside", "draw")},
    {"key": "good_at", "area": "say", "kind": "text"},
    {"key": "talk_about", "area": "say", "kind": "text"},
]
FACES = {"challenge": ["awful", "bad"], "neutral": ["middle"], "resource": ["good", "great"]}


def helps(*keys: str) -> dict[str, Any]:
    return {
        "help_wanted": True,
        "wants_help": ["please"],
        "unsure": ["maybe"],
        "no_help": ["no"],
        "applies_to": list(keys),
    }


STAFF: dict[str, dict[str, Any]] = {
    "life": {
        "signals": {"challenge": {"lte": 3}, "neutral": {"gte": 4, "lte": 6}, "resource": {"gte": 7}},
        "safeguarding": [{"when": {"lte": 1}, "level": "soon", "reason": text("Mycket lågt.")}],
        "better": "high",
        "compare": True,
    },
    "school": {"signals": FACES, "better": "high", "compare": True, "openers": ["Vad vore bättre i skolan?"]},
    "teased": {
        "signals": {"challenge": ["often", "sometimes"], "neutral": ["never"]},
        "safeguarding": [{"when": {"in": ["often"]}, "level": "soon", "reason": text("Ofta retad.")}],
        "better": "low",
        "compare": True,
    },
    "hard": {"signals": {"challenge": ["noise", "alone"], "neutral": ["nothing"]}},
    "school_help": {"signals": helps("school", "teased", "hard"), "compare": True},
    "home": {
        "signals": FACES,
        "safeguarding": [{"when": {"in": ["awful"]}, "level": "acute", "reason": text("Mycket dåligt hemma.")}],
        "better": "high",
        "compare": True,
        "worker_note": text("Tala enskilt."),
    },
    "home_help": {"signals": helps("home"), "compare": True},
    "people": {"signals": "none", "compare": True},
    "talk_about": {"signals": "none", "openers": ["Berätta mer om det."]},
}
AREAS = ("now", "school", "home", "say")


def snapshots(
    *, questions: list[dict[str, Any]] = QUESTIONS, scales: dict[str, dict[str, Any]] = SCALES, key: str = "asking"
) -> tuple[dict[str, Any], dict[str, Any]]:
    child = {
        "key": key,
        "modules": [],
        "number": 1,
        "band": "6-11",
        "title": text("Min röst"),
        "languages": ["sv"],
        "simple_max_age": 8,
        "texts": {},
        "non_answers": {},
        "roles": [{"key": "mum", "text": text("Mamma")}, {"key": "friend", "text": text("Kompis")}],
        "scales": scales,
        "areas": [
            {"key": area, "name": text(area), "intro": text(area), "pictogram": "sun", "colour": ""} for area in AREAS
        ],
        "questions": [{"text": text(f"Fråga om {one['key']}?"), **one} for one in questions],
    }
    staff = {
        "title": text("Min röst"),
        "area_names": {area: text(area.capitalize()) for area in AREAS},
        "bbic_domains": {},
        "levels": {},
        "questions": {one["key"]: STAFF.get(one["key"], {"signals": "none"}) for one in questions},
    }
    return child, staff


def a_version(at: dt.datetime = AT, **changes: Any) -> Version:
    child, staff = snapshots(**changes)
    return Version.objects.create(
        key=child["key"],
        number=1,
        band="6-11",
        published_at=at,
        sha256=child["key"].ljust(64, "0"),
        child_snapshot=json.dumps(child),
        staff_snapshot=json.dumps(staff),
    )


def asked(answers: dict[str, Answer], *, path: tuple[str, ...] = (), at: dt.datetime = AT, **changes: Any) -> Asked:
    """Answers as if sent; the path is what was answered, and ``path`` what was shown beside it."""
    child, staff = snapshots(**changes)
    shown = {*answers, *path}
    document = Document(
        response="r",
        version="v",
        language="sv",
        is_simple=False,
        sent_at=at,
        devices=1,
        answers={key: DocumentAnswer(answer, at) for key, answer in answers.items()},
        path=tuple(one["key"] for one in child["questions"] if one["key"] in shown),
        was_alone="said_yes",
        was_self="said_yes",
    )
    return Asked(read_staff(staff, read_child(child)), document, contact="Sara")
