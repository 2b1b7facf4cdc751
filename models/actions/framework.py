"""What figures are judged by, locked before anything is measured: a later change is a version with its reason (R57)."""

from dataclasses import dataclass
from datetime import datetime

from models.actions.frame import Act
from models.actions.sections.impact import INDICATORS
from models.actions.sections.theory import LINKS, NODES
from models.db import queries
from models.db.session import Session, database
from models.db.tables import Alliance, Cycle, FrameworkVersion, Round
from models.method.definition_impact import TheoryOfChange
from models.method.errors import NotAllowed
from models.method.events import EventType
from models.method.framework import FrameworkContent, differences
from models.method.lessons import check_text
from models.method.revision import Change
from models.method.said import Said
from models.method.working_days import local_day


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the framework: who made it, when, in which cycle, why, and what it says otherwise than before."""

    number: int
    cycle: int
    made_at: datetime
    made_by: str
    reason: str
    sha256: str
    content: FrameworkContent
    changes: tuple[Change, ...]


def lock(a: Act, reason: str) -> int:
    """Lock what is judged by as it stands, and return the number of its version; what is locked already stays."""
    now, last = content(a.session, a.alliance), _last(a.session, a.alliance)
    if last is not None and _said_by(last) == now:
        return last.number
    number = _keep(a, now, last, reason)
    a.record(EventType.FRAMEWORK_LOCKED, str(number))
    return number


def changed(a: Act, reason: str) -> int | None:
    """Keep a change that was made to what is locked as the next version and return its number.

    ``None`` when nothing was locked yet, or nothing of it reads differently. Raises :class:`NotAllowed` without a
    reason, unless this cycle is still being designed, and :class:`BadInput` when a reason says too little.
    """
    last = _last(a.session, a.alliance)
    if last is None:
        return None
    now = content(a.session, a.alliance)
    if _said_by(last) == now:
        return None
    if not reason.strip() and _is_being_designed(a):
        reason = f"the design of cycle {a.cycle}"
    if not reason.strip():
        raise NotAllowed(
            "version {number} of the theory of change and its indicators is locked in {slug} since {day}; "
            "say why it changes with --reason",
            number=last.number,
            slug=a.alliance.slug,
            day=local_day(last.made_at),
        )
    number = _keep(a, now, last, check_text(reason, "the reason for changing what is locked"))
    a.record(EventType.FRAMEWORK_CHANGED, str(number), before=last.number)
    return number


def _is_being_designed(a: Act) -> bool:
    """Say whether nothing of this cycle was judged or measured yet, so that changing the yardstick moves no goal."""
    cycle = queries.one(a.session, Cycle, "cycle", alliance_id=a.alliance.id, number=a.cycle)
    opened = queries.rows(a.session, Round, alliance_id=a.alliance.id, cycle=a.cycle)
    return all(row.framework is None for row in opened) and not any(
        figure.recorded_at >= cycle.opened_at for _, figure in queries.measurements(a.session, a.alliance)
    )


def content(session: Session, alliance: Alliance) -> FrameworkContent:
    """Return what figures of the alliance are judged by as it stands now."""
    return FrameworkContent(
        theory_of_change=TheoryOfChange(nodes=NODES.now(session, alliance), links=LINKS.now(session, alliance)),
        indicators=INDICATORS.now(session, alliance),
        threshold=alliance.threshold,
    )


def current(session: Session, alliance: Alliance) -> int:
    """Return the number of the version that holds, 0 as long as nothing is locked."""
    last = _last(session, alliance)
    return last.number if last is not None else 0


def of_version(session: Session, alliance: Alliance, number: int) -> FrameworkContent:
    """Return what a version says; :class:`NotFound` when there is none of this number."""
    what = Said("version {number} of the framework of {slug}", number=number, slug=alliance.slug)
    return _said_by(queries.one(session, FrameworkVersion, what, alliance_id=alliance.id, number=number))


def changes_since(session: Session, alliance: Alliance, number: int) -> tuple[Change, ...]:
    """Return what the version that holds says otherwise than version ``number``."""
    last = _last(session, alliance)
    if last is None or last.number == number:
        return ()
    return differences(of_version(session, alliance, number), _said_by(last))


def between(slug: str, before: int, after: int) -> tuple[Change, ...]:
    """Return what version ``after`` says otherwise than ``before``; :class:`NotFound` for a number there is not."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        return differences(of_version(session, alliance, before), of_version(session, alliance, after))


def versions(slug: str) -> list[Version]:
    """Return every version of the framework of an alliance, oldest first; :class:`NotFound` for an unknown slug."""
    with database().read() as session:
        return versions_of(session, queries.find_alliance(session, slug))


def versions_of(session: Session, alliance: Alliance) -> list[Version]:
    """Return every version of the framework of an alliance within a session, oldest first."""
    found: list[Version] = []
    for row in queries.rows(session, FrameworkVersion, order="number", alliance_id=alliance.id):
        said = _said_by(row)
        changes = differences(found[-1].content, said) if found else ()
        found.append(Version(row.number, row.cycle, row.made_at, row.made_by, row.reason, row.sha256, said, changes))
    return found


def _last(session: Session, alliance: Alliance) -> FrameworkVersion | None:
    return queries.last(session, FrameworkVersion, order="number", alliance_id=alliance.id)


def _said_by(row: FrameworkVersion) -> FrameworkContent:
    return FrameworkContent.model_validate(row.content)


def _keep(a: Act, now: FrameworkContent, last: FrameworkVersion | None, reason: str) -> int:
    number = last.number + 1 if last is not None else 1
    a.session.add(
        FrameworkVersion(
            alliance_id=a.alliance.id,
            number=number,
            cycle=a.cycle,
            made_at=a.now,
            made_by=a.by,
            reason=reason,
            content=now.model_dump(mode="json", by_alias=True),
            sha256=now.sha256(),
        )
    )
    a.session.flush()
    return number
