"""What may leave the system: link or code, never both, and no more SMS than allowed. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from questionbanks.checks.texts import placeholders, texts_of
from questionbanks.drafts import BANDS, Draft, Json
from questionbanks.problems import Problem, error
from questionbanks.shapes import LANGUAGES

# 3GPP TS 23.038: the basic table, and what takes two places.
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
)
GSM_DOUBLE = frozenset("^{}\\[~]|€")


def problems(draft: Draft) -> Iterator[Problem]:
    for key, text in draft.texts.items():
        if not text.get("message"):
            continue
        for band in BANDS:
            for place, found in texts_of(f"texts.{key}.{band}", text[band]):
                for language in LANGUAGES:
                    yield from _carried(place, key, placeholders(found[language]))
                    yield from _parts(place, key, text, found[language], draft)


def sms_parts(words: str) -> int:
    """How many SMS the words take: 160 GSM characters in one, 153 in each of several; 70 and 67 otherwise."""
    if set(words) - GSM:
        return 1 if len(words) <= 70 else -(-len(words) // 67)
    length = len(words) + sum(sign in GSM_DOUBLE for sign in words)
    return 1 if length <= 160 else -(-length // 153)


def _carried(place: str, key: str, used: frozenset[str]) -> Iterator[Problem]:
    if "url" in used and used & {"code", "address"}:
        yield error(place, "link_and_code")
    if key == "letter":
        return
    if "code" in used and "address" not in used:
        yield error(place, "code_without_address")
    if key.endswith("reminder") and used & {"code", "url"}:
        yield error(place, "reminder_with_code")


def _parts(place: str, key: str, text: Json, words: str, draft: Draft) -> Iterator[Problem]:
    """With every placeholder at its longest."""
    if not key.startswith("sms_"):
        return
    for name, placeholder in draft.placeholders.items():
        words = words.replace("{" + name + "}", "x" * placeholder["max_length"])
    most = text.get("parts", 1)
    if sms_parts(words) > most:
        yield error(place, "long_message", parts=sms_parts(words), most=most)
