"""``samenspel round prepare`` up to ``publish``: the states of a round, one after the other."""

from typing import Annotated

from cyclopts import Parameter

from models.method.rounds import RoundPurpose, RoundState
from samenspel.cli.answers import Done
from samenspel.cli.ids import Id
from samenspel.cli.options import By, Day, Reason, Slug, actor


def prepare(
    slug: Slug,
    purpose: Annotated[RoundPurpose, Parameter(help="What the round is about.")],
    /,
    *,
    by: By,
    opens: Day | None = None,
    closes: Day | None = None,
    ask: Annotated[
        tuple[str, ...], Parameter(help="Whom to ask, by the key of the contact; those of last time if left out.")
    ] = (),
    sensitive: Annotated[bool, Parameter(help="Show no figure of fewer than five organisations.")] = False,
) -> Done:
    """Prepare a round: it opens on its day once it was approved, and is open up to and including its last day.

    Example: samenspel round prepare onderwijs collaboration --opens 2026-12-07 --closes 2026-12-21 --by hz
    """
    from models.actions import round_states
    from models.method.working_days import local_day

    done = round_states.prepare(
        slug,
        purpose,
        by=actor(by),
        opens_on=opens,
        closes_on=closes,
        contacts=ask or None,
        sensitive=sensitive,
    )
    changed = {
        "alliance": slug,
        "round": done.number,
        "purpose": purpose,
        "respondents": done.respondents,
        "opens_on": local_day(done.opens_at),
        "closes_on": local_day(done.due_at),
        "by": by,
    }
    after = f"samenspel round approve {slug} {done.number} --by STAFF"
    return Done("Round {round} is prepared, from {opens_on} to {closes_on}; asked: {respondents}.", changed, after)


def approve(slug: Slug, number: Id, /, *, by: By) -> Done:
    """Approve a prepared round, so that it opens by itself on its day.

    Example: samenspel round approve onderwijs 2 --by hz
    """
    from models.actions import round_states

    opens_at = round_states.approve(slug, number, by=actor(by))
    changed = {"alliance": slug, "round": number, "state": RoundState.APPROVED, "opens_at": opens_at, "by": by}
    return Done("Round {round} is approved and opens {opens_at}.", changed, f"samenspel round show {slug} {number}")


def review(slug: Slug, number: Id, /, *, by: By) -> Done:
    """Record that the partners talked the outcome of a closed round over, so that it may be shared.

    Example: samenspel round review onderwijs 2 --by hz
    """
    from models.actions import round_states

    round_states.review(slug, number, by=actor(by))
    changed = {"alliance": slug, "round": number, "state": RoundState.REVIEWED, "by": by}
    after = f"samenspel round publish {slug} {number} --by {by}"
    return Done("The outcome of round {round} was talked over.", changed, after)


def publish(slug: Slug, number: Id, /, *, by: By) -> Done:
    """Share the outcome of a round with those who contributed to it, by letter.

    Example: samenspel round publish onderwijs 2 --by hz
    """
    from models.actions import round_states

    contacts = round_states.publish(slug, number, by=actor(by))
    state = RoundState.PUBLISHED
    changed = {"alliance": slug, "round": number, "state": state, "contacts": contacts, "by": by}
    after = f"samenspel letter list {slug}"
    return Done("The outcome of round {round} goes to those who answered ({contacts}).", changed, after)


def cancel(slug: Slug, number: Id, /, *, by: By, reason: Reason) -> Done:
    """Cancel a round that is prepared, approved, or open to questions on the collaboration.

    Example: samenspel round cancel onderwijs 2 --reason "De partners spreken elkaar deze maand al." --by hz
    """
    from models.actions import round_states

    round_states.cancel(slug, number, by=actor(by), reason=reason)
    changed = {"alliance": slug, "round": number, "state": RoundState.CANCELLED, "reason": reason, "by": by}
    return Done("Round {round} is cancelled.", changed, f"samenspel round list {slug}")


def reopen(slug: Slug, number: Id, /, *, by: By) -> Done:
    """Open a round on the collaboration again that closed before its last day; it stays open until that day.

    One of which the outcome could be read stays closed: prepare the next round.

    Example: samenspel round reopen onderwijs 2 --by hz
    """
    from models.actions import round_states

    asked = round_states.reopen(slug, number, by=actor(by))
    changed = {"alliance": slug, "round": number, "state": RoundState.OPEN, "respondents": asked, "by": by}
    after = f"samenspel round respondents {slug} {number}"
    return Done("Round {round} is open again; asked once more: {respondents}.", changed, after)
