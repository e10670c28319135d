"""The package to leave with: whole, described, checked, and harmless to open."""

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import frictionless
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from participation.models import Child, Conversation, Entry, Unit, User
from participation.spreadsheets import neutral, restored
from questionbanks import reading
from questionbanks.answers import Answer, Person
from questionbanks.models import Version
from surveys.models import Response
from tests.participation import tiny

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 10, 12, tzinfo=UTC)
PAGE = "/staff/export/"
PASSWORD = "en lång mening här"
ANSWERS = {
    "feel": Answer("yes", scale="five"),
    "friends": Answer(none="prefer_not"),
    "likes": Answer(("yes", "maybe")),
    "words": Answer('=HYPERLINK(1)\r\n"hej", då\rslut'),
    "people": Answer((Person("mum", "-Åsa"), Person("mum"))),
}


@pytest.fixture
def version() -> Version:
    reading.forget()
    return tiny.a_version(MARCH)


@pytest.fixture
def sent(unit: Unit, secretary: User, version: Version) -> Child:
    """A child that has sent its answers and been talked with."""
    child = tiny.a_child(unit, secretary, MARCH, label="'Elsa", phone="+46701740605")
    follow_up = tiny.has_sent(child, version, MARCH, ANSWERS).follow_up
    Conversation.objects.create(follow_up=follow_up, held_at=MARCH, noted_by=secretary)
    return child


def exported(path: Path, *options: str) -> Path:
    call_command("export_package", str(path), *options, verbosity=0)
    return path


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["package", "package.zip"])
def test_a_package_is_valid_with_its_keys_references_and_checksums(tmp_path: Path, sent: Child, name: str) -> None:
    path = exported(tmp_path / name)
    report = frictionless.validate(str(path if name.endswith("zip") else path / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "message"])
    assert {task.name for task in report.tasks} >= {"children", "responses", "answers", "questions", "units"}


def test_a_changed_answer_is_noticed(tmp_path: Path, sent: Child) -> None:
    answers = exported(tmp_path / "package") / "answers.csv"
    answers.write_bytes(answers.read_bytes().replace(b"prefer_not", b"skipped---"))
    assert not frictionless.validate(str(tmp_path / "package" / "datapackage.json")).valid


def test_every_answer_is_there_as_it_was_given(tmp_path: Path, sent: Child) -> None:
    found = rows(exported(tmp_path / "package"), "answers")
    told = [(row["question"], row["item"], row["none"], row["option"], row["role"]) for row in found]
    assert told == [
        ("feel", "1", "", "yes", ""),
        ("friends", "1", "prefer_not", "", ""),
        ("likes", "1", "", "yes", ""),
        ("likes", "2", "", "maybe", ""),
        ("words", "1", "", "", ""),
        ("people", "1", "", "", "mum"),
        ("people", "2", "", "", "mum"),
    ]
    (child,) = rows(tmp_path / "package", "children")
    assert (child["birth_month"], child["phone"], child["is_readable"]) == ("2017-03", "+46701740605", "true")
    assert rows(tmp_path / "package", "follow_ups")[0]["talked_at"] == "2026-03-10T12:00:00Z"


def test_words_that_look_like_a_formula_are_harmless_and_can_be_had_back(tmp_path: Path, sent: Child) -> None:
    found = {row["question"]: row for row in rows(exported(tmp_path / "package"), "answers")}
    assert found["words"]["words"].startswith("'=HYPERLINK")
    assert restored(found["words"]["words"]) == ANSWERS["words"].value
    assert rows(tmp_path / "package", "answers")[5]["name"] == "'-Åsa"
    assert restored(rows(tmp_path / "package", "children")[0]["label"]) == "'Elsa"


