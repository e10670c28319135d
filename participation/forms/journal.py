"""What the reviewer asks of the journal: one person's rows, one thing's rows, or the refused ones."""

from __future__ import annotations

from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from participation.models import Entry


class JournalFilter(forms.Form):
    actor_name = forms.CharField(label=_("Namn"), required=False, max_length=120)
    thing_id = forms.CharField(label=_("Det som öppnades"), required=False, max_length=40)
    is_refused = forms.BooleanField(label=_("Bara det som nekades"), required=False)
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def narrow(self, rows: QuerySet[Entry]) -> QuerySet[Entry]:
        """The rows asked for; a filter that cannot be understood gives none."""
        if not self.is_valid():
            return rows.none()
        asked = self.cleaned_data
        if asked["actor_name"]:
            rows = rows.filter(actor_name__icontains=asked["actor_name"])
        if asked["thing_id"]:
            rows = rows.filter(thing_id=asked["thing_id"].strip())
        if asked["is_refused"]:
            rows = rows.exclude(result="ok")
        return rows.filter(sequence__lt=asked["before"]) if asked["before"] else rows

    def address(self, *, before: int) -> str:
        """The same question, further back."""
        kept = {name: value for name, value in self.cleaned_data.items() if value and name != "before"}
        return "?" + urlencode({**kept, "before": before})
