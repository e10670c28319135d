"""Makes a fresh invitation for a fresh invented child, for trying things out. Only in the demo."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from participation.city import building
from participation.city.building import NotTheDemo
from participation.inviting import NothingPublished


class Command(BaseCommand):
    help = "Invites a new invented child and prints its code and link."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--questionnaire", default="", help="such as children_6_11 or youth_12_18+placed_12_18")
        parser.add_argument("--language", default="sv")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, questionnaire: str, language: str, **options: Any) -> None:
        try:
            building.check_ground()
            door = building.fresh_door(now=timezone.now(), family=questionnaire, language=language)
        except NotTheDemo as refused:
            raise CommandError(str(refused)) from refused
        except NothingPublished as missing:
            raise CommandError(f"There is no published questionnaire {missing}. Run prepare_demo first.") from missing
        found = {"code": door.code, "link": door.link, "child": door.label, "child_id": str(door.child.pk)}
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(f"{name:<10}{value}" for name, value in found.items()))
