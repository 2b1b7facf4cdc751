"""What a person confirms: that a 0 out of a file was measured, and that an indicator is meant to go its way (R57)."""

from models.actions import doubts, evidence_tasks, figures, framework, measuring
from models.actions.frame import act
from models.method.errors import NotAllowed
from models.method.evaluation.words import Reason
from models.method.events import EventType
from models.method.evidence import EvidenceTaskKind


def confirm_zero(slug: str, number: int, *, by: str) -> str:
    """Record that the 0 with this number was measured, and is not a cell that nobody filled in; return of what."""
    with act(slug, by=by) as a:
        a.check_open()
        row, figure = figures.one(a, number)
        if figure.zero_confirmed_by is not None:
            raise NotAllowed("figure {number} was confirmed already", number=number)
        if figure.value != 0:
            raise NotAllowed("figure {number} is not 0, so there is nothing to confirm", number=number)
        if not figure.imported:
            raise NotAllowed("the 0 of figure {number} was typed by a person and needs no confirmation", number=number)
        figure.zero_confirmed_by = by
        a.session.flush()
        a.record(EventType.MEASUREMENT_CONFIRMED, row.key, measurement=number, on=figure.on.isoformat())
        doubts.review(a, row)
        return row.key


def confirm_direction(slug: str, key: str, *, by: str) -> int | None:
    """Record that an indicator is meant to go the way that was said, whatever its target says.

    Return the version of the framework that says so, ``None`` while nothing is locked. From then on only is asked
    whether the target was reached.
    """
    with act(slug, by=by) as a:
        a.check_open()
        row = measuring.of_key(a, key)
        if row.direction_confirmed:
            raise NotAllowed("the direction of {key!r} was confirmed already", key=key)
        if not any(doubt.why is Reason.DIRECTION_CONFLICT for doubt in doubts.of_indicator(a.session, row)):
            raise NotAllowed("the direction of {key!r} agrees with its target, so there is nothing to confirm", key=key)
        row.direction_confirmed = True
        a.session.flush()
        version = framework.changed(a, f"The direction of {key} was confirmed.")
        a.record(EventType.DIRECTION_CONFIRMED, key, direction=row.direction)
        evidence_tasks.settle(a, EvidenceTaskKind.SETTLE_DIRECTION, key)
        return version
