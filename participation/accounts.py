"""Accounts and roles: added, changed, ended. Knows no child; whoever has a role still needs an assignment to read."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from participation.models import Role, RoleAssignment, Unit, User
from questionbanks.editors import GROUP, grant_editor_rights


class OwnRole(Exception):
    """Nobody gives or takes a role of their own; somebody else does it."""


@transaction.atomic
def first_administrator(email: str, password: str, *, first_name: str, last_name: str, at: dt.datetime) -> User:
    """An account that may make all others, in the topmost unit, which is made when there is none."""
    top = Unit.get_first_root_node() or Unit.add_root(name="Kommunen")
    user = User.objects.create_user(email, password, first_name=first_name, last_name=last_name)
    RoleAssignment.objects.create(user=user, unit=top, role=Role.ADMINISTRATOR, since=timezone.localdate(at))
    return user


@transaction.atomic
def give_role(
    user: User, role: Role, unit: Unit, *, by: User, since: dt.date, until: dt.date | None = None
) -> RoleAssignment:
    """Raises OwnRole, and IntegrityError when the same role in the same unit begins on the same day."""
    if user == by:
        raise OwnRole
    held = RoleAssignment.objects.create(user=user, unit=unit, role=role, since=since, until=until)
    settle_editing(user)
    return held


@transaction.atomic
def end_role(held: RoleAssignment, *, by: User, on: dt.date) -> None:
    """The role ends before that day begins; one that never began is taken away. Raises OwnRole."""
    if held.user == by:
        raise OwnRole
    if held.since >= on:
        held.delete()
    else:
        held.until = on - dt.timedelta(days=1)
        held.save(update_fields=["until"])
    settle_editing(held.user)


def settle_editing(user: User) -> None:
    """Open or close the editors' room, which knows groups and no roles. Called at sign-in too: roles have days."""
    if any(held.role == Role.EDITOR for held in user.current_roles()):
        user.groups.add(grant_editor_rights())
    else:
        user.groups.remove(*user.groups.filter(name=GROUP))


def password_address(user: User) -> str:
    """The path where this person chooses a password, once, within three days."""
    who = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("participation:set_password", args=[who, default_token_generator.make_token(user)])
