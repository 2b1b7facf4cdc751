"""What a plan for going back may say: asked when it is planned, and once more when it is carried out (R31-R35)."""

from collections.abc import Iterator

from models.actions import stakeholders
from models.actions.carrying import objectives
from models.actions.describe import describe
from models.actions.frame import Act
from models.db import lesson_queries, queries
from models.db.tables import Commitment, Lesson
from models.method.commitments import OPEN
from models.method.cycles import CarryCommitments, CarryOver, PartnerMove
from models.method.definition import AllianceDefinition
from models.method.definition_checks import problems
from models.method.definition_doubts import doubts
from models.method.definition_types import did_you_mean
from models.method.deliverables import DELIVERABLES
from models.method.errors import BadInput
from models.method.lesson_names import check_nameless
from models.method.lessons import LessonState, check_text
from models.method.parties import StakeholderStatus
from models.method.said import Said, joined
from models.method.working_days import local_day


def check(a: Act, wanted: CarryOver) -> None:
    """Raise :class:`BadInput` with everything in a plan that does not exist, cannot be, or names somebody."""
    described = describe(a.session, a.alliance)
    promised = _promised(a)
    if wrong := [*_unknown(a, wanted, described, promised)]:
        raise BadInput(joined("\n", wrong))
    texts = [
        *([(Said("the solution"), wanted.solution.text)] if wanted.solution else []),
        *((Said("the wording of {key}", key=key), one.text) for key, one in wanted.nodes.items()),
        *(
            (Said("the reason why {key} {move}", key=key, move=one.move), one.reason)
            for key, one in wanted.partners.items()
        ),
    ]
    for what, text in texts:
        check_text(text, what)
    check_nameless((text for _, text in texts), lesson_queries.names(a.session))
    if wrong := [*_partners(a, wanted), *_promises(wanted, promised), *_roads(a, wanted, described)]:
        raise BadInput(joined("\n", wrong))


def _promised(a: Act) -> dict[str, str]:
    """Return the open commitments by key, with the organisation that made each."""
    rows = queries.rows(a.session, Commitment, alliance_id=a.alliance.id, status=OPEN)
    named = queries.organisations(a.session, {row.organisation_id for row in rows})
    return {row.key: named[row.organisation_id].key for row in rows}


def _unknown(a: Act, wanted: CarryOver, described: AllianceDefinition, promised: dict[str, str]) -> Iterator[Said]:
    known: dict[str, tuple[Said, set[str]]] = {
        "deliverables": (Said("deliverable"), set(DELIVERABLES)),
        "by_commitment": (Said("open commitment"), set(promised)),
        "targets": (Said("indicator"), {one.key for one in described.indicators}),
        "nodes": (Said("node of the theory of change"), {one.key for one in described.theory_of_change.nodes}),
        "partners": (Said("stakeholder"), {one.organisation for one in described.stakeholders}),
    }
    for name, (what, there) in known.items():
        for key in getattr(wanted, name):
            if key not in there:
                hint = did_you_mean(key, there) or _allowed(there)
                yield Said("{key!r} is no {what}{hint}", key=key, what=what, hint=hint)
    rows = queries.rows(a.session, Lesson, alliance_id=a.alliance.id, merged_into=None)
    lessons = {str(row.id) for row in rows if row.state is not LessonState.REJECTED}
    for number in wanted.lessons:
        if str(number) not in lessons:
            yield Said("there is no lesson {number}{hint}", number=number, hint=_allowed(lessons))


def _partners(a: Act, wanted: CarryOver) -> Iterator[Said]:
    for key, partner in wanted.partners.items():
        row = stakeholders.of(a, key)
        committed, joins = row.status is StakeholderStatus.COMMITTED, partner.move is PartnerMove.JOINS
        if committed is joins:
            yield Said("{key} is {status} and cannot be one who {move}", key=key, status=row.status, move=partner.move)
        elif joins and row.contact_id is None:
            yield Said("{key} has no contact, so nobody there can be invited", key=key)


def _promises(wanted: CarryOver, promised: dict[str, str]) -> Iterator[Said]:
    for key, fate in wanted.by_commitment.items():
        partner = wanted.partners.get(promised[key])
        if partner and partner.move is PartnerMove.LEAVES and fate is not CarryCommitments.END:
            yield Said("{key} was promised by {partner}, who leaves; it can only end", key=key, partner=promised[key])


def _roads(a: Act, wanted: CarryOver, described: AllianceDefinition) -> Iterator[Said]:
    """Yield what would not hold in the description, and targets that no road leads to."""
    edited = objectives(wanted, CarryOver())(described)
    before = {str(one.text) for one in problems(described)}
    yield from (Said(one.text) for one in problems(edited) if str(one.text) not in before)
    for doubt in doubts(edited, today=local_day(a.now)):
        match doubt.loc:
            case ("indicators", int() as number, "target") if edited.indicators[number].key in wanted.targets:
                key = edited.indicators[number].key
                yield Said("{key}: {problem}", key=key, problem=doubt.text)


def _allowed(there: set[str]) -> Said:
    return Said("; allowed: {allowed}", allowed=", ".join(sorted(there)) or Said("none yet"))
