"""The invented city: it is played through the product's verbs, on ground that is its own, once."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.utils import timezone

from participation.city import building, names, planning, words
from participation.city.planning import Ending, Planned
from participation.models import Attention, Child, Cohort, Invitation, User
from surveys import answering

NOW = timezone.make_aware(dt.datetime(2026, 11, 25, 12))
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def demo(settings: LazySettings) -> None:
    settings.STIGEN_DEMO = True


def some_children(count: int, *endings: Ending) -> list[Planned]:
    found = [one for one in planning.plan(TODAY) if not endings or one.rounds[-1].ending in endings]
    return [replace(one, rounds=one.rounds[-1:]) for one in found][:count]


def as_young(planned: list[Planned], day: dt.date) -> list[Planned]:
    """The same children, all nine years old, at home in one unit, answering once on one day."""
    return [
        replace(
            one,
            unit=names.NORTH,
            card=replace(one.card, birth_month="2017-02", placement="home"),
            rounds=(planning.Round(0, day, Ending.MET),),
        )
        for one in planned
    ]


def test_nobody_is_planned_twice_and_the_same_day_gives_the_same_city():
    numbers = [one.card.case_number for one in planning.plan(TODAY)]
    assert len(set(numbers)) == len(numbers) > 100
    assert list(planning.plan(TODAY)) == list(planning.plan(TODAY))


def test_children_say_many_different_things():
    assert len({*words.YOUNG, *words.YOUNG_PLACED, *words.YOUTH, *words.YOUTH_PLACED, *words.BETTER}) > 40


@pytest.mark.parametrize(("size", "cohorts"), [(8, 1), (7, 0)])
def test_eight_children_are_sealed_as_a_group_and_seven_are_not(published: Any, size: int, cohorts: int):
    planned = as_young(some_children(size + 1)[1:], dt.date(2026, 6, 2))
    building.build(planned, now=NOW)
    assert [cohort.size for cohort in Cohort.objects.all()] == [size] * cohorts


def test_a_city_that_is_there_is_not_played_again_and_an_interrupted_one_is_continued(published: Any):
    planned = [planning.elsa(TODAY), *some_children(3)[1:]]
    begun = [replace(planned[0], rounds=planned[0].rounds[:1])]
    assert building.build(begun, now=NOW) == 1
    assert building.build(planned, now=NOW) == 3
    assert building.build(planned, now=NOW) == 0


def test_a_city_keeps_the_day_it_was_planned_for(published: Any):
    building.build([planning.elsa(TODAY)], now=NOW)
    later = NOW + dt.timedelta(days=70)
    assert building.plan(now=later) == list(planning.plan(TODAY))


def test_marked_answers_wait_for_sara(published: Any):
    marked = [one for one in planning.plan(TODAY) if one.secretary == names.SARA and one.rounds[-1].marks]
    building.build(marked, now=NOW)
    assert sorted(Attention.objects.waiting().values_list("level", flat=True)) == ["acute", "soon"]


@pytest.mark.parametrize("ending", list(Ending))
def test_every_ending_can_be_played(published: Any, ending: Ending):
    building.build(some_children(1, ending), now=NOW)
    newest = Invitation.objects.order_by("-created_at").first()
    assert newest is not None
    is_sent = newest.response.state == "sent"
    assert is_sent == (ending in (Ending.MET, Ending.READ, Ending.UNREAD))
    assert newest.response.sent_at is None or newest.response.sent_at <= NOW


def test_no_way_in_is_shown_while_the_past_is_played(published: Any, capsys: pytest.CaptureFixture[str]):
    building.build(some_children(4), now=NOW)
    assert capsys.readouterr().out == ""


def test_the_door_that_is_opened_lets_one_in(published: Any):
    building.build([planning.elsa(TODAY)], now=NOW)
    door = building.open_door(now=NOW)
    assert answering.sit(door.code, at=NOW).response.is_open(NOW)


def test_a_fresh_invitation_is_printed_for_a_fresh_child(published: Any, capsys: pytest.CaptureFixture[str]):
    building.build([planning.elsa(TODAY)], now=NOW)
    capsys.readouterr()
    call_command("demo_invitation", "--questionnaire", "youth_12_18+placed_12_18", "--json")
    found = json.loads(capsys.readouterr().out)
    sitting = answering.sit(found["code"], at=timezone.now())
    assert sitting.response.version.family == "youth_12_18+placed_12_18"
    assert Child.objects.filter(pk=found["child_id"]).exists()


def test_a_questionnaire_that_does_not_exist_makes_no_child(published: Any):
    building.build([planning.elsa(TODAY)], now=NOW)
    with pytest.raises(CommandError, match="nothing_6_11"):
        call_command("demo_invitation", "--questionnaire", "nothing_6_11")
    assert Child.objects.count() == 1


@pytest.mark.django_db
def test_without_a_city_nobody_is_invited():
    with pytest.raises(CommandError, match="prepare_demo"):
        call_command("demo_invitation")


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["prepare_demo", "demo_invitation"])
def test_nothing_is_done_outside_the_demo(settings: LazySettings, command: str):
    settings.STIGEN_DEMO = False
    with pytest.raises(CommandError, match="STIGEN_DEMO"):
        call_command(command)
    assert not Child.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["prepare_demo", "demo_invitation"])
def test_a_database_with_real_people_is_refused(command: str):
    User.objects.create_user("somebody@example.se", None)
    with pytest.raises(CommandError, match="did not make"):
        call_command(command)
    assert not Child.objects.exists()
