"""Plays an invented child's story through the product's own verbs, each at its own moment. Writes no row itself.

Each round is looked for before it is played, so that an interrupted city can be continued.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from django.db import transaction
from django.utils import timezone

from participation import attending, conversing, delivering, gathering, inviting, registering
from participation.cards import case_index
from participation.city.planning import REGISTERED_BEFORE, Ending, Planned, Round
from participation.city.staffing import Staff
from participation.city.trajectories import Answerer, Life
from participation.inviting import Channel, Invited
from participation.models import Attention, Child, Invitation, Unit, User
from participation.workdays import is_workday
from questionbanks.answers import Answer
from questionbanks.reading import staff_content
from surveys import answering
from surveys.sitting import Sitting

ANSWERED = (Ending.MET, Ending.READ, Ending.UNREAD)
ROUNDS_APART = dt.timedelta(days=30)
"""An invitation this near to a round's day is that round's: working days shift it, and rounds lie months apart."""
CHECKS = ("said_yes", "said_yes", "said_yes", "said_partly", "said_no")


@dataclass(frozen=True)
class City:
    """What a story needs around it. ``now`` is when all stories stop."""

    units: dict[str, Unit]
    staff: Staff
    now: dt.datetime


def play(planned: Planned, city: City) -> int:
    """Play what is missing of a child's story; says how many rounds that was."""
    found = Child.objects.filter(case_index=case_index(planned.card.case_number)).first()
    story = _Story(planned, city, found or _register(planned, city))
    missing = [round_ for round_ in planned.rounds if not story.has(round_)]
    for round_ in missing:
        story.play(round_)
    return len(missing)


def _register(planned: Planned, city: City) -> Child:
    secretary = city.staff[planned.secretary.email]
    return registering.add_child(
        planned.card,
        unit=city.units[planned.unit],
        secretary=secretary,
        by=secretary,
        at=_moment(planned.rounds[0].invited_on - REGISTERED_BEFORE, 9),
        is_protected=planned.is_protected,
    )


def on_the_quarter(moment: dt.datetime) -> dt.datetime:
    """People meet at whole quarters of an hour."""
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


