"""The report on an evaluation: the verdict, why it fell so, and everything it rests on (R57, R59, R60)."""

from typing import Any

from models.actions import framework, looked_at
from models.actions.kept_rounds import judged, kept
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
from models.actions.round_fields import fields_of
from models.db import queries
from models.db.session import Session, database
from models.db.tables import Alliance, Cycle, Decision, EvidenceTask, Indicator, Measurement, Round
from models.method import actors
from models.method.charts.road import FormerRoad
from models.method.collaboration import discreet
from models.method.errors import NotFound
from models.method.evaluation.arithmetic import written_out
from models.method.evaluation.engine import ENGINE_VERSION, evaluate
from models.method.evaluation.explained import explained
from models.method.evaluation.results import IndicatorResult, Result
from models.method.evaluation.snapshot import IndicatorSnapshot, Judgement, Snapshot
from models.method.evidence import EvidenceTaskState
from models.method.framework import FrameworkContent, differences, in_words
from models.method.rounds import OF_IMPACT, OVER, RoundPurpose, RoundState
from models.method.said import Said
from models.method.working_days import local_day
from samenspel import clock

#: The languages in which a diagnosis is explained.
LANGUAGES = ("nl", "en")


def report(slug: str, number: int | None = None) -> Report:
    """Return the report on a round, without a ``number`` on the last one that is over.

    Without any such round, and for one that is open, the figures are those of now and there is no verdict. Raises
    :class:`NotFound` for an unknown alliance or round, and for a round that judges no impact or was cancelled.
    """
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        rounds = list(queries.rows(session, Round, order="number", alliance_id=alliance.id, purpose=OF_IMPACT))
        return _Assembled(session, alliance, rounds, _chosen(slug, rounds, number)).report()


