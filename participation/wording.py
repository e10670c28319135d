"""The words that leave the system: an invitation as SMS, e-mail or letter, from the version's own texts.

Knows no child: a message names neither the child, the authority nor the subject.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format

from questionbanks.content import Content

Carries = Literal["link", "code"]
AFTER_MEETING = "after_meeting"


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter's lines, filled in, and the link behind its square."""

    title: str
    body: str
    code_line: str = field(repr=False)
    qr_line: str
    valid_line: str
    keep_line: str
    contact_line: str
    link: str = field(repr=False)
    language: str


def link(token: str) -> str:
    """The child's link; the token stands in the fragment, which no server and no log is ever sent."""
    return f"{settings.STIGEN_ADDRESS.rstrip('/')}/#{token}"


def address() -> str:
    """The short address of the child's door, to be typed."""
    return urlsplit(settings.STIGEN_ADDRESS).netloc


def last_day(expires_at: dt.datetime, language: str) -> str:
    """The last day the code works, in the reader's language."""
    with translation.override(language):
        return date_format(timezone.localtime(expires_at), "j F")


def values(*, contact: str, phone: str, expires_at: dt.datetime, language: str) -> dict[str, str]:
    """What fills the placeholders, but for the code and the link."""
    return {
        "address": address(),
        "contact": contact[:20],
        "contact_phone": phone,
        "expires": last_day(expires_at, language),
    }


def sms(content: Content, language: str, carries: Carries, filling: Mapping[str, str]) -> str:
    kind = AFTER_MEETING if content.key.startswith(AFTER_MEETING) else "invite"
    return _filled(content, f"sms_{kind}_{carries}", "body", language, filling)


def email(content: Content, language: str, carries: Carries, filling: Mapping[str, str]) -> tuple[str, str]:
    """Subject and body."""
    key = f"email_invite_{carries}"
    return (
        _filled(content, key, "subject", language, filling),
        _filled(content, key, "body", language, filling),
    )


def letter(content: Content, language: str, filling: Mapping[str, str]) -> Letter:
    def line(name: str) -> str:
        return _filled(content, "letter", name, language, filling)

    return Letter(
        title=line("title"),
        body=line("body"),
        code_line=line("code_line"),
        qr_line=line("qr_line"),
        valid_line=line("valid_line"),
        keep_line=line("keep_line"),
        contact_line=line("contact_line") if filling["contact_phone"] else "",
        link=filling["url"],
        language=language,
    )


def _filled(content: Content, key: str, name: str, language: str, filling: Mapping[str, str]) -> str:
    words = content.text(key, name).words_in(language)
    for placeholder, value in filling.items():
        words = words.replace(f"{{{placeholder}}}", value)
    return words