@pytest.mark.parametrize("words", ["=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "'a", "''", "a=1", ""])
def test_making_harmless_can_always_be_undone(words: str) -> None:
    safe = str(neutral(words))
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert restored(safe) == words


def test_the_questions_are_there_exactly_as_asked(tmp_path: Path, sent: Child, version: Version) -> None:
    folder = exported(tmp_path / "package") / "versions"
    assert (folder / f"{version.sha256}.child.json").read_text() == version.child_snapshot
    assert (folder / f"{version.sha256}.staff.json").read_text() == version.staff_snapshot


def test_the_same_rows_give_the_same_bytes(tmp_path: Path, sent: Child) -> None:
    first, second = (exported(tmp_path / name).read_bytes() for name in ("one.zip", "two.zip"))
    assert sha256(first).digest() == sha256(second).digest()


def test_the_banks_own_questions_make_a_valid_package(
    tmp_path: Path, unit: Unit, secretary: User, published: list[Version]
) -> None:
    reading.forget()
    for version in published:
        tiny.has_sent(tiny.a_child(unit, secretary, MARCH), version, MARCH, {})
    exported(tmp_path / "package")
    report = frictionless.validate(str(tmp_path / "package" / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "message"])
    reading.forget()


def test_one_unit_is_exported_with_those_below_and_no_other(
    tmp_path: Path, sent: Child, other_unit: Unit, secretary: User, version: Version
) -> None:
    below = Unit.objects.get(pk=sent.unit_id).add_child(name="Grupp A")
    tiny.has_sent(tiny.a_child(below, secretary, MARCH), version, MARCH, {})
    tiny.has_sent(tiny.a_child(other_unit, secretary, MARCH), version, MARCH, {})
    folder = exported(tmp_path / "package", "--unit", str(sent.unit_id))
    assert {row["unit"] for row in rows(folder, "children")} == {str(sent.unit_id), str(below.pk)}
    assert len(rows(folder, "responses")) == 2
    assert frictionless.validate(str(folder / "datapackage.json")).valid


def test_answers_that_do_not_open_are_marked_and_the_rest_is_exported(
    tmp_path: Path, sent: Child, secretary: User, version: Version
) -> None:
    broken = tiny.has_sent(sent, version, MARCH + timedelta(days=1), ANSWERS).response
    Response.objects.filter(pk=broken.pk).update(document=bytes(broken.document or b"")[:-1])
    found = {row["id"]: row["is_readable"] for row in rows(exported(tmp_path / "package"), "responses")}
    assert found.pop(str(broken.pk)) == "false"
    assert list(found.values()) == ["true"]


def test_an_empty_house_gives_an_empty_valid_package(tmp_path: Path) -> None:
    folder = exported(tmp_path / "package")
    assert rows(folder, "children") == []
    assert frictionless.validate(str(folder / "datapackage.json")).valid


def test_an_export_is_in_the_journal(tmp_path: Path, sent: Child) -> None:
    exported(tmp_path / "package", "--unit", str(sent.unit_id))
    entry = Entry.objects.get(action="export")
    assert (entry.thing, entry.unit, entry.result) == ("package", sent.unit_id, "ok")


def test_only_the_owner_may_read_the_files(tmp_path: Path, sent: Child) -> None:
    folder = exported(tmp_path / "package")
    assert all(path.stat().st_mode & 0o077 == 0 for path in [folder, *folder.rglob("*")])
    assert exported(tmp_path / "package.zip").stat().st_mode & 0o077 == 0


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="is not empty"):
        exported(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert not Entry.objects.exists()


def test_an_existing_zip_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "old.zip").write_text("old")
    with pytest.raises(CommandError, match="is there already"):
        exported(tmp_path / "old.zip")
    with pytest.raises(CommandError, match="no folder"):
        exported(tmp_path / "nowhere" / "package")


def test_an_unknown_unit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="0 units are called Väst"):
        exported(tmp_path / "package", "--unit", "Väst")


def test_the_archivist_downloads_the_package_with_a_password(
    client_of: Callable[[User], Client], archivist: User, sent: Child
) -> None:
    client = client_of(archivist)
    assert "Hämta paketet" in client.get(PAGE).content.decode()
    response: Any = client.post(PAGE, {"password": PASSWORD})
    assert response.headers["Content-Type"] == "application/zip"
    package = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert package.testzip() is None
    names = {resource["name"] for resource in json.loads(package.read("datapackage.json"))["resources"]}
    assert "answers" in names
    entry = Entry.objects.get(action="export")
    assert (entry.actor, entry.role) == (archivist.pk, "archivist")


def test_without_the_right_password_nothing_is_exported(
    client_of: Callable[[User], Client], archivist: User, sent: Child
) -> None:
    response = client_of(archivist).post(PAGE, {"password": "fel"})
    assert response.status_code == 422
    assert "Lösenordet stämmer inte." in response.content.decode()
    assert Entry.objects.get(action="export").result == "denied"


@pytest.mark.parametrize("role", ["secretary", "manager", "team_leader", "administrator", "reviewer"])
def test_nobody_else_exports(client_of: Callable[[User], Client], request: pytest.FixtureRequest, role: str) -> None:
    client = client_of(request.getfixturevalue(role))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"password": PASSWORD}).status_code == 403


def test_pandas_does_not_load_when_the_process_starts() -> None:
    start = "import django, sys; django.setup(); import config.urls; sys.exit('pandas' in sys.modules)"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    assert subprocess.run([sys.executable, "-c", start], env=environment, check=False).returncode == 0
