"""``samenspel request``: what was asked of whom, and whether we still wait for it."""

from typing import Annotated

from cyclopts import Parameter

from models.method.requests import RequestState
from samenspel.cli.answers import Done, Listing
from samenspel.cli.confirm import DryRun
from samenspel.cli.options import By, Reason, Slug, actor, noun
from samenspel.cli.rows import AskedLine

app = noun("request", "List what was asked of whom; take a request back or record an answer.")

Id = Annotated[int, Parameter(help="The number of the request; `samenspel request list SLUG` names all.")]


@app.command(name="list")
def list_(
    slug: Slug, /, *, everything: Annotated[bool, Parameter(name="--all", help="Also what has ended.")] = False
) -> Listing[AskedLine]:
    """List what we wait for, oldest first; with --all everything that was ever asked.

    Example: samenspel request list onderwijs --all
    """
    from models.actions import requests

    columns = ("id", "kind", "subject", "organisation", "asked_at", "due_at", "reminders", "state", "stopped_reason")
    rows = requests.requests(slug, everything=everything)
    named: dict[str | None, str] = {state.value: state for state in RequestState}
    return Listing(
        rows,
        columns,
        "{alliance} waits for nothing.",
        computed={"stopped_reason": lambda line: named.get(line.stopped_reason, line.stopped_reason)},
        words={"alliance": slug},
    )


@app.command
def withdraw(slug: Slug, number: Id, /, *, by: By, reason: Reason, dry_run: DryRun = False) -> Done:
    """Ask for it no longer: its reminders end, and it leaves letters that were not sent.

    Example: samenspel request withdraw onderwijs 3 --reason "De gemeente antwoordde al." --by hz
    """
    from models.actions import requests

    subject = requests.withdraw(slug, number, by=actor(by), reason=reason, dry_run=dry_run)
    changed = {
        "alliance": slug,
        "request": number,
        "subject": subject,
        "state": "withdrawn",
        "by": by,
        "dry_run": dry_run,
    }
    if dry_run:
        said = "Request {request} ({subject}) would be withdrawn; nothing was changed."
        return Done(said, changed)
    return Done("Request {request} ({subject}) is withdrawn.", changed, f"samenspel request list {slug}")


@app.command
def answer(slug: Slug, number: Id, /, *, by: By) -> Done:
    """Record that it was answered by other means, such as the telephone; its reminders end.

    Example: samenspel request answer onderwijs 3 --by hz
    """
    from models.actions import requests

    subject = requests.answer(slug, number, by=actor(by))
    changed = {"alliance": slug, "request": number, "subject": subject, "state": "answered", "by": by}
    return Done("Request {request} ({subject}) is answered.", changed, f"samenspel request list {slug}")
