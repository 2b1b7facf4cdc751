"""Content kept under its own fingerprint in the data directory, written so that a crash leaves nothing half."""

import hashlib
import os
import tempfile
from pathlib import Path

from samenspel.settings import settings


def _folder() -> Path:
    folder = settings().base / "files"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def keep(content: bytes) -> str:
    """Keep ``content`` and return its SHA-256; keeping the same twice changes nothing."""
    sha256 = hashlib.sha256(content).hexdigest()
    if not (_folder() / sha256).exists():
        put_down(_folder() / sha256, content)
    return sha256


def put_down(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, also after a power cut; readable by the owner only."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.rename(scratch, path)
    except BaseException:
        os.unlink(scratch)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def content(sha256: str) -> bytes:
    """Return what was kept under this fingerprint."""
    return (_folder() / sha256).read_bytes()


def forget(sha256: str) -> None:
    """Take what was kept under this fingerprint out of the data directory, if it is there."""
    (_folder() / sha256).unlink(missing_ok=True)
