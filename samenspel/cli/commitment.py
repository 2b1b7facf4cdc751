"""``samenspel commitment``: what partners bring, from promise to delivery, and how a promise ends."""

from typing import Annotated

from cyclopts import Parameter

from models.method.commitments import ContributionKind
from samenspel.cli.amounts import KEPT, Amount, TypedUnit, counted
from samenspel.cli.answers import Done, Listing
from samenspel.cli.options import By, Day, Reason, Slug, actor, noun, today
from samenspel.cli.rows import CommitmentLine

app = noun("commitment", "Promise, confirm, deliver, close and transfer contributions.")

Key = Annotated[str, Parameter(help="The commitment: c1, c2 ...")]


@app.command(name="list")
def list_(slug: Slug, /) -> Listing[CommitmentLine]:
    """List everything that was ever promised; in JSON, money is counted in cents.

    Example: samenspel commitment list onderwijs
    """
    from models.actions import lists_parties

    return Listing(
        lists_parties.commitments(slug),
        ("key", "organisation", "kind", "promised", "received", "status", "starts_on", "ends_on", "description"),
        "Nothing was promised to {alliance} yet.",
        computed={
            "promised": lambda line: Amount(line.quantity, line.unit),
            "received": lambda line: Amount(line.delivered, line.unit),
        },
        words={"alliance": slug},
    )


@app.command
def promise(
    slug: Slug,
    organisation: Annotated[str, Parameter(help="Who promises, by its key.")],
    amount: Annotated[str, Parameter(help="How much: 25000 or 25000.50 in euros, whole hours or pieces.")],
    unit: Annotated[TypedUnit, Parameter(help="What it is counted in.")],
    /,
    *,
    kind: Annotated[ContributionKind, Parameter(help="What is brought in.")],
    text: Annotated[str, Parameter(help="What is promised; at least 10 characters.")],
    by: By,
    starts: Day | None = None,
    ends: Day | None = None,
    need: Annotated[str | None, Parameter(help="The need it answers, by its key.")] = None,
    critical: Annotated[bool, Parameter(help="Nothing works without it, whatever else comes.")] = False,
) -> Done:
    """Record what an organisation promises; it starts today and has no end unless said otherwise.

    Example: samenspel commitment promise onderwijs fonds 25000 euro --kind capital --text "Voor de pilot." --by hz
    """
    from models.actions import commitments

    kept = KEPT[unit]
    quantity = counted(amount, kept)
    key = commitments.promise(
        slug,
        organisation,
        kind,
        text,
        quantity,
        kept,
        by=actor(by),
        starts_on=starts or today(),
        ends_on=ends,
        need=need,
        critical=critical,
    )
    changed = {
        "alliance": slug,
        "commitment": key,
        "organisation": organisation,
        "quantity": quantity,
        "unit": kept,
        "critical": critical,
        "status": "promised",
        "by": by,
    }
    return Done(
        "{organisation} promised {amount} ({commitment}).",
        changed,
        f"samenspel commitment confirm {slug} {key} --by {by}",
        words={"amount": Amount(quantity, kept)},
    )


@app.command
def confirm(slug: Slug, key: Key, /, *, by: By) -> Done:
    """Record that the organisation stands by its promise; it becomes a partner by that.

    Example: samenspel commitment confirm onderwijs c1 --by hz
    """
    from models.actions import commitments, lists_parties

    lists_parties.commitment(slug, key)
    commitments.confirm(slug, key, by=actor(by))
    changed = {"alliance": slug, "commitment": key, "status": "confirmed", "by": by}
    return Done("{commitment} is confirmed.", changed, f"samenspel commitment deliver {slug} {key} AMOUNT --by {by}")


@app.command
def reconfirm(slug: Slug, key: Key, /, *, by: By) -> Done:
    """Record that a promise still stands; the organisation is thanked, and asked again half a year from now.

    Example: samenspel commitment reconfirm onderwijs c1 --by hz
    """
    from models.actions import lists_parties, reconfirming

    lists_parties.commitment(slug, key)
    reconfirming.reconfirm(slug, key, by=actor(by))
    changed = {"alliance": slug, "commitment": key, "status": "confirmed", "by": by}
    return Done("{commitment} still stands.", changed, f"samenspel commitment list {slug}")


@app.command
def deliver(
    slug: Slug,
    key: Key,
    amount: Annotated[str, Parameter(help="How much came in, in the unit of the promise.")],
    /,
    *,
    by: By,
    on: Day | None = None,
    evidence: Annotated[str, Parameter(help="Where this can be seen.")] = "",
) -> Done:
    """Record that a part of a commitment came in, today unless said otherwise.

    Example: samenspel commitment deliver onderwijs c1 12500 --on 2026-11-20 --by hz
    """
    from models.actions import commitments, lists_parties

    unit = lists_parties.commitment(slug, key).unit
    quantity = counted(amount, unit)
    status = commitments.deliver(slug, key, quantity, by=actor(by), on=on or today(), evidence=evidence)
    changed = {"alliance": slug, "commitment": key, "quantity": quantity, "unit": unit, "status": status, "by": by}
    return Done(
        "{amount} of {commitment} came in; it is {status}.",
        changed,
        f"samenspel commitment list {slug}",
        words={"amount": Amount(quantity, unit)},
    )


@app.command
def withdraw(slug: Slug, key: Key, /, *, by: By, reason: Reason) -> Done:
    """Record that an organisation takes its promise back.

    Example: samenspel commitment withdraw onderwijs c1 --reason "Het budget is vervallen." --by hz
    """
    from models.actions import commitments, lists_parties

    lists_parties.commitment(slug, key)
    commitments.withdraw(slug, key, by=actor(by), reason=reason)
    changed = {"alliance": slug, "commitment": key, "status": "withdrawn", "reason": reason, "by": by}
    return Done("{commitment} is withdrawn.", changed, f"samenspel commitment list {slug}")


@app.command
def close(slug: Slug, key: Key, /, *, by: By, reason: Reason) -> Done:
    """Close a commitment of which no more is expected; who promised it is told, and what came in stays.

    Example: samenspel commitment close onderwijs c1 --reason "De pilot is klaar met minder uren." --by hz
    """
    from models.actions import lists_parties, settling

    lists_parties.commitment(slug, key)
    settling.close(slug, key, by=actor(by), reason=reason)
    changed = {"alliance": slug, "commitment": key, "status": "ended", "reason": reason, "by": by}
    return Done("{commitment} is closed.", changed, f"samenspel commitment list {slug}")


@app.command
def transfer(
    slug: Slug,
    key: Key,
    /,
    *,
    to: Annotated[str, Parameter(help="Who takes it over, by its key.")],
    by: By,
    reason: Reason,
) -> Done:
    """Transfer what is still open of a commitment to another organisation, in phase 6.

    Example: samenspel commitment transfer onderwijs c1 --to pabo --reason "De pabo neemt de uren over." --by hz
    """
    from models.actions import lists_parties, settling

    lists_parties.commitment(slug, key)
    settling.transfer(slug, key, to, by=actor(by), reason=reason)
    changed = {"alliance": slug, "commitment": key, "status": "transferred", "to": to, "reason": reason, "by": by}
    return Done("{commitment} goes to {to}.", changed, f"samenspel commitment list {slug}")
