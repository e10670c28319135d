"""Publishes the bank as it stands, and makes the sound it lacks."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from questionbanks.models import Vocabulary
from questionbanks.narration.speaking import EngineUnavailable
from questionbanks.publishing import PublishingRefused, make_sound, publish_all

REPORT_EVERY = 100


class Command(BaseCommand):
    help = "Publishes every questionnaire, alone and with its modules, and makes the sound that is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-sound", action="store_true", help="publish without making sound")
        parser.add_argument("--by", default="", help="who publishes, as kept with the version")

    def handle(self, *args: Any, no_sound: bool, by: str, **options: Any) -> None:
        try:
            made = publish_all(at=timezone.now(), by=by)
        except PublishingRefused as refused:
            raise CommandError(f"Nothing was published.\n{refused}") from refused
        except Vocabulary.DoesNotExist:
            raise CommandError("There is no bank. Run load_bank first.") from None
        for version in made:
            self.stdout.write(f"Published {version}.")
        if not made:
            self.stdout.write("Nothing has changed; no new version.")
        if not no_sound:
            self._make_sound()

    def _make_sound(self) -> None:
        try:
            spoken = make_sound(settings.STIGEN_SOUND, progress=self._tell)
        except EngineUnavailable as trouble:
            raise CommandError(f"Published, but without new sound: {trouble}") from trouble
        self.stdout.write(f"Sound: {spoken.made} made, {spoken.kept} kept, {spoken.failed} failed.")
        for reason in spoken.reasons:
            self.stderr.write(reason)

    def _tell(self, done: int, total: int) -> None:
        if done % REPORT_EVERY == 0 or done == total:
            self.stdout.write(f"Sound: {done} of {total}")
