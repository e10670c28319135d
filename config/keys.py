"""Keys, read from files beside the database and never from it.

A folder (``STIGEN_KEYS``) holds ``secret``, ``pepper``, ``index``, ``journal``, ``cohorts`` (32 random bytes,
hexadecimal) and ``staff/<epoch>.public`` / ``staff/<epoch>.private`` (X25519, raw, hexadecimal). The process that
serves children is given no ``.private`` file; the newest epoch by name is the one written with.
"""

from __future__ import annotations

import os
import secrets
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

FOLDER = Path(os.environ.get("STIGEN_KEYS", Path(__file__).resolve().parent.parent / "var" / "keys"))
NAMES = ("secret", "pepper", "index", "journal", "cohorts")


class KeyMissing(Exception):
    """A key this process needs is not in the keys' folder. The message names the file, never a key."""


@cache
def key(name: str) -> bytes:
    return _read(FOLDER / name)


@cache
def writing_epoch() -> tuple[str, bytes]:
    """The newest epoch's name and public key."""
    publics = sorted((FOLDER / "staff").glob("*.public"))
    if not publics:
        raise KeyMissing(f"{FOLDER}/staff/*.public")
    return publics[-1].stem, _read(publics[-1])


@cache
def private_key(epoch: str) -> bytes:
    return _read(FOLDER / "staff" / f"{epoch}.private")


@cache
def epochs() -> frozenset[str]:
    """Every epoch there ever was, by the names of its public keys."""
    return frozenset(path.stem for path in (FOLDER / "staff").glob("*.public"))


def can_open() -> bool:
    """Whether this process holds the private key of the epoch that is written with."""
    try:
        return bool(private_key(writing_epoch()[0]))
    except KeyMissing:
        return False


def make(epoch: str) -> list[Path]:
    """Make the keys that are missing, readable by their owner only; says which files were made."""
    made = [path for name in NAMES if _write(path := FOLDER / name, secrets.token_bytes(32))]
    private = X25519PrivateKey.generate()
    if not list((FOLDER / "staff").glob("*.public")):
        path = FOLDER / "staff" / f"{epoch}.private"
        _write(path, private.private_bytes_raw())
        _write(path.with_suffix(".public"), private.public_key().public_bytes_raw())
        made += [path, path.with_suffix(".public")]
    forget()
    return made


def forget() -> None:
    """Read every key anew, after the folder has changed."""
    for reader in (key, writing_epoch, private_key, epochs):
        reader.cache_clear()


def _read(path: Path) -> bytes:
    try:
        return bytes.fromhex(path.read_text().strip())
    except (OSError, ValueError) as error:
        raise KeyMissing(str(path)) from error


def _write(path: Path, value: bytes) -> bool:
    if path.exists():
        return False
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(value.hex())
    return True
