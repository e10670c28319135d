"""Prints each budget, the figure and whether it holds: ``python -m bench``.

Uses the database that DATABASE_URL names, in a database of its own that is thrown away afterwards.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ["STIGEN_VAR"] = tempfile.mkdtemp(prefix="stigen-bench-")
os.environ["STIGEN_KEYS"] = str(Path(os.environ["STIGEN_VAR"]) / "keys")
os.environ["STIGEN_DEMO"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

from config import keys

keys.make("2026")

import django  # noqa: E402

STARTED_WITH = set(sys.modules)
django.setup()

from bench import measuring  # noqa: E402

if __name__ == "__main__":
    measuring.run()
