"""Words that could expose a child, and texts that are hard to read. Pure; readability is advice, never an error."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questionbanks.checks.answers import owned
from questionbanks.checks.texts import texts_of
from questionbanks.drafts import BANDS, Draft, Json
from questionbanks.problems import Problem, advice, error

# Must not be readable over a child's shoulder.
EXPOSING = re.compile(
    r"socialtjänst|socialsekret|\bsoc\b|socialjour|orosanmäl|\bpolis|\bvåld|misshand|utredning|familjehem|\bhvb\b"
    r"|övergrepp|social services|\bpolice|violence|foster home",
    re.IGNORECASE,
)
# A message or letter may be read by anybody.
EXPOSING_MESSAGE = re.compile(EXPOSING.pattern + r"|kommun|familj|\bbarn|enkät", re.IGNORECASE)
# Honest information about who asks has to be given once, and where help is given.
NAMING = ("welcome", "help_now")

MOST_WORDS = {"6-11": 12, "12-18": 20}
MOST_LIX = {"6-11": 25, "12-18": 35}

_WORD = re.compile(r"\w+(?:[-’'/.]\w+)*")
_SENTENCE_END = re.compile(r"[.!?:]+(?=\s|$)")


def problems(draft: Draft) -> Iterator[Problem]:
    for place, band, question in owned(draft):
        texts = [("text", question["text"]), ("help", question.get("help"))]
        for name, text in texts:
            if text:
                yield from _exposing(f"{place}.{name}", text, EXPOSING)
                yield from _readable(f"{place}.{name}", _as_read(text["sv"], draft), band)
        for option in question.get("options", ()):
            yield from _exposing(f"{place}.options.{option['key']}", option, EXPOSING)
    for area in draft.areas:
        for text in [area["name"], *area["intro"].values()]:
            yield from _exposing(f"areas.{area['key']}", text, EXPOSING)
    for key, text in draft.texts.items():
        if key not in NAMING:
            pattern = EXPOSING_MESSAGE if text.get("message") else EXPOSING
            for band in BANDS:
                for place, found in texts_of(f"texts.{key}.{band}", text[band]):
                    yield from _exposing(place, found, pattern)


def lix(words: str) -> float:
    """Words per sentence plus the percentage of words longer than six letters (Björnsson 1968)."""
    found = _WORD.findall(words)
    if not found:
        return 0.0
    return len(found) / max(1, len(_sentences(words))) + 100 * sum(len(word) > 6 for word in found) / len(found)


def _as_read(words: str, draft: Draft) -> str:
    for name, placeholder in draft.placeholders.items():
        words = words.replace("{" + name + "}", placeholder["sample"])
    return words


def _sentences(words: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(words) if _WORD.search(part)]


def _exposing(place: str, text: Json, pattern: re.Pattern[str]) -> Iterator[Problem]:
    for words in [text, text.get("spoken") or {}]:
        for language in ("sv", "en"):
            if found := pattern.search(words.get(language, "")):
                yield error(place, "exposing_word", word=found.group())


def _readable(place: str, words: str, band: str) -> Iterator[Problem]:
    for sentence in _sentences(words):
        count = len(_WORD.findall(sentence))
        if count > MOST_WORDS[band]:
            yield advice(place, "long_sentence", words=count, most=MOST_WORDS[band])
    if lix(words) > MOST_LIX[band]:
        yield advice(place, "hard_to_read", lix=round(lix(words)), most=MOST_LIX[band])
