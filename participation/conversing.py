"""Noting that secretary and child have talked. Nothing of what was said is kept."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from participation.models import Conversation, FollowUp, User


@transaction.atomic
def note_conversation(follow_up: FollowUp, *, by: User, at: dt.datetime) -> Conversation:
    """Note when they talked and close the follow-up; a second note moves the moment and makes no second row."""
    conversation, _ = Conversation.objects.update_or_create(
        follow_up=follow_up, defaults={"held_at": at, "noted_by": by}
    )
    follow_up.closed_at = at
    follow_up.save(update_fields=["closed_at"])
    return conversation
