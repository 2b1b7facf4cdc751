"""What must be found out before anything can be said: every reason for doubt is somebody's task (R57, R86)."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from models.method.evaluation.expectation import waits_until
from models.method.evaluation.parameters import TOLERANCE
from models.method.evaluation.results import Advice, IndicatorResult, Link, LinkName, LinkState, Result, SideAction
from models.method.evaluation.snapshot import IndicatorSnapshot, Snapshot
from models.method.evaluation.words import Reason, Verdict
from models.method.indicators import Evidence, Level
from models.method.rounds import RoundPurpose


class EvidenceTaskKind(StrEnum):
    """What is to be done about a doubt."""

    COLLECT_VALUE = "collect_value"
    CONFIRM_ZERO = "confirm_zero"
    CORRECT_VALUE = "correct_value"
    SETTLE_DIRECTION = "settle_direction"
    SET_BASELINE = "set_baseline"
    SET_TARGET = "set_target"
    SET_DATES = "set_dates"
    SETTLE_ACCUMULATION = "settle_accumulation"
    SET_WEIGHTS = "set_weights"
    ENLARGE_SAMPLE = "enlarge_sample"
    FIND_RATERS = "find_raters"
    REACH_QUORUM = "reach_quorum"
    WAIT = "wait"
    MEASURE_LINK = "measure_link"
    TEST_ASSUMPTION = "test_assumption"
    EXPLAIN_SUCCESS = "explain_success"
    STOP_HARM = "stop_harm"


class EvidenceTaskState(StrEnum):
    """Whether it is still to be done."""

    OPEN = "open"
    DONE = "done"
    LAPSED = "lapsed"


class NewTask(NamedTuple):
    """Something to find out: about which indicator, link or assumption, until when, and about which measurement."""

    kind: EvidenceTaskKind
    subject: str
    due_on: date
    measurement: int | None = None


#: What a task about how the partners work together is about.
COLLABORATION = "collaboration"

#: In so many days a round collects its figures, where an alliance did not choose otherwise.
ROUND_DAYS = 28

_K = EvidenceTaskKind

#: What is done about each doubt. Of several together it is only asked when none of them is in doubt itself.
TASK_FOR: dict[Reason, EvidenceTaskKind] = {
    Reason.MISSING_ACTUAL: _K.COLLECT_VALUE,
    Reason.STALE_ACTUAL: _K.COLLECT_VALUE,
    Reason.WEAK_EVIDENCE: _K.COLLECT_VALUE,
    Reason.UNPARSEABLE: _K.CORRECT_VALUE,
    Reason.OUT_OF_RANGE: _K.CORRECT_VALUE,
    Reason.OVERLAPPING_PERIODS: _K.CORRECT_VALUE,
    Reason.SUSPICIOUS_ZERO: _K.CONFIRM_ZERO,
    Reason.MISSING_BASELINE: _K.SET_BASELINE,
    Reason.MISSING_TARGET: _K.SET_TARGET,
    Reason.NO_TARGET: _K.SET_TARGET,
    Reason.BAD_DATES: _K.SET_DATES,
    Reason.ACCUMULATION_UNKNOWN: _K.SETTLE_ACCUMULATION,
    Reason.DIRECTION_CONFLICT: _K.SETTLE_DIRECTION,
    Reason.TOO_EARLY: _K.WAIT,
    Reason.INTERVAL_STRADDLES_THRESHOLD: _K.ENLARGE_SAMPLE,
    Reason.TOO_FEW_RATERS: _K.FIND_RATERS,
    Reason.RATERS_DISAGREE: _K.FIND_RATERS,
    Reason.NO_OUTCOMES: _K.MEASURE_LINK,
    Reason.NO_WEIGHTS: _K.SET_WEIGHTS,
    Reason.NEGATIVE_WEIGHT: _K.SET_WEIGHTS,
    Reason.LOW_COVERAGE: _K.MEASURE_LINK,
    Reason.CRITICAL_UNKNOWN: _K.MEASURE_LINK,
    Reason.NO_RESPONSES: _K.REACH_QUORUM,
    Reason.BELOW_QUORUM: _K.REACH_QUORUM,
    Reason.CRITICAL_GROUP_UNKNOWN: _K.REACH_QUORUM,
}

#: Days for what is looked up, agreed on or asked once more; what is measured anew has the days of a round.
_DAYS: dict[EvidenceTaskKind, int] = {
    _K.CONFIRM_ZERO: 7,
    _K.CORRECT_VALUE: 7,
    _K.SETTLE_DIRECTION: 7,
    _K.SETTLE_ACCUMULATION: 7,
    _K.SET_BASELINE: 14,
    _K.SET_TARGET: 14,
    _K.SET_DATES: 14,
    _K.SET_WEIGHTS: 14,
    _K.REACH_QUORUM: 14,
    _K.TEST_ASSUMPTION: 84,
    _K.STOP_HARM: 7,
}

#: Where in the chain an indicator stands, by the level of its node.
_LINK_OF: dict[Level, LinkName] = {
    Level.ACTIVITY: LinkName.ACTIVITIES,
    Level.OUTPUT: LinkName.OUTPUTS,
    Level.OUTCOME: LinkName.OUTCOMES,
    Level.IMPACT: LinkName.IMPACT,
}


def task_for(reason: Reason) -> EvidenceTaskKind | None:
    """Return what is done about a reason; ``None`` for one that decided something."""
    return TASK_FOR.get(reason)


def due_days(kind: EvidenceTaskKind, *, round_days: int = ROUND_DAYS) -> int:
    """Return in how many days something should be found out; what is measured has the ``round_days`` of a round."""
    return _DAYS.get(kind, round_days)


def about(source: str, target: str) -> str:
    """Return how an assumption between two nodes is named as a subject."""
    return f"{source} -> {target}"


def asked_again(verdict: Verdict, reason: Reason, on: date, *, round_days: int = ROUND_DAYS) -> NewTask | None:
    """Return what is left to find out of how the partners work together, ``None`` when what they said decides it."""
    if verdict is not Verdict.INCONCLUSIVE:
        return None
    kind = TASK_FOR[reason]
    return NewTask(kind, COLLABORATION, on + timedelta(days=due_days(kind, round_days=round_days)))


def finds_out(purpose: RoundPurpose, kind: EvidenceTaskKind, subject: str) -> bool:
    """Say whether a round of this purpose may settle what an earlier one left, by not asking for it any more.

    How the partners work together is found out by asking them; only that nobody needs to know it any more is said by
    the diagnosis of any round.
    """
    if subject == COLLABORATION:
        return purpose.asks_people or kind is EvidenceTaskKind.MEASURE_LINK
    return purpose.asks_figures


def missing_links(result: Result) -> tuple[LinkName, ...]:
    """Return the links of which something must be known to get further, the one that helps most first.

    A failure whose cause cannot be told waits for the nearest link before it, and for no other.
    """
    unknown = {link.name for link in result.chain if link.state is LinkState.UNKNOWN}
    diagnosis = result.diagnosis
    if diagnosis.advice is Advice.DIAGNOSE_FURTHER:
        names = tuple(LinkName)
        upstream = reversed(names[: names.index(LinkName(str(diagnosis.root)))])
        return tuple(name for name in upstream if name in unknown)[:1]
    wanted: list[LinkName] = []
    if diagnosis.advice is Advice.MEASURE_AGAIN or SideAction.COMPLETE_EVIDENCE_CHAIN in diagnosis.actions:
        wanted += [LinkName.OUTCOMES, LinkName.OUTPUTS]
    if SideAction.VERIFY_COMMITMENTS in diagnosis.actions:
        wanted.append(LinkName.INPUTS)
    return tuple(name for name in wanted if name in unknown)


def breached(result: Result, snapshot: Snapshot) -> tuple[str, ...]:
    """Return the guards against harm that were breached, by key."""
    guards = {one.key for one in snapshot.indicators if one.guard}
    return tuple(one.key for one in result.indicators if one.key in guards and one.verdict is Verdict.INSUFFICIENT)


def tasks(result: Result, snapshot: Snapshot, *, round_days: int = ROUND_DAYS) -> tuple[NewTask, ...]:
    """Return everything that a result leaves to be found out, counted from the day it looked at.

    Per guard that was breached and per indicator in doubt one task; per link that must be known one, unless an
    indicator of it has its own and none is lacking; and what the diagnosis asks for beside that: the collaboration, the
    assumptions, an explanation of success.
    """
    plan = _Plan(result, snapshot, round_days)
    return (
        *plan.of_harm(),
        *plan.of_indicators(),
        *plan.of_links(),
        *plan.of_collaboration(),
        *plan.of_assumptions(),
        *plan.of_success(),
    )


def next_round_on(result: Result, snapshot: Snapshot, today: date, *, round_days: int = ROUND_DAYS) -> date:
    """Return the day from which measuring again makes sense: when enough is known of the link it waits for.

    Enough is what the coverage of the parameters asks, with every critical indicator and guard among it. Where nothing
    is waited for, that is when a round has had its time. It is never today or before.
    """
    missing = missing_links(result)
    day = today + timedelta(days=round_days)
    if missing:
        day = _Plan(result, snapshot, round_days).known_on(missing[0])
    return max(day, today + timedelta(days=1))


class _Plan:
    """What is to be done about one result, and when."""

    def __init__(self, result: Result, snapshot: Snapshot, round_days: int) -> None:
        self._result, self._snapshot, self._round_days = result, snapshot, round_days
        doubtful = {one.key: one for one in result.indicators if one.verdict is Verdict.INCONCLUSIVE}
        self._in_doubt = {one.key: (one, doubtful[one.key]) for one in snapshot.indicators if one.key in doubtful}

    def of_harm(self) -> tuple[NewTask, ...]:
        return tuple(self._task(_K.STOP_HARM, key) for key in breached(self._result, self._snapshot))

    def of_indicators(self) -> tuple[NewTask, ...]:
        return tuple(self._about(*both) for both in self._in_doubt.values())

    def of_links(self) -> tuple[NewTask, ...]:
        links = {link.name: link for link in self._result.chain}
        return tuple(
            self._of_link(links[name])
            for name in missing_links(self._result)
            if not self._doubts_of(name) or self._lacks_indicators(links[name])
        )

    def of_collaboration(self) -> tuple[NewTask, ...]:
        scale = self._result.collaboration
        on, days = self._snapshot.on, self._round_days
        if scale is not None and (again := asked_again(scale.verdict, scale.reason, on, round_days=days)):
            return (again,)
        if SideAction.MEASURE_COLLABORATION in self._result.diagnosis.actions:
            return (self._task(_K.MEASURE_LINK, COLLABORATION),)
        return ()

    def of_assumptions(self) -> tuple[NewTask, ...]:
        if SideAction.TEST_ASSUMPTIONS not in self._result.diagnosis.actions:
            return ()
        short = self._fell_short()
        questioned = (one for one in self._snapshot.assumptions if one.target in short)
        untested = (one for one in questioned if one.evidence is Evidence.UNTESTED)
        subjects = dict.fromkeys(about(one.source, one.target) for one in untested)
        return tuple(self._task(_K.TEST_ASSUMPTION, subject) for subject in subjects)

    def _fell_short(self) -> frozenset[str]:
        """Return the nodes that did not come about as they should: what leads to any other can wait."""
        keys = {one.key for one in self._result.indicators if one.verdict is Verdict.INSUFFICIENT}
        return frozenset(one.node for one in self._snapshot.indicators if one.node and one.key in keys)

    def of_success(self) -> tuple[NewTask, ...]:
        if self._result.diagnosis.advice is not Advice.CONTRIBUTION_REVIEW:
            return ()
        reached = [link.name for link in self._result.chain if link.state is LinkState.OK]
        return (self._task(_K.EXPLAIN_SUCCESS, LinkName.OUTCOMES if LinkName.OUTCOMES in reached else LinkName.IMPACT),)

    def known_on(self, name: LinkName) -> date:
        doubts, of_itself = self._doubts_of(name), [task.due_on for task in self.of_links() if task.subject == name]
        if not doubts:
            return of_itself[0]
        of_link = [one for one in self._snapshot.indicators if _LINK_OF[one.level] is name]
        spare = (1 - self._snapshot.parameters.coverage) * sum(one.weight for one in of_link) + TOLERANCE
        due = {one.key: self._about(one, result).due_on for one, result in doubts}

        def enough(day: date) -> bool:
            later = [one for one, _ in doubts if due[one.key] > day]
            return not any(one.critical or one.guard for one in later) and sum(one.weight for one in later) <= spare

        return max([min(day for day in due.values() if enough(day)), *of_itself])

    def _lacks_indicators(self, link: Link) -> bool:
        """Say whether too little is known of the outcomes also because there are some that nobody measures."""
        too_little = link.together is not None and link.together.reason is Reason.LOW_COVERAGE
        unmeasured = set(self._snapshot.outcomes) - {one.node for one in self._snapshot.indicators}
        return link.name is LinkName.OUTCOMES and too_little and bool(unmeasured)

    def _doubts_of(self, name: LinkName) -> list[tuple[IndicatorSnapshot, IndicatorResult]]:
        return [both for both in self._in_doubt.values() if _LINK_OF[both[0].level] is name]

    def _about(self, indicator: IndicatorSnapshot, result: IndicatorResult) -> NewTask:
        kind = TASK_FOR[result.reason]
        until = waits_until(indicator, self._snapshot.parameters.least_expected) if kind is _K.WAIT else None
        task = self._task(kind, indicator.key)
        return task._replace(due_on=until or task.due_on, measurement=result.measurement)

    def _of_link(self, link: Link) -> NewTask:
        measured = any(_LINK_OF[one.level] is link.name for one in self._snapshot.indicators)
        kind = TASK_FOR[link.together.reason] if measured and link.together else _K.MEASURE_LINK
        return self._task(kind, link.name)

    def _task(self, kind: EvidenceTaskKind, subject: str) -> NewTask:
        days = due_days(kind, round_days=self._round_days)
        return NewTask(kind, str(subject), self._snapshot.on + timedelta(days=days))
