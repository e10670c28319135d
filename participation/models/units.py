"""Units as a tree: city, department, unit."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from participation.rights import Action, Reach

if TYPE_CHECKING:
    from participation.models.staff import User


def below(paths: tuple[str, ...], field: str = "path") -> Q:
    """Units at or below the given tree paths; nothing when there are none."""
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(**{f"{field}__startswith": path})
    return found


class UnitQuerySet(MP_NodeQuerySet):
    def reached_by(self, reach: Reach) -> UnitQuerySet:
        found: UnitQuerySet = self.all() if reach.is_everywhere else self.filter(below(reach.unit_paths))
        return found

    def visible_to(self, user: User, action: Action, at: dt.datetime | None = None) -> UnitQuerySet:
        """Units in which this person may do this."""
        return self.reached_by(user.reach(action, at))


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> UnitQuerySet:
        rows: UnitQuerySet = UnitQuerySet(self.model, using=self._db).order_by("path")
        return rows


class Unit(MP_Node):
    """A unit of the organisation. Its out-of-hours number is handed down to the children's pages."""

    name = models.CharField(_("namn"), max_length=80)
    jour_phone = models.CharField(_("socialjourens nummer"), max_length=16, blank=True)
    jour_hours = models.CharField(_("socialjouren svarar"), max_length=40, blank=True)
    is_closed = models.BooleanField(_("stängd"), default=False)

    node_order_by = ["name"]

    objects = UnitManager()

    def __str__(self) -> str:
        return self.name
