"""What to export, and the password once more: a package holds every child's answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.models import Unit, User
from participation.permissions import Action


class ExportForm(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Enhet"),
        required=False,
        empty_label=_("Alla enheter"),
        help_text=_("Enheter under den följer med."),
    )
    password = forms.CharField(
        label=_("Ditt lösenord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("En gång till, eftersom paketet innehåller barns svar."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.visible_to(user, Action.EXPORT)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("Lösenordet stämmer inte."))
        return password
