"""Closing a period: sent answers become sealed cohorts, once and for ever.

The only module of insights that opens answers. It must never log one, nor keep who was counted
except as a keyed fingerprint.
"""

import datetime as dt
import hashlib
import hmac
import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from config import keys
from participation.cards import open_card
from participation.insights.cohorts import Member, Part, Period, counts, parts, period_of, periods_due
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


class AlreadyClosed(Exception):
    """Another run closed the pool meanwhile."""


def close_due_pools(*, at: dt.datetime) -> list[ClosedPool]:
    """Close every pool whose period ended 14 days ago or earlier; returns those closed now.

    Oldest period first; doing it again changes nothing. Raises KeyMissing, with the pool at hand
    untouched, when this process cannot open answers. A response that does not open is left
    waiting and logged by its number.
    """
    oldest = _unsealed().order_by("response__sent_at").values_list("response__sent_at", flat=True).first()
    if oldest is None:
        return []
    since = timezone.localdate(oldest)
    closed: list[ClosedPool] = []
    for period in periods_due(timezone.localdate(at), since=period_of(since).starts_on):
        closed += _close_period(period, at)
    return closed


def _close_period(period: Period, at: dt.datetime) -> Iterator[ClosedPool]:
    sent = _unsealed().filter(response__sent_at__lt=_end_of(period))
    names = ("follow_up__child__unit", "response__version__key", "response__version__modules")
    pools = {(unit, _family(key, modules)) for unit, key, modules in sent.values_list(*names)}
    done = ClosedPool.objects.filter(period_start=period.starts_on).values_list("unit", "family")
    for unit, family in sorted(pools - set(done)):
        try:
            yield _close_pool(Unit.objects.get(pk=unit), family, period, at)
        except AlreadyClosed:
            continue


def _unsealed() -> QuerySet[Invitation]:
    """Sent answers not yet in a cohort.

    Protected children are never counted: in a small unit a number could tell that they are there.
    """
    return Invitation.objects.filter(
        response__state=Response.State.SENT,
        cohort_closed_at__isnull=True,
        follow_up__child__is_protected=False,
    )


def _pool(unit: Unit, family: str, period: Period) -> Pool:
    """Return what waits for one cohort, also from earlier periods, oldest first."""
    key, _, modules = family.partition("+")
    sent = _unsealed().filter(
        follow_up__child__unit=unit,
        response__version__key=key,
        response__version__modules=modules,
        response__sent_at__lt=_end_of(period),
    )
    return list(sent.select_related("response__version", "follow_up__child").order_by("response__sent_at", "pk"))


def _family(key: str, modules: str) -> str:
    return Version(key=key, modules=modules).family


def _end_of(period: Period) -> dt.datetime:
    following = period.ends_on + dt.timedelta(days=1)
    return timezone.make_aware(dt.datetime.combine(following, dt.time.min))


@transaction.atomic
def _close_pool(unit: Unit, family: str, period: Period, at: dt.datetime) -> ClosedPool:
    """Raises AlreadyClosed, with nothing written, when another run has closed the pool."""
    pool = _pool(unit, family, period)
    members, broken = _members(pool, period, at)
    found = parts(members, _earlier(unit, family)) if members else None
    outcome = ClosedPool.Outcome.SEALED if found else ClosedPool.Outcome.CARRIED
    closed = _mark(unit, family, period, outcome, at)
    for part in found or ():
        _seal(part, unit, family, period, at)
    if found:
        _mark_sealed([one for one in pool if one.pk not in broken], at)
    return closed


def _mark(unit: Unit, family: str, period: Period, outcome: str, at: dt.datetime) -> ClosedPool:
    """Write the mark whose constraint makes closing happen once."""
    try:
        with transaction.atomic():
            return ClosedPool.objects.create(
                unit=unit, family=family, period_start=period.starts_on, outcome=outcome, closed_at=at
            )
    except IntegrityError as error:
        raise AlreadyClosed from error


def _mark_sealed(pool: Pool, at: dt.datetime) -> None:
    """Mark the answers, also the older ones of a child, so that none enters a later pool."""
    mine = Invitation.objects.filter(pk__in=[one.pk for one in pool], cohort_closed_at__isnull=True)
    if mine.update(cohort_closed_at=at) != len(pool):
        raise AlreadyClosed


def _members(pool: Pool, period: Period, at: dt.datetime) -> tuple[list[Member], set[UUID]]:
    """Return each child's latest answers, and the invitations whose answers did not open."""
    secretaries = _secretaries(pool, at)
    found: dict[UUID, Member] = {}
    broken: set[UUID] = set()
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
        age=_age(invitation, child, period.ends_on),
        record_key=child.record_key,
        answers={question: value.given for question, value in values.items()},
        sets={question: value.options for question, value in values.items()},
    )


def _secretaries(pool: Pool, at: dt.datetime) -> Mapping[UUID, str]:
    current = ChildAssignment.objects.current(at).filter(
        capacity=ChildAssignment.Capacity.SECRETARY, child__in=[one.follow_up.child_id for one in pool]
    )
    return {child: str(user) for child, user in current.values_list("child", "user")}


def fingerprint(child: Child) -> bytes:
    """Return what is kept of a member: keyed, so that nobody can try all children without the key."""
    return _hmac(b"member|" + str(child.pk).encode())


def _hmac(message: bytes) -> bytes:
    return hmac.digest(keys.key("cohorts"), message, hashlib.sha256)


def _age(invitation: Invitation, child: Child, day: dt.date) -> int:
    """Return the child's age, or the youngest age of its questions when no birth month is known."""
    age = open_card(child).age_on(day)
    return int(invitation.response.version.band.split("-")[0]) if age is None else age


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
