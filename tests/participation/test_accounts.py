"""The front door and the room of accounts: who gets in, who gives whom which role."""

from __future__ import annotations

import datetime as dt
import re
import time
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config import keys
from participation import accounts, journal, sessions
from participation.models import Entry, Role, RoleAssignment, Unit, User

pytestmark = pytest.mark.django_db
PASSWORD = "en lång mening här"


def sign_in(client: Client, user: User, password: str = PASSWORD):
    return client.post(reverse("participation:login"), {"username": user.email.upper(), "password": password})


def test_the_right_password_opens_and_is_journalled(client: Client, administrator: User):
    response = sign_in(client, administrator)
    assert response["Location"] == reverse("participation:start")
    assert client.get(response["Location"])["Location"] == reverse("participation:accounts")
    assert Entry.objects.get(action="login").actor == administrator.pk


def test_the_wrong_password_is_refused_in_the_same_words_whoever_it_is(client: Client, administrator: User):
    known = sign_in(client, administrator, "fel").content.decode()
    unknown = client.post(reverse("participation:login"), {"username": "ingen@example.se", "password": "fel"})
    assert "hör inte ihop" in known and "hör inte ihop" in unknown.content.decode()
    assert Entry.objects.filter(action="login", result="denied").count() == 2


def test_many_wrong_tries_make_even_the_right_password_wait(client: Client, administrator: User):
    for _ in range(10):
        sign_in(client, administrator, "fel")
    assert "Vänta en kvart" in sign_in(client, administrator).content.decode()


def test_signing_out_is_a_post_and_ends_the_session(client: Client, administrator: User):
    sign_in(client, administrator)
    assert client.get(reverse("participation:logout")).status_code == 405
    client.post(reverse("participation:logout"))
    assert "login" in client.get(reverse("participation:accounts"))["Location"]


@pytest.mark.parametrize(("idle", "age"), [(1801, 1801), (10, 36001), (-3600, -3600)])
def test_a_session_ends_when_idle_too_old_or_from_the_future(client_of, administrator: User, idle: int, age: int):
    client = client_of(administrator)
    client.get(reverse("participation:accounts"))
    session = client.session
    session[sessions.SEEN], session[sessions.STARTED] = time.time() - idle, time.time() - age
    session.save()
    assert "login" in client.get(reverse("participation:accounts"))["Location"]


def test_a_session_in_use_goes_on(client_of, administrator: User):
    client = client_of(administrator)
    client.get(reverse("participation:accounts"))
    session = client.session
    session[sessions.SEEN] = time.time() - 1700
    session.save()
    assert client.get(reverse("participation:accounts")).status_code == 200
    assert time.time() - client.session[sessions.SEEN] < 5


def test_somebody_without_a_role_is_met_kindly(client_of, db):
    user = User.objects.create_user("ny@example.se", PASSWORD, first_name="Ny", last_name="Person")
    assert "ingen roll" in client_of(user).get(reverse("participation:start")).content.decode()


def test_a_new_account_gets_its_password_by_a_link_that_works_once(client_of, administrator: User, unit: Unit):
    client = client_of(administrator)
    client.post(
        reverse("participation:add_account"),
        {"first_name": "Ny", "last_name": "Person", "email": "Ny@Example.se", "phone": "070-174 06 05"},
    )
    user = User.objects.get(email="ny@example.se")
    page = client.post(reverse("participation:new_password_link", args=[user.pk])).content.decode()
    link = re.search(r'value="(http[^"]+)"', page)
    assert link
    other = Client()
    form = other.get(link[1], follow=True)
    address = form.redirect_chain[-1][0]
    chosen = {"new_password1": "min egen hemliga mening", "new_password2": "min egen hemliga mening"}
    assert other.post(address, chosen).status_code == 302
    assert sign_in(Client(), user, "min egen hemliga mening").status_code == 302
    assert "använd eller för gammal" in Client().get(link[1], follow=True).content.decode()


def give(client: Client, user: User, role: str, unit: Unit, **more: object):
    fields = {"role": role, "unit": unit.pk, "since": timezone.localdate().isoformat(), **more}
    return client.post(reverse("participation:give_role", args=[user.pk]), fields)


def test_a_role_is_given_and_ended(client_of, administrator: User, secretary: User, unit: Unit):
    client = client_of(administrator)
    assert give(client, secretary, "team_leader", unit).status_code == 302
    held = RoleAssignment.objects.get(user=secretary, role="team_leader")
    client.post(reverse("participation:end_role", args=[held.pk]))
    assert not RoleAssignment.objects.filter(pk=held.pk).exists()


def test_an_ended_role_keeps_its_days(administrator: User, secretary: User):
    held = secretary.role_assignments.get()
    accounts.end_role(held, by=administrator, on=timezone.localdate())
    assert held.until == timezone.localdate() - dt.timedelta(days=1)
    assert secretary.current_roles() == []


