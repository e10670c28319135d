"""A tiny published questionnaire and children who have answered it, for what reads many answers at once."""

import datetime as dt
import json
from itertools import count
from typing import Any

from participation import cards
from participation.models import Child, ChildAssignment, FollowUp, Invitation, Unit, User
from questionbanks.answers import Answer
from questionbanks.models import Version
from surveys.documents import Document, DocumentAnswer, seal_document
from surveys.models import Response

numbers = count(1)


def text(words: str) -> dict[str, str]:
    return {"sv": words}


def a_version(at: dt.datetime, *, key: str = "tiny", number: int = 1, options: str = "yes no maybe") -> Version:
    """One question on a scale of classes, one single, one multiple, one in own words, one on people."""
    choices = [{"key": option, "text": text(option.title())} for option in options.split()]
    five = {"kind": "ordinal", "render": "faces", "options": choices, "simple": "three"}
    questions: list[dict[str, Any]] = [
        {"key": "feel", "kind": "scale", "scale": "five", "text": text("Hur mår du, {name}?")},
        {"key": "friends", "kind": "single", "options": choices, "text": text("Har du kompisar?")},
        {"key": "likes", "kind": "multiple", "options": choices, "text": text("Vad gillar du?")},
        {"key": "words", "kind": "text", "text": text("Vad vill du säga?")},
        {"key": "people", "kind": "people", "text": text("Vilka finns omkring dig?")},
    ]
    child = {
        "key": key, "modules": [], "number": number, "band": "6-11", "title": text("Min röst"),
        "languages": ["sv"], "simple_max_age": 8, "texts": {}, "non_answers": {},
        "roles": [{"key": "mum", "text": text("Mamma")}], "scales": {"five": five, "three": five | {"simple": ""}},
        "areas": [{"key": "home", "name": text("Hemma"), "intro": text("Hemma"), "pictogram": "", "colour": ""}],
        "questions": [{"area": "home", **question} for question in questions],
    }  # fmt: skip
    feel = {"challenge": ["no"], "neutral": ["maybe"], "resource": ["yes"]}
    staff = {
        "title": text("Min röst 6–11 år"), "area_names": {"home": text("Hemma")}, "bbic_domains": {}, "levels": {},
        "questions": {
            question["key"]: {
                "signals": feel if question["key"] == "feel" else "none",
                "aggregate": question["kind"] not in ("text", "people"),
            }
            for question in questions
        },
    }  # fmt: skip
    Version.objects.filter(key=key).update(is_current=False)
    return Version.objects.create(
        key=key, number=number, band="6-11", published_at=at, sha256=f"{key}{number}".ljust(64, "0"),
        child_snapshot=json.dumps(child), staff_snapshot=json.dumps(staff),
    )  # fmt: skip


def a_child(unit: Unit, secretary: User, at: dt.datetime, *, is_protected: bool = False, **card: Any) -> Child:
    child = Child(unit=unit, created_at=at, is_protected=is_protected)
    words = {"label": f"Barn {next(numbers)}", "birth_month": "2017-03"} | card
    child.label_index = cards.label_index(words["label"])
    child.card = cards.seal_card(child.pk, cards.Card(**words))
    child.save()
    ChildAssignment.objects.create(child=child, user=secretary, capacity="secretary", since=at)
    return child


def has_sent(child: Child, version: Version, at: dt.datetime, answers: dict[str, Answer]) -> Invitation:
    """The child was invited and has sent its answers, both at the moment given."""
    by = child.assignments.all()[0].user
    follow_up = FollowUp.objects.create(child=child, number=next(numbers), opened_at=at, opened_by=by)
    response = Response(
        version=version, language="sv", created_at=at, expires_at=at, opened_at=at, state="sent", sent_at=at
    )
    found = {key: DocumentAnswer(answer, at) for key, answer in answers.items()}
    response.document = seal_document(
        Document(str(response.pk), version.sha256, "sv", False, at, 1, found, tuple(found), "said_yes", "said_yes")
    )
    response.save()
    return Invitation.objects.create(
        follow_up=follow_up, response=response, channel="paper", invited_by=by, created_at=at
    )
