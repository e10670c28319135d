"""Sealed cohorts and their stored, rounded counts; the daily funnel. Never changed or deleted, no child in sight."""

from __future__ import annotations

from django.db import models

from participation.models.units import Unit


class ClosedPool(models.Model):
    """That one unit's pool for one period has been closed, and how; the mark that makes closing happen once."""

    class Outcome(models.TextChoices):
        SEALED = "sealed"
        CARRIED = "carried"
        EMPTY = "empty"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    family = models.CharField(max_length=120)
    """The questionnaire's key and its modules, joined by a plus sign."""
    period_start = models.DateField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "family", "period_start"], name="a_pool_closes_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.family} {self.period_start}"


class Cohort(models.Model):
    """At least eight children of one unit, sealed together at the end of a period."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cohorts")
    family = models.CharField(max_length=120)
    band = models.CharField(max_length=8)
    """Ages, such as ``6-9``, or ``all``."""
    period_start = models.DateField()
    period_end = models.DateField()
    """The first day after the period."""
    size = models.PositiveIntegerField()
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "family", "period_start", "band"], name="a_cohort_is_sealed_once"),
            models.CheckConstraint(name="a_cohort_has_eight_children", condition=models.Q(size__gte=8)),
        ]
        ordering = ["-period_start", "unit", "band"]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.family} {self.period_start} {self.band}"


class CohortCount(models.Model):
    """How many children of a cohort gave one answer, rounded once to a multiple of three."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="counts")
    question = models.CharField(max_length=80)
    """A question's key, or ``help:`` and an area's key."""
    option = models.CharField(max_length=80)
    rounded = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "question", "option"], name="a_count_is_stored_once")]

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.question} {self.option}"


class CohortMember(models.Model):
    """A member's keyed fingerprint, for the turnover rule; only the worker reads it."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="members")
    fingerprint = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.pk)


class FunnelFigure(models.Model):
    """One step of a unit's participation on one day, in steps of five."""

    class Step(models.TextChoices):
        SHOULD = "should"
        INVITED = "invited"
        OPENED = "opened"
        ANSWERED = "answered"
        TALKED = "talked"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="funnel")
    day = models.DateField()
    step = models.CharField(max_length=8, choices=Step)
    figure = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "day", "step"], name="a_funnel_step_is_stored_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day} {self.step}"
