"""``samenspel gate``: the end of each phase, where the method asks people."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.language import lang
from samenspel.cli.options import By, Reason, Slug, actor, noun
from samenspel.cli.output import by_eye
from samenspel.cli.rows import GateView

if TYPE_CHECKING:
    from models.actions.lists_alliance import WaitLine

app = noun("gate", "Show, pass, hold and release the gate of a phase; go, no-go, stop.")


@app.command
def show(slug: Slug, /) -> Sheet[GateView]:
    """Show what the gate of the open phase waits for, and what people should see there.

    Example: samenspel gate show onderwijs
    """
    from models.actions import lists_alliance
    from models.method import labels

    record = lists_alliance.gate(slug)
    shown = ("alliance", "cycle", "phase", "lead", "go_by", "held_by", "held_reason", "remarks")
    waits = Listing(record.waits_for, ("waits_for", "label"), computed={"label": _label})
    told = tuple(by_eye(labels.remark(code, lang()), code) for code in record.remarks)
    then = _step(slug, record.waits_for[0]) if waits.rows else ""
    return Sheet(record, shown, {"waits for": waits}, then=then, computed={"remarks": lambda _: told})


def _label(waiting: "WaitLine") -> str:
    """Return what a gate waits for in the language of the reader."""
    from models.method import labels
    from models.method.gates import Wait

    kind, _, subject = waiting.waits_for.partition(":")
    return str(by_eye(labels.waiting(Wait(kind), subject, lang()), waiting.label))


#: What is typed next for the first thing that a gate waits for, by its kind; a deliverable has a kind per status.
_STEPS: dict[str, str] = {
    "deliverable draft": "samenspel deliverable show {slug} {subject}",
    "deliverable submitted": "samenspel open {slug}",
    "deliverable": "samenspel deliverable submit {slug} {subject} --file FILE --by STAFF",
    "held": "samenspel gate release {slug} --by STAFF",
    "go": "samenspel framework show {slug}",
    "verdict": "samenspel evaluation show {slug}",
    "decision": "samenspel decision list {slug}",
    "commitment": "samenspel commitment list {slug}",
    "handover": "samenspel handover list {slug}",
    "agreement": "samenspel handover list {slug}",
    "sharing": "samenspel handover list {slug}",
    "improvement": "samenspel improvement list {slug}",
    "lesson": "samenspel lesson inbox {slug}",
}


def _step(slug: str, waiting: "WaitLine") -> str:
    """Return the command with which people go on."""
    from models.actions import lists_alliance

    kind, _, subject = waiting.waits_for.partition(":")
    status = lists_alliance.deliverable(slug, subject).status if kind == "deliverable" else ""
    return _STEPS.get(f"{kind} {status}", _STEPS[kind]).format(slug=slug, subject=subject)


@app.command(name="pass")
def pass_(
    slug: Slug,
    /,
    *,
    by: By,
    reason: Annotated[str, Parameter(help="Why; needed with --with-missing or --condition.")] = "",
    with_missing: Annotated[bool, Parameter(help="Leave missing deliverables open; they are listed for ever.")] = False,
    condition: Annotated[tuple[str, ...], Parameter(help="What still has to be done; may be given more often.")] = (),
) -> Done:
    """Pass the gate by hand; a question for people (go, verdict, hand-over, a hold) has its own answer.

    Example: samenspel gate pass onderwijs --with-missing --reason "De analyse volgt in mei." --by hz
    """
    from models.actions import gates

    phase = gates.pass_gate(slug, by=actor(by), reason=reason, with_missing=with_missing, conditions=condition)
    changed = {"alliance": slug, "phase": phase, "conditions": condition, "by": by}
    return Done(
        "{alliance} is in phase {number}, {phase}." if phase else "{alliance} has ended.",
        changed,
        f"samenspel status {slug}",
        words={"number": phase.number if phase else None},
    )


@app.command
def hold(slug: Slug, /, *, by: By, reason: Reason) -> Done:
    """Keep the gate shut, however complete everything is, until it is released.

    Example: samenspel gate hold onderwijs --reason "Eerst de raad van toezicht." --by hz
    """
    from models.actions import gates

    gates.hold(slug, by=actor(by), reason=reason)
    changed = {"alliance": slug, "held": True, "reason": reason, "by": by}
    return Done("The gate of {alliance} is held.", changed, f"samenspel gate release {slug} --by {by}")


@app.command
def release(slug: Slug, /, *, by: By) -> Done:
    """End a hold; the gate is asked again at once.

    Example: samenspel gate release onderwijs --by hz
    """
    from models.actions import gates

    gates.release(slug, by=actor(by))
    changed = {"alliance": slug, "held": False, "by": by}
    return Done("The gate of {alliance} is released.", changed, f"samenspel gate show {slug}")


@app.command
def go(
    slug: Slug,
    /,
    *,
    by: By,
    reason: Annotated[str, Parameter(help="Why; needed when the need framework says no-go.")] = "",
) -> Done:
    """Decide in phase 1 that the alliance is needed.

    Example: samenspel gate go onderwijs --by hz
    """
    from models.actions import need

    need.go(slug, by=actor(by), reason=reason)
    return Done("{alliance} is needed.", {"alliance": slug, "go": True, "by": by}, f"samenspel gate show {slug}")


@app.command
def no_go(slug: Slug, /, *, by: By, reason: Reason) -> Done:
    """Decide in phase 1 that no alliance is needed: it ends here.

    Example: samenspel gate no-go onderwijs --reason "Een ander samenwerkingsverband doet dit al." --by hz
    """
    from models.actions import need

    need.no_go(slug, by=actor(by), reason=reason)
    changed = {"alliance": slug, "status": "ended", "ending": "no_go", "reason": reason, "by": by}
    return Done("{alliance} is not needed and has ended.", changed, f"samenspel status {slug}")


@app.command
def stop(slug: Slug, /, *, by: By, reason: Reason) -> Done:
    """Stop the alliance: from any phase it goes out through phase 6, where its insights are shared.

    Example: samenspel gate stop onderwijs --reason "De partners trekken zich terug." --by hz
    """
    from models.actions import gates

    gates.stop(slug, by=actor(by), reason=reason)
    changed = {"alliance": slug, "phase": "secure_impact", "route": "stop", "reason": reason, "by": by}
    after = f"samenspel handover share {slug} --by {by}"
    return Done("{alliance} stops; in phase 6 its insights are shared.", changed, after)
