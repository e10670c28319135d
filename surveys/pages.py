"""What a child's page shows, as plain values for its template: one question, the trail, the review."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_bidi

from questionbanks.answers import PREFER_NOT, Answer, Person
from questionbanks.content import Content, Question, Scale, Text
from questionbanks.reading import door_texts
from questionbanks.rules import Path, meets
from surveys.forms import AnswerForm, rows
from surveys.sitting import CHECKS, Sitting
from surveys.words import Words, help_panel, words_of

LOOKS = {"6-11": "child", "12-18": "youth"}
AREAS_WITH_OFFER = ("home", "health", "around_me")
_FACES = {5: (1, 2, 3, 4, 5), 3: (2, 3, 4)}


def door(language: str) -> dict[str, Any]:
    """What every page shows while nobody is known."""
    words = Words(door_texts(), language, {})
    return _around("door", words, language) | {"help": help_panel(words["help_door"])}


def inside(sitting: Sitting) -> dict[str, Any]:
    """What every page within a sitting shows around its own matter."""
    words = words_of(sitting)
    around = _around(LOOKS[sitting.content.band], words, sitting.response.language)
    return around | {"help": help_panel(words["help_now"]), "pause_url": reverse("surveys:pause")}


def welcome(sitting: Sitting) -> dict[str, Any]:
    context = inside(sitting)
    section = context["words"]["welcome"]
    sounds = [item["body"] for item in sitting.content.items("welcome", "blocks")]
    blocks = [
        block | {"sound": sound_url(text, sitting.response.language)}
        for block, text in zip(section["blocks"], sounds, strict=True)
    ]
    names = ("title", "question", "yes_label", "later_label", "no_label")
    return context | {"blocks": blocks} | {name: section[name] for name in names}


def message(sitting: Sitting, page: str) -> dict[str, Any]:
    """A calm page that only says something, such as ``thanks`` or ``paused``."""
    context = inside(sitting)
    section = context["words"][page]
    return context | {"title": section["title"], "body": section["body"], "is_there": page == "thanks"}


def question(sitting: Sitting, asked: Question, form: AnswerForm) -> dict[str, Any]:
    """One question's page: its words, its ways to answer, where on the trail it is."""
    context = inside(sitting)
    words: Words = context["words"]
    path = sitting.path()
    area = sitting.content.area_by_key[asked.area]
    is_first = next(one for one in path if one.area == asked.area) == asked
    before = path[: path.index(asked)]
    around = {
        "area_name": words.fill(area.name),
        "area_intro": words.fill(area.intro) if is_first else "",
        "trail": trail(sitting.content, path, asked.area, words),
        "back_url": reverse("surveys:question", args=[sitting.step(before[-1])])
        if before
        else reverse("surveys:welcome"),
        "note": _note(sitting, before, words),
        "offer_talk": _offer(asked, before, words),
        "saved": bool(sitting.answers),
        "errors": form.errors.get("answer", []) if form.is_bound else [],
    }
    asks = {
        "text": words.fill(asked.text),
        "help_text": words.fill(asked.help) if asked.help else "",
        "kind": asked.kind,
        "sound_url": sound_url(asked.text, words.language),
    }
    return context | around | {"question": asks | _ways(sitting, asked, form, words)}


def _ways(sitting: Sitting, asked: Question, form: AnswerForm, words: Words) -> dict[str, Any]:
    """The ways to answer: options, numbers, words or people, with what was chosen on this device."""
    kept = sitting.answers.get(asked.key)
    chosen = kept.value if kept else None
    is_none = kept is not None and kept.none == PREFER_NOT
    ways: dict[str, Any] = {
        "render": form.scale.render if form.scale else "buttons",
        "options": _options(form, chosen, words),
        "prefer_not": {
            "value": PREFER_NOT,
            "label": words.fill(sitting.content.non_answers[PREFER_NOT]),
            "checked": is_none,
        },
    }
    if form.scale and form.scale.kind == "numeric":
        ways |= _thermometer(form.scale, chosen, words)
    if asked.kind == "text":
        typed = form.data.get("answer") if form.is_bound else chosen
        ways |= {"words_value": typed or "", "max_length": asked.max_length}
    if asked.kind == "people":
        ways |= _people(sitting, asked, form, chosen, words)
    return ways


