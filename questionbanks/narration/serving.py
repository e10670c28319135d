"""Finds kept clips by name and reads the Range header. Looks at the folder only; knows no request."""

import re
from pathlib import Path

RECORDED = "recorded"

_NAME = re.compile(r"[0-9a-f]{32}")
_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")


class RangeRefused(Exception):
    """No byte of the file lies in the range asked for."""


def read_clip(folder: Path, name: str) -> Path | None:
    """The sound of that name: a voice recorded by a person where there is one, else the synthetic one."""
    return _first_file(name, folder / RECORDED / f"{name}.mp3", folder / f"{name}.mp3")


def read_timings(folder: Path, name: str) -> Path | None:
    """When each word is said. A recording has its own or none: those of the synthetic voice do not fit it."""
    if read_clip(folder, name) == folder / RECORDED / f"{name}.mp3":
        return _first_file(name, folder / RECORDED / f"{name}.json")
    return _first_file(name, folder / f"{name}.json")


def is_kept(folder: Path, name: str) -> bool:
    """Whether there is nothing left to make."""
    is_recorded = (folder / RECORDED / f"{name}.mp3").is_file()
    return is_recorded or all((folder / f"{name}.{ending}").is_file() for ending in ("mp3", "json"))


def wanted_bytes(header: str, size: int) -> range | None:
    """The bytes a Range header asks for (RFC 9110, 14.2), or None for the whole file.

    Several ranges, other units and nonsense count as no range, as the standard allows.
    Raises RangeRefused.
    """
    asked = _RANGE.fullmatch(header.strip())
    if asked is None or asked.groups() == ("", ""):
        return None
    first, last = asked.groups()
    if not first:
        wanted = range(max(0, size - int(last)), size)
    elif last and int(last) < int(first):
        return None
    else:
        wanted = range(int(first), min(int(last) + 1, size) if last else size)
    if not wanted:
        raise RangeRefused
    return wanted


def _first_file(name: str, *paths: Path) -> Path | None:
    """The name is checked before any path is looked at."""
    if not _NAME.fullmatch(name):
        return None
    return next((path for path in paths if path.is_file()), None)
