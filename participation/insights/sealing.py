"""Closing a period: sent answers become sealed cohorts, once and for ever.

The only module of insights that opens answers. It must never log one, nor keep who was counted
except as a keyed fingerprint.
"""

import datetime as dt
import hashlib
import hmac
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import product

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from config import keys
from participation.cards import open_card
from participation.insights.cohorts import Member, Part, Period, counts, parts
from participation.insights.published import published_values
from participation.models import (
    Child,
    ChildAssignment,
    ClosedPool,
    Cohort,
    CohortCount,
    CohortMember,
    Invitation,
    Unit,
)
from questionbanks.models import Version
from questionbanks.reading import staff_content
from surveys.documents import open_document
from surveys.models import Response
from surveys.sealing import SealBroken

log = logging.getLogger("stigen.insights")

Pool = list[Invitation]


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing a period did: cohorts sealed, pools carried over, responses that did not open."""

    cohorts: int = 0
    carried: int = 0
    broken: int = 0

    def __add__(self, other: "Closed") -> "Closed":
        return Closed(self.cohorts + other.cohorts, self.carried + other.carried, self.broken + other.broken)


class AlreadyClosed(Exception):
    """Another run closed the pool meanwhile."""


def close_period(period: Period, *, at: dt.datetime) -> Closed:
    """Seal the cohorts of a period, pool by pool; doing it again changes nothing.

    Does nothing before the period is due. Raises KeyMissing when this process cannot open
    answers. A response that does not open is left waiting and logged by its number.
    """
    if timezone.localdate(at) < period.due_on:
        return Closed()
    versions = _waiting(period).order_by().values_list("response__version", flat=True)
    families = {version.family for version in Version.objects.filter(pk__in=versions).only("key", "modules")}
    done = set(ClosedPool.objects.filter(period_start=period.starts_on).values_list("unit", "family"))
    closed = Closed()
    for unit, family in product(Unit.objects.filter(children__isnull=False).distinct(), sorted(families)):
        if (unit.pk, family) not in done:
            with suppress(AlreadyClosed):
                closed += _close_pool(unit, family, period, at)
    return closed


def _waiting(period: Period) -> QuerySet[Invitation]:
    """Return sent answers not yet in a cohort, oldest first.

    Protected children are never counted: in a small unit a number could tell that they are there.
    """
    sent = Invitation.objects.filter(
        response__state=Response.State.SENT,
        response__sent_at__lt=_end_of(period),
        cohort_closed_at__isnull=True,
        follow_up__child__is_protected=False,
    )
    return sent.order_by("response__sent_at", "pk")


def _pool(unit: Unit, family: str, period: Period) -> Pool:
    here = _waiting(period).filter(follow_up__child__unit=unit)
    here = here.select_related("response__version", "follow_up__child")
    here = here.defer("response__version__child_snapshot", "response__version__staff_snapshot")
    return [one for one in here if one.response.version.family == family]


def _end_of(period: Period) -> dt.datetime:
    following = period.ends_on + dt.timedelta(days=1)
    return timezone.make_aware(dt.datetime.combine(following, dt.time.min))


@transaction.atomic
def _close_pool(unit: Unit, family: str, period: Period, at: dt.datetime) -> Closed:
    """Raises AlreadyClosed, with nothing written, when another run has closed the pool meanwhile."""
    pool = _pool(unit, family, period)
    members, broken = _members(pool, period, at)
    found = parts(members, _earlier(unit, family)) if members else None
    outcomes = ClosedPool.Outcome
    outcome = outcomes.SEALED if found else outcomes.CARRIED if pool else outcomes.EMPTY
    _mark(unit, family, period, outcome, at)
    for part in found or ():
        _seal(part, unit, family, period, at)
    if found:
        _mark_sealed([one for one in pool if one.pk not in broken], at)
    return Closed(len(found or ()), int(outcome == outcomes.CARRIED), len(broken))


def _mark(unit: Unit, family: str, period: Period, outcome: str, at: dt.datetime) -> None:
    try:
        with transaction.atomic():
            ClosedPool.objects.create(
                unit=unit, family=family, period_start=period.starts_on, outcome=outcome, closed_at=at
            )
    except IntegrityError as error:
        raise AlreadyClosed from error


def _mark_sealed(pool: Pool, at: dt.datetime) -> None:
    """Mark the answers, also the older ones of a child, so that none enters a later pool."""
    mine = Invitation.objects.filter(pk__in=[one.pk for one in pool], cohort_closed_at__isnull=True)
    if mine.update(cohort_closed_at=at) != len(pool):
        raise AlreadyClosed


def _members(pool: Pool, period: Period, at: dt.datetime) -> tuple[list[Member], set[object]]:
    """Return each child's latest answers, and the invitations whose answers did not open."""
    secretaries = _secretaries(pool, at)
    found: dict[object, Member] = {}
    broken: set[object] = set()
    for invitation in pool:
        child = invitation.follow_up.child
        try:
            found[child.pk] = _member(invitation, child, secretaries.get(child.pk, ""), period)
        except SealBroken:
            broken.add(invitation.pk)
            log.error("response %s does not open and is left out of its cohort", invitation.response_id)
    return list(found.values()), broken


