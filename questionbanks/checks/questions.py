"""Whether each question has what its kind needs, and names only what there is. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from questionbanks.checks.answers import doubles, owned
from questionbanks.drafts import Draft, Json, families, place
from questionbanks.problems import Problem, _, error

# Fields that belong to some kinds only: needed, and allowed.
NEEDED = {
    "scale": ("scale",),
    "temperature": ("scale",),
    "single": ("options",),
    "multiple": ("options",),
    "text": ("max_length",),
    "people": ("max_people",),
}
ALLOWED = {"people": ("closeness",)}
FIELDS = ("scale", "options", "max_length", "max_people", "closeness")


def problems(draft: Draft) -> Iterator[Problem]:
    for where, _band, question in owned(draft):
        yield from _fields(where, question)
        yield from _names(where, question, draft)
        yield from _counted(where, question)
    for part in [*draft.questionnaires, *draft.modules]:
        if not part["questions"]:
            yield error(part["key"], "no_questions")
    for module in draft.modules:
        yield from _module(module, draft)
    for family in families(draft):
        keys = [question["key"] for question in family.questions()]
        yield from (error(family.key, "double_key", value=found) for found in doubles(keys))
        yield from _order(family.questions(), family.questionnaire["key"], draft)


def _fields(where: str, question: Json) -> Iterator[Problem]:
    kind = question["type"]
    needed = NEEDED[kind]
    for name in needed:
        if not question.get(name):
            yield error(where, "needed_for_kind", kind=kind, field=name)
    for name in FIELDS:
        if question.get(name) and name not in needed + ALLOWED.get(kind, ()):
            yield error(where, "not_for_kind", kind=kind, field=name)
    options = question.get("options", ())
    for found in doubles([option["key"] for option in options]):
        yield error(f"{where}.options", "double_key", value=found)
    if kind == "multiple" and question.get("show_if") and not any(option.get("exclusive") for option in options):
        yield error(where, "no_exclusive_option")


def _names(where: str, question: Json, draft: Draft) -> Iterator[Problem]:
    if question["area"] not in {area["key"] for area in draft.areas}:
        yield error(where, "unknown_area", name=question["area"])
    for name in ("scale", "closeness"):
        if question.get(name) and question[name] not in draft.scales:
            yield error(where, "unknown_scale", name=question[name])
    scale = draft.scales.get(question.get("scale", ""))
    if question["type"] == "temperature" and scale and scale["kind"] != "numeric":
        yield error(where, "not_numeric")
    for domain in question["bbic"]:
        if domain not in draft.bbic_domains:
            yield error(where, "unknown_domain", name=domain)
    for after in question.get("after_answer", ()):
        if after["show_text"] not in draft.texts:
            yield error(f"{where}.after_answer", "unknown_text", name=after["show_text"])


def _counted(where: str, question: Json) -> Iterator[Problem]:
    """Only what every member of the pool was asked, and nothing tender, may enter statistics."""
    if not question["aggregate"]:
        return
    reasons = {
        _("egna ord och människor räknas aldrig"): question["type"] in ("text", "people"),
        _("alla får inte frågan"): bool(question.get("show_if")),
        _("den är känslig"): question.get("sensitive"),
        _("den handlar inte om barnets liv"): question.get("setup"),
    }
    yield from (error(where, "must_not_count", why=why) for why, is_so in reasons.items() if is_so)


def _module(module: Json, draft: Draft) -> Iterator[Problem]:
    host = next((found for found in draft.questionnaires if found["key"] == module["host"]), None)
    if host is None:
        yield error(module["key"], "unknown_host", name=module["host"])
        return
    if host["band"] != module["band"]:
        yield error(module["key"], "other_band")
    there = {question["key"] for question in host["questions"]}
    named = {*module["hides"], *(place(question, module) for question in module["questions"])}
    yield from (error(module["key"], "unknown_question", name=name) for name in sorted(named - there))


def _order(questions: tuple[Json, ...], part: str, draft: Draft) -> Iterator[Problem]:
    order = {area["key"]: area["order"] for area in draft.areas}
    latest = 0
    for question in questions:
        now = order.get(question["area"], latest)
        if now < latest:
            yield error(f"{part}.{question['key']}", "area_out_of_order")
        latest = max(latest, now)
