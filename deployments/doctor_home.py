"""Can the data directory be used, by us and by nobody else?"""

import os
import shutil
import stat
from pathlib import Path

from deployments.doctor_findings import Check, Seen, ok, problem, some, warning
from deployments.prefect_env import SecretsUnreadable, credentials, database_url
from samenspel.settings import Settings

#: Below so many free bytes something will stop soon, or has stopped.
LITTLE, TOO_LITTLE = 2**30, 100 * 2**20

#: What SQLite keeps beside a database; there as much can be read as in the database itself.
_BESIDE = ("", "-wal", "-shm", "-journal")

_OWNER = "work as the user that owns {place}"


def home(chosen: Settings) -> Seen:
    """Say whether the data directory is there, writable for us and closed to others."""
    place = chosen.base
    if not place.exists():
        todo = "start with: samenspel up, or set SAMENSPEL_HOME to the right one"
        return problem("there is no data directory {place}", todo, place=place)
    if not place.is_dir():
        return problem("{place} is a file", "set SAMENSPEL_HOME to a directory", place=place)
    if place.stat().st_mode & stat.S_IWOTH:
        return problem("everybody on this machine may write in {place}", "chmod go-w {place}", place=place)
    # Asked and not tried: looking must leave nothing behind.
    if not os.access(place, os.R_OK | os.W_OK | os.X_OK):
        return problem("{place} is not writable for this user", _OWNER, place=place)
    return ok("{place}", place=place)


def disk(chosen: Settings) -> Seen:
    """Say whether there is room left where the data directory is."""
    return of_free(shutil.disk_usage(chosen.base).free)


def of_free(free: int) -> Seen:
    """Say whether so many bytes are enough."""
    room = f"{free / 2**30:.1f} GiB" if free >= LITTLE else f"{free // 2**20} MiB"
    todo = "make room on the disk of the data directory, or move it to a larger one"
    if free < TOO_LITTLE:
        return problem("{room} free: too little to go on", todo, room=room)
    return warning("{room} free: little", todo, room=room) if free < LITTLE else ok("{room} free", room=room)


def private_files(chosen: Settings) -> Seen:
    """Say whether password, databases, letters and logs are for the owner alone."""
    open_to_others = [path for path in _private(chosen) if path.exists() and path.stat().st_mode & 0o077]
    if open_to_others:
        names = [str(path) for path in open_to_others]
        seen = "others on this machine can get at: {names}"
        return problem(seen, "chmod go= {every}", names=some(names), every=" ".join(names))
    return ok("password, databases, letters and logs are for the owner alone")


def _private(chosen: Settings) -> list[Path]:
    databases = [sqlite_file(url) for url in (chosen.application_url, database_url(chosen))]
    beside = [path.with_name(path.name + ending) for path in databases if path is not None for ending in _BESIDE]
    return [chosen.base / "secrets.env", *beside, *(chosen.base / name for name in ("outbox", "files", "logs"))]


def sqlite_file(url: str) -> Path | None:
    """Return the file of a database that SQLite keeps, ``None`` for any other."""
    scheme, _, rest = url.partition(":///")
    name = rest.partition("?")[0]
    return Path(name) if scheme.split("+")[0] == "sqlite" and name not in {"", ":memory:"} else None


def secrets(chosen: Settings) -> Seen:
    """Say whether the password of Prefect is there to be read; none is made up here."""
    if not (chosen.base / "secrets.env").exists():
        return problem(
            "there is no secrets.env with the password of Prefect", "start with: samenspel up, which makes one"
        )
    try:
        credentials(chosen.base)
    except SecretsUnreadable:
        return problem("secrets.env has no user and password in it", "remove it and start with: samenspel up")
    except OSError as error:
        seen = "secrets.env cannot be read ({kind})"
        return problem(seen, "work as the user that owns the file", kind=type(error).__name__)
    return ok("secrets.env")


CHECKS = (
    Check("home", home),
    Check("disk", disk, needs=("home",)),
    Check("private-files", private_files, needs=("home",)),
    Check("secrets", secrets, needs=("home",)),
)
