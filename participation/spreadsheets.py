"""Words that a spreadsheet would take for a formula, made harmless in a way that can be undone. Pure."""

from typing import Final

STARTERS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
"""Beginnings that spreadsheets read as a command (OWASP, CSV injection), and the mark itself."""
MARK: Final = "'"


def neutral(cell: object) -> object:
    """Return words that begin like a formula with an apostrophe before them; anything else as it is.

    Words that begin with an apostrophe get one more, so that taking one away always undoes it.
    """
    return MARK + cell if isinstance(cell, str) and cell.startswith(STARTERS) else cell


def restored(cell: str) -> str:
    """Return what `neutral` was given."""
    return cell.removeprefix(MARK)
