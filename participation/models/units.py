"""Units as a tree: city, department, unit."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node


class Unit(MP_Node):
    """A unit of the organisation. Its out-of-hours number is handed down to the children's pages."""

    name = models.CharField(_("namn"), max_length=80)
    jour_phone = models.CharField(_("socialjourens nummer"), max_length=16, blank=True)
    jour_hours = models.CharField(_("socialjouren svarar"), max_length=40, blank=True)
    is_closed = models.BooleanField(_("stängd"), default=False)

    node_order_by = ["name"]

    def __str__(self) -> str:
        return self.name
