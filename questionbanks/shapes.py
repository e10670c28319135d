"""The shape of the bank's files: fields, types and keys, each by itself. Pure; what refers to what is the gate's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fault:
    key: str
    reason: str


def faults(file: Any) -> Iterator[Fault]:
    """What is wrong with one parsed file."""
    yield from ()
