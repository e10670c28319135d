"""The program that makes sound files, alone in its process: a crash or a hang of espeak-ng stays there.

Run as `python -m questionbanks.narration.engine --json`. Never imports Django; never runs in a web worker.
First line out: {"version"}. Then per line in {"text", "language", "path"} a line out {"path", "error"},
in the same order, where error is null once the MP3 and its timings lie at the path.
"""

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

import lameenc

from questionbanks.narration.clips import RATE, speakable, voice_for
from questionbanks.narration.espeak import SAMPLE_RATE, Espeak, Speech, SpeechFailed

KBIT_PER_SECOND = 24

# LAME and every decoder together put 1105 samples before the first one (measured in ffmpeg and sox).
DELAY_MS = round(1105 / SAMPLE_RATE * 1000)


def main() -> None:
    """Answers until standard input ends."""
    if sys.argv[1:] != ["--json"]:
        sys.exit("usage: python -m questionbanks.narration.engine --json")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # pyttsx3 prints what it does; that must not come between the answers
    with TemporaryDirectory(prefix="voice") as scratch:
        answer(sys.stdin.buffer, answers, Espeak(Path(scratch)))


def answer(requests: Iterable[bytes], answers: TextIO, espeak: Espeak) -> None:
    """One line per request; a request that fails does not stop the next."""
    print(json.dumps({"version": espeak.version}), file=answers)
    for line in requests:
        request = json.loads(line)
        try:
            make(request["text"], request["language"], Path(request["path"]), espeak)
        except (SpeechFailed, LookupError, OSError) as trouble:
            print(json.dumps({"path": request["path"], "error": str(trouble)}), file=answers)
        else:
            print(json.dumps({"path": request["path"], "error": None}), file=answers)


def make(text: str, language: str, path: Path, espeak: Espeak) -> None:
    """The timings come first: where there is a sound there are its timings.

    Raises NoVoice, SpeechFailed, OSError.
    """
    speech = espeak.say(speakable(text), voice_for(language), RATE)
    timings = [(start, length, ms + DELAY_MS) for start, length, ms in speech.words]
    write(path.with_suffix(".json"), json.dumps(timings, separators=(",", ":")).encode())
    write(path, mp3(speech))


def mp3(speech: Speech) -> bytes:
    """Mono, constant bit rate, so that a player finds its way without an index."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(SAMPLE_RATE)
    encoder.set_out_sample_rate(SAMPLE_RATE)
    encoder.set_bit_rate(KBIT_PER_SECOND)
    encoder.set_quality(5)
    return bytes(encoder.encode(speech.samples) + encoder.flush())


def write(path: Path, content: bytes) -> None:
    """All of it or nothing: a reader never meets half a file."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)


if __name__ == "__main__":
    main()
