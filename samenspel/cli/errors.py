"""From an error to an exit code, a code for scripts, a sentence and a hint: the one place that knows."""

import json
import sys
import traceback
from dataclasses import dataclass

from cyclopts import CycloptsError

from models.method.errors import Refusal
from samenspel.cli import usage
from samenspel.cli.language import tr
from samenspel.cli.output import readable, say

OK, FAILURE, USAGE, REFUSED, MISSING, UNAVAILABLE, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130

#: What the exit codes mean, as it stands below every help page.
EXIT_CODES = (
    "Exit codes: 0 ok, 1 failure, 2 usage or bad input, 3 conditions not met, not allowed or already decided, "
    "4 not found, 5 database or service unavailable, 130 interrupted."
)


@dataclass(frozen=True, slots=True)
class Kind:
    """How a class of errors is told: the exit code, the code for scripts, and what usually helps."""

    exit: int
    code: str
    hint: str = ""
    says: str = ""


#: The most exact class counts. Classes are named by their path, so that no library has to be loaded for an error that
#: does not happen; ``says`` takes the place of a message that would be of no use to anybody.
KINDS: dict[str, Kind] = {
    "cyclopts.exceptions.CycloptsError": Kind(USAGE, "usage", "look at the same command with --help"),
    "models.method.errors.BadInput": Kind(USAGE, "bad_input"),
    "models.method.errors.NotFound": Kind(MISSING, "not_found"),
    "models.method.errors.AlreadyDecided": Kind(REFUSED, "already_decided", "see: samenspel decision list --all"),
    "models.method.errors.ConditionsNotMet": Kind(REFUSED, "conditions_not_met", "see: samenspel gate show SLUG"),
    "models.method.errors.PhaseNotAllowed": Kind(REFUSED, "phase_not_allowed"),
    "models.method.errors.StatusNotAllowed": Kind(REFUSED, "status_not_allowed"),
    "models.method.errors.NotAllowed": Kind(REFUSED, "not_allowed"),
    "models.method.errors.PhaseMovedOn": Kind(REFUSED, "phase_moved_on", "see: samenspel status SLUG"),
    "models.db.migrate.SchemaProblem": Kind(UNAVAILABLE, "database_unavailable"),
    "samenspel.cli.confirm.NotConfirmed": Kind(
        USAGE, "not_confirmed", "add --yes to do it, or --dry-run to look first"
    ),
    "samenspel.cli.confirm.Declined": Kind(FAILURE, "declined"),
    "sqlalchemy.exc.OperationalError": Kind(
        UNAVAILABLE,
        "database_unavailable",
        "is SAMENSPEL_DATABASE_URL right, and is the disk writable and not full? see: samenspel doctor",
    ),
    "deployments.up.CannotStart": Kind(UNAVAILABLE, "cannot_start"),
    "deployments.demo.life.StoryStuck": Kind(FAILURE, "failure"),
    "deployments.server.ServerError": Kind(UNAVAILABLE, "cannot_start"),
    "deployments.prefect_env.SecretsUnreadable": Kind(UNAVAILABLE, "cannot_start"),
    "notifications.channels.ChannelsUnreadable": Kind(UNAVAILABLE, "channels_unreadable"),
    "samenspel.cli.channel.NotTaken": Kind(
        FAILURE, "not_taken", "is its address right, and is the service up? remove it and add it anew to change it"
    ),
    "httpx.ConnectError": Kind(
        UNAVAILABLE, "service_unavailable", "start it with: samenspel up", says="the Prefect server does not answer"
    ),
    "pydantic_core._pydantic_core.ValidationError": Kind(USAGE, "bad_setting", "settings are read from SAMENSPEL_*"),
    "builtins.OSError": Kind(FAILURE, "failure"),
    "builtins.KeyboardInterrupt": Kind(INTERRUPTED, "interrupted", says="interrupted"),
    "builtins.BaseException": Kind(FAILURE, "failure", "run it again with --debug to see where"),
}


def kind_of(error: BaseException) -> Kind:
    """Return how an error is told: the entry of its most exact class."""
    paths = (f"{cls.__module__}.{cls.__qualname__}" for cls in type(error).__mro__)
    return next(KINDS[path] for path in paths if path in KINDS)


def report(error: BaseException, *, as_json: bool, debug: bool) -> int:
    """Tell on standard error what went wrong and return the exit code; the trace only with ``debug``."""
    kind = kind_of(error)
    if debug:
        traceback.print_exception(error)
    message, hint = tr(kind.says) or _message(error), tr(kind.hint)
    if as_json:
        told = {"error": {"code": kind.code, "message": message, "hint": hint}}
        print(json.dumps(told, ensure_ascii=False), file=sys.stderr)
    else:
        say(f"{tr('Error:')} {message}" + (f"\n{tr('Hint:')} {hint}" if hint else ""))
    return kind.exit


def _message(error: BaseException) -> str:
    if kind_of(error) is KINDS["builtins.BaseException"]:
        return f"{tr('something went wrong inside samenspel')}: {type(error).__name__}: {error}".rstrip(": ")
    if isinstance(error, CycloptsError):
        return usage.sentence(error)
    if isinstance(error, OSError):
        named = f" ({error.filename})" if error.filename else ""
        return f"{error.strerror or type(error).__name__}{named}"
    if kind_of(error).code == "bad_setting":
        return _setting(error)
    if kind_of(error) is KINDS["sqlalchemy.exc.OperationalError"]:
        return tr(_database(error))
    return readable(error.said) if isinstance(error, Refusal) else str(error)


#: What a database says when it cannot write, and what that means; its own text may hold what was written.
_DATABASE_SAYS = {
    "readonly database": "the application database may not be written by you",
    "unable to open database": "the application database cannot be opened",
    "disk is full": "the disk of the application database is full",
    "No space left": "the disk of the application database is full",
    "disk I/O error": "the disk of the application database has an error or is full",
    "database is locked": "the application database is busy with somebody else's change",
    "not a database": "the application database is damaged, or is no database",
}


def _database(error: BaseException) -> str:
    said = str(getattr(error, "orig", ""))
    return next(
        (told for words, told in _DATABASE_SAYS.items() if words in said), "the application database does not answer"
    )


def _setting(error: BaseException) -> str:
    from pydantic import ValidationError

    if not isinstance(error, ValidationError):
        return str(error)
    told = ((".".join(str(part) for part in one["loc"]), one["msg"]) for one in error.errors())
    return "; ".join(f"{error.title} {where}: {what}" if where else what for where, what in told)
