"""Making what is missing, with the real engine, also when it is killed or stands still."""

import os
import signal
from pathlib import Path

import espeakng_loader
import pytest

from questionbanks.narration.clips import Clip, clip_name
from questionbanks.narration.speaking import EngineUnavailable, engine_trouble, engine_works, speak

TEXTS = ["Hur mår du?", "Ja", "Nej", "Vet inte", "Ibland"]
CLIPS = [Clip(text, "sv") for text in TEXTS]


def engine_processes():
    """The engines that this very process has started and that still run."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [int(pid) for pid in children if b"narration.engine" in Path("/proc", pid, "cmdline").read_bytes()]


def sounds(folder):
    return {file.stem for file in folder.glob("*.mp3")}


def test_the_second_time_nothing_is_made(tmp_path):
    calls = []

    first = speak(CLIPS, tmp_path, progress=lambda done, total: calls.append((done, total)))
    written = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    second = speak(CLIPS, tmp_path)

    assert (first.made, first.kept, first.failed) == (5, 0, 0)
    assert calls == [(done, 5) for done in range(1, 6)]
    assert (second.made, second.kept, second.failed) == (0, 5, 0)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()} == written
    assert sounds(tmp_path) == {clip_name(text, "sv") for text in TEXTS}


def test_the_same_words_are_made_once(tmp_path):
    assert speak([Clip("Ja", "sv"), Clip(" Ja 🙂", "sv"), Clip("Ja", "en")], tmp_path).made == 2


def test_a_recorded_voice_is_not_made_again(tmp_path):
    (tmp_path / "recorded").mkdir()
    (tmp_path / "recorded" / f"{clip_name('Ja', 'sv')}.mp3").write_bytes(b"a person")
    spoken = speak(CLIPS, tmp_path)
    assert (spoken.made, spoken.kept) == (4, 1)


def test_clips_that_cannot_be_made_are_told_and_the_others_made(tmp_path):
    spoken = speak([Clip("Haa", "so"), Clip("🙂", "sv"), *CLIPS], tmp_path)
    assert (spoken.made, spoken.failed) == (5, 2)
    assert [reason[:3] for reason in spoken.reasons] == ["so:", "sv:"]


def test_a_killed_engine_is_started_again_and_nothing_is_missing(tmp_path):
    killed: list[int] = []

    def kill_once(done, total):
        if not killed:
            killed.extend(engine_processes())
            os.kill(killed[0], signal.SIGKILL)

    clips = [Clip(f"{number} dagar", "sv") for number in range(1, 31)]
    spoken = speak(clips, tmp_path, progress=kill_once)

    assert killed
    assert (spoken.made, spoken.failed) == (30, 0)
    assert sounds(tmp_path) == {clip_name(clip.text, "sv") for clip in clips}


def test_a_clip_the_engine_dies_over_twice_is_given_up_and_the_others_made(tmp_path):
    # espeak-ng itself crashes over a text of this length; where it does not, the time is up.
    long = Clip("En mycket lång text. " * 20_000, "sv")
    spoken = speak([CLIPS[0], long, *CLIPS[1:]], tmp_path, batch_seconds=2)

    assert (spoken.made, spoken.failed) == (5, 1)
    assert "crashed" in spoken.reasons[0] or "took too long" in spoken.reasons[0]
    assert sounds(tmp_path) == {clip_name(text, "sv") for text in TEXTS}
    assert not engine_processes()


def test_an_engine_that_stands_still_is_ended_in_time(tmp_path):
    stopped: list[int] = []

    def stop_once(done, total):
        if not stopped:
            stopped.extend(engine_processes())
            os.kill(stopped[0], signal.SIGSTOP)

    clips = [Clip(f"{number} veckor", "sv") for number in range(1, 31)]
    spoken = speak(clips, tmp_path, progress=stop_once, batch_seconds=4)

    assert (spoken.made, spoken.failed) == (30, 0)
    assert not engine_processes()


def test_the_engine_works_here():
    assert engine_works()
    assert engine_trouble() is None


@pytest.mark.parametrize("package", ["espeakng_loader", "lameenc"])
def test_without_a_part_of_the_engine_the_reason_is_told(package, tmp_path, monkeypatch):
    (tmp_path / f"{package}.py").write_text("raise ImportError('this part is not here')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    assert "this part is not here" in str(engine_trouble())
    with pytest.raises(EngineUnavailable, match="this part is not here"):
        speak(CLIPS, tmp_path / "sound")


def test_without_voice_data_the_reason_is_told(tmp_path, monkeypatch):
    (tmp_path / "espeakng_loader.py").write_text(
        f"def get_library_path(): return {espeakng_loader.get_library_path()!r}\n"
        f"def get_data_path(): return {str(tmp_path)!r}\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert "No such file" in str(engine_trouble())


def test_the_engine_is_not_handed_the_keys_of_the_service(tmp_path, monkeypatch):
    (tmp_path / "lameenc.py").write_text("import os\nraise ImportError(' '.join(os.environ))")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("STIGEN_SECRET_KEY", "secret")
    assert "PATH" in str(engine_trouble())
    assert "STIGEN" not in str(engine_trouble())
