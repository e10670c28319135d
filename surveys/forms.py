"""One field per kind of question. No answer is ever an error; what does not fit is told kindly and kept in the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questionbanks.answers import PREFER_NOT, SKIPPED, Answer, Person
from questionbanks.content import Content, Kind, Option, Question

NAME_LENGTH = 20


class AnswerForm(forms.Form):
    """The form of one question. ``answer()`` is what the child chose, or None when it chose nothing."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        question: Question,
        content: Content,
        is_simple: bool,
        **rest: Any,
    ) -> None:
        rest.pop("files", None)
        super().__init__(data, **rest)
        self.question = question
        self.content = content
        self.is_simple = is_simple
        self.scale = content.scale_of(question, is_simple=is_simple)
        self.fields["answer"] = _FIELDS[question.kind](self)

    @property
    def options(self) -> tuple[Option, ...]:
        return self.content.options_of(self.question, is_simple=self.is_simple)

    def answer(self) -> Answer | None:
        scale = self.scale.key if self.scale else ""
        if self.data.get("skip"):
            return Answer(none=SKIPPED, scale=scale)
        value = self.cleaned_data["answer"]
        if value == PREFER_NOT or (isinstance(value, list) and PREFER_NOT in value):
            return Answer(none=PREFER_NOT, scale=scale)
        if value in (None, "", [], ()):
            return None
        if self.question.kind == "multiple":
            value = self._without_exclusive(value)
        return Answer(value=tuple(value) if isinstance(value, list) else value, scale=scale)

    def clean(self) -> dict[str, Any]:
        """A skip needs nothing else to be right."""
        if self.data.get("skip"):
            self.errors.clear()
            self.cleaned_data.setdefault("answer", None)
        return self.cleaned_data

    def _without_exclusive(self, chosen: list[str]) -> list[str]:
        """Beside other choices an exclusive one falls: what a child tells weighs more than that it told nothing.

        (With script the two can never be chosen together.)
        """
        others = [option.key for option in self.options if option.key in chosen and not option.is_exclusive]
        return others or chosen


class PeopleField(forms.Field):
    """People as rows ``person-N-role``, ``-name`` and ``-closeness``; rows without a role are left out."""

    widget = forms.HiddenInput

    def __init__(self, form: AnswerForm) -> None:
        super().__init__(required=False)
        self.form = form

    def clean(self, value: Any) -> Any:
        if value == PREFER_NOT:
            return PREFER_NOT
        return rows(self.form)


def rows(form: AnswerForm) -> list[Person]:
    """The people in the posted form, each with a known role; never more than the question takes."""
    roles = {role.key for role in form.content.roles}
    near = form.content.scales.get(form.question.closeness)
    closeness = {option.key for option in near.options} if near else set()
    found = []
    for number in range(form.question.max_people + 1):
        role, name, close = (
            str(form.data.get(f"person-{number}-{part}", "")) for part in ("role", "name", "closeness")
        )
        if role in roles:
            found.append(Person(role, name.strip()[:NAME_LENGTH], close if close in closeness else ""))
    return found[: form.question.max_people]


def _one(form: AnswerForm) -> forms.Field:
    return forms.ChoiceField(choices=_choices(form), required=False, error_messages=_unknown())


def _several(form: AnswerForm) -> forms.Field:
    return forms.MultipleChoiceField(choices=_choices(form), required=False, error_messages=_unknown())


def _words(form: AnswerForm) -> forms.Field:
    length = form.question.max_length
    return forms.CharField(
        required=False,
        max_length=length,
        error_messages={
            "max_length": ngettext(
                "Det blev lite för långt. Här får %(limit_value)d tecken plats.",
                "Det blev lite för långt. Här får %(limit_value)d tecken plats.",
                length,
            ),
            "null_characters_not_allowed": _("Det finns ett tecken här som inte går att spara."),
        },
    )


def _number(form: AnswerForm) -> forms.Field:
    scale = form.scale
    if scale is None or scale.kind != "numeric":
        return _one(form)
    numbers = range(scale.minimum, scale.maximum + 1, scale.step)
    choices = [(str(number), str(number)) for number in numbers] + [(PREFER_NOT, PREFER_NOT)]
    return forms.TypedChoiceField(
        choices=choices,
        required=False,
        empty_value=None,
        coerce=lambda value: value if value == PREFER_NOT else int(value),
        error_messages=_unknown(),
    )


def _choices(form: AnswerForm) -> list[tuple[str, str]]:
    return [(option.key, option.key) for option in form.options] + [(PREFER_NOT, PREFER_NOT)]


def _unknown() -> dict[str, str]:
    sentence = _("Välj ett av svaren här.")
    return {"invalid_choice": sentence, "invalid_list": sentence}


_FIELDS: dict[Kind, Callable[[AnswerForm], forms.Field]] = {
    "scale": _one,
    "single": _one,
    "multiple": _several,
    "text": _words,
    "temperature": _number,
    "people": PeopleField,
}
