"""The only owner of the child's session: its cookie, who may post, and what every page of the child carries."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from surveys import answering
from surveys.sitting import Sitting

COOKIE = "stigen"

Args = ParamSpec("Args")


def child_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the child's side.

    Its forms carry no token, since the door's refusals must not differ by a byte. What takes its place: the
    session cookie is never sent from another site (SameSite=Strict), steps are unguessable, and a browser that
    says a POST comes from elsewhere is shown the door.
    """

    @functools.wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and is_from_elsewhere(request):
            return redirect("surveys:door")
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return csrf_exempt(page)


def with_sitting(
    view: Callable[Concatenate[HttpRequest, Sitting, Args], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A page within a sitting, in the response's language; without one the calm way back is the door."""

    @functools.wraps(view)
    def page(request: HttpRequest, *args: Args.args, **kwargs: Args.kwargs) -> HttpResponse:
        sitting = current(request)
        if sitting is None:
            return redirect("surveys:door")
        with translation.override(sitting.response.language):
            return view(request, sitting, *args, **kwargs)

    return child_page(page)


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent this (Fetch Metadata; old browsers say nothing)."""
    return request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")


def current(request: HttpRequest) -> Sitting | None:
    cookie = request.COOKIES.get(COOKIE)
    return answering.resume(cookie, at=timezone.now()) if cookie else None


def begin(response: HttpResponse, secret: str) -> HttpResponse:
    """Hand the visit's secret to this browser, until it closes."""
    response.set_cookie(
        COOKIE, secret, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE, path="/"
    )
    return response


def end(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, path="/", samesite="Strict")
    return response
