"""Whether every text can be filled in and read aloud, and whether all texts are there. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questionbanks.drafts import BANDS, Draft, Json
from questionbanks.problems import Problem, error
from questionbanks.shapes import LANGUAGES

REQUIRED = frozenset(
    [
        "code_entry",
        "link_open",
        "code_refused",
        "wait_a_moment",
        "urgent",
        "help_door",
        "welcome",
        "later",
        "thanks_no",
        "my_rights",
        "privacy_tip",
        "offer_talk",
        "contact_request",
        "saved",
        "not_saved_yet",
        "no_internet",
        "maintenance",
        "server_error",
        "quick_exit",
        "paused",
        "together_start",
        "together_end",
        "last_check",
        "send_confirm",
        "delete_all",
        "thanks",
        "not_right_any_more",
        "reply",
        "reply_thanks",
        "help_now",
        "buttons",
        "sms_invite_link",
        "sms_invite_code",
        "sms_reminder",
        "sms_after_meeting_link",
        "sms_after_meeting_code",
        "sms_reply",
        "email_invite_link",
        "email_invite_code",
        "email_reminder",
        "letter",
    ]
)
"""The texts that pages, messages and letters show by name."""

_PLACEHOLDER = re.compile(r"\{(\w*)\}")


def problems(draft: Draft) -> Iterator[Problem]:
    yield from (error("texts", "missing_text", name=name) for name in sorted(REQUIRED - set(draft.texts)))
    for place, text in heard(draft):
        yield from _narrated(place, text, draft)
    for place, text in unheard(draft):
        yield from _filled(place, text, draft)
    for key, text in draft.texts.items():
        yield from _bands(f"texts.{key}", text)


def heard(draft: Draft) -> Iterator[tuple[str, Json]]:
    """Every narrated text of questions and surrounding texts, with its place."""
    for part in [*draft.questionnaires, *draft.modules]:
        for question in part["questions"]:
            place = f"{part['key']}.{question['key']}"
            yield f"{place}.text", question["text"]
            yield from ((f"{place}.help", help) for help in [question.get("help")] if help)
            for option in question.get("options", ()):
                yield f"{place}.options.{option['key']}", option
    yield from _surrounding(draft, is_message=False)


def unheard(draft: Draft) -> Iterator[tuple[str, Json]]:
    """Messages and letters: seen, never heard."""
    yield from _surrounding(draft, is_message=True)


def _surrounding(draft: Draft, *, is_message: bool) -> Iterator[tuple[str, Json]]:
    for key, text in draft.texts.items():
        if bool(text.get("message")) == is_message:
            for band in BANDS:
                yield from texts_of(f"texts.{key}.{band}", text[band])


def texts_of(place: str, fields: Json) -> Iterator[tuple[str, Json]]:
    """The texts of one band, those inside items too."""
    for name, value in fields.items():
        if isinstance(value, list):
            for item in value:
                inner = {field: found for field, found in item.items() if not isinstance(found, str)}
                yield from texts_of(f"{place}.{name}.{item['key']}", inner)
        else:
            yield f"{place}.{name}", value


def placeholders(words: str) -> frozenset[str]:
    return frozenset(_PLACEHOLDER.findall(words))


def _filled(place: str, text: Json, draft: Draft) -> Iterator[Problem]:
    used = [placeholders(text[language]) for language in LANGUAGES]
    for name in sorted(frozenset().union(*used) - set(draft.placeholders)):
        yield error(place, "unknown_placeholder", name=name)
    if len(set(used)) > 1:
        yield error(place, "different_placeholders")


def _narrated(place: str, text: Json, draft: Draft) -> Iterator[Problem]:
    yield from _filled(place, text, draft)
    has_placeholder = any(placeholders(text[language]) for language in LANGUAGES)
    spoken = text.get("spoken")
    if has_placeholder and not spoken:
        yield error(place, "no_spoken_form")
    if spoken and any(placeholders(spoken[language]) for language in LANGUAGES):
        yield error(place, "spoken_placeholder")


def _bands(place: str, text: Json) -> Iterator[Problem]:
    first, second = (text[band] for band in BANDS)
    if set(first) != set(second):
        yield error(place, "different_fields")
    if text.get("door"):
        if first != second:
            yield error(place, "door_differs")
        found = [words for _, inner in texts_of(place, first) for words in inner.values() if isinstance(words, str)]
        if any(placeholders(words) for words in found):
            yield error(place, "door_placeholder")