@dataclass
class _Story:
    planned: Planned
    city: City
    child: Child
    chance: Random = field(default_factory=Random)

    @cached_property
    def secretary(self) -> User:
        return self.city.staff[self.planned.secretary.email]

    @cached_property
    def _invited_on(self) -> list[dt.date]:
        moments = Invitation.objects.filter(follow_up__child=self.child).values_list("created_at", flat=True)
        return [timezone.localdate(moment) for moment in moments]

    def has(self, round_: Round) -> bool:
        return any(abs(day - round_.invited_on) < ROUNDS_APART for day in self._invited_on)

    def play(self, round_: Round) -> None:
        self.chance = Random(f"{self.planned.seed}|{round_.turn}")
        invited_at = self.at_work(round_.invited_on)
        day = timezone.localdate(invited_at) + dt.timedelta(days=self.chance.randint(13, 17))
        meeting_at = on_the_quarter(self.at_work(day))
        with transaction.atomic():
            if round_.ending is Ending.REVOKED:
                self.invite(invited_at - dt.timedelta(days=2), meeting_at)
            invited = self.invite(invited_at, meeting_at)
            if round_.ending not in ANSWERED:
                self.unanswered(round_, invited, invited_at)
                return
            sent_at = self.answered(round_, invited)
        self.examine(sent_at)
        if round_.ending is not Ending.UNREAD:
            self.heard(round_, invited, sent_at, meeting_at)

    def examine(self, sent_at: dt.datetime) -> None:
        """Outside of any transaction: whom it calls is journalled first, and the journal commits on its own."""
        attending.examine_sent(at=sent_at + dt.timedelta(minutes=1))

    def invite(self, at: dt.datetime, meeting_at: dt.datetime | None, family: str = "") -> Invited:
        channels = [Channel.SMS, Channel.EMAIL, Channel.SCREEN, Channel.PAPER]
        channel = Channel.SCREEN if self.planned.is_protected else self.chance.choices(channels, (50, 15, 25, 10))[0]
        invited = inviting.invite(
            self.child,
            by=self.secretary,
            at=at,
            channel=channel,
            family=family,
            meeting_at=meeting_at,
            guardian=self.chance.choice(("informed", "agrees", "agrees")),
        )
        delivering.deliver_due(at=at)
        return invited

    def unanswered(self, round_: Round, invited: Invited, invited_at: dt.datetime) -> None:
        at = self.past(invited_at + dt.timedelta(days=2, hours=4))
        match round_.ending:
            case Ending.BEGUN:
                sitting = answering.sit(invited.code, at=at)
                sitting.will("yes", at=at)
                self.answer(sitting, round_, at, most=9)
            case Ending.LATER | Ending.DECLINED:
                willing = "later" if round_.ending is Ending.LATER else "no"
                answering.sit(invited.token, at=at).will(willing, at=at)
            case Ending.REVOKED:
                inviting.withdraw(invited.invitation, at=at)

    def answered(self, round_: Round, invited: Invited) -> dt.datetime:
        days = self.chance.randint(1, 4) if round_.ending is Ending.MET else 2
        sent_at = self.past(_moment(round_.invited_on + dt.timedelta(days=days), 16, 20))
        self.sit_and_send(invited, round_, sent_at)
        return sent_at

    def heard(self, round_: Round, invited: Invited, sent_at: dt.datetime, meeting_at: dt.datetime) -> None:
        read_at = self.past(self.at_work(timezone.localdate(sent_at) + dt.timedelta(days=1)))
        self.read(invited, max(read_at, sent_at))
        held_at = max(meeting_at, read_at + dt.timedelta(hours=2))
        if round_.ending is Ending.READ or held_at > self.city.now:
            return
        follow_up = invited.invitation.follow_up
        conversing.note_conversation(follow_up, by=self.secretary, at=held_at + dt.timedelta(minutes=50))
        if round_.has_after_meeting:
            self.after_meeting(round_, held_at + dt.timedelta(hours=2))

    def read(self, invited: Invited, at: dt.datetime) -> None:
        gathering.mark_read(invited.invitation, by=self.secretary, at=at)
        for waiting in Attention.objects.waiting().filter(invitation=invited.invitation):
            attending.acknowledge(waiting, by=self.secretary, at=at)

    def after_meeting(self, round_: Round, at: dt.datetime) -> None:
        age = self.planned.card.age_on(timezone.localdate(at)) or 0
        family = "after_meeting_6_11" if age < inviting.YOUTH_AGE else "after_meeting_12_18"
        sent_at = self.past(at + dt.timedelta(days=1, hours=2))
        with transaction.atomic():
            invited = self.invite(at, None, family)
            self.sit_and_send(invited, round_, sent_at)
        self.examine(sent_at)
        self.read(invited, self.past(sent_at + dt.timedelta(days=1)))

    def sit_and_send(self, invited: Invited, round_: Round, at: dt.datetime) -> None:
        began_at = at - dt.timedelta(minutes=self.chance.randint(7, 16))
        sitting = answering.sit(self.chance.choice((invited.code, invited.token)), at=began_at)
        sitting.will("yes", at=began_at)
        self.answer(sitting, round_, began_at)
        for check in ("check_alone", "check_self"):
            sitting.save(check, Answer(self.chance.choice(CHECKS)), at=at)
        sitting.send(at=at)

    def answer(self, sitting: Sitting, round_: Round, at: dt.datetime, *, most: int = 999) -> None:
        answerer = Answerer(
            staff=staff_content(sitting.response.version_id),
            life=Life(
                seed=self.planned.seed,
                number=self.planned.number,
                turn=round_.turn,
                course=self.planned.course,
                is_placed=self.planned.card.placement != "home",
                marks=round_.marks,
            ),
            language=sitting.response.language,
            is_simple=sitting.response.is_simple,
            chance=self.chance,
        )
        while most and (question := sitting.next_unanswered()):
            sitting.save(question.key, answerer.answer(question), at=at)
            at += dt.timedelta(seconds=9)
            most -= 1

    def at_work(self, day: dt.date) -> dt.datetime:
        """An office hour of that day, or of the last working day before it."""
        while not is_workday(day):
            day -= dt.timedelta(days=1)
        return _moment(day, self.chance.randint(8, 15), self.chance.randint(0, 59))

    def past(self, at: dt.datetime) -> dt.datetime:
        """That moment, or a while ago when it has not come yet."""
        return min(at, self.city.now - dt.timedelta(minutes=40))


def _moment(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))
