"""What staff write about a child, its invitation and whoever answers for it: validated, never saved from here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from participation.cards import Card
from participation.models import Child, ChildAssignment, FollowUp, Invitation, Unit, User

LANGUAGES = (("sv", "Svenska"), ("en", "English"))
LONGEST = dt.timedelta(days=365)
Guardian = FollowUp.Guardian


class CardForm(forms.Form):
    """A child's card. Nothing but a label and a birth month has to be known."""

    label = forms.CharField(
        label=_("Vad du kallar barnet"),
        max_length=60,
        help_text=_("Till exempel förnamn och en bokstav. Det räcker med något som bara du förstår."),
    )
    case_number = forms.CharField(label=_("Ärendenummer"), max_length=40, required=False)
    birth_month = forms.RegexField(
        label=_("Född, år och månad"),
        regex=r"^(19|20)\d\d-(0[1-9]|1[0-2])\Z",
        help_text=_("Skriv till exempel 2015-03. Åldern avgör vilka frågor vi föreslår."),
        error_messages={"invalid": _("Skriv år och månad så här: 2015-03.")},
    )
    language = forms.ChoiceField(label=_("Språk"), choices=LANGUAGES)
    placement = forms.ChoiceField(
        label=_("Bor"),
        choices=(
            ("home", _("hemma")),
            ("foster", _("i familjehem")),
            ("residential", _("på HVB eller annat boende")),
            ("supported", _("i stödboende")),
        ),
    )
    phone = PhoneNumberField(label=_("Barnets eget mobilnummer"), required=False, region="SE")
    email = forms.EmailField(label=_("Barnets e-postadress"), required=False)
    is_protected = forms.BooleanField(
        label=_("Skyddade personuppgifter"),
        help_text=_("Då skickas aldrig sms eller e-post, och svaren räknas inte i insikterna."),
        required=False,
    )

    def clean_birth_month(self) -> str:
        month = str(self.cleaned_data["birth_month"])
        if month > timezone.localdate().strftime("%Y-%m"):
            raise forms.ValidationError(_("Månaden har inte varit än."))
        return month

    def card(self) -> Card:
        found = self.cleaned_data
        return Card(
            label=found["label"],
            case_number=found["case_number"],
            birth_month=found["birth_month"],
            language=found["language"],
            email=found["email"],
            phone=found["phone"].as_e164 if found["phone"] else "",
            placement=found["placement"],
        )


class NewChildForm(CardForm):
    """A card and, for whoever works in several units, the child's unit."""

    unit = forms.ModelChoiceField(label=_("Enhet"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units
        field.initial = units.first()
        field.empty_label = None


class InviteForm(forms.Form):
    """An invitation. Everything is filled in with a suggestion, so that sending is the only thing left to do."""

    family = forms.ChoiceField(label=_("Frågor"))
    language = forms.ChoiceField(label=_("Språk"))
    is_simple = forms.BooleanField(
        label=_("Enkelt läge"),
        help_text=_("Färre svar att välja mellan. Samma frågor."),
        required=False,
    )
    channel = forms.ChoiceField(label=_("Hur ska koden komma fram?"), widget=forms.RadioSelect)
    carries = forms.ChoiceField(
        label=_("Vad ska stå i meddelandet?"),
        choices=(
            ("link", _("Länk. Ett tryck. Passar barnets egen telefon.")),
            ("code", _("Kort adress och kod. Tolv siffror att skriva själv.")),
        ),
        widget=forms.RadioSelect,
        help_text=_("Båda öppnar bara tomma frågor. Ingen som öppnar länken ser vad barnet har svarat."),
        required=False,  # not asked where no message can be sent
    )
    meeting_at = forms.DateTimeField(
        label=_("När träffas ni?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        required=False,
    )
    expires_on = forms.DateField(
        label=_("Koden gäller till och med"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Lämnar du det tomt blir det dagen för mötet, annars tre veckor. Du kan förlänga."),
        required=False,
    )
    guardian = forms.ChoiceField(label=_("Vårdnadshavare"), choices=Guardian.choices)
    guardian_reason = forms.CharField(
        label=_("Varför är vårdnadshavaren inte informerad?"), max_length=200, required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        families: list[tuple[str, str]],
        languages: list[tuple[str, str]],
        channels: list[Invitation.Channel],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("family", families),
            ("language", languages),
            ("channel", [(channel.value, channel.label) for channel in channels]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean_carries(self) -> str:
        return self.cleaned_data["carries"] or "link"

    def clean_expires_on(self) -> dt.date | None:
        return future(self.cleaned_data["expires_on"])

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if found.get("guardian") == Guardian.NOT_INFORMED and not found.get("guardian_reason"):
            self.add_error("guardian_reason", _("Skriv kort varför, så att det går att följa upp."))
        return found


class ExtendForm(forms.Form):
    """Until which day the code shall work; left empty, as long from now as a new invitation."""

    expires_on = forms.DateField(
        label=_("Koden gäller till och med"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )

    def clean_expires_on(self) -> dt.date | None:
        return future(self.cleaned_data["expires_on"])


class HandOverForm(forms.Form):
    """Who answers for the child from now on, or in the secretary's place for a while."""

    colleague = forms.ModelChoiceField(label=_("Kollega"), queryset=User.objects.none())
    capacity = forms.ChoiceField(
        label=_("Som"),
        choices=(
            (ChildAssignment.Capacity.DEPUTY.value, _("ersättare, du har barnet kvar")),
            (ChildAssignment.Capacity.SECRETARY.value, _("ny socialsekreterare, du lämnar över barnet")),
        ),
    )
    until = forms.DateField(
        label=_("Ersättare till och med"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    reason = forms.CharField(label=_("Anledning"), max_length=200)

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["colleague"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = colleagues

    def clean_until(self) -> dt.date | None:
        return future(self.cleaned_data["until"])


class LetterForm(forms.Form):
    """The code and the link once more, from the page that has just shown them: they are kept nowhere."""

    code = forms.RegexField(regex=r"^\d{4} \d{4} \d{4}\Z")
    token = forms.RegexField(regex=r"^[A-Za-z0-9_-]{22}\Z")


def initial_of(child: Child, card: Card) -> dict[str, Any]:
    """A card as the form's first values."""
    return {
        "label": card.label,
        "case_number": card.case_number,
        "birth_month": card.birth_month,
        "language": card.language,
        "email": card.email,
        "phone": card.phone,
        "placement": card.placement,
        "is_protected": child.is_protected,
    }


def future(day: dt.date | None) -> dt.date | None:
    today = timezone.localdate()
    if day and not today <= day <= today + LONGEST:
        raise forms.ValidationError(_("Välj en dag från i dag och högst ett år framåt."))
    return day
