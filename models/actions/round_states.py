"""A round from its preparation to its publication: prepared, approved, open, closed, reviewed, published (R84, R86)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from models.actions import (
    collaboration,
    framework,
    inviting,
    reflection_sharing,
    respondents,
    round_rows,
    rounds,
    sharing,
)
from models.actions.frame import Act, act
from models.db import queries
from models.db.tables import Respondent, Round, Timer
from models.method.collaboration import frozen
from models.method.errors import BadInput, NotAllowed
from models.method.events import EventType
from models.method.lessons import check_text
from models.method.phases import AllianceStatus
from models.method.requests import RequestKind, RequestState, TimerKind
from models.method.rounds import (
    IN_PREPARATION,
    KIND,
    OVER,
    RespondentState,
    RoundKind,
    RoundPurpose,
    RoundState,
    check_state,
    kind_of,
)
from models.method.said import Said
from models.method.working_days import AMSTERDAM, local_day, morning

#: An answer is in time until the end of the last day.
LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A round that is to be opened: its number, how many are asked in it, and from when until when it is open."""

    number: int
    respondents: int
    opens_at: datetime
    due_at: datetime


def prepare(
    slug: str,
    purpose: RoundPurpose,
    *,
    by: str,
    opens_on: date | None = None,
    closes_on: date | None = None,
    contacts: Sequence[str] | None = None,
    sensitive: bool = False,
) -> Prepared:
    """Prepare a round, and offer whoever was asked last time, or name who is asked by the key of their ``contacts``.

    It opens at nine in the morning of ``opens_on``, today if left out, once it was approved, and is open up to and
    including ``closes_on``. Of what is ``sensitive`` no figure of fewer than five organisations is shown.
    """
    with act(slug, by=by) as a:
        kind = _kind(a, purpose)
        if not purpose.asks_people and (contacts or sensitive):
            raise BadInput("a round on the impact asks for figures and nobody's opinion; allowed: both, collaboration")
        _only_one(a, purpose)
        opens_at, due_at = _days(a, opens_on, closes_on)
        row = Round(
            alliance_id=a.alliance.id,
            cycle=a.run.cycle,
            phase=a.run.phase,
            number=rounds.next_number(a),
            kind=kind,
            purpose=purpose,
            state=RoundState.PREPARED,
            prepared_by=by,
            opened_at=opens_at,
            due_at=due_at,
        )
        a.session.add(row)
        a.session.flush()
        count = 0
        if purpose.asks_people:
            row.questions = [one.model_dump(mode="json") for one in frozen(sensitive=sensitive)]
            count = respondents.choose(a, row, contacts)
        a.record(EventType.ROUND_PREPARED, str(row.number), purpose=purpose, on=local_day(opens_at).isoformat())
        return Prepared(row.number, count, opens_at, due_at)


def _kind(a: Act, purpose: RoundPurpose) -> RoundKind:
    kind = kind_of(a.run.phase, purpose)
    if kind is None:
        raise NotAllowed(
            "{slug} is in phase {phase}; a round is held in: {allowed}",
            slug=a.alliance.slug,
            phase=a.run.phase,
            allowed=", ".join(KIND),
        )
    return kind


def _only_one(a: Act, purpose: RoundPurpose) -> None:
    waiting = queries.first(a.session, Round, alliance_id=a.alliance.id, purpose=purpose, state=IN_PREPARATION)
    if waiting is not None:
        raise NotAllowed(
            "round {number} on the same is {state} already; open it or cancel it first",
            number=waiting.number,
            state=waiting.state,
        )


def _days(a: Act, opens_on: date | None, closes_on: date | None) -> tuple[datetime, datetime]:
    today = local_day(a.now)
    first = opens_on or today
    last = closes_on or first + timedelta(days=a.settings.round_days)
    if first < today:
        raise BadInput("{day} has passed; allowed: today or later", day=first)
    if last <= first:
        raise BadInput(
            "a round that opens on {first} cannot close on {last}; allowed: a later day", first=first, last=last
        )
    return morning(first), datetime.combine(last, LAST_MINUTE, tzinfo=AMSTERDAM).astimezone(UTC)


