"""The conversation a follow-up leads to."""

from __future__ import annotations

from django.db import models

from participation.models.follow_ups import FollowUp
from participation.models.staff import User


class Conversation(models.Model):
    """That secretary and child have talked, and when. Nothing of what was said is kept here."""

    follow_up = models.OneToOneField(FollowUp, on_delete=models.CASCADE, related_name="conversation")
    held_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)
