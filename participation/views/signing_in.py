"""The staff's front door: in, out, a password of one's own, and the first page after it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login as start_session
from django.contrib.auth import views as django_views
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from participation import accounts, journal, rooms, sessions
from participation.forms.accounts import SignIn
from participation.models import User
from participation.views.policy import person, policy


@method_decorator(policy(open_to_all=True), name="dispatch")
class Login(django_views.LoginView):
    template_name = "participation/login.html"
    authentication_form = SignIn

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever is signed in goes on; the editors' room sends those it refuses here, and they must not circle."""
        if not isinstance(request.user, User):
            return super().get(request, *args, **kwargs)
        onwards = self.get_success_url()
        if onwards.startswith("/cms/") and not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return redirect(onwards)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        assert isinstance(user, User)
        accounts.settle_editing(user)
        journal.write(user, "login")
        start_session(self.request, user)
        sessions.begin(self.request)
        return redirect(self.get_success_url())

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        known = User.objects.filter(email=str(form.data.get("username", "")).lower()).first()
        journal.write(known, "login", result="denied")
        return super().form_invalid(form)


@method_decorator(policy(open_to_all=True), name="dispatch")
class Logout(django_views.LogoutView):
    next_page = "participation:login"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        if isinstance(request.user, User):
            journal.write(request.user, "logout")
        return super().post(request, *args, **kwargs)


@method_decorator(policy(signed_in=True), name="dispatch")
class ChangePassword(django_views.PasswordChangeView):
    template_name = "participation/change_password.html"
    success_url = reverse_lazy("participation:start")

    def form_valid(self, form: Any) -> HttpResponse:
        journal.write(person(self.request), "password")
        return super().form_valid(form)


@method_decorator(policy(open_to_all=True), name="dispatch")
class SetPassword(django_views.PasswordResetConfirmView):
    """Reached by the link an administrator hands over; it works once."""

    template_name = "participation/set_password.html"
    success_url = reverse_lazy("participation:login")

    def form_valid(self, form: Any) -> HttpResponse:
        journal.write(form.user, "password", reason="link")
        return super().form_valid(form)


@policy(signed_in=True)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The room where this person's work begins, or a kind word when no room is theirs yet."""
    doors = rooms.doors(person(request), request.path)
    return redirect(doors[0].address) if doors else render(request, "participation/start.html")
