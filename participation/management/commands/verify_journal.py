"""Reads the journal from its first row to its last, and names every row that is changed, missing or out of place."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from participation import journal


class Command(BaseCommand):
    help = "Verify the journal. Ends with 1 when there is a fault. Keep the mark it prints, somewhere else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since", default="", metavar="MARK", help="A mark from an earlier run: its row must stand."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        faults = [f"{fault.sequence}: {fault.what}" for fault in journal.verify()]
        if not journal.holds(options["since"]):
            faults.append(f"{options['since'].partition(':')[0]}: not as it was; rows may have been cut off")
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            sys.exit(1)
        self.stdout.write(f"The journal is whole. Its mark: {journal.end()}")
