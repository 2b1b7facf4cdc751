"""Changing what an alliance's file describes: one way for a new file and for every command."""

from collections.abc import Callable, Sequence
from functools import partial

from models.actions import answered_by_edit, doubts, framework
from models.actions.describe import SECTIONS, describe
from models.actions.frame import Act
from models.actions.rehearsal import acting
from models.actions.sections import profile
from models.actions.sections.people import name_successors, with_team
from models.db import queries
from models.db.tables import Indicator
from models.method.definition import AllianceDefinition
from models.method.definition_checks import problems
from models.method.definition_parts import Evaluation
from models.method.definition_problems import Problem
from models.method.edits import Edit
from models.method.errors import BadInput, MethodError, NotAllowed
from models.method.events import EventType
from models.method.framework import TOUCHED_BY
from models.method.kept import as_kept
from models.method.parties import Body
from models.method.revision import Change, ChangeKind, changes
from models.method.rounds import RoundPurpose
from models.method.said import Said, joined

#: Sections that name persons: which fields changed is recorded, not what they said.
PERSONAL = frozenset({"staff", "contacts"})

#: A longer text is recorded by the name of its field alone; the description has it.
LONGEST_RECORDED = 80


def revise(
    slug: str,
    edit: Edit,
    *,
    by: str,
    reason: str = "",
    dry_run: bool = False,
    expected: tuple[Change, ...] | None = None,
) -> tuple[Change, ...]:
    """Change the description of an alliance by ``edit`` and return what changed; the same again changes nothing.

    :class:`BadInput` says what would not hold together, :class:`NotAllowed` what cannot change any more, everything at
    once; then nothing is written. A ``dry_run`` refuses the same and writes nothing either. When the changes are not
    the ``expected`` ones, because somebody else was faster, it is refused as well. What figures are judged by changes
    with a ``reason`` only, once it is locked.
    """
    with acting(slug, by=by, dry_run=dry_run) as a:
        return revise_within(a, edit, reason=reason, expected=expected)


def revise_within(
    a: Act, edit: Edit, *, reason: str = "", expected: tuple[Change, ...] | None = None
) -> tuple[Change, ...]:
    """Change the description inside an action that is already open, as :func:`revise` does."""
    slug = a.alliance.slug
    a.check_open()
    before = describe(a.session, a.alliance)
    edited = with_team(a.session, edit(before), before.staff)
    if edited.slug != slug:
        raise BadInput("this describes {other!r}, not {slug!r}; a slug is kept for good", other=edited.slug, slug=slug)
    if wrong := problems(edited):
        # What did not hold before, under rules of former days, keeps nobody from changing something else.
        standing = {_told(one) for one in problems(before)}
        if added := [told for told in map(_told, wrong) if told not in standing]:
            raise BadInput(joined("\n", added))
    wanted = as_kept(edited)
    found = changes(as_kept(before), wanted)
    if expected is not None and found != expected:
        raise NotAllowed("{slug} was changed by somebody else meanwhile; look at the changes again", slug=slug)
    apply(a, found, wanted)
    _keep_framework(a, found, reason)
    answered_by_edit.settle(a, found)
    _review(a, found)
    for change in found:
        _record(a, change)
    return found


def _keep_framework(a: Act, found: Sequence[Change], reason: str) -> None:
    if any(change.section in TOUCHED_BY for change in found):
        framework.changed(a, reason)
    if any(change.section == "indicators" and _measures(change) for change in found):
        framework.lock(a, "the first measurement")


def _review(a: Act, found: Sequence[Change]) -> None:
    """Ask about what is doubtful by a change, and no more about what it settled."""
    changed = {one.key for one in found if one.section == "indicators" and one.after and one.after.measurements}
    for row in queries.rows(a.session, Indicator, alliance_id=a.alliance.id, key=changed):
        doubts.review(a, row)


def _measures(change: Change) -> bool:
    before = change.before.measurements if change.before else ()
    return change.after is not None and change.after.measurements != before


def apply(a: Act, found: Sequence[Change], wanted: AllianceDefinition) -> None:
    """Write changes to the description, or refuse with everything that cannot be.

    What comes and changes goes first, in the order in which the sections refer to one another, then what is said once,
    and last, the other way round, what goes.
    """
    refused: list[MethodError] = []

    def attempt(write: Callable[[], None]) -> None:
        try:
            write()
            a.session.flush()
        except (BadInput, NotAllowed) as no:
            refused.append(no)

    for name, section in SECTIONS.items():
        coming = [one for one in found if one.section == name and one.after is not None]
        for change in coming:
            attempt(partial(section.put, a, change.before, change.after))
        if name == "contacts" and coming and not refused:
            name_successors(a, wanted.contacts)
    for name, put in profile.PUT.items():
        for change in (one for one in found if one.section == name):
            attempt(partial(put, a, change.after))
    for name, section in reversed(SECTIONS.items()):
        for change in (one for one in found if one.section == name and one.after is None):
            attempt(partial(section.drop, a, change.before))
    if refused:
        kind = BadInput if any(isinstance(no, BadInput) for no in refused) else NotAllowed
        raise kind(joined("\n", dict.fromkeys(no.said for no in refused)))


def _told(problem: Problem) -> Said:
    return Said("{place}: {problem}", place=".".join(str(part) for part in problem.loc), problem=problem.text)


def _record(a: Act, change: Change) -> None:
    after = change.after
    match change.section:
        case "organisations" if change.kind is ChangeKind.ADDED:
            return  # Its stakeholder tells.
        case "stakeholders" if change.kind is ChangeKind.ADDED:
            a.record(EventType.STAKEHOLDER_ADDED, change.key)
        case "stakeholders" if change.kind is ChangeKind.REMOVED:
            return  # Its organisation tells.
        case "mission" | "story":
            a.record(EventType.MISSION_AGREED, a.run.phase, agreed=[change.section])
        case "bodies.sponsor_group" | "bodies.project_team":
            seat = after or change.before
            a.record(
                EventType.BODY_CHANGED,
                Body(change.section.removeprefix("bodies.")),
                organisation=seat.organisation,
                staff=seat.staff,
                chair=seat.chair,
                change=change.kind,
            )
        case "evaluation":
            _record_cadences(a, change.before, after)
        case _:
            a.record(
                EventType.DESCRIPTION_CHANGED,
                f"{change.section}:{change.key}".rstrip(":"),
                change=change.kind,
                fields=_fields(change),
            )


def _record_cadences(a: Act, before: Evaluation, after: Evaluation) -> None:
    if before.threshold != after.threshold or before.of(RoundPurpose.IMPACT) != after.of(RoundPurpose.IMPACT):
        a.record(
            EventType.CADENCE_CHANGED,
            "edited",
            rrule=after.rrule,
            timezone=after.timezone,
            threshold=after.threshold,
            purpose=RoundPurpose.IMPACT,
        )
    for purpose in (RoundPurpose.COLLABORATION, RoundPurpose.BOTH):
        if before.of(purpose) != (now := after.of(purpose)):
            a.record(EventType.CADENCE_CHANGED, "edited", rrule=now.rrule, timezone=now.timezone, purpose=purpose)


def _fields(change: Change) -> list[str]:
    if change.kind is not ChangeKind.CHANGED:
        return []
    personal = change.section in PERSONAL

    def told(field: str, before: object, after: object) -> str:
        said = f"{'' if before is None else before} -> {'' if after is None else after}"
        return field if personal or len(said) > LONGEST_RECORDED else f"{field}: {said}".lstrip(": ")

    return list(dict.fromkeys(told(*difference) for difference in change.differences))
