"""Lessons learned: recorded in every round and at every step back, and put right (R13, R32, R62)."""

from dataclasses import fields, replace

from models.actions.frame import Act, act
from models.db import lesson_queries, queries
from models.db.session import Session, database
from models.db.tables import Alliance, Lesson, Round
from models.method.errors import NotAllowed, NotFound
from models.method.events import EventType
from models.method.lesson_checks import check_content
from models.method.lesson_names import check_nameless
from models.method.lesson_search import likeness, stems, wanted
from models.method.lessons import LessonSource, LessonState, LessonText, check_text
from models.method.said import Said

#: So many lessons that look like one are named.
MOST_SIMILAR = 5


def add_lesson(
    slug: str,
    text: str,
    *,
    by: str,
    recommendation: str = "",
    more: LessonText | None = None,
    source: LessonSource = LessonSource.BY_HAND,
    of_round: int | None = None,
) -> int:
    """Record a lesson learned in the open phase and return its number (R32, R62); ``of_round`` is what shows it."""
    with act(slug, by=by) as a:
        if of_round is None:
            return record_lesson(a, text, recommendation=recommendation, more=more, source=source)
        missing = Said("round {number} in {alliance}", number=of_round, alliance=slug)
        row = queries.one(a.session, Round, missing, alliance_id=a.alliance.id, number=of_round)
        told = LessonSource.ROUND if source is LessonSource.BY_HAND else source
        return record_lesson(a, text, recommendation=recommendation, more=more, source=told, round_id=row.id)


def record_lesson(
    a: Act,
    text: str,
    *,
    recommendation: str = "",
    more: LessonText | None = None,
    source: LessonSource = LessonSource.BY_HAND,
    round_id: int | None = None,
) -> int:
    """Record a lesson inside an action that is already open."""
    lesson = Lesson(
        alliance_id=a.alliance.id,
        cycle=a.run.cycle,
        phase=a.run.phase,
        source=source,
        round_id=round_id,
        recorded_by=a.by,
        recorded_at=a.now,
    )
    _say(a, lesson, replace(more or LessonText(), text=check_text(text, "a lesson"), recommendation=recommendation))
    a.session.add(lesson)
    a.session.flush()
    a.record(EventType.LESSON_RECORDED, str(lesson.id))
    return lesson.id


def edit(number: int, said: LessonText, *, by: str) -> tuple[str, ...]:
    """Put right what a lesson says and return what changed; once it was checked, only what it lacks can be added.

    Whoever checked it would else stand for words that were never seen.
    """
    with act(alliance_of(number), by=by) as a:
        lesson = of(a.session, number)
        before = text_of(lesson)
        changed = _say(a, lesson, said)
        if said.text is not None:
            check_text(said.text, "a lesson")
        checked = [name for name in changed if getattr(before, name)]
        if lesson.state is not LessonState.COLLECTED and checked:
            raise NotAllowed(
                "lesson {lesson} is {state}; what it says stays, and only what it lacks can be added",
                lesson=number,
                state=lesson.state,
            )
        if changed:
            a.session.flush()
            a.record(EventType.LESSON_CHANGED, str(number), changed=list(changed))
        return changed


def _say(a: Act, lesson: Lesson, said: LessonText) -> tuple[str, ...]:
    """Write down what a lesson says, and by which stems it is found; return the names of what is new."""
    given = {field.name: value for field in fields(said) if (value := getattr(said, field.name)) is not None}
    tidy = {name: value.strip() if type(value) is str else value for name, value in given.items()}
    changed = tuple(name for name, value in tidy.items() if getattr(lesson, name) != value)
    for name in changed:
        setattr(lesson, name, tidy[name])
    whole = text_of(lesson)
    check_content(whole)
    check_nameless(whole.said, lesson_queries.names(a.session))
    lesson.stems = " ".join(stems(" ".join(whole.said)))
    return changed


def text_of(lesson: Lesson) -> LessonText:
    """Return what a lesson says."""
    return LessonText(**{field.name: getattr(lesson, field.name) for field in fields(LessonText)})


def alliance_of(number: int) -> str:
    """Return the alliance that learned a lesson; :class:`NotFound` when there is no such lesson."""
    with database().read() as session:
        return queries.one(session, Alliance, "alliance", id=of(session, number).alliance_id).slug


def of(session: Session, number: int) -> Lesson:
    """Return a lesson by its number; :class:`NotFound` says where the numbers stand."""
    lesson = queries.first(session, Lesson, id=number)
    if lesson is None:
        raise NotFound("there is no lesson {lesson}; all of them: samenspel lesson list", lesson=number)
    return lesson


def similar(number: int) -> tuple[int, ...]:
    """Return the lessons of all alliances that say nearly the same, most alike first, but rejected ones."""
    with database().read() as session:
        mine = tuple(of(session, number).stems.split())
        standing = frozenset(LessonState) - {LessonState.REJECTED}
        found = lesson_queries.agreeing(session, replace(wanted(()), whole=mine), states=standing)
        alike = {row.id: likeness(mine, row.stems.split()) for row in found if row.id != number}
        return tuple(sorted((one for one in alike if alike[one]), key=lambda one: (-alike[one], one))[:MOST_SIMILAR])
