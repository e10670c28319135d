"""How a preparation looks: pictograms of areas, and the words and signs of a change."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _

from participation.comparing import Change

register = template.Library()

PICTOGRAMS = {
    "sun": "nu",
    "ball": "fritid",
    "school": "skola",
    "house": "hemma",
    "heart": "maende",
    "people": "runt",
    "speech-bubble": "rost",
}


@dataclass(frozen=True, slots=True)
class Sign:
    """A change in words, with the icon and the style that repeat it for the eye."""

    words: str
    icon: str
    style: str


@register.filter
def pictogram(keyword: str) -> str:
    """The picture of an area; an area without one of its own gets the common one."""
    return PICTOGRAMS.get(keyword, "annat")


@register.filter
def sign(change: Change) -> Sign:
    before = {"before": change.before}
    match change.kind:
        case "better":
            return Sign(_("Bättre. Förut: %(before)s") % before, "up", "up")
        case "harder":
            return Sign(_("Svårare. Förut: %(before)s") % before, "down", "down")
        case "same":
            return Sign(_("Som förut"), "same", "same")
        case "alike":
            return Sign(_("Ungefär som förut. Förut: %(before)s") % before, "same", "same")
        case "other":
            return Sign(_("Förut: %(before)s") % before, "swap", "same")
        case "unanswered":
            return Sign(_("Inget svar förra gången"), "new", "new")
        case _:
            return Sign(_("Frågades inte förra gången"), "new", "new")


@register.filter
def checked(said: str) -> str:
    """An answer to the last page's two questions, for staff."""
    names = {"said_yes": _("ja"), "said_partly": _("ibland"), "said_no": _("nej")}
    return names.get(said, _("inte besvarat"))
