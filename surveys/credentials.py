"""How codes and link tokens look, how what a child typed is read, and their keyed fingerprints. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Literal

CODE_DIGITS = 12
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
# Damm, "Total anti-symmetrische Quasigruppen", 2004: catches every single wrong digit and every swap of neighbours.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


@dataclass(frozen=True, slots=True)
class Secret:
    """A credential in clear. Its representation shows nothing, so that it cannot reach a log by mistake."""

    kind: Literal["code", "link"]
    value: str

    def __repr__(self) -> str:
        return f"Secret({self.kind})"

    @property
    def shown(self) -> str:
        """As a person reads it: a code in groups of four."""
        return " ".join(re.findall("....", self.value)) if self.kind == "code" else self.value


def new_code() -> Secret:
    """Eleven random digits (36.5 bits) and a check digit."""
    digits = f"{secrets.randbelow(10**11):011d}"
    return Secret("code", digits + check_digit(digits))


def new_token() -> Secret:
    """128 random bits."""
    return Secret("link", base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("="))


def check_digit(digits: str) -> str:
    state = "0"
    for digit in digits:
        state = _DAMM[int(state)][int(digit)]
    return state


def read(typed: str) -> Secret | None:
    """What was typed or pasted, as a credential; None when it cannot be one.

    Spaces and dashes are left out, and digits of every script are read as digits.
    """
    text = typed.strip()[:200]
    if _TOKEN.fullmatch(text) and not text.replace("-", "").isdigit():
        return Secret("link", text)
    digits = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text if _counts(sign))
    if len(digits) == CODE_DIGITS and digits.isdecimal() and check_digit(digits) == "0":
        return Secret("code", digits)
    return None


def fingerprint(secret: Secret, pepper: bytes) -> bytes:
    return hmac.digest(pepper, f"{secret.kind}|{secret.value}".encode(), hashlib.sha256)


def _counts(sign: str) -> bool:
    """Everything but spaces, dashes and invisible marks counts."""
    return unicodedata.category(sign) not in ("Zs", "Pd", "Cf", "Cc") and sign != "−"
