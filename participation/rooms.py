"""The rooms of the staff's house: which page each kind of work begins on, and who has it in the menu."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation import permissions
from participation.models import User
from participation.permissions import Action


@dataclass(frozen=True)
class Room:
    label: str | Promise
    name: str
    """The URL's name."""
    actions: tuple[Action, ...]
    """Whoever may do one of these has the room in the menu."""


@dataclass(frozen=True)
class Door:
    label: str | Promise
    address: str
    is_here: bool


ROOMS = (
    Room(_("Mina barn"), "participation:my_children", (Action.LIST_CHILDREN,)),
    Room(_("Bevakning"), "participation:attention", (Action.ACKNOWLEDGE, Action.SEE_OVERDUE)),
    Room(_("Insikter"), "participation:insights", (Action.SEE_COHORTS,)),
    Room(_("Konton"), "participation:accounts", (Action.MANAGE_STAFF,)),
    Room(_("Enheter"), "participation:units", (Action.MANAGE_UNITS,)),
    Room(_("Loggen"), "participation:journal", (Action.REVIEW_JOURNAL,)),
    Room(_("Export"), "participation:export", (Action.EXPORT,)),
    Room(_("Frågor"), "wagtailadmin_home", (Action.EDIT_BANK,)),
)


def doors(user: User | AnonymousUser, path: str) -> list[Door]:
    """The rooms a person may enter, the one that is open marked."""
    allowed = permissions.actions_of(user)
    found = [(room, reverse(room.name)) for room in ROOMS if allowed.intersection(room.actions)]
    here = max((address for _room, address in found if path.startswith(address)), key=len, default="")
    return [Door(room.label, address, address == here) for room, address in found]
