"""Plays an invented child's story through the product's own verbs, each at its own moment. Writes no row itself.

A child is played in one transaction, so that an interrupted city can be continued: a child is there in full or not.
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
from participation.city.planning import Ending, Planned, Round
from participation.city.staffing import Staff
from participation.city.trajectories import Answerer, Life
from participation.inviting import Channel, Invited
from participation.models import Attention, Child, ChildAssignment, FollowUp, Unit, User
from participation.workdays import is_workday
from questionbanks.answers import Answer
from questionbanks.reading import staff_content
from surveys import answering
from surveys.sitting import Sitting

Capacity = ChildAssignment.Capacity
ANSWERED = (Ending.MET, Ending.READ, Ending.UNREAD)
CHECKS = ("said_yes", "said_yes", "said_yes", "said_partly", "said_no")


@dataclass(frozen=True)
class City:
    """What a story needs around it. ``now`` is when all stories stop."""

    units: dict[str, Unit]
    staff: Staff
    now: dt.datetime


def play(planned: Planned, city: City) -> Child | None:
    """Play one child; None when it is there already."""
    if Child.objects.filter(case_index=case_index(planned.card.case_number)).exists():
        return None
    with transaction.atomic():
        return _Story(planned, city).play()


@dataclass
class _Story:
    planned: Planned
    city: City
    child: Child = field(init=False)

    @cached_property
    def secretary(self) -> User:
        return self.city.staff[self.planned.secretary.email]

    @cached_property
    def chance(self) -> Random:
        return Random(f"{self.planned.seed}|story")

    def play(self) -> Child:
        unit = self.city.units[self.planned.unit]
        registered_at = self.moment(self.planned.rounds[0].invited_on - dt.timedelta(days=6), 9)
        self.child = registering.add_child(
            self.planned.card,
            unit=unit,
            secretary=self.secretary,
            by=self.secretary,
            at=registered_at,
            is_protected=self.planned.is_protected,
        )
        for round_ in self.planned.rounds:
            self.follow_up(round_)
        return self.child

    def follow_up(self, round_: Round) -> None:
        invited_at = self.at_work(round_.invited_on)
        meeting_at = self.at_work(timezone.localdate(invited_at) + dt.timedelta(days=self.chance.randint(13, 17)))
        if round_.ending is Ending.REVOKED:
            self.invite(invited_at - dt.timedelta(days=2), meeting_at)
        invited = self.invite(invited_at, meeting_at)
        if round_.ending in ANSWERED:
            self.answered(round_, invited, meeting_at)
        else:
            self.unanswered(round_, invited, invited_at)

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

    def answered(self, round_: Round, invited: Invited, meeting_at: dt.datetime) -> None:
        days = self.chance.randint(1, 4) if round_.ending is Ending.MET else 2
        sent_at = self.past(self.moment(round_.invited_on + dt.timedelta(days=days), 16, 20))
        self.sit_and_send(invited, round_, sent_at)
        attending.examine_sent(at=sent_at + dt.timedelta(minutes=1))
        if round_.ending is Ending.UNREAD:
            return
        read_at = self.past(self.at_work(timezone.localdate(sent_at) + dt.timedelta(days=1)))
        self.read(invited, read_at)
        if round_.ending is Ending.MET:
            self.met(round_, invited.invitation.follow_up, max(meeting_at, read_at + dt.timedelta(hours=2)))

    def read(self, invited: Invited, at: dt.datetime) -> None:
        gathering.mark_read(invited.invitation, by=self.secretary, at=at)
        for waiting in Attention.objects.waiting().filter(invitation=invited.invitation):
            attending.acknowledge(waiting, by=self.secretary, at=at)

    def met(self, round_: Round, follow_up: FollowUp, held_at: dt.datetime) -> None:
        if held_at > self.city.now:
            return
        conversing.note_conversation(follow_up, by=self.secretary, at=held_at + dt.timedelta(minutes=50))
        if round_.has_after_meeting:
            self.after_meeting(round_, held_at + dt.timedelta(hours=2))

    def after_meeting(self, round_: Round, at: dt.datetime) -> None:
        age = self.planned.card.age_on(timezone.localdate(at)) or 0
        family = "after_meeting_6_11" if age < inviting.YOUTH_AGE else "after_meeting_12_18"
        invited = self.invite(at, None, family)
        sent_at = self.past(at + dt.timedelta(days=1, hours=2))
        self.sit_and_send(invited, round_, sent_at)
        attending.examine_sent(at=sent_at + dt.timedelta(minutes=1))
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
        return self.moment(day, self.chance.randint(8, 15), self.chance.randint(0, 59))

    def moment(self, day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))

    def past(self, at: dt.datetime) -> dt.datetime:
        """That moment, or a while ago when it has not come yet."""
        return min(at, self.city.now - dt.timedelta(minutes=40))
