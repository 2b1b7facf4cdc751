"""What Prefect reads from the environment, for its server and for everybody who talks to it."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from models.method.errors import Refusal
from samenspel.settings import Settings

#: The line of the secrets file that holds the one user and password of the Prefect server.
_AUTH_KEY = "PREFECT_API_AUTH_STRING"

#: What a person may have set for another Prefect, and what would lead our processes astray.
_STRANGERS = ("PREFECT_PROFILE", "PREFECT_API_KEY", "PREFECT_PROFILES_PATH")


class SecretsUnreadable(Refusal):
    """The secrets file is there, but holds no user and password for the Prefect server."""


def credentials(home: Path) -> str:
    """Return ``user:password`` of the Prefect server, made up at the first call and kept in ``home/secrets.env``."""
    file = home / "secrets.env"
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        _create(file, f"{_AUTH_KEY}=samenspel:{secrets.token_urlsafe(24)}\n")
    for line in file.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition("=")
        if key.strip() == _AUTH_KEY and ":" in value:
            return value.strip()
    raise SecretsUnreadable(
        "{file} has no line {key}=user:password; remove the file to have a new one made", file=file, key=_AUTH_KEY
    )


def _create(file: Path, text: str) -> None:
    # Written aside and then linked, so that of two processes that start together one wins and both read the same.
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".secrets-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as aside:
            aside.write(text)
            aside.flush()
            os.fsync(aside.fileno())
        with suppress(FileExistsError):
            os.link(name, file)
    finally:
        os.unlink(name)


def prefect_home(settings: Settings) -> Path:
    """Return the directory in which Prefect keeps its own files."""
    return settings.base / "prefect"


def database_url(settings: Settings) -> str:
    """Return the URL of Prefect's own database."""
    if settings.prefect_database_url is not None:
        return settings.prefect_database_url.get_secret_value()
    return f"sqlite+aiosqlite:///{prefect_home(settings) / 'prefect.db'}"


def client_environment(settings: Settings) -> dict[str, str]:
    """Return what a process needs in its environment to talk to our Prefect server, and to no other."""
    return {
        "PREFECT_HOME": str(prefect_home(settings)),
        "PREFECT_API_URL": settings.api_url,
        _AUTH_KEY: credentials(settings.base),
        # A client without a server must say so, and not start one of its own with an empty database.
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        # Server and clients are of one installation; to ask for the version first would take a question each time.
        "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }


def server_environment(settings: Settings) -> dict[str, str]:
    """Return what the Prefect server needs in its environment: closed to strangers, silent to the outside."""
    return client_environment(settings) | {
        "PREFECT_SERVER_API_HOST": settings.host,
        "PREFECT_SERVER_API_PORT": str(settings.port),
        "PREFECT_SERVER_API_AUTH_STRING": credentials(settings.base),
        "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": settings.ui_url,
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": database_url(settings),
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        # Not in the installation, which may belong to somebody else or be read-only.
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(prefect_home(settings) / "ui"),
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        # What the steps of runs tell is written down once a second, instead of each by itself.
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
        # Whoever edits a schedule or lets it go on sees its next dates within so many seconds, instead of a minute.
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "15",
    }


def full_environment(ours: Mapping[str, str]) -> dict[str, str]:
    """Return the present environment with ``ours`` in it, and without what belongs to another Prefect."""
    return {key: value for key, value in os.environ.items() if key not in _STRANGERS} | dict(ours)


def apply_client_environment(settings: Settings) -> None:
    """Make this process a client of our Prefect server; to be called before Prefect is imported."""
    for stranger in _STRANGERS:
        os.environ.pop(stranger, None)
    os.environ.update(client_environment(settings))
