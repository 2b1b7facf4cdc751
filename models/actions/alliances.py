"""An alliance as a whole: added, paused, resumed; its joint mission and story."""

from dataclasses import dataclass

from models.actions.frame import Act, act
from models.actions.phases import empty_deliverables, open_cycle, open_phase
from models.actions.revise import apply, revise
from models.actions.sections import profile
from models.actions.sections.people import take_on, with_team
from models.db import queries
from models.db.session import database
from models.db.tables import Alliance, Dispatch
from models.method.definition import AllianceDefinition
from models.method.definition_checks import problems
from models.method.errors import BadInput, NotAllowed
from models.method.events import EventType
from models.method.kept import as_kept
from models.method.lessons import check_text
from models.method.phases import AllianceStatus, Phase
from models.method.revision import changes, without_lists
from models.method.said import Said, joined
from samenspel import clock


@dataclass(frozen=True, slots=True)
class AllianceName:
    """An alliance in a list."""

    slug: str
    name: str
    status: AllianceStatus
    archived: bool


def add(definition: AllianceDefinition, *, by: str, dry_run: bool = False) -> str:
    """Add an alliance as its file describes it, open phase 1 of cycle 1, and return its slug.

    A ``dry_run`` refuses what would be refused and writes nothing.
    """
    if wrong := problems(definition):
        raise BadInput(joined("; ", (problem.text for problem in wrong)))
    with database().write() as session:
        if queries.first(session, Alliance, slug=definition.slug) is not None:
            raise BadInput("there is an alliance {slug!r} already; choose another slug", slug=definition.slug)
        wanted = as_kept(with_team(session, definition))
        take_on(session, wanted.staff)
        alliance = profile.new_row(wanted, added_at=clock.now())
        session.add(alliance)
        session.flush()
        session.add(Dispatch(alliance_id=alliance.id))
        a = Act(session, alliance, by, None)
        profile.set_cadences(a, wanted.evaluation)
        apply(a, changes(without_lists(wanted), wanted), wanted)
        open_cycle(a, 1, Phase.EXPLORE)
        empty_deliverables(a, 1)
        a.record(EventType.ALLIANCE_ADDED, definition.slug, illustrative=definition.illustrative)
        open_phase(a, Phase.EXPLORE, cycle=1)
        a.record(EventType.CYCLE_OPENED, "1", starts_at=Phase.EXPLORE)
        a.letters.close()
        if dry_run:
            session.rollback()
        return definition.slug


def names(*, archived: bool = True) -> list[AllianceName]:
    """Return every alliance, by slug; those that were archived may be left out."""
    with database().read() as session:
        return [
            AllianceName(a.slug, a.name, a.status, archived=a.archived_at is not None)
            for a in queries.rows(session, Alliance, order="slug")
            if archived or a.archived_at is None
        ]


def pause(slug: str, *, by: str, reason: str) -> None:
    """Let an alliance rest: no phase run, no reminder and no letter until it is resumed."""
    with act(slug, by=by) as a:
        a.check_open()
        if a.alliance.status is AllianceStatus.PAUSED:
            raise NotAllowed("alliance {slug} rests already", slug=slug)
        check_text(reason, "the reason for pausing")
        a.alliance.status = AllianceStatus.PAUSED
        a.record(EventType.ALLIANCE_PAUSED, slug)


def resume(slug: str, *, by: str) -> None:
    """Go on with an alliance that rests, or that the engine parked after too many tries."""
    with act(slug, by=by) as a:
        a.check_open()
        books = a.dispatch
        if a.alliance.status is not AllianceStatus.PAUSED and books.parked_reason is None:
            raise NotAllowed("alliance {slug} does not rest", slug=slug)
        a.alliance.status = AllianceStatus.RUNNING
        books.parked_reason = books.parked_at = books.not_before = books.lease_until = None
        books.attempt = 0
        a.record(EventType.ALLIANCE_RESUMED, slug)


def agree_on(slug: str, *, by: str, mission: str | None = None, story: str | None = None) -> None:
    """Record the joint mission or the joint story of the task that the parties agreed on (R9, R44, R71)."""
    agreed = {
        what: check_text(text, called)
        for what, called, text in (("mission", Said("a mission"), mission), ("story", Said("a story"), story))
        if text is not None
    }
    if not agreed:
        raise BadInput("nothing to agree on; give a mission, a story, or both")
    revise(slug, lambda now: now.model_copy(update=agreed), by=by)
