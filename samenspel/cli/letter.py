"""``samenspel letter``: every letter that was written, and a person's hand over those that have not left."""

from typing import Annotated

from cyclopts import Parameter

from models.method.requests import LetterState
from samenspel.cli.answers import Done, Listing, Text
from samenspel.cli.confirm import DryRun, Yes, confirm
from samenspel.cli.options import By, Reason, Slug, actor, noun
from samenspel.cli.output import filled
from samenspel.cli.rows import LetterLine

app = noun("letter", "List, show, hold, release and discard letters.")

Id = Annotated[int, Parameter(help="The number of the letter; `samenspel letter list SLUG` names all.")]


@app.command(name="list")
def list_(
    slug: Slug, /, *, state: Annotated[LetterState | None, Parameter(help="Only letters in this state.")] = None
) -> Listing[LetterLine]:
    """List the letters of an alliance, those that left and those that have not.

    Example: samenspel letter list onderwijs --state failed
    """
    from models.actions import letterbox

    columns = ("id", "kind", "to", "state", "written_at", "sent_at", "attempts", "reason")
    return Listing(letterbox.letters(slug, state), columns, "{alliance} has no such letters.", words={"alliance": slug})


@app.command
def show(slug: Slug, number: Id, /) -> Text:
    """Show a letter as it left, or as it would leave now; it names the person it is written to.

    Example: samenspel letter show onderwijs 1
    """
    from models.actions import letterbox
    from notifications.render import render

    page = letterbox.page(slug, number)
    subject, text = page.subject or "", page.text or ""
    if page.content is not None:
        written = render(page.content, language=page.language, recipient_name=page.name)
        subject, text = written.subject, written.text
    content = f"{subject}\n\n{text}\n" if subject else ""
    of = {"alliance": slug, "letter": number, "kind": page.kind, "state": page.state, "subject": subject}
    return Text(content, of)


@app.command
def hold(slug: Slug, number: Id, /, *, by: By, reason: Reason) -> Done:
    """Keep a letter from leaving until it is released.

    Example: samenspel letter hold onderwijs 2 --reason "Eerst overleg met de wethouder." --by hz
    """
    from models.actions import letterbox

    kind = letterbox.hold(slug, number, by=actor(by), reason=reason)
    changed = {"alliance": slug, "letter": number, "kind": kind, "state": "held", "by": by}
    return Done("Letter {letter} is held.", changed, f"samenspel letter release {slug} {number} --by {by}")


@app.command
def release(slug: Slug, number: Id, /, *, by: By) -> Done:
    """Let a letter go that was held, or try one again that had failed.

    Example: samenspel letter release onderwijs 2 --by hz
    """
    from models.actions import letterbox

    kind = letterbox.release(slug, number, by=actor(by))
    changed = {"alliance": slug, "letter": number, "kind": kind, "state": "queued", "by": by}
    return Done("Letter {letter} goes out.", changed, f"samenspel letter list {slug}")


@app.command
def discard(slug: Slug, number: Id, /, *, by: By, reason: Reason, dry_run: DryRun = False, yes: Yes = False) -> Done:
    """Keep a letter from ever leaving; what it asks stays open and is reminded of.

    Example: samenspel letter discard onderwijs 2 --reason "De vraag is al mondeling gesteld." --yes --by hz
    """
    from models.actions import letterbox

    who = actor(by)
    kind = letterbox.discard(slug, number, by=who, reason=reason, dry_run=True)
    changed = {"alliance": slug, "letter": number, "kind": kind, "state": "superseded", "by": by, "dry_run": dry_run}
    if dry_run:
        return Done("Letter {letter} would be discarded; nothing was changed.", changed)
    confirm(filled("Discard letter {letter} ({kind}) for good?", changed), yes=yes)
    letterbox.discard(slug, number, by=who, reason=reason)
    return Done("Letter {letter} is discarded.", changed, f"samenspel request list {slug}")
