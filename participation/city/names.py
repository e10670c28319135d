"""Invented people, places and numbers of the demo city. Telephone numbers are of the series kept free for fiction."""

from __future__ import annotations

from dataclasses import dataclass

from participation.rights import Role

DOMAIN = "exempelstad.example"
PASSWORD = "exempelstad-demo"
"""The one password of every demo account."""

CITY = "Exempelstad"
DEPARTMENT = "Individ- och familjeomsorgen"
NORTH, SOUTH, LAKE = "Barn och unga Norr", "Barn och unga Söder", "Barn och unga Sjölandet"
UNITS = (NORTH, SOUTH, LAKE)
JOUR_PHONE = "08-465 004 00"
JOUR_HOURS = "kvällar och helger"


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff, with a role in the unit of that name."""

    first: str
    last: str
    role: Role
    unit: str
    number: int
    """Which of the hundred telephone numbers of the series."""

    @property
    def email(self) -> str:
        return f"{self.first.lower().translate(_PLAIN)}@{DOMAIN}"

    @property
    def phone(self) -> str:
        return f"+468465004{self.number:02}"


_PLAIN = str.maketrans("åäöé", "aaoe")

SARA = Person("Sara", "Lindgren", Role.SECRETARY, NORTH, 11)
DUTY = Person("Dan", "Holm", Role.DUTY, DEPARTMENT, 15)
ADMINISTRATOR = Person("Anna", "Lund", Role.ADMINISTRATOR, CITY, 1)

STAFF = (
    SARA,
    Person("Jonas", "Ek", Role.SECRETARY, NORTH, 12),
    Person("Amina", "Warsame", Role.SECRETARY, NORTH, 13),
    Person("Karin", "Öst", Role.SECRETARY, SOUTH, 21),
    Person("Erik", "Sundell", Role.SECRETARY, SOUTH, 22),
    Person("Leyla", "Demirel", Role.SECRETARY, SOUTH, 23),
    Person("Nils", "Åkerlund", Role.SECRETARY, LAKE, 31),
    DUTY,
    Person("Tove", "Almgren", Role.TEAM_LEADER, NORTH, 16),
    Person("Maria", "Bergqvist", Role.MANAGER, NORTH, 17),
    Person("Omar", "Nilsson", Role.MANAGER, SOUTH, 27),
    Person("Birgitta", "Stålhammar", Role.MANAGER, DEPARTMENT, 2),
    Person("Arne", "Dahlin", Role.ARCHIVIST, CITY, 3),
    Person("Lo", "Sandgren", Role.REVIEWER, CITY, 4),
    Person("Eva", "Falkman", Role.EDITOR, CITY, 5),
)
"""Everybody but the administrator, who gives them their roles."""

_CHILDREN = (
    "Alva Ali Amir Astrid August Bilal Björn Celine Cornelis Dalia David Disa Ebba Edvin Eira Elif Elias Elton Emil "
    "Esmeralda Fadi Fatima Felix Filippa Folke Frank Freja Gustav Hanna Harry Hedda Hugo Ibrahim Ida Idris Ines Iris "
    "Isak Jamila Jasmin Joel Julia Karim Kerstin Kian Klara Lamin Leia Leo Liam Lilly Linus Livia Lova Luna Malte "
    "Maryam Matilda Melvin Milo Mira Molly Moses Nadja Nellie Nikola Noah Noor Nora Olle Omid Otto Pelle Petra Ramin "
    "Rasmus Rut Saga Salma Sam Selma Signe Sixten Sofia Stella Svea Tage Tariq Tilda Tuva Ture Valter Vera Viggo "
    "Vilda Wilma Yasin Ylva Zahra Zoe"
)
CHILDREN = tuple(_CHILDREN.split())
INITIALS = "ABDEFGHJKLMNPRSTVWÅÖ"
RELATIVES = (
    "Maja",
    "Adam",
    "Lina",
    "Oskar",
    "Sami",
    "Ella",
    "Hassan",
    "Britta",
    "Rolf",
    "Anki",
    "Mona",
    "Peder",
    "Yusuf",
)
ANIMALS = ("Morris", "Bella", "Zigge", "Smulan", "Tiger", "Doris")


def child_email(number: int) -> str:
    return f"barn{number:03}@{DOMAIN}"


def child_phone(number: int) -> str:
    return f"+467017406{number % 95 + 5:02}"


def case_number(number: int) -> str:
    return f"EX-{1000 + number}"
