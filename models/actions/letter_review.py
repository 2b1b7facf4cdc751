"""A person's look at letters before they leave: the first that somebody gets, and those that escalate (F39)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.actions.frame import Act
from models.actions.letterbox import move
from models.actions.rehearsal import acting
from models.db import letter_queries, queries
from models.db.letter_queries import Draft
from models.db.session import Session, database
from models.db.tables import Letter
from models.method.errors import BadInput, NotAllowed, NotFound
from models.method.events import EventType
from models.method.lessons import check_text
from models.method.letter_advice import MOST_UNCOUNTED, ReviewReason, review_reason
from models.method.letters import LETTERS
from models.method.requests import LetterState


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A letter that waits for a review; ``to`` is an organisation's key, ``due`` when we hope for an answer.

    ``file`` is where its page was written, if anybody asked for that.
    """

    alliance: str
    id: int
    kind: str
    to: str
    contact: str | None
    why: ReviewReason
    since: datetime
    due: datetime | None
    file: str | None


@dataclass(frozen=True, slots=True)
class Approved:
    """The letters that may leave now, and to how many different recipients they go."""

    letters: tuple[int, ...]
    recipients: int


def waiting(slug: str | None = None) -> list[WaitingLine]:
    """Return what waits for a review, of one alliance or of all, the one whose answer is due first on top."""
    with database().read() as session:
        lines = [_line(draft) for draft in _drafts(session, slug)]
    return sorted(lines, key=lambda one: (one.due is None, one.due or one.since, one.since, one.id))


def _drafts(session: Session, slug: str | None, kind: str | None = None) -> list[Draft]:
    alliance = queries.find_alliance(session, slug).id if slug is not None else None
    return letter_queries.drafts(session, alliance, kind)


def _line(draft: Draft) -> WaitingLine:
    one = draft.line
    # A kind that an older version knew may be known no more; it can still be looked at, and discarded.
    why = review_reason(escalates=one.kind in LETTERS and LETTERS[one.kind].reviewed)
    return WaitingLine(one.alliance, one.id, one.kind, one.to, one.contact, why, one.written_at, draft.due, None)


def approve(
    slug: str, numbers: Collection[int], *, by: str, recipients: int | None = None, dry_run: bool = False
) -> Approved:
    """Let these letters go, all or none of them.

    To a crowd they only go when ``recipients`` says to how many; :class:`BadInput` when it is wrong, or lacking.
    :class:`NotAllowed` says which of them does not wait for a review.
    """
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        rows = queries.rows(session, Letter, alliance_id=alliance.id, id=set(numbers))
        to = len({(row.contact_id, row.to_mailbox) for row in rows})
    return _approve({slug: sorted(set(numbers))}, to, by=by, recipients=recipients, dry_run=dry_run)


def approve_all(
    slug: str | None, *, by: str, kind: str | None = None, recipients: int | None = None, dry_run: bool = False
) -> Approved:
    """Let every letter go that waits for a review, of one alliance or of all, or those of a ``kind``.

    What leaves is what is counted now; a letter that comes to wait meanwhile is not among it. Each alliance is dealt
    with whole or not at all. ``recipients`` as in :func:`approve`.
    """
    with database().read() as session:
        found = _drafts(session, slug, kind)
    chosen: dict[str, list[int]] = defaultdict(list)
    for draft in found:
        chosen[draft.line.alliance].append(draft.line.id)
    to = len({(draft.contact_id, draft.line.to_mailbox) for draft in found})
    return _approve(chosen, to, by=by, recipients=recipients, dry_run=dry_run)


def _approve(
    chosen: Mapping[str, Sequence[int]], to: int, *, by: str, recipients: int | None, dry_run: bool
) -> Approved:
    if not dry_run or recipients is not None:
        _check_count(to, recipients)
    for slug, numbers in chosen.items():
        with acting(slug, by=by, dry_run=dry_run) as a:
            for row in _locked(a, numbers):
                _let_go(a, row)
    return Approved(tuple(sorted(number for numbers in chosen.values() for number in numbers)), to)


def _check_count(to: int, recipients: int | None) -> None:
    if recipients is None and to > MOST_UNCOUNTED:
        raise BadInput(
            "these letters go to {count} recipients; above {most}, confirm that number with: --recipients {count}",
            count=to,
            most=MOST_UNCOUNTED,
        )
    if recipients is not None and recipients != to:
        raise BadInput(
            "the number of recipients is {count} and not {recipients}; none was approved",
            count=to,
            recipients=recipients,
        )


def _let_go(a: Act, row: Letter) -> None:
    if row.state is not LetterState.DRAFT:
        raise NotAllowed(
            "letter {number} of {slug} is {state} and does not wait for a review; none was approved",
            number=row.id,
            slug=a.alliance.slug,
            state=row.state,
        )
    row.state, row.reviewed_by, row.reviewed_at = LetterState.QUEUED, a.by, a.now
    a.record(EventType.LETTER_APPROVED, str(row.id), kind=row.kind)


def discard(slug: str, numbers: Collection[int], *, by: str, reason: str, dry_run: bool = False) -> tuple[str, ...]:
    """Keep letters from ever leaving, all or none of them; return their kinds.

    What they ask stays open: the next step asks it anew, or reminds of it when a letter about it had left before.
    """
    why = check_text(reason, "the reason for discarding a letter")
    with acting(slug, by=by, dry_run=dry_run) as a:
        rows = _locked(a, numbers)
        for row in rows:
            move(a, row, LetterState.SUPERSEDED, reason=why)
        return tuple(row.kind for row in rows)


def _locked(a: Act, numbers: Collection[int]) -> Sequence[Letter]:
    rows = letter_queries.lock(a.session, a.alliance.id, numbers)
    lacking = sorted(set(numbers) - {row.id for row in rows})
    if lacking:
        raise NotFound(
            "there is no letter {number} in {slug}; see: samenspel letter list {slug}",
            number=lacking[0],
            slug=a.alliance.slug,
        )
    return rows
