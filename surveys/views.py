"""The child's pages. GET changes nothing; every refusal is one page; every POST ends in a redirect or that page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from questionbanks.answers import Answer
from questionbanks.narration import views as narration
from surveys import access, answering, credentials, pages, throttling
from surveys.models import Response
from surveys.sitting import CHECKS, ResponseClosed, Sitting
from surveys.wizard import questions

CHECK_VALUES = ("said_yes", "said_partly", "said_no")


@require_http_methods(["GET", "HEAD", "POST"])
@access.child_page
def door(request: HttpRequest) -> HttpResponse:
    """Where a child comes in, by a typed code or by a link's token in the same field."""
    if request.method != "POST":
        return render(request, "surveys/door.html", pages.door(_language()))
    typed = request.POST.get("code", "")
    secret = credentials.read(typed)
    if (secret is None or secret.kind == "code") and throttling.must_wait(request):
        return render(request, "surveys/wait.html", pages.door(_language()), status=429)
    try:
        _sitting, cookie = answering.redeem(typed, at=timezone.now())
    except answering.CodeRefused:
        throttling.count_refusal(request)
        return render(request, "surveys/refused.html", pages.door(_language()), status=403)
    return access.begin(redirect("surveys:welcome"), cookie)


@require_http_methods(["GET", "HEAD", "POST"])
@access.with_sitting
def welcome(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    if sitting.response.state == Response.State.SENT:
        return redirect("surveys:thanks")
    if request.method != "POST":
        return render(request, "surveys/welcome.html", pages.welcome(sitting))
    chosen = request.POST.get("willingness", "")
    if chosen not in Response.Willingness.values:
        return redirect("surveys:welcome")
    try:
        sitting.will(chosen, at=timezone.now())
    except ResponseClosed:
        return _closed(sitting)
    if chosen == Response.Willingness.YES:
        return _to_next(sitting)
    page = {"later": "later", "no": "thanks_no"}[chosen]
    return _left(request, sitting, page)


@require_http_methods(["GET", "HEAD", "POST"])
@access.with_sitting
def question(request: HttpRequest, sitting: Sitting, step: str) -> HttpResponse:
    if sitting.response.state == Response.State.SENT:
        return redirect("surveys:thanks")
    try:
        answered: HttpResponse = questions(request, sitting, step=step)
        return answered
    except ResponseClosed:
        return _closed(sitting)


@require_GET
@access.with_sitting
def review(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    if sitting.response.state == Response.State.SENT:
        return redirect("surveys:thanks")
    return render(request, "surveys/review.html", pages.review(sitting))


@require_POST
@access.with_sitting
def send(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Send, once: a second tap gets the same thanks."""
    now = timezone.now()
    try:
        if sitting.response.state != Response.State.SENT:
            _keep_checks(request, sitting)
            sitting.send(at=now)
    except ResponseClosed:
        return _closed(sitting)
    return redirect("surveys:thanks")


@require_GET
@access.with_sitting
def thanks(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    if sitting.response.state != Response.State.SENT:
        return redirect("surveys:review")
    return render(request, "surveys/message.html", pages.message(sitting, "thanks"))


@require_POST
@access.with_sitting
def pause(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """A calm "I go on later": all is saved, and this browser forgets the way in."""
    return _left(request, sitting, "paused")


@require_http_methods(["GET", "HEAD", "POST"])
@access.child_page
def leave(request: HttpRequest) -> HttpResponse:
    """Quick exit: the session is over on the server before the browser is sent to a neutral page."""
    if request.method == "POST" and (sitting := access.current(request)):
        answering.leave(sitting, at=timezone.now())
    response = redirect(settings.STIGEN_EXIT_ADDRESS if request.method == "POST" else "surveys:door")
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        access.end(response)
    return response


@require_GET
@access.child_page
def sound(request: HttpRequest, name: str) -> HttpResponse:
    return narration.sound(request, name)


def _to_next(sitting: Sitting) -> HttpResponse:
    following = sitting.next_unanswered()
    return redirect("surveys:question", sitting.step(following)) if following else redirect("surveys:review")


def _left(request: HttpRequest, sitting: Sitting, page: str) -> HttpResponse:
    """A last page that ends the visit on this device."""
    context = pages.message(sitting, page)
    answering.leave(sitting, at=timezone.now())
    return access.end(render(request, "surveys/message.html", context))


def _closed(sitting: Sitting) -> HttpResponse:
    """The response was sent from another page or closed meanwhile."""
    is_sent = Response.objects.sent().filter(pk=sitting.response.pk).exists()
    return redirect("surveys:thanks") if is_sent else access.end(redirect("surveys:door"))


def _keep_checks(request: HttpRequest, sitting: Sitting) -> None:
    for name in CHECKS:
        value = request.POST.get(name, "")
        if value in CHECK_VALUES:
            sitting.save(name, Answer(value=value), at=timezone.now())


def _language() -> str:
    return (get_language() or "sv").split("-")[0]
