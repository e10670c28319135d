"""Calm pages for what went wrong. They never ask the database, and never say what was asked for."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

STAFF = ("/staff/", "/cms/")


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token has run out; ``reason`` is Django's, for developers, and is not shown."""
    return _page(request, 403, _("Sidan har varit öppen för länge"), _("Gå tillbaka, ladda om sidan och prova igen."))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, _("Det gick inte"), _("Gå tillbaka och prova igen."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    body = _("Du har inte rätt att se den här sidan. Fråga din chef om du behöver den.")
    return _page(request, 403, _("Här kommer du inte in"), body if _is_staff(request) else _("Börja om från början."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, _("Sidan finns inte"), _("Kanske har den flyttat. Börja om från början."))


def server_error(request: HttpRequest) -> HttpResponse:
    body = _("Du har inte gjort fel. Vänta lite och prova igen. Det som redan är sparat finns kvar.")
    return _page(request, 500, _("Något gick fel hos oss"), body)


def _page(request: HttpRequest, status: int, title: str, body: str) -> HttpResponse:
    """Rendered without the request: no context processor may touch a session or a user."""
    is_staff = _is_staff(request)
    context = {
        "language": get_language() or "sv",
        "title": title,
        "body": body,
        "home_url": "/staff/" if is_staff else "/",
        "exit_url": "" if is_staff else _exit_url(),
        "away_url": settings.STIGEN_EXIT_ADDRESS,
    }
    template = "errors/staff.html" if is_staff else "errors/child.html"
    return HttpResponse(render_to_string(template, context), status=status)


def _is_staff(request: HttpRequest) -> bool:
    return request.path.startswith(STAFF)


def _exit_url() -> str:
    try:
        return reverse("surveys:exit")
    except NoReverseMatch:  # a process that serves staff only has no child's pages
        return ""
