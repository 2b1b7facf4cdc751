"""``samenspel delivery``: what came in of the commitments."""

from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.amounts import Amount
from samenspel.cli.answers import Done, Listing
from samenspel.cli.confirm import DryRun
from samenspel.cli.ids import Id
from samenspel.cli.options import By, Reason, Slug, actor, noun
from samenspel.cli.rows import DeliveryLine

app = noun("delivery", "List what came in, and take back what was recorded by mistake.")


@app.command(name="list")
def list_(
    slug: Slug, commitment: Annotated[str | None, Parameter(help="One commitment; all if left out.")] = None, /
) -> Listing[DeliveryLine]:
    """List everything that came in, also what was taken back; in JSON, money is counted in cents.

    Example: samenspel delivery list onderwijs c1
    """
    from models.actions import lists_parties

    return Listing(
        lists_parties.deliveries(slug, commitment),
        ("id", "commitment", "organisation", "on", "amount", "evidence", "reported_by", "withdrawn_at", "withdrawn_by"),
        "Nothing came in for {alliance} yet.",
        computed={"amount": lambda line: Amount(line.quantity, line.unit)},
        words={"alliance": slug},
    )


@app.command
def withdraw(slug: Slug, delivery: Id, /, *, by: By, reason: Reason, dry_run: DryRun = False) -> Done:
    """Take back what was recorded by mistake: it stays in the list and no longer counts.

    Example: samenspel delivery withdraw onderwijs 3 --reason "Dubbel geboekt in maart." --by hz
    """
    from models.actions import commitments

    done = commitments.take_back(slug, delivery, by=actor(by), reason=reason, dry_run=dry_run)
    changed = {
        "alliance": slug,
        "delivery": delivery,
        "commitment": done.commitment,
        "quantity": done.quantity,
        "unit": done.unit,
        "delivered": done.delivered,
        "status": done.status,
        "reason": reason,
        "by": by,
        "dry_run": dry_run,
    }
    words = {"amount": Amount(done.quantity, done.unit), "left": Amount(done.delivered, done.unit)}
    if dry_run:
        said = "{amount} would no longer count for {commitment}; {left} would be left and it would be {status}."
        return Done(said, changed, words=words)
    said = "{amount} no longer counts for {commitment}; {left} is left and it is {status}."
    return Done(said, changed, f"samenspel delivery list {slug} {done.commitment}", words)
