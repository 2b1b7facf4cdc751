"""``samenspel contact``: the people we may write to, and on which ground."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from models.method.parties import BasisKind, Body
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.changes import ChangeLine, done, with_consent
from samenspel.cli.confirm import DryRun, Yes
from samenspel.cli.contact_channels import channels
from samenspel.cli.contact_import import import_
from samenspel.cli.contact_reach import opt_in, opt_out, reachable
from samenspel.cli.contact_view import ContactLine, ContactView, line, view
from samenspel.cli.language import Language
from samenspel.cli.options import By, Day, Slug, actor, noun, today
from samenspel.cli.parts import changed, knowing, part, something, taking

if TYPE_CHECKING:
    from models.method.definition import AllianceDefinition

app = noun("contact", "Add, change, import and succeed the people we may write to.")

Key = Annotated[str, Parameter(help="The contact, by its key.")]
Organisation = Annotated[str, Parameter(help="Where the person works, by the key of the organisation.")]
Written = Annotated[Language, Parameter(help="The language of letters.")]
Ground = Annotated[BasisKind, Parameter(help="On which ground we may write.")]
Source = Annotated[str, Parameter(help="Where that ground comes from.")]


@app.command(name="list")
def list_(slug: Slug, /) -> Listing[ContactLine]:
    """List the people an alliance may write to, with name and address.

    Example: samenspel contact list onderwijs
    """
    from models.actions import address_book
    from models.actions.describe import described

    reach = address_book.reachable(slug)
    rows = [line(one, reach[one.key].status) for one in described(slug).contacts]
    columns = ("key", "organisation", "name", "email", "email_status", "language", "basis", "successor")
    return Listing(rows, columns, "{alliance} knows of nobody to write to yet.", words={"alliance": slug})


@app.command
def show(slug: Slug, key: Key, /) -> Sheet[ContactView]:
    """Show one person: on which ground we write, for what, and what was asked and not answered yet.

    Example: samenspel contact show onderwijs fonds-1
    """
    record = view(slug, key)
    who = ("alliance", "key", "name", "email", "email_status", "email_status_since", "email_status_reason")
    shown = (*who, "organisation", "language", "basis", "basis_source", "basis_date")
    waits = {"asked": Listing(record.asked, ("kind", "subject"))}
    return Sheet(record, (*shown, "successor", "speaks_for", "seats", "channels"), waits)


@app.command
def add(
    slug: Slug,
    key: Annotated[str, Parameter(help="A short key for the person: lower-case letters, digits, hyphens.")],
    name: Annotated[str, Parameter(help="The name, as letters say it.")],
    email: Annotated[str, Parameter(help="The address.")],
    /,
    *,
    organisation: Organisation,
    basis: Ground,
    basis_source: Source,
    by: By,
    basis_date: Day | None = None,
    language: Written | None = None,
) -> Done:
    """Add somebody we may write to; the ground holds since today and letters are Dutch unless said otherwise.

    Example: samenspel contact add onderwijs fonds-2 "Noor Visser" noor@example.org --organisation fonds
    --basis consent --basis-source "gesprek op 2 maart" --by hz
    """
    from models.actions.revise import revise
    from models.method.definition_parts import Contact
    from models.method.edits import adding, all_of

    values = {"key": key, "organisation": organisation, "name": name, "email": email, "language": language}
    ground = {"kind": basis, "source": basis_source, "date": basis_date or today()}
    person = part(Contact, {**values, "basis": ground})
    edit = all_of(knowing("organisations", organisation), adding("contacts", person))
    found = revise(slug, edit, by=actor(by))
    told = {"alliance": slug, "contact": key, "organisation": organisation, "by": by}
    return done(found, "{contact} may be written to for {organisation}.", told, f"samenspel contact show {slug} {key}")


@app.command
def change(
    slug: Slug,
    key: Key,
    /,
    *,
    by: By,
    name: Annotated[str | None, Parameter(help="The name, as letters say it.")] = None,
    email: Annotated[str | None, Parameter(help="The address.")] = None,
    organisation: Organisation | None = None,
    language: Written | None = None,
    basis: Ground | None = None,
    basis_source: Source | None = None,
    basis_date: Day | None = None,
    no_successor: Annotated[bool, Parameter(help="Take back that somebody took over.")] = False,
) -> Done:
    """Change what is known of a person, in every alliance that knows them.

    Example: samenspel contact change onderwijs fonds-1 --email noor@example.org --by hz
    """
    from models.actions.revise import revise
    from models.method.definition_parts import Contact
    from models.method.edits import all_of, changing

    itself = {"name": name, "email": email, "organisation": organisation, "language": language}
    ground = {"basis": basis, "basis_source": basis_source, "basis_date": basis_date}
    something(**itself, **ground, no_successor=no_successor or None)

    def edited(one: Contact) -> Contact:
        given = {"kind": basis, "source": basis_source, "date": basis_date}
        values: dict[str, Any] = {**itself, "basis": changed(one.basis, given).model_dump()}
        return changed(one, {**values, "successor": ""} if no_successor else values)

    known = knowing("organisations", *filter(None, [organisation]))
    found = revise(slug, all_of(known, changing("contacts", key, edited)), by=actor(by))
    told = {"alliance": slug, "contact": key, "by": by}
    return done(found, "{what}.", told, f"samenspel contact show {slug} {key}")


@app.command
def succeed(
    slug: Slug,
    key: Key,
    successor: Annotated[str, Parameter(help="Who takes over, by the key of that contact.")],
    /,
    *,
    by: By,
    dry_run: DryRun = False,
    yes: Yes = False,
) -> Done | Listing[ChangeLine]:
    """Let somebody take over: seats and talks move, and what was asked of the former is asked of the successor.

    Example: samenspel contact succeed onderwijs fonds-1 fonds-2 --by hz
    """
    from models.actions import address_book
    from models.method.edits import all_of, changing
    from models.method.revision import ChangeKind

    asked = [
        ChangeLine("requests", f"{one.kind} {one.subject}", ChangeKind.CHANGED, "contact", key, successor)
        for one in address_book.asked_of(slug, key)
    ]
    named = changing("contacts", key, lambda one: changed(one, {"successor": successor}))
    return with_consent(
        all_of(knowing("contacts", key, successor), named),
        "Let {successor} take over from {contact} in {alliance}?",
        "{successor} takes over from {contact}.",
        {"alliance": slug, "contact": key, "successor": successor, "by": by},
        f"samenspel contact show {slug} {successor}",
        dry_run=dry_run,
        yes=yes,
        beside=asked,
    )


@app.command
def remove(slug: Slug, key: Key, /, *, by: By, dry_run: DryRun = False, yes: Yes = False) -> Done | Listing[ChangeLine]:
    """Remove a person nobody wrote to yet; who was written to gets a successor.

    Example: samenspel contact remove onderwijs fonds-2 --by hz
    """
    from models.method.edits import all_of

    return with_consent(
        all_of(knowing("contacts", key), _speaking_no_more(key), taking("contacts", key)),
        "Remove {contact} from {alliance}?",
        "{contact} is removed from {alliance}.",
        {"alliance": slug, "contact": key, "by": by},
        f"samenspel contact list {slug}",
        dry_run=dry_run,
        yes=yes,
    )


def _speaking_no_more(key: str) -> "Callable[[AllianceDefinition], AllianceDefinition]":
    """Return the edit that lets somebody else of the organisation speak for it, as far as there is one."""

    def edit(definition: "AllianceDefinition") -> "AllianceDefinition":
        return definition.model_copy(
            update={
                "stakeholders": _without(definition.stakeholders, key),
                "bodies": definition.bodies.model_copy(
                    update={str(body): _without(getattr(definition.bodies, body), key) for body in Body}
                ),
            }
        )

    return edit


def _without(places: tuple[Any, ...], key: str) -> tuple[Any, ...]:
    return tuple(one.model_copy(update={"contact": None}) if one.contact == key else one for one in places)


app.command(channels)
app.command(import_, name="import")
for _verb in (opt_out, opt_in, reachable):
    app.command(_verb)
