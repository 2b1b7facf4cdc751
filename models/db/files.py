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
    path = _folder() / sha256
    if path.exists():
        return sha256
    handle, scratch = tempfile.mkstemp(dir=_folder(), prefix=".new-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.rename(scratch, path)
    return sha256


def content(sha256: str) -> bytes:
    """Return what was kept under this fingerprint."""
    return (_folder() / sha256).read_bytes()
