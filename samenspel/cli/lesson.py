"""``samenspel lesson``: what was learned, for this alliance and the next."""

from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Done, Listing
from samenspel.cli.options import By, Slug, actor, noun
from samenspel.cli.rows import LessonLine

app = noun("lesson", "Record and list lessons learned.")


@app.command
def add(
    slug: Slug,
    text: Annotated[str, Parameter(help="What was learned; at least 10 characters, no names of persons.")],
    /,
    *,
    by: By,
    recommendation: Annotated[str, Parameter(help="What others should do with it.")] = "",
) -> Done:
    """Record a lesson learned in the open phase.

    Example: samenspel lesson add onderwijs "Begin met de scholen die het tekort het hardst voelen." --by hz
    """
    from models.actions import cycles

    number = cycles.add_lesson(slug, text, by=actor(by), recommendation=recommendation)
    changed = {"alliance": slug, "lesson": number, "text": text, "by": by}
    return Done("Lesson {lesson} is recorded.", changed, f"samenspel lesson list {slug}")


@app.command(name="list")
def list_(slug: Slug, /) -> Listing[LessonLine]:
    """List everything that an alliance learned.

    Example: samenspel lesson list onderwijs
    """
    from models.actions import lists_learning

    columns = ("id", "cycle", "phase", "state", "text", "recommendation", "recorded_by")
    empty = "No lessons are recorded in {alliance} yet."
    return Listing(lists_learning.lessons(slug), columns, empty, words={"alliance": slug})
