"""The journal: written before anything is shown, and every tampering is named (T-615, safety.md §5)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import LazySettings
from django.db import connections, transaction
from django.urls import reverse

from config import keys
from participation import journal
from participation.models import Entry, User
from participation.permissions import Action

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(secretary: User) -> list[Entry]:
    return [journal.write(secretary, Action.READ_ANSWERS, thing="child", thing_id=number) for number in range(4)]


def faults() -> list[tuple[int, str]]:
    return [(fault.sequence, fault.what) for fault in journal.verify()]


def test_an_untouched_journal_has_no_fault(rows: list[Entry]):
    assert faults() == []
    assert [entry.sequence for entry in rows] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("actor_name", "Någon Annan"),
        ("reason", "x"),
        ("result", "denied"),
        ("thing_id", "99"),
        ("unit", 7),
        ("actor", 9),
    ],
)
def test_a_changed_row_is_named(rows: list[Entry], field: str, value: object):
    Entry.objects.filter(sequence=2).update(**{field: value})
    assert faults() == [(2, "changed")]


def test_a_missing_row_is_named(rows: list[Entry]):
    Entry.objects.filter(sequence=2).delete()
    assert (2, "missing") in faults()


def test_two_rows_that_changed_places_are_named(rows: list[Entry]):
    Entry.objects.filter(sequence=2).update(sequence=99)
    Entry.objects.filter(sequence=3).update(sequence=2)
    Entry.objects.filter(sequence=99).update(sequence=3)
    assert (2, "reordered") in faults() and (3, "reordered") in faults()


def test_rows_cut_off_at_the_end_are_seen_by_an_earlier_mark(rows: list[Entry]):
    mark = journal.end()
    assert journal.holds(mark)
    Entry.objects.filter(sequence=4).delete()
    assert faults() == [] and not journal.holds(mark)


def test_whoever_lacks_the_key_cannot_make_a_row_that_holds(rows: list[Entry], monkeypatch: pytest.MonkeyPatch):
    Entry.objects.filter(sequence=4).update(digest=bytes(32))
    assert faults() == [(4, "changed")]


def test_a_row_says_who_and_on_what_ground(secretary: User):
    entry = journal.write(None, "login", reason="okänd", result="denied")
    assert (entry.actor, entry.actor_name, entry.role, entry.ground) == (None, "", "", "")


def test_no_row_is_written_inside_the_request_s_own_transaction(secretary: User):
    with transaction.atomic(), pytest.raises(RuntimeError):
        journal.write(secretary, Action.READ_ANSWERS)


def test_without_its_key_the_journal_is_unwritable(secretary: User, monkeypatch, tmp_path):
    monkeypatch.setattr(keys, "FOLDER", tmp_path)
    keys.forget()
    with pytest.raises(journal.JournalUnwritable):
        journal.write(secretary, Action.READ_ANSWERS)
    monkeypatch.undo()
    keys.forget()


@pytest.mark.django_db(transaction=True, databases=["default", "journal"])
def test_a_row_stays_when_the_request_s_transaction_is_rolled_back(secretary: User, settings: LazySettings):
    assert settings.STIGEN_JOURNAL_DATABASE == "journal"
    journal.write(secretary, Action.READ_ANSWERS)
    with transaction.atomic():
        transaction.set_rollback(True)
    assert Entry.objects.count() == 1


def test_the_reviewer_reads_rows_and_is_a_row_too(client_of, reviewer: User, rows: list[Entry]):
    page = client_of(reviewer).get(reverse("participation:journal")).content.decode()
    assert "Sara Lindgren" in page and Entry.objects.filter(actor=reviewer.pk, action="review_journal").exists()


def test_the_reviewer_asks_for_one_person_one_thing_or_the_refused(client_of, reviewer: User, rows: list[Entry]):
    journal.write(reviewer, "export", thing_id="hemligt", result="denied")

    def found(**asked: str) -> int:
        return len(client_of(reviewer).get(reverse("participation:journal"), asked).context["entries"])

    assert found(actor_name="sara") == 4
    assert found(thing_id="2") == 1
    assert found(is_refused="on") == 1
    assert found(before="3") == 2
    assert found(before="inte ett tal") == 0


def test_a_long_journal_is_read_a_page_at_a_time(client_of, reviewer: User, secretary: User):
    for _ in range(101):
        journal.write(secretary, "login")
    client = client_of(reviewer)
    first = client.get(reverse("participation:journal"), {"actor_name": "Sara"})
    assert len(first.context["entries"]) == 100
    earlier = client.get(reverse("participation:journal") + first.context["earlier"])
    assert [entry.sequence for entry in earlier.context["entries"]] == [1]


@pytest.mark.race
@pytest.mark.django_db(transaction=True, databases=["default", "journal"])
def test_many_who_write_at_once_make_one_whole_chain(secretary: User):
    def write_five(number: int) -> None:
        try:
            for _ in range(5):
                journal.write(secretary, Action.READ_ANSWERS, thing_id=number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=6) as pool:
        list(pool.map(write_five, range(6)))
    assert faults() == [] and Entry.objects.count() == 30
