"""``samenspel lesson``: what was learned, for this alliance and the next."""

from typing import Annotated, Any

from cyclopts import Parameter

from models.method.lessons import Judgement, LessonSource, LessonState, LessonText
from models.method.phases import Phase
from samenspel.cli.answers import Done, Listing, Sheet
from samenspel.cli.ids import Id, identity
from samenspel.cli.lesson_life import apply, check, identify, merge, reconsider, reject, unmerge, validate
from samenspel.cli.lesson_use import answer, inbox, search
from samenspel.cli.options import By, Slug, actor, noun
from samenspel.cli.parts import something
from samenspel.cli.rows import LessonLine, LessonView

app = noun("lesson", "Record what was learned, have it checked, find it again and use it.")

Recommendation = Annotated[str | None, Parameter(help="What others should do with it.")]
Title = Annotated[str | None, Parameter(help="A few words by which people know it.")]
Cause = Annotated[str | None, Parameter(help="Why it happened.")]
Condition = Annotated[str | None, Parameter(help="When it holds, and when it does not.")]
Judge = Annotated[Judgement | None, Parameter(help="What others should do: keep doing it, watch it, or avoid it.")]
Doer = Annotated[str | None, Parameter(help="Who should do it, as a role.")]
Evidence = Annotated[str | None, Parameter(help="What shows it: a round, figures, a report.")]
Strength = Annotated[int | None, Parameter(help="How strong the evidence is: 1, an impression, to 4, measured twice.")]
Theme = Annotated[str | None, Parameter(help="What it is about, in one or two words.")]


@app.command
def add(
    slug: Slug,
    text: Annotated[str, Parameter(help="What was learned; at least 10 characters, no names of persons.")],
    /,
    *,
    by: By,
    recommendation: Recommendation = None,
    title: Title = None,
    cause: Cause = None,
    condition: Condition = None,
    judgement: Judge = None,
    doer: Doer = None,
    evidence: Evidence = None,
    strength: Strength = None,
    theme: Theme = None,
    source: Annotated[LessonSource, Parameter(help="Where it was learned.")] = LessonSource.BY_HAND,
    of_round: Annotated[
        int | None, Parameter(name="--round", converter=identity, help="The round that shows it, by its number.")
    ] = None,
) -> Done:
    """Record a lesson learned in the open phase, of what went well too; lessons that look like it are named.

    Example: samenspel lesson add onderwijs "Begin met de scholen die het tekort het hardst voelen." --by hz
    """
    from models.actions import lessons

    more = LessonText(
        title=title,
        cause=cause,
        condition=condition,
        judgement=judgement,
        doer=doer,
        evidence=evidence,
        strength=strength,
        theme=theme,
    )
    number = lessons.add_lesson(
        slug,
        text,
        by=actor(by),
        recommendation=recommendation or "",
        more=more,
        source=source,
        of_round=of_round,
    )
    similar = lessons.similar(number)
    changed = {"alliance": slug, "lesson": number, "text": text, "similar": similar, "by": by}
    if similar:
        after = f"samenspel lesson merge {number} {similar[0]} --by {by}"
        return Done("Lesson {lesson} is recorded. It looks like lesson {similar}.", changed, after)
    return Done("Lesson {lesson} is recorded.", changed, f"samenspel lesson list {slug}")


@app.command
def edit(
    number: Id,
    /,
    *,
    by: By,
    text: Annotated[str | None, Parameter(help="What was learned.")] = None,
    recommendation: Recommendation = None,
    title: Title = None,
    cause: Cause = None,
    condition: Condition = None,
    judgement: Judge = None,
    doer: Doer = None,
    evidence: Evidence = None,
    strength: Strength = None,
    theme: Theme = None,
) -> Done:
    """Put right what a lesson says, or say more; once it was checked, only what it lacks can be added.

    Example: samenspel lesson edit 1 --cause "De eerste scholen waren te klein." --by hz
    """
    from models.actions import lessons

    given = something(
        text=text,
        recommendation=recommendation,
        title=title,
        cause=cause,
        condition=condition,
        judgement=judgement,
        doer=doer,
        evidence=evidence,
        strength=strength,
        theme=theme,
    )
    changed = lessons.edit(number, LessonText(**given), by=actor(by))
    said = "Lesson {lesson} is up to date." if changed else "Lesson {lesson} said so already."
    return Done(said, {"lesson": number, "changed": changed, "by": by}, f"samenspel lesson show {number}")


@app.command(name="list")
def list_(
    slug: Annotated[str | None, Parameter(help="One alliance; all of them if left out.")] = None,
    /,
    *,
    state: Annotated[LessonState | None, Parameter(help="Only those in this state.")] = None,
    phase: Annotated[Phase | None, Parameter(help="Only those learned in this phase.")] = None,
) -> Listing[LessonLine]:
    """List everything that an alliance learned, or all alliances.

    Example: samenspel lesson list onderwijs
    """
    from models.actions import lists_lessons

    columns = ("id", "cycle", "phase", "state", "text", "recommendation", "seen", "applied", "recorded_by")
    everything = slug is not None and state is None and phase is None
    return Listing(
        lists_lessons.lessons(slug, state=state, phase=phase),
        columns if slug else ("alliance", *columns),
        "No lessons are recorded in {alliance} yet." if everything else "There are no such lessons.",
        words={"alliance": slug},
    )


@app.command
def show(number: Id, /) -> Sheet[LessonView]:
    """Show a lesson as a whole: what it says, how far it is, and what alliances did with it.

    Example: samenspel lesson show 1
    """
    from models.actions import lists_lessons

    record = lists_lessons.lesson(number)
    what = ("title", "text", "cause", "condition", "recommendation", "judgement", "doer", "evidence", "strength")
    where = ("theme", "source", "round", "reason", "seen", "merged", "merged_into", "similar")
    who = ("recorded_by", "recorded_at", "moved_by", "moved_at")
    columns = ("alliance", "cycle", "phase", "pushed_at", "answer", "reason", "answered_by", "answered_at")
    uses: Listing[Any] = Listing(record.uses, columns)
    after = {
        LessonState.COLLECTED: f"samenspel lesson check {number} --by STAFF",
        LessonState.CHECKED: f"samenspel lesson identify {number} --by STAFF",
        LessonState.IDENTIFIED: f"samenspel lesson apply {number} --by STAFF",
        LessonState.APPLIED: f"samenspel lesson validate {number} --reason TEXT --by STAFF",
    }
    return Sheet(
        record,
        ("id", "alliance", "cycle", "phase", "state", *what, *where, *who),
        {"uses": uses},
        then=after.get(LessonState(record.state), ""),
    )


# The verbs that take a lesson further, and those that find and use it, stand beside this file.
for verb in (check, identify, apply, validate, reject, reconsider, merge, unmerge, search, inbox, answer):
    app.command(verb)
