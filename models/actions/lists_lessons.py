"""Lessons as lists to read: of one alliance or of all, what was put to an alliance, and one as a whole (R32, R62)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.actions.lessons import of, similar
from models.actions.upcoming import shown
from models.db import lesson_queries, queries
from models.db.session import Session, database
from models.db.tables import Alliance, Lesson, LessonUse, Round
from models.method.lessons import LessonState
from models.method.phases import Phase


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson learned: in how many alliances it was ``seen``, how often it was ``shown`` and ``applied``."""

    alliance: str
    id: int
    cycle: int
    phase: str
    state: str
    judgement: str | None
    title: str
    text: str
    recommendation: str
    seen: int
    shown: int
    applied: int
    merged_into: int | None
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class UseLine:
    """A lesson put to an alliance at the gate of a phase, and what it did with it."""

    alliance: str
    cycle: int
    phase: str
    pushed_at: datetime
    answer: str | None
    reason: str
    answered_by: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class LessonView:
    """Everything that is known of a lesson; ``merged`` are those that say the same, ``similar`` those that may."""

    alliance: str
    id: int
    cycle: int
    phase: str
    state: str
    title: str
    text: str
    cause: str
    condition: str
    recommendation: str
    judgement: str | None
    doer: str
    evidence: str
    strength: int | None
    theme: str
    source: str
    round: int | None
    reason: str
    seen: int
    merged: tuple[int, ...]
    merged_into: int | None
    similar: tuple[int, ...]
    recorded_by: str
    recorded_at: datetime
    moved_by: str | None
    moved_at: datetime | None
    uses: tuple[UseLine, ...]


@dataclass(frozen=True, slots=True)
class InboxLine:
    """A lesson that was put to an alliance in its open phase; without an answer the gate waits for it."""

    id: int
    alliance: str
    phase: str
    judgement: str | None
    text: str
    condition: str
    recommendation: str
    answer: str | None
    reason: str
    pushed_at: datetime


def lessons(
    slug: str | None = None, *, state: LessonState | None = None, phase: Phase | None = None
) -> list[LessonLine]:
    """Return what an alliance learned, or all that are not archived, in order (R32, R62)."""
    with database().read() as session:
        slugs = {alliance.id: alliance.slug for alliance in shown(session, slug)}
        found = queries.rows(
            session,
            Lesson,
            alliance_id=set(slugs),
            state={state} if state else set(LessonState),
            phase={phase} if phase else set(Phase),
        )
        return lines(session, sorted(found, key=lambda row: (slugs[row.alliance_id], row.id)))


def lines(session: Session, rows: Sequence[Lesson]) -> list[LessonLine]:
    """Return lessons as lines, in the order in which they are given."""
    slugs = {row.id: row.slug for row in queries.rows(session, Alliance, id={row.alliance_id for row in rows})}
    seen, used = lesson_queries.seen_in(session, rows), lesson_queries.uses(session, rows)
    return [
        LessonLine(
            alliance=slugs[row.alliance_id],
            id=row.id,
            cycle=row.cycle,
            phase=row.phase,
            state=row.state,
            judgement=row.judgement,
            title=row.title,
            text=row.text,
            recommendation=row.recommendation,
            seen=seen[row.id],
            shown=used[row.id].shown,
            applied=used[row.id].applied,
            merged_into=row.merged_into,
            recorded_by=row.recorded_by,
            recorded_at=row.recorded_at,
        )
        for row in rows
    ]


def lesson(number: int) -> LessonView:
    """Return everything that is known of a lesson, with what became of it in every alliance."""
    like_it = similar(number)
    with database().read() as session:
        row = of(session, number)
        uses = queries.rows(session, LessonUse, lesson_id=number)
        slugs = {
            a.id: a.slug for a in queries.rows(session, Alliance, id={row.alliance_id, *(u.alliance_id for u in uses)})
        }
        happened = queries.first(session, Round, id=row.round_id) if row.round_id else None
        return LessonView(
            alliance=slugs[row.alliance_id],
            id=row.id,
            cycle=row.cycle,
            phase=row.phase,
            state=row.state,
            title=row.title,
            text=row.text,
            cause=row.cause,
            condition=row.condition,
            recommendation=row.recommendation,
            judgement=row.judgement,
            doer=row.doer,
            evidence=row.evidence,
            strength=row.strength,
            theme=row.theme,
            source=row.source,
            round=happened.number if happened else None,
            reason=row.reason,
            seen=lesson_queries.seen_in(session, [row])[number],
            merged=tuple(one.id for one in queries.rows(session, Lesson, merged_into=number)),
            merged_into=row.merged_into,
            similar=like_it,
            recorded_by=row.recorded_by,
            recorded_at=row.recorded_at,
            moved_by=row.moved_by,
            moved_at=row.moved_at,
            uses=tuple(
                UseLine(
                    alliance=slugs[use.alliance_id],
                    cycle=use.cycle,
                    phase=use.phase,
                    pushed_at=use.pushed_at,
                    answer=use.answer,
                    reason=use.reason,
                    answered_by=use.answered_by,
                    answered_at=use.answered_at,
                )
                for use in uses
            ),
        )


def inbox(slug: str) -> list[InboxLine]:
    """Return the lessons that were put to an alliance in its open phase, in their order; none once it has ended."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        run = queries.open_phase(session, alliance)
        if run is None:
            return []
        uses = queries.rows(session, LessonUse, alliance_id=alliance.id, cycle=run.cycle, phase=run.phase)
        rows = {row.id: row for row in queries.rows(session, Lesson, id={use.lesson_id for use in uses})}
        slugs = {a.id: a.slug for a in queries.rows(session, Alliance, id={row.alliance_id for row in rows.values()})}
        return [
            InboxLine(
                id=use.lesson_id,
                alliance=slugs[rows[use.lesson_id].alliance_id],
                phase=rows[use.lesson_id].phase,
                judgement=rows[use.lesson_id].judgement,
                text=rows[use.lesson_id].text,
                condition=rows[use.lesson_id].condition,
                recommendation=rows[use.lesson_id].recommendation,
                answer=use.answer,
                reason=use.reason,
                pushed_at=use.pushed_at,
            )
            for use in uses
        ]
