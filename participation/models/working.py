"""Signs of life of the worker process."""

from __future__ import annotations

from django.db import models


class Beat(models.Model):
    """When one of the worker's rounds last went through; ``/healthz`` turns red when it is late."""

    ROUND = "work"
    """The beat of a whole round in which nothing failed."""

    name = models.CharField(max_length=24, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
