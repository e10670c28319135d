"""Inline drawings: each page carries the symbols it uses, once, and no other. Knows no answer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "surveys" / "drawings"
USED = "drawings used"


@cache
def catalogue() -> dict[str, str]:
    """Every drawing's symbol by name, read once."""
    return {path.stem: path.read_text(encoding="utf-8").strip() for path in FOLDER.glob("*.svg")}


@register.simple_tag(takes_context=True)
def drawing(context: Context, name: str, css: str = "icon", size: int = 24) -> SafeString:
    """A reference to a drawing, hidden from screen readers; nothing when there is no drawing of that name.

    ``size`` in pixels holds until the style sheet has come.
    """
    if name not in catalogue():
        return SafeString("")
    _used(context)[name] = True
    return _reference(name, css, size)


@cache
def _reference(name: str, css: str, size: int) -> SafeString:
    return format_html(
        '<svg class="{}" width="{}" height="{}" aria-hidden="true" focusable="false"><use href="#{}"/></svg>',
        css,
        size,
        size,
        name,
    )


@register.simple_tag(takes_context=True)
def sprite(context: Context) -> SafeString:
    """The symbols of all drawings used above on this page."""
    symbols = "".join(catalogue()[name] for name in _used(context))
    return mark_safe(f'<svg class="sprite" aria-hidden="true" focusable="false">{symbols}</svg>')


def _used(context: Context) -> dict[str, bool]:
    # The lowest layer is the one that included templates share with the page.
    shared: Any = context.render_context.dicts[0]
    used: dict[str, bool] = shared.setdefault(USED, {})
    return used


@register.filter
def prefixed(value: str | int, prefix: str) -> str:
    """The name of a drawing: ``3|prefixed:"face-"`` is ``face-3``."""
    return f"{prefix}{value}"


@register.filter
def label_of(value: str, choices: list[dict[str, Any]]) -> str:
    """The label of the choice with that value, or an empty string."""
    return next((choice["label"] for choice in choices if choice["value"] == value), "")
