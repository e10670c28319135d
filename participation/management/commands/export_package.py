"""Writes everything about children and answers as a package that other systems can read."""

import shutil
import zipfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config import keys
from participation import journal
from participation.exporting.package import FolderSink, ZipSink, pack
from participation.exporting.rows import Extent
from participation.models import Unit
from participation.permissions import Action


class Command(BaseCommand):
    help = "Writes a Frictionless data package to a new or empty folder, or to a new file when PATH ends in .zip."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH")
        parser.add_argument("--unit", default="", help="only this unit and those below it: its name or number")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"]
        _check_free(path)
        unit = _unit(options["unit"])
        units = tuple(unit.get_tree(unit)) if unit else tuple(Unit.objects.all())
        if not keys.can_open():
            raise CommandError("The private key is not here, so no answer can be opened.")
        try:
            journal.write(None, Action.EXPORT, thing="package", unit=unit, reason="command export_package")
        except journal.JournalUnwritable as error:
            raise CommandError("The journal cannot be written, so nothing is exported.") from error
        _write(path, Extent(units, timezone.now()))
        self.stdout.write(f"Written: {path}")


def _check_free(path: Path) -> None:
    if not path.absolute().parent.is_dir():
        raise CommandError(f"There is no folder {path.absolute().parent}.")
    if path.is_dir() and path.suffix != ".zip":
        if any(path.iterdir()):
            raise CommandError(f"{path} is not empty. Choose a new or empty folder.")
    elif path.exists():
        raise CommandError(f"{path} is there already. Choose another name.")


def _unit(wanted: str) -> Unit | None:
    if not wanted:
        return None
    named = Unit.objects.filter(pk=wanted) if wanted.isdecimal() else Unit.objects.filter(name=wanted)
    found: list[Unit] = list(named)
    if len(found) != 1:
        raise CommandError(f"{len(found)} units are called {wanted}. Give its number.")
    return found[0]


def _write(path: Path, extent: Extent) -> None:
    """Write beside the goal and move there when all is well, so that half a package never looks whole."""
    partial = path.with_name(f"{path.name}.part")
    _forget(partial)
    try:
        if path.suffix == ".zip":
            partial.touch(mode=0o600)
            with zipfile.ZipFile(partial, "w") as archive:
                list(pack(ZipSink(archive), extent))
        else:
            partial.mkdir(mode=0o700)
            list(pack(FolderSink(partial), extent))
        partial.replace(path)
    finally:
        _forget(partial)


def _forget(partial: Path) -> None:
    if partial.is_dir():
        shutil.rmtree(partial)
    partial.unlink(missing_ok=True)
