"""Turns a family of a draft into the two snapshots that a version holds. Pure: no database, no clock, no files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from questionbanks.drafts import Draft, Family, Json
from questionbanks.narration.clips import VOICES, Clip, clip_name

LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class Snapshot:
    """A version to be: what the child's pages read, and what staff read beside it."""

    child: dict[str, Any]
    staff: dict[str, Any]

    @property
    def child_json(self) -> str:
        return canonical(self.child)

    @property
    def staff_json(self) -> str:
        return canonical(self.staff)

    @property
    def sha256(self) -> str:
        return sha256((self.child_json + self.staff_json).encode()).hexdigest()


def canonical(value: object) -> str:
    """JSON that is the same for the same content."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def compile_family(draft: Draft, family: Family, number: int) -> Snapshot:
    """The snapshots of a draft that has passed the gate, as version ``number``."""
    return Snapshot(_child(draft, family, number), _staff(draft, family))


def clips_of(draft: Draft) -> Iterator[Clip]:
    """Everything that is heard in any family, in its spoken form; the same clip may come twice."""
    for text in _narrated(draft):
        for language in _voiced(text):
            yield Clip(_spoken(text)[language], language)


def text_of(value: Json) -> dict[str, str]:
    """The words by language of a text, or of a thing that has its words beside other fields."""
    return {language: value[language] for language in LANGUAGES if language in value}


def heard(value: Json) -> dict[str, Any]:
    """A narrated text: its words, and the name of its clip in each language that has a voice."""
    spoken = _spoken(value)
    sound = {language: clip_name(spoken[language], language) for language in _voiced(value)}
    return {**text_of(value), "sound": sound}


def _spoken(value: Json) -> dict[str, str]:
    return text_of(value.get("spoken") or value)


def _voiced(value: Json) -> list[str]:
    return [language for language in _spoken(value) if language in VOICES]


def _child(draft: Draft, family: Family, number: int) -> dict[str, Any]:
    questionnaire = family.questionnaire
    questions = family.questions()
    areas = {question["area"] for question in questions}
    return {
        "key": questionnaire["key"],
        "modules": list(family.module_keys),
        "number": number,
        "band": family.band,
        "title": heard(questionnaire["title"]),
        "languages": list(text_of(questionnaire["title"])),
        "simple_max_age": questionnaire.get("simple_mode_default_max_age", 0),
        "areas": [_area(area, family.band) for area in draft.areas if area["key"] in areas],
        "scales": {key: _scale(draft.scales[key]) for key in _scales_used(draft, questions)},
        "questions": [_question(question) for question in questions],
        "roles": [_option(role) for role in draft.people_roles if family.band in role.get("bands", [family.band])],
        "non_answers": {found["key"]: heard(found) for found in draft.non_answers},
        "texts": {key: _fields(text, family.band) for key, text in draft.texts.items()},
        "door": sorted(key for key, text in draft.texts.items() if text.get("door")),
    }


def _area(area: Json, band: str) -> dict[str, Any]:
    return {
        "key": area["key"],
        "name": heard(area["name"]),
        "intro": heard(area["intro"][band]),
        "pictogram": area["pictogram"],
        "colour": area["colour"],
    }


def _scales_used(draft: Draft, questions: Iterable[Json]) -> list[str]:
    named = {question[name] for question in questions for name in ("scale", "closeness") if question.get(name)}
    simple = {draft.scales[key].get("simple") for key in named}
    return sorted(key for key in named | simple if key)


def _scale(scale: Json) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": scale["kind"], "render": scale["render"]}
    found |= {name: scale[name] for name in ("simple", "min", "max", "step") if scale.get(name) is not None}
    if scale.get("options"):
        found["options"] = [_option(option) for option in scale["options"]]
    if scale.get("anchors"):
        found["anchors"] = [_option({"key": str(anchor["value"]), **anchor}) for anchor in scale["anchors"]]
    if scale.get("instruction"):
        found["instruction"] = heard(scale["instruction"])
    return found


def _option(option: Json) -> dict[str, Any]:
    found = {"key": option["key"], "text": heard(option)}
    return found | {name: option[name] for name in ("value", "exclusive") if option.get(name) is not None}


def _question(question: Json) -> dict[str, Any]:
    found: dict[str, Any] = {
        "key": question["key"],
        "area": question["area"],
        "kind": question["type"],
        "text": heard(question["text"]),
    }
    plain = ("scale", "max_length", "max_people", "closeness", "show_if", "after_answer", "sensitive", "setup")
    found |= {name: question[name] for name in plain if question.get(name)}
    if question.get("help"):
        found["help"] = heard(question["help"])
    if question.get("options"):
        found["options"] = [_option(option) for option in question["options"]]
    return found


def _fields(text: Json, band: str) -> dict[str, Any]:
    say = text_of if text.get("message") else heard
    return {
        name: [_item(item, say) for item in value] if isinstance(value, list) else say(value)
        for name, value in text[band].items()
    }


def _item(item: Json, say: Any) -> dict[str, Any]:
    return {name: value if isinstance(value, str) else say(value) for name, value in item.items()}


def _staff(draft: Draft, family: Family) -> dict[str, Any]:
    titles = [family.questionnaire["staff_title"], *(module["staff_title"] for module in family.modules)]
    questions = family.questions()
    asked = {question["key"] for question in questions}
    return {
        "title": {language: " + ".join(title[language] for title in titles) for language in text_of(titles[0])},
        "questions": {question["key"]: _staff_question(question, asked) for question in questions},
        "area_names": {area["key"]: text_of(area["staff_name"]) for area in draft.areas},
        "bbic_domains": {key: text_of(domain) for key, domain in draft.bbic_domains.items()},
        "levels": {key: text_of(level) for key, level in draft.safeguarding_levels.items()},
    }


def _staff_question(question: Json, asked: set[str]) -> dict[str, Any]:
    signals = question["signals"]
    if isinstance(signals, dict) and "applies_to" in signals:
        signals = {**signals, "applies_to": [key for key in signals["applies_to"] if key in asked]}
    found = {
        "signals": signals,
        "openers": question["conversation_openers"]["sv"],
        "compare": question["compare"],
        "aggregate": question["aggregate"],
        "bbic": question["bbic"],
    }
    if question.get("worker_note"):
        found["worker_note"] = text_of(question["worker_note"])
    return found | {name: question[name] for name in ("safeguarding", "better", "lundy") if question.get(name)}


def _narrated(draft: Draft) -> Iterator[Json]:
    """Every text that a family's snapshot gives a sound."""
    yield from draft.non_answers
    yield from draft.people_roles
    for area in draft.areas:
        yield area["name"]
        yield from area["intro"].values()
    for scale in draft.scales.values():
        yield from [*scale.get("options", ()), *scale.get("anchors", ())]
        yield from filter(None, [scale.get("instruction")])
    for part in [*draft.questionnaires, *draft.modules]:
        yield part["title"]
        for question in part["questions"]:
            yield from [question["text"], *question.get("options", ())]
            yield from filter(None, [question.get("help")])
    for text in draft.texts.values():
        if not text.get("message"):
            yield from _texts_in(text)


def _texts_in(text: Json) -> Iterator[Json]:
    for band in ("6-11", "12-18"):
        for value in text.get(band, {}).values():
            if isinstance(value, list):
                yield from (found for item in value for found in item.values() if not isinstance(found, str))
            else:
                yield value
