"""Makes an account that may make all others: the first step on an empty installation."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from participation import accounts
from participation.models import User


class Command(BaseCommand):
    help = "Make an administrator's account. The password is asked for, or read from a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--first-name", required=True)
        parser.add_argument("--last-name", required=True)
        parser.add_argument("--password-file", help="A file whose first line is the password.")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].lower()
        names = {"first_name": options["first_name"], "last_name": options["last_name"]}
        try:
            validate_email(email)
            password = _password(options["password_file"])
            validate_password(password, User(email=email, **names))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if User.objects.filter(email=email).exists():
            raise CommandError("There is an account with that address already.")
        user = accounts.first_administrator(email, password, **names, at=timezone.now())
        self.stdout.write(f"{user.email} may now make accounts.")


def _password(file: str | None) -> str:
    if file:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
        return lines[0] if lines else ""
    password = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != password:
        raise CommandError("The two were not the same.")
    return password
