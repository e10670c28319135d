"""What the staff's templates need beyond Django's own: the rooms in the menu, and how a field looks."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils.safestring import SafeString

from participation import rooms as house

register = template.Library()


@register.simple_tag(takes_context=True)
def rooms(context: dict[str, Any]) -> list[house.Door]:
    """The menu: the rooms this person may enter."""
    request = context.get("request")
    return house.doors(request.user, request.path) if request and hasattr(request, "user") else []


@register.simple_tag
def is_demo() -> bool:
    return settings.STIGEN_DEMO


@register.filter
def kind(field: BoundField) -> str:
    """How a field is laid out: ``checkbox``, ``choices`` or ``input``."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    return "checkbox" if isinstance(widget, CheckboxInput) else "input"


@register.filter
def styled(field: BoundField) -> SafeString:
    return field.as_widget(attrs={"class": "input"})
