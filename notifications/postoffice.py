"""The post office: takes letters that are due, renders them, and puts each where the mail mode says."""

import hashlib
import logging
from datetime import timedelta
from pathlib import Path

from models.actions import post
from models.actions.post import Claimed
from models.db.files import put_down
from notifications.message import message
from notifications.render import render
from samenspel.crash import crash_point
from samenspel.settings import Settings

logger = logging.getLogger("samenspel.post")

#: Far longer than sending takes, so that a slow engine is never overtaken in the middle.
LEASE = timedelta(minutes=10)


def send_due(settings: Settings, *, owner: str, limit: int = 50) -> int:
    """Send up to ``limit`` letters that are due; return how many left."""
    sent = 0
    for _ in range(limit):
        claimed = post.claim_letter(owner, lease=LEASE)
        if claimed is None:
            break
        sent += _send(claimed, settings)
    return sent


def _send(claimed: Claimed, settings: Settings) -> bool:
    try:
        rendered = render(claimed.content, language=claimed.language, recipient_name=claimed.name)
        mail = message(
            rendered,
            sender=settings.mail_from,
            to_name=claimed.name,
            to_address=claimed.address,
            key=claimed.key,
            date=claimed.written_at,
        )
    except Exception as problem:  # noqa: BLE001 -- a letter that cannot be written stops itself, not its neighbours
        # Only the kind of problem is told: its text could hold a name or an address.
        logger.error("letter %d cannot be written: %s", claimed.id, type(problem).__name__)
        post.mark_failed(claimed, type(problem).__name__, final=True)
        return False
    crash_point("letter_claimed")
    try:
        put_down(letter_file(settings.base / "outbox", claimed.key), mail.as_bytes())
    except OSError as problem:
        post.mark_failed(claimed, f"{type(problem).__name__}: {problem.strerror}")
        return False
    crash_point("letter_out")
    return post.mark_sent(claimed, subject=rendered.subject, text=rendered.text)


def letter_file(outbox: Path, key: str) -> Path:
    """Return the file of a letter, named after its key: the same letter twice is the same file."""
    return outbox / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.eml"
