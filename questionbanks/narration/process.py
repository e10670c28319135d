"""The engine's process: started, spoken to in lines, timed and ended. Knows no clip and no folder."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

_COMMAND = (sys.executable, "-m", "questionbanks.narration.engine", "--json")
_ROOT = Path(__file__).resolve().parents[2]

# The engine hands texts to a C library: it gets none of the keys that the service keeps here.
_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH")

_CHATTER = "Audio saved to "


class EngineUnavailable(Exception):
    """No clip can be made at all. `reason` says why, in words for the person who runs the service."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class EngineDied(Exception):
    """The process ended, or was ended, before its last answer."""


def ask(requests: Sequence[dict[str, str]], seconds: float) -> Iterator[str | None]:
    """One error, or None, per request and in their order.

    Raises EngineUnavailable if the engine does not start, EngineDied if it ends or takes too long later.
    """
    with TemporaryDirectory(prefix="say") as scratch:
        asked, complaints = Path(scratch, "asked"), Path(scratch, "complaints")
        asked.write_text("".join(json.dumps(request) + "\n" for request in requests))
        process = _start(asked, complaints, scratch)
        has_started = False
        for answer in _answers(process, seconds):
            if has_started:
                yield answer["error"]
            has_started = True
        if not has_started:
            raise EngineUnavailable(f"the voice engine does not start: {_last_words(process, complaints)}")
        if process.returncode:
            raise EngineDied(f"the voice engine ended: {_last_words(process, complaints)}")


def _start(asked: Path, complaints: Path, scratch: str) -> subprocess.Popen[bytes]:
    """Reads from a file and complains to one: a full pipe on one side would hold up the other.

    What the engine leaves behind when it is killed goes with `scratch`.
    """
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    try:
        with asked.open("rb") as stdin, complaints.open("wb") as stderr:
            return subprocess.Popen(
                _COMMAND,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=stderr,
                cwd=_ROOT,
                env=environment | {"TMPDIR": scratch},
            )
    except OSError as trouble:
        raise EngineUnavailable(f"the voice engine does not start: {trouble}") from trouble


def _answers(process: subprocess.Popen[bytes], seconds: float) -> Iterator[dict[str, str | None]]:
    """Its lines until it ends; after that many seconds it is ended."""
    timer = Timer(seconds, process.kill)
    timer.start()
    try:
        with process:
            for line in process.stdout or ():
                if line.endswith(b"\n"):  # else it died in the middle
                    yield json.loads(line)
    finally:
        timer.cancel()
        process.kill()


def _last_words(process: subprocess.Popen[bytes], complaints: Path) -> str:
    if process.returncode == -signal.SIGKILL:
        return "it took too long, or was killed"
    if process.returncode < 0:
        return f"it crashed with signal {-process.returncode}"
    lines = complaints.read_text(errors="replace").splitlines()
    told = [line for line in lines if line and not line.startswith(_CHATTER)]
    return told[-1] if told else "it gave no reason"
