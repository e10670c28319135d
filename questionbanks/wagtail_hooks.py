"""The editors' room: the bank to read and change, its versions to look at, and the page that publishes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db.models import Model
from django.forms import Select
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from questionbanks import forms, views
from questionbanks.models import (
    Area,
    Module,
    Question,
    Questionnaire,
    Scale,
    SurroundingText,
    Version,
    Vocabulary,
)

PUBLISH = "questionbanks.publish_bank"


def fields(*names: str) -> list[FieldPanel]:
    return [FieldPanel(name) for name in names]


def choices(*names: str) -> list[FieldPanel]:
    """Short lists: chosen from directly, without a page of their own."""
    return [FieldPanel(name, widget=Select) for name in names]


def form(panels: list[Panel], shaped: type[forms.ShapedForm]) -> ObjectList:
    """A page of fields that holds what is written against the part's shape."""
    return ObjectList(panels, base_form_class=type(shaped.__name__, (shaped, WagtailAdminModelForm), {}))


class AreaViewSet(SnippetViewSet):
    model = Area
    icon = "folder-open-inverse"
    list_display = ["__str__", "key", "order"]
    edit_handler = form(
        fields("key", "order", "name", "staff_name", "intro", "bbic", "colour", "pictogram"), forms.AreaForm
    )


class ScaleViewSet(SnippetViewSet):
    model = Scale
    icon = "order"
    list_display = ["key", "kind", "render", "simple"]
    edit_handler = form(
        [
            *fields("key", "kind", "render", "better", "simple", "options"),
            FieldRowPanel(fields("minimum", "maximum", "step")),
            *fields("anchors", "instruction"),
        ],
        forms.ScaleForm,
    )


class QuestionnaireViewSet(SnippetViewSet):
    model = Questionnaire
    icon = "form"
    list_display = ["__str__", "key", "band"]
    edit_handler = form(
        [
            *fields("key", "band", "title", "staff_title"),
            FieldRowPanel(fields("age_min", "age_max", "simple_max_age")),
            FieldRowPanel(fields("minutes_min", "minutes_max")),
        ],
        forms.TitledForm,
    )


class ModuleViewSet(SnippetViewSet):
    model = Module
    icon = "plus-inverse"
    list_display = ["__str__", "key", "host"]
    edit_handler = form(
        [*fields("key"), *choices("host"), *fields("insert_after", "hides", "title", "staff_title")], forms.ModuleForm
    )


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    list_display = ["__str__", "key", "area", "questionnaire", "module", "order"]
    list_filter = ["questionnaire", "module", "area", "kind", "is_sensitive"]
    search_fields = ["key", "text"]
    search_backend_name = None
    list_per_page = 60
    edit_handler = form(
        [
            MultiFieldPanel(fields("text", "help"), heading=_("Vad barnet läser")),
            MultiFieldPanel(
                [
                    FieldRowPanel(choices("questionnaire", "module")),
                    FieldRowPanel(fields("key", "order", "insert_after")),
                    *choices("area"),
                ],
                heading=_("Var frågan hör hemma"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel(choices("kind", "scale", "closeness")),
                    FieldPanel("options"),
                    FieldRowPanel(fields("max_length", "max_people")),
                ],
                heading=_("Hur barnet svarar"),
            ),
            MultiFieldPanel(
                fields("show_if", "after_answer", "is_sensitive", "is_setup"), heading=_("När frågan visas")
            ),
            MultiFieldPanel(
                [
                    *fields("signals", "safeguarding", "openers", "worker_note"),
                    FieldRowPanel(fields("better", "is_compared", "is_aggregated")),
                    *fields("bbic", "lundy"),
                ],
                heading=_("Vad svaren betyder för den som läser"),
            ),
        ],
        forms.QuestionForm,
    )


class SurroundingTextViewSet(SnippetViewSet):
    model = SurroundingText
    icon = "doc-full"
    list_display = ["key", "where", "is_message", "is_door"]
    search_fields = ["key", "where", "fields"]
    search_backend_name = None
    list_per_page = 60
    edit_handler = form(fields("key", "where", "is_message", "is_door", "parts", "fields"), forms.SurroundingTextForm)


class VocabularyViewSet(SnippetViewSet):
    model = Vocabulary
    icon = "globe"
    edit_handler = form(
        fields("people_roles", "non_answers", "safeguarding_levels", "bbic_domains", "placeholders"),
        forms.VocabularyForm,
    )


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Nobody changes what was published, whatever rights they have."""

    def user_has_permission(self, user: AbstractUser | AnonymousUser, action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: AbstractUser | AnonymousUser, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(
        self, user: AbstractUser | AnonymousUser, action: str, instance: Model
    ) -> bool:
        return self.user_has_permission(user, action)


register_permission_policy(Version, ReadOnlyPolicy(Version))


class VersionViewSet(SnippetViewSet):
    model = Version
    icon = "history"
    list_display = ["family", "number", "is_current", "published_at", "published_by"]
    list_filter = ["key", "is_current"]
    inspect_view_enabled = True
    inspect_view_fields = ["key", "modules", "number", "band", "is_current", "published_at", "published_by", "sha256"]
    copy_view_enabled = False
    edit_handler = ObjectList(fields("number"))


class PublishItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(PUBLISH))


class BankGroup(SnippetViewSetGroup):
    menu_label = _("Frågebank")
    menu_icon = "list-ul"
    menu_order = 100
    items = (
        QuestionViewSet,
        SurroundingTextViewSet,
        QuestionnaireViewSet,
        ModuleViewSet,
        AreaViewSet,
        ScaleViewSet,
        VocabularyViewSet,
        VersionViewSet,
    )


register_snippet(BankGroup)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("publicera/", views.publish, name="publish_bank")]


@hooks.register("register_admin_menu_item")
def publish_item() -> PublishItem:
    return PublishItem(_("Publicera"), reverse("publish_bank"), name="publish", icon_name="upload", order=110)
