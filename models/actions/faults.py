"""System faults that an alliance met: recorded, put right, bundled with equal ones of others, closed (R62, R88)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from models.actions import questions
from models.actions.frame import Act, act
from models.actions.together import acting_together
from models.db import queries
from models.db.session import Session, database
from models.db.tables import Alliance, FaultBundle, SystemFault
from models.method import faults
from models.method.decisions import DecisionKind, Outcome
from models.method.definition_patterns import KEY
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.events import EventType
from models.method.faults import Element, FaultState, Scale, reference
from models.method.lessons import check_text
from models.method.requests import TimerKind
from models.method.said import Said

#: What of a fault is text.
_TEXTS = frozenset({"description", "system", "mechanism", "ask", "workaround", "evidence"})

#: More people than this live nowhere near here.
MOST_AFFECTED = 999_999_999

#: What waits for a fault, and stops with it.
OF_FAULT = frozenset({TimerKind.FAULT_FOLLOW_UP, TimerKind.FAULT_SILENT, TimerKind.FAULT_RATING})


@dataclass(frozen=True, slots=True)
class FaultText:
    """What is said of a fault; when it is put right, ``None`` leaves what was said before."""

    description: str | None = None
    system: str | None = None
    element: Element | None = None
    mechanism: str | None = None
    scale: Scale | None = None
    affected: int | None = None
    ask: str | None = None
    workaround: str | None = None
    evidence: str | None = None


def add_fault(slug: str, description: str, system: str, *, by: str, more: FaultText | None = None) -> int:
    """Record a fault of an existing system that the alliance met, and return its number (R62, R88)."""
    with act(slug, by=by) as a:
        fault = SystemFault(
            alliance_id=a.alliance.id,
            cycle=a.run.cycle,
            description=check_text(description, "the description of a system fault"),
            system=system.strip(),
            recorded_by=a.by,
            recorded_at=a.now,
        )
        say(fault, more or FaultText())
        a.session.add(fault)
        a.session.flush()
        a.record(EventType.FAULT_RECORDED, str(fault.id))
        return fault.id


def edit(slug: str, number: int, said: FaultText, *, by: str) -> tuple[str, ...]:
    """Put right what is said of a fault and return what changed; while its owner has it, it stays as it was sent."""
    with act(slug, by=by) as a:
        fault = of(a.session, a.alliance, number)
        if fault.state in {FaultState.RETURNED, FaultState.CLOSED}:
            raise NotAllowed("system fault {fault} is {state}; it stays as it is", fault=number, state=fault.state)
        changed = say(fault, said)
        if changed:
            a.session.flush()
            a.record(EventType.FAULT_CHANGED, str(number), changed=list(changed))
        return changed


def say(fault: SystemFault, said: FaultText) -> tuple[str, ...]:
    """Write down what is said of a fault and return the names of what is new."""
    given = {field.name: value for field in fields(said) if (value := getattr(said, field.name)) is not None}
    tidy = {name: value.strip() if name in _TEXTS else value for name, value in given.items()}
    if said.description is not None:
        check_text(said.description, "the description of a system fault")
    if said.ask:
        check_text(said.ask, "what is asked")
    if said.affected is not None and not 0 <= said.affected <= MOST_AFFECTED:
        raise BadInput(
            "{count} people cannot be affected; allowed: 0 to {most}", count=said.affected, most=MOST_AFFECTED
        )
    changed = tuple(name for name, value in tidy.items() if getattr(fault, name) != value)
    for name in changed:
        setattr(fault, name, tidy[name])
    return changed


def close(slug: str, number: int, *, by: str) -> None:
    """Close a fault: its owner is not asked after it any more, and nothing is rated."""
    with act(slug, by=by) as a:
        close_within(a, of(a.session, a.alliance, number))


def close_within(a: Act, fault: SystemFault) -> None:
    """Close a fault inside an action that is already open."""
    if fault.state is FaultState.CLOSED:
        return
    faults.check_state(fault.state, FaultState.CLOSED)
    fault.state = FaultState.CLOSED
    a.cancel(kind=OF_FAULT, subject=str(fault.id))
    questions.settle(a, DecisionKind.FAULT, Outcome.CLOSE, subject=str(fault.id))
    a.record(EventType.FAULT_CLOSED, str(fault.id))


def bundle(key: str, references: Sequence[str], *, title: str, by: str) -> tuple[str, ...]:
    """Bring equal faults of several alliances together under a key; return all that are in the bundle now.

    A bundle that exists takes more in, and its title may be left out.
    """
    if not re.fullmatch(KEY, key):
        raise BadInput(
            "{key!r} cannot be the key of a bundle; allowed: lower-case letters, digits and hyphens", key=key
        )
    named = [faults.referred(text) for text in dict.fromkeys(references)]
    if not named:
        raise BadInput("name the faults that are equal, each as onderwijs/12")
    with acting_together([slug for slug, _ in named], by=by) as acts:
        chosen = [(acts[slug], of(acts[slug].session, acts[slug].alliance, number)) for slug, number in named]
        session = chosen[0][0].session
        row = queries.first(session, FaultBundle, key=key)
        there = queries.rows(session, SystemFault, bundle_id=row.id) if row else []
        alliances = {fault.alliance_id for fault in (*there, *(fault for _, fault in chosen))}
        if len(alliances) < 2:
            raise BadInput("a bundle holds equal faults of two alliances or more; this is one alliance")
        if row is None:
            told = check_text(title, "the title of a bundle")
            row = FaultBundle(key=key, title=told, made_by=by, made_at=chosen[0][0].now)
            session.add(row)
            session.flush()
        for a, fault in chosen:
            _take_in(a, fault, row)
        return members(session, row.id)


def _take_in(a: Act, fault: SystemFault, row: FaultBundle) -> None:
    named = reference(a.alliance.slug, fault.id)
    if fault.bundle_id == row.id:
        return
    if fault.bundle_id is not None:
        raise NotAllowed("system fault {fault} is in another bundle already", fault=named)
    if fault.state is FaultState.CLOSED:
        raise NotAllowed("system fault {fault} is closed; there is nothing to bundle", fault=named)
    fault.bundle_id = row.id
    a.session.flush()
    a.record(EventType.FAULT_BUNDLED, str(fault.id), bundle=row.key)


def of(session: Session, alliance: Alliance, number: int) -> SystemFault:
    """Return a fault of an alliance by its number; :class:`NotFound` names the known ones."""
    rows = {row.id: row for row in queries.rows(session, SystemFault, alliance_id=alliance.id)}
    if number not in rows:
        known = ", ".join(map(str, rows)) or Said("none yet")
        raise NotFound(
            "there is no system fault {fault} in {alliance}; known: {known}",
            fault=number,
            alliance=alliance.slug,
            known=known,
        )
    return rows[number]


def members(session: Session, bundle_id: int) -> tuple[str, ...]:
    """Return the faults in a bundle, each as ``onderwijs/12``, in the order in which they were recorded."""
    rows = queries.rows(session, SystemFault, bundle_id=bundle_id)
    slugs = slugs_of(session, rows)
    return tuple(reference(slugs[row.alliance_id], row.id) for row in rows)


def slugs_of(session: Session, rows: Sequence[SystemFault]) -> Mapping[int, str]:
    """Return the slugs of the alliances that these faults belong to, by their id."""
    return {a.id: a.slug for a in queries.rows(session, Alliance, id={row.alliance_id for row in rows})}


def sharing(slug: str, number: int) -> tuple[str, ...]:
    """Return the alliances that a fault concerns: its own, and those whose fault is in the same bundle."""
    with database().read() as session:
        fault = of(session, queries.find_alliance(session, slug), number)
        equal = [fault] if fault.bundle_id is None else queries.rows(session, SystemFault, bundle_id=fault.bundle_id)
        return tuple(slugs_of(session, equal).values())


def similar(slug: str, number: int) -> tuple[str, ...]:
    """Return the faults of other alliances that look like this one and are not closed, each as ``onderwijs/12``."""
    with database().read() as session:
        fault = of(session, queries.find_alliance(session, slug), number)
        others = {
            row.id: row
            for row in queries.rows(session, SystemFault, state=frozenset(FaultState) - {FaultState.CLOSED})
            if row.alliance_id != fault.alliance_id
        }
        slugs = slugs_of(session, list(others.values()))
        found = faults.similar(_described(fault), map(_described, others.values()))
        return tuple(reference(slugs[others[one].alliance_id], one) for one in found)


def _described(row: SystemFault) -> faults.Described:
    return faults.Described(row.id, row.element, f"{row.system} {row.description} {row.mechanism}")