def approve(slug: str, number: int, *, by: str) -> datetime:
    """Approve a prepared round: it opens by itself on its day; return when that is."""
    with act(slug, by=by) as a:
        row = _of(a, number)
        check_state(number, row.state, RoundState.APPROVED)
        if row.due_at <= a.now:
            raise NotAllowed(
                "the last day of round {number} has passed; cancel it and prepare the next round", number=number
            )
        if row.purpose.asks_people and not collaboration.respondents(a.session, row):
            raise NotAllowed(
                "round {number} asks nobody yet; add somebody with: "
                "samenspel round ask {slug} {number} CONTACT --by STAFF",
                number=number,
                slug=slug,
            )
        row.state, row.approved_by = RoundState.APPROVED, by
        a.due(TimerKind.ROUND_OPENS, str(number), row.opened_at)
        a.record(EventType.ROUND_APPROVED, str(number))
        return row.opened_at


def open_now(slug: str, number: int, *, by: str) -> int:
    """Open an approved round now, before its day; return how many people were asked."""
    with act(slug, by=by) as a:
        row = _of(a, number)
        check_state(number, row.state, RoundState.OPEN)
        if row.state is not RoundState.APPROVED:
            raise NotAllowed(
                "round {number} is {state}; it is opened again with: samenspel round reopen {slug} {number}",
                number=number,
                state=row.state,
                slug=slug,
            )
        _kind(a, row.purpose)
        why_not = _in_the_way(a, row)
        if why_not is not None:
            raise NotAllowed("round {number} cannot be opened: {because}", number=number, because=why_not)
        return _open(a, row)


def come_due(a: Act, timer: Timer) -> None:
    """Open an approved round on its day; one that cannot be opened any more is cancelled."""
    row = round_rows.find(a.session, a.alliance, int(timer.subject))
    if row.state is not RoundState.APPROVED:
        return
    kind = kind_of(a.open_phase.phase, row.purpose) if a.open_phase is not None else None
    if kind is None or a.alliance.status is not AllianceStatus.RUNNING or _in_the_way(a, row) is not None:
        row.state, row.closed_at = RoundState.CANCELLED, a.now
        a.record(EventType.ROUND_SKIPPED, timer.subject, purpose=row.purpose)
        return
    _open(a, row)


def _in_the_way(a: Act, row: Round) -> Said | None:
    if rounds.is_busy(a, row.purpose):
        return Said("a round on the same, or a decision about one, is open")
    return Said("its last day has passed") if row.due_at <= a.now else None


def _open(a: Act, row: Round) -> int:
    number = str(row.number)
    row.kind, row.phase, row.cycle = _kind(a, row.purpose), a.run.phase, a.run.cycle
    row.state, row.opened_at = RoundState.OPEN, a.now
    row.framework = framework.lock(a, f"round {number}")
    a.session.flush()
    a.cancel(kind=TimerKind.ROUND_OPENS, subject=number)
    a.record(EventType.ROUND_OPENED, number, kind=row.kind, purpose=row.purpose)
    _set_last_day(a, row)
    return inviting.begin(a, row) if row.purpose.asks_people else 0


def _set_last_day(a: Act, row: Round) -> None:
    """Set the timer of the last day; one that was open before has had one, which is over."""
    of = {"alliance_id": a.alliance.id, "cycle": a.cycle, "kind": TimerKind.ROUND_DUE, "subject": str(row.number)}
    a.due(TimerKind.ROUND_DUE, str(row.number), row.due_at, n=queries.count(a.session, Timer, **of) + 1)


