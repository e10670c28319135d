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
from questionbanks.narration.clips import clip_name
from questionbanks.narration.serving import is_kept
from questionbanks.narration.speaking import Spoken, speak
from questionbanks.rows import read_rows


@dataclass
class PublishingRefused(Exception):
    """The draft has errors; nothing was published. ``problems`` says what and what to do."""

    problems: list[checks.Problem]

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


@dataclass(frozen=True)
class Pending:
    """A family as it stands in the draft, beside what is published of it."""

    family: Family
    current: Version | None
    is_changed: bool


def pending(draft: Draft) -> list[Pending]:
    """What publishing would do. Of a draft without errors."""
    published = {version.family: version for version in Version.objects.current()}
    found = [(family, published.get(family.key)) for family in families(draft)]
    return [Pending(family, current, _is_changed(draft, family, current)) for family, current in found]


def publish_all(*, at: dt.datetime, by: str = "") -> list[Version]:
    """Publish every family of the bank; says which versions are new.

    A family whose content is as it was keeps its number. Raises PublishingRefused, and
    Vocabulary.DoesNotExist where no bank has been loaded.
    """
    with transaction.atomic():
        draft = read_rows()
        errors = [problem for problem in checks.problems(draft) if problem.is_error]
        if errors:
            raise PublishingRefused(errors)
        waiting = pending(draft)
        _retire(waiting)
        return [_publish(draft, found.family, at, by) for found in waiting if found.is_changed]


def make_sound(folder: Path, *, progress: Callable[[int, int], None] | None = None) -> Spoken:
    """Make the clips the bank lacks. Takes about 20 ms for each. Raises EngineUnavailable."""
    return speak(clips_of(read_rows()), folder, progress=progress)


def missing_sound(folder: Path) -> int:
    """How many clips the bank lacks in the folder."""
    names = {clip_name(clip.text, clip.language) for clip in clips_of(read_rows())}
    return sum(not is_kept(folder, name) for name in names)


def _is_changed(draft: Draft, family: Family, current: Version | None) -> bool:
    return current is None or compile_family(draft, family, current.number).sha256 != current.sha256


def _publish(draft: Draft, family: Family, at: dt.datetime, by: str) -> Version:
    modules = "+".join(family.module_keys)
    siblings = Version.objects.filter(key=family.questionnaire["key"], modules=modules)
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


def _retire(waiting: list[Pending]) -> None:
    """A family that the bank no longer has is not offered any more."""
    kept = [found.current.pk for found in waiting if found.current]
    Version.objects.current().exclude(pk__in=kept).update(is_current=False)
