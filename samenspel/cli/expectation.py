"""``samenspel expectation``: what parties expect of each other (R8)."""

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter

from models.method.errors import NotFound
from models.method.said import Said
from samenspel.cli.answers import Done, Listing
from samenspel.cli.changes import ChangeLine, done, with_consent
from samenspel.cli.confirm import DryRun, Yes
from samenspel.cli.ids import Id
from samenspel.cli.options import By, Slug, actor, noun
from samenspel.cli.parts import knowing, part, taking

app = noun("expectation", "Record what parties expect of each other.")

From = Annotated[str, Parameter(help="Who will do it: an organisation, or foundation or partners.")]
To = Annotated[str, Parameter(help="For whom: an organisation, or foundation or partners.")]


@dataclass(frozen=True, slots=True)
class ExpectationLine:
    """What one party will do for another; ``number`` counts the list."""

    number: int
    source: str
    target: str
    text: str


@app.command(name="list")
def list_(slug: Slug, /) -> Listing[ExpectationLine]:
    """List what parties expect of each other, numbered.

    Example: samenspel expectation list onderwijs
    """
    from models.actions.describe import described

    rows = [
        ExpectationLine(number, one.from_, one.to, one.text)
        for number, one in enumerate(described(slug).expectations, start=1)
    ]
    columns = ("number", "source", "target", "text")
    return Listing(rows, columns, "{alliance} has no expectations yet.", words={"alliance": slug})


@app.command
def add(
    slug: Slug,
    source: From,
    target: To,
    text: Annotated[str, Parameter(help="What it will do.")],
    /,
    *,
    by: By,
) -> Done:
    """Record what one party will do for another.

    Example: samenspel expectation add onderwijs fonds partners "Meedenken over de begroting." --by hz
    """
    from models.actions.revise import revise
    from models.method.definition_checks import SIDES
    from models.method.definition_parts import Expectation
    from models.method.edits import adding, all_of

    one = part(Expectation, {"from": source, "to": target, "text": text})
    organisations = [key for key in (source, target) if key not in SIDES]
    found = revise(slug, all_of(knowing("organisations", *organisations), adding("expectations", one)), by=actor(by))
    told = {"alliance": slug, "source": source, "target": target, "text": one.text, "by": by}
    return done(found, "{source} will do this for {target}: {text}", told, f"samenspel expectation list {slug}")


@app.command
def remove(
    slug: Slug, number: Id, /, *, by: By, dry_run: DryRun = False, yes: Yes = False
) -> Done | Listing[ChangeLine]:
    """Remove an expectation, by its number in the list.

    Example: samenspel expectation remove onderwijs 2 --by hz
    """
    from models.actions.describe import described
    from models.method.revision import LISTS

    listed = described(slug).expectations
    if not 1 <= number <= len(listed):
        allowed = Said("allowed: 1 to {last}", last=len(listed)) if listed else Said("there are none yet")
        raise NotFound("{slug} has no expectation {number}; {allowed}", slug=slug, number=number, allowed=allowed)
    one = listed[number - 1]
    return with_consent(
        taking("expectations", LISTS["expectations"](one)),
        "Remove this from {alliance}?",
        "{source} -> {target}: {text} (removed)",
        {"alliance": slug, "number": number, "source": one.from_, "target": one.to, "text": one.text, "by": by},
        f"samenspel expectation list {slug}",
        dry_run=dry_run,
        yes=yes,
    )
