"""Closing a round on the impact: what it looked at is frozen, judged, explained, and put to people (R29, R57, R59)."""

from typing import Any

from models.actions import evidence_tasks, figures, framework, looked_at, questions, sharing
from models.actions.frame import Act
from models.db import queries
from models.db.tables import Cycle, Indicator, Request, Respondent, Round, TocNode
from models.method import evidence
from models.method.decisions import DecisionKind, GoBackTo, Outcome
from models.method.evaluation.arithmetic import written_out
from models.method.evaluation.engine import evaluate
from models.method.evaluation.explained import explained
from models.method.evaluation.results import Advice, Diagnosis, IndicatorResult, Result, may_secure
from models.method.evaluation.snapshot import Snapshot
from models.method.evaluation.words import Verdict
from models.method.events import EventType
from models.method.framework import in_words
from models.method.labels import LANGUAGES, chosen, label
from models.method.loops import StopOffered, Walk, stop_offered
from models.method.requests import AWAITED, RequestKind, RequestState, TimerKind
from models.method.rounds import OF_IMPACT, OVER, RespondentState, RoundKind, RoundState
from models.method.working_days import local_day

#: What a diagnosis says when more must be known before anything can be decided.
NOT_KNOWN_YET: frozenset[Advice] = frozenset(
    {Advice.MEASURE_AGAIN, Advice.DIAGNOSE_FURTHER, Advice.CONTRIBUTION_REVIEW}
)

#: What the question about a round begins with, and how it ends when stopping is offered: in Dutch and in English.
ROUND = ("evaluatieronde", "evaluation round")
SO_STOPPING = ("dus ook stoppen ligt voor", "so stopping is on the table as well")


def close(a: Act, current: Round) -> Verdict:
    """Close a round and return its verdict; every doubt becomes somebody's task."""
    snapshot = looked_at.snapshot(a.session, a.alliance, current, on=local_day(a.now))
    result = evaluate(snapshot)
    _freeze(a, current, snapshot, result)
    evidence_tasks.open_for(a, current, evidence.tasks(result, snapshot, round_days=a.settings.round_days))
    sharing.warn_of_harm(a, current, evidence.breached(result, snapshot))
    deciding = current.kind is RoundKind.DECIDING
    if deciding and not may_secure(result.verdict, result.diagnosis):
        _put_to_people(a, current, snapshot, result)
        return result.verdict
    if not deciding and result.verdict is Verdict.INSUFFICIENT:
        a.record(EventType.GATE_DUE, current.phase, because=f"round {current.number} is insufficient")
    sharing.share_results(a, current)
    return result.verdict


def unanswered(a: Act, current: Round) -> tuple[str, ...]:
    """Return who of those that are asked in the round neither answered nor declined, by their number."""
    waiting = frozenset({RespondentState.CHOSEN, RespondentState.INVITED})
    return tuple(str(row.id) for row in queries.rows(a.session, Respondent, round_id=current.id, state=waiting))


def _freeze(a: Act, current: Round, snapshot: Snapshot, result: Result) -> None:
    measured = queries.measurements(a.session, a.alliance)
    current.state, current.closed_at = RoundState.CLOSED, a.now
    current.last_measurement = max((m.id for _, m in measured), default=0)
    current.snapshot, current.snapshot_sha256 = snapshot.model_dump(mode="json"), snapshot.sha256()
    current.engine_version, current.result = result.engine_version, result.model_dump(mode="json")
    current.verdict, current.attainment = result.verdict, result.solution.score
    if result.diagnosis.advice in NOT_KNOWN_YET:
        current.next_on = evidence.next_round_on(result, snapshot, local_day(a.now), round_days=a.settings.round_days)
    a.session.flush()
    a.cancel(kind=TimerKind.ROUND_DUE, subject=str(current.number))
    for asked in queries.rows(
        a.session, Request, alliance_id=a.alliance.id, kind=RequestKind.MEASUREMENT, state=AWAITED
    ):
        # Also what was asked about an indicator that is there no more.
        if asked.subject.startswith(f"{current.number}:"):
            a.settle(RequestKind.MEASUREMENT, asked.subject, RequestState.LAPSED, "the round is closed")
    a.settle(RequestKind.ROUND, str(current.number), RequestState.LAPSED, "the round is closed")
    a.record(
        EventType.ROUND_CLOSED,
        str(current.number),
        verdict=result.verdict,
        attainment=current.attainment,
        kind=current.kind,
        snapshot=current.snapshot_sha256,
    )