def _options(form: AnswerForm, chosen: object, words: Words) -> list[dict[str, Any]]:
    options = form.options
    faces = _FACES.get(len(options), ()) if form.scale and form.scale.render == "faces" else ()
    return [
        {
            "value": option.key,
            "label": words.fill(option.text),
            "sound": sound_url(option.text, words.language),
            "checked": option.key == chosen or (isinstance(chosen, tuple) and option.key in chosen),
            "exclusive": option.is_exclusive,
            "face": faces[place] if faces else 0,
        }
        for place, option in enumerate(options)
    ]


def _thermometer(scale: Scale, chosen: object, words: Words) -> dict[str, Any]:
    numbers = range(scale.minimum, scale.maximum + 1, scale.step)
    return {
        "numbers": [{"value": number, "checked": number == chosen} for number in numbers],
        "low_label": words.fill(scale.anchors[0].text),
        "high_label": words.fill(scale.anchors[-1].text),
        "instruction": words.fill(scale.instruction) if scale.instruction else "",
    }


def _people(sitting: Sitting, asked: Question, form: AnswerForm, chosen: object, words: Words) -> dict[str, Any]:
    people = (
        rows(form)
        if form.is_bound
        else [one for one in chosen if isinstance(one, Person)]
        if isinstance(chosen, tuple)
        else []
    )
    removed = str(form.data.get("remove", "")) if form.is_bound else ""
    if removed.isdigit() and int(removed) < len(people):
        del people[int(removed)]
    near = sitting.content.scales.get(asked.closeness)
    return {
        "people": people,
        "roles": [{"value": role.key, "label": words.fill(role.text)} for role in sitting.content.roles],
        "closeness": [{"value": one.key, "label": words.fill(one.text)} for one in near.options] if near else [],
        "max_people": asked.max_people,
    }


def trail(content: Content, path: Path, here: str, words: Words) -> list[dict[str, str]]:
    """The areas that have a question on the path, each done, here or ahead."""
    present = [area for area in content.areas if any(one.area == area.key for one in path)]
    places = [area.key for area in present]
    now = places.index(here) if here in places else len(places)
    return [
        {
            "name": words.fill(area.name),
            "pictogram": area.pictogram,
            "state": "done" if place < now else "here" if place == now else "ahead",
        }
        for place, area in enumerate(present)
    ]


def review(sitting: Sitting) -> dict[str, Any]:
    """What will be sent, area by area, without a single answer on the page."""
    context = inside(sitting)
    words: Words = context["words"]
    path = sitting.path()
    section = words["last_check"]
    values = ("said_yes", "said_partly", "said_no")
    back = path[-1] if path else None
    return context | {
        "areas": trail(sitting.content, path, "", words),
        "send_url": reverse("surveys:send"),
        "last_check": {
            "title": section["title"],
            "alone_question": section["alone_question"],
            "self_question": section["self_question"],
            "options": [{"value": value, "label": section[value]} for value in values],
        },
        "checked": {name: answer.value for name in CHECKS if (answer := sitting.answers.get(name))},
        "back_url": reverse("surveys:question", args=[sitting.step(back)]) if back else reverse("surveys:welcome"),
    }


def sound_url(text: Text, language: str) -> str:
    name = text.sound_in(language)
    return reverse("surveys:sound", args=[name]) if name else ""


def _around(look: str, words: Words, language: str) -> dict[str, Any]:
    return {
        "look": look,
        "is_demo": settings.STIGEN_DEMO,
        "language": language,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "words": words,
        "exit_url": reverse("surveys:exit"),
        "away_url": settings.STIGEN_EXIT_ADDRESS,
    }


def _note(sitting: Sitting, before: Path, words: Words) -> dict[str, str] | None:
    """The text that the answer just given calls for, such as a tip about privacy."""
    if not before:
        return None
    kept: Answer | None = sitting.answers.get(before[-1].key)
    for after in before[-1].after_answer:
        if after.text in words and all(meets(kept, test, sitting.content) for test in after.when):
            section = words[after.text]
            return {name: section[name] for name in ("title", "body") if name in section}
    return None


def _offer(asked: Question, before: Path, words: Words) -> dict[str, str] | None:
    """One calm line after the tender areas, for every child alike."""
    if not before or before[-1].area == asked.area or before[-1].area not in AREAS_WITH_OFFER:
        return None
    section = words["offer_talk"]
    return {"body": section["body"], "button": section["button"]}
