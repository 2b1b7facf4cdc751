"""Taking a lesson further: checked, identified, applied, validated, rejected, or merged with one that says the same."""

from typing import Annotated

from cyclopts import Parameter

from models.method.lessons import LessonState
from samenspel.cli.answers import Done
from samenspel.cli.ids import Id
from samenspel.cli.options import By, Reason, actor

Remark = Annotated[str, Parameter(name="--reason", help="A remark that stays with it, no names of persons.")]


def _moved(number: int, to: LessonState, by: str, reason: str) -> Done:
    from models.actions import lesson_life

    alone = lesson_life.move(number, to, by=actor(by), reason=reason)
    changed = {"lesson": number, "state": to, "reason": reason, "by": by}
    after = f"samenspel lesson show {number}"
    if alone:
        return Done("Lesson {lesson} is {state}, by who recorded it: there is nobody else to check it.", changed, after)
    return Done("Lesson {lesson} is {state}.", changed, after)


def check(number: Id, /, *, by: By, reason: Remark = "") -> Done:
    """Say that a lesson is specific and shown by something, and for whom it holds when; somebody else checks it.

    Example: samenspel lesson check 1 --by tb
    """
    return _moved(number, LessonState.CHECKED, by, reason)


def identify(number: Id, /, *, by: By, reason: Remark = "") -> Done:
    """Say that cause and remedy of a lesson are known, and who should do it.

    Example: samenspel lesson identify 1 --by hz
    """
    return _moved(number, LessonState.IDENTIFIED, by, reason)


def apply(number: Id, /, *, by: By, reason: Remark = "") -> Done:
    """Say that a lesson is applied; an alliance that answers a lesson put to it with applied says so by itself.

    Example: samenspel lesson apply 1 --by hz
    """
    return _moved(number, LessonState.APPLIED, by, reason)


def validate(number: Id, /, *, by: By, reason: Reason) -> Done:
    """Say where the effect of a lesson was seen; from then on it is learned.

    Example: samenspel lesson validate 1 --reason "In ronde 3 bleven meer starters dan in ronde 2." --by hz
    """
    return _moved(number, LessonState.VALIDATED, by, reason)


def reject(number: Id, /, *, by: By, reason: Reason) -> Done:
    """Say that a lesson does not hold; it is no longer put to anybody, and a gate waits for it no more.

    Example: samenspel lesson reject 1 --reason "Twee andere allianties zagen het omgekeerde." --by hz
    """
    return _moved(number, LessonState.REJECTED, by, reason)


def reconsider(number: Id, /, *, by: By, reason: Remark = "") -> Done:
    """Take up a lesson that was rejected; it begins anew and has to be checked.

    Example: samenspel lesson reconsider 1 --by hz
    """
    return _moved(number, LessonState.COLLECTED, by, reason)


def merge(
    number: Id, into: Annotated[Id, Parameter(help="The lesson that stays, by its number.")], /, *, by: By
) -> Done:
    """Let a lesson count as another that says the same, instead of standing beside it.

    Example: samenspel lesson merge 2 1 --by hz
    """
    from models.actions import lesson_life

    seen = lesson_life.merge(number, into, by=actor(by))
    changed = {"lesson": number, "into": into, "seen": seen, "by": by}
    said = "Lesson {lesson} counts as lesson {into}; alliances that saw it: {seen}."
    return Done(said, changed, f"samenspel lesson show {into}")


def unmerge(number: Id, /, *, by: By) -> Done:
    """Let a lesson that was merged into another stand by itself again.

    Example: samenspel lesson unmerge 2 --by hz
    """
    from models.actions import lesson_life

    lesson_life.unmerge(number, by=actor(by))
    return Done("Lesson {lesson} stands by itself.", {"lesson": number, "by": by}, f"samenspel lesson show {number}")
