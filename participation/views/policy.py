"""The gate of every staff view: a declared policy, and rows that come only with the right to them, journalled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from config import keys
from participation import journal, permissions
from participation.models import User
from participation.permissions import Action, Grant

View = Callable[..., HttpResponseBase]
T = TypeVar("T", bound=permissions.Thing)


@dataclass(frozen=True)
class Policy:
    """Who may open a view. ``action`` is needed for something at least; ``load`` asks about the row itself."""

    action: Action | None = None
    is_open_to_all: bool = False


def policy(
    action: Action | None = None, *, open_to_all: bool = False, signed_in: bool = False
) -> Callable[[View], View]:
    """Declare who may open a view: those who may do ``action``, everybody signed in, or everybody."""
    if sum((action is not None, open_to_all, signed_in)) != 1:
        raise ValueError("A policy says one thing: an action, open_to_all or signed_in.")
    declared = Policy(action, open_to_all)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                if not open_to_all:
                    if not request.user.is_authenticated:
                        return redirect_to_login(request.get_full_path(), reverse("participation:login"))
                    _check(request, action)
                return view(request, *args, **kwargs)
            except (journal.JournalUnwritable, keys.KeyMissing):
                return unavailable(request)

        guarded.policy = declared  # type: ignore[attr-defined]
        return guarded

    return decorate


def load(
    request: HttpRequest, model: type[T], pk: object, action: Action, *, reason: str = "", related: tuple[str, ...] = ()
) -> tuple[T, Grant]:
    """One row, the right to it, and the journal's entry of it, in one. Refusals are journalled too."""
    user = person(request)
    rows = cast(QuerySet[Model], model._default_manager.get_queryset())
    thing = cast(T, get_object_or_404(rows.select_related(*related) if related else rows, pk=pk))
    about = {"thing": model._meta.model_name or "", "thing_id": pk, "unit": permissions.unit_of(thing)}
    try:
        grant = permissions.check(user, action, thing)
    except (Http404, PermissionDenied):
        journal.write(user, action, result="denied", **about)  # type: ignore[arg-type]
        raise
    journal.write(user, action, grant=grant, reason=reason, **about)  # type: ignore[arg-type]
    return thing, grant


def person(request: HttpRequest) -> User:
    """The member of staff behind a request that has passed a policy."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def unavailable(request: HttpRequest) -> HttpResponse:
    """What is shown when the journal or a key is missing: nothing of anybody, and when to try again."""
    answer = render(request, "participation/unavailable.html", status=503)
    answer.headers["Retry-After"] = "120"
    return answer


def _check(request: HttpRequest, action: Action | None) -> None:
    if action is None or permissions.may(request.user, action):
        return
    page = request.resolver_match.url_name if request.resolver_match else ""
    journal.write(person(request), action, thing="page", thing_id=page or "", result="denied")
    raise PermissionDenied
