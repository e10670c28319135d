"""One child's sitting on one device: what it has answered here, the path it sees, and the one Send.

Other devices' answers are never opened for the page: only which questions have an answer is known, and the
questions without a guard that were answered elsewhere are not asked again.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from django.db import transaction

from questionbanks.answers import SKIPPED, Answer
from questionbanks.content import Content, Question
from questionbanks.reading import child_content
from questionbanks.rules import Path, walk
from surveys import documents, issuing, sealing
from surveys.cards import Card
from surveys.documents import Document, DocumentAnswer
from surveys.models import Draft, Response, Visit

CHECKS = ("check_alone", "check_self")
"""The two questions of the last page, kept like answers until Send."""

Answered = dict[int, dict[str, DocumentAnswer]]
"""Answers by visit and question."""


class ResponseClosed(Exception):
    """The response was sent, revoked or has expired meanwhile; nothing was changed."""


class Sitting:
    """A response opened by a visit that holds its key."""

    def __init__(self, visit: Visit, key: bytes, card: Card) -> None:
        self.visit = visit
        self.response: Response = visit.response
        self.card = card
        self._key = key
        self._path: Path | None = None  # walked once, until an answer is saved

    @cached_property
    def content(self) -> Content:
        return child_content(self.response.version_id)

    @cached_property
    def _slots(self) -> dict[bytes, str]:
        """Question keys by the slot their answer is kept in."""
        names = (*self.content.by_key, *CHECKS)
        return {sealing.slot(self._key, name): name for name in names}

    @cached_property
    def _rows(self) -> list[tuple[int, str, bytes, dt.datetime]]:
        rows = Draft.objects.filter(response=self.response).values_list("visit_id", "slot", "sealed", "saved_at")
        return [(visit, self._slots[bytes(slot)], bytes(sealed), at) for visit, slot, sealed, at in rows]

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """What was answered on this device, also what has left the path meanwhile."""
        mine = (row for row in self._rows if row[0] == self.visit.pk)
        return {name: self._open(visit, name, sealed) for visit, name, sealed, _at in mine}

    @cached_property
    def _elsewhere(self) -> frozenset[str]:
        return frozenset(name for visit, name, _sealed, _at in self._rows if visit != self.visit.pk)

    def path(self) -> Path:
        """The questions this device is asked, in order."""
        if self._path is None:
            self._path = walk(self._asked_here, self.answers)
        return self._path

    @cached_property
    def _asked_here(self) -> Content:
        if not self._elsewhere:
            return self.content
        return replace(self.content, questions=tuple(filter(self._is_asked_here, self.content.questions)))

    def _is_asked_here(self, question: Question) -> bool:
        is_done = question.key in self._elsewhere and question.is_root and not question.is_setup
        return not is_done or question.key in self.answers

    def next_unanswered(self) -> Question | None:
        return next((question for question in self.path() if question.key not in self.answers), None)

    def step(self, question: Question) -> str:
        """The question's name in an address: opaque, and another one for every response."""
        return self._steps[question.key]

    @cached_property
    def _steps(self) -> dict[str, str]:
        return {key: self._token(key) for key in self.content.by_key}

    def _token(self, key: str) -> str:
        digest = hmac.digest(self._key, b"step|" + key.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest[:12]).decode()

    def save(self, key: str, answer: Answer, *, at: dt.datetime) -> None:
        """Keep an answer, sealed, in place of an earlier one of this visit. Raises ResponseClosed."""
        sealed = sealing.seal(self._key, documents.json_bytes(answer), self._place(self.visit.pk, key))
        draft = Draft(
            response=self.response,
            visit=self.visit,
            slot=sealing.slot(self._key, key),
            sealed=sealed,
            saved_at=at,
        )
        with transaction.atomic():
            self._lock(at)
            Draft.objects.bulk_create(
                [draft],
                update_conflicts=True,
                unique_fields=["visit", "slot"],
                update_fields=["sealed", "saved_at"],
            )
        self.answers[key] = answer
        self._path = None

    def skip(self, key: str, *, at: dt.datetime) -> None:
        self.save(key, Answer(none=SKIPPED), at=at)

    def will(self, willingness: str, *, at: dt.datetime) -> None:
        """Keep whether the child wants to answer: yes, later or no. Raises ResponseClosed."""
        still_open = Response.objects.filter(pk=self.response.pk, state=Response.State.OPEN, expires_at__gt=at)
        if not still_open.update(willingness=willingness):
            raise ResponseClosed
        self.response.willingness = willingness

    def send(self, *, at: dt.datetime) -> None:
        """Turn the drafts on the path into the one sealed document. A second call changes nothing.

        Raises ResponseClosed when the response was revoked or has expired.
        """
        with transaction.atomic():
            if self._lock(at, may_be_sent=True).state == Response.State.SENT:
                return
            self.__dict__.pop("_rows", None)
            sealed = documents.seal_document(self._document(at))
            Response.objects.filter(pk=self.response.pk, state=Response.State.OPEN).update(
                state=Response.State.SENT, sent_at=at, document=sealed, card=b""
            )
            issuing.wipe(self.response)
        self.response.state = Response.State.SENT

    def _document(self, at: dt.datetime) -> Document:
        """Each device's answers count along the path that device was shown; the newest wins per question."""
        answered: Answered = {}
        for visit, name, sealed, saved_at in self._rows:
            answered.setdefault(visit, {})[name] = DocumentAnswer(self._open(visit, name, sealed), saved_at)
        checks = {name: found for one in answered.values() for name, found in one.items() if name in CHECKS}
        newest: dict[str, DocumentAnswer] = {}
        for name, found in sorted(self._on_path(answered), key=lambda pair: pair[1].at):
            newest[name] = found
        shown = {question.key for one in (*answered.values(), {}) for question in self._walked(one)}
        return Document(
            response=str(self.response.pk),
            version=self.response.version.sha256,
            language=self.response.language,
            is_simple=self.response.is_simple,
            sent_at=at,
            devices=len(answered),
            answers=newest,
            path=tuple(key for key in self.content.by_key if key in shown),
            was_alone=_said(checks.get("check_alone")),
            was_self=_said(checks.get("check_self")),
        )

    def _on_path(self, answered: Answered) -> Iterator[tuple[str, DocumentAnswer]]:
        for one in answered.values():
            for question in self._walked(one):
                if question.key in one:
                    yield question.key, one[question.key]

    def _walked(self, one: dict[str, DocumentAnswer]) -> Path:
        return walk(self.content, {name: found.answer for name, found in one.items()})

    def _lock(self, at: dt.datetime, *, may_be_sent: bool = False) -> Response:
        """Lock the response's row, so that an answer and Send never pass each other."""
        locked = Response.objects.select_for_update().only("state", "expires_at").get(pk=self.response.pk)
        if not (locked.is_open(at) or (may_be_sent and locked.state == Response.State.SENT)):
            raise ResponseClosed
        return locked

    def _open(self, visit: int, name: str, sealed: bytes) -> Answer:
        return documents.answer_from(sealing.open_sealed(self._key, sealed, self._place(visit, name)))

    def _place(self, visit: int, name: str) -> bytes:
        return sealing.bind("draft", self.response.pk, f"{visit}|{name}")


def _said(found: DocumentAnswer | None) -> str:
    return str(found.answer.value) if found and found.answer.is_given else ""
