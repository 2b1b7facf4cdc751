"""A report on an evaluation as it comes out of the rules, without a database; its texts try to be more than text."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from models.actions.report_lines import (
    ContributionLine,
    DecidedLine,
    HistoryLine,
    Report,
    ReportedIndicator,
    ReportedRound,
    SourceLine,
    TaskLine,
    VersionLine,
)
from models.method.charts.road import FormerRoad
from models.method.definition_impact import Link, Node, TheoryOfChange
from models.method.evaluation.arithmetic import written_out
from models.method.evaluation.contribution import contributed
from models.method.evaluation.engine import evaluate
from models.method.evaluation.explained import explained
from models.method.evaluation.results import IndicatorResult, Result
from models.method.evaluation.snapshot import (
    Activity,
    IndicatorSnapshot,
    Measured,
    MilestonePoint,
    Promise,
    Response,
    Sample,
    SampleKind,
    Scale,
    Snapshot,
)
from models.method.evaluation.words import Verdict
from models.method.evidence import EvidenceTaskKind
from models.method.indicators import Accumulation, Direction, Evidence, Level, Trajectory
from models.method.rounds import RoundKind, RoundPurpose, RoundState

BEGIN, ON, END = date(2026, 1, 1), date(2027, 6, 1), date(2027, 12, 31)
MOMENT = datetime(2027, 6, 1, 10, tzinfo=UTC)

#: What would be obeyed, where it is not shown as it stands there.
HOSTILE = '<script>alert(1)</script> & "]]>" {{ 7*7 }} #let x = 1 $a_b$ *vet* | `x`'

TITLES = {
    "vacatures": ("Openstaande vacatures", "aantal"),
    "instroom": (HOSTILE, "studenten"),
    "opgeleid": ("Opgeleide zij-instromers", "personen"),
}


def indicators() -> tuple[IndicatorSnapshot, ...]:
    """Return two indicators of an outcome and one of an output; a zero came in that nobody has confirmed."""
    sampled = Sample(kind=SampleKind.ERROR, se=4)
    return (
        IndicatorSnapshot(
            key="vacatures",
            node="leraren",
            direction=Direction.DECREASE,
            weight=0.6,
            baseline=100,
            baseline_on=BEGIN,
            target=50,
            target_on=END,
            trajectory=Trajectory.MILESTONES,
            milestones=(MilestonePoint(on=date(2026, 9, 1), value=90),),
            measurements=(
                Measured(number=1, on=date(2026, 10, 1), value=84, sample=sampled),
                Measured(number=2, on=date(2027, 4, 1), value=0, imported=True),
                Measured(number=3, on=date(2027, 5, 1), value=88),
            ),
        ),
        IndicatorSnapshot(
            key="instroom",
            node="leraren",
            direction=Direction.INCREASE,
            weight=0.4,
            critical=True,
            baseline=200,
            baseline_on=BEGIN,
            target=300,
            target_on=END,
            measurements=(Measured(number=4, on=date(2027, 5, 1), value=230),),
        ),
        IndicatorSnapshot(
            key="opgeleid",
            node="opleiden",
            level=Level.OUTPUT,
            direction=Direction.INCREASE,
            accumulation=Accumulation.FLOW,
            baseline=0,
            baseline_on=BEGIN,
            target=120,
            target_on=date(2027, 6, 30),
            measurements=(
                Measured(number=5, since=BEGIN, on=date(2026, 12, 31), value=60),
                Measured(number=6, since=date(2027, 1, 1), on=date(2027, 5, 31), value=55),
            ),
        ),
    )


def snapshot() -> Snapshot:
    """Return what the round looked at: kept, carried out, delivered, and the outcome did not follow."""
    answers = {f"o{number}": 2.0 if number > 4 else 4.0 for number in range(6)}
    return Snapshot(
        alliance="onderwijs",
        cycle=1,
        round=3,
        on=ON,
        framework=2,
        framework_at_opening=1,
        indicators=indicators(),
        promises=(Promise(key="uren", promised=100, delivered=92, due=date(2027, 1, 1)),),
        activities=(Activity(key="werven", due=date(2027, 1, 1), fidelity=4),),
        collaboration=Scale(
            items=("vertrouwen",),
            invited=6,
            groups={key: "target_group" if key == "o5" else "partner" for key in answers},
            responses=tuple(Response(organisation=key, answers={"vertrouwen": x}) for key, x in answers.items()),
        ),
    )


def theory() -> TheoryOfChange:
    """Return a theory of change from activity to impact, with an assumption of each kind."""
    return TheoryOfChange(
        nodes=(
            Node(key="werven", level=Level.ACTIVITY, text="Zij-instromers werven in de regio"),
            Node(key="opleiden", level=Level.OUTPUT, text="Opgeleide zij-instromers"),
            Node(key="leraren", level=Level.OUTCOME, text="Meer leraren blijven voor de klas staan"),
            Node(key="kansen", level=Level.IMPACT, text="Eerlijke kansen voor elk kind", learns_from=("opleiden",)),
        ),
        links=(
            _link("werven", "opleiden", "Er zijn genoeg mensen die willen overstappen.", Evidence.SUPPORTED),
            _link("opleiden", "leraren", HOSTILE, Evidence.MIXED),
            _link("leraren", "kansen", "Een bevoegde leraar maakt verschil.", Evidence.UNTESTED),
        ),
    )


def _link(source: str, target: str, assumption: str, evidence: Evidence) -> Link:
    return Link.model_validate({"from": source, "to": target, "assumption": assumption, "evidence": evidence})


def report(**changes: Any) -> Report:
    """Return the report on a deciding round that was judged insufficient."""
    seen = snapshot()
    result = evaluate(seen)
    of = {one.key: one for one in result.indicators}
    whole = Report(
        alliance="onderwijs",
        name="Elk kind een leraar",
        illustrative=True,
        threshold=seen.parameters.threshold,
        confidence=seen.parameters.confidence,
        on=ON,
        round=a_round(result, seen),
        open_round=None,
        explained={language: explained(result, language) for language in ("nl", "en")},
        result=result,
        indicators=tuple(_reported(one, of[one.key], seen) for one in seen.indicators),
        evidence=tuple(_source(one, measured) for one in seen.indicators for measured in one.measurements),
        theory_of_change=theory(),
        framework=2,
        framework_at_opening=1,
        changes=("indicators vacatures: target 40 -> 50",),
        versions=(
            VersionLine(1, MOMENT, "hz", "De ronde begint."),
            VersionLine(2, MOMENT, "hz", "Het doel was te hoog gegrepen."),
        ),
        decision=DecidedLine("go_back", "co_create", MOMENT, None, None, None, None, None),
        tasks=(
            TaskLine(EvidenceTaskKind.CONFIRM_ZERO, "vacatures", "hz", date(2027, 6, 15)),
            TaskLine(EvidenceTaskKind.MEASURE_LINK, "impact", "hz", date(2027, 6, 20)),
        ),
        history=(
            HistoryLine(1, 1, RoundKind.INFORMATIVE, MOMENT, Verdict.INCONCLUSIVE, None),
            HistoryLine(3, 1, RoundKind.DECIDING, MOMENT, result.verdict, result.solution.score),
        ),
    )
    return replace(whole, **changes)


def a_round(result: Result, seen: Snapshot, **changes: Any) -> ReportedRound:
    """Return the round that was judged."""
    row = ReportedRound(
        number=3,
        cycle=1,
        kind=RoundKind.DECIDING,
        purpose=RoundPurpose.IMPACT,
        state=RoundState.CLOSED,
        opened_at=MOMENT,
        due_at=MOMENT,
        closed_at=MOMENT,
        verdict=result.verdict,
        attainment=result.solution.score,
        engine_version=result.engine_version,
        older_engine=False,
        snapshot_sha256=seen.sha256(),
        next_on=None,
    )
    return replace(row, **changes)


def _reported(seen: IndicatorSnapshot, result: IndicatorResult, whole: Snapshot) -> ReportedIndicator:
    title, unit = TITLES[seen.key]
    first = seen.key == "vacatures"
    return ReportedIndicator(
        key=seen.key,
        title=title,
        unit=unit,
        seen=seen,
        result=result,
        arithmetic=written_out(seen, result, whole.parameters, whole.on),
        former=(FormerRoad(1, 100, BEGIN, 40, END),) if first else (),
        contribution=ContributionLine(
            "Landelijk cijfer",
            100,
            97,
            ("een nieuwe cao", "krimp"),
            contributed(Direction.DECREASE, 100, 88, comparison=(100, 97)),
        )
        if first
        else None,
    )


def _source(of: IndicatorSnapshot, measured: Measured) -> SourceLine:
    return SourceLine(
        indicator=of.key,
        measurement=measured.number,
        since=measured.since,
        on=measured.on,
        value=measured.value,
        raw=measured.raw,
        source="DUO, arbeidsmarktcijfers",
        recorded_by="hz",
        imported=measured.imported,
    )
