"""A bank from YAML files: read, checked in full, and only then put in place of the one there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext

from questionbanks import checks
from questionbanks.drafts import Draft, Json
from questionbanks.explaining import say
from questionbanks.models import Vocabulary
from questionbanks.rows import write_rows
from questionbanks.shapes import FILES

Files = dict[str, Any]
"""Parsed files by name."""

BANK = Path(__file__).parent / "bank"


@dataclass(frozen=True)
class Problem:
    """Where a bank is broken: the file, the key in it, and why."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.reason}" if self.key else f"{self.file}: {self.reason}"


class BankBroken(Exception):
    """The files cannot be loaded. Nothing has been changed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Loaded:
    """How many were put in; ``kept`` says that the bank there was has been left as it is."""

    questions: int = 0
    questionnaires: int = 0
    modules: int = 0
    texts: int = 0
    kept: bool = False


def load(folder: Path = BANK, *, replace: bool = True) -> Loaded:
    """Load the bank of a folder. Raises BankBroken and loads nothing.

    With ``replace=False`` a bank that is there stays, so that a start-up never undoes an editor's work.
    """
    draft = read(folder)
    with transaction.atomic():
        if not replace and Vocabulary.objects.exists():
            return Loaded(kept=True)
        write_rows(draft)
    parts = [*draft.questionnaires, *draft.modules]
    return Loaded(
        questions=sum(len(part["questions"]) for part in parts),
        questionnaires=len(draft.questionnaires),
        modules=len(draft.modules),
        texts=len(draft.texts),
    )


def read(folder: Path = BANK) -> Draft:
    """The draft of a folder's files, without a database. Raises BankBroken."""
    files = _parsed(folder)
    _refuse([*_absent(files, folder), *_misshapen(files)])
    draft = _assembled(files)
    places = _places(files)
    found = [problem for problem in checks.problems(draft) if problem.is_error]
    _refuse(_told(places.get(_part(problem), folder.name), problem) for problem in found)
    return draft


def _refuse(problems: Iterable[Problem]) -> None:
    if found := list(problems):
        raise BankBroken(found)


def _told(file: str, problem: checks.Problem) -> Problem:
    return Problem(file, problem.place, say(problem))


def _part(problem: checks.Problem) -> str:
    """The part a problem is in: a questionnaire, a module, or an entry of a list of texts, scales or areas."""
    first, *rest = problem.place.partition("+")[0].split(".")
    return rest[0] if rest and first in ("texts", "scales", "areas") else first


def _misshapen(files: Files) -> Iterator[Problem]:
    for name, file in files.items():
        shape = FILES.get(file.get("format", "")) if isinstance(file, dict) else None
        if shape is None:
            yield Problem(name, "format", gettext("Filen säger inte vilket slag av fil den är."))
            continue
        for problem in shape(file, ""):
            yield _told(name, replace(problem, place=problem.place.lstrip(".")))


def _parsed(folder: Path) -> Files:
    found: Files = {}
    problems = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found[path.name] = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            problems.append(Problem(path.name, "", " ".join(str(error).split())))
    if problems:
        raise BankBroken(problems)
    return found


def _absent(files: Files, folder: Path) -> Iterator[Problem]:
    there = {file.get("format") for file in files.values() if isinstance(file, dict)}
    for name in sorted({"questionbank/areas", "questionbank/scales", "questionbank/texts"} - there):
        yield Problem(folder.name, name, gettext("Ingen fil i mappen är av detta slag."))
    if not there & {"questionbank/questionnaire", "questionbank/questionnaires"}:
        yield Problem(folder.name, "questionbank/questionnaire", gettext("Ingen fil i mappen är av detta slag."))


def _assembled(files: Files) -> Draft:
    by_format: dict[str, list[Json]] = {}
    for file in files.values():
        by_format.setdefault(file["format"], []).append(file)
    areas, scales, texts = (by_format[f"questionbank/{name}"] for name in ("areas", "scales", "texts"))
    return Draft(
        areas=sorted((area for file in areas for area in file["areas"]), key=lambda area: int(area["order"])),
        bbic_domains=_joined(areas, "bbic_domains"),
        scales=_joined(scales, "scales"),
        non_answers=scales[0]["non_answers"],
        safeguarding_levels=scales[0]["safeguarding_levels"],
        people_roles=scales[0]["people_roles"],
        questionnaires=[_lean(found) for found in _questionnaires(by_format)],
        modules=[_lean(found) for file in by_format.get("questionbank/module", ()) for found in file["modules"]],
        placeholders=_joined(texts, "placeholders"),
        texts=_joined(texts, "texts"),
    )


def _lean(part: Json) -> Json:
    """Without what only the file is about; the number of a version comes with publishing."""
    return {name: value for name, value in part.items() if name not in ("format", "format_version", "version")}


def _joined(files: list[Json], name: str) -> dict[str, Json]:
    return {key: value for file in files for key, value in file[name].items()}


def _questionnaires(by_format: dict[str, list[Json]]) -> list[Json]:
    """Those with a file of their own first, so that they come first where they are chosen."""
    alone = by_format.get("questionbank/questionnaire", [])
    return [*alone, *(q for file in by_format.get("questionbank/questionnaires", ()) for q in file["questionnaires"])]


def _places(files: Files) -> dict[str, str]:
    """The file that holds a questionnaire, a module, a scale, an area or a text, by its key."""
    found: dict[str, str] = {}
    for name, file in files.items():
        for part in [file, *file.get("questionnaires", ()), *file.get("modules", ()), *file.get("areas", ())]:
            found.setdefault(part.get("key", ""), name)
        for key in [*file.get("scales", ()), *file.get("texts", ())]:
            found.setdefault(key, name)
    return found
