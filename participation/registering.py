"""Registering children and handing them over: who answers for a child, from when, and why."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from participation.cards import Card, case_index, label_index, seal_card
from participation.models import Child, ChildAssignment, Unit, User

Capacity = ChildAssignment.Capacity


class AlreadyRegistered(Exception):
    """The secretary already answers for a child with this label and case number."""


@transaction.atomic
def add_child(
    card: Card, *, unit: Unit, secretary: User, by: User, at: dt.datetime, is_protected: bool = False
) -> Child:
    """Register a child with its secretary. Raises AlreadyRegistered.

    Only the secretary's own children are compared, so that the answer tells nothing about anybody else's.
    """
    same = Q(label_index=label_index(card.label), case_index=case_index(card.case_number))
    if Child.objects.assigned_to(secretary, at).current().filter(same).exists():
        raise AlreadyRegistered
    child = Child(unit=unit, is_protected=is_protected, created_at=at)
    _put(child, card)
    child.save(force_insert=True)
    assign(child, secretary, Capacity.SECRETARY, by=by, at=at)
    return child


@transaction.atomic
def change_card(child: Child, card: Card, *, is_protected: bool | None = None) -> None:
    """Seal a new card over the old one. Messages already in the outbox keep the address they were written to."""
    _put(child, card)
    if is_protected is not None:
        child.is_protected = is_protected
    child.save(update_fields=["card", "label_index", "case_index", "is_protected"])


def assign(
    child: Child,
    user: User,
    capacity: ChildAssignment.Capacity,
    *,
    by: User | None,
    at: dt.datetime,
    reason: str = "",
    until: dt.datetime | None = None,
) -> ChildAssignment:
    """Let a person answer for a child, in a capacity, until further notice or until a moment."""
    return ChildAssignment.objects.create(
        child=child, user=user, capacity=capacity, since=at, until=until, reason=reason, assigned_by=by
    )


@transaction.atomic
def hand_over(child: Child, to: User, *, by: User, at: dt.datetime, reason: str) -> ChildAssignment:
    """Let another secretary answer for the child from now on; the earlier one's right ends at the same moment."""
    Child.objects.select_for_update().get(pk=child.pk)
    mine = child.assignments.filter(capacity=Capacity.SECRETARY, until__isnull=True)
    mine.update(until=at)
    return assign(child, to, Capacity.SECRETARY, by=by, at=at, reason=reason)


def secretary_of(child: Child, at: dt.datetime) -> User | None:
    """Who answers for the child at a moment, as its secretary."""
    current = ChildAssignment.objects.current(at).filter(child=child, capacity=Capacity.SECRETARY)
    assignment = current.select_related("user").first()
    return assignment.user if assignment else None


def _put(child: Child, card: Card) -> None:
    child.card = seal_card(child.pk, card)
    child.label_index = label_index(card.label)
    child.case_index = case_index(card.case_number)
