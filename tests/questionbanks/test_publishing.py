"""From draft to version: new numbers for new content only, and nothing at all from a bank with errors."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from questionbanks import loading, reading
from questionbanks.compiling import clips_of
from questionbanks.content import Text
from questionbanks.models import Module, Question, SurroundingText, Version
from questionbanks.narration.clips import clip_name
from questionbanks.publishing import PublishingRefused, publish_all

FAMILIES = {
    "children_6_11",
    "children_6_11+placed_6_11",
    "youth_12_18",
    "youth_12_18+placed_12_18",
    "after_meeting_6_11",
    "after_meeting_12_18",
}


@pytest.fixture(autouse=True)
def fresh():
    reading.forget()
    yield
    reading.forget()


def publish():
    return publish_all(at=timezone.now(), by="Eva Falk")


def content_of(family):
    version = next(found for found in Version.objects.current() if found.family == family)
    return reading.child_content(version.pk)


def test_every_family_is_published_and_can_be_read(bank):
    made = publish()

    assert {version.family for version in made} == FAMILIES
    for version in made:
        content = reading.child_content(version.pk)
        staff = reading.staff_content(version.pk)
        assert content.number == 1
        assert set(staff.by_key) == set(content.by_key)
        assert all(question.text.words_in("en") for question in content.questions)


def test_publishing_again_changes_nothing(bank):
    publish()
    before = list(Version.objects.values())

    assert publish() == []
    assert list(Version.objects.values()) == before


def test_only_what_changed_gets_a_new_number_and_the_old_one_stays(bank):
    publish()
    old = Version.objects.get(key="after_meeting_6_11")
    Question.objects.filter(key="met_said", questionnaire__key="after_meeting_6_11").update(
        text={"sv": "Fick du säga allt?", "en": "Could you say everything?"}
    )

    made = publish()

    assert [(version.family, version.number) for version in made] == [("after_meeting_6_11", 2)]
    assert reading.child_content(old.pk).by_key["met_said"].text.words_in("sv") == "Fick du säga det du ville?"
    assert [version.number for version in Version.objects.current().filter(key="after_meeting_6_11")] == [2]


def test_a_change_taken_back_is_a_new_version_too(bank):
    publish()
    question = Question.objects.get(key="met_said", questionnaire__key="after_meeting_6_11")
    for words in ("Fick du säga allt?", "Fick du säga det du ville?"):
        question.text["sv"] = words
        question.save()
        publish()

    assert Version.objects.current().get(key="after_meeting_6_11").number == 3


def test_a_bank_with_an_error_publishes_nothing(bank):
    Question.objects.filter(key="leisure_help").update(show_if=[{"all": [{"question": "gone", "op": "answered"}]}])

    with pytest.raises(PublishingRefused, match="Frågan gone finns inte"):
        publish()

    assert not Version.objects.exists()


def test_a_module_that_is_gone_is_not_offered_any_more(bank):
    publish()
    module = Module.objects.get(key="placed_6_11")
    module.questions.all().delete()
    module.delete()

    publish()

    assert {version.family for version in Version.objects.current()} == FAMILIES - {"children_6_11+placed_6_11"}
    assert Version.objects.filter(modules="placed_6_11").exists()


def test_a_module_takes_the_hosts_questions_away_and_adds_its_own(published):
    keys = [question.key for question in content_of("children_6_11+placed_6_11").questions]

    assert "home_feel" not in keys
    assert keys.index("placed_feel") == keys.index("important_people") + 1


def test_the_childs_projection_tells_nothing_of_what_staff_read(published):
    for version in published:
        snapshot = json.loads(version.child_snapshot)
        names = {name for question in snapshot["questions"] for name in question}
        assert not names & {"signals", "safeguarding", "openers", "worker_note", "bbic", "better"}


def test_what_is_heard_never_holds_a_placeholder(bank):
    clips = list(clips_of(loading.read()))

    assert not [clip for clip in clips if "{" in clip.text]


def test_every_sound_a_version_names_is_among_the_clips_that_are_made(published):
    names = {clip_name(clip.text, clip.language) for clip in clips_of(loading.read())}
    content = content_of("children_6_11")

    for question in content.questions:
        assert set(question.text.sound.values()) <= names
    assert question.text.sound_in("sv") and not question.text.sound_in("ar")
    assert content.text("welcome", "title").sound_in("sv") in names


def test_messages_and_letters_are_not_heard(published):
    assert not content_of("children_6_11").text("sms_invite_link", "body").sound


def test_the_door_shows_what_was_published(bank):
    SurroundingText.objects.filter(key="urgent").update(
        fields={band: {"body": {"sv": "Ring 112.", "en": "Call 112."}} for band in ("6-11", "12-18")}
    )
    publish()

    assert reading.door_texts()["urgent"]["body"].words_in("sv") == "Ring 112."


def test_the_door_is_read_once_a_minute(published, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert reading.door_texts() is reading.door_texts()


def test_the_door_stands_without_any_version(db):
    door = reading.door_texts()

    assert isinstance(door["code_refused"]["title"], Text)
    assert door["help_door"]["items"][0]["phone"] == "112"
    assert "welcome" not in door


def test_the_command_says_what_is_new(bank):
    out = StringIO()

    call_command("publish_bank", "--no-sound", stdout=out)
    call_command("publish_bank", "--no-sound", stdout=out)

    assert "Published youth_12_18+placed_12_18 1." in out.getvalue()
    assert "no new version" in out.getvalue()


def test_the_command_fails_without_a_bank_and_on_a_broken_one(db):
    with pytest.raises(CommandError, match="Run load_bank first"):
        call_command("publish_bank", "--no-sound")

    loading.load()
    SurroundingText.objects.filter(key="thanks").delete()
    with pytest.raises(CommandError, match=r"Nothing was published[\s\S]*thanks"):
        call_command("publish_bank", "--no-sound")


def test_the_command_makes_the_sound_that_is_missing(bank, settings, tmp_path):
    settings.STIGEN_SOUND = tmp_path
    clips = {clip_name(clip.text, clip.language) for clip in clips_of(loading.read())}
    missing = sorted(clips)[:3]
    for name in clips - set(missing):
        (tmp_path / f"{name}.mp3").touch()
        (tmp_path / f"{name}.json").touch()
    out = StringIO()

    call_command("publish_bank", stdout=out)

    assert f"Sound: 3 made, {len(clips) - 3} kept, 0 failed." in out.getvalue()
    assert all((tmp_path / f"{name}.mp3").stat().st_size for name in missing)
