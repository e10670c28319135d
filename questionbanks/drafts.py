"""The whole bank as plain values in the words of docs/questionbank.md, whatever it was read from.

Pure: files and rows are turned into it elsewhere; the gate and the compiler read nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

BANDS = ("6-11", "12-18")


@dataclass(frozen=True)
class Draft:
    """A bank that may still be wrong. Every part has the shape its file has."""

    areas: Sequence[Json]
    bbic_domains: Mapping[str, Json]
    scales: Mapping[str, Json]
    non_answers: Sequence[Json]
    safeguarding_levels: Mapping[str, Json]
    people_roles: Sequence[Json]
    questionnaires: Sequence[Json]
    modules: Sequence[Json]
    placeholders: Mapping[str, Json]
    texts: Mapping[str, Json]


@dataclass(frozen=True)
class Family:
    """A questionnaire with the modules merged in, if any."""

    questionnaire: Json
    modules: tuple[Json, ...] = ()

    @property
    def key(self) -> str:
        return "+".join([self.questionnaire["key"], *self.module_keys])

    @property
    def module_keys(self) -> tuple[str, ...]:
        return tuple(sorted(module["key"] for module in self.modules))

    @property
    def band(self) -> str:
        return str(self.questionnaire["band"])

    @property
    def hidden(self) -> frozenset[str]:
        """Keys of the questions that a module takes away; a test on one of them never holds."""
        return frozenset(key for module in self.modules for key in module.get("hides", ()))

    def questions(self) -> tuple[Json, ...]:
        """The merged questions in the order they are asked."""
        return tuple(self._merged())

    def _merged(self) -> Iterator[Json]:
        for question in self.questionnaire["questions"]:
            if question["key"] not in self.hidden:
                yield question
            for module in self.modules:
                yield from (added for added in module["questions"] if place(added, module) == question["key"])


def place(question: Json, module: Json) -> str:
    """The key of the host's question after which a module's question is asked."""
    return str(question.get("insert_after") or module["insert_after"])


def families(draft: Draft) -> tuple[Family, ...]:
    """Each questionnaire alone, and with each of its modules."""
    return tuple(
        Family(questionnaire, modules)
        for questionnaire in draft.questionnaires
        for modules in [(), *((m,) for m in draft.modules if m["host"] == questionnaire["key"])]
    )
