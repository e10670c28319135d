"""Envelope encryption: keys of responses, wraps, sealed drafts, and documents only staff can open.

HPKE (RFC 9180: X25519, HKDF-SHA256, AES-256-GCM) towards staff; AES-256-GCM (NIST SP 800-38D) under a
response's own key until Send. Associated data binds every ciphertext to its row. A failed opening raises
``SealBroken``; stored bytes are never shown instead.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from config import keys

KEY_BYTES = 32
_NONCE_BYTES = 12
_WRAP_BYTES = 32 + KEY_BYTES + 16  # encapsulated key, wrapped key, tag
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class SealBroken(Exception):
    """A ciphertext does not open: forged, swapped, damaged, or its key is not here."""


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def bind(table: str, row: object, column: str = "") -> bytes:
    """Associated data for one place, so that a ciphertext moved elsewhere does not open."""
    return f"v1|{table}|{row}|{column}".encode()


def seal(key: bytes, plain: bytes, place: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place)


def open_sealed(key: bytes, sealed: bytes | memoryview, place: bytes) -> bytes:
    """Raises SealBroken."""
    blob = bytes(sealed)
    try:
        return AESGCM(key).decrypt(blob[:_NONCE_BYTES], blob[_NONCE_BYTES:], place)
    except (InvalidTag, ValueError) as error:
        raise SealBroken(place.decode()) from error


def derive(secret: bytes, purpose: str, pepper: bytes = b"") -> bytes:
    """A wrapping key from a credential or a cookie's secret (HKDF, RFC 5869)."""
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=pepper or None, info=purpose.encode()).derive(secret)


def slot(key: bytes, name: str) -> bytes:
    """Where a response keeps the answer to a question: HMAC of the question's key."""
    return hmac.digest(key, b"slot|" + name.encode(), hashlib.sha256)


def seal_to_staff(plain: bytes, place: bytes) -> bytes:
    """Seal so that only a holder of the staff's private key can open.

    A fresh key seals the payload and is itself wrapped by HPKE, so that rotating the staff's key re-wraps keys
    and not payloads. Layout: one byte of length and the epoch's name in clear, the wrap, the payload.
    """
    epoch, public = keys.writing_epoch()
    fresh = new_key()
    wrap = _SUITE.encrypt(fresh, X25519PublicKey.from_public_bytes(public), info=_info(epoch, place))
    return bytes([len(epoch)]) + epoch.encode() + wrap + seal(fresh, plain, place)


def open_by_staff(sealed: bytes | memoryview, place: bytes) -> bytes:
    """Raises SealBroken when the bytes do not open and ``keys.KeyMissing`` when this process has no private key."""
    blob = bytes(sealed)
    try:
        start = 1 + blob[0]
        epoch, wrap, payload = (
            blob[1:start].decode(),
            blob[start : start + _WRAP_BYTES],
            blob[start + _WRAP_BYTES :],
        )
        if not epoch.replace("-", "").isalnum():
            # Stored bytes that are no seal at all must not end up as a file's name in an error.
            raise ValueError("epoch")
        if epoch not in keys.epochs():
            raise SealBroken(place.decode())
        private = X25519PrivateKey.from_private_bytes(keys.private_key(epoch))
        fresh = _SUITE.decrypt(wrap, private, info=_info(epoch, place))
    except (InvalidTag, ValueError, IndexError) as error:
        raise SealBroken(place.decode()) from error
    except keys.KeyMissing as error:
        # Damage to the epoch's name must be one row's trouble, not look like a process without keys.
        if keys.can_open():
            raise SealBroken(place.decode()) from error
        raise
    return open_sealed(fresh, payload, place)


def _info(epoch: str, place: bytes) -> bytes:
    return b"stigen|" + epoch.encode() + b"|" + place
