"""The bank as editors own it, and the immutable versions that are published from it."""

from __future__ import annotations

from django.db import models


class VersionQuerySet(models.QuerySet["Version"]):
    def current(self) -> VersionQuerySet:
        return self.filter(is_current=True)


class Version(models.Model):
    """One published questionnaire with its modules merged in. Never changed, never deleted."""

    key = models.CharField(max_length=80)
    """The questionnaire's key."""
    modules = models.CharField(max_length=200, blank=True)
    """The keys of the modules merged in, sorted and joined by a plus sign; empty for none."""
    number = models.PositiveIntegerField()
    band = models.CharField(max_length=8)
    child_snapshot = models.TextField()
    """Canonical JSON of the child's projection (``content.read_child``)."""
    staff_snapshot = models.TextField()
    """Canonical JSON of the staff's projection (``content.read_staff``)."""
    sha256 = models.CharField(max_length=64, unique=True)
    """Of both snapshots, the child's first."""
    is_current = models.BooleanField(default=True)
    """Whether new responses are pinned to it."""
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=120, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "modules", "number"], name="version_numbers_are_unique"),
            models.UniqueConstraint(
                fields=["key", "modules"], condition=models.Q(is_current=True), name="one_current_version"
            ),
        ]
        ordering = ["key", "modules", "-number"]

    def __str__(self) -> str:
        return f"{self.family} {self.number}"

    @property
    def family(self) -> str:
        """The questionnaire's key and its modules, joined by a plus sign."""
        return "+".join(filter(None, [self.key, self.modules]))
