"""``samenspel doctor``: is everything as it should be on this machine?"""

from deployments.doctor_findings import STATES, Finding, State
from models.method.said import Said
from samenspel.cli.answers import Listing
from samenspel.cli.errors import FAILURE, OK
from samenspel.settings import settings


def doctor() -> Listing[Finding]:
    """Look at this installation and say what is wrong and what to do; exit code 1 when something is.

    Example: samenspel doctor
    """
    from deployments.doctor import examine

    findings = examine(settings())
    broken = any(finding.state is State.PROBLEM for finding in findings)
    return Listing(
        findings,
        ("check", "state", "seen", "todo"),
        computed={"state": lambda finding: Said(STATES[finding.state])},
        exit_code=FAILURE if broken else OK,
    )
