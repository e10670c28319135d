"""The people, units and questions that tests are about, and the surroundings every test has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone

from config import keys
from participation import registering
from participation.cards import Card
from participation.models import Child, Role, RoleAssignment, Unit, User
from questionbanks import loading, publishing, reading
from questionbanks.models import Version

keys.make("2026")
hypothesis.settings.register_profile("stigen", deadline=None)  # a busy machine is no fault
hypothesis.settings.load_profile("stigen")


@pytest.fixture(autouse=True)
def surroundings(settings: LazySettings, request: pytest.FixtureRequest) -> Iterator[None]:
    """Quick passwords, an empty cache, and the journal on the connection that is rolled back after the test.

    A test with real transactions has the journal's own connection, and names both databases in its mark.
    """
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mark = request.node.get_closest_marker("django_db")
    if not (mark and mark.kwargs.get("transaction")):
        settings.STIGEN_JOURNAL_DATABASE = "default"
    cache.clear()
    reading.forget()  # versions are remembered by their number, and each test numbers its own
    yield
    cache.clear()


@pytest.fixture(scope="session")
def compiled() -> list[Version]:
    """The bank's versions, compiled once; filled by the first test that needs them."""
    return []


@pytest.fixture
def bank(db: None) -> None:
    """The bank that comes with Stigen, as rows that editors change."""
    loading.load()


@pytest.fixture
def published(db: None, compiled: list[Version]) -> list[Version]:
    """Every version of the bank, published without sound; no rows to edit."""
    if not compiled:
        with transaction.atomic():
            loading.load()
            compiled.extend(publishing.publish_all(at=timezone.now()))
            transaction.set_rollback(True)
    for version in compiled:
        version._state.adding = True
    return Version.objects.bulk_create(compiled)


@pytest.fixture
def city(db: None) -> Unit:
    root: Unit = Unit.add_root(name="Staden")
    return root


@pytest.fixture
def unit(city: Unit) -> Unit:
    made: Unit = city.add_child(name="Barn och unga norr", jour_phone="0701740605", jour_hours="kvällar och helger")
    return made


@pytest.fixture
def other_unit(city: Unit) -> Unit:
    city.refresh_from_db()
    made: Unit = city.add_child(name="Barn och unga söder")
    return made


def somebody(first: str, last: str, role: Role, unit: Unit) -> User:
    """A member of staff who has had a role in a unit for a year."""
    user = User.objects.create_user(
        f"{first}.{last}@example.se".lower(), "en lång mening här", first_name=first, last_name=last
    )
    since = timezone.localdate() - dt.timedelta(days=365)
    RoleAssignment.objects.create(user=user, unit=unit, role=role, since=since)
    return user


@pytest.fixture
def secretary(unit: Unit) -> User:
    return somebody("Sara", "Lindgren", Role.SECRETARY, unit)


@pytest.fixture
def colleague(unit: Unit) -> User:
    return somebody("Jonas", "Ek", Role.SECRETARY, unit)


@pytest.fixture
def team_leader(unit: Unit) -> User:
    return somebody("Tove", "Alm", Role.TEAM_LEADER, unit)


@pytest.fixture
def manager(unit: Unit) -> User:
    return somebody("Maria", "Berg", Role.MANAGER, unit)


@pytest.fixture
def duty(unit: Unit) -> User:
    return somebody("Dan", "Holm", Role.DUTY, unit)


@pytest.fixture
def administrator(city: Unit) -> User:
    return somebody("Anna", "Lund", Role.ADMINISTRATOR, city)


@pytest.fixture
def archivist(city: Unit) -> User:
    return somebody("Arne", "Dahl", Role.ARCHIVIST, city)


@pytest.fixture
def reviewer(city: Unit) -> User:
    return somebody("Lo", "Sand", Role.REVIEWER, city)


@pytest.fixture
def editor(city: Unit) -> User:
    return somebody("Eva", "Falk", Role.EDITOR, city)


ELSA = Card(
    label="Elsa K.",
    case_number="2026-1234",
    birth_month="2017-05",
    language="sv",
    email="elsa@example.se",
    phone="+46701740605",
    placement="home",
)


@pytest.fixture
def child(secretary: User, unit: Unit) -> Child:
    """A nine-year-old whom the secretary answers for."""
    at = timezone.now() - dt.timedelta(days=1)
    return registering.add_child(ELSA, unit=unit, secretary=secretary, by=secretary, at=at)


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser in which somebody is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in
