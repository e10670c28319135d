"""Published versions as content, kept in memory by their hash: they never change."""

from __future__ import annotations

import json
from functools import lru_cache

from questionbanks.content import Content, StaffContent, read_child, read_staff
from questionbanks.models import Version


def child_content(version_id: int) -> Content:
    """The child's projection. Costs one query the first time a process meets the version."""
    return _child(version_id)


def staff_content(version_id: int) -> StaffContent:
    """The staff's projection over the same version's child content."""
    return _staff(version_id)


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
