"""``samenspel handover``: securing the impact in phase 6."""

from typing import Annotated

from cyclopts import Parameter

from models.method.handover import HandoverKind, Route, needs_items
from models.method.phases import Side
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.options import By, Reason, Slug, actor, noun
from samenspel.cli.rows import HandoverView

app = noun("handover", "Secure the impact: route, items, acceptance, agreement, sharing.")

Item = Annotated[str, Parameter(help="The item: h1, h2 ...")]
Evidence = Annotated[str, Parameter(help="Where this can be seen.")]


@app.command(name="list")
def list_(slug: Slug, /) -> Sheet[HandoverView]:
    """List what changes hands by which route, what is still left to think of, and whether the insights were shared.

    Example: samenspel handover list onderwijs
    """
    from models.actions import lists_learning

    record = lists_learning.handover(slug)
    told = ("alliance", "route", "receiver", "agreed_foundation", "agreed_partners", "shared_at", "shared_by")
    columns = ("key", "cycle", "kind", "receiver", "accepted_at", "accepted_by", "text", "evidence")
    return Sheet(record, (*told, "kinds_left", "commitments_open"), {"items": Listing(record.items, columns)})


@app.command
def route(
    slug: Slug,
    route: Annotated[Route, Parameter(help="Where the solution goes.")],
    /,
    *,
    by: By,
    receiver: Annotated[str | None, Parameter(help="The organisation that takes it over, by its key.")] = None,
) -> Done:
    """Choose where the solution goes: an organisation of its own, an existing one, or stop.

    Example: samenspel handover route onderwijs existing-organisation --receiver gemeente --by hz
    """
    from models.actions import handover, lists_learning

    handover.set_route(slug, route, by=actor(by), receiver=receiver)
    left = lists_learning.handover(slug).kinds_left
    changed = {"alliance": slug, "route": route, "receiver": receiver, "kinds_left": left, "by": by}
    if not needs_items(route):
        return Done("{alliance} takes the route {route}.", changed, f"samenspel handover share {slug} --by {by}")
    after = f"samenspel handover add {slug} TEXT --kind KIND --receiver ORGANISATION --by {by}"
    if not left:
        return Done("{alliance} takes the route {route}.", changed, after)
    return Done("{alliance} takes the route {route}. Nothing changes hands yet of: {kinds_left}.", changed, after)


@app.command
def add(
    slug: Slug,
    text: Annotated[str, Parameter(help="What changes hands; at least 10 characters.")],
    /,
    *,
    receiver: Annotated[str, Parameter(help="Who receives it, by its key.")],
    by: By,
    kind: Annotated[HandoverKind, Parameter(help="What it is; knowledge if left out.")] = HandoverKind.KNOWLEDGE,
    evidence: Evidence = "",
) -> Done:
    """Add a thing that changes hands; the receiver must accept it.

    Example: samenspel handover add onderwijs "Het beheer van de leergang" --kind ownership --receiver pabo --by hz
    """
    from models.actions import handover

    key = handover.add(slug, text, receiver, by=actor(by), kind=kind, evidence=evidence)
    changed = {"alliance": slug, "item": key, "kind": kind, "receiver": receiver, "by": by}
    return Done("{item} goes to {receiver}.", changed, f"samenspel handover accept {slug} {key} --by {by}")


@app.command
def accept(slug: Slug, item: Item, /, *, by: By, evidence: Evidence = "") -> Done:
    """Record that the receiver accepted an item, and where that can be seen.

    Example: samenspel handover accept onderwijs h1 --evidence "Getekend overdrachtsdocument." --by hz
    """
    from models.actions import handover

    handover.accept(slug, item, by=actor(by), evidence=evidence)
    changed = {"alliance": slug, "item": item, "accepted": True, "by": by}
    return Done("{item} is accepted.", changed, f"samenspel handover list {slug}")


@app.command
def withdraw(slug: Slug, item: Item, /, *, by: By, reason: Reason) -> Done:
    """Take back that an item was accepted: its receiver is asked again, and both sides agree anew.

    Example: samenspel handover withdraw onderwijs h1 --reason "Het contract is nog niet getekend." --by hz
    """
    from models.actions import handover

    handover.withdraw(slug, item, by=actor(by), reason=reason)
    changed = {"alliance": slug, "item": item, "accepted": False, "reason": reason, "by": by}
    return Done("{item} is no longer accepted.", changed, f"samenspel handover accept {slug} {item} --by {by}")


@app.command
def remove(slug: Slug, item: Item, /, *, by: By) -> Done:
    """Take an item out of the hand-over, as long as nobody accepted it.

    Example: samenspel handover remove onderwijs h1 --by hz
    """
    from models.actions import handover

    handover.remove(slug, item, by=actor(by))
    changed = {"alliance": slug, "item": item, "removed": True, "by": by}
    return Done("{item} does not change hands.", changed, f"samenspel handover list {slug}")


@app.command
def agree(slug: Slug, /, *, side: Annotated[Side, Parameter(help="Who says so.")], by: By) -> Done:
    """Record that one side says that the impact is secured; both sides have to.

    Example: samenspel handover agree onderwijs --side partners --by hz
    """
    from models.actions import handover

    handover.agree(slug, side, by=actor(by))
    changed = {"alliance": slug, "side": side, "agreed": True, "by": by}
    said = (
        "The foundation agrees: the impact of {alliance} is secured."
        if side is Side.FOUNDATION
        else "The partners agree: the impact of {alliance} is secured."
    )
    return Done(said, changed, f"samenspel gate show {slug}")


@app.command
def share(slug: Slug, /, *, by: By) -> Done:
    """Record that the insights of the alliance were shared; every ending asks for this.

    Example: samenspel handover share onderwijs --by hz
    """
    from models.actions import handover

    handover.share(slug, by=actor(by))
    changed = {"alliance": slug, "shared": True, "by": by}
    return Done("The insights of {alliance} are shared.", changed, f"samenspel gate show {slug}")
