"""``samenspel letter``: every letter that was written, and a person's hand over those that have not left."""

from typing import Annotated

from cyclopts import Parameter

from models.method.requests import LetterState
from samenspel.cli.answers import Done, Listing, Text
from samenspel.cli.letter_batch import approve, discard
from samenspel.cli.letter_find import find, problems, tries
from samenspel.cli.letter_kinds import told
from samenspel.cli.letter_open import Id, open_
from samenspel.cli.letter_preview import preview
from samenspel.cli.letter_review import review
from samenspel.cli.letter_stops import pause, resume, stops
from samenspel.cli.options import By, Reason, Slug, actor, noun
from samenspel.cli.rows import LetterLine

app = noun("letter", "Review, list, find and hold letters; pause and resume the mail.")


@app.command(name="list")
def list_(
    slug: Slug, /, *, state: Annotated[LetterState | None, Parameter(help="Only letters in this state.")] = None
) -> Listing[LetterLine]:
    """List the letters of an alliance, those that left and those that have not.

    Example: samenspel letter list onderwijs --state failed
    """
    from models.actions import letterbox

    columns = ("id", "kind", "to", "state", "written_at", "sent_at", "channel", "joined_to", "attempts", "reason")
    return Listing(
        letterbox.letters(slug, state),
        columns,
        "{alliance} has no such letters.",
        computed={"kind": lambda line: told(line.kind)},
        words={"alliance": slug},
    )


@app.command
def show(
    slug: Slug,
    number: Id,
    /,
    *,
    html: Annotated[bool, Parameter(help="The source of its page instead of its text.")] = False,
) -> Text:
    """Show a letter as it left, or as it would leave now; it names the person it is written to.

    Example: samenspel letter show onderwijs 1
    """
    from samenspel.cli.letter_pages import written

    letter = written(slug, number)
    text = f"{letter.subject}\n\n{letter.text}\n" if letter.subject else ""
    of = {"alliance": slug, "letter": number, "kind": letter.kind, "state": letter.state, "subject": letter.subject}
    return Text(letter.html if html else text, of)


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
    """Let a letter go that was held, or try one again that had failed or came back.

    Example: samenspel letter release onderwijs 2 --by hz
    """
    from models.actions import letterbox

    kind = letterbox.release(slug, number, by=actor(by))
    changed = {"alliance": slug, "letter": number, "kind": kind, "state": "queued", "by": by}
    return Done("Letter {letter} goes out.", changed, f"samenspel letter list {slug}")


# What is seen of a letter before it leaves, and found of it afterwards, stands beside this file.
app.command(open_, name="open")
for verb in (review, approve, discard, find, problems, tries, pause, resume, stops, preview):
    app.command(verb)
