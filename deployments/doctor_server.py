"""Does the Prefect server answer, to us and to nobody else, and is it the one we think it is?"""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import httpx

from deployments.doctor_asking import PATIENCE_SECONDS, Refused, read
from deployments.doctor_findings import Check, Seen, Trouble, of_skew, ok, problem, warning
from deployments.plain_asking import plain_client
from samenspel import clock
from samenspel.settings import Settings

_START = "start it with: samenspel up"
_OTHER = "stop what listens on that port, or choose another with SAMENSPEL_PORT; then start it with: samenspel up"
_LOG = "its log is logs/prefect-server.log"


def server(chosen: Settings) -> Seen:
    """Say whether a Prefect server answers where we look for it, and has its own database."""
    try:
        answer = _asked(chosen, "/ready")
    except httpx.TimeoutException:
        return problem("no answer at {url} within {seconds} s", _OTHER, url=chosen.api_url, seconds=PATIENCE_SECONDS)
    except httpx.TransportError as error:
        return problem("nothing answers at {url} ({kind})", _START, url=chosen.api_url, kind=type(error).__name__)
    if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
        return problem("the Prefect server does not reach its database", _LOG)
    if answer.status_code != httpx.codes.OK:
        seen = "what answers at {url} is no Prefect server ({status})"
        return problem(seen, _OTHER, url=chosen.api_url, status=answer.status_code)
    return ok("answers at {url}", url=chosen.api_url)


def password(chosen: Settings) -> Seen:
    """Say whether the server refuses whoever comes without the password."""
    status = _asked(chosen, "/admin/version").status_code
    if status == httpx.codes.UNAUTHORIZED:
        return ok("without the password nothing is answered")
    if status == httpx.codes.OK:
        seen = "anybody can read and change everything in Prefect without a password"
        return problem(seen, "stop it, and start it with: samenspel up")
    raise Trouble("without a password the server answers {status}, and not 401", status=status)


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
        return ok("Prefect {theirs}", theirs=theirs)
    seen = "the server is Prefect {theirs}, installed is {ours}"
    return warning(seen, "stop and start: samenspel up", theirs=theirs, ours=ours)


def server_clock(chosen: Settings) -> Seen:
    """Say whether the server goes by the same time as this machine."""
    begun = clock.WallClock().now()
    written = _asked(chosen, "/ready").headers.get("Date")
    if written is None:
        return warning("the server does not say what time it is", "does a proxy take away its Date header?")
    theirs = parsedate_to_datetime(written)
    # It says whole seconds, and may have said them at any moment between question and answer.
    ahead = (theirs - clock.WallClock().now()).total_seconds()
    behind = (begun - theirs - timedelta(seconds=1)).total_seconds()
    return of_skew(ahead if ahead > behind else -behind, "the server")


def _asked(chosen: Settings, path: str) -> httpx.Response:
    """Ask as anybody could, without the password."""
    with plain_client(chosen, seconds=PATIENCE_SECONDS, with_password=False) as client:
        return client.get(path)


CHECKS = (
    Check("server", server),
    Check("password", password, needs=("server",)),
    Check("login", login, needs=("secrets", "server")),
    Check("server-version", server_version, needs=("login",)),
    Check("server-clock", server_clock, needs=("server",)),
)
