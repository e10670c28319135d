"""Who may do what: every cell of the table, from both sides, and the assignments that decide whose answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from participation import permissions, registering
from participation.models import Child, ChildAssignment, RoleAssignment, Unit, User
from participation.permissions import TABLE, Action, Role, Scope
from tests.conftest import somebody

pytestmark = pytest.mark.django_db
CELLS = [(role, action) for role in Role for action in Action]
DAY = dt.timedelta(days=1)


def test_every_cell_of_the_table_is_there():
    assert set(TABLE) == set(CELLS)


def test_an_action_fits_the_journal():
    assert max(len(action) for action in Action) <= 24


LEADERS = (Role.TEAM_LEADER, Role.MANAGER, Role.ADMINISTRATOR, Role.ARCHIVIST, Role.REVIEWER, Role.EDITOR)


@pytest.mark.parametrize("role", LEADERS)
def test_only_secretaries_and_duty_read_a_child_s_answers(role: Role):
    assert TABLE[role, Action.READ_ANSWERS] is TABLE[role, Action.READ_CHILD] is Scope.NEVER


@pytest.mark.parametrize("role", Role)
def test_a_child_s_answers_are_read_by_assignment_alone(role: Role):
    for action in (Action.READ_ANSWERS, Action.PRINT_ANSWERS, Action.READ_CHILD, Action.INVITE):
        assert TABLE[role, action] in (Scope.NEVER, Scope.OWN)


@pytest.fixture
def somebody_with(city: Unit, unit: Unit, child: Child) -> Callable[[Role, bool], User]:
    def make(role: Role, is_assigned: bool) -> User:
        user = somebody("Kim", "Prov", role, unit)
        if is_assigned:
            capacity = ChildAssignment.Capacity.DEPUTY
            registering.assign(child, user, capacity, by=None, at=timezone.now() - DAY)
        return user

    return make


def expected(scope: Scope, where: str) -> bool:
    return {
        Scope.NEVER: False,
        Scope.OWN: where == "own",
        Scope.UNIT: where in ("own", "same unit"),
        Scope.EVERYWHERE: True,
    }[scope]


@pytest.mark.parametrize("where", ["own", "same unit", "other unit"])
@pytest.mark.parametrize(("role", "action"), CELLS)
def test_each_cell_reaches_as_far_as_it_says(somebody_with, child, other_unit, role, action, where):
    user = somebody_with(role, where == "own")
    if where == "other unit":
        Child.objects.filter(pk=child.pk).update(unit=other_unit)
        child.refresh_from_db()
    allowed = expected(TABLE[role, action], where)
    assert bool(permissions.may(user, action, child)) is allowed
    assert Child.objects.visible_to(user, action).filter(pk=child.pk).exists() is allowed


def test_an_assignment_without_a_role_opens_nothing(somebody_with, child: Child):
    user = somebody_with(Role.SECRETARY, True)
    RoleAssignment.objects.filter(user=user).delete()
    assert permissions.may(user, Action.READ_ANSWERS, child) is None


def test_a_role_opens_from_its_first_day_to_its_last(secretary: User, child: Child):
    held = secretary.role_assignments.get()
    held.until = timezone.localdate()
    held.save()
    now = timezone.now()
    assert permissions.may(secretary, Action.READ_ANSWERS, child, at=now)
    assert not permissions.may(secretary, Action.READ_ANSWERS, child, at=now + DAY)
    assert not permissions.may(secretary, Action.READ_ANSWERS, child, at=now - 400 * DAY)


def test_an_ended_assignment_opens_nothing_more(secretary: User, child: Child):
    ChildAssignment.objects.update(until=timezone.now())
    assert permissions.may(secretary, Action.READ_ANSWERS, child) is None
    assert not Child.objects.visible_to(secretary).exists()


def test_an_account_that_is_off_opens_nothing(secretary: User, child: Child):
    secretary.is_active = False
    assert permissions.may(secretary, Action.READ_ANSWERS, child) is None


def test_nobody_signed_in_may_nothing(child: Child):
    assert permissions.may(AnonymousUser(), Action.READ_ANSWERS, child) is None
    assert permissions.actions_of(AnonymousUser()) == frozenset()


def test_the_grant_names_the_assignment_it_rests_on(secretary: User, manager: User, child: Child, unit: Unit):
    mine = ChildAssignment.objects.get()
    grant = permissions.check(secretary, Action.READ_ANSWERS, child)
    assert (grant.role, grant.ground) == (Role.SECRETARY, f"child_assignment:{mine.pk}")
    held = manager.role_assignments.get()
    assert permissions.check(manager, Action.SEE_COHORTS, unit).ground == f"role_assignment:{held.pk}"


def test_another_s_child_does_not_exist_and_another_unit_is_forbidden(colleague, manager, child, other_unit):
    with pytest.raises(Http404):
        permissions.check(colleague, Action.READ_CHILD, child)
    with pytest.raises(PermissionDenied):
        permissions.check(manager, Action.SEE_COHORTS, other_unit)


def test_a_role_reaches_the_units_below_it(child: Child, city: Unit, unit: Unit):
    above = somebody("Ulla", "Ovan", Role.TEAM_LEADER, city)
    below = somebody("Nils", "Nedan", Role.TEAM_LEADER, Unit.objects.get(pk=unit.pk).add_child(name="Grupp ett"))
    assert permissions.may(above, Action.ASSIGN_CHILD, child)
    assert not permissions.may(below, Action.ASSIGN_CHILD, child)


def test_visible_units_are_those_at_and_below_the_role(manager: User, unit: Unit, other_unit: Unit):
    group = Unit.objects.get(pk=unit.pk).add_child(name="Grupp ett")
    assert set(Unit.objects.visible_to(manager, Action.SEE_COHORTS)) == {unit, group}
    assert not Unit.objects.visible_to(manager, Action.MANAGE_UNITS).exists()


def test_two_roles_add_up(unit: Unit, child: Child):
    both = somebody("Bo", "Bada", Role.MANAGER, unit)
    RoleAssignment.objects.create(user=both, unit=unit, role=Role.SECRETARY, since=timezone.localdate())
    assert permissions.may(both, Action.SEE_COHORTS, unit) and permissions.may(both, Action.ADD_CHILD, unit)
    assert not permissions.may(both, Action.READ_ANSWERS, child)
