"""May this person do this to that? Answers from the table, the roles held and the children assigned."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from participation.models import (
    Attention,
    Child,
    ChildAssignment,
    Conversation,
    FollowUp,
    Invitation,
    RoleAssignment,
    Unit,
    User,
)
from participation.rights import TABLE, Action, Role, Scope

__all__ = ["TABLE", "Action", "Grant", "Role", "Scope", "Thing", "actions_of", "check", "child_of", "may", "unit_of"]

Thing = Child | FollowUp | Invitation | Attention | Conversation | Unit | User | RoleAssignment
Person = User | AnonymousUser


@dataclass(frozen=True)
class Grant:
    """Why somebody may: the role, and the assignment it rests on."""

    role: Role
    ground: str
    """Such as ``child_assignment:12`` or ``role_assignment:3``."""


def may(user: Person, action: Action, thing: Thing | None = None, *, at: dt.datetime | None = None) -> Grant | None:
    """The right to do this to that at a moment; without a thing, the right to do it to anything at all."""
    if not isinstance(user, User):
        return None
    at = at or timezone.now()
    for held in user.current_roles(at):
        if ground := _ground(user, held, action, thing, at):
            return Grant(Role(held.role), ground)
    return None


def check(user: Person, action: Action, thing: Thing | None = None, *, at: dt.datetime | None = None) -> Grant:
    """Like ``may``, but raises Http404 for a child one has no part in and PermissionDenied for anything else."""
    grant = may(user, action, thing, at=at)
    if grant:
        return grant
    if thing is not None and child_of(thing):
        raise Http404
    raise PermissionDenied


def actions_of(user: Person, *, at: dt.datetime | None = None) -> frozenset[Action]:
    """Everything this person may do to something. One query."""
    if not isinstance(user, User):
        return frozenset()
    roles = {Role(held.role) for held in user.current_roles(at)}
    return frozenset(action for (role, action), scope in TABLE.items() if role in roles and scope)


def child_of(thing: Thing) -> Child | None:
    """The child a thing is about, if it is about one."""
    match thing:
        case Child():
            return thing
        case FollowUp() | Attention():
            return thing.child
        case Invitation() | Conversation():
            return thing.follow_up.child
        case _:
            return None


def unit_of(thing: Thing) -> Unit | None:
    """The unit a thing lies in; none for a person, who may have roles in many."""
    if child := child_of(thing):
        return child.unit
    match thing:
        case Unit():
            return thing
        case RoleAssignment():
            return thing.unit
        case _:
            return None


def _ground(user: User, held: RoleAssignment, action: Action, thing: Thing | None, at: dt.datetime) -> str:
    scope = TABLE[Role(held.role), action]
    if scope is Scope.NEVER:
        return ""
    if thing is None or scope is Scope.EVERYWHERE:
        return f"role_assignment:{held.pk}"
    if scope is Scope.OWN:
        return _assignment(user, thing, at)
    if isinstance(thing, User):
        # Whoever also has a role elsewhere is managed from above both, or a small unit could take over a big one.
        reaches = User.objects.managed_by(user).filter(pk=thing.pk).exists()
    else:
        unit = unit_of(thing)
        reaches = unit is not None and unit.path.startswith(held.unit.path)
    return f"role_assignment:{held.pk}" if reaches else ""


def _assignment(user: User, thing: Thing, at: dt.datetime) -> str:
    child = child_of(thing)
    mine = ChildAssignment.objects.current(at).filter(child=child, user=user) if child else None
    first = mine.order_by("pk").first() if mine is not None else None
    return f"child_assignment:{first.pk}" if first else ""
