"""Signing in, and the rooms where accounts, roles and units are kept."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participation import accounts, journal
from participation.forms.accounts import AccountForm, ChangeAccountForm, NewUnitForm, RoleForm, UnitForm
from participation.models import Role, RoleAssignment, Unit, User
from participation.permissions import Action, check
from participation.views.policy import load, person, policy

MANAGE_STAFF, MANAGE_UNITS = Action.MANAGE_STAFF, Action.MANAGE_UNITS


@policy(MANAGE_STAFF)
@require_safe
def account_list(request: HttpRequest) -> HttpResponse:
    me = person(request)
    rows = User.objects.managed_by(me).prefetch_related("role_assignments__unit")
    journal.write(me, MANAGE_STAFF, grant=check(me, MANAGE_STAFF), thing="user", thing_id="list")
    on = timezone.localdate()
    people = [(each, [held for held in each.role_assignments.all() if held.is_current(on)]) for each in rows]
    return render(request, "participation/accounts.html", {"people": people})


@policy(MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
def add_account(request: HttpRequest) -> HttpResponse:
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.set_unusable_password()
        user = form.save()
        journal.write(person(request), MANAGE_STAFF, thing="user", thing_id=user.pk, reason="added")
        messages.success(request, _("Kontot finns. Ge det en roll, och lämna över länken till lösenordet."))
        return redirect("participation:account", user.pk)
    return render(request, "participation/add_account.html", {"form": form})


@policy(MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, pk: int) -> HttpResponse:
    user, _grant = load(request, User, pk, MANAGE_STAFF)
    form = ChangeAccountForm(request.POST or None, instance=user)
    if user == request.user:
        del form.fields["is_active"]
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Sparat."))
        return redirect("participation:account", user.pk)
    return _account_page(request, user, form=form)


@policy(MANAGE_STAFF)
@require_POST
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    user, _grant = load(request, User, pk, MANAGE_STAFF, reason="role")
    me = person(request)
    form = RoleForm(request.POST, units=Unit.objects.visible_to(me, MANAGE_STAFF), user=user)
    if not form.is_valid():
        return _account_page(request, user, role_form=form)
    chosen = form.cleaned_data
    try:
        accounts.give_role(
            user, Role(chosen["role"]), chosen["unit"], by=me, since=chosen["since"], until=chosen["until"]
        )
    except accounts.OwnRole:
        messages.error(request, _("Din egen roll får någon annan ändra."))
    else:
        messages.success(request, _("Rollen gäller från %(day)s.") % {"day": chosen["since"]})
    return redirect("participation:account", user.pk)


@policy(MANAGE_STAFF)
@require_POST
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    held, _grant = load(request, RoleAssignment, pk, MANAGE_STAFF, reason="end", related=("user", "unit"))
    try:
        accounts.end_role(held, by=person(request), on=timezone.localdate())
    except accounts.OwnRole:
        messages.error(request, _("Din egen roll får någon annan ändra."))
    else:
        messages.success(request, _("Rollen gäller inte längre."))
    return redirect("participation:account", held.user_id)


@policy(MANAGE_STAFF)
@require_POST
def new_password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Shown once, to be handed over; whoever gets it chooses a password that nobody else knows."""
    user, _grant = load(request, User, pk, MANAGE_STAFF, reason="password link")
    link = request.build_absolute_uri(accounts.password_address(user))
    return render(request, "participation/password_link.html", {"account": user, "link": link})


def _account_page(
    request: HttpRequest, user: User, *, form: ChangeAccountForm | None = None, role_form: RoleForm | None = None
) -> HttpResponse:
    units = Unit.objects.visible_to(person(request), MANAGE_STAFF)
    return render(
        request,
        "participation/account.html",
        {
            "account": user,
            "form": form or ChangeAccountForm(instance=user),
            "role_form": role_form or RoleForm(units=units, user=user),
            "roles": user.current_or_coming_roles(),
            "is_me": user == request.user,
        },
        status=400 if request.method == "POST" else 200,
    )


@policy(MANAGE_UNITS)
@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    units = Unit.objects.visible_to(person(request), MANAGE_UNITS)
    return render(request, "participation/units.html", {"units": units})


@policy(MANAGE_UNITS)
@require_http_methods(["GET", "POST"])
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    one, _grant = load(request, Unit, pk, MANAGE_UNITS)
    form = UnitForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Sparat."))
        return redirect("participation:units")
    return render(request, "participation/unit.html", {"unit": one, "form": form})


@policy(MANAGE_UNITS)
@require_http_methods(["GET", "POST"])
def add_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A new unit below the one named."""
    above, _grant = load(request, Unit, pk, MANAGE_UNITS, reason="add below")
    form = NewUnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            above.add_child(instance=form.save(commit=False))
        messages.success(request, _("Enheten finns nu."))
        return redirect("participation:units")
    return render(request, "participation/add_unit.html", {"above": above, "form": form})