def _put_to_people(a: Act, current: Round, snapshot: Snapshot, result: Result) -> None:
    proposed, back = proposal(result.diagnosis)
    offered = stop_offered(_walks(a, result)) if proposed is Outcome.GO_BACK else None
    language = a.alliance.language
    question = f"{chosen(ROUND, language)} {current.number}: {label(result.verdict, language)}"
    if offered is not None:
        question += f"; {label(offered, language)}, {chosen(SO_STOPPING, language)}"
    questions.ask(
        a,
        DecisionKind.VERDICT,
        proposed=proposed,
        proposed_back=back,
        evidence=_evidence(a, current, snapshot, result, offered),
        told=question,
        noted={"verdict": result.verdict, "round": current.number},
        round_id=current.id,
        verdict=result.verdict,
        attainment=current.attainment,
    )


def proposal(diagnosis: Diagnosis) -> tuple[Outcome, GoBackTo]:
    """Return what the diagnosis proposes to decide; whatever is not known well enough is measured again."""
    if diagnosis.advice is Advice.LOOP_BACK:
        return Outcome.GO_BACK, GoBackTo(diagnosis.phase.value)
    return Outcome.MEASURE_AGAIN, GoBackTo.NOT_APPLICABLE


def _walks(a: Act, result: Result) -> list[Walk]:
    """Return every cycle with what its last deciding round said, the live one with this result."""
    closed = queries.rows(
        a.session,
        Round,
        order="number",
        alliance_id=a.alliance.id,
        kind=RoundKind.DECIDING,
        purpose=OF_IMPACT,
        state=OVER,
    )
    reached = {one.cycle: one.attainment for one in closed} | {a.cycle: result.solution.score}
    cycles = queries.rows(a.session, Cycle, order="number", alliance_id=a.alliance.id)
    return [Walk(one.starts_at, reached.get(one.number)) for one in cycles]


def _evidence(
    a: Act, current: Round, snapshot: Snapshot, result: Result, offered: StopOffered | None
) -> dict[str, Any]:
    """Return what was known when it was asked: the round, each figure with its road, and why stopping is offered."""
    rows = {row.key: row for row in figures.indicators(a.session, a.alliance)}
    came = {one.key: one for one in result.indicators}
    nodes = {row.key: row.text for row in queries.rows(a.session, TocNode, alliance_id=a.alliance.id)}
    said = result.model_dump(mode="json")
    changed = framework.changes_since(a.session, a.alliance, snapshot.framework_at_opening)
    return {
        "round": current.number,
        "threshold": snapshot.parameters.threshold,
        "verdict": result.verdict,
        "reason": result.reason,
        "sentence": {language: explained(result, language, nodes) for language in LANGUAGES},
        "diagnosis": said["diagnosis"],
        "chain": said["chain"],
        "indicators": [
            _line(rows[one.key], came[one.key], written_out(one, came[one.key], snapshot.parameters, snapshot.on))
            for one in snapshot.indicators
        ],
        "changes": {language: list(in_words(changed, language)) for language in LANGUAGES},
        "next_on": current.next_on.isoformat() if current.next_on else None,
        "stop_offered": offered,
    }


def _line(row: Indicator, result: IndicatorResult, arithmetic: str) -> dict[str, Any]:
    said = result.model_dump(
        mode="json",
        include={
            "key",
            "value",
            "measured_on",
            "attainment",
            "expected",
            "ratio",
            "score",
            "verdict",
            "reason",
            "marks",
        },
    )
    return {
        **said,
        "title": row.title,
        "baseline": row.baseline_value,
        "target": row.target_value,
        "arithmetic": arithmetic,
    }
