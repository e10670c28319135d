"""Published versions as content, kept in memory by their hash: they never change."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from django.db import DatabaseError

from questionbanks.compiling import compile_family
from questionbanks.content import Content, StaffContent, read_child, read_staff
from questionbanks.drafts import families
from questionbanks.loading import read
from questionbanks.models import Version

DOOR_SECONDS = 60.0

DoorTexts = Mapping[str, Mapping[str, Any]]


def child_content(version_id: int) -> Content:
    """The child's projection. Costs one query the first time a process meets the version."""
    return _child(version_id)


def staff_content(version_id: int) -> StaffContent:
    """The staff's projection over the same version's child content."""
    return _staff(version_id)


def door_texts() -> DoorTexts:
    """The texts shown before anybody is known, by key and field, of the newest current version.

    At most a minute old. Where there is no version, or no database, they come from the bank's own files:
    the page that says that something is broken must never break itself.
    """
    moment, found = _door
    if found is None or time.monotonic() - moment > DOOR_SECONDS:
        found = _published_door() or _own_door()
        _remember(found)
    return found


_door: tuple[float, DoorTexts | None] = (0.0, None)


def _remember(found: DoorTexts | None) -> None:
    global _door  # noqa: PLW0603 - one value per process, replaced as a whole
    _door = (time.monotonic(), found)


def _published_door() -> DoorTexts | None:
    try:
        snapshot = (
            Version.objects.current().order_by("-published_at", "pk").values_list("child_snapshot", flat=True).first()
        )
    except DatabaseError:
        return None
    return _door_of(json.loads(snapshot)) if snapshot else None


@cache
def _own_door() -> DoorTexts:
    draft = read()
    return _door_of(compile_family(draft, families(draft)[0], 0).child)


def _door_of(snapshot: Mapping[str, Any]) -> DoorTexts:
    texts = read_child(snapshot).texts
    return {key: texts[key] for key in snapshot["door"]}


@lru_cache(maxsize=64)
def _child(version_id: int) -> Content:
    snapshot = Version.objects.values_list("child_snapshot", flat=True).get(pk=version_id)
    return read_child(json.loads(snapshot))


@lru_cache(maxsize=64)
def _staff(version_id: int) -> StaffContent:
    snapshot = Version.objects.values_list("staff_snapshot", flat=True).get(pk=version_id)
    return read_staff(json.loads(snapshot), _child(version_id))


def forget() -> None:
    """Empty the memory; for tests, where numbers are used again."""
    _child.cache_clear()
    _staff.cache_clear()
    _remember(None)
