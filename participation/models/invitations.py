"""Invitations and the messages that carry them. A code lives in a sealed message until it is sent, and nowhere else."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.models.children import Child
from participation.models.follow_ups import FollowUp
from participation.models.staff import User
from participation.rights import Action
from surveys.models import Response


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unexamined(self) -> InvitationQuerySet:
        """Sent answers that the worker has not yet looked through for marked answers."""
        return self.filter(response__state=Response.State.SENT, examined_at__isnull=True)

    def unread(self) -> InvitationQuerySet:
        return self.filter(response__state=Response.State.SENT, first_read_at__isnull=True)

    def visible_to(
        self, user: User, action: Action = Action.READ_CHILD, at: dt.datetime | None = None
    ) -> InvitationQuerySet:
        return self.filter(follow_up__child__in=Child.objects.visible_to(user, action, at))


class Invitation(models.Model):
    """Ties a child's follow-up to the response that the child's side knows only by its credential."""

    class Channel(models.TextChoices):
        SMS = "sms", _("sms")
        EMAIL = "email", _("e-post")
        PAPER = "paper", _("brev på papper")
        SCREEN = "screen", _("på min skärm")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="invitations")
    response = models.OneToOneField(Response, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    examined_at = models.DateTimeField(null=True)
    """When the worker looked through the sent answers for marked ones."""
    first_read_at = models.DateTimeField(null=True)
    first_read_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    cohort_closed_at = models.DateTimeField(null=True)
    """When the answers went into a cohort; never taken back."""

    objects = InvitationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["examined_at"]), models.Index(fields=["created_at"])]

    def __str__(self) -> str:
        return str(self.id)


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, at: dt.datetime) -> MessageQuerySet:
        return self.filter(state=Message.State.QUEUED, due_at__lte=at)


class Message(models.Model):
    """One SMS or e-mail in the outbox. Address and text are sealed, and wiped once it is sent."""

    class State(models.TextChoices):
        QUEUED = "queued", _("väntar på att skickas")
        SENDING = "sending", _("skickas")
        SENT = "sent", _("skickat")
        DELIVERED = "delivered", _("framme")
        FAILED = "failed", _("gick inte att skicka")
        STOPPED = "stopped", _("stoppat")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="messages")
    channel = models.CharField(max_length=8, choices=Invitation.Channel)
    payload = models.BinaryField(default=b"")
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=80, blank=True)
    """The gateway's own name for the message, for its delivery receipt."""
    trouble = models.CharField(max_length=120, blank=True)
    """Why it failed, in words for staff; never an address."""

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"])]

    def __str__(self) -> str:
        return str(self.id)
