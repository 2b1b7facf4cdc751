"""Lessons put to an alliance when it enters a phase, and what it does with each before the gate (R13, R32)."""

from models.actions.frame import Act, act
from models.actions.lesson_life import move_within
from models.actions.lesson_search import candidates, reader_of
from models.actions.lessons import alliance_of, of
from models.actions.together import acting_together
from models.db import lesson_queries, queries
from models.db.tables import LessonUse, Securing
from models.method import actors
from models.method.errors import NotFound
from models.method.events import EventType
from models.method.handover import Route
from models.method.lesson_names import check_nameless
from models.method.lesson_ranking import ranked
from models.method.lessons import MOST_SHOWN, LessonAnswer, LessonState, check_text
from models.method.phases import Here
from models.method.said import Said


def put_lessons(here: Here) -> int:
    """Put at most five lessons to the alliance that has entered a phase, once; return how many were put.

    Which ones is settled by what was known when the phase opened. An alliance that stops goes out by the short way.
    """
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        of_phase = {"alliance_id": a.alliance.id, "cycle": here.cycle, "phase": here.phase}
        if queries.count(a.session, LessonUse, **of_phase) or _stops(a):
            return 0
        known = lesson_queries.showable(a.session, a.alliance, a.run)
        put_off = lesson_queries.put_off(a.session, a.alliance)
        best = ranked(candidates(a.session, known, now=a.now, put_off=put_off), reader_of(a.session, a.alliance))
        for number in best[:MOST_SHOWN]:
            a.session.add(LessonUse(lesson_id=number, **of_phase, pushed_at=a.now))
            a.session.flush()
            a.record(EventType.LESSON_SHOWN, str(number))
        return len(best[:MOST_SHOWN])


def _stops(a: Act) -> bool:
    return queries.count(a.session, Securing, alliance_id=a.alliance.id, cycle=a.run.cycle, route=Route.STOP) > 0


def answer(slug: str, number: int, said: LessonAnswer, *, by: str, reason: str = "") -> None:
    """Record what an alliance does with a lesson that was put to it; while the phase is open it can be put right.

    Not applicable needs its reason, and later lets the lesson come back in the next phase. A lesson that was identified
    is applied from then on.
    """
    with acting_together([slug, alliance_of(number)], by=by) as acts:
        a = acts[slug]
        use = queries.last(
            a.session, LessonUse, lesson_id=number, alliance_id=a.alliance.id, cycle=a.run.cycle, phase=a.run.phase
        )
        if use is None:
            raise NotFound(
                "lesson {lesson} was not put to {slug} in this phase; see: samenspel lesson inbox {slug}",
                lesson=number,
                slug=slug,
            )
        check_nameless([reason], lesson_queries.names(a.session))
        needed = said is LessonAnswer.NOT_APPLICABLE
        told = check_text(reason, Said("the reason for {answer}", answer=said)) if needed else reason.strip()
        if (use.answer, use.reason) == (said, told):
            return
        use.answer, use.reason, use.answered_by, use.answered_at = said, told, a.by, a.now
        a.session.flush()
        a.record(EventType.LESSON_ANSWERED, str(number), answer=said)
        lesson = of(a.session, number)
        if said is LessonAnswer.APPLIED and lesson.state is LessonState.IDENTIFIED:
            move_within(
                next(one for one in acts.values() if one.alliance.id == lesson.alliance_id), lesson, LessonState.APPLIED
            )
