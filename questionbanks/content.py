"""A published version as frozen, typed values, in the child's and the staff's projection.

Pure: reads plain JSON values, knows no database, no request, no child.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

Kind = Literal["scale", "single", "multiple", "text", "temperature", "people"]
Band = Literal["6-11", "12-18"]
Json = Mapping[str, Any]

SOURCE_LANGUAGE = "sv"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in every language of its version.

    ``words`` may hold placeholders in curly brackets; ``sound`` names the clip per language, made of the
    spoken form, which never holds a placeholder.
    """

    words: Mapping[str, str]
    sound: Mapping[str, str] = field(default_factory=dict)

    def words_in(self, language: str) -> str:
        return self.words.get(language) or self.words[SOURCE_LANGUAGE]

    def sound_in(self, language: str) -> str:
        """The clip's name, or an empty string where the language has no voice."""
        return self.sound.get(language, "")

    @classmethod
    def read(cls, value: Json | None) -> Text | None:
        if value is None:
            return None
        languages = {key: words for key, words in value.items() if key not in ("sound", "spoken")}
        return cls(words=languages, sound=value.get("sound", {}))


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    text: Text
    value: int | None = None
    is_exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """How an answer is chosen. ``simple`` names the scale that replaces it in simple mode."""

    key: str
    kind: Literal["ordinal", "nominal", "numeric"]
    render: str
    options: tuple[Option, ...] = ()
    simple: str = ""
    minimum: int = 0
    maximum: int = 0
    step: int = 1
    anchors: tuple[Option, ...] = ()
    instruction: Text | None = None

    def value_of(self, chosen: str | int) -> int | None:
        """The number behind an option's key, or the number itself on a numeric scale."""
        if isinstance(chosen, int):
            return chosen
        return next((option.value for option in self.options if option.key == chosen), None)


@dataclass(frozen=True, slots=True)
class Test:
    """One positive test on the answer of an earlier question."""

    question: str
    op: Literal["in", "includes_any", "includes_all", "gte", "lte", "between", "answered", "skipped"]
    value: tuple[str, ...] | tuple[int, ...] | int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    needs: Literal["all", "any"]
    tests: tuple[Test, ...]


Rule = tuple[Group, ...]
"""Groups that must all hold; an empty rule always holds."""


