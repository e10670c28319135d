"""The picture of the people around a child. It repeats the list beside it, so screen readers skip it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

from questionbanks.answers import Person

register = template.Library()

WIDTH = 420
CENTRE = (210, 250)
RADII = ((122, 122), (170, 184), (209, 248))
"""Across and up, for the rings from the nearest outwards."""
PLACES = (
    ((-74, -40), (74, -40), (-54, -80), (54, -80)),
    ((-142, -66), (142, -66), (-80, -140), (80, -140)),
    ((-166, -106), (166, -106), (-96, -194), (96, -194)),
)
"""Where stones may lie in each ring, from the centre. More would cover each other."""
SHOWN_LETTERS = 9


@register.inclusion_tag("surveys/_people_map.html")
def people_map(
    people: Sequence[Person], roles: list[dict[str, Any]], closeness: list[dict[str, Any]]
) -> dict[str, Any]:
    """Rings from the nearest outwards, each with its label and its stones; empty when nobody is placed."""
    names = {role["value"]: role["label"] for role in roles}
    inside = [
        [person.name or names.get(person.role, "") for person in people if person.closeness == step["value"]]
        for step in closeness
    ]
    is_crowded = any(len(ring) > len(PLACES[0]) for ring in inside)
    rings = [
        {
            "label": step["label"],
            "across": across,
            "width": 2 * across,
            "up": up,
            "label_y": CENTRE[1] - up + 19,
            "stones": _stones([str(len(ring))] if is_crowded and ring else ring, places),
        }
        for step, ring, (across, up), places in zip(closeness, inside, RADII, PLACES, strict=False)
    ]
    return {"rings": rings if any(inside) else []}


def _stones(names: list[str], places: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    return [_stone(name, *place) for name, place in zip(names, places, strict=False)]


def _stone(name: str, right: int, down: int) -> dict[str, Any]:
    shown = name if len(name) <= SHOWN_LETTERS else name[: SHOWN_LETTERS - 1] + "…"
    half = 16 + 6 * len(shown)
    x = min(max(CENTRE[0] + right, half), WIDTH - half)
    y = CENTRE[1] + down
    return {"name": shown, "x": x, "y": y, "text_y": y + 7, "half": half}
