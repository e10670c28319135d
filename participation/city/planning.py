"""Who the invented children are and when their follow-ups happen. Pure: the same seed and day, the same city."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from participation.cards import Card, Placement
from participation.city import names
from participation.city.names import Person
from participation.city.trajectories import ACUTE, COURSES, NOTHING, SOON, Course, Marks
from participation.rights import Role

SEED = "Exempelstad"
REGISTERED_BEFORE = dt.timedelta(days=6)
"""How long before its first invitation a child is registered."""
MONTHS_BETWEEN = dt.timedelta(days=118)
SIZES = {names.NORTH: 50, names.SOUTH: 44, names.LAKE: 6}
"""Children per unit. The last is too small to be told of as a group, ever."""
CHILDREN = sum(SIZES.values())


class Ending(StrEnum):
    """Where a follow-up stands when the city's story stops."""

    MET = "met"
    READ = "read"
    UNREAD = "unread"
    WAITING = "waiting"
    BEGUN = "begun"
    LATER = "later"
    DECLINED = "declined"
    EXPIRED = "expired"
    REVOKED = "revoked"


AGO = {
    Ending.MET: 33,
    Ending.READ: 9,
    Ending.UNREAD: 5,
    Ending.WAITING: 6,
    Ending.BEGUN: 5,
    Ending.LATER: 8,
    Ending.DECLINED: 10,
    Ending.EXPIRED: 22,
    Ending.REVOKED: 12,
}
"""About how many days ago the newest invitation of a follow-up with that ending went out."""
ELSAS_DAYS = (AGO[Ending.MET] + MONTHS_BETWEEN.days, AGO[Ending.MET])
USUAL = (
    [Ending.MET] * 12
    + [Ending.READ, Ending.READ, Ending.UNREAD, Ending.UNREAD, Ending.WAITING, Ending.WAITING]
    + [Ending.BEGUN, Ending.LATER, Ending.EXPIRED, Ending.REVOKED]
)


@dataclass(frozen=True, slots=True)
class Round:
    """One follow-up: on which day the child is invited, how it ends, which answers are given on purpose."""

    turn: int
    invited_on: dt.date
    ending: Ending
    marks: Marks = field(default_factory=dict)
    is_attended: bool = True
    """Whether somebody has taken marked answers on."""
    has_after_meeting: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """An invented child with all its rounds, the oldest first."""

    number: int
    unit: str
    secretary: Person
    card: Card
    course: Course
    is_protected: bool
    rounds: tuple[Round, ...]

    @property
    def seed(self) -> str:
        return f"{SEED}|{self.number}"


@dataclass(frozen=True, slots=True)
class Scene:
    """What is played on purpose: Sara's first children show each of the states that a secretary meets."""

    ending: Ending
    rounds: int
    marks: Marks = field(default_factory=dict)
    ago: int = 0
    is_protected: bool = False


SCENES = (
    Scene(Ending.MET, 4),
    Scene(Ending.UNREAD, 3, ACUTE, ago=2),
    Scene(Ending.UNREAD, 2, SOON, ago=3),
    Scene(Ending.UNREAD, 3),
    Scene(Ending.UNREAD, 1),
    Scene(Ending.READ, 4),
    Scene(Ending.WAITING, 2),
    Scene(Ending.BEGUN, 2),
    Scene(Ending.LATER, 1),
    Scene(Ending.DECLINED, 2),
    Scene(Ending.EXPIRED, 2),
    Scene(Ending.REVOKED, 3),
    Scene(Ending.UNREAD, 2, is_protected=True),
)
OVERDUE = Scene(Ending.UNREAD, 2, SOON, ago=11)
"""For the first child of Sara's colleague: the deadline has passed, and the team leader sees it."""


