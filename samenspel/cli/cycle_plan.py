"""``samenspel cycle plan`` and ``preview``: what goes along into a next cycle, before anybody decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from cyclopts import Parameter

from models.method.cycles import Carried, Carry, CarryCommitments, CarryOver, PartnerMove
from models.method.decisions import GoBackTo
from models.method.errors import BadInput
from models.method.said import Said, joined
from samenspel.cli.answers import Listing, Sheet
from samenspel.cli.options import By, Slug, actor
from samenspel.cli.rows import Ahead, PlanView

Codes = Annotated[tuple[str, ...], Parameter(help="A deliverable, by its code; may be given more often.")]
Pairs = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One thing that is carried over, and how."""

    what: Carried
    key: str
    how: Any
    before: Any = None
    after: Any = None


def plan(
    slug: Slug,
    /,
    *,
    by: By,
    keep: Codes = (),
    reopen: Codes = (),
    replace: Codes = (),
    commitments: Annotated[CarryCommitments | None, Parameter(help="What happens to all open commitments.")] = None,
    commitment: Annotated[Pairs, Parameter(help="An exception, as c3=ask-again.")] = (),
    target: Annotated[Pairs, Parameter(help="Another target, as vacatures=60 or vacatures=60@2027-12-31.")] = (),
    node: Annotated[Pairs, Parameter(help="Another wording of a node, as coaching=Coaches op elke school.")] = (),
    join: Annotated[Pairs, Parameter(help="A stakeholder who joins and why, as pabo=Brengt de studenten mee.")] = (),
    leave: Annotated[Pairs, Parameter(help="A partner who leaves and why, as bedrijf=Heeft andere prioriteiten.")] = (),
    change: Annotated[Pairs, Parameter(help="A partner with another part and why, as fonds=Wordt trekker.")] = (),
    solution: Annotated[str | None, Parameter(help="The solution that the next cycle tries, in a sentence.")] = None,
    lesson: Annotated[tuple[int, ...], Parameter(help="A lesson that the change rests on, by its number.")] = (),
    afresh: Annotated[bool, Parameter(help="Forget what was planned before.")] = False,
) -> Sheet[PlanView]:
    """Plan what a next cycle takes along; what is not planned follows from the phase that is gone back to.

    Without a choice the plan is shown as it stands. Nothing happens before the decision is answered.

    Example: samenspel cycle plan onderwijs --reopen toc_framework --target vacatures=60
    --join onderwijs-pabo="Brengt de studenten mee." --lesson 1 --by hz
    """
    from models.actions import plans

    given = {
        "deliverables": _once(
            (code, carry)
            for carry, codes in ((Carry.KEEP, keep), (Carry.REOPEN, reopen), (Carry.REPLACE, replace))
            for code in codes
        ),
        "by_commitment": _once((key, _fate(how)) for key, how in _pairs("--commitment", commitment)),
        "targets": _once((key, _target(value)) for key, value in _pairs("--target", target)),
        "nodes": _once((key, {"text": text}) for key, text in _pairs("--node", node)),
        "partners": _once(
            (key, {"move": move, "reason": reason})
            for option, move, typed in (
                ("--join", PartnerMove.JOINS, join),
                ("--leave", PartnerMove.LEAVES, leave),
                ("--change", PartnerMove.CHANGES, change),
            )
            for key, reason in _pairs(option, typed)
        ),
        "lessons": lesson,
        **({"solution": {"text": solution}} if solution else {}),
    }
    more = _read(CarryOver, given)
    record = plans.plan(slug, more, by=actor(by), commitments=commitments, afresh=afresh)
    return Sheet(
        record,
        ("alliance", "decision", "back_to"),
        {"plan": Listing(lines(record.plan), ("what", "key", "how", "before", "after"))},
        then=f"samenspel cycle preview {slug} --by {by}",
    )