@dataclass(frozen=True, slots=True)
class AfterAnswer:
    """A text shown on the next page when the answer meets every test of ``when``."""

    when: tuple[Test, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    area: str
    kind: Kind
    text: Text
    help: Text | None = None
    scale: str = ""
    options: tuple[Option, ...] = ()
    max_length: int = 0
    max_people: int = 0
    closeness: str = ""
    show_if: Rule = ()
    after_answer: tuple[AfterAnswer, ...] = ()
    is_sensitive: bool = False
    is_setup: bool = False

    @property
    def is_root(self) -> bool:
        return not self.show_if


@dataclass(frozen=True, slots=True)
class Area:
    key: str
    name: Text
    intro: Text
    pictogram: str
    colour: str


@dataclass(frozen=True)
class Content:
    """The child's projection of a version: all that its pages need, and nothing that staff read."""

    key: str
    modules: tuple[str, ...]
    number: int
    band: Band
    title: Text
    languages: tuple[str, ...]
    simple_max_age: int
    areas: tuple[Area, ...]
    scales: Mapping[str, Scale]
    questions: tuple[Question, ...]
    roles: tuple[Option, ...]
    non_answers: Mapping[str, Text]
    texts: Mapping[str, Mapping[str, Any]]
    """Surrounding texts by key and field; a field is a Text or a tuple of items (mappings with Text values)."""

    @cached_property
    def by_key(self) -> dict[str, Question]:
        return {question.key: question for question in self.questions}

    @cached_property
    def area_by_key(self) -> dict[str, Area]:
        return {area.key: area for area in self.areas}

    def scale_of(self, question: Question, *, is_simple: bool) -> Scale | None:
        """The scale a question is asked on; in simple mode its simple twin where it has one."""
        if not question.scale:
            return None
        scale = self.scales[question.scale]
        return self.scales[scale.simple] if is_simple and scale.simple else scale

    def options_of(self, question: Question, *, is_simple: bool) -> tuple[Option, ...]:
        scale = self.scale_of(question, is_simple=is_simple)
        return scale.options if scale else question.options

    def text(self, key: str, name: str) -> Text:
        """A surrounding text, for instance ``text("thanks", "title")``.

        Raises KeyError for a text the version does not hold.
        """
        value = self.texts[key][name]
        if not isinstance(value, Text):
            raise KeyError(f"{key}.{name} is a list")
        return value

    def items(self, key: str, name: str) -> tuple[Mapping[str, Any], ...]:
        value = self.texts[key][name]
        if isinstance(value, Text):
            raise KeyError(f"{key}.{name} is one text")
        return tuple(value)


@dataclass(frozen=True, slots=True)
class Safeguard:
    """A marked answer: a reading order for people, never an assessment."""

    when: tuple[Test, ...]
    level: Literal["acute", "soon"]
    reason: Text


@dataclass(frozen=True, slots=True)
class Signals:
    """What an answer means to the reader: challenge, neutral or resource; or a wish for help.

    Each of the three is a set of option keys, or on a numeric scale an inclusive range (low, high).
    """

    challenge: tuple[str, ...] | range = ()
    neutral: tuple[str, ...] | range = ()
    resource: tuple[str, ...] | range = ()
    is_help: bool = False
    wants_help: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    no_help: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()

    @property
    def has_classes(self) -> bool:
        return bool(self.challenge or self.neutral or self.resource)


@dataclass(frozen=True, slots=True)
class StaffQuestion:
    """What staff may know of a question beside what the child reads."""

    key: str
    signals: Signals
    safeguarding: tuple[Safeguard, ...] = ()
    openers: tuple[str, ...] = ()
    worker_note: Text | None = None
    better: Literal["high", "low", ""] = ""
    is_compared: bool = False
    is_aggregated: bool = False
    bbic: tuple[str, ...] = ()
    lundy: str = ""


@dataclass(frozen=True)
class StaffContent:
    """The staff's projection: the child's content and, by question key, what only staff read."""

    content: Content
    title: Text
    by_key: Mapping[str, StaffQuestion]
    area_names: Mapping[str, Text]
    bbic_domains: Mapping[str, Text]
    levels: Mapping[str, Text]


def read_child(value: Json) -> Content:
    """The child's projection from its snapshot. Raises KeyError when the snapshot is not whole."""
    return Content(
        key=value["key"],
        modules=tuple(value["modules"]),
        number=value["number"],
        band=value["band"],
        title=_text(value["title"]),
        languages=tuple(value["languages"]),
        simple_max_age=value["simple_max_age"],
        areas=tuple(_area(area) for area in value["areas"]),
        scales={key: _scale(key, scale) for key, scale in value["scales"].items()},
        questions=tuple(_question(question) for question in value["questions"]),
        roles=tuple(_option(role) for role in value["roles"]),
        non_answers={key: _text(text) for key, text in value["non_answers"].items()},
        texts={key: {name: _field(found) for name, found in fields.items()} for key, fields in value["texts"].items()},
    )


def read_staff(value: Json, content: Content) -> StaffContent:
    """The staff's projection from its snapshot, over the same version's child content."""
    return StaffContent(
        content=content,
        title=_text(value["title"]),
        by_key={key: _staff_question(key, question) for key, question in value["questions"].items()},
        area_names={key: _text(text) for key, text in value["area_names"].items()},
        bbic_domains={key: _text(text) for key, text in value["bbic_domains"].items()},
        levels={key: _text(text) for key, text in value["levels"].items()},
    )


def read_tests(when: Json, question: str) -> tuple[Test, ...]:
    """A condition on the question's own answer, ``{op: value}``, as tests that must all hold."""
    return tuple(
        Test(question=question, op=op, value=_value(value))  # type: ignore[arg-type]
        for op, value in when.items()
    )


def read_rule(groups: list[Json]) -> Rule:
    return tuple(_groups(groups))


def _groups(groups: list[Json]) -> Iterator[Group]:
    for group in groups:
        for needs, tests in group.items():
            yield Group(
                needs=needs,  # type: ignore[arg-type]
                tests=tuple(
                    Test(question=test["question"], op=test["op"], value=_value(test.get("value"))) for test in tests
                ),
            )


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _text(value: Json) -> Text:
    text = Text.read(value)
    if text is None or not text.words:
        raise KeyError("text")
    return text


def _field(value: Any) -> Any:
    """A text, or items whose texts are texts and whose keys and telephone numbers stay plain."""
    if isinstance(value, list):
        return tuple(
            {key: found if isinstance(found, str) else _text(found) for key, found in item.items()} for item in value
        )
    return _text(value)


def _option(value: Json) -> Option:
    return Option(
        key=str(value["key"]),
        text=_text(value["text"]),
        value=value.get("value"),
        is_exclusive=value.get("exclusive", False),
    )


def _area(value: Json) -> Area:
    return Area(
        key=value["key"],
        name=_text(value["name"]),
        intro=_text(value["intro"]),
        pictogram=value["pictogram"],
        colour=value["colour"],
    )


def _scale(key: str, value: Json) -> Scale:
    return Scale(
        key=key,
        kind=value["kind"],
        render=value["render"],
        options=tuple(_option(option) for option in value.get("options", ())),
        simple=value.get("simple", ""),
        minimum=value.get("min", 0),
        maximum=value.get("max", 0),
        step=value.get("step", 1),
        anchors=tuple(_option(anchor) for anchor in value.get("anchors", ())),
        instruction=Text.read(value.get("instruction")),
    )


def _question(value: Json) -> Question:
    return Question(
        key=value["key"],
        area=value["area"],
        kind=value["kind"],
        text=_text(value["text"]),
        help=Text.read(value.get("help")),
        scale=value.get("scale", ""),
        options=tuple(_option(option) for option in value.get("options", ())),
        max_length=value.get("max_length", 0),
        max_people=value.get("max_people", 0),
        closeness=value.get("closeness", ""),
        show_if=read_rule(value.get("show_if", [])),
        after_answer=tuple(
            AfterAnswer(when=read_tests(after["when"], value["key"]), text=after["show_text"])
            for after in value.get("after_answer", ())
        ),
        is_sensitive=value.get("sensitive", False),
        is_setup=value.get("setup", False),
    )


def _staff_question(key: str, value: Json) -> StaffQuestion:
    return StaffQuestion(
        key=key,
        signals=_signals(value["signals"]),
        safeguarding=tuple(
            Safeguard(when=read_tests(guard["when"], key), level=guard["level"], reason=_text(guard["reason"]))
            for guard in value.get("safeguarding", ())
        ),
        openers=tuple(value.get("openers", ())),
        worker_note=Text.read(value.get("worker_note")),
        better=value.get("better", ""),
        is_compared=value.get("compare", False),
        is_aggregated=value.get("aggregate", False),
        bbic=tuple(value.get("bbic", ())),
        lundy=value.get("lundy", ""),
    )


def _signals(value: Json | str) -> Signals:
    if isinstance(value, str):
        return Signals()
    if value.get("help_wanted"):
        return Signals(
            is_help=True,
            wants_help=tuple(value.get("wants_help", ())),
            unsure=tuple(value.get("unsure", ())),
            no_help=tuple(value.get("no_help", ())),
            applies_to=tuple(value.get("applies_to", ())),
        )
    return Signals(
        challenge=_class(value.get("challenge", ())),
        neutral=_class(value.get("neutral", ())),
        resource=_class(value.get("resource", ())),
    )


def _class(value: Any) -> tuple[str, ...] | range:
    """Option keys, or the whole numbers of an inclusive range; a bound left out is open to 100."""
    if isinstance(value, Mapping):
        return range(value.get("gte", 0), value.get("lte", 100) + 1)
    return tuple(value)
