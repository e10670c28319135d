"""A bank from files: whole or not at all, and said where it is broken."""

from __future__ import annotations

import shutil
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from questionbanks.loading import BANK, BankBroken, load, read
from questionbanks.models import Area, Question, Vocabulary
from questionbanks.rows import read_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(BANK, tmp_path / "bank")


def replaced(folder, file, old, new):
    path = folder / file
    written = path.read_text()
    assert old in written
    path.write_text(written.replace(old, new, 1))


def test_the_rows_hold_all_that_the_files_hold():
    load()

    assert read_rows() == read()


def test_loading_again_puts_the_files_in_place_of_what_was_changed():
    load()
    Question.objects.filter(key="friends").update(text={"sv": "Annat", "en": "Other"})

    load()

    assert read_rows() == read()


def test_a_bank_that_is_to_be_kept_is_kept():
    load()
    Area.objects.filter(key="now").update(name={"sv": "Här", "en": "Here"})

    assert load(replace=False).kept
    assert Area.objects.get(key="now").name["sv"] == "Här"


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "reason"),
    [
        ("areas.yaml", "order: 1", "order: one", "areas.now.order", "heltal"),
        ("areas.yaml", "format_version: 2", "format_version: 1", "format_version", "finns inte att välja på"),
        ("areas.yaml", "questionbank/areas", "questionbank/arenor", "format", "slag av fil"),
        ("areas.yaml", "areas:\n", "areas: [\n", "", "expected"),
        ("scales.yaml", "simple: three_faces", "simple: four_faces", "scales.five_faces", "four_faces"),
        ("texts.yaml", "  thanks:\n", "  farewell:\n", "texts", "thanks"),
        ("children_6_11.yaml", "area: leisure", "area: space", "children_6_11.fun_things", "space"),
        ("children_6_11.yaml", "type: temperature", "type: guess", "questions.life_now.type", "guess"),
        ("placed_children.yaml", "host: children_6_11", "host: nobody", "placed_6_11", "nobody"),
        ("after_meeting.yaml", "scale: yes_little_no", "scale: maybe", "after_meeting_6_11.met_said", "maybe"),
    ],
)
def test_a_broken_file_is_named_with_its_key_and_reason(folder, file, old, new, key, reason):
    replaced(folder, file, old, new)

    with pytest.raises(BankBroken) as refused:
        load(folder)

    found = [problem for problem in refused.value.problems if problem.key == key and reason in problem.reason]
    assert found
    assert found[0].file in (file, "bank")
    assert not Vocabulary.objects.exists()


def test_a_broken_bank_leaves_the_one_there_is(folder):
    load()
    replaced(folder, "children_6_11.yaml", "area: leisure", "area: space")

    with pytest.raises(BankBroken):
        load(folder)

    assert read_rows() == read()


@pytest.mark.parametrize("file", ["areas.yaml", "scales.yaml", "texts.yaml"])
def test_a_file_that_is_not_there_is_missed(folder, file):
    (folder / file).unlink()

    with pytest.raises(BankBroken, match=r"Ingen fil i mappen"):
        load(folder)


def test_a_folder_without_questionnaires_is_no_bank(folder):
    for file in ("children_6_11.yaml", "youth_12_18.yaml", "after_meeting.yaml", "placed_children.yaml"):
        (folder / file).unlink()

    with pytest.raises(BankBroken, match="questionbank/questionnaire"):
        load(folder)


def test_the_command_tells_what_it_loaded_and_opens_the_editors_room():
    out = StringIO()

    call_command("load_bank", stdout=out)
    call_command("load_bank", "--keep", stdout=out)

    assert "101 questions" in out.getvalue()
    assert "left as it is" in out.getvalue()
    rights = Group.objects.get(name="Frågeredaktörer").permissions.values_list("codename", flat=True)
    assert {"access_admin", "publish_bank", "change_question", "view_version"} <= set(rights)
    assert not {"change_version", "delete_version", "add_version"} & set(rights)


def test_the_command_fails_on_a_broken_folder(folder):
    replaced(folder, "areas.yaml", "order: 1", "order: one")

    with pytest.raises(CommandError, match=r"Nothing was loaded[\s\S]*areas\.now\.order"):
        call_command("load_bank", str(folder))
