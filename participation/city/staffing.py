"""The demo city's units, and its staff with their roles. Every account has the same printed password."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from participation import accounts
from participation.city import names
from participation.city.names import Person
from participation.models import RoleAssignment, Unit, User

Staff = dict[str, User]
"""Accounts by e-mail address."""


def settle_units() -> dict[str, Unit]:
    """The tree of units by name; what is there stays as it is."""
    if Unit.get_first_root_node() is None:
        Unit.add_root(name=names.CITY, jour_phone=names.JOUR_PHONE, jour_hours=names.JOUR_HOURS)
    for name, above in ((names.DEPARTMENT, names.CITY), *((unit, names.DEPARTMENT) for unit in names.UNITS)):
        if not Unit.objects.filter(name=name).exists():
            Unit.objects.get(name=above).add_child(name=name)
    return {unit.name: unit for unit in Unit.objects.all()}


def settle_staff(units: dict[str, Unit], *, since: dt.datetime) -> Staff:
    """Every account with its role; what is there stays as it is. Hashes the password once for all."""
    chief = User.objects.filter(email=names.ADMINISTRATOR.email).first()
    if chief is None:
        person = names.ADMINISTRATOR
        chief = accounts.first_administrator(
            person.email, names.PASSWORD, first_name=person.first, last_name=person.last, at=since
        )
        User.objects.filter(pk=chief.pk).update(phone=person.phone)
    return {chief.email: chief} | {
        person.email: _settle(person, units[person.unit], chief, since) for person in names.STAFF
    }


def _settle(person: Person, unit: Unit, chief: User, since: dt.datetime) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User(email=person.email, first_name=person.first, last_name=person.last, phone=person.phone)
        user.password = chief.password
        user.save()
    if not RoleAssignment.objects.filter(user=user).exists():
        accounts.give_role(user, person.role, unit, by=chief, since=timezone.localdate(since))
    return user