def test_the_same_role_twice_on_one_day_is_refused_in_words(client_of, administrator, secretary, unit):
    client = client_of(administrator)
    give(client, secretary, "duty", unit)
    assert "har redan den rollen" in give(client, secretary, "duty", unit).content.decode()


def test_nobody_gives_or_ends_a_role_of_their_own(client_of, administrator: User, unit: Unit):
    client = client_of(administrator)
    give(client, administrator, "secretary", unit)
    client.post(reverse("participation:end_role", args=[administrator.role_assignments.get().pk]))
    assert [held.role for held in administrator.current_roles()] == ["administrator"]


def test_an_editor_s_role_opens_the_editors_room_and_its_end_closes_it(administrator, colleague, unit):
    held = accounts.give_role(colleague, Role.EDITOR, unit, by=administrator, since=timezone.localdate())
    assert User.objects.get(pk=colleague.pk).has_perm("wagtailadmin.access_admin")
    accounts.end_role(held, by=administrator, on=timezone.localdate())
    assert not User.objects.get(pk=colleague.pk).has_perm("wagtailadmin.access_admin")


def test_a_role_that_has_run_out_closes_the_editors_room_at_the_next_sign_in(client, administrator, colleague, unit):
    held = accounts.give_role(colleague, Role.EDITOR, unit, by=administrator, since=timezone.localdate())
    day_before = timezone.localdate() - dt.timedelta(days=1)
    RoleAssignment.objects.filter(pk=held.pk).update(since=day_before, until=day_before)
    sign_in(client, colleague)
    assert not User.objects.get(pk=colleague.pk).groups.exists()


@pytest.fixture
def local_administrator(unit: Unit) -> User:
    user = User.objects.create_user("lokal@example.se", PASSWORD, first_name="Lo", last_name="Kal")
    RoleAssignment.objects.create(user=user, unit=unit, role="administrator", since=timezone.localdate())
    return user


def test_a_unit_s_administrator_does_not_reach_the_city_s(client_of, local_administrator: User, administrator: User):
    client = client_of(local_administrator)
    assert client.post(reverse("participation:new_password_link", args=[administrator.pk])).status_code == 403
    assert administrator.email not in client.get(reverse("participation:accounts")).content.decode()


def test_a_unit_s_administrator_gives_no_role_in_another_unit(client_of, local_administrator, secretary, other_unit):
    assert give(client_of(local_administrator), secretary, "secretary", other_unit).status_code == 400


def test_a_superuser_is_nobody_s_to_manage(client_of, administrator: User):
    root = User.objects.create_superuser("rot@example.se", PASSWORD, first_name="Ro", last_name="T")
    assert client_of(administrator).get(reverse("participation:account", args=[root.pk])).status_code == 403


def test_units_are_added_below_and_changed(client_of, administrator: User, unit: Unit):
    client = client_of(administrator)
    client.post(reverse("participation:add_unit", args=[unit.pk]), {"name": "Grupp ett"})
    below = Unit.objects.get(name="Grupp ett")
    assert below.is_descendant_of(Unit.objects.get(pk=unit.pk))
    client.post(reverse("participation:unit", args=[below.pk]), {"name": "Grupp 1", "is_closed": "on"})
    assert Unit.objects.get(pk=below.pk).is_closed
    assert "Grupp 1" in client.get(reverse("participation:units")).content.decode()


def test_without_a_journal_nothing_is_disclosed(client_of, administrator: User, monkeypatch, tmp_path):
    """T-615."""
    client = client_of(administrator)
    monkeypatch.setattr(keys, "FOLDER", tmp_path)
    keys.forget()
    response = client.get(reverse("participation:accounts"))
    monkeypatch.undo()
    keys.forget()
    assert response.status_code == 503 and response["Retry-After"]
    assert administrator.email not in response.content.decode()


def test_the_first_administrator_is_made_by_command(db, tmp_path):
    file = tmp_path / "password"
    file.write_text("en ganska lång mening\n")
    call_command(
        "create_administrator",
        "Chef@example.se",
        first_name="Ann",
        last_name="A",
        password_file=str(file),
        stdout=StringIO(),
    )
    user = User.objects.get(email="chef@example.se")
    assert user.check_password("en ganska lång mening")
    assert user.current_roles()[0].unit.is_root()


def test_the_command_names_a_broken_journal(administrator: User):
    journal.write(administrator, "login")
    out = StringIO()
    call_command("verify_journal", stdout=out)
    mark = out.getvalue().split()[-1]
    Entry.objects.update(reason="annat")
    with pytest.raises(SystemExit):
        call_command("verify_journal", stdout=out, stderr=out)
    assert "1: changed" in out.getvalue()
    Entry.objects.all().delete()
    with pytest.raises(SystemExit):
        call_command("verify_journal", since=mark, stdout=out, stderr=out)
