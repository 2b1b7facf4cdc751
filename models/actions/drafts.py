"""Keeping first drafts of deliverables up to date with what is known, until a person takes them over."""

from collections.abc import Callable
from typing import Any

from models.actions import drafts_advice, drafts_evaluation
from models.actions.deliverables import draft
from models.actions.frame import Act, act
from models.db import queries
from models.db.tables import (
    Commitment,
    Expectation,
    Lesson,
    Need,
    Organisation,
    Round,
    Stakeholder,
    SystemFault,
)
from models.method import actors, drafts
from models.method.commitments import OPEN, CommitmentStatus
from models.method.lessons import LessonState
from models.method.phases import Here
from models.method.rounds import OVER


def write_draft(here: Here, code: str) -> bool:
    """Draft a deliverable from what is known, unless a person took it over; say whether the draft is new."""
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        text = DRAFTS[code](a)
        return text is not None and draft(a, code, text)


def _organisations(a: Act) -> dict[int, Organisation]:
    rows = queries.rows(a.session, Stakeholder, alliance_id=a.alliance.id)
    return queries.organisations(a.session, {s.organisation_id for s in rows})


def _parties(a: Act) -> list[drafts.Party]:
    known = _organisations(a)
    return [
        drafts.Party(
            known[s.organisation_id].name,
            known[s.organisation_id].sector,
            tuple(s.roles),
            s.influence,
            s.interest,
            s.status,
        )
        for s in queries.rows(a.session, Stakeholder, alliance_id=a.alliance.id)
    ]


def _contributions(a: Act) -> list[drafts.Contribution]:
    known = _organisations(a)
    needs = {n.id: n.key for n in queries.rows(a.session, Need, alliance_id=a.alliance.id)}
    counted = OPEN | {CommitmentStatus.FULFILLED}
    return [
        drafts.Contribution(
            known[c.organisation_id].name,
            c.kind,
            c.description,
            c.quantity,
            c.unit,
            c.status,
            needs.get(c.need_id, "") if c.need_id else "",
        )
        for c in queries.rows(a.session, Commitment, alliance_id=a.alliance.id, status=counted)
    ]


def _stakeholder_overview(a: Act) -> str | None:
    parties = _parties(a)
    return drafts.stakeholder_overview(a.alliance.name, parties) if parties else None


def _parties_connected(a: Act) -> str | None:
    parties = _parties(a)
    return drafts.parties_connected(a.alliance.name, parties) if parties else None


def _cooperation_agreement(a: Act) -> str | None:
    brought = [c for c in _contributions(a) if c.status is not CommitmentStatus.PROMISED]
    if not brought:
        return None
    expected = [(e.giver, e.receiver, e.text) for e in queries.rows(a.session, Expectation, alliance_id=a.alliance.id)]
    return drafts.cooperation_agreement(a.alliance.name, a.alliance.mission, brought, expected)


def _resource_overview(a: Act) -> str | None:
    needs = [
        drafts.Required(n.key, n.description, n.quantity, n.unit)
        for n in queries.rows(a.session, Need, alliance_id=a.alliance.id)
    ]
    return drafts.resource_overview(a.alliance.name, needs, _contributions(a)) if needs else None


def _lessons_and_faults(a: Act) -> str | None:
    of_cycle: dict[str, Any] = {"alliance_id": a.alliance.id, "cycle": a.run.cycle}
    learned = queries.rows(a.session, Lesson, **of_cycle)
    lessons = [one.text for one in learned if one.state is not LessonState.REJECTED and one.merged_into is None]
    taught = {one.round_id for one in learned}
    closed = queries.rows(a.session, Round, order="number", **of_cycle, state=OVER)
    untaught = [one.number for one in closed if one.id not in taught]
    faults = [
        (f.system, f.description)
        for f in queries.rows(a.session, SystemFault, alliance_id=a.alliance.id, cycle=a.run.cycle)
    ]
    return drafts.lessons_and_faults(a.alliance.name, lessons, faults, untaught) if lessons or faults else None


#: Which deliverables can be drafted from what is known.
DRAFTS: dict[str, Callable[[Act], str | None]] = {
    "stakeholder_overview": _stakeholder_overview,
    "parties_connected": _parties_connected,
    "cooperation_agreement": _cooperation_agreement,
    "resource_overview": _resource_overview,
    "tested_toc": drafts_evaluation.tested_toc,
    "results_overview": drafts_evaluation.results_overview,
    "recommendations": drafts_advice.recommendations,
    "collaboration_plan": drafts_advice.collaboration_plan,
    "lessons_and_faults": _lessons_and_faults,
}
