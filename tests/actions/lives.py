"""A life by chance: whatever people, clock and engine can do to one alliance, in any order, twice, and too late."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
)

from models.actions import (
    after_care,
    alliances,
    commitments,
    decisions,
    deliverables,
    dispatch,
    gates,
    lessons,
    measuring,
    need,
    post,
    rounds,
    stakeholders,
    timers,
)
from models.actions.overview import log_of, overview
from models.db import session as db_session
from models.db.tables import Decision, Dispatch, Letter, SystemFault, Timer
from models.method import posting
from models.method.commitments import ContributionKind, Unit
from models.method.decisions import GoBackTo, Outcome
from models.method.handover import Finding, Route
from models.method.letters import OUTLIVE_CYCLE
from models.method.parties import StakeholderStatus
from models.method.phases import Phase, Side
from models.method.working_days import local_day
from samenspel import clock
from tests import databases, factories
from tests.actions import seen
from tests.actions.engine import LEASE, Engine
from tests.actions.going_back import SLUG, GoesBack, codes, keys, parties
from tests.actions.invariants import Watch
from tests.actions.returning import to_give_back
from tests.actions.ways import REASON, secure, to_hand_over, tried, with_a_promise
from tests.conftest import START
from tests.factories import HZ

#: What is done with faults, recommendations and the plan: most often what leads on.
GIVES_BACK = [
    *("record", "return", "return", "receive", "accept", "refuse", "rate", "close"),
    *("advise", "follow", "finish", "plan", "do", "open"),
]

phases = st.sampled_from(Phase)
#: Where a life begins: more often where it can go back, or end, because most of what can go wrong lies there.
starts = st.sampled_from([*Phase, *[Phase.EVALUATE] * 4, *[Phase.SECURE_IMPACT] * 4])
#: What people decide: most often to go back, and now and then something that does not hold together.
answers = st.sampled_from(
    [*[(Outcome.GO_BACK, to) for to in GoBackTo] * 2]
    + [(outcome, GoBackTo.NOT_APPLICABLE) for outcome in (*Outcome, Outcome.MEASURE_AGAIN)]
)


def _phase() -> Phase | None:
    place = factories.place(SLUG)
    return Phase(place[1]) if place else None


class Lives(GoesBack):
    """One alliance, its people, its clock and an engine that is late, doubled, or dead."""

    #: A folder with a database for each phase, called after it, in which the alliance has come so far.
    beginnings: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        self._claims: list[dispatch.Claim] = []
        self._letters: list[post.Claimed] = []
        self._watch = Watch(SLUG)

    @initialize(phase=starts)
    def begin(self, phase: Phase) -> None:
        self._database = databases.copy_sqlite(self.beginnings / f"{phase}.db", self.beginnings)
        db_session.use(self._database)
        self._hands = clock.SetClock(START)
        self._stack.enter_context(clock.using(self._hands))
        self._engine = Engine()

    def teardown(self) -> None:
        if hasattr(self, "_engine"):
            self._engine.close()
            db_session.use(None)
            self._database.close()
        self._stack.close()

    @invariant()
    def everything_that_must_hold_holds(self) -> None:
        if hasattr(self, "_engine"):
            self._watch.look()

    # The engine, in all its moods.

    @rule()
    def works_and_then_has_nothing_left_to_do(self) -> None:
        # What is overdue is work too, and would be done by the second look if its timer did not fire before the first.
        timers.fire_due()
        self._engine.drain()
        place = factories.place(SLUG)
        seen_now = overview(SLUG)
        (books,) = seen.rows(Dispatch, SLUG, order="alliance_id")
        # Work that a dead engine holds is nobody else's until its lease is over.
        if place is None or seen_now.status != "running" or books.parked_reason or books.lease_until:
            return
        before = log_of(SLUG)
        self._engine.walk(SLUG, Phase(place[1]), place[0], seen_now.last_seq)
        assert log_of(SLUG) == before

    @rule(phase=phases, cycle=st.integers(1, 3), through=st.integers(0, 9999))
    def runs_something_stale(self, phase: Phase, cycle: int, through: int) -> None:
        self._engine.walk(SLUG, phase, cycle, through)

    @rule()
    def claims_and_dies(self) -> None:
        self._claims += dispatch.claim(lease=LEASE, limit=1)

    @precondition(lambda self: self._claims)
    @rule(data=st.data(), fate=st.sampled_from(["run", "run", "retry", "release", "park", "extend"]))
    def comes_back_to_an_old_claim(self, data: st.DataObject, fate: str) -> None:
        work = data.draw(st.sampled_from(self._claims))
        if fate == "run":
            self._engine.walk(work.alliance, work.phase, work.cycle, work.through)
        elif fate == "retry":
            self._claims += [again] if (again := dispatch.retry(work, wait=timedelta(0), lease=LEASE)) else []
        elif fate == "release":
            dispatch.release(work)
        elif fate == "park":
            dispatch.park(work, "three runs failed")
        else:
            dispatch.extend(work, lease=LEASE)

    @rule(days=st.integers(0, 200), fires=st.booleans())
    def time_passes(self, days: int, fires: bool) -> None:
        self._hands.move_to(self._hands.now() + timedelta(days=days))
        if fires:
            timers.fire_due()

    @rule(data=st.data())
    def a_timer_fires_late_or_again(self, data: st.DataObject) -> None:
        ids = [timer.id for timer in seen.rows(Timer, SLUG)]
        timers.fire(SLUG, data.draw(st.sampled_from(ids)))

    @rule(fate=st.sampled_from(["sent", "failed", "lost"]))
    def a_letter_leaves_or_does_not(self, fate: str) -> None:
        if (letter := post.claim_letter("engine", lease=LEASE)) is None:
            return
        (row,) = seen.rows(Letter, SLUG, id=letter.id)
        assert row.kind in OUTLIVE_CYCLE or row.cycle == overview(SLUG).cycle
        self._letters.append(letter)
        if fate == "sent":
            post.mark_sent(letter, subject="x", text="x")
        elif fate == "failed":
            post.mark_outcome(letter, posting.Outcome(posting.Result.RELAY_AWAY))

    # The people.

    @rule(rests=st.booleans())
    def pauses_or_resumes(self, rests: bool) -> None:
        tried(lambda: alliances.pause(SLUG, by=HZ, reason=REASON) if rests else alliances.resume(SLUG, by=HZ))

    @rule(code=codes, what=st.sampled_from(["submit", "change", "accept", "accept", "return", "waive"]))
    def works_on_a_deliverable(self, code: str, what: str) -> None:
        works: dict[str, Callable[[], object]] = {
            "submit": lambda: deliverables.submit(SLUG, code, by=HZ),
            "change": lambda: deliverables.submit(SLUG, code, by=HZ, content=str(self._hands.now()).encode()),
            "accept": lambda: [deliverables.accept(SLUG, code, side, by=HZ) for side in Side],
            "return": lambda: deliverables.return_(SLUG, code, by=HZ, reason=REASON),
            "waive": lambda: deliverables.waive(SLUG, code, by=HZ, reason=REASON),
        }
        tried(works[what])

    @rule(walks_on=st.sampled_from([True, True, False]), share=st.sampled_from([0.4, 1.0]))
    def completes_the_phase(self, walks_on: bool, share: float) -> None:
        place = factories.place(SLUG)
        if place is None:
            return
        phase = Phase(place[1])
        if phase is Phase.EXPLORE:
            tried(lambda: need.score_need(SLUG, {"urgentie": 5, "kracht": 5}, by=HZ))
            tried(lambda: need.go(SLUG, by=HZ))
        if phase is Phase.EVALUATE:
            tried(lambda: measuring.measure(SLUG, "vacatures", 100 - 50 * share, by=HZ, on=self._today()))
            tried(lambda: measuring.measure(SLUG, "instroom", 200 + 100 * share, by=HZ, on=self._today()))
        if phase is Phase.SECURE_IMPACT:
            secure(SLUG, Route.EXISTING_ORGANISATION if share == 1.0 else Route.STOP, f"{SLUG}-gemeente")
        for line in overview(SLUG).deliverables:
            if line.phase == phase and line.status not in {"accepted", "waived"}:
                tried(lambda code=line.code: deliverables.waive(SLUG, code, by=HZ, reason=REASON))  # type: ignore[misc]
        if walks_on:
            self._engine.drain()

    @rule(party=parties, quantity=st.integers(1, 3))
    def promises(self, party: str, quantity: int) -> None:
        tried(
            lambda: commitments.promise(
                SLUG, party, ContributionKind.TIME, REASON, quantity, Unit.HOURS, by=HZ, starts_on=self._today()
            )
        )

    @rule(
        key=keys,
        party=parties,
        what=st.sampled_from(["confirm", "confirm", "deliver", "withdraw", "close", "transfer"]),
    )
    def comes_back_to_a_promise(self, key: str, party: str, what: str) -> None:
        tried(with_a_promise(SLUG, key, party, self._today())[what])

    @rule(party=parties, status=st.sampled_from(StakeholderStatus))
    def talks(self, party: str, status: StakeholderStatus) -> None:
        tried(lambda: stakeholders.move(SLUG, party, status, by=HZ, reason=REASON))

    @rule(
        what=st.sampled_from(["score", "go", "no-go", "hold", "release", "pass", "missing", "stop"]),
        chance=st.integers(0, 5),
    )
    def decides_at_the_gate(self, what: str, chance: int) -> None:
        # The two that end everything are chosen less often, so that lives are long enough to be interesting.
        if what in {"no-go", "stop"} and chance:
            return
        gate: dict[str, Callable[[], object]] = {
            "score": lambda: need.score_need(SLUG, {"urgentie": chance, "kracht": chance}, by=HZ),
            "go": lambda: need.go(SLUG, by=HZ, reason=REASON),
            "no-go": lambda: need.no_go(SLUG, by=HZ, reason=REASON),
            "hold": lambda: gates.hold(SLUG, by=HZ, reason=REASON),
            "release": lambda: gates.release(SLUG, by=HZ),
            "pass": lambda: gates.pass_gate(SLUG, by=HZ),
            "missing": lambda: gates.pass_gate(SLUG, by=HZ, with_missing=True, reason=REASON),
            "stop": lambda: gates.stop(SLUG, by=HZ, reason=REASON),
        }
        tried(gate[what])

    @rule(hours=st.integers(0, 3))
    def the_cadence_comes_round(self, hours: int) -> None:
        occurrence = START + timedelta(hours=hours)
        tried(lambda: rounds.open_round(SLUG, by="clock", occurrence=occurrence))

    @rule(
        indicator=st.sampled_from(["vacatures", "instroom"]), value=st.sampled_from([50, 90, 300]), late=st.booleans()
    )
    def measures(self, indicator: str, value: int, late: bool) -> None:
        on = self._today() - timedelta(days=30 if late else 0)
        tried(lambda: measuring.measure(SLUG, indicator, value, by=HZ, on=on))

    @rule(answer=answers, by_hand=st.booleans(), data=st.data())
    def decides(self, answer: tuple[Outcome, GoBackTo], by_hand: bool, data: st.DataObject) -> None:
        outcome, to = answer
        known = [str(d.id) for d in seen.rows(Decision, SLUG)]
        number = f"new:{SLUG}" if by_hand or not known else data.draw(st.sampled_from(known))
        tried(lambda: decisions.answer(number, factories.an_answer(outcome, go_back_to=to), via="CLI"))

    @rule(
        party=parties,
        what=st.sampled_from(["route", "add", "accept", "withdraw", "remove", "agree", "share"]),
        route=st.sampled_from(Route),
        item=st.sampled_from(["h1", "h2"]),
    )
    def hands_over(self, party: str, what: str, route: Route, item: str) -> None:
        tried(to_hand_over(SLUG, party, route, item)[what])

    @precondition(lambda self: hasattr(self, "_engine") and _phase() in {None, Phase.SECURE_IMPACT})
    @rule(finding=st.sampled_from(Finding), at=st.none() | phases, n=st.none() | st.integers(1, 2))
    def ends_and_is_looked_at_again(self, finding: Finding, at: Phase | None, n: int | None) -> None:
        if _phase() is not None:
            self.completes_the_phase(walks_on=True, share=1.0)
            # What is opened again was as it is seen now, not as it was before it was completed.
            self._watch.look()
        self._hands.move_to(self._hands.now() + timedelta(days=200))
        timers.fire_due()
        tried(lambda: after_care.record(SLUG, finding, REASON, by=HZ, n=n, reopen_at=at, lesson=REASON))

    @rule(party=parties, what=st.sampled_from(GIVES_BACK), data=st.data())
    def gives_back(self, party: str, what: str, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from([fault.id for fault in seen.rows(SystemFault, SLUG)] or [1]))
        tried(to_give_back(SLUG, party, number, self._today())[what])

    @rule()
    def learns(self) -> None:
        tried(lambda: lessons.add_lesson(SLUG, REASON, by=HZ))

    def _today(self) -> date:
        return local_day(self._hands.now())
