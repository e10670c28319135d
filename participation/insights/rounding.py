"""The numbers of disclosure control and the random rounding of one count.

Pure: knows no child, no database and no request.
"""

import hashlib
import hmac
from datetime import timedelta
from typing import Final

N_MIN: Final = 8
"""Fewest children in a cohort."""
R_DOM: Final = 3
"""Fewest children outside the largest secretary's own, unless all are that secretary's."""
BASE: Final = 3
"""Stored counts are multiples of this."""
SPLIT_MIN: Final = 12
"""Fewest children in each part when a pool is split by age."""
PERIOD: Final = 4
"""Length of a period in months; periods start in January, May and September."""
SEAL_DELAY: Final = timedelta(days=14)
"""How long after the end of a period its cohorts are sealed."""


def draw(key: bytes, question: str, option: str, ck: int, ca: int) -> float:
    """Return the number in [0, 1) that decides which way one count is rounded.

    ck and ca are the sums (mod 2^64) of the record keys of the children with this answer and of
    the whole part. The same children with the same answer are always rounded the same way, so
    nobody gains by averaging over periods, filters or re-runs.
    """
    labels = [label.encode() for label in (question, option)]
    message = b"".join(len(label).to_bytes(4, "big") + label for label in labels)
    message += ca.to_bytes(8, "big") + ck.to_bytes(8, "big")
    digest = hmac.new(key, message, hashlib.sha256).digest()
    # 53 bits are what a float holds; all 64 could round up to exactly 1.
    return float((int.from_bytes(digest[:8], "big") >> 11) / (1 << 53))


def rounded(count: int, total: int, draw: float) -> int:
    """Round a count to a multiple of BASE, right on average, and never above the total.

    Rounding above the total would betray the count: nine of eight can only be seven or eight, and
    somebody who knows the one child who answered otherwise would know all the others.
    """
    if not 0 <= count <= total:
        raise ValueError("a count lies between nought and the total")
    lower, rest = count - count % BASE, count % BASE
    if rest == 0 or lower + BASE > total:
        return lower
    return lower + BASE if draw < rest / BASE else lower
