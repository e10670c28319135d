"""The editors' room: who gets in, what can be changed, what is refused."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from questionbanks.compiling import clips_of
from questionbanks.editors import grant_editor_rights
from questionbanks.models import Area, Module, Question, Questionnaire, Scale, SurroundingText, Version, Vocabulary
from questionbanks.narration.clips import clip_name
from questionbanks.rows import read_rows

MODELS = [Area, Scale, Questionnaire, Module, Question, SurroundingText, Vocabulary]


@pytest.fixture
def room(bank, editor) -> Client:
    editor.groups.add(grant_editor_rights())
    client = Client()
    client.force_login(editor)
    return client


def address(model, page, *args):
    return reverse(f"wagtailsnippets_questionbanks_{model._meta.model_name}:{page}", args=args)


def filled(form):
    """What the browser would send back, unchanged."""
    sent: dict[str, object] = {}
    for bound in form:
        value = bound.value()
        parts = bound.field.widget.decompress(value) if hasattr(bound.field.widget, "decompress") else None
        if parts is not None:
            names = [f"{bound.html_name}{suffix}" for suffix in bound.field.widget.widgets_names]
            sent |= dict(zip(names, parts, strict=True))
        elif value is not None and value is not False:
            sent[bound.html_name] = value
    return sent


@pytest.mark.parametrize("model", [*MODELS, Version])
def test_an_editor_sees_every_part_of_the_bank(room, model):
    assert room.get(address(model, "list")).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_what_is_saved_unchanged_stays_as_it_was(room, model):
    row = model.objects.first()
    before = model.objects.filter(pk=row.pk).values().get()
    page = room.get(address(model, "edit", row.pk))

    answer = room.post(address(model, "edit", row.pk), filled(page.context["form"]))

    assert answer.status_code == 302
    assert model.objects.filter(pk=row.pk).values().get() == before


def test_an_editor_changes_the_words_of_a_question(room):
    question = Question.objects.get(key="friends", questionnaire__key="children_6_11")
    edit = address(Question, "edit", question.pk)
    sent = filled(room.get(edit).context["form"]) | {"text_sv": "Har du en kompis?"}

    room.post(edit, sent)

    question.refresh_from_db()
    assert question.text["sv"] == "Har du en kompis?"
    assert question.text["en"] == "Do you have a friend to be with?"


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("show_if", "- any: [{question: friends}]"),
        ("show_if", "någon: [fel"),
        ("signals", "challenge: [said_no]"),
        ("text_sv", ""),
        ("options", "&a [*a, *a]"),
    ],
)
def test_a_question_without_its_shape_is_not_saved(room, field, written):
    question = Question.objects.get(key="friends", questionnaire__key="children_6_11")
    edit = address(Question, "edit", question.pk)
    sent = filled(room.get(edit).context["form"]) | {field: written}

    answer = room.post(edit, sent)

    assert answer.status_code == 200
    assert field.removesuffix("_sv") in answer.context["form"].errors


def test_a_version_can_be_looked_at_and_never_changed(room, published, editor):
    editor.is_superuser = True
    editor.save()
    version = published[0]

    assert room.get(address(Version, "inspect", version.pk)).status_code == 200
    assert room.get(address(Version, "edit", version.pk)).status_code == 302
    assert room.get(address(Version, "add")).status_code == 302
    assert room.post(address(Version, "delete", version.pk)).status_code == 302
    assert Version.objects.filter(pk=version.pk).exists()


def test_the_page_that_publishes_shows_what_would_be_new(room):
    page = room.get(reverse("publish_bank"))

    assert page.content.decode().count("Ny utgåva") == 6


def test_an_editor_publishes(room, settings, tmp_path):
    settings.STIGEN_SOUND = tmp_path

    answer = room.post(reverse("publish_bank"), follow=True)

    assert Version.objects.current().count() == 6
    assert all(Version.objects.values_list("published_by", flat=True))
    assert "6 nya utgåvor är publicerade." in answer.content.decode()
    assert "många nya texter att läsa upp" in answer.content.decode()


def test_a_changed_text_is_heard_at_once(room, settings, tmp_path):
    settings.STIGEN_SOUND = tmp_path
    for clip in clips_of(read_rows()):
        for ending in ("mp3", "json"):
            (tmp_path / f"{clip_name(clip.text, clip.language)}.{ending}").touch()
    Area.objects.filter(key="now").update(name={"sv": "Här och nu", "en": "Right now"})

    room.post(reverse("publish_bank"))

    assert (tmp_path / f"{clip_name('Här och nu', 'sv')}.mp3").stat().st_size > 1000


def test_looking_at_the_page_publishes_nothing(room):
    room.get(reverse("publish_bank"))

    assert not Version.objects.exists()


def test_errors_are_shown_and_hinder_publishing(room):
    SurroundingText.objects.filter(key="thanks").delete()

    page = room.get(reverse("publish_bank"))
    answer = room.post(reverse("publish_bank"), follow=True)

    assert "Texten thanks saknas." in page.content.decode()
    assert "Inget publicerades." in answer.content.decode()
    assert not Version.objects.exists()


def test_an_empty_bank_is_said_to_be_empty(db, editor, client_of):
    editor.groups.add(grant_editor_rights())
    client = client_of(editor)

    assert "Det finns ingen frågebank än." in client.get(reverse("publish_bank")).content.decode()
    assert "Det finns ingen frågebank än." in client.post(reverse("publish_bank"), follow=True).content.decode()


def test_the_right_to_publish_is_asked_for(room, editor):
    editor.groups.get().permissions.remove(Permission.objects.get(codename="publish_bank"))

    assert room.post(reverse("publish_bank")).status_code == 302
    assert not Version.objects.exists()


def test_a_secretary_does_not_get_in(secretary, client_of):
    assert client_of(secretary).get(reverse("publish_bank")).status_code == 302
    assert client_of(secretary).get(address(Question, "list")).status_code == 302
