"""Shares as small bars between words, for who reads a table on a terminal."""

import sys

#: From nothing to a whole block, in eighths; and what a terminal of few signs shows instead.
EIGHTHS = " ▏▎▍▌▋▊▉█"
PLAIN = "#"

#: How many signs a bar takes.
WIDTH = 10


def bar(share: float) -> str:
    """Return a share as a bar of :data:`WIDTH` signs; below 0 it is empty, beyond 1 it ends with a sign."""
    within = min(max(share, 0.0), 1.0)
    if not _shows(EIGHTHS):
        drawn = (PLAIN * round(within * WIDTH)).ljust(WIDTH, ".")
        return drawn + (">" if share > 1 else "")
    whole, rest = divmod(round(within * WIDTH * 8), 8)
    drawn = EIGHTHS[8] * whole + (EIGHTHS[rest] if rest else "")
    return drawn.ljust(WIDTH, "·") + ("›" if share > 1 else "")


def _shows(signs: str) -> bool:
    """Say whether standard output can show these signs."""
    try:
        signs.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
