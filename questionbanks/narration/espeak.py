"""espeak-ng through pyttsx3: a text becomes samples and word timings. Knows no MP3, no clip names, no Django.

One instance per process and one thread only: the library dies under threads and hangs after a fork.
"""

import ctypes
import importlib
import os
import re
import threading
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import espeakng_loader
import pyttsx3

SAMPLE_RATE = 22_050

# espeak-ng ends the whole process when its data path has 160 characters or more.
LONGEST_DATA_PATH = 150

# No text here takes a second; a minute means that the library hangs.
PATIENCE_SECONDS = 60

_WORD = re.compile(r"\S+")


class SpeechFailed(Exception):
    """Nothing was said, or not in the voice that was asked for."""


@dataclass(frozen=True)
class Speech:
    """`samples`: 16-bit mono. `words`: (first character, length in characters, start in ms) each."""

    samples: bytes
    words: list[tuple[int, int, int]]


class Espeak:
    """The voice. `scratch` is a folder of its own, with a short path, that outlives it."""

    def __init__(self, scratch: Path) -> None:
        self._wav = scratch / "speech.wav"
        os.environ["ESPEAK_DATA_PATH"] = str(short_path(Path(espeakng_loader.get_data_path()), scratch))
        # Loaded first under the very name pyttsx3 asks for, so that it finds this one.
        ctypes.CDLL(espeakng_loader.get_library_path())
        self._engine: Any = pyttsx3.init("espeak")
        self._driver: Any = self._engine.proxy._driver
        # At the end of each text pyttsx3 stops what is still playing, which at times is the next text.
        self._driver.stop = lambda: None
        self._library: Any = importlib.import_module("pyttsx3.drivers._espeak")
        self._heard: list[tuple[int, int]] = []
        self._is_said = threading.Event()
        self._library.SetSynthCallback(self._on_synth)

    @property
    def version(self) -> str:
        """Such as 1.52.0."""
        return str(self._library.Info(None).decode().split()[0])

    def say(self, text: str, voice: str, rate: int) -> Speech:
        """Costs about 20 ms. Raises SpeechFailed."""
        if not text.strip():  # the driver would wait for ever
            raise SpeechFailed("there is nothing to say")
        self._choose(voice)
        self._driver.setProperty("rate", rate)
        self._speak(text)
        if not self._heard:
            raise SpeechFailed("there is no word in the text")
        with wave.open(str(self._wav), "rb") as sound:
            samples = sound.readframes(sound.getnframes())
        return Speech(samples, words_of(text, self._heard))

    def _speak(self, text: str) -> None:
        """runAndWait comes back before the library's own thread is done: by luck with this text's
        sound, else with none or the sound of the text before. So wait for the end, and keep no old file.
        """
        self._wav.unlink(missing_ok=True)
        self._heard.clear()
        self._is_said.clear()
        self._engine.save_to_file(text, str(self._wav))
        self._engine.runAndWait()
        if not self._is_said.wait(PATIENCE_SECONDS):
            raise SpeechFailed("the voice does not come to an end")
        self._library.Synchronize()

    def _choose(self, voice: str) -> None:
        """An unknown voice is no error to espeak-ng: the one before speaks on. So look who is there."""
        try:
            self._driver.setProperty("voice", voice)
        except ValueError:
            raise SpeechFailed(f"there is no voice {voice}") from None
        chosen = str(self._driver.getProperty("voice"))
        if chosen.rpartition("/")[2] != voice.lower():
            raise SpeechFailed(f"there is no voice {voice}, only {chosen}")

    def _on_synth(self, samples: Any, count: int, events: Any) -> int:
        """The driver tells only where a word is; its event also knows when."""
        is_last = False
        for event in events:
            if event.type == self._library.EVENT_LIST_TERMINATED:
                break
            if event.type == self._library.EVENT_WORD:
                self._heard.append((event.text_position - 1, event.audio_position))
            is_last = is_last or event.type == self._library.EVENT_MSG_TERMINATED
        answer = int(self._driver._onSynth(samples, count, events))
        if is_last:
            self._is_said.set()
        return answer


def words_of(text: str, heard: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Timings per word between spaces, from (character, ms) events: a number is heard in several parts."""
    words: list[tuple[int, int, int]] = []
    for word in _WORD.finditer(text):
        moments = [ms for position, ms in heard if word.start() <= position < word.end()]
        if moments:
            words.append((word.start(), len(word.group()), min(moments)))
    return words


def short_path(path: Path, scratch: Path) -> Path:
    """The path itself, or a link to it in `scratch` where it is too long for espeak-ng."""
    if len(str(path)) <= LONGEST_DATA_PATH:
        return path
    link = scratch / "data"
    link.symlink_to(path, target_is_directory=True)
    return link
