"""Whether scales hold together: values, and the simple scale as a part of the full one. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from questionbanks.checks.answers import answers_on, doubles
from questionbanks.drafts import Draft, Json
from questionbanks.problems import Problem, error


def problems(draft: Draft) -> Iterator[Problem]:
    for key, scale in draft.scales.items():
        place = f"scales.{key}"
        for option in scale.get("options", ()):
            if (scale["kind"] == "ordinal") != ("value" in option):
                yield error(place, "option_value", value=option["key"])
        yield from (error(place, "double_key", value=found) for found in doubles(_keys(scale)))
        yield from _simple(place, scale, draft)
    yield from _shared(draft)


def _keys(scale: Json) -> list[str]:
    return [option["key"] for option in scale.get("options", ())]


def _simple(place: str, scale: Json, draft: Draft) -> Iterator[Problem]:
    if not scale.get("simple"):
        return
    simple = draft.scales.get(scale["simple"])
    if simple is None:
        yield error(place, "unknown_scale", name=scale["simple"])
        return
    full = answers_on(scale)
    numbers = {answer.value for answer in full}
    for answer in answers_on(simple):
        fits = answer.value in numbers if scale["kind"] == "numeric" else answer in full
        if not fits:
            yield error(place, "simple_differs", value=answer.name)


def _shared(draft: Draft) -> Iterator[Problem]:
    """Keys of what all questionnaires share."""
    lists = {
        "areas": [area["key"] for area in draft.areas],
        "people_roles": [role["key"] for role in draft.people_roles],
        "non_answers": [found["key"] for found in draft.non_answers],
        "questionnaires": [part["key"] for part in [*draft.questionnaires, *draft.modules]],
    }
    for place, keys in lists.items():
        yield from (error(place, "double_key", value=found) for found in doubles(keys))
    for area in draft.areas:
        unknown = [name for name in area["bbic"] if name not in draft.bbic_domains]
        yield from (error(f"areas.{area['key']}", "unknown_domain", name=name) for name in unknown)