def _member(invitation: Invitation, child: Child, secretary: str, period: Period) -> Member:
    document = open_document(invitation.response)
    values = published_values(staff_content(invitation.response.version_id), document.plain)
    return Member(
        child=fingerprint(child).hex(),
        secretary=secretary,
        age=open_card(child).age_on(period.ends_on),
        record_key=child.record_key,
        answers={question: value.given for question, value in values.items()},
        sets={question: value.options for question, value in values.items()},
    )


def _secretaries(pool: Pool, at: dt.datetime) -> dict[object, str]:
    current = ChildAssignment.objects.current(at).filter(
        capacity=ChildAssignment.Capacity.SECRETARY, child__in=[one.follow_up.child_id for one in pool]
    )
    return {child: str(user) for child, user in current.values_list("child", "user")}


def fingerprint(child: Child) -> bytes:
    """Return what is kept of a member: keyed, so that nobody can try all children without the key."""
    return _hmac(b"member|" + str(child.pk).encode())


def _hmac(message: bytes) -> bytes:
    return hmac.digest(keys.key("cohorts"), message, hashlib.sha256)


def _earlier(unit: Unit, family: str) -> list[frozenset[str]]:
    """Return the members of each earlier cohort, and of all cohorts sealed together."""
    members = CohortMember.objects.filter(cohort__unit=unit, cohort__family=family)
    sets: dict[object, set[str]] = defaultdict(set)
    for cohort, start, print_ in members.values_list("cohort", "cohort__period_start", "fingerprint"):
        sets[cohort].add(bytes(print_).hex())
        sets[start].add(bytes(print_).hex())
    return [frozenset(found) for found in sets.values()]


def _seal(part: Part, unit: Unit, family: str, period: Period, at: dt.datetime) -> None:
    cohort = Cohort.objects.create(
        unit=unit,
        family=family,
        band=part.band,
        period_start=period.starts_on,
        period_end=period.ends_on + dt.timedelta(days=1),
        size=len(part.members),
        sealed_at=at,
    )
    CohortCount.objects.bulk_create(_rows(cohort, part))
    prints = sorted(part.fingerprints)
    CohortMember.objects.bulk_create(
        CohortMember(cohort=cohort, fingerprint=bytes.fromhex(print_)) for print_ in prints
    )


def _rows(cohort: Cohort, part: Part) -> Iterator[CohortCount]:
    questions = {question for member in part.members for question in member.sets}
    for sealed in counts(part, questions, _hmac(b"rounding")):
        yield CohortCount(cohort=cohort, question=sealed.question, option=sealed.option, rounded=sealed.count)
