"""The one sealed document a sent response is: its answers, the path that was asked, and how it was answered."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from questionbanks.answers import Answer
from surveys import sealing
from surveys.models import Response


@dataclass(frozen=True, slots=True)
class DocumentAnswer:
    answer: Answer
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Document:
    """What the child sent.

    ``version`` is the sha256 of the version it was asked on; ``devices`` counts the sessions it was answered in;
    ``was_alone`` and ``was_self`` are ``said_yes``, ``said_partly``, ``said_no`` or empty.
    """

    response: str
    version: str
    language: str
    is_simple: bool
    sent_at: dt.datetime
    devices: int
    answers: Mapping[str, DocumentAnswer]
    path: tuple[str, ...]
    was_alone: str = ""
    was_self: str = ""

    @property
    def plain(self) -> dict[str, Answer]:
        return {key: found.answer for key, found in self.answers.items()}

    def to_bytes(self) -> bytes:
        """Canonical JSON, UTF-8."""
        found = {
            "format": 1,
            "response": self.response,
            "version": self.version,
            "language": self.language,
            "is_simple": self.is_simple,
            "sent_at": self.sent_at.isoformat(),
            "devices": self.devices,
            "answers": {key: one.answer.to_json() | {"at": one.at.isoformat()} for key, one in self.answers.items()},
            "path": self.path,
            "was_alone": self.was_alone,
            "was_self": self.was_self,
        }
        return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, plain: bytes) -> Document:
        found = json.loads(plain)
        found.pop("format")
        answers = {
            key: DocumentAnswer(Answer.from_json(one), dt.datetime.fromisoformat(one["at"]))
            for key, one in found.pop("answers").items()
        }
        sent_at = dt.datetime.fromisoformat(found.pop("sent_at"))
        return cls(answers=answers, sent_at=sent_at, path=tuple(found.pop("path")), **found)


def seal_document(document: Document) -> bytes:
    return sealing.seal_to_staff(document.to_bytes(), _place(document.response))


def open_document(response: Response) -> Document:
    """Open a sent response with the staff's key.

    Raises ``sealing.SealBroken`` when the document does not open or belongs to another response, and
    ``keys.KeyMissing`` in a process without the private key.
    """
    if response.document is None:
        raise sealing.SealBroken(f"response {response.pk} has no document")
    return Document.from_bytes(sealing.open_by_staff(response.document, _place(response.pk)))


def _place(response_id: object) -> bytes:
    return sealing.bind("response", response_id, "document")


def json_bytes(answer: Answer) -> bytes:
    """A draft's plain bytes."""
    return json.dumps(answer.to_json(), ensure_ascii=False).encode()


def answer_from(plain: bytes) -> Answer:
    return Answer.from_json(json.loads(plain))