def plan(today: dt.date, *, children: int = CHILDREN) -> Iterator[Planned]:
    """Elsa, then the city's children in order; fewer of them make a smaller city with the same shape."""
    yield elsa(today)
    number = 0
    for unit, size in SIZES.items():
        secretaries = [person for person in names.STAFF if person.unit == unit and person.role is Role.SECRETARY]
        for place in range(-(-size * children // CHILDREN)):
            number += 1
            secretary = secretaries[place % len(secretaries)]
            yield _child(number, unit, secretary, place // len(secretaries), today)


def today_of(registered_on: dt.date) -> dt.date:
    """The day a city was planned for, from the day Elsa was registered: a city once begun keeps its plan."""
    return registered_on + REGISTERED_BEFORE + dt.timedelta(days=ELSAS_DAYS[0])


def elsa(today: dt.date) -> Planned:
    """The child whose open invitation the demo prints; she has been asked, heard and talked with twice before."""
    born = today - dt.timedelta(days=round(10.3 * 365.25))
    return Planned(
        number=0,
        unit=names.SARA.unit,
        secretary=names.SARA,
        card=Card(
            label="Elsa K.",
            case_number=names.case_number(0),
            birth_month=born.strftime("%Y-%m"),
            email=names.child_email(0),
            phone=names.child_phone(0),
        ),
        course="mixed",
        is_protected=False,
        rounds=tuple(
            Round(turn, today - dt.timedelta(days=ago), Ending.MET, has_after_meeting=turn == 1)
            for turn, ago in enumerate(ELSAS_DAYS)
        ),
    )


def _child(number: int, unit: str, secretary: Person, place: int, today: dt.date) -> Planned:
    chance = Random(f"{SEED}|{number}|child")
    scene = _scene(secretary, place)
    is_protected = scene.is_protected if scene else False
    return Planned(
        number=number,
        unit=unit,
        secretary=secretary,
        card=_card(number, chance, today, is_protected=is_protected),
        course=chance.choice(COURSES),
        is_protected=is_protected,
        rounds=tuple(_rounds(scene, chance, today)),
    )


def _scene(secretary: Person, place: int) -> Scene | None:
    if secretary == names.SARA and place < len(SCENES):
        return SCENES[place]
    return OVERDUE if secretary.first == "Jonas" and place == 0 else None


def _card(number: int, chance: Random, today: dt.date, *, is_protected: bool) -> Card:
    days = chance.randint(round(7.2 * 365), round(16.8 * 365))
    born = today - dt.timedelta(days=days)
    placement: Placement = chance.choices(("home", "foster", "residential", "supported"), (80, 15, 4, 1))[0]
    return Card(
        label=f"{names.CHILDREN[number % len(names.CHILDREN)]} {chance.choice(names.INITIALS)}.",
        case_number=names.case_number(number),
        birth_month=born.strftime("%Y-%m"),
        language=chance.choices(("sv", "en"), (94, 6))[0],
        email="" if is_protected else names.child_email(number),
        phone="" if is_protected else names.child_phone(number),
        placement=placement,
    )


def _rounds(scene: Scene | None, chance: Random, today: dt.date) -> Iterator[Round]:
    ending = scene.ending if scene else chance.choice(USUAL)
    count = scene.rounds if scene else chance.choices((1, 2, 3, 4, 5), (14, 24, 28, 22, 12))[0]
    ago = (scene and scene.ago) or AGO[ending] + chance.randint(0, 3)
    if ending is Ending.MET:
        ago += chance.randint(0, 50)
    newest = today - dt.timedelta(days=ago)
    for turn in range(count):
        back = (count - 1 - turn) * (MONTHS_BETWEEN + dt.timedelta(days=chance.randint(-9, 9)))
        if turn < count - 1:
            yield _past(turn, newest - back, chance)
        else:
            yield Round(turn, newest, ending, scene.marks if scene else NOTHING, is_attended=scene is None)


def _past(turn: int, day: dt.date, chance: Random) -> Round:
    ending = chance.choices((Ending.MET, Ending.EXPIRED, Ending.DECLINED, Ending.REVOKED), (90, 4, 3, 3))[0]
    marks = SOON if chance.random() < 0.06 else NOTHING
    return Round(turn, day, ending, marks, has_after_meeting=chance.random() < 0.45)
