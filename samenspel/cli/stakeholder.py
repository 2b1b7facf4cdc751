"""``samenspel stakeholder``: who is involved, and how far the talks with each are."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from models.method.parties import Role, Sector, StakeholderStatus
from samenspel.cli.answers import Done, Listing
from samenspel.cli.changes import ChangeLine, done, with_consent
from samenspel.cli.confirm import DryRun, Yes
from samenspel.cli.options import By, Slug, actor, noun
from samenspel.cli.parts import changed, knowing, part, something, taking
from samenspel.cli.rows import StakeholderLine
from samenspel.cli.stakeholder_view import show

if TYPE_CHECKING:
    from models.method.definition import AllianceDefinition

app = noun("stakeholder", "Add and change stakeholders; record how far the talks are.")

Organisation = Annotated[str, Parameter(help="The organisation, by its key.")]
Roles = Annotated[tuple[Role, ...], Parameter(name="--role", help="What it is to the task; may be given more often.")]
Weight = Annotated[int | None, Parameter(help="1 to 5.")]
Mailbox = Annotated[str | None, Parameter(help="The shared address of the organisation.")]


@app.command(name="list")
def list_(slug: Slug, /) -> Listing[StakeholderLine]:
    """List the stakeholder field of an alliance.

    Example: samenspel stakeholder list onderwijs
    """
    from models.actions import lists_parties

    columns = ("organisation", "sector", "influence", "interest", "status", "roles", "name")
    empty = "{alliance} has no stakeholders yet."
    return Listing(lists_parties.stakeholders(slug), columns, empty, words={"alliance": slug})


app.command(show)


@app.command
def add(
    slug: Slug,
    organisation: Organisation,
    name: Annotated[str, Parameter(help="The name of the organisation.")],
    /,
    *,
    sector: Annotated[Sector, Parameter(help="Which part of society it speaks for.")],
    by: By,
    role: Roles = (),
    influence: Weight = None,
    interest: Weight = None,
    mailbox: Mailbox = None,
) -> Done:
    """Add an organisation as a stakeholder; influence and interest are 3 unless said otherwise.

    Example: samenspel stakeholder add onderwijs pabo-delta "Pabo Delta" --sector knowledge --role expert --by hz
    """
    from models.actions.revise import revise
    from models.method import definition_parts as parts
    from models.method.edits import adding, all_of

    values = {"key": organisation, "name": name, "sector": sector, "mailbox": mailbox}
    weight = {"organisation": organisation, "roles": role, "influence": influence, "interest": interest}
    edit = all_of(
        adding("organisations", part(parts.Organisation, values)),
        adding("stakeholders", part(parts.Stakeholder, weight)),
    )
    found = revise(slug, edit, by=actor(by))
    told = {"alliance": slug, "organisation": organisation, "status": StakeholderStatus.IDENTIFIED, "by": by}
    after = f"samenspel stakeholder status {slug} {organisation} in-conversation --by {by}"
    return done(found, "{name} is a stakeholder of {alliance}.", told, after, words={"name": name})


@app.command
def change(
    slug: Slug,
    organisation: Organisation,
    /,
    *,
    by: By,
    name: Annotated[str | None, Parameter(help="The name of the organisation.")] = None,
    sector: Annotated[Sector | None, Parameter(help="Which part of society it speaks for.")] = None,
    mailbox: Mailbox = None,
    role: Roles = (),
    influence: Weight = None,
    interest: Weight = None,
    contact: Annotated[str | None, Parameter(help="Whom we write to, by the key of the contact.")] = None,
) -> Done:
    """Change what is known of a stakeholder; roles take the place of the former ones, --mailbox "" takes it away.

    Example: samenspel stakeholder change onderwijs pabo-delta --influence 5 --role partner --role expert --by hz
    """
    from models.actions.revise import revise
    from models.method.edits import all_of, changing

    something(
        name=name, sector=sector, mailbox=mailbox, role=role, influence=influence, interest=interest, contact=contact
    )
    itself = {"name": name, "sector": sector, "mailbox": mailbox}
    weight = {"roles": role or None, "influence": influence, "interest": interest, "contact": contact}
    edit = all_of(
        changing("organisations", organisation, lambda one: changed(one, itself)),
        knowing("contacts", *filter(None, [contact])),
        changing("stakeholders", organisation, lambda one: changed(one, weight)),
    )
    found = revise(slug, edit, by=actor(by))
    told = {"alliance": slug, "organisation": organisation, "by": by}
    return done(found, "{what}.", told, f"samenspel stakeholder show {slug} {organisation}")


@app.command
def remove(
    slug: Slug, organisation: Organisation, /, *, by: By, dry_run: DryRun = False, yes: Yes = False
) -> Done | Listing[ChangeLine]:
    """Remove a stakeholder nobody spoke to yet, with its contacts; how talks end is recorded with status.

    Example: samenspel stakeholder remove onderwijs pabo-delta --by hz
    """
    from models.method.edits import all_of

    return with_consent(
        all_of(knowing("organisations", organisation), _without(organisation), taking("organisations", organisation)),
        "Remove {organisation} from {alliance}?",
        "{organisation} is no stakeholder of {alliance} any more.",
        {"alliance": slug, "organisation": organisation, "by": by},
        f"samenspel stakeholder list {slug}",
        dry_run=dry_run,
        yes=yes,
    )


def _without(organisation: str) -> "Callable[[AllianceDefinition], AllianceDefinition]":
    """Return the edit that leaves out an organisation as a stakeholder, and the people there."""
    return lambda definition: definition.model_copy(
        update={
            "contacts": tuple(one for one in definition.contacts if one.organisation != organisation),
            "stakeholders": tuple(one for one in definition.stakeholders if one.organisation != organisation),
        }
    )


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
    return Done("{organisation}: {status} in {alliance}.", changed, f"samenspel stakeholder list {slug}")


@app.command
def manager(
    slug: Slug,
    organisation: Organisation,
    code: Annotated[str, Parameter(help="The member of staff, by code.")],
    /,
    *,
    by: By,
) -> Done:
    """Say who of ours keeps in touch with a stakeholder, and takes up what it leaves unanswered.

    Example: samenspel stakeholder manager onderwijs pabo-delta hz --by hz
    """
    from models.actions import stakeholders

    stakeholders.appoint(slug, organisation, code, by=actor(by))
    changed = {"alliance": slug, "organisation": organisation, "manager": code, "by": by}
    after = f"samenspel stakeholder show {slug} {organisation}"
    return Done("{manager} keeps in touch with {organisation}.", changed, after)
