"""The draft as rows and back: what editors change is read as a draft, and a draft read from files becomes rows."""

from __future__ import annotations

from typing import Any

from questionbanks.drafts import BANDS, Draft, Json
from questionbanks.models import (
    Area,
    Module,
    Question,
    Questionnaire,
    Scale,
    SurroundingText,
    Vocabulary,
)

VOCABULARY = ("non_answers", "people_roles", "safeguarding_levels", "bbic_domains", "placeholders")


def read_rows() -> Draft:
    """The bank as it is being edited. Raises Vocabulary.DoesNotExist when no bank has been loaded."""
    vocabulary = Vocabulary.objects.get()
    return Draft(
        areas=[area_part(area) for area in Area.objects.all()],
        scales={scale.key: scale_part(scale) for scale in Scale.objects.all()},
        questionnaires=[questionnaire_part(found) for found in Questionnaire.objects.prefetch_related("questions")],
        modules=[module_part(found) for found in Module.objects.select_related("host").prefetch_related("questions")],
        texts={text.key: text_part(text) for text in SurroundingText.objects.all()},
        **{name: getattr(vocabulary, name) for name in VOCABULARY},
    )


def write_rows(draft: Draft) -> None:
    """Put the draft in place of all rows there are."""
    for model in (Question, Module, Questionnaire, Scale, Area, SurroundingText, Vocabulary):
        model._default_manager.all().delete()
    Vocabulary.objects.create(**{name: getattr(draft, name) for name in VOCABULARY})
    Area.objects.bulk_create(Area(**area) for area in draft.areas)
    Scale.objects.bulk_create(_scale_row(order, key, scale) for order, (key, scale) in enumerate(draft.scales.items()))
    SurroundingText.objects.bulk_create(
        _text_row(order, key, text) for order, (key, text) in enumerate(draft.texts.items())
    )
    for order, questionnaire in enumerate(draft.questionnaires):
        row = _questionnaire_row(order, questionnaire)
        row.save()
        _write_questions(questionnaire["questions"], questionnaire=row)
    hosts = {row.key: row for row in Questionnaire.objects.all()}
    for order, module in enumerate(draft.modules):
        added = _module_row(order, module, hosts[module["host"]])
        added.save()
        _write_questions(module["questions"], module=added)


def _without_empty(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in (None, "", [], {}, False)}


def area_part(area: Area) -> Json:
    names = ("key", "order", "name", "staff_name", "intro", "bbic", "colour", "pictogram")
    return {name: getattr(area, name) for name in names}


def scale_part(scale: Scale) -> Json:
    found = {"kind": scale.kind, "render": scale.render, "better": scale.better}
    if scale.kind == Scale.Kind.NUMERIC:
        found |= {"min": scale.minimum, "max": scale.maximum, "step": scale.step}  # type: ignore[dict-item]
    return found | _without_empty(
        {name: getattr(scale, name) for name in ("simple", "options", "anchors", "instruction")}
    )


def _scale_row(order: int, key: str, scale: Json) -> Scale:
    plain = ("kind", "render", "better", "simple", "options", "anchors", "instruction", "step")
    return Scale(
        key=key,
        order=order,
        minimum=scale.get("min", 0),
        maximum=scale.get("max", 0),
        **{name: scale[name] for name in plain if name in scale},
    )


def questionnaire_part(row: Questionnaire) -> Json:
    return {
        "key": row.key,
        "band": row.band,
        "age": {"min": row.age_min, "max": row.age_max},
        **({"simple_mode_default_max_age": row.simple_max_age} if row.simple_max_age else {}),
        "title": row.title,
        "staff_title": row.staff_title,
        "estimated_minutes": {"min": row.minutes_min, "max": row.minutes_max},
        "questions": _questions(row),
    }


def _questionnaire_row(order: int, found: Json) -> Questionnaire:
    return Questionnaire(
        key=found["key"],
        order=order,
        band=found["band"],
        title=found["title"],
        staff_title=found["staff_title"],
        age_min=found["age"]["min"],
        age_max=found["age"]["max"],
        simple_max_age=found.get("simple_mode_default_max_age", 0),
        minutes_min=found["estimated_minutes"]["min"],
        minutes_max=found["estimated_minutes"]["max"],
    )


def module_part(row: Module) -> Json:
    return {
        "key": row.key,
        "band": row.host.band,
        "host": row.host.key,
        "insert_after": row.insert_after,
        "hides": row.hides,
        "title": row.title,
        "staff_title": row.staff_title,
        "questions": _questions(row),
    }


def _module_row(order: int, found: Json, host: Questionnaire) -> Module:
    names = ("key", "insert_after", "hides", "title", "staff_title")
    return Module(order=order, host=host, **{name: found[name] for name in names})


FORMAT_NAMES = {
    "key": "key",
    "area_id": "area",
    "kind": "type",
    "text": "text",
    "help": "help",
    "scale_id": "scale",
    "options": "options",
    "max_length": "max_length",
    "max_people": "max_people",
    "closeness_id": "closeness",
    "show_if": "show_if",
    "after_answer": "after_answer",
    "is_sensitive": "sensitive",
    "is_setup": "setup",
    "safeguarding": "safeguarding",
    "worker_note": "worker_note",
    "better": "better",
    "lundy": "lundy",
    "insert_after": "insert_after",
    "signals": "signals",
    "openers": "conversation_openers",
    "is_compared": "compare",
    "is_aggregated": "aggregate",
    "bbic": "bbic",
}
"""The name each of a question's fields has in the format, by the name it has in the model."""
_ALWAYS = ("signals", "conversation_openers", "compare", "aggregate", "bbic")


def question_part(row: Question) -> Json:
    found = {name: getattr(row, field) for field, name in FORMAT_NAMES.items()}
    return _without_empty(found) | {name: found[name] for name in _ALWAYS}


def _questions(row: Questionnaire | Module) -> list[Json]:
    """None yet for a row that is still being filled in."""
    return [question_part(question) for question in row.questions.all()] if row.pk else []


def _write_questions(
    questions: list[Json], *, questionnaire: Questionnaire | None = None, module: Module | None = None
) -> None:
    Question.objects.bulk_create(
        Question(
            order=order,
            questionnaire=questionnaire,
            module=module,
            **{field: question[name] for field, name in FORMAT_NAMES.items() if name in question},
        )
        for order, question in enumerate(questions, start=1)
    )


def text_part(row: SurroundingText) -> Json:
    found = {"message": row.is_message, "door": row.is_door}
    parts = {"parts": row.parts} if row.parts > 1 else {}
    return {"where": row.where, **_without_empty(found), **parts, **row.fields}


def _text_row(order: int, key: str, text: Json) -> SurroundingText:
    return SurroundingText(
        key=key,
        order=order,
        where=text["where"],
        is_message=text.get("message", False),
        is_door=text.get("door", False),
        parts=text.get("parts", 1),
        fields={band: text[band] for band in BANDS if band in text},
    )
