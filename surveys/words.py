"""The words around the questions, with the sender's name and numbers filled in, in the response's language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from questionbanks.content import Text
from surveys.sitting import Sitting

_PLACEHOLDER = re.compile(r"\{(\w+)\}")

Fields = Mapping[str, Any]


class Words(Mapping[str, "Section"]):
    """Texts by key, filled when they are looked up; templates write ``words.thanks.title``."""

    def __init__(self, texts: Mapping[str, Fields], language: str, values: Mapping[str, str]) -> None:
        self._texts, self.language, self._filling = texts, language, values

    def __getitem__(self, key: str) -> Section:
        return Section(self._texts[key], self)

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def fill(self, text: Text) -> str:
        return _PLACEHOLDER.sub(lambda found: self._filling.get(found[1], ""), text.words_in(self.language))

    def fill_plain(self, value: str) -> str:
        return _PLACEHOLDER.sub(lambda found: self._filling.get(found[1], ""), value)


class Section(Mapping[str, Any]):
    """One text's fields: each a filled string, or a list of items."""

    def __init__(self, fields: Fields, words: Words) -> None:
        self._fields, self._words = fields, words

    def __getitem__(self, name: str) -> Any:
        value = self._fields[name]
        return self._words.fill(value) if isinstance(value, Text) else [self._item(item) for item in value]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def sound(self, name: str) -> str:
        value = self._fields[name]
        return value.sound_in(self._words.language) if isinstance(value, Text) else ""

    def _item(self, item: Fields) -> dict[str, str]:
        return {
            name: self._words.fill(value) if isinstance(value, Text) else self._words.fill_plain(value)
            for name, value in item.items()
        }


def words_of(sitting: Sitting) -> Words:
    card = sitting.card
    values = {
        "contact": card.contact,
        "contact_phone": card.contact_phone,
        "jour_phone": card.jour_phone,
        "jour_hours": card.jour_hours,
        "expires": day(sitting.response.expires_at),
    }
    return Words(sitting.content.texts, sitting.response.language, values)


def day(moment: dt.datetime) -> str:
    """A day as it is said, such as ``12 maj``, in the active language."""
    return date_format(timezone.localtime(moment), "j F")


def help_panel(section: Section) -> dict[str, Any]:
    """The help panel; a number that is not known is left out."""
    items = [
        {**item, "tel": re.sub(r"[^\d+]", "", item["phone"])}
        for item in section["items"]
        if item.get("phone", "").strip()
    ]
    panel = {name: section[name] for name in ("title", "intro", "trace", "close") if name in section}
    return panel | {"items": items}
