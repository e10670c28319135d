"""A response and its credential: sealed drafts until Send, one sealed document after. Never a person."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from questionbanks.models import Version


class ResponseQuerySet(models.QuerySet["Response"]):
    def sent(self) -> ResponseQuerySet:
        return self.filter(state=Response.State.SENT)

    def open_at(self, at: dt.datetime) -> ResponseQuerySet:
        return self.filter(state=Response.State.OPEN, expires_at__gt=at)


class Response(models.Model):
    """What one child answers to one version. Pinned to that version for life."""

    class State(models.TextChoices):
        OPEN = "open"
        SENT = "sent"
        REVOKED = "revoked"

    class Willingness(models.TextChoices):
        YES = "yes"
        LATER = "later"
        NO = "no"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8)
    is_simple = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    willingness = models.CharField(max_length=8, choices=Willingness, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    card = models.BinaryField(default=b"")
    """Handed down for the child's pages, sealed under the response's key; emptied at Send."""
    document = models.BinaryField(null=True)
    """The answers on the path as one sealed document; only staff can open it."""

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="response_is_sent_with_its_document",
                condition=(
                    Q(state="sent", sent_at__isnull=False, document__isnull=False)
                    | (~Q(state="sent") & Q(sent_at__isnull=True, document__isnull=True))
                ),
            )
        ]
        indexes = [models.Index(fields=["state", "sent_at"])]

    def __str__(self) -> str:
        return str(self.id)

    def is_open(self, at: dt.datetime | None = None) -> bool:
        return self.state == self.State.OPEN and self.expires_at > (at or timezone.now())


class Credential(models.Model):
    """A way in: only the keyed fingerprint is kept, and the response's key wrapped under the credential."""

    class Kind(models.TextChoices):
        LINK = "link"
        CODE = "code"

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="credentials")
    kind = models.CharField(max_length=4, choices=Kind)
    fingerprint = models.BinaryField(max_length=32, unique=True)
    wrap = models.BinaryField()
    """Emptied when the response is sent or revoked: the credential still says thanks, and opens nothing."""

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Visit(models.Model):
    """One child's session on one device; its secret lives only in that browser's session cookie."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="visits")
    fingerprint = models.BinaryField(max_length=32, unique=True)
    wrap = models.BinaryField()
    card = models.BinaryField(default=b"")
    """The response's card under the visit's own secret, so that the thanks page can still be shown."""
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)


class Draft(models.Model):
    """One sealed answer of one visit until Send. Not even its question can be read."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="drafts")
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="drafts")
    slot = models.BinaryField(max_length=32)
    """HMAC of the question's key under the response's key."""
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "slot"], name="one_draft_per_visit_and_question")]

    def __str__(self) -> str:
        return str(self.pk)
