"""The way of a deliverable: drafted, submitted, returned with a reason, accepted by both sides, waived (R38, R104)."""

from models.actions import thanks
from models.actions.frame import Act, act
from models.db import files, queries
from models.db.tables import Deliverable, File
from models.method import labels
from models.method.deliverables import (
    DeliverableStatus,
    check_status,
    deliverable_type,
    sides_needed,
    status_after_acceptance,
)
from models.method.errors import BadInput, NotAllowed
from models.method.events import EventType
from models.method.lessons import check_text
from models.method.phases import Side
from models.method.requests import RequestKind, RequestState
from models.method.said import Said

#: The largest content of a deliverable, in bytes.
LARGEST = 50 * 1024 * 1024


def submit(slug: str, code: str, *, by: str, content: bytes | None = None, name: str = "") -> str:
    """Submit a deliverable and return the SHA-256 of its content; without ``content`` the present draft is meant.

    Submitting other content than was accepted makes the acceptance fall away.
    """
    with act(slug, by=by) as a:
        row = _of(a, code)
        if content is None and row.sha256 is None:
            raise BadInput("{code} has no content yet: give a file", code=code)
        if content is not None and not 0 < len(content) <= LARGEST:
            raise BadInput(
                "the file of {code} has {size} bytes; allowed: 1 to {largest}",
                code=code,
                size=len(content),
                largest=LARGEST,
            )
        sha256 = row.sha256 or "" if content is None else _keep(a, content, name or f"{code}.md")
        if row.sha256 == sha256 and row.status in {DeliverableStatus.SUBMITTED, DeliverableStatus.ACCEPTED}:
            return sha256
        check_status(row.status, DeliverableStatus.SUBMITTED)
        row.status, row.sha256, row.reason = DeliverableStatus.SUBMITTED, sha256, None
        row.submitted_by, row.submitted_at, row.settled_at = by, a.now, None
        row.accepted_foundation = row.accepted_partners = None
        row.drafted_by_rule = row.drafted_by_rule and content is None
        a.settle(RequestKind.DELIVERABLE, code)
        a.settle(RequestKind.SIGNATURE, code, RequestState.WITHDRAWN, "its content changed")
        a.record(EventType.DELIVERABLE_SUBMITTED, code, sha256=sha256)
        return sha256


def accept(slug: str, code: str, side: Side, *, by: str) -> DeliverableStatus:
    """Record that one side accepts the content as it stands, and return what the deliverable is now."""
    with act(slug, by=by) as a:
        row = _of(a, code)
        if row.status is DeliverableStatus.ACCEPTED:
            return row.status
        check_status(row.status, DeliverableStatus.ACCEPTED)
        phase = deliverable_type(code).phase
        if side not in sides_needed(phase):
            raise NotAllowed(
                "{code} is accepted by the foundation alone: in phase {phase} there are no partners yet",
                code=code,
                phase=phase,
            )
        if (row.accepted_foundation if side is Side.FOUNDATION else row.accepted_partners) is not None:
            return row.status
        if side is Side.FOUNDATION:
            row.accepted_foundation = by
        else:
            row.accepted_partners = by
        given = {Side.FOUNDATION: row.accepted_foundation, Side.PARTNERS: row.accepted_partners}
        row.status = status_after_acceptance(phase, frozenset(s for s, who in given.items() if who))
        a.record(EventType.DELIVERABLE_ACCEPTED_BY_SIDE, code, side=side, sha256=row.sha256)
        if row.status is DeliverableStatus.ACCEPTED:
            row.settled_at = a.now
            a.settle(RequestKind.SIGNATURE, code)
            a.record(EventType.DELIVERABLE_ACCEPTED, code, sha256=row.sha256)
            thanks.thank_who_gave(a, RequestKind.DELIVERABLE, code, lambda language: labels.deliverable(code, language))
        return row.status


def return_(slug: str, code: str, *, by: str, reason: str) -> None:
    """Send a submitted deliverable back; the reason is required."""
    with act(slug, by=by) as a:
        row = _of(a, code)
        check_status(row.status, DeliverableStatus.RETURNED)
        row.status, row.reason = DeliverableStatus.RETURNED, check_text(reason, "the reason for returning")
        row.accepted_foundation = row.accepted_partners = None
        a.settle(RequestKind.SIGNATURE, code, RequestState.WITHDRAWN, "it was returned")
        a.record(EventType.DELIVERABLE_RETURNED, code)


def waive(slug: str, code: str, *, by: str, reason: str) -> None:
    """Do without a deliverable; who said so and why stays readable."""
    with act(slug, by=by) as a:
        row = _of(a, code)
        check_status(row.status, DeliverableStatus.WAIVED)
        row.status, row.reason = DeliverableStatus.WAIVED, check_text(reason, "the reason for waiving")
        row.settled_at = a.now
        a.stop(
            RequestState.WITHDRAWN, "it was waived", kind={RequestKind.DELIVERABLE, RequestKind.SIGNATURE}, subject=code
        )
        a.record(EventType.DELIVERABLE_WAIVED, code)


def draft(a: Act, code: str, content: str) -> bool:
    """Keep ``content`` as the draft of a deliverable that nobody worked on yet; say whether it is new."""
    row = _of(a, code)
    mine = row.status is DeliverableStatus.DRAFT and row.drafted_by_rule
    if not mine and row.status is not DeliverableStatus.MISSING:
        return False
    sha256 = _keep(a, content.encode(), f"{code}.md")
    if row.sha256 == sha256:
        return False
    row.status, row.sha256, row.drafted_by_rule = DeliverableStatus.DRAFT, sha256, True
    a.record(EventType.DELIVERABLE_DRAFTED, code, sha256=sha256)
    return True


def _of(a: Act, code: str) -> Deliverable:
    deliverable_type(code)
    return queries.one(
        a.session,
        Deliverable,
        Said("deliverable {code}", code=code),
        alliance_id=a.alliance.id,
        cycle=a.run.cycle,
        code=code,
    )


def _keep(a: Act, content: bytes, name: str) -> str:
    sha256 = files.keep(content)
    if queries.first(a.session, File, sha256=sha256) is None:
        media_type = "text/markdown" if name.endswith(".md") else "application/octet-stream"
        a.session.add(File(sha256=sha256, name=name, media_type=media_type, size=len(content), added_at=a.now))
        a.session.flush()
    return sha256
