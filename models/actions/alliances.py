"""An alliance as a whole: added, paused, resumed; its joint mission and story, and its two bodies."""

import uuid
from dataclasses import dataclass

from models.actions.frame import Act, act
from models.actions.intake import take_in
from models.actions.phases import empty_deliverables, open_cycle, open_phase
from models.actions.stakeholders import of as stakeholder_of
from models.db import queries
from models.db.session import database
from models.db.tables import Alliance, BodyMember, Cadence, Dispatch, Staff
from models.method.definition import AllianceDefinition
from models.method.definition_checks import problems
from models.method.errors import BadInput, NotAllowed
from models.method.events import EventType
from models.method.lessons import check_text
from models.method.parties import Body
from models.method.phases import AllianceStatus, Phase
from models.method.requests import RequestKind, RequestState
from samenspel import clock

#: What is asked of the chair of the project team, and of the next one instead when the chair changes.
ASKED_OF_CHAIR = frozenset({RequestKind.MEASUREMENT, RequestKind.DELIVERABLE})


@dataclass(frozen=True, slots=True)
class AllianceName:
    """An alliance in a list."""

    slug: str
    name: str
    status: AllianceStatus


def add(definition: AllianceDefinition, *, by: str) -> str:
    """Add an alliance as its file describes it, open phase 1 of cycle 1, and return its slug."""
    if wrong := problems(definition):
        raise BadInput("; ".join(problem.text for problem in wrong))
    with database().write() as session:
        if queries.first(session, Alliance, slug=definition.slug) is not None:
            raise BadInput(f"there is an alliance {definition.slug!r} already; choose another slug")
        for member in definition.staff:
            known = queries.first(session, Staff, code=member.code)
            if known is None:
                session.add(Staff(code=member.code, name=member.name, email=member.email, role=member.role))
        session.flush()
        alliance = Alliance(
            uid=uuid.uuid4().hex,
            slug=definition.slug,
            name=definition.name,
            language=definition.language,
            illustrative=definition.illustrative,
            task_title=definition.task.title,
            task_description=definition.task.description,
            task_urgency=definition.task.urgency,
            mission=definition.mission,
            story=definition.story,
            facilitator=definition.facilitator,
            threshold=definition.evaluation.threshold,
            need_threshold=definition.need_framework.threshold,
            quiet_days=[day.isoformat() for day in definition.quiet_days],
            settings=definition.settings.model_dump(mode="json", exclude_defaults=True),
            added_at=clock.now(),
        )
        session.add(alliance)
        session.flush()
        session.add(Dispatch(alliance_id=alliance.id))
        if definition.evaluation.rrule:
            session.add(
                Cadence(
                    alliance_id=alliance.id,
                    rrule=definition.evaluation.rrule,
                    timezone=definition.evaluation.timezone,
                )
            )
        session.flush()
        a = Act(session, alliance, by, None)
        take_in(a, definition)
        open_cycle(a, 1, Phase.EXPLORE)
        empty_deliverables(a, 1)
        a.record(EventType.ALLIANCE_ADDED, definition.slug, illustrative=definition.illustrative)
        open_phase(a, Phase.EXPLORE, cycle=1)
        a.record(EventType.CYCLE_OPENED, "1", starts_at=Phase.EXPLORE)
        a.letters.close()
        return definition.slug


def names() -> list[AllianceName]:
    """Return every alliance, by slug."""
    with database().read() as session:
        return [AllianceName(a.slug, a.name, a.status) for a in queries.rows(session, Alliance, order="slug")]


def pause(slug: str, *, by: str, reason: str) -> None:
    """Let an alliance rest: no phase run, no reminder and no letter until it is resumed."""
    with act(slug, by=by) as a:
        a.check_open()
        if a.alliance.status is AllianceStatus.PAUSED:
            raise NotAllowed(f"alliance {slug} rests already")
        check_text(reason, "the reason for pausing")
        a.alliance.status = AllianceStatus.PAUSED
        a.record(EventType.ALLIANCE_PAUSED, slug)


def resume(slug: str, *, by: str) -> None:
    """Go on with an alliance that rests, or that the engine parked after too many tries."""
    with act(slug, by=by) as a:
        a.check_open()
        books = a.dispatch
        if a.alliance.status is not AllianceStatus.PAUSED and books.parked_reason is None:
            raise NotAllowed(f"alliance {slug} does not rest")
        a.alliance.status = AllianceStatus.RUNNING
        books.parked_reason = books.parked_at = books.not_before = books.lease_until = None
        books.attempt = 0
        a.record(EventType.ALLIANCE_RESUMED, slug)


def agree_on(slug: str, *, by: str, mission: str | None = None, story: str | None = None) -> None:
    """Record the joint mission or the joint story of the task that the parties agreed on (R9, R44, R71)."""
    if mission is None and story is None:
        raise BadInput("nothing to agree on; give a mission, a story, or both")
    with act(slug, by=by) as a:
        agreed = []
        if mission is not None:
            a.alliance.mission = check_text(mission, "a mission")
            agreed.append("mission")
        if story is not None:
            a.alliance.story = check_text(story, "a story")
            agreed.append("story")
        a.record(EventType.MISSION_AGREED, a.run.phase, agreed=agreed)


def set_body(slug: str, body: Body, organisation: str, *, by: str, chair: bool = False) -> None:
    """Give an organisation a seat in the sponsor group or project team; a new chair takes the place of the old one.

    The member's contact is the one of its stakeholder row (R51, R75, R81, R94, R99, R100).
    """
    with act(slug, by=by) as a:
        a.check_open()
        row = stakeholder_of(a, organisation)
        seats = queries.rows(a.session, BodyMember, alliance_id=a.alliance.id, body=body)
        mine = next((s for s in seats if s.organisation_id == row.organisation_id), None)
        if mine is None:
            mine = BodyMember(
                alliance_id=a.alliance.id, body=body, organisation_id=row.organisation_id, contact_id=row.contact_id
            )
            a.session.add(mine)
        if chair:
            for seat in seats:
                if seat.chair and seat is not mine and body is Body.PROJECT_TEAM:
                    a.stop(RequestState.WITHDRAWN, "another is asked", contact_id=seat.contact_id, kind=ASKED_OF_CHAIR)
                seat.chair = False
        mine.chair = chair
        a.session.flush()
        a.record(EventType.BODY_CHANGED, body, organisation=organisation, chair=chair)
