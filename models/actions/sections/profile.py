"""What is said once of an alliance: its name, task, mission, cadence, quiet days and settings."""

import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from models.actions import chasing
from models.actions.frame import Act
from models.actions.sections.theory import check_framework_open
from models.db import queries
from models.db.session import Session
from models.db.tables import Alliance, Cadence
from models.method.choices import AllianceSettings
from models.method.definition import AllianceDefinition
from models.method.definition_parts import Evaluation, FileSettings, Recurring, Task
from models.method.recurrence import ANCHORED_HOUR, at_hour, said_in_file, with_start, without_start
from models.method.requests import TimerKind
from models.method.rounds import RoundPurpose


def now(session: Session, alliance: Alliance) -> dict[str, Any]:
    """Return what is said once, by its field of the description."""
    return {
        "slug": alliance.slug,
        "name": alliance.name,
        "language": alliance.language,
        "illustrative": alliance.illustrative,
        "task": Task(title=alliance.task_title, description=alliance.task_description, urgency=alliance.task_urgency),
        "mission": alliance.mission,
        "story": alliance.story,
        "facilitator": alliance.facilitator,
        "evaluation": _evaluation(session, alliance),
        "quiet_days": tuple(date.fromisoformat(day) for day in alliance.quiet_days),
        "settings": _settings(alliance),
    }


def new_row(definition: AllianceDefinition, *, added_at: datetime) -> Alliance:
    """Return the row of a new alliance with everything that is said once, except when it is evaluated."""
    return Alliance(
        uid=uuid.uuid4().hex,
        slug=definition.slug,
        name=definition.name,
        language=definition.language,
        illustrative=definition.illustrative,
        task_title=definition.task.title,
        task_description=definition.task.description,
        task_urgency=definition.task.urgency,
        mission=definition.mission,
        story=definition.story,
        facilitator=definition.facilitator,
        threshold=definition.evaluation.threshold,
        need_threshold=definition.need_framework.threshold,
        quiet_days=[day.isoformat() for day in definition.quiet_days],
        settings=definition.settings.model_dump(mode="json", exclude_defaults=True),
        added_at=added_at,
    )


def _settings(alliance: Alliance) -> FileSettings:
    chosen = AllianceSettings.model_validate(alliance.settings)
    return FileSettings.model_construct(**{name: getattr(chosen, name) for name in AllianceSettings.model_fields})


def _evaluation(session: Session, alliance: Alliance) -> Evaluation:
    said = Evaluation(threshold=alliance.threshold)
    for row in queries.rows(session, Cadence, alliance_id=alliance.id, deleted_at=None):
        if said_in_file(row.rrule):
            rrule, starts = without_start(row.rrule)
            said = said.saying(row.purpose, Recurring(rrule=rrule, timezone=row.timezone, starts=starts))
    return said


def _task(a: Act, after: Task) -> None:
    a.alliance.task_title, a.alliance.task_description, a.alliance.task_urgency = (
        after.title,
        after.description,
        after.urgency,
    )


def _need_threshold(a: Act, after: float) -> None:
    check_framework_open(a)
    a.alliance.need_threshold = after


def _put_evaluation(a: Act, after: Evaluation) -> None:
    a.alliance.threshold = after.threshold
    set_cadences(a, after)


def set_cadences(a: Act, after: Evaluation) -> None:
    """Keep when rounds of each purpose open; Prefect's schedules are brought in line by the engine."""
    for purpose in RoundPurpose:
        _set_cadence(a, purpose, after.of(purpose))


def _set_cadence(a: Act, purpose: RoundPurpose, after: Recurring) -> None:
    row = queries.first(a.session, Cadence, alliance_id=a.alliance.id, purpose=purpose)
    if after.rrule is None:
        # What was chosen in Prefect and has no place in a file is not taken away by a file that is silent about it.
        if row is not None and row.deleted_at is None and said_in_file(row.rrule):
            row.active, row.deleted_at, row.changed_at = False, a.now, a.now
        return
    rule = with_start(after.rrule, after.starts)
    if row is None:
        row = Cadence(alliance_id=a.alliance.id, purpose=purpose)
        a.session.add(row)
    elif (at_hour(row.rrule, ANCHORED_HOUR), row.timezone, row.deleted_at) == (rule, after.timezone, None):
        return
    if row.schedule_id is not None or row.deleted_at is not None:
        row.changed_at = a.now
    row.rrule, row.timezone, row.active, row.deleted_at = rule, after.timezone, True, None
    a.session.flush()


def _quiet_days(a: Act, after: tuple[date, ...]) -> None:
    a.alliance.quiet_days = [day.isoformat() for day in after]


def _put_settings(a: Act, after: FileSettings) -> None:
    a.alliance.settings = after.model_dump(mode="json", exclude_defaults=True)
    # The due moments that a setting had already fixed; what was asked keeps the day it was asked for.
    a.forget_choices()
    chasing.move_all(a)
    run = a.run
    a.due(TimerKind.GATE_DUE, run.phase, run.opened_at + timedelta(days=after.days_in(run.phase)))


def _column(name: str) -> Callable[[Act, Any], None]:
    return lambda a, after: setattr(a.alliance, name, after)


#: How each single value is written.
PUT: dict[str, Callable[[Act, Any], None]] = {
    "name": _column("name"),
    "language": _column("language"),
    "illustrative": _column("illustrative"),
    "task": _task,
    "mission": _column("mission"),
    "story": _column("story"),
    "facilitator": _column("facilitator"),
    "need_framework.threshold": _need_threshold,
    "evaluation": _put_evaluation,
    "quiet_days": _quiet_days,
    "settings": _put_settings,
}
