"""The journal's rows. Append-only and hash-chained; no answer, no code, no telephone number."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One access. Holds no foreign key: it outlives what it speaks of, and is written on a connection of its own."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=120)
    role = models.CharField(max_length=16, blank=True)
    ground = models.CharField(max_length=40, blank=True)
    """The assignment that gave the right, such as ``child_assignment:12``."""
    action = models.CharField(max_length=24)
    thing = models.CharField(max_length=24, blank=True)
    thing_id = models.CharField(max_length=40, blank=True)
    unit = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    result = models.CharField(max_length=12)
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["sequence"]

    def __str__(self) -> str:
        return str(self.sequence)
