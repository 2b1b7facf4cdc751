"""The address that mail comes back to: it names the letter, and is signed so that nobody can make one up.

It is the envelope sender, which no recipient sees: ``bounce+<letter>.<day>.<signature>@example.org``. What comes back
finds its letter by that address alone; nothing else that a returned mail says of itself is believed.
"""

import hashlib
import hmac
import os
import re
import secrets
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.db.files import put_down
from samenspel.settings import Settings

#: The secret that addresses are signed with where the settings give none; made once, and readable by the owner only.
KEY_FILE = "mail.key"

#: An address is good on its day, so long before it, because clocks differ, and so long after it.
BEFORE = timedelta(hours=48)
AFTER = timedelta(days=14)

#: What mail servers take before the ``@`` (RFC 5321, 4.5.3.1.1).
LONGEST_LOCAL = 64

_SIGNED = re.compile(r"([1-9][0-9]{0,9})\.([0-9a-z]{1,6})\.([0-9a-f]{16})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def base(settings: Settings) -> str:
    """Return the address that mail comes back to, without letter and signature."""
    return settings.bounce_address or settings.mail_from


def sender(settings: Settings, letter_id: int, at: datetime) -> str:
    """Return the envelope sender of a letter that leaves now, at ``at``.

    Where the address is so long that no server would take it with a signature, it is the plain one: the letter leaves,
    and what comes back of it is for a person to read.
    """
    local, _, domain = base(settings).rpartition("@")
    day = _base36((at - _EPOCH).days)
    signed = f"{local}+{letter_id}.{day}.{_signature(_key(settings), str(letter_id), day)}"
    return f"{signed if len(signed) <= LONGEST_LOCAL else local}@{domain}"


def letter_of(settings: Settings, address: str, now: datetime) -> int | None:
    """Return the letter that an address of ours names; ``None`` for every other, a forged one, and one too old.

    Capitals do not count, because some servers change them. It reads anything at all.
    """
    local, _, domain = address.lower().rpartition("@")
    start, _, behind = local.rpartition("+")
    found = _SIGNED.fullmatch(behind)
    if found is None or f"{start}@{domain}" != base(settings).lower():
        return None
    letter, day, signature = found.groups()
    if not hmac.compare_digest(signature, _signature(_key(settings), letter, day)):
        return None
    of = _EPOCH + timedelta(days=int(day, 36))
    return int(letter) if of - BEFORE <= now < of + timedelta(days=1) + AFTER else None


def _signature(key: bytes, letter: str, day: str) -> str:
    return hmac.new(key, f"samenspel bounce {letter}.{day}".encode(), hashlib.sha256).hexdigest()[:16]


def _base36(number: int) -> str:
    written = ""
    while number:
        number, digit = divmod(number, 36)
        written = _DIGITS[digit] + written
    return written or "0"


def _key(settings: Settings) -> bytes:
    chosen = settings.mail_secret.get_secret_value() if settings.mail_secret is not None else ""
    if chosen:
        return chosen.encode()
    path = settings.base / KEY_FILE
    if not path.exists():
        _make_key(path)
    return path.read_bytes()


def _make_key(path: Path) -> None:
    """Put a key down unless somebody was first: two processes that begin together must sign alike."""
    scratch = path.with_name(f".new-{secrets.token_hex(8)}")
    put_down(scratch, secrets.token_hex(32).encode())
    with suppress(FileExistsError):
        os.link(scratch, path)
    scratch.unlink()
