"""What the tables of the package are called, hold and refer to. Pure: schemas only, no rows.

The words follow Frictionless Table Schema (https://specs.frictionlessdata.io/table-schema/).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `is_free` marks words that somebody typed, which are made harmless to spreadsheets."""

    name: str
    about: str = ""
    kind: str = "string"
    is_required: bool = False
    is_free: bool = False

    def schema(self) -> dict[str, Any]:
        found: dict[str, Any] = {"name": self.name, "type": self.kind}
        if self.about:
            found["description"] = self.about
        if self.is_required:
            found["constraints"] = {"required": True}
        if self.is_free:
            found["neutralised"] = True
        return found


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns whose values stand in another table."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...] = ("id",)

    def schema(self, own: str) -> dict[str, Any]:
        resource = "" if self.table == own else self.table
        reference = {"resource": resource, "fields": list(self.target)}
        return {"fields": list(self.columns), "reference": reference}


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    about: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ("id",)
    references: tuple[Reference, ...] = field(default=())

    @property
    def columns(self) -> list[str]:
        return [one.name for one in self.fields]

    def schema(self) -> dict[str, Any]:
        return {
            "fields": [one.schema() for one in self.fields],
            "primaryKey": list(self.key),
            "foreignKeys": [reference.schema(self.name) for reference in self.references],
            "missingValues": [""],
        }


def _id(name: str = "id", about: str = "") -> Field:
    return Field(name, about, is_required=True)


def _moment(name: str, about: str = "") -> Field:
    return Field(name, about or "UTC.", kind="datetime")


def _flag(name: str, about: str = "") -> Field:
    return Field(name, about, kind="boolean")


def _number(name: str, about: str = "") -> Field:
    return Field(name, about, kind="integer")


def _free(name: str, about: str = "") -> Field:
    return Field(name, about, is_free=True)


UNITS: Final = Table(
    "units",
    "The organisation's units.",
    (_id(), Field("parent", "The unit above, if it is in the package."), _free("name"), _flag("is_closed")),
    references=(Reference(("parent",), "units"),),
)
VERSIONS: Final = Table(
    "versions",
    "Published questionnaires. The files versions/<sha256>.child.json and .staff.json hold each as it was asked; "
    "sha256 is of the first followed by the second.",
    (
        _id("sha256"),
        Field("questionnaire"),
        Field("modules", "Joined by a plus sign."),
        _number("number"),
        Field("band", "Ages."),
        _moment("published_at"),
    ),
    key=("sha256",),
)
QUESTIONS: Final = Table(
    "questions",
    "The code book: every question of every version that was answered or is open.",
    (
        _id("version"),
        _id("question"),
        _number("position", "Where it stands in its questionnaire, from 1."),
        Field("area"),
        Field("kind", "scale, single, multiple, text, temperature or people."),
        Field("scale"),
        Field("simple_scale", "The scale that simple mode asks on instead."),
        _free("text_sv", "As asked; {placeholders} stand for names."),
        _free("text_en"),
        _free("help_sv"),
        _free("help_en"),
        _flag("is_root", "Put to everybody; otherwise only after certain answers."),
        _flag("is_sensitive"),
        _flag("is_setup"),
        _flag("is_help", "Asks whether the child wants help."),
        _flag("is_compared"),
        _flag("is_aggregated"),
    ),
    key=("version", "question"),
    references=(Reference(("version",), "versions", ("sha256",)),),
)
OPTIONS: Final = Table(
    "options",
    "What could be chosen, in the order it was shown.",
    (
        _id("version"),
        _id("question"),
        Field("scale", "Empty where the options are the question's own."),
        _id("option"),
        _number("position"),
        _number("value", "The option's number on its scale, where it has one."),
        _free("text_sv"),
        _free("text_en"),
    ),
    key=("version", "question", "scale", "option"),
    references=(Reference(("version", "question"), "questions", ("version", "question")),),
)
CHILDREN: Final = Table(
    "children",
    "Children as staff know them.",
    (
        _id(),
        Field("unit", is_required=True),
        _flag("is_protected", "Protected identity: handle accordingly."),
        _flag("is_readable", "False when the sealed card could not be opened; its columns are then empty."),
        _free("label", "What staff call the child."),
        _free("case_number"),
        Field("birth_month", "Year and month."),
        Field("language"),
        _free("email"),
        Field("phone", "International form, beginning with a plus sign."),
        Field("placement", "home, foster, residential or supported."),
        _moment("created_at"),
        _moment("closed_at"),
    ),
    references=(Reference(("unit",), "units"),),
)
FOLLOW_UPS: Final = Table(
    "follow_ups",
    "Rounds of asking and talking, numbered per child.",
    (
        _id(),
        Field("child", is_required=True),
        _number("number"),
        _moment("opened_at"),
        _moment("meeting_at"),
        Field("guardian", "informed, agrees or not_informed."),
        _free("guardian_reason", "Why not informed."),
        _moment("talked_at", "When the conversation was held."),
        _moment("closed_at"),
    ),
    references=(Reference(("child",), "children"),),
)
RESPONSES: Final = Table(
    "responses",
    "What a child was asked to answer, and how it was answered.",
    (
        _id(),
        Field("version", is_required=True),
        Field("state", "open, sent or revoked."),
        Field("willingness", "yes, later, no or empty."),
        Field("language"),
        _flag("is_simple", "Asked in simple mode."),
        _moment("created_at"),
        _moment("expires_at"),
        _moment("opened_at"),
        _moment("sent_at"),
        _moment("revoked_at"),
        _flag("is_readable", "False when sent answers could not be opened; they are then missing."),
        _number("devices", "On how many devices it was answered."),
        Field("was_alone", "What the child said about being alone: said_yes, said_partly or said_no."),
        Field("was_self", "What the child said about answering itself."),
    ),
    references=(Reference(("version",), "versions", ("sha256",)),),
)
INVITATIONS: Final = Table(
    "invitations",
    "Which follow-up a response belongs to, and how the child was invited.",
    (
        _id(),
        Field("follow_up", is_required=True),
        Field("response", is_required=True),
        Field("channel", "sms, email, paper or screen."),
        _moment("created_at"),
        _moment("first_read_at", "When staff first read the answers."),
    ),
    references=(Reference(("follow_up",), "follow_ups"), Reference(("response",), "responses")),
)
ANSWERS: Final = Table(
    "answers",
    "Sent answers: one row per question on the child's path, several where several things were chosen or named.",
    (
        _id("response"),
        _id("version"),
        _id("question"),
        _number("item", "From 1."),
        _number("position", "Where the question came on the child's path, from 1."),
        Field("none", "How the child did not answer: skipped or prefer_not."),
        Field("scale", "The scale the question was asked on."),
        Field("option", "The key of what was chosen."),
        _number("number", "A point on a numeric scale."),
        _free("words", "In the child's own words."),
        Field("role", "Who a named person is to the child."),
        _free("name"),
        Field("closeness"),
        _moment("answered_at"),
    ),
    key=("response", "question", "item"),
    references=(
        Reference(("response",), "responses"),
        Reference(("version", "question"), "questions", ("version", "question")),
    ),
)

TABLES: Final[Mapping[str, Table]] = {
    table.name: table
    for table in (UNITS, VERSIONS, QUESTIONS, OPTIONS, CHILDREN, FOLLOW_UPS, RESPONSES, INVITATIONS, ANSWERS)
}
"""In the order they are written."""
