"""The journal as its reviewer reads it: rows only, no child's name, no answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from participation import journal
from participation.forms.journal import JournalFilter
from participation.models import Entry
from participation.permissions import Action, check
from participation.views.policy import person, policy

PAGE = 100


@policy(Action.REVIEW_JOURNAL)
@require_safe
def journal_page(request: HttpRequest) -> HttpResponse:
    """The latest rows first; ``before`` goes further back. Reading it is itself a row."""
    user = person(request)
    journal.write(user, Action.REVIEW_JOURNAL, grant=check(user, Action.REVIEW_JOURNAL), thing="entry")
    form = JournalFilter(request.GET)
    rows = form.narrow(Entry.objects.order_by("-sequence"))[: PAGE + 1]
    found = list(rows)
    earlier = found[PAGE - 1].sequence if len(found) > PAGE else None
    about = {"form": form, "entries": found[:PAGE], "earlier": form.address(before=earlier) if earlier else ""}
    return render(request, "participation/journal.html", about)
