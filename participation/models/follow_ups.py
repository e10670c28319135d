"""Follow-ups: each round of asking, meeting and answering back with one child."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.models.children import Child
from participation.models.staff import User
from participation.rights import Action


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(
        self, user: User, action: Action = Action.READ_CHILD, at: dt.datetime | None = None
    ) -> FollowUpQuerySet:
        return self.filter(child__in=Child.objects.visible_to(user, action, at))


class FollowUp(models.Model):
    """One round with a child, numbered from one."""

    class Guardian(models.TextChoices):
        INFORMED = "informed", _("vårdnadshavaren är informerad")
        AGREES = "agrees", _("vårdnadshavaren är informerad och tycker det är bra")
        NOT_INFORMED = "not_informed", _("vårdnadshavaren är inte informerad")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="follow_ups")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    meeting_at = models.DateTimeField(_("mötet"), null=True, blank=True)
    guardian = models.CharField(_("vårdnadshavare"), max_length=16, choices=Guardian, default=Guardian.INFORMED)
    guardian_reason = models.CharField(_("varför inte"), max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child", "number"], name="follow_ups_are_numbered_once")]
        ordering = ["child", "number"]

    def __str__(self) -> str:
        return str(self.id)
