"""``samenspel stakeholder``: who is involved, and how far the talks with each are."""

from typing import Annotated

from cyclopts import Parameter

from models.method.parties import Role, Sector, StakeholderStatus
from samenspel.cli.answers import Done, Listing
from samenspel.cli.options import By, Slug, actor, noun

app = noun("stakeholder", "Add stakeholders and record how far the talks are.")

Organisation = Annotated[str, Parameter(help="The organisation, by its key.")]


@app.command(name="list")
def list_(slug: Slug, /) -> Listing:
    """List the stakeholder field of an alliance.

    Example: samenspel stakeholder list onderwijs
    """
    from models.actions import lists_parties

    columns = ("organisation", "sector", "influence", "interest", "status", "roles", "name")
    return Listing(lists_parties.stakeholders(slug), columns, f"{slug} has no stakeholders yet.")


@app.command
def add(
    slug: Slug,
    organisation: Organisation,
    name: Annotated[str, Parameter(help="The name of the organisation.")],
    /,
    *,
    sector: Annotated[Sector, Parameter(help="Which part of society it speaks for.")],
    by: By,
    role: Annotated[tuple[Role, ...], Parameter(help="What it is to the task; may be given more than once.")] = (),
    influence: Annotated[int, Parameter(help="1 to 5.", show_default=True)] = 3,
    interest: Annotated[int, Parameter(help="1 to 5.", show_default=True)] = 3,
) -> Done:
    """Add an organisation as a stakeholder.

    Example: samenspel stakeholder add onderwijs pabo-delta "Pabo Delta" --sector knowledge --role expert --by hz
    """
    from models.actions import stakeholders

    stakeholders.add(slug, organisation, name, sector, by=actor(by), roles=role, influence=influence, interest=interest)
    changed = {"alliance": slug, "organisation": organisation, "status": StakeholderStatus.IDENTIFIED, "by": by}
    after = f"samenspel stakeholder status {slug} {organisation} in-conversation --by {by}"
    return Done(f"{name} is a stakeholder of {slug}.", changed, after)


@app.command
def status(
    slug: Slug,
    organisation: Organisation,
    status: Annotated[StakeholderStatus, Parameter(help="How far the talks are now.")],
    /,
    *,
    by: By,
    reason: Annotated[str, Parameter(help="Why; needed for declined and left, no names of persons.")] = "",
) -> Done:
    """Record how far the talks with a stakeholder are; a no and a leave need a reason.

    Example: samenspel stakeholder status onderwijs pabo-delta interested --by hz
    """
    from models.actions import stakeholders

    stakeholders.move(slug, organisation, status, by=actor(by), reason=reason)
    changed = {"alliance": slug, "organisation": organisation, "status": status, "by": by}
    said = f"{organisation} is {status.replace('_', ' ')} in {slug}."
    return Done(said, changed, f"samenspel stakeholder list {slug}")
