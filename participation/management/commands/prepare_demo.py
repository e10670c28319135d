"""Prepares the demo: keys, database, questions with sound, the invented city; then says how to get in."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config import keys
from participation.city import building, names, planning
from participation.city.building import Door, NotTheDemo
from questionbanks import loading, publishing
from questionbanks.models import Version
from questionbanks.narration.speaking import EngineUnavailable

FOLDERS = ("", "mail", "media", "sms", "sound", "static")
TELL_EVERY = {"children": 10, "sound": 200}


class Command(BaseCommand):
    help = "Prepares the invented city of the demo. Refuses any database that holds something else."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--children", type=int, default=planning.CHILDREN, help="about how many children (default %(default)s)"
        )
        parser.add_argument("--no-sound", action="store_true", help="do not make sound")
        parser.add_argument("--check", action="store_true", help="only refuse what is not the demo, and stop")

    def handle(self, *args: Any, children: int, no_sound: bool, check: bool, **options: Any) -> None:
        began = time.monotonic()
        try:
            building.check_demo()
            for name in FOLDERS:
                (settings.STIGEN_VAR / name).mkdir(mode=0o700, parents=True, exist_ok=True)
            building.check_ground()
        except NotTheDemo as refused:
            raise CommandError(str(refused)) from refused
        if check:
            return
        now = timezone.now()
        if made := keys.make(str(now.year)):
            self._tell(f"Made {len(made)} keys in {keys.FOLDER}.")
        with building.swiftly():
            self._tell("Setting up the database …")
            call_command("migrate", verbosity=0, interactive=False)
            self._tell("Loading and publishing the questions …")
            loading.load(replace=False)
            if not Version.objects.exists():  # what editors have changed since is theirs to publish
                publishing.publish_all(at=now - building.HISTORY, by=names.CITY)
            if not no_sound:
                self._make_sound()
            self._tell("Playing the city …")
            planned = building.plan(now=now, children=children)
            new = building.build(planned, now=now, progress=self._tell_children)
            door = building.open_door(now=timezone.now())
        self._tell("The city is there." if new else "The city was there already.")
        self._tell(f"Prepared in {time.monotonic() - began:.0f} seconds.")
        self.stdout.write(_ways_in(door))

    def _make_sound(self) -> None:
        self._tell("Making the sound …")
        try:
            spoken = publishing.make_sound(settings.STIGEN_SOUND, progress=self._tell_sound)
        except EngineUnavailable as trouble:
            self.stderr.write(f"There will be no new sound, all else works: {trouble}")
            return
        self._tell(f"Sound: {spoken.made} made, {spoken.kept} kept, {spoken.failed} failed.")

    def _tell_children(self, done: int, total: int) -> None:
        if done % TELL_EVERY["children"] == 0 or done == total:
            self.stderr.write(f"  {done} of {total} children")

    def _tell_sound(self, done: int, total: int) -> None:
        if done % TELL_EVERY["sound"] == 0 or done == total:
            self.stderr.write(f"  {done} of {total} clips")

    def _tell(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _ways_in(door: Door) -> str:
    line = "-" * 72
    people = [names.ADMINISTRATOR, *names.STAFF]
    logins = [f"  {one.email:<34}{one.role.value:<15}{one.unit}" for one in people]
    return "\n".join(
        [
            "",
            line,
            f"The invented city of {names.CITY}. Nobody in it exists.",
            "",
            f"A child ({door.label}) answers at {settings.STIGEN_ADDRESS}/",
            f"  code   {door.code}",
            f"  link   {door.link}",
            "",
            f"Staff sign in at {settings.STIGEN_STAFF_ADDRESS}/staff/login/",
            f"  password of everybody   {names.PASSWORD}",
            *logins,
            line,
        ]
    )
