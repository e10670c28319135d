"""Inviting a child, showing its code the one time it is known, extending and withdrawing."""

from __future__ import annotations

import datetime as dt
import uuid

import segno
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from participation import delivering, inviting, wording
from participation.cards import Card, open_card
from participation.forms.children import LANGUAGES, ExtendForm, InviteForm, LetterForm
from participation.models import Child, FollowUp, Invitation
from participation.permissions import Action
from participation.standings import day
from participation.views.policy import load, person, policy
from questionbanks.content import Content
from questionbanks.models import Version
from questionbanks.reading import child_content, staff_content

Channel = Invitation.Channel
OF_CHILD = ("follow_up__child__unit", "response")
SAMPLE = {"code": "0000 0000 0000", "url": "…"}


@require_http_methods(["GET", "POST"])
@policy(Action.INVITE)
def invite(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Everything is suggested; what is left to do is to send."""
    child, _grant = load(request, Child, pk, Action.INVITE, related=("unit",))
    card, at = open_card(child), timezone.now()
    try:
        suggestion = inviting.suggest(child, card, at)
    except inviting.NothingPublished:
        return render(request, "participation/invite.html", {"child": child, "card": card})
    form = _form(request, child, card, suggestion)
    if request.method == "POST" and form.is_valid():
        try:
            return _invited(request, _invite(request, child, form, at), card)
        except inviting.AlreadyInvited:
            messages.info(request, _("Inbjudan är redan gjord. Här ser du hur det går."))
            return redirect("participation:child", child.pk)
        except inviting.NotInvited:
            form.add_error("channel", _("Det sättet går inte för det här barnet just nu. Välj ett annat."))
    content = _content(form.initial["family"])
    samples = _samples(request, content) if set(inviting.MESSAGES) & set(_channels(child, card)) else []
    context = {"child": child, "card": card, "form": form, "samples": samples}
    return render(request, "participation/invite.html", context)


@require_POST
@policy(Action.INVITE)
def extend(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Let the code that the child already has work longer."""
    invitation, _grant = load(request, Invitation, pk, Action.INVITE, related=OF_CHILD)
    form = ExtendForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Välj en dag från i dag och högst ett år framåt."))
    else:
        expires_at = _last_moment(form.cleaned_data["expires_on"]) or inviting.usual_expiry(timezone.now())
        if inviting.extend(invitation, expires_at=expires_at):
            messages.success(request, _("Koden gäller nu till och med %(day)s.") % {"day": day(expires_at)})
        else:
            messages.info(request, _("Barnet har redan skickat sina svar."))
    return redirect("participation:child", invitation.follow_up.child_id)


@require_POST
@policy(Action.INVITE)
def withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    invitation, _grant = load(request, Invitation, pk, Action.INVITE, related=OF_CHILD)
    if inviting.withdraw(invitation, at=timezone.now()):
        messages.success(request, _("Inbjudan är tillbakadragen. Koden fungerar inte längre."))
    else:
        messages.info(request, _("Barnet har redan skickat sina svar."))
    return redirect("participation:child", invitation.follow_up.child_id)


@require_POST
@policy(Action.INVITE)
def letter(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The letter as PDF, made of the code that the page before it carries; nothing of it is kept."""
    # Late: the PDF library takes long to load, and most who come here never print.
    from participation.letters import letter_pdf  # noqa: PLC0415

    invited = _carried(request, pk)
    answer = HttpResponse(letter_pdf(inviting.letter_of(invited)), content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="brev.pdf"'
    return answer


@require_POST
@policy(Action.INVITE)
def lend_screen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Sign the secretary out before the child gets this screen, and show the way to its door."""
    invited = _carried(request, pk)
    logout(request)
    return render(request, "participation/lend_screen.html", {"link": invited.link})


def _form(request: HttpRequest, child: Child, card: Card, suggestion: inviting.Suggestion) -> InviteForm:
    families = _families(suggestion.family)
    asked = request.GET.get("family", "")
    channels = _channels(child, card)
    latest = inviting.latest(child)
    follow_up = child.follow_ups.order_by("-number").first()
    initial = {
        "family": asked if asked in dict(families) else suggestion.family,
        "language": suggestion.language,
        "is_simple": suggestion.is_simple,
        "channel": _channel(channels, latest, suggestion),
        "carries": "link",
        "meeting_at": follow_up.meeting_at if follow_up and not follow_up.closed_at else None,
        "guardian": follow_up.guardian if follow_up else FollowUp.Guardian.INFORMED,
        "guardian_reason": follow_up.guardian_reason if follow_up else "",
        "seen": inviting.latest_id(child),
    }
    return InviteForm(
        request.POST or None, initial=initial, families=families, languages=list(LANGUAGES), channels=channels
    )


def _families(suggested: str) -> list[tuple[str, str]]:
    """The published questionnaires, the suggested one first."""
    language = translation.get_language() or "sv"
    versions = Version.objects.current().only("key", "modules")
    titles = [(found.family, staff_content(found.pk).title.words_in(language)) for found in versions]
    return sorted(titles, key=lambda pair: (pair[0] != suggested, pair[1]))


def _channels(child: Child, card: Card) -> list[Invitation.Channel]:
    """The ways that are open to this child: none that sends a message to a protected one."""
    missing = {Channel.SMS: not card.phone, Channel.EMAIL: not card.email}
    return [
        channel
        for channel in delivering.channels()
        if not missing.get(channel) and not (child.is_protected and channel in inviting.MESSAGES)
    ]


def _channel(channels: list[Invitation.Channel], latest: Invitation | None, suggestion: inviting.Suggestion) -> str:
    """The way used last time; else the young get their code in person and others by message."""
    if latest and latest.channel in channels:
        return latest.channel
    return Channel.SCREEN if suggestion.family.startswith("children") else channels[0]


def _invite(request: HttpRequest, child: Child, form: InviteForm, at: dt.datetime) -> inviting.Invited:
    wanted = form.cleaned_data
    return inviting.invite(
        child,
        by=person(request),
        at=at,
        channel=wanted["channel"],
        carries=wanted["carries"] or "link",
        family=wanted["family"],
        language=wanted["language"],
        is_simple=wanted["is_simple"],
        meeting_at=wanted["meeting_at"],
        guardian=wanted["guardian"],
        guardian_reason=wanted["guardian_reason"],
        expires_at=_last_moment(wanted["expires_on"]),
        seen=wanted["seen"],
    )


def _invited(request: HttpRequest, invited: inviting.Invited, card: Card) -> HttpResponse:
    invitation = invited.invitation
    if invitation.channel in inviting.MESSAGES:
        messages.success(request, _("Inbjudan är på väg till %(label)s.") % {"label": card.label})
        return redirect("participation:child", invitation.follow_up.child_id)
    # The one page that answers a POST without a redirect: the code is stored nowhere, neither in the database nor
    # in the session, so it can only be shown by the request that made it. A reload is refused as a second tap.
    context = {"invited": invited, "card": card, "qr": _qr(invited.link), "address": wording.address()}
    return render(request, "participation/invited.html", context)


def _carried(request: HttpRequest, pk: uuid.UUID) -> inviting.Invited:
    """The invitation with the code and the link that its page posted back. Http404 when they are not its own."""
    invitation, _grant = load(request, Invitation, pk, Action.INVITE, related=OF_CHILD)
    form = LetterForm(request.POST)
    if not form.is_valid():
        raise Http404
    code, token = form.cleaned_data["code"], form.cleaned_data["token"]
    if not inviting.opens(invitation, code, token):
        raise Http404
    return inviting.Invited(invitation, code, token, wording.link(token))


def _samples(request: HttpRequest, content: Content) -> list[str]:
    """How the SMS will read, with a link and with a code."""
    language = translation.get_language() or "sv"
    contact, expires_at = person(request).first_name, inviting.usual_expiry(timezone.now())
    filling = wording.values(contact=contact, phone="", expires_at=expires_at, language=language)
    sample = {**filling, "code": SAMPLE["code"], "url": wording.link(SAMPLE["url"])}
    return [wording.sms(content, language, "link", sample), wording.sms(content, language, "code", sample)]


def _content(family: str) -> Content:
    key, _plus, modules = family.partition("+")
    version = Version.objects.current().only("pk").get(key=key, modules=modules)
    return child_content(version.pk)


def _last_moment(chosen: dt.date | None) -> dt.datetime | None:
    return inviting.last_moment(chosen) if chosen else None


def _qr(link: str) -> SafeString:
    """The link as a square: our own drawing of our own token, hence safe to put in the page."""
    square = segno.make(link, error="m", micro=False)
    drawing = square.svg_inline(omitsize=True, svgclass="qr", lineclass=None, dark="#0f2b33", border=2)
    return mark_safe(drawing)
