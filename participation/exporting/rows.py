"""The rows of the package's tables, in a fixed order, a few at a time. Opens cards and answers; logs none of them."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from participation.cards import open_card
from participation.models import Child, FollowUp, Invitation, Unit
from questionbanks.answers import SKIPPED, Answer, Person
from questionbanks.content import Content, Option, Question, Text
from questionbanks.models import Version
from questionbanks.reading import child_content, staff_content
from surveys.documents import Document, open_document
from surveys.models import Response
from surveys.sealing import SealBroken

Row = tuple[Any, ...]
CHUNK: Final = 500


@dataclass(frozen=True)
class Extent:
    """What is exported: the children of some units, as things stood at a moment."""

    units: tuple[Unit, ...]
    at: dt.datetime

    def children(self) -> QuerySet[Child]:
        return Child.objects.filter(unit__in=self.units, created_at__lte=self.at)

    def follow_ups(self) -> QuerySet[FollowUp]:
        return FollowUp.objects.filter(child__in=self.children(), opened_at__lte=self.at)

    def invitations(self) -> QuerySet[Invitation]:
        return Invitation.objects.filter(follow_up__in=self.follow_ups(), created_at__lte=self.at)

    def responses(self) -> QuerySet[Response]:
        return Response.objects.filter(pk__in=self.invitations().values("response"))

    def versions(self) -> QuerySet[Version]:
        return Version.objects.filter(pk__in=self.responses().values("version")).order_by("sha256")


def units(extent: Extent) -> Iterator[Row]:
    by_path = {unit.path: unit for unit in extent.units}
    for unit in sorted(extent.units, key=lambda unit: unit.path):
        above = by_path.get(unit.path[: -Unit.steplen])
        yield unit.pk, above and above.pk, unit.name, unit.is_closed


def versions(extent: Extent) -> Iterator[Row]:
    for version in extent.versions().defer("child_snapshot", "staff_snapshot"):
        yield version.sha256, version.key, version.modules, version.number, version.band, version.published_at


def questions(extent: Extent) -> Iterator[Row]:
    for version in extent.versions().only("pk", "sha256"):
        staff = staff_content(version.pk)
        for position, question in enumerate(staff.content.questions, 1):
            told = staff.by_key[question.key]
            yield (
                *(version.sha256, question.key, position, question.area, question.kind, question.scale),
                _simple_scale(staff.content, question),
                *_texts(question.text),
                *_texts(question.help),
                *(question.is_root, question.is_sensitive, question.is_setup),
                *(told.signals.is_help, told.is_compared, told.is_aggregated),
            )


def options(extent: Extent) -> Iterator[Row]:
    for version in extent.versions().only("pk", "sha256"):
        content = child_content(version.pk)
        for question in content.questions:
            for scale, found in _option_sets(content, question):
                for position, option in enumerate(found, 1):
                    words = _texts(option.text)
                    yield version.sha256, question.key, scale, option.key, position, option.value, *words


def children(extent: Extent) -> Iterator[Row]:
    for child in extent.children().order_by("pk").iterator(CHUNK):
        try:
            card = open_card(child)
        except SealBroken:
            card = None
        known = (
            (card.label, card.case_number, card.birth_month, card.language, card.email, card.phone, card.placement)
            if card
            else ("",) * 7
        )
        moments = (child.created_at, child.closed_at)
        yield child.pk, child.unit_id, child.is_protected, card is not None, *known, *moments


def follow_ups(extent: Extent) -> Iterator[Row]:
    for one in extent.follow_ups().select_related("conversation").order_by("pk").iterator(CHUNK):
        conversation = getattr(one, "conversation", None)
        yield (
            *(one.pk, one.child_id, one.number, one.opened_at, one.meeting_at, one.guardian, one.guardian_reason),
            *(conversation and conversation.held_at, one.closed_at),
        )


def responses(extent: Extent) -> Iterator[Row]:
    for response in extent.responses().select_related("version").order_by("pk").iterator(CHUNK):
        document = _document(response, extent)
        is_readable = document is not None if _is_sent(response, extent) else None
        said = (document.devices, document.was_alone, document.was_self) if document else (None, "", "")
        yield (
            *(response.pk, response.version.sha256, response.state, response.willingness, response.language),
            *(response.is_simple, response.created_at, response.expires_at, response.opened_at),
            *(response.sent_at, response.revoked_at, is_readable, *said),
        )


def invitations(extent: Extent) -> Iterator[Row]:
    for one in extent.invitations().order_by("pk").iterator(CHUNK):
        yield one.pk, one.follow_up_id, one.response_id, one.channel, one.created_at, one.first_read_at


def answers(extent: Extent) -> Iterator[Row]:
    for response in extent.responses().select_related("version").order_by("pk").iterator(CHUNK):
        if document := _document(response, extent):
            yield from _answers(response, document, child_content(response.version_id))


ROWS: Final[Mapping[str, Callable[[Extent], Iterator[Row]]]] = {
    make.__name__: make
    for make in (units, versions, questions, options, children, follow_ups, responses, invitations, answers)
}


def _is_sent(response: Response, extent: Extent) -> bool:
    return response.sent_at is not None and response.sent_at <= extent.at


def _document(response: Response, extent: Extent) -> Document | None:
    try:
        return open_document(response) if _is_sent(response, extent) else None
    except SealBroken:
        return None


def _answers(response: Response, document: Document, content: Content) -> Iterator[Row]:
    for position, key in enumerate(document.path, 1):
        found = document.answers.get(key)
        answer = found.answer if found else Answer(none=SKIPPED)
        is_text = content.by_key[key].kind == "text"
        for item, cells in enumerate(_items(answer, is_text=is_text), 1):
            yield (
                *(response.pk, response.version.sha256, key, item, position, answer.none, answer.scale, *cells),
                found and found.at,
            )


def _items(answer: Answer, *, is_text: bool) -> Iterator[Row]:
    """Yield option, number, words, role, name and closeness of each thing that was chosen or named."""
    chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    for one in chosen or (None,):
        if isinstance(one, Person):
            yield "", None, "", one.role, one.name, one.closeness
        elif isinstance(one, int):
            yield "", one, "", "", "", ""
        elif is_text:
            yield "", None, one, "", "", ""
        else:
            yield one, None, "", "", "", ""


def _texts(text: Text | None) -> tuple[str, str]:
    return (text.words.get("sv", ""), text.words.get("en", "")) if text else ("", "")


def _simple_scale(content: Content, question: Question) -> str:
    return content.scales[question.scale].simple if question.scale else ""


def _option_sets(content: Content, question: Question) -> Iterator[tuple[str, tuple[Option, ...]]]:
    """Yield each set the child could choose from, with the name of its scale."""
    if question.kind == "people":
        yield "", content.roles
    if not question.scale:
        yield "", question.options
    for scale in (question.scale, _simple_scale(content, question), question.closeness):
        if scale in content.scales:
            yield scale, content.scales[scale].options
