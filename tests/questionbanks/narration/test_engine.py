"""The real voice: heard, timed, and loud when it cannot speak."""

import array
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import espeakng_loader
import pytest

from questionbanks.narration.clips import ENGINE_VERSION

ROOT = Path(__file__).parents[3]
MPEG2_LAYER3_KBITS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)

# Asks the voice itself, in a process of its own: it may not share one with whatever a test run forks.
LISTEN = """
import json, sys, tempfile
from pathlib import Path
from questionbanks.narration.espeak import Espeak, SpeechFailed
voice = Espeak(Path(tempfile.mkdtemp()))
for line in sys.stdin:
    text, name = json.loads(line)
    try:
        speech = voice.say(text, name, 115)
        print("=" + json.dumps([speech.samples.hex(), speech.words]))
    except SpeechFailed as trouble:
        print("=" + json.dumps(str(trouble)))
"""


def run_engine(*requests, extra_path=""):
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run(
        [sys.executable, "-m", "questionbanks.narration.engine", "--json"],
        check=False, input=lines, capture_output=True, text=True, timeout=60, cwd=ROOT,
        env=os.environ | {"PYTHONPATH": extra_path},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def listen(*asked):
    """(samples, words) or the trouble, for each (text, voice)."""
    lines = "".join(json.dumps(pair) + "\n" for pair in asked)
    done = subprocess.run(
        [sys.executable, "-c", LISTEN],
        check=True, input=lines, capture_output=True, text=True, timeout=60, cwd=ROOT,
    )  # fmt: skip
    answers = [json.loads(line[1:]) for line in done.stdout.splitlines() if line.startswith("=")]
    return [
        answer if isinstance(answer, str) else (array.array("h", bytes.fromhex(answer[0])), answer[1])
        for answer in answers
    ]


def seconds_of(mp3):
    """Walks frame by frame, so every byte has to belong to a frame of 22,050 Hz mono."""
    place = frames = 0
    while place < len(mp3):
        head = int.from_bytes(mp3[place : place + 4])
        assert head >> 17 == 0b111111111111001, f"no MPEG-2 layer III frame at {place}"
        assert (head >> 10) & 3 == 0, "not 22,050 Hz"
        assert (head >> 6) & 3 == 3, "not mono"
        place += 72_000 * MPEG2_LAYER3_KBITS[(head >> 12) & 15] // 22_050 + ((head >> 9) & 1)
        frames += 1
    return frames * 576 / 22_050


def test_a_text_becomes_an_mp3_with_a_moment_for_each_word(tmp_path):
    text = "Hur mår du i dag? Är det bråttom, ring 112."
    path = tmp_path / "a.mp3"

    greeting, answer = run_engine({"text": text, "language": "sv", "path": str(path)})

    assert greeting == {"version": ENGINE_VERSION}
    assert answer == {"path": str(path), "error": None}
    timings = json.loads(path.with_suffix(".json").read_text())
    assert [text[start : start + length] for start, length, _ in timings] == text.split()
    moments = [ms for _, _, ms in timings]
    assert moments == sorted(moments)
    assert moments[0] == 50, "the encoder's delay is in the moments"
    seconds = seconds_of(path.read_bytes())
    assert 3 < seconds < 8
    assert moments[-1] / 1000 < seconds
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.json", "a.mp3"]


def test_what_is_heard_is_loud_enough_and_not_cut_off_by_clipping():
    ((samples, _),) = listen(("Hur ofta gör du något roligt?", "sv+f2"))

    spoken = [sample for sample in samples if abs(sample) > 200]
    level = 20 * math.log10(math.sqrt(sum(s * s for s in spoken) / len(spoken)) / 32_768)
    assert len(spoken) > len(samples) / 2
    assert -22 < level < -12
    assert sum(abs(sample) >= 32_767 for sample in samples) < len(samples) / 1000


def test_swedish_and_english_read_the_same_letters_differently():
    (swedish, _), (english, _) = listen(("Barn", "sv+f2"), ("Barn", "en+f2"))
    assert abs(len(swedish) - len(english)) > 500


def test_each_text_gets_its_own_sound_however_fast_they_follow():
    long = "Vem kan du prata med när något känns svårt eller när du bara vill berätta hur du har det?"
    heard = listen(*[("Ja", "sv+f2"), (long, "sv+f2")] * 30)
    assert {len(words) for _, words in heard[::2]} == {1}
    assert {len(words) for _, words in heard[1::2]} == {len(long.split())}
    assert max(len(samples) for samples, _ in heard[::2]) < min(len(samples) for samples, _ in heard[1::2])


@pytest.mark.parametrize("voice", ["so", "sv+f99"])
def test_a_voice_that_does_not_exist_is_not_replaced_by_the_one_before(voice):
    before, refused = listen(("Hej", "sv+f2"), ("Hej", voice))
    assert before[1]
    assert refused.startswith(f"there is no voice {voice}")


def test_one_clip_that_cannot_be_made_does_not_stop_the_next(tmp_path):
    _, *answers = run_engine(
        {"text": "Haa", "language": "so", "path": str(tmp_path / "so.mp3")},
        {"text": "🙂", "language": "sv", "path": str(tmp_path / "empty.mp3")},
        {"text": "Ja", "language": "sv", "path": str(tmp_path / "missing" / "ja.mp3")},
        {"text": "Ja", "language": "sv", "path": str(tmp_path / "ja.mp3")},
    )
    assert [bool(answer["error"]) for answer in answers] == [True, True, True, False]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["ja.json", "ja.mp3"]


def test_it_also_speaks_where_it_is_installed_under_a_very_long_path(tmp_path):
    deep = tmp_path / ("d" * 100) / ("e" * 100)
    deep.mkdir(parents=True)
    (deep / "espeakng_loader").symlink_to(Path(espeakng_loader.__file__).parent)
    path = tmp_path / "a.mp3"

    run_engine({"text": "Hej", "language": "sv", "path": str(path)}, extra_path=str(deep))

    assert seconds_of(path.read_bytes()) > 0.3


def test_the_engine_never_loads_the_web_framework():
    code = "import sys, questionbanks.narration.engine; sys.exit('django' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=60)
