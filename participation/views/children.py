"""The secretary's children: the list, each child's page, its card and who answers for it."""

from __future__ import annotations

import datetime as dt
import uuid

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from participation import journal, registering
from participation.cards import open_card
from participation.caseload import caseload
from participation.forms.children import CardForm, HandOverForm, NewChildForm, initial_of
from participation.inviting import last_moment
from participation.models import Child, ChildAssignment, Unit, User
from participation.permissions import Action, may
from participation.rights import Role
from participation.views.policy import load, person, policy


@require_GET
@policy(Action.LIST_CHILDREN)
def my_children(request: HttpRequest) -> HttpResponse:
    """Every child the person answers for, those who need somebody first."""
    user, at = person(request), timezone.now()
    journal.write(user, Action.LIST_CHILDREN, grant=may(user, Action.LIST_CHILDREN), thing="children")
    cases = caseload(Child.objects.visible_to(user).current(), at)
    needing = [case for case in cases if case.standing.need]
    context = {
        "cases": cases,
        "needing": needing,
        "today": at,
        "may_add": may(user, Action.ADD_CHILD),
        "may_invite": may(user, Action.INVITE),
    }
    return render(request, "participation/my_children.html", context)


@require_http_methods(["GET", "POST"])
@policy(Action.ADD_CHILD)
def add_child(request: HttpRequest) -> HttpResponse:
    """Register a child and go on to its invitation."""
    user = person(request)
    form = NewChildForm(request.POST or None, units=_units(user))
    if request.method == "POST" and form.is_valid():
        unit = form.cleaned_data["unit"]
        journal.write(user, Action.ADD_CHILD, grant=may(user, Action.ADD_CHILD, unit), thing="unit", unit=unit)
        try:
            child = registering.add_child(
                form.card(),
                unit=unit,
                secretary=user,
                by=user,
                at=timezone.now(),
                is_protected=form.cleaned_data["is_protected"],
            )
        except registering.AlreadyRegistered:
            form.add_error("label", _("Du har redan ett barn med samma namn och ärendenummer."))
        else:
            return redirect("participation:invite", child.pk)
    return render(request, "participation/child_form.html", {"form": form})


@require_GET
@policy(Action.READ_CHILD)
def child(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One child: its card, its follow-ups and invitations, and who answers for it."""
    found, _grant = load(request, Child, pk, Action.READ_CHILD, related=("unit",))
    user, at = person(request), timezone.now()
    case = caseload(Child.objects.filter(pk=found.pk), at)[0]
    context = {
        "case": case,
        "assignments": found.assignments.current(at).select_related("user"),
        "may_change": may(user, Action.CHANGE_CHILD, found),
        "may_invite": may(user, Action.INVITE, found),
        "may_hand_over": may(user, Action.ASSIGN_CHILD, found),
        "after_family": _after_family(case.age),
    }
    return render(request, "participation/child.html", context)


@require_http_methods(["GET", "POST"])
@policy(Action.CHANGE_CHILD)
def change_child(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found, _grant = load(request, Child, pk, Action.CHANGE_CHILD, related=("unit",))
    form = CardForm(request.POST or None, initial=initial_of(found, open_card(found)))
    if request.method == "POST" and form.is_valid():
        registering.change_card(found, form.card(), is_protected=form.cleaned_data["is_protected"])
        messages.success(request, _("Uppgifterna är sparade."))
        return redirect("participation:child", found.pk)
    return render(request, "participation/child_form.html", {"form": form, "child": found})


@require_http_methods(["GET", "POST"])
@policy(Action.ASSIGN_CHILD)
def hand_over(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Let a colleague of the child's unit answer for it, for a while or from now on."""
    found, _grant = load(request, Child, pk, Action.ASSIGN_CHILD, related=("unit",))
    user = person(request)
    form = HandOverForm(request.POST or None, colleagues=_colleagues(found.unit, user))
    if request.method == "POST" and form.is_valid():
        _hand_over(found, form, user)
        messages.success(request, _("Klart. Kollegan ser nu barnet bland sina barn."))
        still = may(user, Action.READ_CHILD, found)
        return redirect("participation:child", found.pk) if still else redirect("participation:start")
    context = {"form": form, "child": found, "label": open_card(found).label}
    return render(request, "participation/hand_over.html", context)


def _hand_over(found: Child, form: HandOverForm, by: User) -> None:
    wanted, at = form.cleaned_data, timezone.now()
    colleague, reason = wanted["colleague"], wanted["reason"]
    if wanted["capacity"] == ChildAssignment.Capacity.SECRETARY:
        registering.hand_over(found, colleague, by=by, at=at, reason=reason)
        return
    until: dt.datetime | None = last_moment(wanted["until"]) if wanted["until"] else None
    deputy = ChildAssignment.Capacity.DEPUTY
    registering.assign(found, colleague, deputy, by=by, at=at, reason=reason, until=until)


def _units(user: User) -> QuerySet[Unit]:
    units: QuerySet[Unit] = Unit.objects.visible_to(user, Action.ADD_CHILD).filter(is_closed=False)
    return units


def _colleagues(unit: Unit, user: User) -> QuerySet[User]:
    """Secretaries of the unit or of one above it, today."""
    today = timezone.localdate()
    above = [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]
    roles = user.role_assignments.model.objects.current(today).filter(role=Role.SECRETARY, unit__path__in=above)
    colleagues = User.objects.filter(pk__in=roles.values("user"), is_active=True).exclude(pk=user.pk)
    return colleagues.order_by("first_name", "last_name")


def _after_family(age: int | None) -> str:
    return "after_meeting_6_11" if age is None or age < 12 else "after_meeting_12_18"
