"""Forms about accounts, roles and units."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.models import Role, RoleAssignment, Unit, User
from participation.models.units import UnitQuerySet

TRIES = 10
WAIT_SECONDS = 15 * 60


class SignIn(AuthenticationForm):
    error_messages = {
        "invalid_login": _("E-postadressen och lösenordet hör inte ihop. Försök igen."),
        "inactive": _("E-postadressen och lösenordet hör inte ihop. Försök igen."),
    }

    def clean(self) -> dict[str, Any]:
        email = str(self.cleaned_data.get("username", "")).lower()
        self.cleaned_data["username"] = email
        address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
        key = "sign-in:" + hashlib.sha256(f"{email} {address}".encode()).hexdigest()
        if cache.get(key, 0) >= TRIES:
            raise forms.ValidationError(_("Det har blivit många försök. Vänta en kvart och prova igen."))
        try:
            return super().clean()
        except forms.ValidationError:
            cache.set(key, cache.get(key, 0) + 1, WAIT_SECONDS)
            raise


class AccountForm(forms.ModelForm[User]):
    """A person's account. The address is how they sign in."""

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "phone")
        help_texts = {"phone": _("Visas för de barn som personen träffar.")}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class ChangeAccountForm(AccountForm):
    class Meta(AccountForm.Meta):
        fields = (*AccountForm.Meta.fields, "is_active")  # type: ignore[assignment]
        labels = {"is_active": _("Kontot är på")}
        help_texts = {
            **AccountForm.Meta.help_texts,
            "is_active": _("Ett konto som är av kan inte logga in. Ingenting av det som gjorts tas bort."),
        }


class UnitChoice(forms.ModelChoiceField[Unit]):
    def label_from_instance(self, unit: Unit) -> str:
        return "– " * (int(unit.depth) - 1) + str(unit.name)


class RoleForm(forms.ModelForm[RoleAssignment]):
    """A role in one of the units that the administrator manages."""

    role = forms.ChoiceField(label=_("Roll"), choices=Role.choices)
    unit = UnitChoice(label=_("Enhet"), queryset=Unit.objects.none())

    class Meta:
        model = RoleAssignment
        fields = ("role", "unit", "since", "until")
        widgets = {
            "since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, units: UnitQuerySet, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.user = user
        self.fields["unit"].queryset = units.filter(is_closed=False)  # type: ignore[attr-defined]
        self.fields["since"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("Sista dagen kan inte vara före den första."))
        same = {name: cleaned.get(name) for name in ("role", "unit", "since")}
        if RoleAssignment.objects.filter(user=self.instance.user, **same).exists():
            raise forms.ValidationError(_("Personen har redan den rollen i enheten från den dagen."))
        return cleaned


class UnitForm(forms.ModelForm[Unit]):
    class Meta:
        model = Unit
        fields = ("name", "jour_phone", "jour_hours", "is_closed")
        labels = {
            "name": _("Namn"),
            "jour_phone": _("Socialjourens nummer"),
            "jour_hours": _("Socialjouren svarar"),
            "is_closed": _("Enheten är stängd"),
        }
        help_texts = {
            "jour_phone": _("Visas för barnen på varje sida. Lämnar du det tomt visas numret för enheten ovanför."),
            "jour_hours": _("Till exempel: kvällar och helger."),
            "is_closed": _("En stängd enhet får inga nya barn och inga nya roller."),
        }


class NewUnitForm(UnitForm):
    class Meta(UnitForm.Meta):
        fields = ("name", "jour_phone", "jour_hours")  # type: ignore[assignment]
