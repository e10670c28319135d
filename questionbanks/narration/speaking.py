"""Has the missing clips made, by an engine in a process of its own. Knows no questionnaire and no request."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from questionbanks.narration.clips import Clip, NoVoice, clip_name
from questionbanks.narration.process import EngineDied, EngineUnavailable, ask
from questionbanks.narration.serving import is_kept

__all__ = ["Clip", "EngineUnavailable", "Spoken", "engine_trouble", "engine_works", "speak"]

CLIPS_PER_BATCH = 50

# A batch takes about one second; a loaded machine may need ten times that.
BATCH_SECONDS = 60.0

TRIES = 2

# So many batches in a row without a single answer, and the engine is broken, not the clips.
VAIN_BATCHES = 6


@dataclass(frozen=True)
class Spoken:
    """Counts of different clips; `reasons` has one line for each failed one."""

    made: int
    kept: int
    failed: int
    reasons: tuple[str, ...] = ()


@dataclass
class _Work:
    """What is left, what is done. Whoever the engine dies over is tried once more, last, then given up."""

    waiting: deque[str]
    made: int = 0
    reasons: list[str] = field(default_factory=list)
    tries: Counter[str] = field(default_factory=Counter)

    def give_back(self, unanswered: list[str], trouble: str, clips: dict[str, Clip]) -> None:
        suspect, *others = unanswered
        self.waiting.extendleft(reversed(others))
        self.tries[suspect] += 1
        if self.tries[suspect] < TRIES:
            self.waiting.append(suspect)
        else:
            self.reasons.append(_reason(clips[suspect], trouble))


def speak(
    clips: Iterable[Clip],
    folder: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    batch_seconds: float = BATCH_SECONDS,
) -> Spoken:
    """Makes what is missing in `folder`; what is there, made or recorded, stays as it is.

    About 20 ms per clip. `progress(done, total)` is called after each one. A clip that cannot be
    made is counted and the others are still made. Raises EngineUnavailable.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    wanted, refused = _by_name(clips)
    work = _Work(deque(name for name in wanted if not is_kept(folder, name)), reasons=refused)
    kept = len(wanted) - len(work.waiting)
    total = len(wanted) + len(refused)
    vain = 0
    while work.waiting:
        vain += 1
        for _ in _make_batch(work, wanted, folder, batch_seconds):
            vain = 0
            if progress:
                progress(kept + work.made + len(work.reasons), total)
        if vain == VAIN_BATCHES:
            raise EngineUnavailable(f"the voice engine died {vain} times in a row")
    return Spoken(work.made, kept, len(work.reasons), tuple(work.reasons))


def engine_works() -> bool:
    """Whether clips could be made here. Starts a process: about 0.2 seconds."""
    return engine_trouble() is None


def engine_trouble() -> str | None:
    """Why no clip could be made, or None."""
    try:
        list(ask([], BATCH_SECONDS))
    except (EngineUnavailable, EngineDied) as trouble:
        return str(trouble)
    return None


def _by_name(clips: Iterable[Clip]) -> tuple[dict[str, Clip], list[str]]:
    wanted: dict[str, Clip] = {}
    refused: dict[Clip, str] = {}
    for clip in clips:
        try:
            wanted.setdefault(clip_name(clip.text, clip.language), clip)
        except NoVoice as trouble:
            refused[clip] = _reason(clip, str(trouble))
    return wanted, list(refused.values())


def _reason(clip: Clip, trouble: str) -> str:
    return f"{clip.language}: {clip.text[:60]!r}: {trouble}"


def _make_batch(work: _Work, clips: dict[str, Clip], folder: Path, seconds: float) -> Iterator[None]:
    """Yields after each answer. The engine answers in order, so the first without one is the suspect."""
    batch = [work.waiting.popleft() for _ in range(min(CLIPS_PER_BATCH, len(work.waiting)))]
    requests = [
        {"text": clips[name].text, "language": clips[name].language, "path": str(folder / f"{name}.mp3")}
        for name in batch
    ]
    answered = 0
    try:
        for error in ask(requests, seconds):
            name = batch[answered]
            answered += 1
            if error is None:
                work.made += 1
            else:
                work.reasons.append(_reason(clips[name], error))
            yield
    except EngineDied as trouble:
        if batch[answered:]:
            work.give_back(batch[answered:], str(trouble), clips)
