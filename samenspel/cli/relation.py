"""``samenspel relation``: what organisations are to each other."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from cyclopts import Parameter

from models.method.parties import RelationKind
from samenspel.cli.answers import Done, Listing
from samenspel.cli.changes import ChangeLine, done, with_consent
from samenspel.cli.confirm import DryRun, Yes
from samenspel.cli.options import By, Day, Slug, actor, noun
from samenspel.cli.parts import changed, knowing, part, something, taking

app = noun("relation", "Record what organisations are to each other.")

From = Annotated[str, Parameter(help="The one organisation, by its key.")]
Kind = Annotated[RelationKind, Parameter(help="What it is to the other.")]
To = Annotated[str, Parameter(help="The other organisation, by its key.")]
Strength = Annotated[int | None, Parameter(help="How strong it is, 1 to 5; 3 if left out.")]


@dataclass(frozen=True, slots=True)
class RelationLine:
    """What an organisation is to another."""

    source: str
    kind: RelationKind
    target: str
    strength: int
    since: date | None
    until: date | None


def of(slug: str) -> list[RelationLine]:
    """Return every relation of an alliance, in the order in which they were described."""
    from models.actions.describe import described

    return [
        RelationLine(one.from_, one.kind, one.to, one.strength, one.since, one.until)
        for one in described(slug).relations
    ]


@app.command(name="list")
def list_(slug: Slug, /) -> Listing[RelationLine]:
    """List what organisations are to each other.

    Example: samenspel relation list onderwijs
    """
    columns = ("source", "kind", "target", "strength", "since", "until")
    return Listing(of(slug), columns, "{alliance} knows of no relations yet.", words={"alliance": slug})


@app.command
def add(
    slug: Slug,
    source: From,
    kind: Kind,
    target: To,
    /,
    *,
    by: By,
    strength: Strength = None,
    since: Day | None = None,
    until: Day | None = None,
) -> Done:
    """Record what an organisation is to another.

    Example: samenspel relation add onderwijs fonds funds gemeente --strength 4 --since 2025-01-01 --by hz
    """
    from models.actions.revise import revise
    from models.method.definition_parts import Relation
    from models.method.edits import adding, all_of

    more = {"strength": strength, "since": since, "until": until}
    one = part(Relation, {"from": source, "kind": kind, "to": target, **more})
    edit = all_of(knowing("organisations", source, target), adding("relations", one))
    found = revise(slug, edit, by=actor(by))
    told = {"alliance": slug, "source": source, "kind": kind, "target": target, "by": by}
    return done(found, "{source} {kind} {target}.", told, f"samenspel relation list {slug}")


@app.command
def change(
    slug: Slug,
    source: From,
    kind: Kind,
    target: To,
    /,
    *,
    by: By,
    strength: Strength = None,
    since: Day | None = None,
    until: Day | None = None,
) -> Done:
    """Change how strong a relation is, or when it began or ended.

    Example: samenspel relation change onderwijs fonds funds gemeente --until 2027-12-31 --by hz
    """
    from models.actions.revise import revise
    from models.method.edits import changing

    given = something(strength=strength, since=since, until=until)
    edit = changing("relations", f"{source} {kind} {target}", lambda one: changed(one, given))
    found = revise(slug, edit, by=actor(by))
    told = {"alliance": slug, "source": source, "kind": kind, "target": target, "by": by}
    return done(found, "{what}.", told, f"samenspel relation list {slug}")


@app.command
def remove(
    slug: Slug, source: From, kind: Kind, target: To, /, *, by: By, dry_run: DryRun = False, yes: Yes = False
) -> Done | Listing[ChangeLine]:
    """Remove a relation that was recorded by mistake; one that is over gets its last day with change --until.

    Example: samenspel relation remove onderwijs fonds funds gemeente --by hz
    """
    return with_consent(
        taking("relations", f"{source} {kind} {target}"),
        "Remove this from {alliance}?",
        "{source} {kind} {target}: removed.",
        {"alliance": slug, "source": source, "kind": kind, "target": target, "by": by},
        f"samenspel relation list {slug}",
        dry_run=dry_run,
        yes=yes,
    )
