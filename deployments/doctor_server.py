"""Does the Prefect server answer, to us and to nobody else, and is it the one we think it is?"""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import httpx

from deployments.doctor_asking import PATIENCE_SECONDS, Refused, read
from deployments.doctor_findings import Check, Seen, Trouble, of_skew, ok, problem, warning
from samenspel import clock
from samenspel.settings import Settings

_START = "start it with: samenspel up"
_OTHER = "stop what listens on that port, or choose another with SAMENSPEL_PORT; then " + _START


def server(chosen: Settings) -> Seen:
    """Say whether a Prefect server answers where we look for it, and has its own database."""
    try:
        answer = httpx.get(f"{chosen.api_url}/ready", timeout=PATIENCE_SECONDS)
    except httpx.TimeoutException:
        return problem(f"no answer at {chosen.api_url} within {PATIENCE_SECONDS} s", _OTHER)
    except httpx.TransportError as error:
        return problem(f"nothing answers at {chosen.api_url} ({type(error).__name__})", _START)
    if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
        return problem("the Prefect server does not reach its database", "its log is logs/prefect-server.log")
    if answer.status_code != httpx.codes.OK:
        return problem(f"what answers at {chosen.api_url} is no Prefect server ({answer.status_code})", _OTHER)
    return ok(f"answers at {chosen.api_url}")


def password(chosen: Settings) -> Seen:
    """Say whether the server refuses whoever comes without the password."""
    status = httpx.get(f"{chosen.api_url}/admin/version", timeout=PATIENCE_SECONDS).status_code
    if status == httpx.codes.UNAUTHORIZED:
        return ok("without the password nothing is answered")
    if status == httpx.codes.OK:
        return problem("anybody can read and change everything in Prefect without a password", f"stop it, and {_START}")
    raise Trouble(f"without a password the server answers {status}, and not 401")


def login(chosen: Settings) -> Seen:
    """Say whether the server takes our password."""
    try:
        read(chosen, "/admin/version")
    except Refused as refused:
        if refused.status != httpx.codes.UNAUTHORIZED:
            raise
        return problem("the server does not take the password of secrets.env", _OTHER)
    return ok("the server takes our password")


def server_version(chosen: Settings) -> Seen:
    """Say whether the server is of the version that is installed here."""
    theirs, ours = str(read(chosen, "/admin/version")), version("prefect")
    if theirs == ours:
        return ok(f"Prefect {theirs}")
    return warning(f"the server is Prefect {theirs}, installed is {ours}", "stop and start: samenspel up")


def server_clock(chosen: Settings) -> Seen:
    """Say whether the server goes by the same time as this machine."""
    begun = clock.WallClock().now()
    written = httpx.get(f"{chosen.api_url}/ready", timeout=PATIENCE_SECONDS).headers.get("Date")
    if written is None:
        return warning("the server does not say what time it is", "does a proxy take away its Date header?")
    theirs = parsedate_to_datetime(written)
    # It says whole seconds, and may have said them at any moment between question and answer.
    ahead = (theirs - clock.WallClock().now()).total_seconds()
    behind = (begun - theirs - timedelta(seconds=1)).total_seconds()
    return of_skew(ahead if ahead > behind else -behind, "the server")


CHECKS = (
    Check("server", server),
    Check("password", password, needs=("server",)),
    Check("login", login, needs=("secrets", "server")),
    Check("server-version", server_version, needs=("login",)),
    Check("server-clock", server_clock, needs=("server",)),
)
