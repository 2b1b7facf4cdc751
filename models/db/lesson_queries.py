"""The questions that are asked about lessons of all alliances: which agree with words, and what is known of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, func, literal_column, or_, select, text, true
from sqlalchemy.orm import Session

from models.db.tables import Alliance, Contact, Lesson, LessonUse, Organisation, PhaseRun, Staff, Stakeholder
from models.method.lesson_search import Wanted
from models.method.lessons import SETTLES, SHOWN, LessonAnswer, LessonState
from models.method.parties import Sector, StakeholderStatus
from models.method.phases import Phase

#: No more lessons than this, the newest, are put in order.
MOST_CANDIDATES = 5000

#: Whoever declined or left does not make an alliance what it is.
_GONE = (StakeholderStatus.DECLINED, StakeholderStatus.LEFT)


def agreeing(
    session: Session, wanted: Wanted, *, states: Collection[LessonState], phase: Phase | None = None
) -> Sequence[Lesson]:
    """Return the lessons of all alliances that hold what is wanted and are not merged into another, newest first."""
    query = (
        select(Lesson)
        .where(_holding(session, wanted), Lesson.merged_into.is_(None), Lesson.state.in_(states))
        .where(true() if phase is None else Lesson.phase == phase)
        .order_by(Lesson.id.desc())
        .limit(MOST_CANDIDATES)
    )
    return session.scalars(query).all()


def _holding(session: Session, wanted: Wanted) -> ColumnElement[bool]:
    """Ask for stems in the words of this database; a stem is letters and digits, and so never one of its signs."""
    if not wanted.whole and not wanted.openings:
        return false()
    if session.get_bind().dialect.name == "sqlite":
        asked = " OR ".join([*(f'"{one}"' for one in wanted.whole), *(f'"{one}"*' for one in wanted.openings)])
        found = text("SELECT rowid FROM lesson_words WHERE lesson_words MATCH :asked").bindparams(asked=asked)
        return Lesson.id.in_(found.columns(Lesson.id))
    asked = " | ".join([*(f"'{one}'" for one in wanted.whole), *(f"'{one}':*" for one in wanted.openings)])
    words: ColumnElement[str] = literal_column("array_to_tsvector(string_to_array(lesson.stems, ' '))")
    return words.op("@@", is_comparison=True)(text("CAST(:asked AS tsquery)").bindparams(asked=asked))


def showable(session: Session, alliance: Alliance, run: PhaseRun) -> Sequence[Lesson]:
    """Return the lessons that may be put to an alliance in its open phase, newest first.

    They were checked before the phase opened, come from other alliances or an earlier cycle of its own, and it has not
    settled them. Invented alliances teach only one another.
    """
    settled = select(LessonUse.lesson_id).where(LessonUse.alliance_id == alliance.id, LessonUse.answer.in_(SETTLES))
    query = (
        select(Lesson)
        .join(Alliance, Alliance.id == Lesson.alliance_id)
        .where(
            Lesson.state.in_(SHOWN),
            Lesson.merged_into.is_(None),
            Lesson.moved_at <= run.opened_at,
            or_(Lesson.alliance_id != alliance.id, Lesson.cycle < run.cycle),
            or_(Alliance.illustrative.is_(False), true() if alliance.illustrative else false()),
            Lesson.id.not_in(settled),
        )
        .order_by(Lesson.id.desc())
        .limit(MOST_CANDIDATES)
    )
    return session.scalars(query).all()


def unanswered(session: Session, run: PhaseRun) -> Sequence[LessonUse]:
    """Return what was put to an alliance in its open phase and has no answer yet, as far as the lesson still stands."""
    query = (
        select(LessonUse)
        .join(Lesson)
        .where(
            LessonUse.alliance_id == run.alliance_id,
            LessonUse.cycle == run.cycle,
            LessonUse.phase == run.phase,
            LessonUse.answer.is_(None),
            Lesson.merged_into.is_(None),
            Lesson.state != LessonState.REJECTED,
        )
        .order_by(LessonUse.id)
    )
    return session.scalars(query).all()


def put_off(session: Session, alliance: Alliance) -> frozenset[int]:
    """Return the lessons that were put to an alliance and that it has not settled."""
    query = select(LessonUse.lesson_id).where(
        LessonUse.alliance_id == alliance.id, or_(LessonUse.answer.is_(None), LessonUse.answer.not_in(SETTLES))
    )
    return frozenset(session.scalars(query))


@dataclass(frozen=True, slots=True)
class Uses:
    """How often a lesson was put to an alliance, and with which answer."""

    shown: int = 0
    applied: int = 0
    not_applicable: int = 0


def uses(session: Session, lessons: Collection[Lesson]) -> Mapping[int, Uses]:
    """Return how often these lessons were shown and used, by their number."""
    query = select(LessonUse.lesson_id, LessonUse.answer, func.count()).group_by(LessonUse.lesson_id, LessonUse.answer)
    counted: dict[int, dict[LessonAnswer | None, int]] = defaultdict(dict)
    for number, answer, count in session.execute(query):
        counted[number][answer] = count
    return {
        lesson.id: Uses(
            sum(counted[lesson.id].values()),
            *(counted[lesson.id].get(answer, 0) for answer in (LessonAnswer.APPLIED, LessonAnswer.NOT_APPLICABLE)),
        )
        for lesson in lessons
    }


def seen_in(session: Session, lessons: Collection[Lesson]) -> Mapping[int, int]:
    """Return in how many alliances these lessons were learned, with those that were merged into them, by number."""
    alliances = {lesson.id: {lesson.alliance_id} for lesson in lessons}
    for into, alliance in session.execute(
        select(Lesson.merged_into, Lesson.alliance_id).where(Lesson.merged_into.is_not(None))
    ):
        if into in alliances:
            alliances[into].add(alliance)
    return {number: len(found) for number, found in alliances.items()}


def sectors(session: Session) -> Mapping[int, frozenset[Sector]]:
    """Return the kinds of partners that take part in each alliance, by its id."""
    query = (
        select(Stakeholder.alliance_id, Organisation.sector)
        .join(Organisation, Organisation.id == Stakeholder.organisation_id)
        .where(Stakeholder.status.not_in(_GONE))
        .distinct()
    )
    found: dict[int, set[Sector]] = defaultdict(set)
    for alliance, sector in session.execute(query):
        found[alliance].add(sector)
    return {alliance: frozenset(kinds) for alliance, kinds in found.items()}


def names(session: Session) -> frozenset[str]:
    """Return the names of everybody who is known; they go no further than a rule."""
    return frozenset([*session.scalars(select(Contact.name)), *session.scalars(select(Staff.name))])
