"""``samenspel handover``: securing the impact in phase 6."""

from typing import Annotated

from cyclopts import Parameter

from models.method.handover import Route
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.options import By, Slug, actor, noun
from samenspel.cli.rows import HandoverView

app = noun("handover", "Secure the impact: route, items, acceptance, sharing.")


@app.command(name="list")
def list_(slug: Slug, /) -> Sheet[HandoverView]:
    """List what changes hands, by which route, and whether the insights were shared.

    Example: samenspel handover list onderwijs
    """
    from models.actions import lists_learning

    record = lists_learning.handover(slug)
    items = Listing(record.items, ("key", "cycle", "receiver", "accepted_at", "accepted_by", "text"))
    return Sheet(record, ("alliance", "route", "receiver", "shared_at", "shared_by"), {"items": items})


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
    from models.actions import handover

    handover.set_route(slug, route, by=actor(by), receiver=receiver)
    changed = {"alliance": slug, "route": route, "receiver": receiver, "by": by}
    after = f"samenspel handover add {slug} TEXT --receiver ORGANISATION --by {by}"
    return Done("{alliance} takes the route {route}.", changed, after)


@app.command
def add(
    slug: Slug,
    text: Annotated[str, Parameter(help="What changes hands; at least 10 characters.")],
    /,
    *,
    receiver: Annotated[str, Parameter(help="Who receives it, by its key.")],
    by: By,
) -> Done:
    """Add a thing that changes hands; the receiver must accept it.

    Example: samenspel handover add onderwijs "De leergang en het netwerk" --receiver gemeente --by hz
    """
    from models.actions import handover

    key = handover.add(slug, text, receiver, by=actor(by))
    changed = {"alliance": slug, "item": key, "receiver": receiver, "by": by}
    return Done("{item} goes to {receiver}.", changed, f"samenspel handover accept {slug} {key} --by {by}")


@app.command
def accept(slug: Slug, item: Annotated[str, Parameter(help="The item: h1, h2 ...")], /, *, by: By) -> Done:
    """Record that the receiver accepted an item.

    Example: samenspel handover accept onderwijs h1 --by hz
    """
    from models.actions import handover

    handover.accept(slug, item, by=actor(by))
    changed = {"alliance": slug, "item": item, "accepted": True, "by": by}
    return Done("{item} is accepted.", changed, f"samenspel handover list {slug}")


@app.command
def share(slug: Slug, /, *, by: By) -> Done:
    """Record that the insights of the alliance were shared; every ending asks for this.

    Example: samenspel handover share onderwijs --by hz
    """
    from models.actions import handover

    handover.share(slug, by=actor(by))
    changed = {"alliance": slug, "shared": True, "by": by}
    return Done("The insights of {alliance} are shared.", changed, f"samenspel gate show {slug}")
