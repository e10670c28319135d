"""The worker process: a round every few seconds until it is asked to stop."""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from participation.working import work_once


class Command(BaseCommand):
    help = "Delivers messages, looks through sent answers, closes periods and forgets what has expired."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="one round, then stop; fails if a step failed")
        parser.add_argument("--pause", type=float, default=5.0, help="seconds between rounds (default 5)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            if failed := work_once(at=timezone.now()):
                raise CommandError(", ".join(f"{name}: {trouble}" for name, trouble in failed.items()))
            return
        self._loop(options["pause"])

    def _loop(self, pause: float) -> None:
        """Finish the round under way when a signal asks to stop."""
        stop = threading.Event()

        def ask(_number: int, _frame: FrameType | None) -> None:
            stop.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, ask)
        while not stop.is_set():
            # A database that was restarted is met with a new connection in the next round.
            close_old_connections()
            work_once(at=timezone.now())
            stop.wait(pause)
