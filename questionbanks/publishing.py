"""From draft to version: gate, compile, keep. What was published is never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from questionbanks import checks
from questionbanks.compiling import clips_of, compile_family
from questionbanks.drafts import Draft, Family, families
from questionbanks.models import Version
from questionbanks.narration.speaking import Spoken, speak
from questionbanks.rows import read_rows


@dataclass
class PublishingRefused(Exception):
    """The draft has errors; nothing was published. ``problems`` says what and what to do."""

    problems: list[checks.Problem]

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def publish_all(*, at: dt.datetime, by: str = "") -> list[Version]:
    """Publish every family of the bank; says which versions are new.

    A family whose content is as it was keeps its number. Raises PublishingRefused, and
    Vocabulary.DoesNotExist where no bank has been loaded.
    """
    draft = read_rows()
    errors = [problem for problem in checks.problems(draft) if problem.is_error]
    if errors:
        raise PublishingRefused(errors)
    with transaction.atomic():
        made = [_publish(draft, family, at, by) for family in families(draft)]
        _retire(families(draft))
    return [version for version in made if version]


def make_sound(folder: Path, *, progress: Callable[[int, int], None] | None = None) -> Spoken:
    """Make the clips the bank lacks. Takes about 20 ms for each. Raises EngineUnavailable."""
    return speak(clips_of(read_rows()), folder, progress=progress)


def _publish(draft: Draft, family: Family, at: dt.datetime, by: str) -> Version | None:
    modules = "+".join(family.module_keys)
    siblings = Version.objects.filter(key=family.questionnaire["key"], modules=modules)
    current = siblings.current().first()
    if current and compile_family(draft, family, current.number).sha256 == current.sha256:
        return None
    number = (siblings.aggregate(last=Max("number"))["last"] or 0) + 1
    snapshot = compile_family(draft, family, number)
    siblings.current().update(is_current=False)
    return Version.objects.create(
        key=family.questionnaire["key"],
        modules=modules,
        number=number,
        band=family.band,
        child_snapshot=snapshot.child_json,
        staff_snapshot=snapshot.staff_json,
        sha256=snapshot.sha256,
        published_at=at,
        published_by=by,
    )


def _retire(published: tuple[Family, ...]) -> None:
    """A family that the bank no longer has is not offered any more."""
    alive = {family.key for family in published}
    gone = [version.pk for version in Version.objects.current() if version.family not in alive]
    Version.objects.filter(pk__in=gone).update(is_current=False)
