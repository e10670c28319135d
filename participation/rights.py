"""Who may do what, as one table of values: role by action gives how far it reaches. Knows no person and no row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    SECRETARY = "secretary", _("socialsekreterare")
    TEAM_LEADER = "team_leader", _("gruppledare")
    MANAGER = "manager", _("enhetschef")
    DUTY = "duty", _("mottagning")
    ADMINISTRATOR = "administrator", _("administratör")
    ARCHIVIST = "archivist", _("arkivansvarig")
    REVIEWER = "reviewer", _("logggranskare")
    EDITOR = "editor", _("frågeredaktör")


class Action(StrEnum):
    """What can be done; the journal's word for it too, so at most 24 characters."""

    LIST_CHILDREN = "list_children"
    ADD_CHILD = "add_child"
    READ_CHILD = "read_child"
    CHANGE_CHILD = "change_child"
    ASSIGN_CHILD = "assign_child"
    INVITE = "invite"
    READ_ANSWERS = "read_answers"
    PRINT_ANSWERS = "print_answers"
    ACKNOWLEDGE = "acknowledge"
    NOTE_CONVERSATION = "note_conversation"
    SEE_OVERDUE = "see_overdue"
    SEE_FUNNEL = "see_funnel"
    SEE_COHORTS = "see_cohorts"
    EXPORT = "export"
    MANAGE_UNITS = "manage_units"
    MANAGE_STAFF = "manage_staff"
    REVIEW_JOURNAL = "review_journal"
    EDIT_BANK = "edit_bank"


class Scope(IntEnum):
    """How far a right reaches; a wider scope does not include a narrower one."""

    NEVER = 0
    OWN = 1
    """Children one is assigned to at the moment, whatever their unit."""
    UNIT = 2
    """The role's unit and every unit below it."""
    EVERYWHERE = 3


NEVER, OWN, UNIT, EVERYWHERE = Scope

_COLUMNS = (
    Role.SECRETARY,
    Role.TEAM_LEADER,
    Role.MANAGER,
    Role.DUTY,
    Role.ADMINISTRATOR,
    Role.ARCHIVIST,
    Role.REVIEWER,
    Role.EDITOR,
)
# Leaders never reach a child's answers, and whoever manages accounts reaches no child at all.
# fmt: off
_ROWS: Mapping[Action, tuple[Scope, ...]] = {
    #                          secretary team_leader manager duty  administrator archivist reviewer editor
    Action.LIST_CHILDREN:     (OWN,     NEVER,      NEVER,  OWN,   NEVER,      NEVER,      NEVER, NEVER),
    Action.ADD_CHILD:         (UNIT,    NEVER,      NEVER,  NEVER, NEVER,      NEVER,      NEVER, NEVER),
    Action.READ_CHILD:        (OWN,     NEVER,      NEVER,  OWN,   NEVER,      NEVER,      NEVER, NEVER),
    Action.CHANGE_CHILD:      (OWN,     NEVER,      NEVER,  NEVER, NEVER,      NEVER,      NEVER, NEVER),
    Action.ASSIGN_CHILD:      (OWN,     UNIT,       NEVER,  NEVER, NEVER,      NEVER,      NEVER, NEVER),
    Action.INVITE:            (OWN,     NEVER,      NEVER,  NEVER, NEVER,      NEVER,      NEVER, NEVER),
    Action.READ_ANSWERS:      (OWN,     NEVER,      NEVER,  OWN,   NEVER,      NEVER,      NEVER, NEVER),
    Action.PRINT_ANSWERS:     (OWN,     NEVER,      NEVER,  NEVER, NEVER,      NEVER,      NEVER, NEVER),
    Action.ACKNOWLEDGE:       (OWN,     NEVER,      NEVER,  OWN,   NEVER,      NEVER,      NEVER, NEVER),
    Action.NOTE_CONVERSATION: (OWN,     NEVER,      NEVER,  NEVER, NEVER,      NEVER,      NEVER, NEVER),
    Action.SEE_OVERDUE:       (NEVER,   UNIT,       NEVER,  NEVER, NEVER,      NEVER,      NEVER, NEVER),
    Action.SEE_FUNNEL:        (NEVER,   UNIT,       UNIT,   NEVER, NEVER,      NEVER,      NEVER, NEVER),
    Action.SEE_COHORTS:       (NEVER,   UNIT,       UNIT,   NEVER, NEVER,      NEVER,      NEVER, NEVER),
    Action.EXPORT:            (NEVER,   NEVER,      NEVER,  NEVER, NEVER,      EVERYWHERE, NEVER, NEVER),
    Action.MANAGE_UNITS:      (NEVER,   NEVER,      NEVER,  NEVER, UNIT,       NEVER,      NEVER, NEVER),
    Action.MANAGE_STAFF:      (NEVER,   NEVER,      NEVER,  NEVER, UNIT,       NEVER,      NEVER, NEVER),
    Action.REVIEW_JOURNAL:    (NEVER,   NEVER,      NEVER,  NEVER, NEVER,      NEVER,      EVERYWHERE, NEVER),
    Action.EDIT_BANK:         (NEVER,   NEVER,      NEVER,  NEVER, NEVER,      NEVER,      NEVER, EVERYWHERE),
}
# fmt: on
TABLE: Mapping[tuple[Role, Action], Scope] = {
    (role, action): scope for action, scopes in _ROWS.items() for role, scope in zip(_COLUMNS, scopes, strict=True)
}


@dataclass(frozen=True)
class Reach:
    """How far one person's current roles reach for one action."""

    is_own: bool = False
    is_everywhere: bool = False
    unit_paths: tuple[str, ...] = ()
    """Tree paths of units, each standing for itself and all below it."""
