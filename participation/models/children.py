"""Children as staff know them: a sealed card, and who is responsible. Found by exact keyed index, never by content."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.models.staff import User
from participation.models.units import Unit, below
from participation.rights import Action


def new_record_key() -> int:
    """A random number that only disclosure control uses (63 bits, so that every database keeps it)."""
    return secrets.randbits(63)


class ChildQuerySet(models.QuerySet["Child"]):
    def current(self) -> ChildQuerySet:
        return self.filter(closed_at__isnull=True)

    def assigned_to(self, user: User, at: dt.datetime) -> ChildQuerySet:
        """Children this person answers for at a moment, as secretary, deputy or duty."""
        current = ChildAssignment.objects.current(at).filter(user=user)
        return self.filter(pk__in=current.values("child"))

    def visible_to(
        self, user: User, action: Action = Action.LIST_CHILDREN, at: dt.datetime | None = None
    ) -> ChildQuerySet:
        """Children with whom this person may do this: by assignment, or by unit where the table says so."""
        at = at or timezone.now()
        reach = user.reach(action, at)
        if reach.is_everywhere:
            return self.all()
        found = below(reach.unit_paths, "unit__path")
        if reach.is_own:
            found |= Q(pk__in=ChildAssignment.objects.current(at).filter(user=user).values("child"))
        return self.filter(found)


class Child(models.Model):
    """A child in contact with the unit. Everything that tells who it is lies sealed in ``card``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="children")
    card = models.BinaryField()
    """A ``participation.cards.Card``, sealed to staff."""
    label_index = models.BinaryField(max_length=32, db_index=True)
    case_index = models.BinaryField(max_length=32, db_index=True, null=True)
    is_protected = models.BooleanField(_("skyddade personuppgifter"), default=False)
    record_key = models.BigIntegerField(default=new_record_key, editable=False)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = ChildQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.id)


class ChildAssignmentQuerySet(models.QuerySet["ChildAssignment"]):
    def current(self, at: dt.datetime) -> ChildAssignmentQuerySet:
        return self.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at)


class ChildAssignment(models.Model):
    """Who answers for a child and may read its answers, from one moment to another, and why."""

    class Capacity(models.TextChoices):
        SECRETARY = "secretary", _("socialsekreterare")
        DEPUTY = "deputy", _("ersättare")
        DUTY = "duty", _("mottagning")

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="assignments")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="child_assignments")
    capacity = models.CharField(max_length=12, choices=Capacity)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("anledning"), max_length=200, blank=True)
    assigned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ChildAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(capacity="secretary", until__isnull=True),
                name="one_secretary_per_child",
            )
        ]
        indexes = [models.Index(fields=["user", "until"])]

    def __str__(self) -> str:
        return f"{self.capacity} {self.pk}"
