"""A bank from YAML files: read, checked in full, and only then put in place of the one there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from questionbanks import checks, shapes
from questionbanks.drafts import Draft, Json
from questionbanks.models import Vocabulary
from questionbanks.rows import write_rows

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
    faults = [Problem(name, fault.key, fault.reason) for name in files for fault in shapes.faults(files[name])]
    faults += _absent(files, folder)
    if faults:
        raise BankBroken(faults)
    draft = _assembled(files)
    places = _places(files)
    broken = [
        Problem(places.get(found.key, folder.name), found.place, found.reason)
        for found in checks.problems(draft)
        if found.is_error
    ]
    if broken:
        raise BankBroken(broken)
    return draft


def _parsed(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    problems = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found[path.name] = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            problems.append(Problem(path.name, "", " ".join(str(error).split())))
    if problems:
        raise BankBroken(problems)
    return found


def _absent(files: dict[str, Any], folder: Path) -> Iterator[Problem]:
    there = {file.get("format") for file in files.values() if isinstance(file, dict)}
    for name in sorted({"questionbank/areas", "questionbank/scales", "questionbank/texts"} - there):
        yield Problem(folder.name, name, "no file of this format in the folder")
    if not there & {"questionbank/questionnaire", "questionbank/questionnaires"}:
        yield Problem(folder.name, "questionbank/questionnaire", "no file of this format in the folder")


def _assembled(files: dict[str, Any]) -> Draft:
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
        questionnaires=_questionnaires(by_format),
        modules=[found for file in by_format.get("questionbank/module", ()) for found in file["modules"]],
        placeholders=_joined(texts, "placeholders"),
        texts=_joined(texts, "texts"),
    )


def _joined(files: list[Json], name: str) -> dict[str, Json]:
    return {key: value for file in files for key, value in file[name].items()}


def _questionnaires(by_format: dict[str, list[Json]]) -> list[Json]:
    """Those with a file of their own first, so that they come first where they are chosen."""
    alone = by_format.get("questionbank/questionnaire", [])
    return [*alone, *(q for file in by_format.get("questionbank/questionnaires", ()) for q in file["questionnaires"])]


def _places(files: dict[str, Any]) -> dict[str, str]:
    """The file that holds a questionnaire, a module, a scale, an area or a text, by its key."""
    found: dict[str, str] = {}
    for name, file in files.items():
        for part in [file, *file.get("questionnaires", ()), *file.get("modules", ()), *file.get("areas", ())]:
            found.setdefault(part.get("key", ""), name)
        for key in [*file.get("scales", ()), *file.get("texts", ())]:
            found.setdefault(key, name)
    return found
