"""What the settings read before any test begins: a folder, keys and files of this run's own. Loaded by ``-p``."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="stigen-tests-"))
(FOLDER / "static").mkdir()  # where collected files would lie; their absence is warned about
os.environ["STIGEN_VAR"] = str(FOLDER)
os.environ["STIGEN_KEYS"] = str(FOLDER / "keys")
os.environ["STIGEN_DEMO"] = "1"
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
