"""How far a lesson is: checked by somebody else, identified, applied, validated or rejected, or merged (R13, R32)."""

from models.actions.frame import Act
from models.actions.lessons import of, text_of
from models.actions.together import acting_together
from models.db import lesson_queries, queries
from models.db.session import Session, database
from models.db.tables import Alliance, Lesson, LessonUse, Staff
from models.method import actors
from models.method.errors import BadInput, NotAllowed
from models.method.events import EventType
from models.method.lesson_checks import check_checker, check_ready
from models.method.lesson_names import check_nameless
from models.method.lessons import LessonState, check_state, check_text
from models.method.said import Said

#: What these rest on has to be said: why others should forget it, and where its effect was seen.
_WITH_REASON: dict[LessonState, str] = {
    LessonState.REJECTED: Said("the reason for rejecting a lesson"),
    LessonState.VALIDATED: Said("where the effect of a lesson was seen"),
}


def move(number: int, to: LessonState, *, by: str, reason: str = "") -> bool:
    """Take a lesson on to another state; say whether it was checked by who recorded it, for want of anybody else.

    :class:`NotAllowed` names what it lacks. Alliances that still had to answer a lesson that is rejected hear of it,
    for their gate waits for it no longer.
    """
    with acting_together(_concerned(number, to), by=by) as acts:
        a, lesson = _learned(acts, number)
        if lesson.merged_into is not None:
            raise NotAllowed("lesson {lesson} was merged into lesson {into}", lesson=number, into=lesson.merged_into)
        if lesson.state is to:
            return False
        check_state(lesson.state, to)
        check_ready(number, text_of(lesson), to, of_round=lesson.round_id is not None)
        alone = to is LessonState.CHECKED and _check_checker(a, lesson)
        move_within(a, lesson, to, reason=_told(a, reason, to))
        for other in acts.values():
            if other is not a:
                other.record(EventType.LESSON_MOVED, str(number), state=to)
        return alone


def move_within(a: Act, lesson: Lesson, to: LessonState, *, reason: str = "") -> None:
    """Take a lesson on inside an action that is already open on the alliance that learned it."""
    lesson.state, lesson.reason, lesson.moved_by, lesson.moved_at = to, reason, a.by, a.now
    a.session.flush()
    a.record(EventType.LESSON_MOVED, str(lesson.id), state=to)


def _told(a: Act, reason: str, to: LessonState) -> str:
    check_nameless([reason], lesson_queries.names(a.session))
    return check_text(reason, _WITH_REASON[to]) if to in _WITH_REASON else reason.strip()


def _check_checker(a: Act, lesson: Lesson) -> bool:
    others = queries.rows(a.session, Alliance)
    return check_checker(
        actors.staff_code(a.by) or "",
        recorder=actors.staff_code(lesson.recorded_by),
        own=a.alliance.facilitator,
        others={one.facilitator for one in others if one.id != a.alliance.id},
        staff={member.code for member in queries.rows(a.session, Staff, order="code")},
    )


def merge(number: int, into: int, *, by: str) -> int:
    """Let a lesson count as another that says the same; return in how many alliances that one was seen.

    It is found and put to alliances no longer, and what was merged into it goes along.
    """
    if number == into:
        raise BadInput("lesson {lesson} cannot be merged into itself", lesson=number)
    with acting_together([*_concerned(number, LessonState.REJECTED), *_concerned(into)], by=by) as acts:
        a, lesson = _learned(acts, number)
        kept = of(a.session, into)
        if lesson.merged_into != into:
            for one in (lesson, kept):
                if one.merged_into is not None:
                    raise NotAllowed(
                        "lesson {lesson} was merged into lesson {into}", lesson=one.id, into=one.merged_into
                    )
            if kept.state is LessonState.REJECTED:
                raise NotAllowed("lesson {lesson} is rejected; nothing is merged into it", lesson=into)
            for one in (lesson, *queries.rows(a.session, Lesson, merged_into=number)):
                one.merged_into = into
            a.session.flush()
            for other in acts.values():
                other.record(EventType.LESSON_MERGED, str(number), into=into)
        return lesson_queries.seen_in(a.session, [kept])[into]


def unmerge(number: int, *, by: str) -> None:
    """Let a lesson that was merged stand by itself again."""
    with acting_together(_concerned(number), by=by) as acts:
        a, lesson = _learned(acts, number)
        if lesson.merged_into is None:
            raise NotAllowed("lesson {lesson} was not merged into another", lesson=number)
        lesson.merged_into = None
        a.session.flush()
        a.record(EventType.LESSON_CHANGED, str(number), changed=["merged_into"])


def _concerned(number: int, to: LessonState | None = None) -> list[str]:
    """Return the alliance that learned a lesson, and when it ends those that still have to answer it."""
    with database().read() as session:
        ids = {of(session, number).alliance_id}
        if to is LessonState.REJECTED:
            ids |= {use.alliance_id for use in queries.rows(session, LessonUse, lesson_id=number, answer=None)}
        return [row.slug for row in queries.rows(session, Alliance, id=ids)]


def _learned(acts: dict[str, Act], number: int) -> tuple[Act, Lesson]:
    """Return a lesson with the action on the alliance that learned it."""
    session: Session = next(iter(acts.values())).session
    lesson = of(session, number)
    return next(a for a in acts.values() if a.alliance.id == lesson.alliance_id), lesson
