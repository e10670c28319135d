"""The page of group figures: whole cohorts of one's own units, about and never exact, with a table beside."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participation.insights.cohorts import period_of
from participation.models import Cohort, CohortCount, FunnelFigure, Unit, User
from questionbanks import reading
from questionbanks.models import Version
from tests.participation import tiny

pytestmark = pytest.mark.django_db
PAGE, TABLE = "/staff/insights/", "/staff/insights/table/"
SPRING, SUMMER = dt.date(2026, 1, 1), dt.date(2026, 5, 1)
ClientOf = Callable[[User], Client]


@pytest.fixture
def version() -> Version:
    reading.forget()
    return tiny.a_version(timezone.now())


def a_cohort(unit: Unit, size: int, feel: dict[str, int], start: dt.date = SUMMER) -> Cohort:
    period = period_of(start)
    cohort = Cohort.objects.create(
        unit=unit,
        family="tiny",
        band="all",
        period_start=start,
        period_end=period.ends_on + dt.timedelta(days=1),
        size=size,
        sealed_at=timezone.now(),
    )
    CohortCount.objects.bulk_create(
        CohortCount(cohort=cohort, question="feel", option=option, rounded=rounded) for option, rounded in feel.items()
    )
    return cohort


def classes(challenge: int, neutral: int, resource: int, no_answer: int) -> dict[str, int]:
    return {"challenge": challenge, "neutral": neutral, "resource": resource, "no_answer": no_answer}


def test_a_manager_reads_about_how_many_and_finds_the_same_in_a_table(
    client_of: ClientOf, manager: User, unit: Unit, version: Version
) -> None:
    a_cohort(unit, 42, classes(15, 9, 15, 3))
    page = client_of(manager).get(PAGE).content.decode()
    assert "Svårt: cirka 15 av 42, ungefär 36 %." in page
    assert "Kullen maj–augusti 2026, cirka 42 barn" in page
    assert "Hur mår du, …?" in page
    assert "<td>15</td><td>9</td><td>15</td><td>3</td>" in page
    assert " style=" not in page


def test_under_twenty_answers_shares_are_whole_tens(
    client_of: ClientOf, manager: User, unit: Unit, version: Version
) -> None:
    a_cohort(unit, 8, classes(3, 0, 6, 0))
    assert "Svårt: cirka 3 av 8, ungefär 40 %." in client_of(manager).get(PAGE).content.decode()


def test_a_question_that_no_cohort_published_says_when_it_may_come(
    client_of: ClientOf, manager: User, unit: Unit, version: Version
) -> None:
    a_cohort(unit, 42, classes(15, 9, 15, 3))
    page = client_of(manager).get(PAGE).content.decode()
    assert "Har du kompisar?" in page
    assert "För få svar än. Kan tidigast komma" in page


def test_without_a_cohort_the_page_says_so_and_not_how_many_wait(
    client_of: ClientOf, manager: User, secretary: User, unit: Unit, version: Version
) -> None:
    tiny.has_sent(tiny.a_child(unit, secretary, timezone.now()), version, timezone.now(), {})
    page = client_of(manager).get(PAGE).content.decode()
    assert "Ingen kull än" in page
    assert "Hämta som tabellfil" not in page


def test_another_units_figures_are_out_of_reach_whatever_the_filter_says(
    client_of: ClientOf, manager: User, other_unit: Unit, version: Version
) -> None:
    a_cohort(other_unit, 12345, classes(15, 9, 15, 3))
    for address in (PAGE, TABLE):
        found = client_of(manager).get(address, {"unit": other_unit.pk}).content.decode()
        assert "12345" not in found
        assert other_unit.name not in found


@pytest.mark.parametrize("role", ["secretary", "duty", "administrator", "archivist", "editor"])
@pytest.mark.parametrize("address", [PAGE, TABLE])
def test_only_leaders_may_open_it(client_of: ClientOf, request: pytest.FixtureRequest, role: str, address: str) -> None:
    assert client_of(request.getfixturevalue(role)).get(address).status_code == 403


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(PAGE).status_code == 302
    assert client.get(TABLE).status_code == 302


def test_it_can_only_be_read(client_of: ClientOf, manager: User) -> None:
    assert client_of(manager).post(PAGE).status_code == 405


def test_the_filter_chooses_whole_cohorts_and_an_odd_choice_is_calm(
    client_of: ClientOf, manager: User, unit: Unit, version: Version
) -> None:
    a_cohort(unit, 36, classes(9, 9, 15, 3), SPRING)
    a_cohort(unit, 42, classes(15, 9, 15, 3))
    client = client_of(manager)
    spring = client.get(PAGE, {"cohort": "2026-01-01"}).content.decode()
    assert "Kullen januari–april 2026, cirka 36 barn" in spring
    odd = client.get(PAGE, {"cohort": "1999-12-24", "unit": "x", "questions": "'"}).content.decode()
    assert "Kullen maj–augusti 2026, cirka 42 barn" in odd
    assert "Första kullen bredvid den valda" in odd


def test_units_below_are_summed(client_of: ClientOf, manager: User, unit: Unit, version: Version) -> None:
    below = [unit.add_child(name="Grupp A"), unit.add_child(name="Grupp B")]
    a_cohort(below[0], 20, classes(6, 6, 6, 3))
    a_cohort(below[1], 22, classes(9, 3, 9, 0))
    assert "Svårt: cirka 15 av 42" in client_of(manager).get(PAGE).content.decode()


def test_the_funnel_is_shown_in_steps_of_five(client_of: ClientOf, manager: User, unit: Unit) -> None:
    figures = {"should": 60, "invited": 55, "opened": 45, "answered": 40, "talked": 0}
    FunnelFigure.objects.bulk_create(
        FunnelFigure(unit=unit, day=SUMMER, step=step, figure=figure) for step, figure in figures.items()
    )
    page = client_of(manager).get(PAGE).content.decode()
    assert "Ungefär 40 av 55 inbjudna barn har svarat" in page
    assert 'width="91.67%"' in page
    assert "För få än" in page


def test_the_table_file_opens_in_a_swedish_spreadsheet_and_runs_nothing(
    client_of: ClientOf, manager: User, unit: Unit, version: Version
) -> None:
    Unit.objects.filter(pk=unit.pk).update(name="=cmd|' /C calc'!A0")
    a_cohort(unit, 42, classes(15, 9, 15, 3))
    response = client_of(manager).get(TABLE)
    lines = response.content.decode().splitlines()
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert lines[1] == ("maj–augusti 2026;'=cmd|' /C calc'!A0;Min röst 6–11 år;Hemma;Hur mår du, …?;Svårt;15;42;36")
    assert "attachment" in response.headers["Content-Disposition"]


def test_more_cohorts_and_units_cost_no_more_queries(
    client_of: ClientOf, manager: User, unit: Unit, version: Version
) -> None:
    a_cohort(unit, 36, classes(9, 9, 15, 3), SPRING)
    a_cohort(unit, 42, classes(15, 9, 15, 3))
    client = client_of(manager)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for number in range(8):
        below = Unit.objects.get(pk=unit.pk).add_child(name=f"Grupp {number}")
        a_cohort(below, 20, classes(6, 6, 6, 3), SPRING)
        a_cohort(below, 20, classes(6, 6, 6, 3))
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few)