def cancel(slug: str, number: int, *, by: str, reason: str) -> None:
    """Cancel a round that was not held; nobody is asked for it any more.

    One that judges the impact closes by itself once it is open, with what was measured.
    """
    with act(slug, by=by) as a:
        row = _of(a, number)
        check_state(number, row.state, RoundState.CANCELLED)
        if row.state is RoundState.OPEN and row.purpose.asks_figures:
            raise NotAllowed(
                "round {number} judges the impact and is open; it closes once everything is measured or due",
                number=number,
            )
        why = check_text(reason, "the reason for cancelling a round")
        row.state, row.closed_at = RoundState.CANCELLED, a.now
        a.session.flush()
        a.cancel(kind={TimerKind.ROUND_OPENS, TimerKind.ROUND_DUE}, subject=str(number))
        a.settle(RequestKind.ROUND, str(number), RequestState.WITHDRAWN, "the round was cancelled")
        a.record(EventType.ROUND_CANCELLED, str(number), reason=why)


def reopen(slug: str, number: int, *, by: str) -> int:
    """Open a round on the collaboration again that closed before its last day; return how many are asked again.

    It stays open until that day, whoever answers. One of which the outcome could be read stays closed: with one more
    answer, the outcome before and after would tell what that answer was (R84).
    """
    with act(slug, by=by) as a:
        row = round_rows.asking_people(a, number)
        check_state(number, row.state, RoundState.OPEN)
        if row.purpose is not RoundPurpose.COLLABORATION or row.state is not RoundState.CLOSED:
            raise NotAllowed("only a round on the collaboration that has closed is opened again")
        _kind(a, row.purpose)
        if row.cycle != a.cycle:
            raise NotAllowed(
                "round {number} was held in cycle {cycle}, which is over; prepare the next round",
                number=number,
                cycle=row.cycle,
            )
        if row.due_at <= a.now:
            raise NotAllowed("the last day of round {number} has passed; prepare the next round", number=number)
        if collaboration.is_told(a.session, row):
            raise NotAllowed(
                "the outcome of round {number} could be read; opened again, it would tell what those answered who come "
                "after; prepare the next round",
                number=number,
            )
        why_not = _in_the_way(a, row)
        if why_not is not None:
            raise NotAllowed("round {number} cannot be opened: {because}", number=number, because=why_not)
        row.state, row.closed_at, row.verdict, row.attainment = RoundState.OPEN, None, None, None
        row.snapshot = row.snapshot_sha256 = row.result = row.engine_version = None
        for one in queries.rows(a.session, Respondent, round_id=row.id, state=RespondentState.INVITED):
            one.state = RespondentState.CHOSEN
        a.session.flush()
        a.record(EventType.ROUND_REOPENED, str(number))
        _set_last_day(a, row)
        return inviting.ask_chosen(a, row, again=True)


def review(slug: str, number: int, *, by: str) -> None:
    """Record that the outcome of a closed round was talked over, so that it may be shared (R87)."""
    with act(slug, by=by) as a:
        row = _of(a, number)
        check_state(number, row.state, RoundState.REVIEWED)
        row.state, row.reviewed_by, row.reviewed_at = RoundState.REVIEWED, by, a.now
        a.record(EventType.ROUND_REVIEWED, str(number))


def publish(slug: str, number: int, *, by: str) -> int:
    """Share the outcome of a reviewed round with those who contributed to it; return to how many that goes.

    Of a round on both, which is shared about its figures as soon as these are decided about, the part on the
    collaboration is shared now.
    """
    with act(slug, by=by) as a:
        row = _of(a, number)
        if not (row.purpose is RoundPurpose.BOTH and row.state in OVER):
            check_state(number, row.state, RoundState.PUBLISHED)
        count = reflection_sharing.share(a, row)
        if count is None:
            raise NotAllowed("what round {number} says of the collaboration was shared already", number=number)
        if row.state is RoundState.REVIEWED:
            sharing.share_results(a, row)
            row.state, row.published_at = RoundState.PUBLISHED, a.now
        return count


def _of(a: Act, number: int) -> Round:
    a.check_open()
    return round_rows.find(a.session, a.alliance, number)