def preview(
    slug: Slug,
    back_to: Annotated[GoBackTo | None, Parameter(help="The phase to go back to; as proposed if left out.")] = None,
    /,
    *,
    by: By,
) -> Sheet[Ahead]:
    """Show what going back would lead to: who hears what, what ends, what opens again; nothing is changed.

    Example: samenspel cycle preview onderwijs co-create --by hz
    """
    from models.actions import plans

    record = plans.ahead(slug, back_to.phase if back_to else None, by=actor(by))
    after = (
        f"samenspel decision answer {record.decision or f'new:{slug}'} --outcome go-back "
        f"--go-back-to {record.back_to.value.replace('_', '-')} --reason TEXT --by {by}"
    )
    letters = Listing([Told(*one) for one in record.letters], ("kind", "to"))
    ends = Listing([Told(*one) for one in record.requests_end], ("kind", "to"))
    carried = [PlanLine(Carried.DELIVERABLE, code, status) for code, status in record.deliverables.items()]
    carried += [PlanLine(Carried.COMMITMENT, key, status) for key, status in record.commitments.items()]
    shown = ("alliance", "cycle", "back_to", "asked_again", "invited", "timers_end", "retractable_until")
    parts: dict[str, Listing[Any]] = {
        "letters": letters,
        "requests that end": ends,
        "carried over": Listing(carried, ("what", "key", "how")),
        "changes": Listing(changes(record.plan), ("what", "key", "how", "before", "after")),
    }
    return Sheet(record, shown, parts, then=after)


@dataclass(frozen=True, slots=True)
class Told:
    """A letter or a request by its kind, and whom or what it is about."""

    kind: str
    to: str


def lines(carry: Any) -> list[PlanLine]:
    """Return a map of what goes along as lines, the changes last."""
    kept = [PlanLine(Carried.DELIVERABLE, code, how) for code, how in carry.deliverables.items()]
    return [*kept, PlanLine(Carried.COMMITMENTS, "", carry.commitments), *changes(carry)]


def changes(carry: Any) -> list[PlanLine]:
    """Return what people change with a next cycle, as lines."""
    return [
        *(PlanLine(Carried.COMMITMENT, key, how) for key, how in carry.by_commitment.items()),
        *(PlanLine(Carried.TARGET, key, one.on or "", one.before, one.value) for key, one in carry.targets.items()),
        *(PlanLine(Carried.NODE, key, "", one.before, one.text) for key, one in carry.nodes.items()),
        *(PlanLine(Carried.PARTNER, key, one.move, None, one.reason) for key, one in carry.partners.items()),
        *([PlanLine(Carried.SOLUTION, "", "", carry.solution.before, carry.solution.text)] if carry.solution else []),
        *(PlanLine(Carried.LESSON, str(number), "") for number in carry.lessons),
    ]


def _pairs(option: str, typed: Iterable[str]) -> list[tuple[str, str]]:
    found = []
    for one in typed:
        key, sign, value = one.partition("=")
        if not sign or not key.strip() or not value.strip():
            raise BadInput("{typed!r} cannot be what {option} is; write it as KEY=VALUE", typed=one, option=option)
        found.append((key.strip(), value.strip()))
    return found


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return what is said of each key; two things of one key are refused."""
    found: dict[str, Any] = {}
    for key, said in pairs:
        if found.setdefault(key, said) != said:
            raise BadInput("two things are said of {key!r}; say one", key=key)
    return found


def _fate(typed: str) -> CarryCommitments:
    try:
        return CarryCommitments(typed.replace("-", "_"))
    except ValueError:
        raise BadInput("{typed!r} cannot happen to a commitment; allowed: keep, ask-again, end", typed=typed) from None


def _target(typed: str) -> Mapping[str, Any]:
    value, _, on = typed.partition("@")
    try:
        return {"value": float(value), "on": date.fromisoformat(on) if on else None}
    except ValueError:
        raise BadInput(
            "{typed!r} is no target; write a figure, or a figure and a day as 60@2027-12-31", typed=typed
        ) from None


def _read(kind: Any, given: Mapping[str, Any]) -> Any:
    from pydantic import ValidationError

    try:
        return kind.model_validate(given)
    except ValidationError as wrong:
        told = (
            Said("{place}: {problem}", place=".".join(map(str, one["loc"])), problem=Said(one["msg"]))
            for one in wrong.errors()
        )
        raise BadInput(joined("\n", told)) from None
