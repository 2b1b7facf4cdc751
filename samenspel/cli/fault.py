"""``samenspel fault``: faults of existing systems that an alliance met, and what their owners do about them."""

from typing import Annotated, Any

from cyclopts import Parameter

from models.method.faults import Element, FaultState, Scale
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.fault_bundle import bundle, bundles
from samenspel.cli.fault_return import answer, rate, received, return_
from samenspel.cli.ids import Id
from samenspel.cli.options import By, Slug, actor, noun
from samenspel.cli.parts import something
from samenspel.cli.rows import FaultLine, FaultView

app = noun("fault", "Record system faults, give them back to their owner, and follow what comes of them.")

Lies = Annotated[Element | None, Parameter(help="Where in the system the fault lies.")]
Mechanism = Annotated[str | None, Parameter(help="What keeps it in place.")]
Reach = Annotated[Scale | None, Parameter(help="How far it reaches.")]
Affected = Annotated[int | None, Parameter(help="How many people it touches, as far as anybody knows.")]
Ask = Annotated[str | None, Parameter(help="What is asked of the owner; at least 10 characters.")]
Workaround = Annotated[str | None, Parameter(help="How the alliance manages meanwhile.")]
Evidence = Annotated[str | None, Parameter(help="What shows it: a round, figures, a report.")]


@app.command
def add(
    slug: Slug,
    text: Annotated[str, Parameter(help="What is wrong; at least 10 characters, no names of persons.")],
    /,
    *,
    system: Annotated[str, Parameter(help="The system it is a fault of.")],
    by: By,
    element: Lies = None,
    mechanism: Mechanism = None,
    scale: Reach = None,
    affected: Affected = None,
    ask: Ask = None,
    workaround: Workaround = None,
    evidence: Evidence = None,
) -> Done:
    """Record a fault of an existing system; faults of other alliances that look like it are named.

    Example: samenspel fault add onderwijs "Bevoegdheden gelden per sector." --system bevoegdheidsstelsel --by hz
    """
    from models.actions import faults

    more = faults.FaultText(
        element=element,
        mechanism=mechanism,
        scale=scale,
        affected=affected,
        ask=ask,
        workaround=workaround,
        evidence=evidence,
    )
    number = faults.add_fault(slug, text, system, by=actor(by), more=more)
    similar = faults.similar(slug, number)
    changed = {"alliance": slug, "fault": number, "system": system, "text": text, "similar": similar, "by": by}
    if similar:
        after = f"samenspel fault bundle KEY {slug}/{number} {similar[0]} --title TEXT --by {by}"
        return Done("System fault {fault} is recorded. It looks like {similar}.", changed, after)
    return Done("System fault {fault} is recorded.", changed, f"samenspel fault list {slug}")


@app.command
def edit(
    slug: Slug,
    number: Id,
    /,
    *,
    by: By,
    text: Annotated[str | None, Parameter(help="What is wrong.")] = None,
    system: Annotated[str | None, Parameter(help="The system it is a fault of.")] = None,
    element: Lies = None,
    mechanism: Mechanism = None,
    scale: Reach = None,
    affected: Affected = None,
    ask: Ask = None,
    workaround: Workaround = None,
    evidence: Evidence = None,
) -> Done:
    """Put right what is said of a system fault, or say more; while its owner has it, it stays as it was sent.

    Example: samenspel fault edit onderwijs 1 --evidence "Drie rondes in twaalf scholen." --by hz
    """
    from models.actions import faults

    given = something(
        text=text,
        system=system,
        element=element,
        mechanism=mechanism,
        scale=scale,
        affected=affected,
        ask=ask,
        workaround=workaround,
        evidence=evidence,
    )
    said = faults.FaultText(**{"description" if name == "text" else name: value for name, value in given.items()})
    changed = faults.edit(slug, number, said, by=actor(by))
    told = {"alliance": slug, "fault": number, "changed": changed, "by": by}
    said_so = "System fault {fault} is up to date." if changed else "System fault {fault} said so already."
    return Done(said_so, told, f"samenspel fault show {slug} {number}")


@app.command(name="list")
def list_(
    slug: Annotated[str | None, Parameter(help="One alliance; all of them if left out.")] = None,
    /,
    *,
    owner: Annotated[str | None, Parameter(help="Only those given back to this organisation, by its key.")] = None,
    state: Annotated[FaultState | None, Parameter(help="Only those in this state.")] = None,
) -> Listing[FaultLine]:
    """List the system faults that an alliance met, or all alliances.

    Example: samenspel fault list --owner ministerie --state returned
    """
    from models.actions import lists_faults

    columns = ("id", "cycle", "system", "state", "owner", "answer", "due_at", "bundle", "description", "recorded_by")
    everything = slug is not None and owner is None and state is None
    return Listing(
        lists_faults.faults_of(slug, owner=owner, state=state),
        columns if slug else ("alliance", *columns),
        "No system faults are recorded in {alliance} yet." if everything else "There are no such system faults.",
        words={"alliance": slug},
    )


@app.command
def show(slug: Slug, number: Id, /) -> Sheet[FaultView]:
    """Show a system fault: what is known of it, to whom it was given back, and what came of it.

    Example: samenspel fault show onderwijs 1
    """
    from models.actions import lists_faults

    record = lists_faults.fault(slug, number)
    what = ("id", "state", "system", "element", "scale", "affected", "description", "mechanism", "workaround")
    asked = ("evidence", "ask", "owner", "bundle", "equal", "similar", "recorded_by", "recorded_at")
    given = ("n", "to", "returned_at", "due_at", "received_at", "answer", "answered_at", "reason")
    returns: Listing[Any] = Listing(record.returns, (*given, "action", "action_due"))
    ratings: Listing[Any] = Listing(record.ratings, ("year", "adoption", "comment", "rated_by", "rated_at"))
    after = {
        FaultState.RECORDED: f"samenspel fault return {slug} {number} --to ORGANISATION --by STAFF",
        FaultState.RETURNED: f"samenspel fault answer {slug} {number} ANSWER --by STAFF",
    }
    parts = {"returned": returns, "ratings": ratings}
    return Sheet(record, ("alliance", "cycle", *what, *asked), parts, then=after.get(FaultState(record.state), ""))


@app.command
def close(slug: Slug, number: Id, /, *, by: By) -> Done:
    """Close a system fault: its owner is not asked after it any more.

    Example: samenspel fault close onderwijs 1 --by hz
    """
    from models.actions import faults

    faults.close(slug, number, by=actor(by))
    changed = {"alliance": slug, "fault": number, "state": FaultState.CLOSED, "by": by}
    return Done("System fault {fault} is closed.", changed, f"samenspel fault list {slug}")


# The verbs that give a fault back, and those that bring equal ones together, stand beside this file.
app.command(return_, name="return")
for verb in (received, answer, rate, bundle, bundles):
    app.command(verb)
