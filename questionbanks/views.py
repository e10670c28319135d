"""The page that publishes: what would change, what stands in the way, and the button."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from questionbanks import checks, explaining
from questionbanks.models import Vocabulary
from questionbanks.narration.speaking import EngineUnavailable
from questionbanks.problems import Problem
from questionbanks.publishing import PublishingRefused, make_sound, missing_sound, pending, publish_all
from questionbanks.rows import read_rows

# About three seconds of making sound.
CLIPS_PER_PAGE = 150


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("questionbanks.publish_bank", raise_exception=True)
def publish(request: HttpRequest) -> HttpResponse:
    """GET shows, POST publishes. Errors hinder; advice is shown and hinders nothing."""
    if request.method == "POST":
        _publish(request)
        return redirect("publish_bank")
    return render(request, "questionbanks/publish.html", _standing())


def _standing() -> dict[str, object]:
    try:
        draft = read_rows()
    except Vocabulary.DoesNotExist:
        return {"is_empty": True}
    found = checks.problems(draft)
    errors = [_told(problem) for problem in found if problem.is_error]
    waiting = [] if errors else pending(draft)
    return {
        "errors": errors,
        "advice": [_told(problem) for problem in found if not problem.is_error],
        "families": waiting,
        "is_changed": any(family.is_changed for family in waiting),
    }


def _told(problem: Problem) -> dict[str, str]:
    return {
        "place": problem.place,
        "reason": explaining.reason(problem),
        "remedy": explaining.remedy(problem),
    }


def _publish(request: HttpRequest) -> None:
    try:
        made = publish_all(at=timezone.now(), by=str(request.user))
    except PublishingRefused:
        messages.error(request, _("Inget publicerades. Rätta felen först."))
        return
    except Vocabulary.DoesNotExist:
        messages.error(request, _("Det finns ingen frågebank än."))
        return
    if made:
        told = ngettext("%(count)s ny utgåva är publicerad.", "%(count)s nya utgåvor är publicerade.", len(made))
        messages.success(request, told % {"count": len(made)})
    else:
        messages.info(request, _("Inget har ändrats sedan förra gången."))
    _make_sound(request)


def _make_sound(request: HttpRequest) -> None:
    """Only as much as a page can wait for; a whole bank is read in by ``publish_bank``."""
    folder = settings.STIGEN_SOUND
    if missing_sound(folder) > CLIPS_PER_PAGE:
        messages.warning(
            request,
            _("Det är många nya texter att läsa upp. Be den som sköter driften att köra publish_bank."),
        )
        return
    try:
        spoken = make_sound(folder)
    except EngineUnavailable:
        messages.warning(request, _("Uppläsningen kunde inte göras här. Säg till den som sköter driften."))
        return
    if spoken.failed:
        told = _("%(count)s texter kunde inte läsas in.") % {"count": spoken.failed}
        messages.warning(request, told)
