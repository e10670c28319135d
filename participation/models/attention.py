"""Attention: that somebody must read a child's answers, by when, and who took it on. Never what was answered."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.models.children import Child
from participation.models.invitations import Invitation
from participation.models.staff import User
from participation.rights import Action


class AttentionQuerySet(models.QuerySet["Attention"]):
    def waiting(self) -> AttentionQuerySet:
        return self.filter(acknowledged_at__isnull=True)

    def visible_to(
        self, user: User, action: Action = Action.ACKNOWLEDGE, at: dt.datetime | None = None
    ) -> AttentionQuerySet:
        return self.filter(child__in=Child.objects.visible_to(user, action, at))


class Attention(models.Model):
    """A marked answer was sent. A reading order for people, never an assessment."""

    class Level(models.TextChoices):
        ACUTE = "acute", _("läs och bedöm samma dag")
        SOON = "soon", _("ta kontakt inom två arbetsdagar")

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="attention")
    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="attention")
    level = models.CharField(max_length=8, choices=Level)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = AttentionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["acknowledged_at", "due_at"])]

    def __str__(self) -> str:
        return f"{self.level} {self.pk}"
