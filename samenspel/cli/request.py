"""``samenspel request``: what was asked of whom, and whether we still wait for it."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from cyclopts import Parameter

from models.method.requests import RequestState, StopReason
from samenspel.cli import ladder_words, letter_kinds
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.confirm import DryRun
from samenspel.cli.ladder import STEPS
from samenspel.cli.options import By, Day, Reason, Slug, actor, noun
from samenspel.cli.rows import AskedLine, RequestView

app = noun("request", "List what was asked of whom; ask again, give another day, take back, record an answer.")

Id = Annotated[int, Parameter(help="The number of the request; `samenspel request list SLUG` names all.")]

#: What is said when no step is left, because a ladder became shorter than what was taken of it.
_ENDED: dict[bool, str] = {
    False: "Request {request} has no step left; a person of ours takes over.",
    True: "Request {request} would have no step left, and a person of ours would take over; nothing was changed.",
}


@app.command(name="list")
def list_(
    slug: Slug, /, *, everything: Annotated[bool, Parameter(name="--all", help="Also what has ended.")] = False
) -> Listing[AskedLine]:
    """List what we wait for, oldest first; with --all everything that was ever asked.

    Example: samenspel request list onderwijs --all
    """
    from models.actions import requests

    columns = (
        *("id", "kind", "subject", "organisation", "asked_at", "due_at", "reminders", "next_at"),
        *("state", "handed_to", "stopped_reason"),
    )
    return Listing(
        requests.requests(slug, everything=everything),
        columns,
        "{alliance} waits for nothing.",
        computed={"stopped_reason": _reason},
        words={"alliance": slug},
    )


@app.command
def show(slug: Slug, number: Id, /) -> Sheet[RequestView]:
    """Show a request: the ladder by which it is followed up, when the next step falls, the letters about it.

    Example: samenspel request show onderwijs 1
    """
    from models.actions import requests

    view = requests.request(slug, number)
    written = Listing(
        view.letters,
        ("letter", "kind", "state", "written_at", "sent_at", "reason"),
        computed={"kind": lambda line: letter_kinds.told(line.kind)},
    )
    of_request: dict[str, Callable[[AskedLine], Any]] = {
        "kind": lambda asked: asked.kind,
        "subject": lambda asked: asked.subject,
        "organisation": lambda asked: asked.organisation,
        "asked": lambda asked: asked.text,
        "asked_at": lambda asked: asked.asked_at,
        "due_at": lambda asked: asked.due_at,
        "state": lambda asked: asked.state,
        "stopped_reason": _reason,
        "handed_to": lambda asked: asked.handed_to,
        "next_at": lambda asked: asked.next_at,
    }
    computed: dict[str, Callable[[RequestView], Any]] = {
        name: partial(lambda cell, view: cell(view.request), cell) for name, cell in of_request.items()
    }
    computed["ladder"] = lambda view: ladder_words.told(view.ladder)
    shown = (
        *("kind", "subject", "organisation", "asked", "asked_at", "due_at"),
        *("state", "stopped_reason", "handed_to", "next_at", "ladder"),
    )
    return Sheet(view, shown, {"letters": written}, computed=computed)


def _reason(line: "AskedLine") -> str | None:
    """Return why it ended: a word of the method, which has a label, or what a person wrote."""
    named: dict[str | None, str] = {word.value: word for word in (*RequestState, *StopReason)}
    return named.get(line.stopped_reason, line.stopped_reason)


@app.command
def again(slug: Slug, number: Id, /, *, by: By, dry_run: DryRun = False) -> Done:
    """Ask once more, from the first step of the ladder on, what nobody answered.

    Example: samenspel request again onderwijs 1 --by hz
    """
    from models.actions import requests

    subject = requests.again(slug, number, by=actor(by), dry_run=dry_run)
    changed = {"alliance": slug, "request": number, "subject": subject, "by": by, "dry_run": dry_run}
    if dry_run:
        return Done("Request {request} ({subject}) would be asked again; nothing was changed.", changed)
    return Done("Request {request} ({subject}) is asked again.", changed, f"samenspel request list {slug}")


@app.command
def due(slug: Slug, number: Id, day: Day, /, *, by: By, dry_run: DryRun = False) -> Done:
    """Give a request another day; steps that were taken are not repeated, and none to come is lost.

    Example: samenspel request due onderwijs 1 2026-12-18 --by hz
    """
    from models.actions import requests

    next_at = requests.move_due(slug, number, day, by=actor(by), dry_run=dry_run)
    changed = {"alliance": slug, "request": number, "due": day, "next_at": next_at, "by": by, "dry_run": dry_run}
    if next_at is None:
        return Done(_ENDED[dry_run], changed)
    if dry_run:
        return Done("Request {request} would be due on {due}; nothing was changed.", changed)
    return Done("Request {request} is due on {due}; its next step falls on {next_at}.", changed)


@app.command
def ladder(
    slug: Slug,
    number: Id,
    steps: Annotated[tuple[str, ...], Parameter(help=STEPS)] = (),
    /,
    *,
    by: By,
    dry_run: DryRun = False,
) -> Done:
    """Give one request a ladder of its own; without steps it follows the ordinary one again.

    Example: samenspel request ladder onderwijs 1 "after 2 working days" "hand over after 2 working days" --by hz
    """
    from models.actions import requests

    next_at = requests.choose_ladder(slug, number, steps, by=actor(by), dry_run=dry_run)
    changed = {"alliance": slug, "request": number, "steps": steps, "next_at": next_at, "by": by, "dry_run": dry_run}
    if next_at is None:
        return Done(_ENDED[dry_run], changed)
    if dry_run:
        return Done("Request {request} would take its next step on {next_at}; nothing was changed.", changed)
    return Done(
        "Request {request} takes its next step on {next_at}.", changed, f"samenspel request show {slug} {number}"
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
        return Done("Request {request} ({subject}) would be withdrawn; nothing was changed.", changed)
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
