"""T-120, T-121: every staff page, for every role, about one's own, one's unit's and another unit's things.

The expected answers lie in ``access_matrix.csv``, a file that people read. With STIGEN_WRITE_MATRIX=1 the real
answers are written into it instead; read every changed line before it is kept.
"""

from __future__ import annotations

import csv
import datetime as dt
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from participation import accounts, inviting, registering
from participation.cards import Card
from participation.models import Attention, Child, ChildAssignment, FollowUp, Invitation, Role, Unit, User
from participation.urls import urlpatterns
from participation.views.policy import Policy
from questionbanks.answers import Answer
from surveys import answering
from tests.conftest import somebody

MATRIX = Path(__file__).with_name("access_matrix.csv")
IS_WRITING = bool(os.environ.get("STIGEN_WRITE_MATRIX"))
PEOPLE = ("nobody", "no role", *(role.value for role in Role))
WHOSE = ("own", "same unit", "other unit")
CANARY = "kanariefågeln sjunger"
Key = tuple[str, str, str]
"""The page's name, the method, and whose thing it is about."""


def patterns() -> list[URLPattern]:
    return [pattern for pattern in urlpatterns if isinstance(pattern, URLPattern)]


def arguments(pattern: URLPattern) -> set[str]:
    return set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex)


def pages() -> list[Key]:
    return [
        (str(pattern.name), method, whose)
        for pattern in patterns()
        for whose in (WHOSE if about(pattern) else ("",))
        for method in ("GET", "POST")
    ]


def about(pattern: URLPattern) -> str:
    """Which kind of thing the address names, if it names one that belongs to somebody."""
    room = str(pattern.pattern).split("/")[0]
    return room if arguments(pattern) & {"pk", "follow_up", "attention"} else ""


def read_matrix() -> dict[Key, dict[str, str]]:
    if not MATRIX.exists():
        return {}
    with MATRIX.open(encoding="utf-8", newline="") as file:
        return {(row["page"], row["method"], row["whose"]): row for row in csv.DictReader(file)}


def write_column(person: str, found: dict[Key, str]) -> None:
    kept = read_matrix()
    with MATRIX.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["page", "method", "whose", *PEOPLE], lineterminator="\n")
        writer.writeheader()
        for key in pages():
            row = {name: kept.get(key, {}).get(name, "") for name in PEOPLE} | {person: found[key]}
            writer.writerow(dict(zip(("page", "method", "whose"), key, strict=True)) | row)


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: str(pattern.name))
def test_every_view_declares_its_policy(pattern: URLPattern):
    """T-121."""
    view = pattern.callback
    declared = getattr(view, "policy", None) or getattr(getattr(view, "view_class", None), "policy", None)
    declared = declared or getattr(getattr(getattr(view, "view_class", None), "dispatch", None), "policy", None)
    assert isinstance(declared, Policy), f"{pattern.name} says not who may open it"


def test_the_matrix_has_every_page_and_no_other():
    assert list(read_matrix()) == pages()


@dataclass
class Things:
    """What one address can be about, for one ``whose``."""

    child: Child
    follow_up: FollowUp
    invitation: Invitation
    attention: Attention
    unit: Unit
    account: User

    def address(self, pattern: URLPattern) -> str:
        kind = about(pattern)
        named = {
            "children": self.child.pk,
            "invitations": self.invitation.pk,
            "follow-ups": self.follow_up.pk,
            "attention": self.attention.pk,
            "units": self.unit.pk,
            "accounts": self.account.pk,
            "roles": getattr(self.account.role_assignments.first(), "pk", 0),
        }
        names = arguments(pattern)
        values = {name: named[kind] for name in names & {"pk", "follow_up", "attention"}} if kind else {}
        return reverse(f"participation:{pattern.name}", kwargs=dict.fromkeys(names, "x") | values)


def a_child(unit: Unit, secretary: User, account: User) -> Things:
    """A child that has sent answers, one of them marked, and holds a new invitation besides."""
    at = timezone.now() - dt.timedelta(days=2)
    card = Card(label=f"Elsa {uuid.uuid4().hex[:4]}", birth_month="2017-05")
    child = registering.add_child(card, unit=unit, secretary=secretary, by=secretary, at=at)
    invited = inviting.invite(child, by=secretary, at=at, channel=Invitation.Channel.SCREEN)
    sitting = answering.sit(invited.code, at=at)
    sitting.will("yes", at=at)
    sitting.save("talk_about", Answer(CANARY), at=at)
    sitting.send(at=at)
    attention = Attention.objects.create(
        child=child, invitation=invited.invitation, level="acute", raised_at=at, due_at=at + dt.timedelta(hours=4)
    )
    again = inviting.invite(child, by=secretary, at=timezone.now(), channel=Invitation.Channel.SCREEN)
    return Things(child, invited.invitation.follow_up, again.invitation, attention, unit, account)


