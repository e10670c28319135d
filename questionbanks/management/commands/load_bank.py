"""Loads the question bank from a folder of YAML files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from questionbanks.editors import grant_editor_rights
from questionbanks.loading import BANK, BankBroken, load


class Command(BaseCommand):
    help = "Loads the question bank from a folder of YAML files in place of the one there is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=BANK)
        parser.add_argument("--keep", action="store_true", help="leave a bank that is there as it is")

    def handle(self, *args: Any, folder: Path, keep: bool, **options: Any) -> None:
        try:
            loaded = load(folder, replace=not keep)
        except BankBroken as broken:
            raise CommandError(f"Nothing was loaded.\n{broken}") from broken
        grant_editor_rights()
        if loaded.kept:
            self.stdout.write("A bank is there; it was left as it is.")
            return
        self.stdout.write(
            f"Loaded {loaded.questions} questions in {loaded.questionnaires} questionnaires "
            f"and {loaded.modules} modules, and {loaded.texts} texts."
        )
