"""Which connection a model uses: the journal has a connection of its own to the same database."""

from __future__ import annotations

from typing import Any

from django.db.models import Model


class JournalRouter:
    """Keeps migrations off the second connection; what is written there is named where it is written."""

    def allow_relation(self, first: Model, second: Model, **hints: Any) -> bool | None:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == "journal" else None