@pytest.fixture
def user(request: pytest.FixtureRequest, unit: Unit) -> User | None:
    if request.param == "nobody":
        return None
    if request.param == "no role":
        return User.objects.create_user("ny@example.se", "x", first_name="Kim", last_name="Prov")
    return somebody("Kim", "Prov", Role(request.param), unit)


@pytest.fixture
def world(published: object, user: User | None, unit: Unit, other_unit: Unit) -> dict[str, Things]:
    """Whatever role somebody has, the own child is assigned to them: an assignment alone must open nothing."""
    mine = somebody("Sara", "Lindgren", Role.SECRETARY, unit)
    far = somebody("Fia", "Fjärran", Role.SECRETARY, other_unit)
    world = {
        "own": a_child(unit, mine, user or mine),
        "same unit": a_child(unit, mine, mine),
        "other unit": a_child(other_unit, far, far),
    }
    if user:
        at = timezone.now() - dt.timedelta(days=1)
        registering.assign(world["own"].child, user, ChildAssignment.Capacity.DEPUTY, by=None, at=at)
    return world


@contextmanager
def undone() -> Iterator[None]:
    """One request's effects taken back. Marked as the test's own transaction, so that the journal may write in it."""
    own = transaction.atomic()
    own._from_testcase = True  # type: ignore[attr-defined]
    with own:
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize(("user", "person"), [(one, one) for one in PEOPLE], indirect=["user"])
def test_every_page_answers_as_the_matrix_says(user: User | None, person: str, world: dict[str, Things]):
    """T-120."""
    found: dict[Key, str] = {}
    readers: set[tuple[str, str]] = set()
    by_name = {str(pattern.name): pattern for pattern in patterns()}
    for name, method, whose in pages():
        client = Client(raise_request_exception=False)
        if user:
            client.force_login(user)
        with undone():
            address = world[whose or "own"].address(by_name[name])
            response = client.generic(method, address)
            found[name, method, whose] = str(response.status_code)
            if not response.streaming and CANARY.encode() in response.content:
                readers.add((name, whose))
    assert not [key for key, status in found.items() if status.startswith("5")]
    assert readers <= {("prepare", "own")}
    assert not readers or person in (Role.SECRETARY, Role.DUTY)
    if IS_WRITING:
        write_column(person, found)
    expected = read_matrix()
    assert found == {key: expected.get(key, {}).get(person) for key in found}


@pytest.fixture
def full_disk(db: None) -> None:
    """The database refuses every further row of the journal; taken back with the test."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            refusal = "BEGIN SELECT RAISE(ABORT, 'full'); END"
            cursor.execute(f"CREATE TRIGGER full_disk BEFORE INSERT ON participation_entry {refusal}")
        else:
            cursor.execute("ALTER TABLE participation_entry ADD CONSTRAINT full_disk CHECK (false) NOT VALID")


@pytest.mark.django_db
@pytest.mark.parametrize("user", [Role.SECRETARY.value], indirect=True)
def test_a_journal_that_cannot_be_written_discloses_no_child(user: User, world: dict[str, Things], full_disk: None):
    """T-615."""
    client = Client()
    client.force_login(user)
    for pattern in patterns():
        if about(pattern) in ("children", "follow-ups", "invitations"):
            response = client.get(world["own"].address(pattern))
            assert response.status_code in (503, 405, 403), pattern.name
            assert CANARY not in response.content.decode() and "Elsa" not in response.content.decode()
    assert client.get(reverse("participation:my_children")).status_code == 503


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_only_an_editor_enters_the_editors_room(unit: Unit, role: Role):
    user = somebody("Kim", "Prov", role, unit)
    accounts.settle_editing(user)
    client = Client()
    client.force_login(user)
    response = client.get("/cms/", follow=True)
    is_inside = response.status_code == 200 and response.request["PATH_INFO"] == "/cms/"
    assert is_inside is (role is Role.EDITOR)


@pytest.mark.django_db
def test_the_editors_room_asks_a_stranger_to_sign_in():
    assert Client().get("/cms/", follow=True).request["PATH_INFO"] == reverse("participation:login")
