"""``samenspel body``: seats in the sponsor group and the project team (R51, R99, R100)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from models.method.errors import NotFound
from models.method.parties import Body
from models.method.said import Said
from samenspel.cli.answers import Done, Listing
from samenspel.cli.changes import ChangeLine, done, told, with_consent
from samenspel.cli.confirm import DryRun, Yes
from samenspel.cli.options import By, Slug, actor, noun

if TYPE_CHECKING:
    from models.method.definition import AllianceDefinition

app = noun("body", "Give and take seats in the sponsor group and the project team.")

Which = Annotated[Body, Parameter(help="Which of the two bodies.")]


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat of an organisation, through one of its contacts, or of a member of staff."""

    body: Body
    organisation: str | None
    staff: str | None
    contact: str | None
    chair: bool


@app.command(name="list")
def list_(slug: Slug, /) -> Listing[Seat]:
    """List who sits in the sponsor group and in the project team.

    Example: samenspel body list onderwijs
    """
    from models.actions.describe import described

    bodies = described(slug).bodies
    rows = [
        Seat(body, one.organisation, one.staff, one.contact, one.chair)
        for body in Body
        for one in getattr(bodies, body)
    ]
    columns = ("body", "organisation", "staff", "contact", "chair")
    return Listing(rows, columns, "Nobody sits in the bodies of {alliance} yet.", words={"alliance": slug})


@app.command(name="set")
def set_(
    slug: Slug,
    body: Which,
    organisation: Annotated[str, Parameter(help="The organisation, by its key.")],
    /,
    *,
    by: By,
    chair: Annotated[
        bool, Parameter(help="Let it take the chair; what was asked of the former chair is asked anew.")
    ] = (False),
    dry_run: DryRun = False,
) -> Done | Listing[ChangeLine]:
    """Give an organisation a seat in a body; a new chair takes the place of the old one.

    Example: samenspel body set onderwijs sponsor-group fonds --chair --by hz
    """
    from models.actions.revise import revise
    from models.method.edits import seating

    found = revise(slug, seating(body, organisation, chair=chair), by=actor(by), dry_run=dry_run)
    if dry_run:
        return told(found)
    changed = {"alliance": slug, "body": body, "organisation": organisation, "chair": chair, "by": by}
    said = (
        "{organisation} chairs the {body} of {alliance}."
        if chair
        else "{organisation} sits in the {body} of {alliance}."
    )
    return done(found, said, changed, f"samenspel body list {slug}")


@app.command
def leave(
    slug: Slug,
    body: Which,
    who: Annotated[str, Parameter(help="The organisation or the member of staff, by its key or code.")],
    /,
    *,
    by: By,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> Done | Listing[ChangeLine]:
    """Take back the seat of an organisation or of a member of staff in a body.

    Example: samenspel body leave onderwijs project-team fonds --by hz
    """
    return with_consent(
        _leaving(body, who),
        "Take the seat of {who} in the {body} of {alliance} back?",
        "{who} has left the {body} of {alliance}.",
        {"alliance": slug, "body": body, "who": who, "by": by},
        f"samenspel body list {slug}",
        dry_run=dry_run,
        yes=yes,
    )


def _leaving(body: Body, who: str) -> "Callable[[AllianceDefinition], AllianceDefinition]":
    from models.method.definition_types import did_you_mean

    def edit(definition: "AllianceDefinition") -> "AllianceDefinition":
        seats = getattr(definition.bodies, body)
        left = tuple(one for one in seats if who not in (one.organisation, one.staff))
        if left == seats:
            known = [str(one.organisation or one.staff) for one in seats]
            raise NotFound(
                "{who!r} has no seat in the {body} of {slug}{hint}",
                who=who,
                body=Said(body.replace("_", " ")),
                slug=definition.slug,
                hint=did_you_mean(who, known) or Said("; known: {known}", known=", ".join(known) or Said("nobody")),
            )
        return definition.model_copy(update={"bodies": definition.bodies.model_copy(update={str(body): left})})

    return edit
