"""Searching what all alliances learned: the database finds, one rule puts in order (R13, R32)."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from models.actions.lists_lessons import LessonLine, lines
from models.db import lesson_queries, queries
from models.db.session import Session, database
from models.db.tables import Alliance, Lesson
from models.method.errors import BadInput
from models.method.lesson_ranking import Candidate, Reader, ranked
from models.method.lesson_search import agreement, stems, terms, wanted
from models.method.lessons import LessonState
from models.method.phases import Phase
from samenspel import clock

#: More than this is a list, and no answer to a question.
MOST_FOUND = 100


def search(
    question: str,
    *,
    like: str | None = None,
    phase: Phase | None = None,
    state: LessonState | None = None,
    limit: int = 10,
) -> list[LessonLine]:
    """Return the lessons of all alliances that agree best with a question, those for an alliance like ``like`` first.

    Signs in it mean nothing: whatever people type are words. What was rejected is found only when it is asked for.
    """
    if not 1 <= limit <= MOST_FOUND:
        raise BadInput("{limit} lessons cannot be shown; allowed: 1 to {most}", limit=limit, most=MOST_FOUND)
    asked = terms(question)
    if not asked:
        raise BadInput(
            "nothing can be found by {question!r}; give a word that says what it is about", question=question
        )
    states = {state} if state else frozenset(LessonState) - {LessonState.REJECTED}
    with database().read() as session:
        reader = reader_of(session, queries.find_alliance(session, like)) if like else Reader()
        found = lesson_queries.agreeing(session, wanted(asked), states=states, phase=phase)
        order = ranked(candidates(session, found, now=clock.now(), asked=asked), reader)[:limit]
        rows = {row.id: row for row in found}
        return lines(session, [rows[number] for number in order])


def reader_of(session: Session, alliance: Alliance) -> Reader:
    """Return what lessons for an alliance should be like."""
    run = queries.open_phase(session, alliance)
    about = f"{alliance.task_title} {alliance.task_description} {alliance.mission}"
    kinds = lesson_queries.sectors(session).get(alliance.id, frozenset())
    return Reader(run.phase if run else None, frozenset(stems(about)), kinds)


def candidates(
    session: Session,
    rows: Sequence[Lesson],
    *,
    now: datetime,
    asked: Sequence[str] = (),
    put_off: Collection[int] = frozenset(),
) -> Iterator[Candidate]:
    """Yield what the place of each lesson depends on."""
    used, kinds = lesson_queries.uses(session, rows), lesson_queries.sectors(session)
    # Finding a stem takes longer than all the rest, and many lessons have the same theme.
    themes = {theme: frozenset(stems(theme)) for theme in {row.theme for row in rows}}
    for row in rows:
        yield Candidate(
            number=row.id,
            phase=row.phase,
            days=(now - row.recorded_at).days,
            agreement=agreement(asked, row.stems.split()),
            theme=themes[row.theme],
            sectors=kinds.get(row.alliance_id, frozenset()),
            strength=row.strength,
            applied=used[row.id].applied,
            not_applicable=used[row.id].not_applicable,
            put_off=row.id in put_off,
        )
