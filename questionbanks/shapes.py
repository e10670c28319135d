"""The shape of every part of a bank: fields, types and keys, each by itself. Pure.

What refers to what is for ``questionbanks.checks``; docs/questionbank.md tells what each field means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from questionbanks.drafts import BANDS
from questionbanks.problems import Problem, error

Shape = Callable[[Any, str], Iterator[Problem]]

LANGUAGES = ("sv", "en")
FORMAT_VERSION = 2

_KEY = re.compile(r"[a-z][a-z0-9_]*")
# YAML 1.1 reads these as true, false and nothing.
_YAML_WORDS = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}


def key(value: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, str) or not _KEY.fullmatch(value) or value in _YAML_WORDS:
        yield error(place, "bad_key", value=value)


def words(value: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, str) or not value.strip():
        yield error(place, "not_words")


def number(value: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, int) or isinstance(value, bool):
        yield error(place, "not_a_number")


def yes_or_no(value: Any, place: str) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield error(place, "not_yes_or_no")


def anything(value: Any, place: str) -> Iterator[Problem]:
    """Looked at elsewhere."""
    yield from ()


def one_of(*choices: str | int) -> Shape:
    def shape(value: Any, place: str) -> Iterator[Problem]:
        if value not in choices:
            yield error(place, "not_a_choice", value=value, choices=", ".join(map(str, choices)))

    return shape


def list_of(item: Shape, least: int = 0, most: int = 1000) -> Shape:
    def shape(value: Any, place: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield error(place, "not_a_list")
            return
        if not least <= len(value) <= most:
            yield error(place, "too_many_or_few", least=least, most=most)
        for position, found in enumerate(value, start=1):
            name = found.get("key", position) if isinstance(found, Mapping) else position
            yield from item(found, f"{place}.{name}")

    return shape


def keyed(item: Shape, names: Shape = key) -> Shape:
    """A mapping from keys to parts of one shape."""

    def shape(value: Any, place: str) -> Iterator[Problem]:
        if not isinstance(value, Mapping):
            yield error(place, "not_a_mapping")
            return
        for name, found in value.items():
            yield from names(name, f"{place}.{name}")
            yield from item(found, f"{place}.{name}")

    return shape


def record(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """Named fields; any other field is an error."""
    known = {**required, **(optional or {})}

    def shape(value: Any, place: str) -> Iterator[Problem]:
        if not isinstance(value, Mapping):
            yield error(place, "not_a_mapping")
            return
        yield from (error(place, "missing_field", field=name) for name in required if name not in value)
        for name, found in value.items():
            if name in known:
                yield from known[name](found, f"{place}.{name}")
            else:
                yield error(place, "unknown_field", field=name)

    return shape


def filled(languages: Iterable[str] = LANGUAGES) -> dict[str, Shape]:
    """The words of a text in every language, as fields beside others."""

    def shape(language: str) -> Shape:
        def in_language(value: Any, place: str) -> Iterator[Problem]:
            if not isinstance(value, str) or not value.strip():
                yield error(place.removesuffix(f".{language}"), "empty_text", language=language)

        return in_language

    return {language: shape(language) for language in languages}


def with_text(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """A thing that has its words beside other fields; a language left out is an empty text."""
    plain = record(required, {**filled(), **(optional or {})})

    def shape(value: Any, place: str) -> Iterator[Problem]:
        yield from plain(value, place)
        if isinstance(value, Mapping):
            missing = [language for language in LANGUAGES if language not in value]
            yield from (error(place, "empty_text", language=language) for language in missing)

    return shape


plain_text = with_text({})
text = with_text({}, {"spoken": plain_text})
option = with_text({"key": key}, {"exclusive": yes_or_no, "spoken": plain_text})
scale_option = with_text(
    {"key": key, "polarity": one_of("positive", "neutral", "negative", "by_question")}, {"value": number}
)
scale = record(
    {
        "kind": one_of("ordinal", "nominal", "numeric"),
        "render": one_of("faces", "buttons", "thermometer", "map", "rings"),
        "better": one_of("high", "low", "by_question"),
    },
    {
        "simple": key,
        "options": list_of(scale_option, least=2),
        "min": number,
        "max": number,
        "step": number,
        "anchors": list_of(with_text({"value": number})),
        "instruction": plain_text,
    },
)


def rule(value: Any, place: str) -> Iterator[Problem]:
    """A list of groups, each ``all`` or ``any`` of tests; groups are never nested."""
    tests = list_of(record({"question": key, "op": words}, {"value": anything}), least=1)
    yield from list_of(record({}, {"all": tests, "any": tests}))(value, place)


condition = keyed(anything, one_of("in", "includes_any", "includes_all", "gte", "lte", "between"))


def signals(value: Any, place: str) -> Iterator[Problem]:
    if value == "none":
        return
    if isinstance(value, Mapping) and "help_wanted" in value:
        lists = {name: list_of(key) for name in ("wants_help", "unsure", "no_help", "applies_to")}
        yield from record({"help_wanted": yes_or_no, **lists})(value, place)
    else:
        yield from record({name: _class for name in ("challenge", "neutral", "resource")})(value, place)


def _class(value: Any, place: str) -> Iterator[Problem]:
    if isinstance(value, Mapping):
        yield from record({}, {"gte": number, "lte": number})(value, place)
    else:
        yield from list_of(key)(value, place)


question = record(
    {
        "key": key,
        "area": key,
        "type": one_of("scale", "single", "multiple", "text", "temperature", "people"),
        "text": text,
        "signals": signals,
        "conversation_openers": record({"sv": list_of(words, least=1, most=2)}),
        "compare": yes_or_no,
        "aggregate": yes_or_no,
        "bbic": list_of(key),
    },
    {
        "help": text,
        "scale": key,
        "options": list_of(option, least=2),
        "max_length": number,
        "max_people": number,
        "closeness": key,
        "show_if": rule,
        "safeguarding": list_of(record({"when": condition, "level": one_of("acute", "soon"), "reason": plain_text})),
        "after_answer": list_of(record({"when": condition, "show_text": key})),
        "sensitive": yes_or_no,
        "setup": yes_or_no,
        "worker_note": plain_text,
        "better": one_of("high", "low"),
        "lundy": one_of("space", "voice", "audience", "influence"),
        "insert_after": key,
    },
)

_span = record({"min": number, "max": number})
_questionnaire: dict[str, Shape] = {
    "key": key,
    "band": one_of(*BANDS),
    "age": _span,
    "title": plain_text,
    "staff_title": plain_text,
    "estimated_minutes": _span,
    "questions": list_of(question),
}
_aside: dict[str, Shape] = {"simple_mode_default_max_age": number, "version": number}
questionnaire = record(_questionnaire, _aside)
module = record(
    {
        "key": key,
        "band": one_of(*BANDS),
        "host": key,
        "insert_after": key,
        "hides": list_of(key),
        "title": plain_text,
        "staff_title": plain_text,
        "questions": list_of(question),
    },
    {"version": number},
)
area = record(
    {
        "key": key,
        "order": number,
        "name": plain_text,
        "staff_name": plain_text,
        "intro": record({band: plain_text for band in BANDS}),
        "bbic": list_of(key),
        "colour": words,
        "pictogram": words,
    }
)
domain = with_text({"side": one_of("child_development", "parenting_capacity", "family_environment", "principle")})
non_answer = with_text({"key": one_of("prefer_not", "skipped"), "stored": yes_or_no, "meaning": words})
level = with_text({"respond_within": words, "meaning": words})
role = with_text({"key": key}, {"bands": list_of(one_of(*BANDS))})
placeholder = record({"required": yes_or_no, "max_length": number, "sample": words, "meaning": words})


def _field(value: Any, place: str) -> Iterator[Problem]:
    item = record({"key": key}, {"phone": words, "label": text, "body": text, "heading": text})
    yield from (list_of(item, least=1) if isinstance(value, list) else text)(value, place)


surrounding = record(
    {"where": words, **{band: keyed(_field) for band in BANDS}},
    {"message": yes_or_no, "door": yes_or_no, "parts": number},
)

_scales: dict[str, Shape] = {
    "non_answers": list_of(non_answer, least=2, most=2),
    "safeguarding_levels": record({"acute": level, "soon": level}),
    "people_roles": list_of(role, least=1),
    "scales": keyed(scale),
}
_texts: dict[str, Shape] = {"placeholders": keyed(placeholder), "texts": keyed(surrounding)}
_areas: dict[str, Shape] = {"bbic_domains": keyed(domain), "areas": list_of(area, least=1)}


def _file(required: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    head: dict[str, Shape] = {"format": words, "format_version": one_of(FORMAT_VERSION)}
    return record({**head, **required}, optional)


FILES: dict[str, Shape] = {
    "questionbank/areas": _file(_areas),
    "questionbank/scales": _file(_scales),
    "questionbank/texts": _file(_texts),
    "questionbank/questionnaire": _file(_questionnaire, _aside),
    "questionbank/questionnaires": _file({"questionnaires": list_of(questionnaire, least=1)}),
    "questionbank/module": _file({"modules": list_of(module)}),
}
"""By the ``format`` a file says it has."""

DRAFT: dict[str, Shape] = {
    **_areas,
    **_scales,
    **_texts,
    "questionnaires": list_of(questionnaire),
    "modules": list_of(module),
}
"""By the name a part has in a draft."""
