"""Named points at which a test can pull the plug; without ``SAMENSPEL_CRASH_AT`` they do nothing."""

import os
import signal

_AT = os.environ.get("SAMENSPEL_CRASH_AT")


def crash_point(name: str) -> None:
    """End this process with SIGKILL when ``SAMENSPEL_CRASH_AT`` names this point."""
    if _AT is not None and name == _AT:
        os.kill(os.getpid(), signal.SIGKILL)
