"""Finding what other alliances learned, and saying what is done with it."""

from typing import Annotated

from cyclopts import Parameter

from models.method.lessons import LessonAnswer, LessonState
from models.method.phases import Phase
from samenspel.cli.answers import Done, Listing
from samenspel.cli.ids import Id
from samenspel.cli.options import By, Slug, actor
from samenspel.cli.rows import InboxLine, LessonLine


def search(
    words: Annotated[str, Parameter(help="What it is about, in any words.")],
    /,
    *,
    like: Annotated[str | None, Parameter(help="Put first what suits this alliance, by its short name.")] = None,
    phase: Annotated[Phase | None, Parameter(help="Only those learned in this phase.")] = None,
    state: Annotated[LessonState | None, Parameter(help="Only those in this state.")] = None,
    limit: Annotated[int, Parameter(help="How many to show, 1 to 100.")] = 10,
) -> Listing[LessonLine]:
    """Search what all alliances learned, in whatever form a word stands there; the best comes first.

    Example: samenspel lesson search "tekort aan leraren" --like onderwijs
    """
    from models.actions import lesson_search

    found = lesson_search.search(words, like=like, phase=phase, state=state, limit=limit)
    columns = ("id", "alliance", "phase", "state", "text", "recommendation", "seen", "applied")
    return Listing(found, columns, "No lesson agrees with these words.", then="samenspel lesson show NUMBER")


def inbox(slug: Slug, /) -> Listing[InboxLine]:
    """List the lessons that were put to an alliance in its open phase, at most five; the gate waits for an answer.

    Example: samenspel lesson inbox onderwijs
    """
    from models.actions import lists_lessons

    columns = ("id", "alliance", "judgement", "text", "condition", "recommendation", "answer", "reason")
    return Listing(
        lists_lessons.inbox(slug),
        columns,
        "No lessons are put to {alliance} in this phase.",
        words={"alliance": slug},
        then=f"samenspel lesson answer {slug} NUMBER ANSWER --by STAFF",
    )


def answer(
    slug: Slug,
    number: Id,
    answer: Annotated[LessonAnswer, Parameter(help="What the alliance does with it.")],
    /,
    *,
    by: By,
    reason: Annotated[str, Parameter(help="Why; needed for not-applicable, no names of persons.")] = "",
) -> Done:
    """Say what an alliance does with a lesson that was put to it; what is answered with later comes back.

    Example: samenspel lesson answer onderwijs 1 not-applicable --reason "Hier is maar een school." --by hz
    """
    from models.actions import lesson_push

    lesson_push.answer(slug, number, answer, by=actor(by), reason=reason)
    changed = {"alliance": slug, "lesson": number, "answer": answer, "reason": reason, "by": by}
    return Done("{alliance} answered lesson {lesson}: {answer}.", changed, f"samenspel gate show {slug}")
