"""Registering a child, changing its card, and letting others answer for it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from participation import registering
from participation.cards import Card, open_card
from participation.models import Child, ChildAssignment, Unit, User
from tests.conftest import ELSA

DEPUTY = ChildAssignment.Capacity.DEPUTY


def test_a_new_child_has_its_secretary(child: Child, secretary: User) -> None:
    assert registering.secretary_of(child, timezone.now()) == secretary


def test_the_same_child_is_not_registered_twice_by_one_secretary(child: Child, secretary: User) -> None:
    with pytest.raises(registering.AlreadyRegistered):
        registering.add_child(ELSA, unit=child.unit, secretary=secretary, by=secretary, at=timezone.now())


def test_registering_tells_nothing_about_a_colleagues_child(child: Child, colleague: User) -> None:
    again = registering.add_child(ELSA, unit=child.unit, secretary=colleague, by=colleague, at=timezone.now())
    assert again.pk != child.pk


def test_a_changed_card_is_found_by_its_new_label_only(child: Child) -> None:
    old = bytes(child.label_index)
    registering.change_card(child, Card(label="Elsa Karlsson"), is_protected=True)
    child.refresh_from_db()
    assert open_card(child).label == "Elsa Karlsson"
    assert child.is_protected
    assert bytes(child.label_index) != old
    assert child.case_index is None


def test_a_child_handed_over_has_one_secretary_and_the_earlier_one_no_right(
    child: Child, secretary: User, colleague: User
) -> None:
    at = timezone.now()
    registering.hand_over(child, colleague, by=secretary, at=at, reason="Föräldraledig")
    later = at + dt.timedelta(seconds=1)
    assert registering.secretary_of(child, later) == colleague
    assert not Child.objects.assigned_to(secretary, later).exists()
    assert Child.objects.assigned_to(colleague, later).get() == child


def test_the_history_of_who_answered_for_a_child_stays(child: Child, secretary: User, colleague: User) -> None:
    registering.hand_over(child, colleague, by=secretary, at=timezone.now(), reason="Byter enhet")
    assert [each.user for each in child.assignments.order_by("pk")] == [secretary, colleague]


def test_a_deputys_right_ends_by_itself(child: Child, secretary: User, colleague: User) -> None:
    at = timezone.now()
    until = at + dt.timedelta(days=7)
    registering.assign(child, colleague, DEPUTY, by=secretary, at=at, reason="Semester", until=until)
    assert Child.objects.assigned_to(colleague, at).exists()
    assert not Child.objects.assigned_to(colleague, until).exists()


def test_a_secretary_without_the_case_number_still_registers(unit: Unit, secretary: User) -> None:
    card = Card(label="A1", birth_month="2015-01")
    child = registering.add_child(card, unit=unit, secretary=secretary, by=secretary, at=timezone.now())
    assert child.case_index is None
