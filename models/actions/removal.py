"""The end of an alliance in this database: archived when it is over, removed when nothing of it went out."""

from dataclasses import dataclass

from models.actions.frame import act
from models.actions.sections.people import forget_contact, forget_organisation
from models.db import description_queries, files, mail_queries, queries
from models.db.session import database
from models.db.tables import Contact, Event, Letter, Organisation
from models.method.errors import NotAllowed
from models.method.events import EventType
from models.method.phases import AllianceStatus
from models.method.requests import LetterState

#: Letters in these states have left, or may have.
GONE_OUT: frozenset[LetterState] = frozenset({LetterState.SENDING, LetterState.SENT, LetterState.BOUNCED})


@dataclass(frozen=True, slots=True)
class Removal:
    """What goes with an alliance: so many events, letters, files, and people and organisations nobody else knows."""

    alliance: str
    events: int
    letters: int
    files: int
    contacts: int
    organisations: int


def archive(slug: str, *, by: str) -> bool:
    """Put an alliance that has ended out of sight; everything in it stays. Say whether it was in sight."""
    with act(slug, by=by) as a:
        if a.alliance.status is not AllianceStatus.ENDED:
            raise NotAllowed(
                "alliance {slug} is {status}; only one that has ended can be archived",
                slug=slug,
                status=a.alliance.status,
            )
        if a.alliance.archived_at is not None:
            return False
        a.alliance.archived_at = a.now
        return a.record(EventType.ALLIANCE_ARCHIVED, slug)


def restore(slug: str, *, by: str) -> bool:
    """Bring an archived alliance back into sight; say whether it was archived."""
    with act(slug, by=by) as a:
        if a.alliance.archived_at is None:
            return False
        a.alliance.archived_at = None
        return a.record(EventType.ALLIANCE_RESTORED, slug)


def remove(slug: str, *, dry_run: bool = False) -> Removal:
    """Delete an alliance with everything in it, and return what went; it cannot be taken back.

    :class:`NotAllowed` once a letter went to a partner, because then others know of it and it is archived instead. An
    invented alliance, an example, can always go.
    """
    with database().write() as session:
        alliance, _ = queries.lock_alliance(session, slug)
        sent = queries.count(session, Letter, alliance_id=alliance.id, state=GONE_OUT) - queries.count(
            session, Letter, alliance_id=alliance.id, state=GONE_OUT, contact_id=None
        )
        sent += mail_queries.count_in_doubt(session, alliance.id)
        if sent and not alliance.illustrative:
            raise NotAllowed(
                "{letters} letters of alliance {slug} went to partners, so it stays; "
                "when it has ended it can be archived",
                letters=sent,
                slug=slug,
            )
        contacts = list(queries.contacts_of(session, alliance))
        organisations = [row for _, row, _ in description_queries.stakeholders(session, alliance)]
        orphans = description_queries.files_of_its_own(session, alliance)
        gone = {"events": Event, "letters": Letter}
        counted = {name: queries.count(session, table, alliance_id=alliance.id) for name, table in gone.items()}
        before = (queries.count(session, Contact), queries.count(session, Organisation))
        description_queries.delete_alliance(session, alliance, orphans)
        for contact in contacts:
            forget_contact(session, contact)
        for organisation in organisations:
            forget_organisation(session, organisation)
        after = (queries.count(session, Contact), queries.count(session, Organisation))
        found = Removal(
            slug, **counted, files=len(orphans), contacts=before[0] - after[0], organisations=before[1] - after[1]
        )
        if dry_run:
            session.rollback()
            return found
    # Only now: a file that is gone while its row came back would be worse than one that nobody names.
    for sha256 in orphans:
        files.forget(sha256)
    return found