def last_report(slug: str) -> Report | None:
    """Return the report on the last round that is over, ``None`` when there is none."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        over = queries.count(session, Round, alliance_id=alliance.id, purpose=OF_IMPACT, state=OVER)
    return report(slug) if over else None


def _chosen(slug: str, rounds: list[Round], number: int | None) -> Round | None:
    if number is None:
        return next((row for row in reversed(rounds) if row.state in OVER), None)
    known = [row for row in rounds if row.state in OVER | {RoundState.OPEN}]
    for row in known:
        if row.number == number:
            return row
    raise NotFound(
        "{slug} has no round {number} that judges the impact; known: {known}",
        slug=slug,
        number=number,
        known=", ".join(str(row.number) for row in known) or Said("none"),
    )


class _Assembled:
    """One report in the making: what was looked at comes from the round, its names and sources from the tables."""

    def __init__(self, session: Session, alliance: Alliance, rounds: list[Round], row: Round | None) -> None:
        self._session, self._alliance, self._rounds, self._row = session, alliance, rounds, row
        self._of: dict[str, Any] = {"alliance_id": alliance.id}
        self._rows = {one.key: one for one in queries.rows(session, Indicator, **self._of)}
        over = row is not None and row.state in OVER
        self._snapshot = kept(row, alliance) if row is not None and over else self._now()
        self._result = _discreet(judged(row), self._snapshot) if row is not None and over else None
        self._versions = framework.versions_of(session, alliance)

    def report(self) -> Report:
        row, snapshot, result = self._row, self._snapshot, self._result
        running = next((one for one in self._rounds if one.state is RoundState.OPEN), None)
        return Report(
            alliance=self._alliance.slug,
            name=self._alliance.name,
            illustrative=self._alliance.illustrative,
            threshold=snapshot.parameters.threshold,
            confidence=snapshot.parameters.confidence,
            on=snapshot.on,
            round=_reported(row) if row is not None else None,
            open_round=_reported(running) if running is not None else None,
            explained={one: explained(result, one, self._texts()) for one in LANGUAGES} if result else {},
            result=result,
            indicators=self._indicators(),
            evidence=self._evidence(),
            theory_of_change=self._content().theory_of_change,
            framework=snapshot.framework,
            framework_at_opening=snapshot.framework_at_opening,
            changes=self._changes(),
            versions=tuple(VersionLine(v.number, v.made_at, _who(v.made_by), v.reason) for v in self._versions),
            decision=self._decision(),
            tasks=self._tasks(),
            history=tuple(_line(one) for one in self._rounds if one.state in OVER),
        )

    def _now(self) -> Snapshot:
        """Return how things stand: what the open round would look at, or the next one."""
        row = self._row
        if row is None:
            cycle = queries.last(self._session, Cycle, order="number", **self._of)
            number = cycle.number if cycle else 1
            row = Round(alliance_id=self._alliance.id, cycle=number, number=0, purpose=RoundPurpose.IMPACT)
        return looked_at.snapshot(self._session, self._alliance, row, on=local_day(clock.now()))

    def _content(self) -> FrameworkContent:
        known = {version.number: version.content for version in self._versions}
        held = known.get(self._snapshot.framework)
        return held or framework.content(self._session, self._alliance)

    def _texts(self) -> dict[str, str]:
        return {node.key: node.text for node in self._content().theory_of_change.nodes}

    def _changes(self) -> tuple[str, ...]:
        known = {version.number: version.content for version in self._versions}
        before, after = known.get(self._snapshot.framework_at_opening), known.get(self._snapshot.framework)
        return in_words(differences(before, after)) if before and after else ()

    def _indicators(self) -> tuple[ReportedIndicator, ...]:
        results = self._results()
        return tuple(self._indicator(one, results.get(one.key)) for one in self._snapshot.indicators)

    def _results(self) -> dict[str, IndicatorResult]:
        if self._row is not None and self._row.state in OVER:
            return {one.key: one for one in self._result.indicators} if self._result else {}
        return {one.key: one for one in evaluate(self._snapshot).indicators}

    def _indicator(self, seen: IndicatorSnapshot, result: IndicatorResult | None) -> ReportedIndicator:
        row = self._rows.get(seen.key)
        return ReportedIndicator(
            key=seen.key,
            title=row.title if row else seen.key,
            unit=row.unit if row else "",
            seen=seen,
            result=result,
            arithmetic=written_out(seen, result, self._snapshot.parameters, self._snapshot.on) if result else "",
            former=tuple(self._former(seen.key)),
            contribution=self._contribution(seen.key),
        )

    def _former(self, key: str) -> list[FormerRoad]:
        """Return the roads that this indicator had in versions before the one it was judged by."""
        return [
            FormerRoad(version.number, one.baseline.value, one.baseline.date, one.target.value, one.target.date)
            for version in self._versions
            if version.number < self._snapshot.framework
            for one in version.content.indicators
            if one.key == key
        ]

    def _contribution(self, key: str) -> ContributionLine | None:
        """Return what the round compared an indicator with; what was noted since is part of the next one."""
        left = {one.key: one.left for one in self._result.contributions} if self._result else {}
        for one in self._snapshot.backgrounds:
            if one.indicator == key:
                return ContributionLine(one.series, one.then, one.now, one.rivals, left.get(key))
        return None

    def _evidence(self) -> tuple[SourceLine, ...]:
        looked_at = self._snapshot.indicators
        numbers = {m.number for one in looked_at for m in one.measurements}
        numbers |= {judgement.number for one in looked_at for judgement in one.judgements}
        key_of = {row.id: row.key for row in self._rows.values()}
        return tuple(
            SourceLine(
                indicator=key_of.get(row.indicator_id, ""),
                measurement=row.id,
                since=row.since,
                on=row.on,
                value=row.value,
                raw=row.raw,
                source=row.source,
                recorded_by=_who(row.recorded_by),
                imported=row.imported,
                judgement=Judgement.model_validate(row.judgement) if row.judgement else None,
                rater=row.rater,
            )
            for row in queries.rows(self._session, Measurement, order="on", id=numbers)
        )

    def _decision(self) -> DecidedLine | None:
        row = queries.last(self._session, Decision, round_id=self._row.id, **self._of) if self._row else None
        if row is None:
            return None
        return DecidedLine(
            proposed=row.proposed,
            proposed_back=row.proposed_back,
            due_at=row.due_at,
            outcome=row.outcome,
            go_back_to=row.go_back_to,
            reason=row.reason,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
        )

    def _tasks(self) -> tuple[TaskLine, ...]:
        """Return what is still to be found out of what was when the round closed, of an open one as things stand."""
        closed = self._row.closed_at if self._row is not None else None
        rows = queries.rows(self._session, EvidenceTask, order="due_on", state=EvidenceTaskState.OPEN, **self._of)
        return tuple(
            TaskLine(row.kind, row.subject, row.owner, row.due_on)
            for row in rows
            if closed is None or row.opened_at <= closed
        )


def _discreet(result: Result | None, snapshot: Snapshot) -> Result | None:
    """Return a result without what would say how one of a few answered."""
    if result is None or result.collaboration is None or snapshot.collaboration is None:
        return result
    shown = discreet(snapshot.collaboration, result.collaboration, snapshot.parameters)
    return result.model_copy(update={"collaboration": shown})


def _reported(row: Round) -> ReportedRound:
    return ReportedRound(
        **fields_of(row),
        engine_version=row.engine_version,
        older_engine=row.engine_version not in (None, ENGINE_VERSION),
        next_on=row.next_on,
    )


def _who(actor: str) -> str:
    """Return the staff code of who did it; of anybody else only what kind of actor it was."""
    return actors.staff_code(actor) or actor.partition(":")[0]


def _line(row: Round) -> HistoryLine:
    return HistoryLine(row.number, row.cycle, row.kind, row.closed_at, row.verdict, row.attainment)
