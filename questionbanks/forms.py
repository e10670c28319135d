"""How editors fill in the bank: words per language in boxes, everything with a structure as YAML.

Each part is held against its shape when it is saved; what it refers to is looked at when the bank is published.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml
from django import forms
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from questionbanks import models, rows, shapes
from questionbanks.drafts import Json
from questionbanks.explaining import say
from questionbanks.problems import Problem

LABELS = {
    "sv": _("Svenska"),
    "en": _("Engelska"),
    "spoken_sv": _("Svenska, som det läses upp"),
    "spoken_en": _("Engelska, som det läses upp"),
}


class PlainLoader(yaml.SafeLoader):
    """Refuses references inside the text, which can make a short text endless."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError(_("Upprepa texten i stället för att hänvisa med *."))
        return super().compose_node(parent, index)


class WordsWidget(forms.MultiWidget):
    """One box per language, each with its own label."""

    template_name = "questionbanks/_words.html"

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.Textarea(attrs={"rows": 2, "lang": name.removeprefix("spoken_")}) for name in names
        }
        super().__init__(boxes)

    def decompress(self, value: Any) -> list[str]:
        text = value if isinstance(value, dict) else {}
        spoken = text.get("spoken") or {}
        found = {**text, **{f"spoken_{language}": words for language, words in spoken.items()}}
        return [found.get(name, "") for name in self.names]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for box, label in zip(context["widget"]["subwidgets"], self.names, strict=True):
            box["label"] = LABELS[label]
        return context

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        """Through the project's templates; Django's own renderer sees only those of apps."""
        return mark_safe(render_to_string(template_name, context))


class WordsField(forms.MultiValueField):
    """A text in every language, with a spoken form where it may hold a placeholder."""

    def __init__(self, *, spoken: bool = False, required: bool = True, **kwargs: Any) -> None:
        names = ("sv", "en", "spoken_sv", "spoken_en") if spoken else ("sv", "en")
        self.names = names
        fields = [forms.CharField(required=required and not name.startswith("spoken_")) for name in names]
        kwargs["widget"] = WordsWidget(names)
        super().__init__(fields, required=required, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, Any] | None:
        found = {name: words.strip() for name, words in zip(self.names, data_list, strict=False) if words}
        text: dict[str, Any] = {language: found[language] for language in shapes.LANGUAGES if language in found}
        spoken = {language: found[f"spoken_{language}"] for language in text if f"spoken_{language}" in found}
        if spoken:
            text["spoken"] = spoken
        return text or None


class YamlField(forms.CharField):
    """A value with a structure, written as in docs/questionbank.md. Empty gives ``nothing``."""

    def __init__(self, *, nothing: Callable[[], Any] = list, rows: int = 8, **kwargs: Any) -> None:
        self.nothing = nothing
        kwargs.setdefault("max_length", 50_000)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "spellcheck": "false"}), **kwargs)

    def prepare_value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100) if value else ""

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if not written.strip():
            return self.nothing()
        try:
            return yaml.load(written, Loader=PlainLoader)
        except yaml.YAMLError as error:
            raise forms.ValidationError(_("Det går inte att läsa: %(why)s"), params={"why": error}) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial).strip() != self.prepare_value(data).strip()


class ShapedForm(forms.ModelForm):  # type: ignore[type-arg]  # Django itself has no such brackets
    """Holds the row against the shape its part has, and tells each fault at its field."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        part, shape = PARTS[type(self.instance)]
        for problem in shape(part(self.instance), ""):
            self.add_error(self._field_of(problem), say(problem))

    def _field_of(self, problem: Problem) -> str | None:
        name = problem.place.strip(".").split(".")[0] or dict(problem.about).get("field", "")
        by_format = {wanted: field.removesuffix("_id") for field, wanted in rows.FORMAT_NAMES.items()}
        name = by_format.get(name, name) if isinstance(self.instance, models.Question) else name
        return name if name in self.fields else None


def _vocabulary(row: models.Vocabulary) -> Json:
    return {name: getattr(row, name) for name in rows.VOCABULARY}


PARTS: dict[type[Model], tuple[Callable[[Any], Json], shapes.Shape]] = {
    models.Area: (rows.area_part, shapes.area),
    models.Scale: (rows.scale_part, shapes.scale),
    models.Questionnaire: (rows.questionnaire_part, shapes.questionnaire),
    models.Module: (rows.module_part, shapes.module),
    models.Question: (rows.question_part, shapes.question),
    models.SurroundingText: (rows.text_part, shapes.surrounding),
    models.Vocabulary: (_vocabulary, shapes.record({name: shapes.DRAFT[name] for name in rows.VOCABULARY})),
}


class AreaForm(ShapedForm):
    name = WordsField(label=_("Namn som barnet ser"))
    staff_name = WordsField(label=_("Namn som personalen ser"))
    intro = YamlField(label=_("Inledning per ålder"), nothing=dict)
    bbic = YamlField(label=_("BBIC"), required=False, rows=3)


class ScaleForm(ShapedForm):
    options = YamlField(label=_("Svar"), required=False)
    anchors = YamlField(label=_("Ord vid talen"), required=False, rows=4)
    instruction = WordsField(label=_("Hjälp"), required=False)


class TitledForm(ShapedForm):
    title = WordsField(label=_("Namn som barnet ser"))
    staff_title = WordsField(label=_("Namn som personalen ser"))


class ModuleForm(TitledForm):
    hides = YamlField(label=_("Döljer frågorna"), required=False, rows=4)


class QuestionForm(ShapedForm):
    text = WordsField(label=_("Frågan"), spoken=True)
    help = WordsField(label=_("Hjälptext"), spoken=True, required=False)
    options = YamlField(label=_("Svar"), required=False)
    show_if = YamlField(
        label=_("Visas om"),
        required=False,
        help_text=_("Till exempel: - any: [{question: friends, op: in, value: [said_no]}]"),
    )
    after_answer = YamlField(label=_("Visas efter svaret"), required=False, rows=4)
    signals = YamlField(label=_("Vad svaren betyder"), nothing=lambda: "none")
    safeguarding = YamlField(label=_("Läses först"), required=False)
    openers = YamlField(label=_("Öppna frågor till samtalet"), nothing=dict, rows=4)
    worker_note = WordsField(label=_("Råd till personal"), required=False)
    bbic = YamlField(label=_("BBIC"), required=False, rows=3)


class SurroundingTextForm(ShapedForm):
    fields = YamlField(label=_("Texter per ålder"), nothing=dict, rows=24)  # type: ignore[assignment]


class VocabularyForm(ShapedForm):
    non_answers = YamlField(label=_("Sätt att inte svara"))
    people_roles = YamlField(label=_("Människor"), rows=16)
    safeguarding_levels = YamlField(label=_("Nivåer"), nothing=dict)
    bbic_domains = YamlField(label=_("BBIC-områden"), nothing=dict, rows=16)
    placeholders = YamlField(label=_("Platshållare"), nothing=dict, rows=16)
