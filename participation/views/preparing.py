"""Preparing a conversation: the page, its sheet, the answers to attend to, and that the talk was held."""

from __future__ import annotations

import logging
import uuid
from importlib import import_module
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from participation import attending, gathering, journal, permissions, queueing
from participation.cards import Card, open_card
from participation.conversing import note_conversation as note
from participation.models import Attention, Child, FollowUp
from participation.permissions import Action
from participation.preparing import Preparation
from participation.standings import day, weekday
from participation.views.policy import load, person, policy
from surveys.sealing import SealBroken

log = logging.getLogger("stigen.preparing")

CHILD = ("child__unit",)


@policy(Action.READ_ANSWERS)
@require_GET
def prepare(request: HttpRequest, follow_up: uuid.UUID) -> HttpResponse:
    found, _grant = load(request, FollowUp, follow_up, Action.READ_ANSWERS, related=CHILD)
    about = _about(found)
    try:
        gathered = gathering.gather(found, chosen=request.GET.get("answers", ""))
    except SealBroken:
        return _broken(request, found, about)
    if gathered:
        gathering.mark_read(gathered.invitation, by=person(request), at=timezone.now())
        about |= {"gathered": gathered, "preparation": gathered.preparation}
    about |= _rights(request, found)
    return render(request, "participation/prepare.html", about)


@policy(Action.PRINT_ANSWERS)
@require_GET
def sheet(request: HttpRequest, follow_up: uuid.UUID) -> HttpResponse:
    found, _grant = load(request, FollowUp, follow_up, Action.PRINT_ANSWERS, related=CHILD)
    about = _about(found)
    try:
        gathered = gathering.gather(found, chosen=request.GET.get("answers", ""))
    except SealBroken:
        return _broken(request, found, about)
    if gathered is None:
        return redirect("participation:prepare", found.pk)
    gathering.mark_read(gathered.invitation, by=person(request), at=timezone.now())
    pdf = _pdf(request, about, gathered.preparation)
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        # Neutral: the name of a downloaded file must not name a child.
        headers={"Content-Disposition": 'inline; filename="samtalsblad.pdf"', "Cache-Control": "no-store"},
    )


@policy(signed_in=True)
@require_GET
def attention(request: HttpRequest) -> HttpResponse:
    """The queue of those who read answers, or what is late for those who lead: child's unit, level and time only."""
    user, at = person(request), timezone.now()
    if permissions.may(user, Action.ACKNOWLEDGE):
        journal.write(user, Action.ACKNOWLEDGE, thing="attention", thing_id="list")
        return render(request, "participation/attention.html", {"queue": queueing.queue(user, at=at)})
    if permissions.may(user, Action.SEE_OVERDUE):
        journal.write(user, Action.SEE_OVERDUE, thing="attention", thing_id="list")
        return render(request, "participation/overdue.html", {"late": queueing.late(user, at=at), "at": at})
    raise PermissionDenied


@policy(Action.ACKNOWLEDGE)
@require_POST
def acknowledge(request: HttpRequest, attention: int) -> HttpResponse:
    related = ("child__unit", "invitation")
    found, _grant = load(request, Attention, attention, Action.ACKNOWLEDGE, related=related)
    if attending.acknowledge(found, by=person(request), at=timezone.now()):
        messages.success(request, _("Du tar hand om det."))
    else:
        messages.info(request, _("Någon annan hade redan tagit hand om det."))
    return redirect("participation:prepare", found.invitation.follow_up_id)


@policy(Action.NOTE_CONVERSATION)
@require_POST
def note_conversation(request: HttpRequest, follow_up: uuid.UUID) -> HttpResponse:
    found, _grant = load(request, FollowUp, follow_up, Action.NOTE_CONVERSATION, related=CHILD)
    note(found, by=person(request), at=timezone.now())
    messages.success(request, _("Samtalet är noterat."))
    return redirect("participation:prepare", found.pk)


def _pdf(request: HttpRequest, about: dict[str, Any], preparation: Preparation) -> bytes:
    """The sheet with the openers that were ticked."""
    sheets = import_module("participation.sheets")
    follow_up, age = about["follow_up"], about["age"]
    facts = [_("%(age)s år") % {"age": age}] if age is not None else []
    facts.append(_("Uppföljning %(number)s") % {"number": follow_up.number})
    if follow_up.meeting_at:
        facts.append(_("Möte %(day)s") % {"day": weekday(follow_up.meeting_at)})
    facts.append(_("Svar från %(day)s") % {"day": day(preparation.sent_at)})
    heading = sheets.Heading(about["label"], tuple(facts), str(request.user), follow_up.child.is_protected)
    chosen = request.GET.getlist("opener")
    openers = tuple(one for at, one in enumerate(preparation.openers) if str(at) in chosen)
    return cast(bytes, sheets.sheet(preparation, heading, openers))


def _about(follow_up: FollowUp) -> dict[str, Any]:
    card = _card(follow_up.child)
    today = timezone.localdate()
    return {
        "follow_up": follow_up,
        "child": follow_up.child,
        "card": card,
        "label": card.label if card else _("Kortet går inte att öppna"),
        "age": card.age_on(today) if card else None,
    }


def _rights(request: HttpRequest, follow_up: FollowUp) -> dict[str, object]:
    return {
        "may_print": permissions.may(request.user, Action.PRINT_ANSWERS, follow_up),
        "may_note": permissions.may(request.user, Action.NOTE_CONVERSATION, follow_up),
        "conversation": getattr(follow_up, "conversation", None),
    }


def _card(child: Child) -> Card | None:
    try:
        return open_card(child)
    except SealBroken:
        log.error("the card of child %s does not open", child.pk)
        return None


def _broken(request: HttpRequest, follow_up: FollowUp, about: dict[str, Any]) -> HttpResponse:
    """Loud, and nothing of what was stored: damaged or swapped answers are never shown."""
    log.error("an answer of follow-up %s does not open", follow_up.pk)
    journal.write(person(request), Action.READ_ANSWERS, thing="followup", thing_id=follow_up.pk, result="broken")
    return render(request, "participation/broken.html", about, status=500)
